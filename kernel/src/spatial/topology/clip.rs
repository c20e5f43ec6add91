//! Cutting an area to a rectangle of the grid, whose lines its sides cross at points alone.

use super::grid::{Side, Spot};

/// A rectangle of a grid, borders included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// First column.
    pub west: i32,
    /// First row.
    pub north: i32,
    /// Last column.
    pub east: i32,
    /// Last row.
    pub south: i32,
}

impl Frame {
    /// The frame round some points; `None` when there are none.
    pub fn round(points: impl IntoIterator<Item = Spot>) -> Option<Self> {
        points.into_iter().map(|spot| Self { west: spot.x, north: spot.y, east: spot.x, south: spot.y }).reduce(|a, b| Self {
            west: a.west.min(b.west),
            north: a.north.min(b.north),
            east: a.east.max(b.east),
            south: a.south.max(b.south),
        })
    }

    /// Whether another lies within.
    pub const fn contains(&self, other: &Self) -> bool {
        self.west <= other.west && self.north <= other.north && self.east >= other.east && self.south >= other.south
    }

    /// Whether another has a cell in common.
    pub const fn meets(&self, other: &Self) -> bool {
        self.west <= other.east && self.north <= other.south && self.east >= other.west && self.south >= other.north
    }
}

/// The sides round the part of an area that lies in a frame, from the sides round the area, each with the area to its left.
///
/// # Parameters
/// `sides`: where one crosses a line of the frame, or its prolongation, it has a point there
/// ([`super::Tiling`]), so that no point has to be made, and neighbours are cut alike.
///
/// # Algorithm
/// For each line: the sides within are kept; along the line, the sides that close them are the only ones that can: going along it, how
/// many sides arrived less how many left is what runs there.
pub fn clipped(sides: Vec<Side>, frame: Frame) -> Vec<Side> {
    let rows = [frame.north, frame.south];
    let sides = cut(sides, &rows, |spot| (spot.x - frame.west, spot.y), |row| Spot::new(frame.west, row));
    let sides = cut(sides, &rows, |spot| (frame.east - spot.x, spot.y), |row| Spot::new(frame.east, row));
    let sides = cut(sides, &[], |spot| (spot.y - frame.north, spot.x), |column| Spot::new(column, frame.north));
    cut(sides, &[], |spot| (frame.south - spot.y, spot.x), |column| Spot::new(column, frame.south))
}

/// Keeps what lies on one side of a line. `place` tells how far inside a point lies and where along the line, `on_line` gives back
/// the point of the line; the line is cut at the `corners` too.
fn cut(mut sides: Vec<Side>, corners: &[i32], place: impl Fn(Spot) -> (i32, i32), on_line: impl Fn(i32) -> Spot) -> Vec<Side> {
    let mut arrivals: Vec<(i32, i32)> = Vec::new();
    let mut note = |spot: Spot, arrives: i32| {
        let (depth, along) = place(spot);
        if depth == 0 {
            arrivals.push((along, arrives));
        }
    };
    sides.retain(|[from, to]| {
        let within = place(*from).0 > 0 || place(*to).0 > 0;
        if within {
            note(*from, -1);
            note(*to, 1);
        }
        within
    });
    if arrivals.is_empty() {
        return sides;
    }
    arrivals.extend(corners.iter().map(|along| (*along, 0)));
    arrivals.sort_unstable();
    let points: Vec<(i32, i32)> =
        arrivals.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().map(|(_, arrives)| arrives).sum())).collect();
    let mut running = 0;
    for pair in points.windows(2) {
        running += pair[0].1;
        let (a, b) = (on_line(pair[0].0), on_line(pair[1].0));
        match running {
            0 => {}
            ahead if ahead > 0 => sides.push([a, b]),
            _ => sides.push([b, a]),
        }
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::super::grid::twice_area;
    use super::super::trace::{rings, sides_of};
    use super::*;

    const FRAME: Frame = Frame { west: 0, north: 0, east: 10, south: 10 };

    fn area(points: &[(i32, i32)]) -> Vec<i64> {
        let points: Vec<_> = points.iter().map(|(x, y)| Spot::new(*x, *y)).collect();
        rings(clipped(sides_of(&points).collect(), FRAME)).iter().map(|ring| twice_area(ring)).collect()
    }

    #[test]
    fn what_lies_round_the_frame_fills_it() {
        let corner = [-5, 0, 10, 15];
        let ring: Vec<_> = corner
            .iter()
            .map(|x| (*x, -5))
            .chain(corner.iter().map(|y| (15, *y)))
            .chain(corner.iter().rev().map(|x| (*x, 15)))
            .chain(corner.iter().rev().map(|y| (-5, *y)))
            .collect();
        let mut ring = ring;
        ring.dedup();
        ring.pop();
        assert_eq!(area(&ring), [200]);
    }

    #[test]
    fn a_comb_is_cut_in_its_teeth() {
        // Open to the west: two teeth reach into the frame.
        let comb = [(-4, 1), (0, 1), (4, 1), (4, 3), (0, 3), (-2, 3), (-2, 5), (0, 5), (6, 5), (6, 8), (0, 8), (-4, 8)];
        assert_eq!(area(&comb), [16, 36]);
    }

    #[test]
    fn what_lies_outside_or_along_the_frame_is_nothing() {
        assert!(area(&[(-5, 2), (0, 2), (0, 6), (-5, 6)]).is_empty());
        assert!(area(&[(20, 2), (30, 2), (30, 6)]).is_empty());
        assert_eq!(area(&[(0, 2), (4, 2), (0, 6)]), [16]);
    }
}
