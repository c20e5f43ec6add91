//! The rows of a text table or workbook, numbered as a spreadsheet does, before anyone knows which of
//! them is the header.

use std::io::Cursor;

use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};
use csv::{ByteRecord, ReaderBuilder};

use super::cells::Cells;
use super::decode::{self, Decoded};
use crate::domain::{Fault, Text};
use crate::text;

/// A row and its number; the first line of the file is 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbered {
    /// As a spreadsheet counts.
    pub number: u64,
    /// Its cells.
    pub cells: Cells,
}

/// All rows of a file.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// The rows that hold anything.
    pub rows: Vec<Numbered>,
    /// What had to be assumed.
    pub remarks: Vec<Text>,
    /// The row at which the file breaks off, when it does.
    pub cut: Option<u64>,
}

/// How to read a text table, where the file does not show it.
#[derive(Debug, Clone, Default)]
pub struct Dialect {
    /// Label of the encoding; else found.
    pub encoding: Option<String>,
    /// The delimiter; else found.
    pub delimiter: Option<u8>,
    /// How many lines to leave out at the top.
    pub skip_lines: u64,
}

/// Reads every row of a CSV file or of a workbook's first sheet that holds anything.
///
/// # Errors
/// Those of [`decode::decode`], and `unreadable-workbook`.
pub fn read(bytes: &[u8], dialect: &Dialect) -> Result<Rows, Fault> {
    let mut rows = if is_workbook(bytes) {
        workbook(bytes)?
    } else {
        let Decoded { text, remark } = decode::decode(bytes, dialect.encoding.as_deref())?;
        let mut rows = delimited(&text, dialect.delimiter.unwrap_or_else(|| delimiter(&text)));
        rows.remarks.extend(remark);
        rows
    };
    rows.rows.retain(|row| row.number > dialect.skip_lines);
    Ok(rows)
}

/// How many rows a head has.
const HEAD_ROWS: usize = 40;

/// The first rows, for recognition; empty when the file is nothing we read.
pub fn head(bytes: &[u8]) -> Vec<Numbered> {
    heads(bytes).into_iter().next().unwrap_or_default()
}

/// The first rows of every sheet that holds anything; text is one sheet.
pub fn heads(bytes: &[u8]) -> Vec<Vec<Numbered>> {
    const HEAD: usize = 1 << 16;
    if is_workbook(bytes) {
        return workbook_heads(bytes);
    }
    let text = decode::head(bytes, HEAD);
    let rows = delimited(&text, delimiter(&text)).rows.into_iter().take(HEAD_ROWS).collect();
    vec![rows]
}

/// Every sheet of a workbook that holds anything, by name, in order; text is one sheet without a name.
///
/// # Errors
/// Those of [`read`].
pub fn sheets(bytes: &[u8]) -> Result<Vec<(String, Rows)>, Fault> {
    if !is_workbook(bytes) {
        return Ok(vec![(String::new(), read(bytes, &Dialect::default())?)]);
    }
    let mut book = open(bytes)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        sheets.extend(sheet(&mut book, &name)?.map(|rows| (name, rows)));
    }
    Ok(sheets)
}

/// Whether the bytes are an XLSX (a zip holding `[Content_Types].xml`) or an XLS (an OLE document).
pub fn is_workbook(bytes: &[u8]) -> bool {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    const CONTENT_TYPES: &[u8] = b"[Content_Types].xml";
    let start = bytes.get(..4_096).unwrap_or(bytes);
    bytes.starts_with(OLE) || (bytes.starts_with(b"PK") && (has(start, CONTENT_TYPES) || has(start, b"xl/") || has(start, b"_rels/.rels")))
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The delimiter under which most of the first rows have the same width above one.
fn delimiter(text: &str) -> u8 {
    let start: String = text.split_inclusive('\n').take(40).collect();
    let agreement = |delimiter: u8| {
        let widths: Vec<usize> = delimited(&start, delimiter).rows.iter().map(|row| row.cells.len()).collect();
        let same = |width: usize| widths.iter().filter(|other| **other == width).count();
        widths.iter().filter(|width| **width > 1).map(|width| (same(*width), *width)).max().unwrap_or_default()
    };
    // The last of equals wins: the comma, when nothing speaks for another.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|delimiter| agreement(*delimiter)).unwrap_or(b',')
}

fn delimited(text: &str, delimiter: u8) -> Rows {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut rows, mut record, mut last) = (Rows::default(), ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let start = record.position().cloned().unwrap_or_else(csv::Position::new);
        last = start.byte() as usize;
        let number = start.line() + blank_lines(text.get(last..).unwrap_or_default());
        if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
            rows.rows.push(Numbered { number, cells: Cells::of(&record) });
        }
    }
    rows.cut = cut(&rows.rows, text, last);
    rows
}

/// The reader places a record before the blank lines it skipped on its way.
fn blank_lines(text: &str) -> u64 {
    text.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| *byte == b'\n').count() as u64
}

/// A file breaks off inside its last row when a quote stays open, or when that row is narrower than
/// the one before and no line end follows.
fn cut(rows: &[Numbered], text: &str, last: usize) -> Option<u64> {
    let (last_row, tail) = (rows.last()?, text.get(last..)?);
    let open_quote = tail.matches('"').count() % 2 == 1;
    let before = rows.len().checked_sub(2).and_then(|index| rows.get(index));
    let short = before.is_some_and(|before| last_row.cells.len() < before.cells.len()) && !text.ends_with(['\n', '\r']);
    (open_quote || short).then_some(last_row.number)
}

