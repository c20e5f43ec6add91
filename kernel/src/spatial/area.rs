//! How large an outline is on the ground.

use geo::{GeodesicArea, MultiPolygon, Polygon};

/// Geodesic area in km², holes taken out, whatever the direction of the rings.
///
/// Karney (2013), *Algorithms for geodesics*, Journal of Geodesy 87.
pub fn km2(outline: &MultiPolygon) -> f64 {
    let ring = |ring: &geo::LineString| Polygon::new(ring.clone(), Vec::new()).geodesic_area_signed().abs();
    let square_metres: f64 =
        outline.iter().map(|polygon| ring(polygon.exterior()) - polygon.interiors().iter().map(ring).sum::<f64>()).sum();
    square_metres / 1e6
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;

    /// By pyproj 3.7.2, `Geod(ellps="WGS84").polygon_area_perimeter`.
    const SQUARE_KM2: f64 = 0.896_429_586_099_6;

    #[test]
    fn area_agrees_with_proj_in_either_direction_and_holes_count_against_it() {
        let square = wkt!(MULTIPOLYGON(((3.81 43.64, 3.82 43.64, 3.82 43.65, 3.81 43.65, 3.81 43.64))));
        let reversed = wkt!(MULTIPOLYGON(((3.81 43.64, 3.81 43.65, 3.82 43.65, 3.82 43.64, 3.81 43.64))));
        let pierced = wkt!(MULTIPOLYGON(((3.80 43.63, 3.83 43.63, 3.83 43.66, 3.80 43.66, 3.80 43.63), (3.81 43.64, 3.82 43.64, 3.82 43.65, 3.81 43.65, 3.81 43.64))));
        assert!((km2(&square) - SQUARE_KM2).abs() < 1e-9, "{}", km2(&square));
        assert!((km2(&reversed) - km2(&square)).abs() < 1e-12);
        assert!((km2(&pierced) - 8.0 * SQUARE_KM2).abs() < 1e-3, "{}", km2(&pierced));
    }
}
