//! Joining zones into the wider zone they make up.

use geo::orient::Direction;
use geo::{Area, MultiPolygon, Orient, Polygon, unary_union};

use super::area::km2;
use super::repair::repair;
use crate::domain::{Fault, Shape};

/// Holes smaller than this, in km², are slivers left between outlines that were simplified one by one:
/// 0.5 ha in Montpellier at most. Enclaves of municipalities are larger.
const SLIVER_KM2: f64 = 0.02;

/// The union of outlines, without the slivers between them; one outline alone as it is.
///
/// # Errors
/// As [`repair`], when the union is no valid outline.
pub fn dissolve<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> Result<Shape, Fault> {
    let shapes: Vec<&Shape> = shapes.into_iter().collect();
    if let [only] = shapes.as_slice() {
        return Ok((*only).clone());
    }
    let oriented: Vec<_> = shapes.into_iter().map(|shape| shape.outline().orient(Direction::Default)).collect();
    repair(&without_slivers(unary_union(&oriented))).map(|(shape, _remark)| shape)
}

fn without_slivers(outline: MultiPolygon) -> MultiPolygon {
    let filled = outline.into_iter().map(|polygon| {
        let (exterior, mut holes) = polygon.into_inner();
        holes.retain(|hole| km2(&MultiPolygon::new(vec![Polygon::new(hole.clone(), Vec::new())])) >= SLIVER_KM2);
        Polygon::new(exterior, holes)
    });
    filled.filter(|polygon| polygon.unsigned_area() > 0.0).collect()
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;

    fn shape(outline: MultiPolygon) -> Shape {
        Shape::new(outline).unwrap()
    }

    #[test]
    fn neighbours_become_one_outline_whatever_the_direction_of_their_rings() {
        let west = shape(wkt!(MULTIPOLYGON(((0. 0., 1. 0., 1. 1., 0. 1., 0. 0.)))));
        let east = shape(wkt!(MULTIPOLYGON(((1. 0., 1. 1., 2. 1., 2. 0., 1. 0.)))));
        let both = dissolve([&west, &east]).unwrap();
        assert_eq!(both.outline().0.len(), 1);
        assert!((both.outline().unsigned_area() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn slivers_close_and_enclaves_stay() {
        let ring = |hole: &str| {
            let mut outer: Polygon = wkt!(POLYGON((3.8 43.6, 3.9 43.6, 3.9 43.7, 3.8 43.7, 3.8 43.6)));
            let side = if hole == "sliver" { 0.0005 } else { 0.01 };
            outer.interiors_push(vec![(3.85, 43.65), (3.85 + side, 43.65), (3.85 + side, 43.65 + side), (3.85, 43.65)]);
            shape(MultiPolygon::new(vec![outer]))
        };
        let beside = shape(wkt!(MULTIPOLYGON(((3.9 43.6, 4.0 43.6, 4.0 43.7, 3.9 43.7, 3.9 43.6)))));
        assert_eq!(dissolve([&ring("sliver"), &beside]).unwrap().outline().0[0].interiors().len(), 0);
        assert_eq!(dissolve([&ring("enclave"), &beside]).unwrap().outline().0[0].interiors().len(), 1);
    }
}
