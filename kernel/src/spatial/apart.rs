//! How far outlines are from a place, and where to look for what is near it.

use geo::{Intersects, Line, LineString, MultiPolygon, Polygon};

use super::distance::EARTH_RADIUS_METRES;
use super::index::Bounds;
use crate::domain::{Metres, Position};

/// How far an outline is from a place, in a straight line over the globe; 0 within it or on its border.
///
/// # Algorithm
/// Lays the outline on the azimuthal equidistant plane of the place (Snyder 1987, p. 195), where every distance from
/// the place is that of the great circle on a sphere of 6,371,008.8 m. Sides are straight on that plane: against sides
/// that follow great circles, the difference is under a millimetre for sides of a kilometre ten kilometres away.
///
/// # Units
/// Metres on the sphere; off by less than half a percent from the ellipsoid.
pub fn metres_to(from: Position, outline: &MultiPolygon) -> Metres {
    if outline.intersects(&from.point()) {
        return Metres(0.0);
    }
    let nearest = outline.iter().flat_map(rings).flat_map(LineString::lines).map(|side| from_origin(on_plane(from, side)));
    Metres(nearest.fold(f64::INFINITY, f64::min))
}

/// Rectangles in degrees that hold everything within a radius of a place: two over the antimeridian.
pub fn round(from: Position, radius: Metres) -> Vec<Bounds> {
    let angle = radius.0 / EARTH_RADIUS_METRES * (1.0 + 1e-9);
    let (high, lat) = (angle.to_degrees(), from.lat().to_radians());
    let (south, north) = (from.lat() - high, from.lat() + high);
    if south <= -90.0 || north >= 90.0 {
        return vec![[-180.0, south.max(-90.0), 180.0, north.min(90.0)]];
    }
    // Where the circle is widest (Bronshtein, spherical triangles): sin(angle) / cos(latitude).
    let wide = (angle.sin() / lat.cos()).min(1.0).asin().to_degrees();
    let (west, east) = (from.lon() - wide, from.lon() + wide);
    if west < -180.0 {
        vec![[west + 360.0, south, 180.0, north], [-180.0, south, east, north]]
    } else if east > 180.0 {
        vec![[west, south, 180.0, north], [-180.0, south, east - 360.0, north]]
    } else {
        vec![[west, south, east, north]]
    }
}

fn rings(polygon: &Polygon) -> impl Iterator<Item = &LineString> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// A side on the plane of a place, in metres.
fn on_plane(from: Position, side: Line) -> Line {
    let (lat0, lon0) = (from.lat().to_radians(), from.lon().to_radians());
    let laid = |at: geo::Coord| {
        let (lat, turn) = (at.y.to_radians(), at.x.to_radians() - lon0);
        let half = (turn / 2.0).sin();
        // Written with sines of differences, which stay exact for places that are close.
        let (east, north) = (lat.cos() * turn.sin(), (lat - lat0).sin() + 2.0 * lat0.sin() * lat.cos() * half * half);
        let along = lat0.sin() * lat.sin() + lat0.cos() * lat.cos() * turn.cos();
        let across = east.hypot(north);
        let scale = if across > 0.0 { EARTH_RADIUS_METRES * across.atan2(along) / across } else { 0.0 };
        geo::coord! { x: east * scale, y: north * scale }
    };
    Line::new(laid(side.start), laid(side.end))
}

/// How far a side is from the origin of its plane.
fn from_origin(side: Line) -> f64 {
    let (dx, dy) = (side.dx(), side.dy());
    let length2 = dx * dx + dy * dy;
    let along = if length2 > 0.0 { (-(side.start.x * dx + side.start.y * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
    (side.start.x + along * dx).hypot(side.start.y + along * dy)
}

#[cfg(test)]
mod tests {
    use geo::{polygon, wkt};
    use proptest::prelude::*;

    use super::*;
    use crate::spatial::distance::metres;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    #[test]
    fn within_and_on_the_border_is_no_distance_and_outside_is_that_of_the_nearest_side() {
        let square = wkt!(MULTIPOLYGON(((3.0 43.0, 4.0 43.0, 4.0 44.0, 3.0 44.0, 3.0 43.0))));
        assert!(metres_to(at(3.5, 43.5), &square).0 < 1e-12, "within");
        assert!(metres_to(at(4.0, 43.5), &square).0 < 1e-12, "on the border");
        let corner = metres_to(at(4.1, 44.1), &square).0;
        assert!((corner / metres(at(4.1, 44.1), at(4.0, 44.0)).0 - 1.0).abs() < 1e-9, "{corner}");
    }

    #[test]
    fn a_hole_is_outside() {
        let ring = wkt!(MULTIPOLYGON(((0.0 0.0, 1.0 0.0, 1.0 1.0, 0.0 1.0, 0.0 0.0), (0.4 0.4, 0.6 0.4, 0.6 0.6, 0.4 0.6, 0.4 0.4))));
        let middle = metres_to(at(0.5, 0.5), &ring).0;
        assert!((middle / 11_119.5 - 1.0).abs() < 1e-4, "{middle}");
    }

    proptest! {
        #[test]
        fn a_tiny_outline_is_as_far_as_a_point(
            from in (-179.0_f64..179.0, -80.0_f64..80.0), to in (-179.0_f64..179.0, -80.0_f64..80.0),
        ) {
            let (lon, lat, tiny) = (to.0, to.1, 1e-9);
            let outline = MultiPolygon(vec![polygon![(x: lon, y: lat), (x: lon + tiny, y: lat), (x: lon, y: lat + tiny), (x: lon, y: lat)]]);
            let (found, wanted) = (metres_to(at(from.0, from.1), &outline).0, metres(at(from.0, from.1), at(lon, lat)).0);
            prop_assert!((found - wanted).abs() < 0.01 + 1e-7 * wanted, "{found} {wanted}");
        }

        #[test]
        fn the_rectangles_hold_everything_within_the_radius(
            from in (-180.0_f64..180.0, -90.0_f64..90.0), to in (-180.0_f64..180.0, -90.0_f64..90.0), km in 0.1_f64..3_000.0,
        ) {
            let radius = Metres(km * 1_000.0);
            if metres(at(from.0, from.1), at(to.0, to.1)).0 <= radius.0 {
                let held = round(at(from.0, from.1), radius).iter().any(|&[w, s, e, n]| (w..=e).contains(&to.0) && (s..=n).contains(&to.1));
                prop_assert!(held);
            }
        }
    }
}
