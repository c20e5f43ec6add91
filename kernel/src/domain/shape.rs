//! Validated places and outlines on the globe (WGS 84, longitude first).

use geo::{Coord, LineString, MultiPolygon, Point, Polygon};
use serde::{Deserialize, Serialize};

use super::{Fault, Text};
use crate::text;

/// A point on the globe in degrees: finite and within bounds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Degrees")]
pub struct Position {
    lon: f64,
    lat: f64,
}

/// A position as it is written, not checked yet.
#[derive(Deserialize)]
struct Degrees {
    lon: f64,
    lat: f64,
}

impl TryFrom<Degrees> for Position {
    type Error = Fault;

    fn try_from(Degrees { lon, lat }: Degrees) -> Result<Self, Fault> {
        Self::new(lon, lat)
    }
}

impl Position {
    /// Where the equator meets the first meridian, in the sea: the place of what has none.
    pub const ORIGIN: Self = Self { lon: 0.0, lat: 0.0 };

    /// A position from longitude and latitude in degrees.
    ///
    /// # Errors
    /// `bad-coordinate` when one is not finite or out of bounds.
    pub fn new(lon: f64, lat: f64) -> Result<Self, Fault> {
        if in_bounds(lon, lat) { Ok(Self { lon, lat }) } else { Err(bad_coordinate(lon, lat)) }
    }

    /// Longitude in degrees, −180 to 180.
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees, −90 to 90.
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// The same as a point of the geometry library.
    pub fn point(self) -> Point {
        Point::new(self.lon, self.lat)
    }
}

/// The outline of a zone: at least one polygon, every ring closed with at least four points, every
/// vertex finite and within the bounds of longitude and latitude. Whether rings cross themselves is
/// `spatial::repair`'s concern.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape(MultiPolygon);

impl Shape {
    /// Checks an outline.
    ///
    /// # Errors
    /// `empty-geometry`, `short-ring`, `open-ring` or `bad-coordinate`, with the vertex counted over
    /// the whole outline from 0.
    pub fn new(outline: MultiPolygon) -> Result<Self, Fault> {
        if outline.0.is_empty() {
            return Err(Fault::new(
                "empty-geometry",
                Text::new("le contour est vide", "the outline is empty"),
                Text::new("donner au moins un polygone", "give at least one polygon"),
            ));
        }
        let mut first_vertex = 0;
        for ring in outline.0.iter().flat_map(rings) {
            check_ring(ring, first_vertex)?;
            first_vertex += ring.0.len() as u64;
        }
        Ok(Self(outline))
    }

    /// The outline for geometry work.
    pub const fn outline(&self) -> &MultiPolygon {
        &self.0
    }

    /// Its first vertex.
    pub fn corner(&self) -> Position {
        let Coord { x: lon, y: lat } = self.0.0[0].exterior().0[0];
        Position { lon, lat }
    }

    /// Number of vertices over all rings.
    pub fn vertex_count(&self) -> usize {
        self.0.0.iter().flat_map(rings).map(|ring| ring.0.len()).sum()
    }
}

fn rings(polygon: &Polygon) -> impl Iterator<Item = &LineString> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn check_ring(ring: &LineString, first_vertex: u64) -> Result<(), Fault> {
    for (index, Coord { x, y }) in ring.0.iter().enumerate() {
        if !in_bounds(*x, *y) {
            return Err(bad_coordinate(*x, *y).at_vertex(first_vertex + index as u64));
        }
    }
    check_closure(&ring.0, first_vertex)
}

/// Checks that a ring as it was read encloses something: at least four points, the last the first.
/// `first_vertex` is the number of its first vertex in the whole outline. To be asked before the ring
/// becomes a `Polygon`, which closes rings without a word.
///
/// # Errors
/// `short-ring` or `open-ring`.
pub fn check_closure(ring: &[Coord], first_vertex: u64) -> Result<(), Fault> {
    let count = ring.len();
    if count < 4 {
        return Err(Fault::new(
            "short-ring",
            text!("un anneau n’a que {count} points", "a ring has only {count} points"),
            Text::new("un anneau fermé en compte au moins quatre", "a closed ring has at least four"),
        )
        .at_vertex(first_vertex));
    }
    if ring.first() != ring.last() {
        return Err(Fault::new(
            "open-ring",
            Text::new("un anneau n’est pas fermé", "a ring is not closed"),
            Text::new("répéter le premier point à la fin", "repeat the first point at the end"),
        )
        .at_vertex(first_vertex + count as u64 - 1));
    }
    Ok(())
}

fn in_bounds(lon: f64, lat: f64) -> bool {
    lon.abs() <= 180.0 && lat.abs() <= 90.0
}

fn bad_coordinate(lon: f64, lat: f64) -> Fault {
    Fault::new(
        "bad-coordinate",
        text!("({lon}, {lat}) n’est pas une longitude et une latitude", "({lon}, {lat}) is not a longitude and a latitude"),
        Text::new(
            "attendu : des degrés, longitude entre −180 et 180, latitude entre −90 et 90",
            "expected degrees, longitude within −180 to 180, latitude within −90 to 90",
        ),
    )
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn what_is_not_finite_or_out_of_bounds_is_refused_with_its_vertex() {
        let bad = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1e308, y: 1.0), (x: 0.0, y: 0.0)];
        let fault = Shape::new(MultiPolygon::new(vec![bad])).unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.vertex), ("bad-coordinate", Some(2)));
        assert!(Position::new(f64::NAN, 0.0).is_err());
        assert!(Position::new(0.0, f64::INFINITY).is_err());
    }

    #[test]
    fn an_empty_outline_is_refused() {
        assert_eq!(Shape::new(MultiPolygon::new(vec![])).unwrap_err().code, "empty-geometry");
    }
}
