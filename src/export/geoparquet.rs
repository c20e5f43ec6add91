//! GeoParquet 1.1: columns with types, geometries as well-known binary, easting or longitude first whatever the system, and a `bbox`
//! column by which readers skip what they do not look at. A cell without value is null; lists are lists.

mod metadata;
mod schema;
mod systems;

use std::io::{self, Write};
use std::sync::Arc;

use chrono::NaiveDate;
use geo::{BoundingRect, Geometry};
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use wkb::writer::{WriteOptions, write_geometry};

use super::extract::{Attribute, Extract};
use super::{Cell, Label};

/// Rows in one group: small enough to be skipped by place, large enough to compress.
const GROUP: usize = 20_000;

/// Writes an extract. The whole label stands in the key-value metadata.
///
/// # Errors
/// When `out` cannot be written to, or a vertex has no coordinates in the reference system.
pub fn write<W: Write + Send>(out: &mut W, extract: &Extract<'_>, label: &Label) -> io::Result<()> {
    let attributes = extract.attributes();
    let fields: Vec<_> = attributes.iter().map(|attribute| attribute.field(extract.table)).collect();
    let geometries = extract.rows.iter().map(|&row| extract.geometry(row)).collect::<io::Result<Vec<_>>>()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("maillage {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(metadata::of(label, &fields, &geometries, &extract.axes)?))
        .build();
    let schema = schema::of(&fields).map_err(io::Error::other)?;
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(io::Error::other)?;
    for (rows, geometries) in extract.rows.chunks(GROUP).zip(geometries.chunks(GROUP)) {
        let mut group = writer.next_row_group().map_err(io::Error::other)?;
        for attribute in &attributes {
            write_attribute(&mut group, extract, *attribute, rows)?;
        }
        write_places(&mut group, geometries)?;
        group.close().map_err(io::Error::other)?;
    }
    writer.close().map(|_| ()).map_err(io::Error::other)
}

/// Runs `write` on the next column of a group.
fn column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    write: impl FnOnce(&mut SerializedColumnWriter<'_>) -> parquet::errors::Result<()>,
) -> io::Result<()> {
    let absent = || io::Error::other("a column is missing in the schema");
    let mut column = group.next_column().map_err(io::Error::other)?.ok_or_else(absent)?;
    write(&mut column).and_then(|()| column.close()).map_err(io::Error::other)
}

fn write_attribute<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    extract: &Extract<'_>,
    attribute: Attribute,
    rows: &[usize],
) -> io::Result<()> {
    let cells: Vec<_> = rows.iter().map(|&row| attribute.cell(extract.table, row)).collect();
    let there: Vec<i16> = cells.iter().map(|cell| i16::from(*cell != Cell::Absent)).collect();
    column(group, |column| {
        match column.untyped() {
            ColumnWriter::BoolColumnWriter(writer) => {
                let values: Vec<bool> =
                    cells.iter().filter_map(|cell| if let Cell::YesNo(truth) = cell { Some(*truth) } else { None }).collect();
                writer.write_batch(&values, Some(&there), None)?;
            }
            ColumnWriter::DoubleColumnWriter(writer) => {
                let values: Vec<f64> =
                    cells.iter().filter_map(|cell| if let Cell::Number(number) = cell { Some(*number) } else { None }).collect();
                writer.write_batch(&values, Some(&there), None)?;
            }
            ColumnWriter::Int64ColumnWriter(writer) => {
                let values: Vec<i64> =
                    cells.iter().filter_map(|cell| if let Cell::Whole(number) = cell { Some(*number) } else { None }).collect();
                writer.write_batch(&values, Some(&there), None)?;
            }
            ColumnWriter::Int32ColumnWriter(writer) => {
                let days: Vec<Option<i32>> = cells.iter().map(day).collect();
                let there: Vec<i16> = days.iter().map(|day| i16::from(day.is_some())).collect();
                writer.write_batch(&days.into_iter().flatten().collect::<Vec<_>>(), Some(&there), None)?;
            }
            ColumnWriter::ByteArrayColumnWriter(writer) if cells.iter().any(|cell| matches!(cell, Cell::List(_))) => {
                let (words, depths, repeats) = listed(&cells);
                writer.write_batch(&words, Some(&depths), Some(&repeats))?;
            }
            ColumnWriter::ByteArrayColumnWriter(writer) => {
                let words: Vec<ByteArray> =
                    cells.iter().filter_map(|cell| if let Cell::Text(words) = cell { Some(words.as_ref().into()) } else { None }).collect();
                let repeats = vec![0; there.len()];
                let nested = attribute.field(extract.table).kind == super::Kind::List;
                writer.write_batch(&words, Some(&there), nested.then_some(&repeats))?;
            }
            _ => return Err(parquet::errors::ParquetError::General("a column of an unknown type".to_owned())),
        }
        Ok(())
    })
}

/// Days since 1970-01-01.
fn day(cell: &Cell<'_>) -> Option<i32> {
    let Cell::Text(words) = cell else { return None };
    let day: NaiveDate = words.parse().ok()?;
    i32::try_from(day.signed_duration_since(NaiveDate::default()).num_days()).ok()
}

/// Words of all lists in a row, with how deep each is there (0: no list, 1: an empty one, 2: a word) and whether it
/// continues the list before it (Dremel's definition and repetition levels).
fn listed(cells: &[Cell<'_>]) -> (Vec<ByteArray>, Vec<i16>, Vec<i16>) {
    let (mut words, mut depths, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        match cell {
            Cell::List(list) if !list.is_empty() => {
                for (place, word) in list.iter().enumerate() {
                    words.push(word.as_ref().into());
                    depths.push(2);
                    repeats.push(i16::from(place > 0));
                }
            }
            other => {
                depths.push(i16::from(matches!(other, Cell::List(_))));
                repeats.push(0);
            }
        }
    }
    (words, depths, repeats)
}

/// The `geometry` column, then the four columns of `bbox`.
fn write_places<W: Write + Send>(group: &mut SerializedRowGroupWriter<'_, W>, geometries: &[Geometry]) -> io::Result<()> {
    let binary = geometries.iter().map(well_known_binary).collect::<io::Result<Vec<ByteArray>>>()?;
    column(group, |column| match column.untyped() {
        ColumnWriter::ByteArrayColumnWriter(writer) => writer.write_batch(&binary, None, None).map(|_| ()),
        _ => Ok(()),
    })?;
    let rects: Vec<_> = geometries.iter().filter_map(BoundingRect::bounding_rect).collect();
    for side in [|r: &geo::Rect| r.min().x, |r: &geo::Rect| r.min().y, |r: &geo::Rect| r.max().x, |r: &geo::Rect| r.max().y] {
        let values: Vec<f64> = rects.iter().map(side).collect();
        column(group, |column| match column.untyped() {
            ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(&values, None, None).map(|_| ()),
            _ => Ok(()),
        })?;
    }
    Ok(())
}

fn well_known_binary(geometry: &Geometry) -> io::Result<ByteArray> {
    let mut bytes = Vec::new();
    write_geometry(&mut bytes, geometry, &WriteOptions::default()).map_err(io::Error::other)?;
    Ok(bytes.into())
}
