//! The integer grid of the world: the square of Web Mercator cut into 2^29 by 2^29 cells, 5 cm wide in the middle of
//! France. On it every test of position is exact.

use std::cmp::Ordering;
use std::f64::consts::PI;

use geo::Coord;

/// The grid has two to this power of cells a side.
///
/// Differences of twice a coordinate stay under 2^31, and sums of two products of them under 2^63: tests of position
/// fit in an `i64`.
pub const GRID_BITS: u32 = 29;

/// Web Mercator ends here, in degrees of latitude.
pub const MERCATOR_LATITUDE: f64 = 85.051_128_779_806_59;

/// A point of a grid: column from the west, row from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Spot {
    /// Column.
    pub x: i32,
    /// Row.
    pub y: i32,
}

/// A side of an outline, from one point to the next.
pub type Side = [Spot; 2];

impl Spot {
    /// A point by column and row.
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    /// The cell of the world grid that a place lies in; latitudes past the end of Web Mercator lie on it.
    pub fn of(degrees: Coord) -> Self {
        let latitude = degrees.y.clamp(-MERCATOR_LATITUDE, MERCATOR_LATITUDE).to_radians();
        let side = f64::from(1 << GRID_BITS);
        let x = (degrees.x + 180.0) / 360.0 * side;
        let y = (0.5 - latitude.tan().asinh() / (2.0 * PI)) * side;
        let last = (1 << GRID_BITS) - 1;
        Self::new((x.round() as i32).clamp(0, last), (y.round() as i32).clamp(0, last))
    }

    /// The point of a grid 2^`shift` times coarser that it is nearest to; halves go up.
    #[must_use]
    pub const fn coarser(self, shift: u32) -> Self {
        if shift == 0 {
            return self;
        }
        let half = 1 << (shift - 1);
        Self::new((self.x + half) >> shift, (self.y + half) >> shift)
    }
}

/// Twice the signed area of a triangle: positive when `c` lies to the left of the way from `a` to `b`, where rows count as
/// northings. On the map, whose rows go south, that is the right-hand side.
pub const fn turn(a: Spot, b: Spot, c: Spot) -> i64 {
    let (ux, uy) = ((b.x - a.x) as i64, (b.y - a.y) as i64);
    let (vx, vy) = ((c.x - a.x) as i64, (c.y - a.y) as i64);
    ux * vy - uy * vx
}

/// Twice the signed area of a ring whose first point is not repeated; positive when its inside lies to the left.
pub fn twice_area(ring: &[Spot]) -> i64 {
    let Some(&origin) = ring.first() else { return 0 };
    ring.windows(2).map(|side| turn(origin, side[0], side[1])).sum()
}

/// Whether a point lies in the rings, by the odd–even rule; a side the point lies on does not count. The point is given
/// in half cells.
pub fn holds(sides: impl IntoIterator<Item = Side>, doubled: [i64; 2]) -> bool {
    let [x, y] = doubled;
    let mut inside = false;
    for [a, b] in sides {
        let (ay, by) = (2 * i64::from(a.y), 2 * i64::from(b.y));
        if (ay > y) == (by > y) {
            continue;
        }
        let (ax, bx) = (2 * i64::from(a.x), 2 * i64::from(b.x));
        let aside = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
        inside ^= aside != 0 && (aside > 0) == (by > ay);
    }
    inside
}

/// Compares two directions by their angle, from 0 to 2π, exactly.
pub fn by_angle(a: [i64; 2], b: [i64; 2]) -> Ordering {
    let lower = |[x, y]: [i64; 2]| y < 0 || (y == 0 && x < 0);
    lower(a).cmp(&lower(b)).then_with(|| (b[0] * a[1] - b[1] * a[0]).cmp(&0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_starts_in_the_north_west() {
        let corner = Spot::of(Coord { x: -180.0, y: 90.0 });
        assert_eq!(corner, Spot::new(0, 0));
        assert_eq!(Spot::of(Coord { x: 0.0, y: 0.0 }), Spot::new(1 << 28, 1 << 28));
        assert_eq!(Spot::of(Coord { x: 180.0, y: -90.0 }), Spot::new((1 << 29) - 1, (1 << 29) - 1));
    }

    #[test]
    fn coarser_grids_round_halves_up() {
        assert_eq!(Spot::new(7, 8).coarser(4), Spot::new(0, 1));
        assert_eq!(Spot::new(7, 8).coarser(0), Spot::new(7, 8));
    }

    #[test]
    fn directions_are_ordered_by_angle() {
        let mut around = [[1, -1], [0, -1], [-1, -1], [-1, 0], [-1, 1], [0, 1], [1, 1], [1, 0]];
        around.sort_by(|a, b| by_angle(*a, *b));
        assert_eq!(around, [[1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]]);
    }

    #[test]
    fn a_point_is_in_a_ring_or_in_its_hole() {
        let ring = |side: i32, from: i32| {
            let at = |x: i32, y: i32| Spot::new(from + x * side, from + y * side);
            let corners = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)];
            (0..4).map(move |n| [corners[n], corners[(n + 1) % 4]])
        };
        let sides = || ring(10, 0).chain(ring(4, 3));
        assert!(holds(sides(), [3, 3]));
        assert!(!holds(sides(), [10, 10]));
        assert!(!holds(sides(), [30, 10]));
    }
}
