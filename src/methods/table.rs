//! A CSV table with a header, its columns named by what a method calls them.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use csv::StringRecord;

use crate::domain::{Fault, Text};
use crate::text;

/// A table as named on the command line: `zones.csv`, or `zones.csv:id=zone,population=pop` when its
/// columns have other names than the method gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRef {
    /// The file.
    pub path: PathBuf,
    /// What the method calls a column, and what the file calls it.
    pub names: Vec<(String, String)>,
}

impl TableRef {
    /// A file whose columns have the names the method gives them.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), names: Vec::new() }
    }

    /// The name of the file, without its folder.
    pub fn file(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// What the file calls a column.
    pub fn name<'a>(&'a self, field: &'a str) -> &'a str {
        self.names.iter().find(|(ours, _)| ours == field).map_or(field, |(_, theirs)| theirs)
    }

    /// The same table with one more column named.
    #[must_use]
    pub fn naming(mut self, field: &str, column: &str) -> Self {
        self.names.push((field.to_owned(), column.to_owned()));
        self
    }
}

impl FromStr for TableRef {
    type Err = Fault;

    fn from_str(words: &str) -> Result<Self, Fault> {
        // A colon may belong to the path; names always hold an equals sign.
        let (path, names) = match words.rsplit_once(':') {
            Some((path, names)) if names.contains('=') => (path, names),
            _ => (words, ""),
        };
        let name = |pair: &str| {
            let (ours, theirs) = pair.split_once('=').filter(|(ours, theirs)| !ours.is_empty() && !theirs.is_empty())?;
            Some((ours.trim().to_owned(), theirs.trim().to_owned()))
        };
        let names = names.split(',').filter(|pair| !pair.is_empty());
        let names = names.map(|pair| name(pair).ok_or_else(|| bad_names(words))).collect::<Result<_, _>>()?;
        Ok(Self { path: path.into(), names })
    }
}

impl fmt::Display for TableRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.names.iter().map(|(ours, theirs)| format!("{ours}={theirs}")).collect();
        let separator = if names.is_empty() { "" } else { ":" };
        write!(f, "{}{separator}{}", self.path.display(), names.join(","))
    }
}

/// An open table, its header read.
pub struct Table {
    source: TableRef,
    header: StringRecord,
    reader: csv::Reader<Box<dyn Read>>,
    decimal_comma: bool,
}

/// A column found in the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    name: String,
    place: usize,
}

/// One row of a table.
pub struct Row<'a> {
    record: &'a StringRecord,
    decimal_comma: bool,
}

impl Table {
    /// Opens a table and reads its header. Cells are separated by a comma, a semicolon (decimal commas
    /// are then understood) or a tab, whichever the header holds most of.
    ///
    /// # Errors
    /// `cannot-read`, `empty-file`, `wrong-encoding`, `missing-column` for a column named and not there.
    pub fn open(source: &TableRef) -> Result<Self, Fault> {
        let file = File::open(&source.path).map_err(|cause| cannot_read(&source.path, &cause).in_file(source.file()))?;
        let mut input = BufReader::with_capacity(1 << 16, file);
        let start = input.fill_buf().map_err(|cause| cannot_read(&source.path, &cause).in_file(source.file()))?;
        let (marked, delimiter) = (start.starts_with(b"\xEF\xBB\xBF"), delimiter(start));
        if marked {
            input.consume(3);
        }
        let input: Box<dyn Read> = Box::new(input);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(input);
        let header = reader.headers().map_err(|cause| unreadable_row(&cause).in_file(source.file()))?.clone();
        if header.iter().all(str::is_empty) {
            return Err(empty_file().in_file(source.file()));
        }
        let table = Self { source: source.clone(), header, reader, decimal_comma: delimiter == b';' };
        for (field, _) in &source.names {
            table.require(field)?;
        }
        Ok(table)
    }

    /// The column a method asks for.
    ///
    /// # Errors
    /// `missing-column`, with those there are.
    pub fn require(&self, field: &str) -> Result<Column, Fault> {
        self.find(field).ok_or_else(|| self.missing_column(field))
    }

    /// The column a method can do without.
    pub fn find(&self, field: &str) -> Option<Column> {
        let name = self.source.name(field);
        let place = self.header.iter().position(|column| column == name)?;
        Some(Column { name: name.to_owned(), place })
    }

    /// The columns beside these, in order.
    pub fn others(&self, known: &[&Column]) -> Vec<Column> {
        let columns = self.header.iter().enumerate().filter(|(place, _)| known.iter().all(|column| column.place != *place));
        columns.map(|(place, name)| Column { name: name.to_owned(), place }).collect()
    }

