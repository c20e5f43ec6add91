//! How much each point of a shared arc matters: once, for all zooms.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::grid::{Spot, turn};
use super::rows::Rows;

/// The weight of a point that stays at every zoom.
pub const ALWAYS: f32 = f32::INFINITY;

/// The weight of each point of an arc: the area in cells of the triangle that vanishes with it, or that of a point that went before it
/// when that is greater. An arc at any zoom is the points whose weight reaches a threshold.
///
/// Visvalingam & Whyatt (1993), *Line generalisation by repeated elimination of points*, The Cartographic Journal 30. A point whose
/// triangle holds any other point of the coverage does not go as long as it does.
///
/// # Parameters
/// `arc`: its points; the ends stay. `least`: how many of those between the ends stay whatever their triangle. `everything`: all points
/// of the coverage.
///
/// # Notes
/// Since no triangle that vanished held a point of another arc, whatever is left of that, arcs cut at any thresholds, each at
/// its own, neither cross nor jump over each other: between a side and what it stands for there is nothing.
pub fn weights(arc: &[Spot], least: usize, everything: &Rows) -> Vec<f32> {
    let mut line = Line::new(arc);
    let mut weights = vec![ALWAYS; arc.len()];
    let mut queue: BinaryHeap<Reverse<(i64, usize)>> = (1..arc.len().saturating_sub(1)).map(|at| Reverse((line.area(at), at))).collect();
    let (mut left, mut heaviest) = (queue.len(), 0);
    while let Some(Reverse((area, at))) = queue.pop() {
        if left <= least {
            break;
        }
        if line.gone(at) || line.area(at) != area || line.is_blocked(at, everything) {
            continue;
        }
        heaviest = heaviest.max(area);
        weights[at] = heaviest as f32 / 2.0;
        left -= 1;
        let [before, after] = line.remove(at);
        for neighbour in [before, after] {
            if neighbour != 0 && neighbour != arc.len() - 1 {
                queue.push(Reverse((line.area(neighbour), neighbour)));
            }
        }
    }
    weights
}

/// What is left of an arc: each point knows its neighbours.
struct Line<'a> {
    arc: &'a [Spot],
    before: Vec<u32>,
    after: Vec<u32>,
    /// The numbers of its points, sorted by point.
    sorted: Vec<u32>,
}

const GONE: u32 = u32::MAX;

impl<'a> Line<'a> {
    fn new(arc: &'a [Spot]) -> Self {
        let count = arc.len() as u32;
        let mut sorted: Vec<u32> = (0..count).collect();
        sorted.sort_unstable_by_key(|at| arc[*at as usize]);
        Self { arc, before: (0..count).map(|at| at.wrapping_sub(1)).collect(), after: (1..=count).collect(), sorted }
    }

    fn gone(&self, at: usize) -> bool {
        self.after[at] == GONE
    }

    /// Whether a point was one of this arc's and is no more.
    fn went(&self, spot: Spot) -> bool {
        let found = self.sorted.binary_search_by_key(&spot, |at| self.arc[*at as usize]);
        found.is_ok_and(|place| self.gone(self.sorted[place] as usize))
    }

    fn neighbours(&self, at: usize) -> [usize; 2] {
        [self.before[at] as usize, self.after[at] as usize]
    }

    /// Twice the area of a point's triangle.
    fn area(&self, at: usize) -> i64 {
        let [before, after] = self.neighbours(at);
        turn(self.arc[before], self.arc[at], self.arc[after]).abs()
    }

    fn remove(&mut self, at: usize) -> [usize; 2] {
        let [before, after] = self.neighbours(at);
        self.after[before] = after as u32;
        self.before[after] = before as u32;
        self.after[at] = GONE;
        [before, after]
    }

    /// Whether the triangle of a point holds another point that may still be there, borders included.
    fn is_blocked(&self, at: usize, everything: &Rows) -> bool {
        let [before, after] = self.neighbours(at);
        let corners = [self.arc[before], self.arc[at], self.arc[after]];
        let stands = |spot: &Spot| !corners.contains(spot) && in_triangle(corners, *spot) && !self.went(*spot);
        let rows = corners.map(|spot| spot.y);
        let [low, high] = [rows.iter().min(), rows.iter().max()].map(|row| row.copied().unwrap_or_default());
        everything.bands(low, high).any(|(band, limits)| {
            let [from, to] = columns(corners, limits);
            everything.between(band, from, to).iter().any(stands)
        })
    }
}

