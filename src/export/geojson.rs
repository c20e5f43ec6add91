//! GeoJSON (RFC 7946): longitude first, seven decimals (about a centimetre), outer rings counter-clockwise.

use std::io::{self, Write};

use geo::{CoordsIter, LineString, MultiPolygon, Polygon, Winding};
use serde::Serialize;

use super::{Axes, Cell, Extract, Label, Notice, Place, Table, decimal};

/// Writes a whole table as a feature collection.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(out: &mut impl Write, table: &dyn Table, title: &str, notice: &Notice) -> io::Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"title\":")?;
    json(out, title)?;
    write_notice(out, notice)?;
    out.write_all(b",\"features\":[")?;
    for row in 0..table.len() {
        out.write_all(if row == 0 { b"\n" } else { b",\n" })?;
        write_feature(out, table, row, None)?;
    }
    out.write_all(b"\n]}\n")
}

/// Writes part of a table as a feature collection, with its whole label.
///
/// # Errors
/// When `out` cannot be written to, or a vertex has no coordinates in the reference system.
pub fn write_extract(out: &mut impl Write, extract: &Extract<'_>, label: &Label) -> io::Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\"")?;
    write_label(out, label)?;
    out.write_all(b",\"features\":[")?;
    for (place, &row) in extract.rows.iter().enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        write_feature_in(out, extract, row)?;
    }
    out.write_all(b"\n]}\n")
}

