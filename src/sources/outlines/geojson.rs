//! Layers in GeoJSON (RFC 7946), and in the older dialect that names its reference system.

use geo::{Coord, MultiPolygon};
use geojson::{GeometryValue, Position};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::attributes::{Attributes, number};
use super::layer::{Encoded, Feature, Gathering, Layer, Peek, broken, not_a_polygon};
use crate::domain::{Fault, Text};
use crate::sources::decode::{Decoded, decode, head};
use crate::spatial::crs;
use crate::text;

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    crs: Option<Value>,
    #[serde(borrow)]
    features: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct RawFeature<'a> {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    #[serde(borrow, default)]
    geometry: Option<&'a RawValue>,
}

/// Reads a feature collection.
///
/// # Errors
/// `truncated-file` when it breaks off, `bad-coordinate` at a `NaN`, `not-json` otherwise; each at the
/// feature reached.
pub fn read(bytes: &[u8]) -> Result<Layer, Fault> {
    let Decoded { text, remark } = decode(bytes, None)?;
    let collection: Collection = serde_json::from_str(&text).map_err(|cause| unreadable(&text, &cause))?;
    let features = collection.features.into_iter().zip(1..).map(|(raw, row)| feature(raw, row)).collect::<Result<_, _>>()?;
    Ok(Layer {
        name: collection.name.unwrap_or_default(),
        declared_crs: collection.crs.as_ref().and_then(declared),
        features,
        remarks: remark.into_iter().collect(),
    })
}

/// How far the first feature may reach for a collection to be recognised.
const HEAD: usize = 4 << 20;

/// The columns of the first feature, if the text starts as a collection of polygons does.
pub fn peek(bytes: &[u8]) -> Option<Peek> {
    let text = head(bytes, HEAD);
    let features = text.split_once("\"features\"").filter(|(head, _)| head.trim_start().starts_with('{'))?.1;
    let first = features.trim_start().strip_prefix(':')?.trim_start().strip_prefix('[')?;
    let first = serde_json::Deserializer::from_str(first).into_iter::<RawFeature>().next()?.ok()?;
    let drawn = first.geometry.is_some_and(|geometry| geometry.get().contains("Polygon\""));
    let columns = first.properties?.keys().map(|name| name.to_lowercase()).collect();
    drawn.then_some(Peek { columns })
}

/// The outline in a GeoJSON geometry.
///
/// # Errors
/// `not-a-polygon`, `short-ring`, `open-ring`.
pub fn outline(geometry: &RawValue) -> Result<MultiPolygon, Fault> {
    let geometry: GeometryValue = serde_json::from_str(geometry.get()).map_err(|cause| {
        let cause = cause.to_string();
        not_a_polygon(&cause, &cause)
    })?;
    let mut gathering = Gathering::default();
    match geometry {
        GeometryValue::Polygon { coordinates } => gathering.polygon(rings(coordinates))?,
        GeometryValue::MultiPolygon { coordinates } => {
            for polygon in coordinates {
                gathering.polygon(rings(polygon))?;
            }
        }
        other => return Err(not_a_polygon(other.type_name(), other.type_name())),
    }
    Ok(gathering.outline())
}

fn rings(polygon: Vec<Vec<Position>>) -> impl Iterator<Item = Vec<Coord>> {
    polygon.into_iter().map(|ring| ring.iter().map(coord).collect())
}

/// A position that lacks a number becomes one that is not finite, and is refused with its vertex.
fn coord(position: &Position) -> Coord {
    let numbers = position.as_slice();
    let at = |index: usize| numbers.get(index).copied().unwrap_or(f64::NAN);
    Coord { x: at(0), y: at(1) }
}

fn feature(raw: &RawValue, row: u64) -> Result<Feature, Fault> {
    let read: RawFeature = serde_json::from_str(raw.get()).map_err(|cause| not_json(&cause).at_row(row))?;
    let properties = read.properties.unwrap_or_default();
    // The feature's own identifier comes after a property of that name.
    let own = read.id.map(|id| ("id".to_owned(), id));
    let attributes = Attributes::new(properties.into_iter().chain(own).map(|(name, value)| (name, in_words(value))));
    let geometry = read.geometry.filter(|geometry| geometry.get() != "null");
    Ok(Feature { row, attributes, geometry: geometry.map_or(Encoded::Absent, |geometry| Encoded::Json(geometry.to_owned())) })
}

