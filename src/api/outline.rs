//! From a GeoJSON body to an outline that geometry work may touch: counted, finite, on the globe, closed,
//! without crossings, in this order, so that each check is cheap for what the ones before let through.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{GeoJson, Geometry, GeometryValue, Position};

use crate::domain::{Fault, Shape, Text};
use crate::spatial::drawn::{check_count, drawn};
use crate::text;

/// Reads the outline of a body.
///
/// # Errors
/// `bad-json`, `not-a-polygon`, `too-many-vertices`, `short-ring`, `open-ring`, `bad-coordinate` and those of
/// [`drawn`], with the vertex counted over the whole outline from 0.
pub fn read(body: &[u8]) -> Result<Shape, Fault> {
    let value: serde_json::Value = serde_json::from_slice(body).map_err(|cause| unreadable(body, &cause))?;
    let geojson = serde_json::from_value(value).map_err(|cause| not_a_polygon(&cause.to_string()))?;
    let polygons = polygons(geojson)?;
    check_count(polygons.iter().flatten().map(Vec::len).sum())?;
    check_rings(&polygons)?;
    drawn(MultiPolygon::new(polygons.iter().map(polygon).collect()))
}

type Rings = Vec<Vec<Position>>;

fn polygons(geojson: GeoJson) -> Result<Vec<Rings>, Fault> {
    let geometry = match geojson {
        GeoJson::Geometry(geometry) => Some(geometry),
        GeoJson::Feature(feature) => feature.geometry,
        GeoJson::FeatureCollection(_) => None,
    };
    match geometry.map(|Geometry { value, .. }| value) {
        Some(GeometryValue::Polygon { coordinates }) => Ok(vec![coordinates]),
        Some(GeometryValue::MultiPolygon { coordinates }) => Ok(coordinates),
        Some(other) => Err(not_a_polygon(other.type_name())),
        None => Err(not_a_polygon("FeatureCollection")),
    }
}

/// Positions of two numbers at least, rings closed: the conversion that follows would close them silently.
fn check_rings(polygons: &[Rings]) -> Result<(), Fault> {
    let mut first_vertex = 0;
    for ring in polygons.iter().flatten() {
        if let Some(vertex) = ring.iter().position(|position| position.as_slice().len() < 2) {
            return Err(not_a_polygon("position").at_vertex(first_vertex + vertex as u64));
        }
        if ring.len() >= 4 && ring.first() != ring.last() {
            return Err(open_ring().at_vertex(first_vertex + ring.len() as u64 - 1));
        }
        first_vertex += ring.len() as u64;
    }
    Ok(())
}

fn polygon(rings: &Rings) -> Polygon {
    let mut lines = rings.iter().map(|ring| LineString::new(ring.iter().map(coord).collect()));
    Polygon::new(lines.next().unwrap_or_else(|| LineString::new(Vec::new())), lines.collect())
}

fn coord(position: &Position) -> Coord {
    match position.as_slice() {
        [x, y, ..] => Coord { x: *x, y: *y },
        _ => Coord { x: f64::NAN, y: f64::NAN },
    }
}

/// What is not JSON; `NaN`, `Infinity` and numbers too large, which other programs write, are named for what they are.
fn unreadable(body: &[u8], cause: &serde_json::Error) -> Fault {
    let (line, column) = (cause.line(), cause.column());
    let text = String::from_utf8_lossy(body);
    let at = text.lines().nth(line.saturating_sub(1)).map(|line| line.chars().skip(column.saturating_sub(2)).take(9).collect::<String>());
    let not_finite = at.is_some_and(|at| ["NaN", "Infinity", "-Infinity"].iter().any(|word| at.contains(word)));
    if not_finite || cause.to_string().contains("out of range") {
        return Fault::new(
            "bad-coordinate",
            Text::new("une coordonnée n’est pas un nombre fini", "a coordinate is not a finite number"),
            Text::new("attendu : des degrés, longitude puis latitude", "expected degrees, longitude then latitude"),
        )
        .at_row(line as u64);
    }
    Fault::new(
        "bad-json",
        text!("le corps n’est pas du JSON : {cause}", "the body is not JSON: {cause}"),
        Text::new("envoyer un polygone GeoJSON", "send a GeoJSON polygon"),
    )
    .at_row(line as u64)
}

fn not_a_polygon(found: &str) -> Fault {
    Fault::new(
        "not-a-polygon",
        text!("le corps n’est pas un polygone : {found}", "the body is not a polygon: {found}"),
        Text::new(
            "attendu : Polygon, MultiPolygon, ou Feature de l’un d’eux",
            "expected Polygon, MultiPolygon, or a Feature of one of them",
        ),
    )
}

fn open_ring() -> Fault {
    Fault::new(
        "open-ring",
        Text::new("un anneau n’est pas fermé", "a ring is not closed"),
        Text::new("répéter le premier point à la fin", "repeat the first point at the end"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(coordinates: &str) -> (String, Option<u64>) {
        let fault = read(format!(r#"{{"type":"Polygon","coordinates":{coordinates}}}"#).as_bytes()).unwrap_err();
        (fault.code, fault.place.vertex)
    }

    #[test]
    fn each_abuse_is_named_with_its_vertex() {
        let cases = [
            ("[[[0,0],[1,1]]]", "short-ring", Some(0)),
            ("[[[0,0],[1,0],[1,1],[0,1]]]", "open-ring", Some(3)),
            ("[[[0,0],[1,0],[1e308,1],[0,0]]]", "bad-coordinate", Some(2)),
            ("[[[0,0],[0,1],[1,0],[1,1],[0,0]]]", "self-crossing", Some(1)),
            ("[[[0,0],[NaN,1],[1,0],[0,0]]]", "bad-coordinate", None),
            ("[[[0,0],[-Infinity,1],[1,0],[0,0]]]", "bad-coordinate", None),
            ("[[[0,0],[1e999,1],[1,0],[0,0]]]", "bad-coordinate", None),
            ("[[[0,0],[1],[1,0],[0,0]]]", "not-a-polygon", Some(1)),
            ("[]", "short-ring", Some(0)),
            ("[[[0,0],[\"a\",1],[1,0],[0,0]]]", "not-a-polygon", None),
            ("[[[0,0]", "bad-json", None),
        ];
        for (coordinates, code, vertex) in cases {
            assert_eq!(refused(coordinates), (code.to_owned(), vertex), "{coordinates}");
        }
    }

    #[test]
    fn a_feature_of_a_polygon_is_read_and_a_point_is_not() {
        let feature = br#"{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}"#;
        assert!(read(feature).is_ok());
        assert_eq!(read(br#"{"type":"Point","coordinates":[0,0]}"#).unwrap_err().code, "not-a-polygon");
        assert_eq!(read(br#"{"type":"FeatureCollection","features":[]}"#).unwrap_err().code, "not-a-polygon");
    }

    #[test]
    fn too_many_vertices_are_counted_before_any_geometry() {
        let ring: Vec<String> = (0..=501).map(|i| format!("[{},1]", f64::from(i) * 0.01)).collect();
        assert_eq!(refused(&format!("[[{}]]", ring.join(","))).0, "too-many-vertices");
    }
}
