//! From degrees to a plane where every area is true.

/// Semi-major axis of WGS 84, in metres.
const SEMI_MAJOR_METRES: f64 = 6_378_137.0;

/// Square of the eccentricity of WGS 84.
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_316;

/// Lambert's cylindrical equal-area projection of the ellipsoid (Lambert 1772; Snyder 1987, *Map
/// projections: a working manual*, p. 76–85): shapes are stretched, areas are those on the ground.
///
/// # Parameters
/// Longitude and latitude in degrees on WGS 84.
///
/// # Returns
/// Easting and northing in metres. Meridians and parallels stay straight; any other straight line of the
/// map in degrees bends, by 3 cm on a side of 1 km at 45° of latitude.
///
/// # Examples
/// ```
/// use maillage_kernel::spatial::equal_area::plane;
/// // A band of one degree around the pole is narrower than one around the equator, as on the ground.
/// assert!(plane(0.0, 90.0)[1] - plane(0.0, 89.0)[1] < 0.01 * (plane(0.0, 1.0)[1] - plane(0.0, 0.0)[1]));
/// ```
pub fn plane(lon: f64, lat: f64) -> [f64; 2] {
    let eccentricity = ECCENTRICITY_SQUARED.sqrt();
    let sine = lat.to_radians().sin();
    let logarithm = 2.0 * (eccentricity * sine).atanh() / (2.0 * eccentricity);
    let authalic = (1.0 - ECCENTRICITY_SQUARED) * (sine / (1.0 - ECCENTRICITY_SQUARED * sine * sine) + logarithm);
    [SEMI_MAJOR_METRES * lon.to_radians(), SEMI_MAJOR_METRES * authalic / 2.0]
}

#[cfg(test)]
mod tests {
    use geo::{Area, MapCoords, MultiPolygon, wkt};

    use super::*;
    use crate::spatial::area::km2;

    #[test]
    fn areas_are_the_geodesic_ones() {
        let slanted: MultiPolygon = wkt!(MULTIPOLYGON(((3.81 43.64, 3.825 43.645, 3.82 43.66, 3.805 43.65, 3.81 43.64))));
        let north: MultiPolygon = wkt!(MULTIPOLYGON(((2.0 50.9, 2.01 50.9, 2.01 50.91, 2.0 50.91, 2.0 50.9))));
        let south: MultiPolygon = wkt!(MULTIPOLYGON(((55.45 - 20.9, 55.46 - 20.9, 55.46 - 20.89, 55.45 - 20.89, 55.45 - 20.9))));
        // Slanted sides of 1.7 km bend by 9 cm, which a geodesic does not.
        for (outline, tolerance) in [(slanted, 1e-4), (north, 1e-6), (south, 1e-6)] {
            let flat = outline.map_coords(|at| {
                let [x, y] = plane(at.x, at.y);
                geo::Coord { x, y }
            });
            let (found, expected) = (flat.unsigned_area() / 1e6, km2(&outline));
            assert!((found / expected - 1.0).abs() < tolerance, "{found} instead of {expected}");
        }
    }
}
