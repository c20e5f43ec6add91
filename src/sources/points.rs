//! GeoJSON points as a table: properties are columns, the geometry is the row's point.

use std::collections::BTreeSet;

use geojson::{Feature, FeatureCollection, FeatureReader, GeometryValue};
use serde_json::Value;

use super::decode;
use super::table::{Row, Table};
use crate::domain::{Fault, Text};
use crate::spatial::crs;
use crate::text;

/// Points and what the file says their coordinates are.
#[derive(Debug, Clone)]
pub struct Points {
    /// One row a feature.
    pub table: Table,
    /// EPSG number of the `crs` member, when there is one we know.
    pub declared: Option<u32>,
}

/// Whether the bytes start like JSON.
pub fn is_json(bytes: &[u8]) -> bool {
    decode::head(bytes, 64).trim_start().starts_with('{')
}

/// Whether the first feature has every one of these properties.
pub fn has_properties(bytes: &[u8], names: &[&str]) -> bool {
    let first = is_json(bytes).then(|| FeatureReader::from_reader(bytes).features().next()).flatten();
    first.and_then(Result::ok).is_some_and(|feature| names.iter().all(|name| feature.contains_property(name)))
}

/// Reads a collection of features; geometries other than points leave their row without one.
///
/// # Errors
/// Those of [`decode::decode`]; `truncated-file` or `bad-geojson` with the line; `no-rows`.
pub fn read(bytes: &[u8]) -> Result<Points, Fault> {
    let decoded = decode::decode(bytes, None)?;
    // The reader of GeoJSON hides where JSON ends too early, so JSON is read first.
    let json: Value = serde_json::from_str(&decoded.text).map_err(|cause| broken(&cause))?;
    let collection: FeatureCollection = serde_json::from_value(json).map_err(|cause| not_geojson(&cause.to_string()))?;
    let declared = collection.foreign_members.as_ref().and_then(declared);
    let columns: BTreeSet<&String> =
        collection.features.iter().filter_map(|feature| feature.properties.as_ref()).flat_map(|p| p.keys()).collect();
    let columns: Vec<String> = columns.into_iter().cloned().collect();
    let rows = collection.features.iter().zip(1..).map(|(feature, number)| row(feature, number, &columns)).collect();
    let table = Table { columns, rows, remarks: decoded.remark.into_iter().collect(), ..Table::default() };
    Ok(Points { table, declared })
}

fn row(feature: &Feature, number: u64, columns: &[String]) -> Row {
    let cells = columns.iter().map(|column| feature.property(column).map_or_else(String::new, written)).collect();
    let point = feature.geometry.as_ref().and_then(|geometry| match &geometry.value {
        GeometryValue::Point { coordinates } => pair(coordinates.as_slice()),
        GeometryValue::MultiPoint { coordinates } => pair(coordinates.first()?.as_slice()),
        _ => None,
    });
    Row { number, cells, point }
}

fn pair(coordinates: &[f64]) -> Option<(f64, f64)> {
    Some((*coordinates.first()?, *coordinates.get(1)?))
}

/// A property as one would type it into a cell: whole numbers without `.0`, lists parted by `|`.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(written).collect::<Vec<_>>().join("|"),
        Value::Number(number) => {
            number.as_f64().filter(|_| number.as_i64().is_none()).map_or_else(|| number.to_string(), |n| n.to_string())
        }
        other => other.to_string(),
    }
}

fn declared(members: &serde_json::Map<String, Value>) -> Option<u32> {
    crs::from_name(members.get("crs")?.get("properties")?.get("name")?.as_str()?)
}

fn broken(cause: &serde_json::Error) -> Fault {
    let row = cause.line() as u64;
    if cause.is_eof() {
        return Fault::new(
            "truncated-file",
            Text::new("le fichier s’interrompt avant la fin", "the file breaks off before its end"),
            Text::new("le télécharger à nouveau", "download it again"),
        )
        .at_row(row);
    }
    not_geojson(&cause.to_string()).at_row(row)
}

fn not_geojson(cause: &str) -> Fault {
    Fault::new(
        "bad-geojson",
        text!("ce n’est pas du GeoJSON lisible ({cause})", "this is not readable GeoJSON ({cause})"),
        Text::new("attendu : une FeatureCollection de points", "expected a FeatureCollection of points"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAMBERT: &str = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"features":[
        {"type":"Feature","properties":{"nom":"Zénith","n":2514.0,"x":[1,"b"],"vide":null},"geometry":{"type":"Point","coordinates":[775170.7,6279774.8]}},
        {"type":"Feature","properties":{"nom":"sans lieu"},"geometry":null}]}"#;

    #[test]
    fn features_become_rows_and_the_declared_system_is_read() {
        let Points { table, declared } = read(LAMBERT.as_bytes()).unwrap();
        assert_eq!(declared, Some(2154));
        let row = &table.rows[0];
        let cells = ["nom", "n", "x", "vide"].map(|name| table.get(row, name));
        assert_eq!((cells, row.point), (["Zénith", "2514", "1|b", ""], Some((775_170.7, 6_279_774.8))));
        assert_eq!(table.rows[1].point, None);
        assert!(has_properties(LAMBERT.as_bytes(), &["nom", "n"]) && !has_properties(LAMBERT.as_bytes(), &["pivot"]));
    }

    #[test]
    fn truncated_and_malformed_json_have_names_and_a_line() {
        let cut = read(&LAMBERT.as_bytes()[..220]).unwrap_err();
        assert_eq!((cut.code.as_str(), cut.place.row), ("truncated-file", Some(2)));
        assert_eq!(read(b"{\"type\": oops}").unwrap_err().code, "bad-geojson");
        assert_eq!(read(b"{\"type\":\"Point\"}").unwrap_err().code, "bad-geojson");
    }
}
