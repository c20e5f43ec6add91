//! Where sides cross each other within.

use rayon::prelude::*;

use super::grid::{Side, Spot, turn};

/// Sides wanted in a square of a band's height, on average.
const CROWD: f64 = 2.0;

/// A side in one band, by the column it starts at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    band: u32,
    from: i32,
    side: u32,
}

/// The points of the grid nearest to where two of these sides cross, in no order, some repeated. Sides that meet at an end
/// of one of them do not cross.
///
/// # Algorithm
/// Sides are cut into bands of equal height and sorted by their first column; each is held against those of its band that start
/// before it ends.
pub fn crossings(sides: &[Side]) -> Vec<Spot> {
    let (Some(first), Some(last)) = (sides.par_iter().map(top).min(), sides.par_iter().map(bottom).max()) else { return Vec::new() };
    let height = height(sides, last - first);
    let band = |row: i32| ((row - first) / height) as u32;
    let in_bands = sides.par_iter().zip(0_u32..sides.len() as u32).flat_map_iter(|(side, number)| {
        let from = side[0].x.min(side[1].x);
        (band(top(side))..=band(bottom(side))).map(move |band| Entry { band, from, side: number })
    });
    let mut entries: Vec<Entry> = in_bands.collect();
    entries.par_sort_unstable();
    let bands: Vec<&[Entry]> = entries.chunk_by(|a, b| a.band == b.band).collect();
    bands.into_par_iter().flat_map_iter(|band| in_band(band, sides)).collect()
}

fn in_band(band: &[Entry], sides: &[Side]) -> Vec<Spot> {
    let mut found = Vec::new();
    for (place, entry) in band.iter().enumerate() {
        let side = sides[entry.side as usize];
        let last = side[0].x.max(side[1].x);
        let beside = band[place + 1..].iter().take_while(|other| other.from <= last);
        found.extend(beside.filter_map(|other| crossing(side, sides[other.side as usize])));
    }
    found
}

fn crossing([a, b]: Side, [c, d]: Side) -> Option<Spot> {
    let apart = top(&[a, b]) > bottom(&[c, d]) || top(&[c, d]) > bottom(&[a, b]);
    if apart || turn(a, b, c).signum() * turn(a, b, d).signum() >= 0 || turn(c, d, a).signum() * turn(c, d, b).signum() >= 0 {
        return None;
    }
    let (ux, uy) = (i128::from(b.x - a.x), i128::from(b.y - a.y));
    let (vx, vy) = (i128::from(d.x - c.x), i128::from(d.y - c.y));
    let whole = ux * vy - uy * vx;
    let part = i128::from(c.x - a.x) * vy - i128::from(c.y - a.y) * vx;
    let (part, whole) = if whole < 0 { (-part, -whole) } else { (part, whole) };
    let at = |start: i32, step: i128| start + (2 * step * part + whole).div_euclid(2 * whole) as i32;
    Some(Spot::new(at(a.x, ux), at(a.y, uy)))
}

fn top(side: &Side) -> i32 {
    side[0].y.min(side[1].y)
}

fn bottom(side: &Side) -> i32 {
    side[0].y.max(side[1].y)
}

fn height(sides: &[Side], tall: i32) -> i32 {
    let (low, high) = sides.iter().fold((i32::MAX, i32::MIN), |(low, high), [a, b]| (low.min(a.x.min(b.x)), high.max(a.x.max(b.x))));
    let area = (f64::from(high - low) + 1.0) * (f64::from(tall) + 1.0);
    (CROWD * area / sides.len() as f64).sqrt().max(f64::from(tall) / sides.len() as f64).ceil().max(1.0) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_cross_within_and_nowhere_else() {
        let side = |ax, ay, bx, by| [Spot::new(ax, ay), Spot::new(bx, by)];
        let cross = [side(0, 0, 10, 10), side(0, 10, 10, 0)];
        assert_eq!(crossings(&cross), [Spot::new(5, 5)]);
        let touching = [side(0, 0, 10, 10), side(5, 5, 10, 0), side(10, 10, 20, 10), side(30, 0, 40, 9)];
        assert!(crossings(&touching).is_empty());
        assert!(crossings(&[]).is_empty());
    }
}
