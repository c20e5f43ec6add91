//! A table with its header found: rows whose cells are asked for by column name.

use std::collections::BTreeSet;

use super::cells::Cells;
use super::rows::{self, Dialect, Numbered, Rows};
use super::{Input, Progress, cell};
use crate::domain::{Fault, Place, Report, Text};
use crate::text;

/// How far down a header is looked for.
const HEADER_WITHIN: usize = 30;

/// A table as its file shows it.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Column names, without the type notes of dBase exports (`LIBEL,C,254` is `LIBEL`).
    pub columns: Vec<String>,
    /// What stands above the header: titles.
    pub titles: Vec<String>,
    /// The rows below it.
    pub rows: Vec<Row>,
    /// What had to be assumed.
    pub remarks: Vec<Text>,
}

/// One row of figures or one feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As a spreadsheet counts; for GeoJSON, the feature's rank from 1.
    pub number: u64,
    /// Its cells, in the order of the columns.
    pub cells: Cells,
    /// The point of a feature, in degrees or whatever its table says.
    pub point: Option<(f64, f64)>,
}

/// What became of a row that is not wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Taken.
    Taken,
    /// Outside the territory asked for.
    Outside,
}

impl Table {
    /// Reads the table whose header holds every one of these columns.
    ///
    /// # Errors
    /// Those of [`rows::read`]; `missing-column` naming the first absent one; `truncated-file`.
    pub fn read(bytes: &[u8], signature: &[&str], dialect: &Dialect) -> Result<Self, Fault> {
        Self::of(rows::read(bytes, dialect)?, signature)
    }

    /// The table in rows already read, as of one sheet among several.
    ///
    /// # Errors
    /// `missing-column` naming the first absent one; `truncated-file`.
    pub fn of(rows: Rows, signature: &[&str]) -> Result<Self, Fault> {
        let Rows { rows, remarks, cut } = rows;
        let header = header(&rows, signature)?;
        if let Some(row) = cut {
            return Err(truncated_file(row));
        }
        Ok(Self { remarks, ..Self::under(header, rows) })
    }

    /// Whether the first rows of a file hold a header with every one of these columns.
    pub fn has_header(bytes: &[u8], signature: &[&str]) -> bool {
        header(&rows::head(bytes), signature).is_ok()
    }

    fn under(header: usize, rows: Vec<Numbered>) -> Self {
        let mut table = Self::default();
        for (index, row) in rows.into_iter().enumerate() {
            if index < header {
                table.titles.extend(row.cells.iter().map(str::trim).find(|cell| !cell.is_empty()).map(str::to_owned));
            } else if index == header {
                table.columns = row.cells.iter().map(column_name).collect();
            } else if !repeats(&table.columns, &row) {
                table.rows.push(Row { number: row.number, cells: row.cells, point: None });
            }
        }
        table
    }

    /// The column of this name, whatever its case.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| same(column, name))
    }

    /// The column of this name, which must be there.
    ///
    /// # Errors
    /// `missing-column`.
    pub fn require(&self, name: &str) -> Result<usize, Fault> {
        self.find(name).ok_or_else(|| missing_column(name, &self.columns))
    }

    /// The cell of a row under a column name, blank when there is no such column.
    pub fn get<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        self.find(name).map_or("", |column| row.cell(column))
    }

    /// The same as text that is safe to keep.
    ///
    /// # Errors
    /// `formula-cell` with its column.
    pub fn text<'a>(&self, row: &'a Row, name: &str) -> Result<&'a str, Fault> {
        cell::text(self.get(row, name)).map_err(|fault| fault.in_column(name))
    }

    /// Hands every row to `take`, counts what became of it and keeps the faults with file and row.
    /// Rows narrower or wider than the header are rejected on the way.
    pub fn each(&self, input: &Input, progress: &dyn Progress, report: &mut Report, mut take: impl FnMut(&Row) -> Result<Kept, Fault>) {
        report.remarks.extend(self.remarks.iter().cloned());
        progress.expect(self.rows.len() as u64);
        for row in &self.rows {
            report.read += 1;
            match self.check_width(row).and_then(|()| take(row)) {
                Ok(Kept::Taken) => report.taken += 1,
                Ok(Kept::Outside) => report.outside += 1,
                Err(fault) => report.reject(place(fault, input, row)),
            }
            progress.advance(1);
        }
    }

    fn check_width(&self, row: &Row) -> Result<(), Fault> {
        let (width, expected) = (row.cells.len(), self.columns.len());
        if width < expected {
            return Err(Fault::new(
                "truncated-row",
                text!("la ligne n’a que {width} cellules sur {expected}", "the row has only {width} of {expected} cells"),
                Text::new("compléter la ligne, ou télécharger le fichier à nouveau", "complete the row, or download the file again"),
            ));
        }
        if row.cells.iter().skip(expected).any(|cell| !cell.trim().is_empty()) {
            return Err(Fault::new(
                "surplus-cells",
                text!("la ligne a {width} cellules pour {expected} colonnes", "the row has {width} cells for {expected} columns"),
                Text::new("entourer de guillemets la cellule qui contient le séparateur", "quote the cell that holds the delimiter"),
            ));
        }
        Ok(())
    }
}

