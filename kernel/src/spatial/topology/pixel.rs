//! A cell of a coarser grid and whether a side passes through it: its southern and western borders are its own, the others
//! its neighbours', so that every place lies in exactly one cell.

use super::grid::{Side, Spot};

/// A cell, in half cells of the grid that sides are given in.
#[derive(Debug, Clone, Copy)]
pub struct Pixel {
    low: [i64; 2],
    high: [i64; 2],
}

impl Pixel {
    /// The cell round a point of a grid 2^`shift` times coarser than that of the sides.
    pub const fn round(centre: Spot, shift: u32) -> Self {
        let (x, y, half) = ((centre.x as i64) << (shift + 1), (centre.y as i64) << (shift + 1), 1 << shift);
        Self { low: [x - half, y - half], high: [x + half, y + half] }
    }

    /// Whether a side passes through the cell: the test of the corners of Hobby (1999), *Practical segment intersection with
    /// finite precision output*, Computational Geometry 13, exact.
    pub const fn meets(&self, side: Side) -> bool {
        let [a, b] = side;
        let (p, q) = if a.x <= b.x { (doubled(a), doubled(b)) } else { (doubled(b), doubled(a)) };
        let (bottom, top) = if p[1] <= q[1] { (p[1], q[1]) } else { (q[1], p[1]) };
        if p[0] >= self.high[0] || q[0] < self.low[0] || bottom >= self.high[1] || top < self.low[1] {
            return false;
        }
        if p[0] == q[0] || p[1] == q[1] {
            return true;
        }
        let rises = p[1] < q[1];
        let upper_left = turn(p, q, [self.low[0], self.high[1]]);
        if upper_left == 0 {
            return !rises;
        }
        let upper_right = turn(p, q, self.high);
        if upper_right == 0 {
            return rises;
        }
        if upper_left != upper_right {
            return true;
        }
        let lower_left = turn(p, q, self.low);
        if lower_left == 0 || lower_left != upper_left {
            return true;
        }
        let lower_right = turn(p, q, [self.high[0], self.low[1]]);
        if lower_right == 0 {
            return !rises;
        }
        lower_right != lower_left
    }
}

const fn doubled(spot: Spot) -> [i64; 2] {
    [2 * spot.x as i64, 2 * spot.y as i64]
}

const fn turn(p: [i64; 2], q: [i64; 2], at: [i64; 2]) -> i64 {
    ((q[0] - p[0]) * (at[1] - p[1]) - (q[1] - p[1]) * (at[0] - p[0])).signum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn borders_belong_to_one_cell() {
        let side = [Spot::new(8, -20), Spot::new(8, 20)];
        let met: Vec<_> = (0..3).filter(|x| Pixel::round(Spot::new(*x, 0), 4).meets(side)).collect();
        assert_eq!(met, [1], "the border between 0 and 1 is of 1");
    }

    proptest! {
        /// A side passes through a cell when some place of it, looked at closely enough, rounds to the cell.
        #[test]
        fn the_corners_tell_what_a_walk_along_the_side_finds(ax in -40_i32..40, ay in -40_i32..40, bx in -40_i32..40, by in -40_i32..40) {
            let (a, b) = (Spot::new(ax, ay), Spot::new(bx, by));
            let steps = 64 * 81 * 8;
            let mut walked: Vec<Spot> = (0..=steps).map(|n| {
                let at = |from: i32, to: i32| i64::from(from) * steps + i64::from(to - from) * n;
                let cell = |doubled: i64| (doubled + 4 * steps).div_euclid(8 * steps) as i32;
                Spot::new(cell(at(ax, bx)), cell(at(ay, by)))
            }).collect();
            walked.sort();
            walked.dedup();
            for cell in walked {
                prop_assert!(Pixel::round(cell, 3).meets([a, b]), "{cell:?}");
            }
        }
    }
}