fn in_triangle([a, b, c]: [Spot; 3], at: Spot) -> bool {
    let turns = [turn(a, b, at), turn(b, c, at), turn(c, a, at)];
    let whole = turn(a, b, c);
    if whole == 0 {
        // Nothing but a line: between its ends, whichever they are.
        let within = |low: i32, high: i32, value: i32| (low..=high).contains(&value);
        let [xs, ys] = [[a.x, b.x, c.x], [a.y, b.y, c.y]];
        let bounds = |values: [i32; 3]| (values[0].min(values[1]).min(values[2]), values[0].max(values[1]).max(values[2]));
        let ((west, east), (north, south)) = (bounds(xs), bounds(ys));
        return turns.iter().all(|turn| *turn == 0) && within(west, east, at.x) && within(north, south, at.y);
    }
    turns.iter().all(|turn| *turn == 0 || (*turn > 0) == (whole > 0))
}

/// The columns a triangle takes within some rows, with a cell to spare.
fn columns(corners: [Spot; 3], [top, bottom]: [i32; 2]) -> [i32; 2] {
    let [a, b, c] = corners;
    let (mut from, mut to) = (i32::MAX, i32::MIN);
    let mut reach = |column: f64| {
        from = from.min(column.floor() as i32 - 1);
        to = to.max(column.ceil() as i32 + 1);
    };
    for [p, q] in [[a, b], [b, c], [c, a]] {
        let (p, q) = if p.y <= q.y { (p, q) } else { (q, p) };
        if q.y < top || p.y > bottom {
            continue;
        }
        let slope = if q.y == p.y { 0.0 } else { f64::from(q.x - p.x) / f64::from(q.y - p.y) };
        let at = |row: i32| f64::from(p.x) + slope * f64::from(row - p.y);
        for (end, row, inside) in [(p, top, p.y >= top), (q, bottom, q.y <= bottom)] {
            reach(if inside { f64::from(end.x) } else { at(row) });
        }
    }
    [from, to]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weigh(points: &[(i32, i32)], others: &[(i32, i32)]) -> Vec<f32> {
        let spots = |points: &[(i32, i32)]| points.iter().map(|(x, y)| Spot::new(*x, *y)).collect::<Vec<_>>();
        let arc = spots(points);
        weights(&arc, 0, &Rows::new([arc.clone(), spots(others)].concat()))
    }

    #[test]
    fn the_least_triangle_goes_first_and_no_weight_falls() {
        // Flat, then high, then flat: the neighbours of what went are weighed again.
        let found = weigh(&[(0, 0), (10, 1), (20, 0), (30, 20), (40, 0)], &[]);
        assert_eq!(found, [ALWAYS, 10.0, 200.0, 400.0, ALWAYS]);
    }

    #[test]
    fn a_point_stays_as_long_as_its_triangle_holds_another() {
        let bay = [(0, 0), (10, 20), (20, 0)];
        assert_eq!(weigh(&bay, &[]), [ALWAYS, 200.0, ALWAYS]);
        assert_eq!(weigh(&bay, &[(10, 5)]), [ALWAYS; 3]);
        assert_eq!(weigh(&bay, &[(10, 0)]), [ALWAYS; 3], "on the line that would stand for it");
        assert_eq!(weigh(&bay, &[(10, 25), (0, 20)]), [ALWAYS, 200.0, ALWAYS]);
    }

    #[test]
    fn some_points_stay_whatever_their_triangle() {
        let arc: Vec<_> = [(0, 0), (10, 1), (20, 3), (30, 1), (40, 0)].iter().map(|(x, y)| Spot::new(*x, *y)).collect();
        let kept = |least| weights(&arc, least, &Rows::new(arc.clone())).iter().filter(|weight| **weight == ALWAYS).count();
        assert_eq!([kept(0), kept(1), kept(2)], [2, 3, 4]);
    }
}