impl Row {
    /// The cell of a column, without blanks around it.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", str::trim)
    }
}

/// Places a fault in its file and row.
fn place(fault: Fault, input: &Input, row: &Row) -> Fault {
    let at = Place { file: Some(input.name.clone()), row: Some(row.number), ..fault.place.clone() };
    Fault { place: at, ..fault }
}

/// The row, among the first, that holds every column of the signature.
fn header(rows: &[Numbered], signature: &[&str]) -> Result<usize, Fault> {
    let absent = |row: &Numbered| signature.iter().filter(|name| !row.cells.iter().any(|cell| same(&column_name(cell), name))).count();
    let Some((index, row)) = rows.iter().take(HEADER_WITHIN).enumerate().min_by_key(|(_, row)| absent(row)) else {
        return Err(missing_column(signature.first().copied().unwrap_or_default(), &[]));
    };
    let columns: Vec<String> = row.cells.iter().map(column_name).collect();
    match signature.iter().find(|name| !columns.iter().any(|column| same(column, name))) {
        Some(missing) => Err(missing_column(missing, &columns).at_row(row.number)),
        None => Ok(index),
    }
}

/// Files pasted one under the other repeat their header.
fn repeats(columns: &[String], row: &Numbered) -> bool {
    row.cells.iter().map(column_name).eq(columns.iter().cloned())
}

fn same(column: &str, name: &str) -> bool {
    column.eq_ignore_ascii_case(name)
}

/// dBase exports write `LIBEL,C,254`: name, type, width.
fn column_name(cell: &str) -> String {
    let cell = cell.trim().trim_start_matches('\u{FEFF}');
    match cell.split_once(',') {
        Some((name, kind)) if kind.starts_with(['C', 'N', 'D', 'L', 'F']) => name.trim().to_owned(),
        _ => cell.to_owned(),
    }
}

fn missing_column(name: &str, present: &[String]) -> Fault {
    let named: BTreeSet<&str> = present.iter().map(String::as_str).filter(|column| !column.is_empty()).take(20).collect();
    let list = named.into_iter().collect::<Vec<_>>().join(", ");
    Fault::new(
        "missing-column",
        text!("la colonne « {name} » manque", "the column “{name}” is missing"),
        text!("colonnes présentes : {list}", "columns present: {list}"),
    )
    .in_column(name)
}

fn truncated_file(row: u64) -> Fault {
    Fault::new(
        "truncated-file",
        Text::new("le fichier s’interrompt au milieu d’une ligne", "the file breaks off in the middle of a row"),
        Text::new("le télécharger à nouveau", "download it again"),
    )
    .at_row(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<Table, Fault> {
        Table::read(text.as_bytes(), &["CODE", "VALEUR"], &Dialect::default())
    }

    #[test]
    fn the_header_is_found_below_titles_whatever_its_case() {
        let table = table("Un titre;;\n;;\ncode;Valeur;nom\n01;2;a\ncode;Valeur;nom\n02;3;b\n").unwrap();
        assert_eq!(table.titles, ["Un titre"]);
        assert_eq!(table.rows.iter().map(|row| (row.number, table.get(row, "CODE"))).collect::<Vec<_>>(), [(4, "01"), (6, "02")]);
    }

    #[test]
    fn a_missing_column_is_named_with_its_row() {
        let fault = table("titre;\ncode;autre\n1;2\n").unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.row, fault.place.column.as_deref()), ("missing-column", Some(2), Some("VALEUR")));
    }

    #[test]
    fn a_file_that_breaks_off_is_refused() {
        let fault = table("code;valeur\n1;2\n3").unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.row), ("truncated-file", Some(3)));
    }

    #[test]
    fn typed_headers_of_dbase_lose_their_types() {
        assert_eq!(column_name("\u{FEFF}LIBEL,C,254"), "LIBEL");
        assert_eq!(column_name("Nom, prénom"), "Nom, prénom");
    }

    #[test]
    fn rows_too_narrow_or_too_wide_are_rejected_with_their_place() {
        let table = table("code;valeur\n1;2\n3\n4;5;\n6;7;8\n").unwrap();
        let (input, mut report) = (Input::of("f.csv", b""), Report::default());
        table.each(&input, &super::super::Unwatched, &mut report, |_| Ok(Kept::Taken));
        let faults: Vec<_> =
            report.faults.iter().map(|fault| (fault.code.as_str(), fault.place.row, fault.place.file.as_deref())).collect();
        assert_eq!(faults, [("truncated-row", Some(3), Some("f.csv")), ("surplus-cells", Some(5), Some("f.csv"))]);
        assert_eq!((report.read, report.taken, report.rejected), (4, 2, 2));
    }
}