fn in_words(value: Value) -> String {
    match value {
        Value::String(words) => words,
        Value::Number(figure) => figure.as_f64().map(number).unwrap_or_default(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The `crs` member of 2008: `{"type":"name","properties":{"name":"urn:…"}}` or `{"type":"EPSG","properties":{"code":2154}}`.
fn declared(member: &Value) -> Option<u32> {
    let properties = member.get("properties")?;
    let code = properties.get("code").and_then(Value::as_u64);
    code.and_then(|code| code.try_into().ok()).or_else(|| crs::from_name(properties.get("name")?.as_str()?))
}

fn unreadable(text: &str, cause: &serde_json::Error) -> Fault {
    let reached = text.lines().map(|line| line.len() + 1).take(cause.line().saturating_sub(1)).sum::<usize>() + cause.column();
    let before = text.get(..reached.min(text.len())).unwrap_or(text);
    let row = before.matches("\"Feature\"").count() as u64;
    let fault = if cause.is_eof() {
        broken("truncated-file", "il s’interrompt avant la fin", "it breaks off before its end")
    } else if not_a_number_near(text, reached) {
        let written = before.rsplit_once("\"coordinates\"").map_or("", |(_, ring)| ring);
        nan().at_vertex(complete_positions(written))
    } else {
        not_json(cause)
    };
    if row > 0 { fault.at_row(row) } else { fault }
}

fn not_json(cause: &serde_json::Error) -> Fault {
    let cause = cause.to_string();
    broken("not-json", &cause, &cause)
}

fn nan() -> Fault {
    Fault::new(
        "bad-coordinate",
        Text::new("une coordonnée n’est pas un nombre (NaN ou infini)", "a coordinate is not a number (NaN or infinite)"),
        text!("corriger ce sommet", "mend this vertex"),
    )
}

/// What follows the last separator before the place where reading stopped.
fn not_a_number_near(text: &str, reached: usize) -> bool {
    let start = text.get(..reached.min(text.len())).and_then(|before| before.rfind([',', '[', ' '])).map_or(0, |at| at + 1);
    let word = text.get(start..).unwrap_or("").trim_start().trim_start_matches('-').to_ascii_lowercase();
    word.starts_with("nan") || word.starts_with("inf")
}

/// How many positions are closed in the beginning of a list of coordinates.
fn complete_positions(written: &str) -> u64 {
    let bytes = written.as_bytes();
    let closes = |pair: &&[u8]| pair[1] == b']' && pair[0] != b']' && pair[0] != b'[';
    let tight: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    tight.windows(2).filter(closes).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collection(coordinates: &str) -> String {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::2154"}}}},"features":[
            {{"type":"Feature","properties":{{"A":1}},"geometry":{{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}}},
            {{"type":"Feature","properties":{{"a":"x"}},"geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}]}}"#
        )
    }

    fn second_outline(coordinates: &str) -> Result<MultiPolygon, Fault> {
        read(collection(coordinates).as_bytes())?.features[1].outline()
    }

    #[test]
    fn what_a_collection_says_of_itself_is_read() {
        let layer = read(collection("[[[0,0],[1,0],[1,1],[0,0]]]").as_bytes()).unwrap();
        assert_eq!((layer.declared_crs, layer.features.len()), (Some(2154), 2));
        assert_eq!(layer.features[0].attributes.get(&["a"]), Some("1"));
        assert!(peek(collection("[]").as_bytes()).unwrap().has(&["a"]));
    }

    #[test]
    fn rings_are_refused_as_they_are_written() {
        let open = second_outline("[[[0,0],[1,0],[1,1],[0,1]]]").unwrap_err();
        assert_eq!((open.code.as_str(), open.place.row, open.place.vertex), ("open-ring", Some(2), Some(3)));
        let short = second_outline("[[[0,0],[5,0],[5,5],[0,0]],[[1,1],[1,2]]]").unwrap_err();
        assert_eq!((short.code.as_str(), short.place.row, short.place.vertex), ("short-ring", Some(2), Some(4)));
        assert_eq!(second_outline("[]").unwrap().0.len(), 0);
        assert_eq!(second_outline("[1,2]").unwrap_err().code, "not-a-polygon");
    }

    #[test]
    fn nan_is_refused_with_its_feature_and_vertex() {
        let fault = second_outline("[[[0,0],[1,0],[ NaN ,1],[0,0]]]").unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.row, fault.place.vertex), ("bad-coordinate", Some(2), Some(2)));
        assert_eq!(second_outline("[[[0,0],[-Infinity,0],[1,1],[0,0]]]").unwrap_err().code, "bad-coordinate");
    }

    #[test]
    fn a_file_cut_anywhere_is_truncated_or_not_json_and_never_read_in_part() {
        let whole = collection("[[[0,0],[1,0],[1,1],[0,0]]]");
        for end in 1..whole.len() {
            assert_eq!(read(&whole.as_bytes()[..end]).unwrap_err().code, "truncated-file", "{end}");
        }
        assert_eq!(read(b"code;nom\n1;a").unwrap_err().code, "not-json");
    }

    #[test]
    fn windows_letters_are_read_and_said() {
        let text = collection("[]").replace("\"x\"", "\"\u{e9}t\u{e9}\"");
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(&text);
        let layer = read(&latin).unwrap();
        assert_eq!(layer.features[1].attributes.get(&["a"]), Some("été"));
        assert_eq!(layer.remarks.len(), 1);
    }
}
