//! How much of one outline lies in another.

use geo::BooleanOps;

use super::area::km2;
use super::index::bounds;
use crate::domain::Shape;

/// The share of `part`'s area that lies in `whole`, 0 to 1. Both outlines must be valid.
///
/// # Notes
/// The cost grows with the crossings of the two outlines: outlines drawn by a visitor must be held
/// to a few hundred vertices before they come here.
pub fn share(part: &Shape, whole: &Shape) -> f64 {
    let area = km2(part.outline());
    if area <= 0.0 || !meet(part, whole) {
        return 0.0;
    }
    (km2(&part.outline().intersection(whole.outline())) / area).clamp(0.0, 1.0)
}

fn meet(one: &Shape, other: &Shape) -> bool {
    let ([west, south, east, north], [west_too, south_too, east_too, north_too]) = (bounds(one), bounds(other));
    west <= east_too && west_too <= east && south <= north_too && south_too <= north
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;

    #[test]
    fn a_square_shifted_by_half_lies_in_the_other_by_half() {
        let square = Shape::new(wkt!(MULTIPOLYGON(((3.81 43.64, 3.82 43.64, 3.82 43.65, 3.81 43.65, 3.81 43.64))))).unwrap();
        let shifted = Shape::new(wkt!(MULTIPOLYGON(((3.815 43.64, 3.825 43.64, 3.825 43.65, 3.815 43.65, 3.815 43.64))))).unwrap();
        let far = Shape::new(wkt!(MULTIPOLYGON(((5. 43., 5.1 43., 5.1 43.1, 5. 43.))))).unwrap();
        assert!((share(&square, &shifted) - 0.5).abs() < 1e-6);
        assert!((share(&square, &square) - 1.0).abs() < 1e-6);
        assert!(share(&square, &far).abs() < 1e-12);
    }
}