type Book<'a> = Sheets<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<Book<'_>, Fault> {
    open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|cause| unreadable(&cause))
}

/// The first sheet that holds anything.
fn workbook(bytes: &[u8]) -> Result<Rows, Fault> {
    let mut book = open(bytes)?;
    for name in book.sheet_names() {
        if let Some(rows) = sheet(&mut book, &name)? {
            return Ok(rows);
        }
    }
    Ok(Rows::default())
}

fn sheet(book: &mut Book<'_>, name: &str) -> Result<Option<Rows>, Fault> {
    let range = book.worksheet_range(name).map_err(|cause| unreadable(&cause))?;
    let Some((first, _)) = range.start() else { return Ok(None) };
    let rows = range.rows().zip(u64::from(first) + 1..).map(|(row, number)| Numbered { number, cells: row.iter().map(written).collect() });
    Ok(Some(Rows { rows: rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect(), ..Rows::default() }))
}

/// A sheet of the whole country takes seconds to read: its first rows alone are asked for, where the container allows.
fn workbook_heads(bytes: &[u8]) -> Vec<Vec<Numbered>> {
    let Ok(mut book) = open(bytes) else { return Vec::new() };
    let names = book.sheet_names();
    let heads = names.iter().map(|name| match &mut book {
        Sheets::Xlsx(book) => first_rows(book, name),
        _ => sheet(&mut book, name).ok().flatten().map(|rows| rows.rows.into_iter().take(HEAD_ROWS).collect()),
    });
    heads.flatten().filter(|head| !head.is_empty()).collect()
}

fn first_rows(book: &mut calamine::Xlsx<Cursor<&[u8]>>, name: &str) -> Option<Vec<Numbered>> {
    let mut reader = book.worksheet_cells_reader(name).ok()?;
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    while let Ok(Some(cell)) = reader.next_cell() {
        let ((row, column), text) = (cell.get_position(), written(&Data::from(cell.get_value().clone())));
        let number = u64::from(row) + 1;
        if text.is_empty() || column as usize > MAX_HEAD_COLUMN {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != number) {
            if rows.len() == HEAD_ROWS {
                break;
            }
            rows.push((number, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            cells.resize(cells.len().max(column as usize), String::new());
            cells.push(text);
        }
    }
    Some(rows.into_iter().map(|(number, cells)| Numbered { number, cells: cells.into_iter().collect() }).collect())
}

/// No table we know is wider; a cell placed further to the right would make the head swell.
const MAX_HEAD_COLUMN: usize = 2_000;

/// A workbook's cell as one would type it.
fn written(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTimeIso(date) => date.clone(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string().trim().to_owned(),
    }
}

fn unreadable(cause: &calamine::Error) -> Fault {
    Fault::new(
        "unreadable-workbook",
        text!("le classeur ne s’ouvre pas : {cause}", "the workbook does not open: {cause}"),
        Text::new("le télécharger à nouveau : il est peut-être tronqué", "download it again: it may be truncated"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &Rows) -> Vec<(u64, Vec<&str>)> {
        rows.rows.iter().map(|row| (row.number, row.cells.iter().collect())).collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does_across_blank_lines_and_quotes() {
        let rows = read("titre,\n\n,\na,\"b\nc\"\nd,e\n".as_bytes(), &Dialect::default()).unwrap();
        assert_eq!(cells(&rows), [(1, vec!["titre", ""]), (4, vec!["a", "b\nc"]), (6, vec!["d", "e"])]);
        assert_eq!(rows.cut, None);
    }

    #[test]
    fn the_delimiter_is_found_despite_decimal_commas_and_typed_headers() {
        for (text, delimiter_of) in [
            ("IRIS;A\n1;2,5\n3;4,5\n", b';'),
            ("\"a\",\"b\"\n1,\"2,5\"\n", b','),
            ("FID,N,9,0;LIBEL,C,254\n1;a\n2;b, c\n", b';'),
            ("a\tb\n1\t2\n", b'\t'),
            ("seule\n1\n", b','),
        ] {
            assert_eq!(delimiter(text), delimiter_of, "{text}");
        }
    }

    #[test]
    fn a_file_that_breaks_off_says_at_which_row() {
        for (text, cut) in [("a;b\n1;2\n3", Some(3)), ("a;b\n1;\"2\n3;4\n", Some(2)), ("a;b\n1;2", None), ("a;b\n1;2\n3\n", None)] {
            assert_eq!(read(text.as_bytes(), &Dialect::default()).unwrap().cut, cut, "{text}");
        }
    }

    #[test]
    fn title_lines_can_be_left_out() {
        let rows = read(b"x,y\na,b\n1,2\n", &Dialect { skip_lines: 1, ..Dialect::default() }).unwrap();
        assert_eq!(rows.rows[0].number, 2);
    }

    #[test]
    fn a_broken_workbook_has_a_name() {
        assert_eq!(read(&[0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3], &Dialect::default()).unwrap_err().code, "unreadable-workbook");
    }
}
