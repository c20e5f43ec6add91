//! How far apart two places are, in a straight line over the globe.

use geo::{Distance, Haversine};

use crate::domain::{Metres, Position};

/// Mean radius of the Earth, as the geometry library has it (IUGG).
pub const EARTH_RADIUS_METRES: f64 = 6_371_008.8;

/// Great-circle distance, by the haversine formula. Off by less than half a percent from the ellipsoid.
///
/// ```
/// use maillage_kernel::domain::Position;
/// use maillage_kernel::spatial::distance::metres;
/// let comedie = Position::new(3.8797, 43.6086).unwrap();
/// let odysseum = Position::new(3.9197, 43.6045).unwrap();
/// assert!((metres(comedie, odysseum).0 - 3253.0).abs() < 5.0);
/// ```
pub fn metres(from: Position, to: Position) -> Metres {
    Metres(Haversine.distance(from.point(), to.point()))
}