    /// Hands every row to `take`, with its number as a spreadsheet counts. Faults learn file and row.
    ///
    /// # Errors
    /// Those of `take`; `uneven-row`, `wrong-encoding`; `empty-file` when there is no row.
    pub fn each(mut self, mut take: impl FnMut(&Row, u64) -> Result<(), Fault>) -> Result<(), Fault> {
        let file = self.source.file();
        let mut record = StringRecord::new();
        let mut any = false;
        while self.reader.read_record(&mut record).map_err(|cause| unreadable_row(&cause).in_file(&file))? {
            any = true;
            let number = record.position().map_or(0, csv::Position::line);
            let row = Row { record: &record, decimal_comma: self.decimal_comma };
            take(&row, number).map_err(|fault| placed(fault, &file, number))?;
        }
        if any { Ok(()) } else { Err(empty_file().in_file(file)) }
    }

    fn missing_column(&self, field: &str) -> Fault {
        let name = self.source.name(field);
        let present = self.header.iter().filter(|column| !column.is_empty()).take(20).collect::<Vec<_>>().join(", ");
        Fault::new(
            "missing-column",
            text!("la colonne « {name} » manque", "the column “{name}” is missing"),
            text!(
                "colonnes présentes : {present} ; nommer la bonne par « fichier.csv:{field}=NOM »",
                "columns present: {present}; name the right one with “file.csv:{field}=NAME”"
            ),
        )
        .in_file(self.source.file())
        .at_row(1)
        .in_column(name)
    }
}

impl Column {
    /// What the file calls it.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Row<'_> {
    /// A cell as it stands.
    pub fn text(&self, column: &Column) -> &str {
        self.record.get(column.place).unwrap_or_default()
    }

    /// An identifier.
    ///
    /// # Errors
    /// `missing-id`.
    pub fn id(&self, column: &Column) -> Result<&str, Fault> {
        Some(self.text(column)).filter(|id| !id.is_empty()).ok_or_else(|| missing_id().in_column(&column.name))
    }

    /// A number, or nothing for an empty cell.
    ///
    /// # Errors
    /// `not-a-number`, for words, `NaN` and infinities.
    pub fn number(&self, column: &Column) -> Result<Option<f64>, Fault> {
        let cell = self.text(column);
        if cell.is_empty() {
            return Ok(None);
        }
        let read = if self.decimal_comma { cell.replace(',', ".").parse::<f64>() } else { cell.parse() };
        match read {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(not_a_number(cell).in_column(&column.name)),
        }
    }

    /// A number that must be there.
    ///
    /// # Errors
    /// `missing-value`, and those of [`Self::number`].
    pub fn required(&self, column: &Column) -> Result<f64, Fault> {
        self.number(column)?.ok_or_else(|| missing_value().in_column(&column.name))
    }

    /// A number zero or above, or nothing for an empty cell.
    ///
    /// # Errors
    /// `negative-count`, and those of [`Self::number`].
    pub fn count(&self, column: &Column) -> Result<Option<f64>, Fault> {
        match self.number(column)? {
            Some(count) if count < 0.0 => Err(negative_count(count).in_column(&column.name)),
            count => Ok(count),
        }
    }
}

/// Whichever of comma, semicolon and tab the first line holds most of.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.split(|&byte| byte == delimiter).count();
    *[b',', b';', b'\t'].iter().rev().max_by_key(|&&delimiter| count(delimiter)).unwrap_or(&b',')
}

fn placed(fault: Fault, file: &str, row: u64) -> Fault {
    let row = fault.place.row.unwrap_or(row);
    fault.in_file(file).at_row(row)
}

fn unreadable_row(cause: &csv::Error) -> Fault {
    let fault = match cause.kind() {
        csv::ErrorKind::Utf8 { .. } => Fault::new(
            "wrong-encoding",
            Text::new("le fichier n’est pas en UTF-8", "the file is not in UTF-8"),
            Text::new("l’enregistrer en « CSV UTF-8 »", "save it as “CSV UTF-8”"),
        ),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => Fault::new(
            "uneven-row",
            text!("la ligne a {len} cellules, l’en-tête {expected_len}", "the row has {len} cells, the header {expected_len}"),
            Text::new(
                "compléter la ligne, ou entourer de guillemets la cellule qui contient le séparateur",
                "complete the row, or quote the cell that holds the delimiter",
            ),
        ),
        _ => Fault::new(
            "cannot-read",
            text!("lecture impossible : {cause}", "cannot read: {cause}"),
            Text::new("vérifier que le fichier est une table CSV", "check that the file is a CSV table"),
        ),
    };
    match cause.position() {
        Some(place) => fault.at_row(place.line()),
        None => fault,
    }
}

/// A file cannot be opened or read, with the system’s reason.
pub fn cannot_read(path: &Path, cause: &std::io::Error) -> Fault {
    let path = path.display();
    Fault::new(
        "cannot-read",
        text!("impossible de lire {path} : {cause}", "cannot read {path}: {cause}"),
        Text::new("vérifier le nom du fichier et le droit de le lire", "check the file’s name and the right to read it"),
    )
}

