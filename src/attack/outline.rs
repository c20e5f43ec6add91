//! Outlines an attacker draws: a square within a zone, the same with a notch, a wide one with a notch that moves.

use geo::{BoundingRect, LineString, MultiPolygon, Polygon};
use geojson::Geometry;
use serde_json::{Value, json};

use super::client::Target;
use crate::domain::{Fault, Shape};
use crate::spatial::{centre, overlap};

/// A square lies within a zone when this much of it does.
const WITHIN: f64 = 0.999_99;

/// A rectangle, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// West, south, east, north.
    pub bounds: [f64; 4],
}

impl Rectangle {
    /// Round a place, so far to each side.
    pub const fn round(lon: f64, lat: f64, half: [f64; 2]) -> Self {
        Self { bounds: [lon - half[0], lat - half[1], lon + half[0], lat + half[1]] }
    }

    /// Its ring, closed, against the clock.
    pub fn ring(self) -> Vec<[f64; 2]> {
        let [west, south, east, north] = self.bounds;
        vec![[west, south], [east, south], [east, north], [west, north], [west, south]]
    }

    /// The ring with a rectangle cut out of it.
    pub fn with_hole(self, hole: Self) -> Vec<Vec<[f64; 2]>> {
        let mut inner = hole.ring();
        inner.reverse();
        vec![self.ring(), inner]
    }

    /// The ring with a notch from the north side down to a place, so wide to each side of it.
    pub fn notched(self, [lon, lat]: [f64; 2], half: f64) -> Vec<[f64; 2]> {
        let [west, south, east, north] = self.bounds;
        let notch = [[lon + half, north], [lon + half, lat], [lon - half, lat], [lon - half, north]];
        [[west, south], [east, south], [east, north]].into_iter().chain(notch).chain([[west, north], [west, south]]).collect()
    }
}

/// Rings as the body of `POST /areas`.
pub fn body(rings: &[Vec<[f64; 2]>]) -> Value {
    json!({"type": "Polygon", "coordinates": rings})
}

/// Rings as an outline; `None` when they make none.
pub fn shape(rings: &[Vec<[f64; 2]>]) -> Option<Shape> {
    let mut lines = rings.iter().map(|ring| LineString::from(ring.iter().map(|[x, y]| (*x, *y)).collect::<Vec<_>>()));
    let polygon = Polygon::new(lines.next()?, lines.collect());
    Shape::new(MultiPolygon::new(vec![polygon])).ok()
}

/// The outline of a zone, as the instance tells it.
///
/// # Errors
/// When the instance cannot be reached.
pub async fn of_zone(target: &Target, geography: &str, code: &str) -> Result<Option<Shape>, Fault> {
    let answer = target.get(&format!("/collections/{geography}/items/{code}?f=json")).await?;
    Ok(answer.json().and_then(|feature| outline_of(&feature["geometry"])))
}

/// An outline from GeoJSON.
pub fn outline_of(geometry: &Value) -> Option<Shape> {
    let geometry: Geometry = serde_json::from_value(geometry.clone()).ok()?;
    let geometry = geo::Geometry::<f64>::try_from(geometry).ok()?;
    let outline = match geometry {
        geo::Geometry::Polygon(polygon) => MultiPolygon::new(vec![polygon]),
        geo::Geometry::MultiPolygon(polygons) => polygons,
        _ => return None,
    };
    Shape::new(outline).ok()
}

/// The widest rectangle of a few tried that lies within a zone round a place well inside it; `None` for a zone too thin: an outline over less
/// than a thousandth of a zone does not touch it.
pub fn within(zone: &Shape) -> Option<([f64; 2], [f64; 2])> {
    let place = centre::inside(zone);
    let bounds = zone.outline().bounding_rect()?;
    let lies_within = |half: [f64; 2]| {
        let square = shape(&[Rectangle::round(place.lon(), place.lat(), half).ring()])?;
        (overlap::share(&square, zone) >= WITHIN).then_some(half)
    };
    let halves = (1..5).map(|halving| 0.5_f64.powi(halving + 1)).map(|part| [bounds.width() * part, bounds.height() * part]);
    halves.into_iter().find_map(lies_within).map(|half| ([place.lon(), place.lat()], half))
}
