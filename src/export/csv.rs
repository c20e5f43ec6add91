//! CSV (RFC 4180): comma, one header line, UTF-8, CR LF. Places are a point: columns `lon` and `lat`, or `x` and `y`
//! in a system of metres.

use std::borrow::Cow;
use std::io::{self, Write};

use ::csv::{Terminator, WriterBuilder};

use super::{Axes, Cell, Extract, Table};
use crate::domain::Position;

/// Writes the whole table. `bom` puts the byte order mark first that spreadsheets want to see.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(out: &mut impl Write, table: &dyn Table, bom: bool) -> io::Result<()> {
    let (columns, rows): (Vec<usize>, Vec<usize>) = ((0..table.fields().len()).collect(), (0..table.len()).collect());
    write_rows(out, &Extract { table, rows: &rows, columns: &columns, axes: Axes::CRS84 }, bom)
}

/// Writes some rows and columns of a table.
///
/// # Errors
/// When `out` cannot be written to, or a place has no coordinates in the reference system.
pub fn write_rows(out: &mut impl Write, extract: &Extract<'_>, bom: bool) -> io::Result<()> {
    let Extract { table, rows, columns, axes } = *extract;
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    let names = columns.iter().map(|&column| table.fields()[column].name.as_str());
    csv.write_record(names.chain(axes.names()))?;
    for &row in rows {
        for &column in columns {
            csv.write_field(written(&table.cell(row, column)).as_bytes())?;
        }
        let (x, y) = place(table.place(row).centre(), axes)?;
        csv.write_record([x.to_string(), y.to_string()])?;
    }
    csv.flush()
}

/// A place in the system asked for, easting or longitude first; as it is kept where that is asked for.
fn place(centre: Position, axes: Axes) -> io::Result<(f64, f64)> {
    if axes == Axes::CRS84 {
        return Ok((centre.lon(), centre.lat()));
    }
    Axes { northing_first: false, ..axes }.written(centre.lon(), centre.lat())
}

fn written<'a>(cell: &'a Cell<'a>) -> Cow<'a, str> {
    match cell {
        Cell::Absent => Cow::Borrowed(""),
        Cell::Text(words) => harmless(Cow::Borrowed(words)),
        Cell::Number(value) => Cow::Owned(value.to_string()),
        Cell::Whole(value) => Cow::Owned(value.to_string()),
        Cell::YesNo(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        Cell::List(words) => harmless(Cow::Owned(words.join("|"))),
    }
}

/// A spreadsheet runs a cell that begins like a formula: such words get a leading apostrophe.
fn harmless(words: Cow<'_, str>) -> Cow<'_, str> {
    let formula = words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && words.parse::<f64>().is_err();
    if formula { Cow::Owned(format!("'{words}")) } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_numbers_are_not() {
        for formula in ["=1+1", "+33 4 67", "-@SUM(A1)", "@cmd", "\t=1"] {
            assert_eq!(written(&Cell::text(formula)), format!("'{formula}"));
        }
        assert_eq!(written(&Cell::Number(-12.5)), "-12.5");
        assert_eq!(written(&Cell::text("-12.5")), "-12.5");
        assert_eq!(written(&Cell::text("Mas d’Alco")), "Mas d’Alco");
        assert_eq!(written(&Cell::list(["=a", "b"])), "'=a|b");
    }
}
