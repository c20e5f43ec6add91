//! FlatGeobuf 3: features with a packed Hilbert R-tree, so that a reader on the other side of the network fetches the
//! part it looks at. A cell without value is not written: it is null. Lists are JSON.

use std::io::{self, Write};

use ::flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, PropertyProcessor};

use super::extract::{Attribute, Extract};
use super::{Cell, Kind, Label};

/// Writes an extract. Title, method and the whole label stand in the header.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(out: &mut impl Write, extract: &Extract<'_>, label: &Label) -> io::Result<()> {
    let metadata = label.json();
    let options = FgbWriterOptions {
        title: Some(&label.title),
        description: Some(&label.method),
        metadata: Some(&metadata),
        crs: FgbCrs { org: Some("EPSG"), code: i32::try_from(extract.axes.epsg).unwrap_or_default(), ..FgbCrs::default() },
        detect_type: false,
        write_index: !extract.rows.is_empty(),
        ..FgbWriterOptions::default()
    };
    let kind = if extract.is_of_points() { GeometryType::Point } else { GeometryType::MultiPolygon };
    let mut writer = FgbWriter::create_with_options(&label.title, kind, options).map_err(io::Error::other)?;
    let attributes = extract.attributes();
    for attribute in &attributes {
        let field = attribute.field(extract.table);
        writer.add_column(&field.name, column_type(field.kind), |words, column| {
            column.title = Some(words.create_string(&field.title.fr));
            column.description = Some(words.create_string(&field.title.en));
        });
    }
    for &row in extract.rows {
        write_feature(&mut writer, extract, row, &attributes)?;
    }
    writer.write(out).map_err(io::Error::other)
}

fn write_feature(writer: &mut FgbWriter<'_>, extract: &Extract<'_>, row: usize, attributes: &[Attribute]) -> io::Result<()> {
    let geometry = extract.geometry(row)?;
    let mut done = Ok(());
    let added = writer.add_feature_geom(geometry, |feature| {
        done = attributes.iter().enumerate().try_for_each(|(place, attribute)| {
            let field = attribute.field(extract.table);
            write_cell(feature, place, &field.name, field.kind, &attribute.cell(extract.table, row))
        });
    });
    added.map_err(io::Error::other)?;
    done.map_err(io::Error::other)
}

fn write_cell(feature: &mut impl PropertyProcessor, place: usize, name: &str, kind: Kind, cell: &Cell<'_>) -> geozero::error::Result<()> {
    let list;
    let value = match cell {
        Cell::Absent => return Ok(()),
        Cell::Text(words) if kind == Kind::Date => ColumnValue::DateTime(words),
        Cell::Text(words) => ColumnValue::String(words),
        Cell::Number(number) => ColumnValue::Double(*number),
        Cell::Whole(number) => ColumnValue::Long(*number),
        Cell::YesNo(truth) => ColumnValue::Bool(*truth),
        Cell::List(words) => {
            list = serde_json::to_string(words).unwrap_or_default();
            ColumnValue::Json(&list)
        }
    };
    feature.property(place, name, &value).map(|_| ())
}

const fn column_type(kind: Kind) -> ColumnType {
    match kind {
        Kind::Text => ColumnType::String,
        Kind::Date => ColumnType::DateTime,
        Kind::Number => ColumnType::Double,
        Kind::Whole => ColumnType::Long,
        Kind::YesNo => ColumnType::Bool,
        Kind::List => ColumnType::Json,
    }
}
