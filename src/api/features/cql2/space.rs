//! How the places of rows lie to a geometry, by the Dimensionally Extended 9-Intersection Model in longitude and
//! latitude: sides of outlines are straight lines between their vertices, as in GeoJSON.

use geo::coordinate_position::CoordPos;
use geo::relate::IntersectionMatrix;
use geo::{BoundingRect, CoordinatePosition, Geometry, Intersects, Point, Rect, Relate};

use super::expression::Spatial;
use crate::export::{Place, Table};

/// How two geometries should lie to each other.
#[derive(Debug)]
pub struct Space {
    relation: Spatial,
    other: Other,
}

/// What a row's place is compared with.
#[derive(Debug)]
enum Other {
    /// A geometry and the rectangle round it.
    Written(Box<Geometry>, Option<Rect>),
    /// The row's place itself.
    Itself,
}

impl Space {
    /// A row's place to a written geometry.
    pub fn to(relation: Spatial, geometry: Geometry) -> Self {
        let bounds = geometry.bounding_rect();
        Self { relation, other: Other::Written(Box::new(geometry), bounds) }
    }

    /// A row's place to itself.
    pub const fn itself(relation: Spatial) -> Self {
        Self { relation, other: Other::Itself }
    }

    /// The rectangle outside of which no place fits.
    pub const fn bounds(&self) -> Option<Rect> {
        match &self.other {
            Other::Written(_, bounds) if !matches!(self.relation, Spatial::Disjoint) => *bounds,
            _ => None,
        }
    }

    /// Whether the place of a row lies as asked.
    pub fn holds(&self, table: &dyn Table, row: usize) -> bool {
        let place = table.place(row);
        match &self.other {
            Other::Itself => matches!(self.relation, Spatial::Intersects | Spatial::Within | Spatial::Contains | Spatial::Equals),
            Other::Written(geometry, bounds) => {
                let near = bounds.is_some_and(|bounds| round(&place).is_some_and(|own| own.intersects(&bounds)));
                if near { self.holds_near(&place, geometry) } else { self.relation == Spatial::Disjoint }
            }
        }
    }

    fn holds_near(&self, place: &Place<'_>, geometry: &Geometry) -> bool {
        match place.outline() {
            Some(outline) => relation_holds(self.relation, &outline.relate(geometry)),
            None => point_holds(self.relation, place.centre().point(), geometry),
        }
    }
}

/// How two written geometries lie to each other.
pub fn written(relation: Spatial, one: &Geometry, other: &Geometry) -> bool {
    relation_holds(relation, &one.relate(other))
}

fn round(place: &Place<'_>) -> Option<Rect> {
    place.outline().map_or_else(|| Some(place.centre().point().bounding_rect()), BoundingRect::bounding_rect)
}

/// A point has no inside of its own: where it lies in the other geometry says everything.
fn point_holds(relation: Spatial, point: Point, geometry: &Geometry) -> bool {
    let lies = geometry.coordinate_position(&point.0);
    match relation {
        Spatial::Intersects => lies != CoordPos::Outside,
        Spatial::Disjoint => lies == CoordPos::Outside,
        Spatial::Within => lies == CoordPos::Inside,
        Spatial::Touches => lies == CoordPos::OnBoundary,
        Spatial::Contains | Spatial::Equals | Spatial::Crosses | Spatial::Overlaps => relation_holds(relation, &point.relate(geometry)),
    }
}

fn relation_holds(relation: Spatial, matrix: &IntersectionMatrix) -> bool {
    match relation {
        Spatial::Intersects => matrix.is_intersects(),
        Spatial::Disjoint => matrix.is_disjoint(),
        Spatial::Within => matrix.is_within(),
        Spatial::Contains => matrix.is_contains(),
        Spatial::Equals => matrix.is_equal_topo(),
        Spatial::Touches => matrix.is_touches(),
        Spatial::Crosses => matrix.is_crosses(),
        Spatial::Overlaps => matrix.is_overlaps(),
    }
}
