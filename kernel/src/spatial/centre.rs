//! A point that stands for a zone: where its people are taken to be.

use geo::{Centroid, Contains, InteriorPoint};

use crate::domain::{Position, Shape};

/// The centroid where it lies inside the outline, else a point inside as central as may be; the first
/// vertex of an outline that has no inside at all.
pub fn inside(shape: &Shape) -> Position {
    let outline = shape.outline();
    let centroid = outline.centroid().filter(|point| outline.contains(point));
    let point = centroid.or_else(|| outline.interior_point()).and_then(|point| Position::new(point.x(), point.y()).ok());
    point.unwrap_or_else(|| shape.corner())
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;

    #[test]
    fn the_centre_of_a_horseshoe_lies_in_it() {
        let horseshoe = Shape::new(wkt!(MULTIPOLYGON(((0. 0., 3. 0., 3. 3., 2. 3., 2. 1., 1. 1., 1. 3., 0. 3., 0. 0.))))).unwrap();
        assert!(horseshoe.outline().contains(&inside(&horseshoe).point()));
        let square = Shape::new(wkt!(MULTIPOLYGON(((0. 0., 2. 0., 2. 2., 0. 2., 0. 0.))))).unwrap();
        assert_eq!(inside(&square), Position::new(1.0, 1.0).unwrap());
    }
}