fn empty_file() -> Fault {
    Fault::new(
        "empty-file",
        Text::new("la table est vide", "the table is empty"),
        Text::new("attendu : une ligne d’en-tête, puis au moins une ligne", "expected a header line, then at least one row"),
    )
}

/// A row or feature has no identifier.
pub fn missing_id() -> Fault {
    Fault::new(
        "missing-id",
        Text::new("l’identifiant manque", "the identifier is missing"),
        Text::new("donner un identifiant à chaque ligne", "give every row an identifier"),
    )
}

fn missing_value() -> Fault {
    Fault::new(
        "missing-value",
        Text::new("la valeur manque", "the value is missing"),
        Text::new("attendu : un nombre", "expected a number"),
    )
}

fn not_a_number(cell: &str) -> Fault {
    Fault::new(
        "not-a-number",
        text!("« {cell} » n’est pas un nombre", "“{cell}” is not a number"),
        Text::new(
            "attendu : un nombre fini, ou une cellule vide pour une valeur absente",
            "expected a finite number, or an empty cell for a missing value",
        ),
    )
}

fn negative_count(count: f64) -> Fault {
    Fault::new(
        "negative-count",
        text!("{count} est négatif", "{count} is negative"),
        Text::new("attendu : un effectif, zéro ou plus", "expected a count, zero or above"),
    )
}

fn bad_names(words: &str) -> Fault {
    Fault::new(
        "bad-column-names",
        text!("correspondance de colonnes illisible : « {words} »", "unreadable column names: “{words}”"),
        Text::new("attendu : fichier.csv:champ=colonne,champ=colonne", "expected file.csv:field=column,field=column"),
    )
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use super::*;

    /// A table on disk for as long as the guard lives.
    pub fn written(content: &[u8]) -> (tempfile::NamedTempFile, TableRef) {
        let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        file.write_all(content).unwrap();
        let source = TableRef::new(file.path());
        (file, source)
    }

    fn numbers(content: &str) -> Result<Vec<(u64, Option<f64>)>, Fault> {
        let (_file, source) = written(content.as_bytes());
        let table = Table::open(&source)?;
        let column = table.require("value")?;
        let mut found = Vec::new();
        table.each(|row, number| row.number(&column).map(|value| found.push((number, value))))?;
        Ok(found)
    }

    #[test]
    fn columns_are_named_in_place() {
        let source: TableRef = "data/zones.csv:id=zone,population=pop".parse().unwrap();
        assert_eq!((source.name("id"), source.name("population"), source.name("x")), ("zone", "pop", "x"));
        assert_eq!(source.to_string(), "data/zones.csv:id=zone,population=pop");
        assert_eq!("C:\\zones.csv".parse::<TableRef>().unwrap().path, Path::new("C:\\zones.csv"));
        assert_eq!("a.csv:id=".parse::<TableRef>().unwrap_err().code, "bad-column-names");
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does_and_empty_cells_are_no_zeros() {
        assert_eq!(numbers("id,value\na,1.5\nb,\nc,-2e3\n").unwrap(), [(2, Some(1.5)), (3, None), (4, Some(-2000.0))]);
    }

    #[test]
    fn semicolons_bring_decimal_commas_and_a_mark_is_no_part_of_the_first_name() {
        assert_eq!(numbers("\u{FEFF}value;id\n12,5;a\n").unwrap(), [(2, Some(12.5))]);
    }

    #[test]
    fn what_is_not_a_number_is_named_with_its_place() {
        for cell in ["NaN", "inf", "abc", "1,5x", "1e999"] {
            let fault = numbers(&format!("id,value\na,1\nb,\"{cell}\"\n")).unwrap_err();
            assert_eq!((fault.code.as_str(), fault.place.row, fault.place.column.as_deref()), ("not-a-number", Some(3), Some("value")));
            assert!(fault.place.file.is_some());
        }
    }

    #[test]
    fn a_missing_column_says_which_there_are() {
        let fault = numbers("id,number\na,1\n").unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("missing-column", Some("value")));
        assert!(fault.hint.en.contains("id, number"));
    }

    #[test]
    fn nothing_at_all_a_header_alone_and_uneven_rows_are_refused() {
        assert_eq!(numbers("").unwrap_err().code, "empty-file");
        assert_eq!(numbers("id,value\n").unwrap_err().code, "empty-file");
        let fault = numbers("id,value\na,1\nb,2,3\n").unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.row), ("uneven-row", Some(3)));
    }

    #[test]
    fn another_encoding_is_named() {
        let (_file, source) = written(b"id,value\n\xE9t\xE9,1\n");
        let table = Table::open(&source).unwrap();
        assert_eq!(table.each(|_, _| Ok(())).unwrap_err().code, "wrong-encoding");
        assert_eq!(Table::open(&TableRef::new("/no/such/file.csv")).err().unwrap().code, "cannot-read");
    }
}