/// Writes part of a table feature by feature, each after a record separator and before a line feed (RFC 8142).
///
/// # Errors
/// As [`write_extract`].
pub fn write_sequence(out: &mut impl Write, extract: &Extract<'_>) -> io::Result<()> {
    for &row in extract.rows {
        out.write_all(&[RECORD_SEPARATOR])?;
        write_feature_in(out, extract, row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Comes before each record of a sequence.
pub const RECORD_SEPARATOR: u8 = 0x1E;

fn write_feature_in(out: &mut impl Write, extract: &Extract<'_>, row: usize) -> io::Result<()> {
    write_feature_head(out, extract.table, row, Some(extract.columns))?;
    write_place_in(out, &extract.table.place(row), &extract.axes)?;
    out.write_all(b"}")
}

/// Writes the members of a label, each with its leading comma.
pub(crate) fn write_label(out: &mut impl Write, label: &Label) -> io::Result<()> {
    let members = serde_json::to_value(label).map_err(io::Error::from)?;
    for (name, value) in members.as_object().into_iter().flatten() {
        out.write_all(b",")?;
        json(out, name)?;
        out.write_all(b":")?;
        json(out, value)?;
    }
    Ok(())
}

/// Writes the members that say where a collection comes from, each with its leading comma.
pub(crate) fn write_notice(out: &mut impl Write, notice: &Notice) -> io::Result<()> {
    out.write_all(b",\"attribution\":")?;
    json(out, &notice.attribution)?;
    out.write_all(b",\"licence\":")?;
    json(out, &notice.licence)?;
    out.write_all(b",\"fictional\":")?;
    json(out, &notice.fictional)?;
    out.write_all(b",\"snapshot\":")?;
    json(out, &notice.snapshot)?;
    if let Some(method) = &notice.method {
        out.write_all(b",\"method\":")?;
        json(out, method)?;
    }
    Ok(())
}

/// Writes one row as a feature with the columns of these numbers, or all.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_feature(out: &mut impl Write, table: &dyn Table, row: usize, columns: Option<&[usize]>) -> io::Result<()> {
    write_feature_head(out, table, row, columns)?;
    write_place(out, &table.place(row))?;
    out.write_all(b"}")
}

/// Everything of a feature that comes before its geometry: the geometry and a closing brace complete it.
pub(crate) fn write_feature_head(out: &mut impl Write, table: &dyn Table, row: usize, columns: Option<&[usize]>) -> io::Result<()> {
    out.write_all(b"{\"type\":\"Feature\",\"id\":")?;
    write_identifier(out, table, row)?;
    out.write_all(b",\"properties\":{")?;
    let all: Vec<usize>;
    let columns = if let Some(columns) = columns {
        columns
    } else {
        all = (0..table.fields().len()).collect();
        &all
    };
    for (position, &field) in columns.iter().enumerate() {
        if position > 0 {
            out.write_all(b",")?;
        }
        json(out, &table.fields()[field].name)?;
        out.write_all(b":")?;
        write_cell(out, &table.cell(row, field))?;
    }
    out.write_all(b"},\"geometry\":")
}

/// The identifier of a row.
pub(crate) fn write_identifier(out: &mut impl Write, table: &dyn Table, row: usize) -> io::Result<()> {
    json(out, &*table.id(row))
}

/// The value of a property.
pub(crate) fn write_cell(out: &mut impl Write, cell: &Cell<'_>) -> io::Result<()> {
    match cell {
        Cell::Absent => out.write_all(b"null"),
        Cell::Text(words) => json(out, words),
        Cell::Number(value) => json(out, value),
        Cell::Whole(value) => json(out, value),
        Cell::YesNo(value) => json(out, value),
        Cell::List(words) => json(out, words),
    }
}

/// Writes a place as a GeoJSON geometry: `Point`, `Polygon` or `MultiPolygon`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_place(out: &mut impl Write, place: &Place<'_>) -> io::Result<()> {
    write_place_in(out, place, &Axes::CRS84)
}

/// The same in another reference system.
///
/// # Errors
/// When `out` cannot be written to, or a vertex has no coordinates in that system.
pub fn write_place_in(out: &mut impl Write, place: &Place<'_>, axes: &Axes) -> io::Result<()> {
    if let Some(outline) = place.outline() {
        return write_outline(out, outline, axes);
    }
    out.write_all(b"{\"type\":\"Point\",\"coordinates\":")?;
    write_position(out, place.centre().lon(), place.centre().lat(), axes)?;
    out.write_all(b"}")
}

fn write_outline(out: &mut impl Write, outline: &MultiPolygon, axes: &Axes) -> io::Result<()> {
    if let [polygon] = outline.0.as_slice() {
        out.write_all(b"{\"type\":\"Polygon\",\"coordinates\":")?;
        write_polygon(out, polygon, axes)?;
    } else {
        out.write_all(b"{\"type\":\"MultiPolygon\",\"coordinates\":[")?;
        separated(out, outline, |out, polygon| write_polygon(out, polygon, axes))?;
        out.write_all(b"]")?;
    }
    out.write_all(b"}")
}

fn write_polygon(out: &mut impl Write, polygon: &Polygon, axes: &Axes) -> io::Result<()> {
    out.write_all(b"[")?;
    write_ring(out, polygon.exterior(), true, axes)?;
    for hole in polygon.interiors() {
        out.write_all(b",")?;
        write_ring(out, hole, false, axes)?;
    }
    out.write_all(b"]")
}

fn write_ring(out: &mut impl Write, ring: &LineString, counter_clockwise: bool, axes: &Axes) -> io::Result<()> {
    out.write_all(b"[")?;
    if ring.is_cw() == counter_clockwise {
        separated(out, ring.0.iter().rev(), |out, c| write_position(out, c.x, c.y, axes))?;
    } else {
        separated(out, ring.coords_iter(), |out, c| write_position(out, c.x, c.y, axes))?;
    }
    out.write_all(b"]")
}

fn write_position(out: &mut impl Write, lon: f64, lat: f64, axes: &Axes) -> io::Result<()> {
    let (first, second) = axes.placed(lon, lat)?;
    out.write_all(b"[")?;
    decimal::write(out, first, axes.decimals as usize)?;
    out.write_all(b",")?;
    decimal::write(out, second, axes.decimals as usize)?;
    out.write_all(b"]")
}

fn separated<W: Write, T>(
    out: &mut W,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut W, T) -> io::Result<()>,
) -> io::Result<()> {
    for (position, item) in items.into_iter().enumerate() {
        if position > 0 {
            out.write_all(b",")?;
        }
        write(out, item)?;
    }
    Ok(())
}

fn json(out: &mut impl Write, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn outer_rings_are_turned_counter_clockwise() {
        let clockwise = MultiPolygon::new(vec![polygon![(x: 0.0, y: 0.0), (x: 0.0, y: 1.0), (x: 1.0, y: 1.0), (x: 0.0, y: 0.0)]]);
        let mut out = Vec::new();
        write_outline(&mut out, &clockwise, &Axes::CRS84).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(written, r#"{"type":"Polygon","coordinates":[[[0.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]]]}"#);
    }

    #[test]
    fn positions_keep_a_centimetre_and_no_more() {
        let mut out = Vec::new();
        write_position(&mut out, 3.876_543_212_345, 43.6, &Axes::CRS84).unwrap();
        assert_eq!(out, b"[3.8765432,43.6]");
    }
}
