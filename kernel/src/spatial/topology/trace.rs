//! From loose sides back to rings: what runs both ways goes, rings come apart where they touch themselves, holes follow the
//! ring they lie in.

use super::grid::{Side, Spot, by_angle, holds, twice_area};

/// A ring whose first point is not repeated: an outer one has its inside to the left, a hole to the right.
pub type Ring = Vec<Spot>;

/// The rings of an area from the sides round it, each with the area to its left, in any order.
///
/// # Parameters
/// `sides`: they meet at their ends alone, and nothing is enclosed twice, as [`super::rounding`] leaves them. Sides that run both
/// ways between two points enclose nothing and fall out.
///
/// # Returns
/// Simple rings: none passes a point twice. Each outer ring is followed by its holes.
///
/// # Algorithm
/// At a point where several sides go on, the sharpest turn to the left is taken: it follows the border of one connected piece. Where
/// that border comes back to a point it passed, it is cut in two rings there.
pub fn rings(sides: Vec<Side>) -> Vec<Ring> {
    nested(loose_rings(sides))
}

/// As [`rings`], in no order: which hole lies where is left open.
pub fn loose_rings(mut sides: Vec<Side>) -> Vec<Ring> {
    sides.sort_unstable();
    if sides.windows(2).any(|pair| pair[0][0] == pair[1][0]) {
        sides = net(sides);
    }
    walked(&sides)
}

/// What is left of sides when those that run both ways have gone, sorted.
fn net(sides: Vec<Side>) -> Vec<Side> {
    let mut turned: Vec<(Side, i32)> = sides.into_iter().map(|[a, b]| if a < b { ([a, b], 1) } else { ([b, a], -1) }).collect();
    turned.sort_unstable();
    let left = turned.chunk_by(|a, b| a.0 == b.0).filter_map(|same| match same.iter().map(|(_, way)| way).sum::<i32>() {
        0 => None,
        way if way > 0 => Some(same[0].0),
        _ => Some([same[0].0[1], same[0].0[0]]),
    });
    let mut left: Vec<Side> = left.collect();
    left.sort_unstable();
    left
}

/// Every side is passed once.
fn walked(sides: &[Side]) -> Vec<Ring> {
    let mut used = vec![false; sides.len()];
    let mut rings = Vec::new();
    for start in 0..sides.len() {
        let (mut path, mut at) = (Ring::new(), start);
        while !used[at] {
            used[at] = true;
            let [from, to] = sides[at];
            path.push(from);
            let onward = leaving(sides, to);
            if onward.len() != 1 || to == path[0] {
                cut_loop(&mut path, to, &mut rings);
            }
            let Some(next) = sharpest_left(sides, onward, [from, to]) else { break };
            at = next;
        }
    }
    rings
}

fn cut_loop(path: &mut Ring, at: Spot, rings: &mut Vec<Ring>) {
    let Some(place) = path.iter().rposition(|spot| *spot == at) else { return };
    let ring = path.split_off(place);
    if ring.len() > 2 {
        rings.push(ring);
    }
}

/// The numbers of the sides that start at a point.
fn leaving(sides: &[Side], at: Spot) -> std::ops::Range<usize> {
    let from = sides.partition_point(|side| side[0] < at);
    let count = sides[from..].iter().take_while(|side| side[0] == at).count();
    from..from + count
}

/// The first side met when turning clockwise from where one came.
fn sharpest_left(sides: &[Side], onward: std::ops::Range<usize>, [from, at]: Side) -> Option<usize> {
    if onward.len() < 2 {
        return onward.into_iter().next();
    }
    let direction = |to: Spot| [i64::from(to.x - at.x), i64::from(to.y - at.y)];
    let came = direction(from);
    onward.max_by(|a, b| {
        let [a, b] = [a, b].map(|side| direction(sides[*side][1]));
        let before = |d| by_angle(d, came).is_lt();
        before(a).cmp(&before(b)).then_with(|| by_angle(a, b))
    })
}

/// Each outer ring followed by the holes that lie in it.
fn nested(rings: Vec<Ring>) -> Vec<Ring> {
    let (outer, holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| twice_area(ring) > 0);
    if outer.len() < 2 {
        return outer.into_iter().chain(holes).collect();
    }
    let mut groups: Vec<Vec<Ring>> = outer.into_iter().map(|ring| vec![ring]).collect();
    for hole in holes {
        let middle = [i64::from(hole[0].x) + i64::from(hole[1].x), i64::from(hole[0].y) + i64::from(hole[1].y)];
        let around = groups.iter_mut().filter(|group| holds(sides_of(&group[0]), middle));
        if let Some(group) = around.min_by_key(|group| twice_area(&group[0])) {
            group.push(hole);
        }
    }
    groups.into_iter().flatten().collect()
}

/// The sides of a ring, the last one back to its first point.
pub fn sides_of(ring: &[Spot]) -> impl Iterator<Item = Side> {
    let last = ring.last().zip(ring.first()).map(|(last, first)| [*last, *first]);
    ring.windows(2).map(|side| [side[0], side[1]]).chain(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(i32, i32)]) -> Vec<Side> {
        let points: Vec<_> = points.iter().map(|(x, y)| Spot::new(*x, *y)).collect();
        sides_of(&points).collect()
    }

    fn areas(rings: &[Ring]) -> Vec<i64> {
        rings.iter().map(|ring| twice_area(ring)).collect()
    }

    #[test]
    fn two_squares_that_touch_at_a_corner_are_two_rings() {
        let one = ring(&[(0, 0), (2, 0), (2, 2), (0, 2)]);
        let other = ring(&[(2, 2), (4, 2), (4, 4), (2, 4)]);
        assert_eq!(areas(&rings([one, other].concat())), [8, 8]);
    }

    #[test]
    fn a_hole_that_touches_its_ring_is_cut_from_it() {
        let outer = ring(&[(0, 0), (4, 0), (4, 4), (0, 4)]);
        let hole = ring(&[(0, 0), (1, 2), (2, 1)]);
        let found = rings([outer, hole].concat());
        assert_eq!(areas(&found), [32, -3]);
        assert!(found.iter().all(|ring| ring.iter().filter(|spot| **spot == Spot::new(0, 0)).count() < 2));
    }

    #[test]
    fn a_spike_and_a_collapsed_ring_enclose_nothing() {
        let spike = ring(&[(0, 0), (4, 0), (6, 0), (4, 0), (4, 4), (0, 4)]);
        assert_eq!(rings(spike), [vec![Spot::new(0, 0), Spot::new(4, 0), Spot::new(4, 4), Spot::new(0, 4)]]);
        assert!(rings(ring(&[(0, 0), (4, 0)])).is_empty());
    }

    #[test]
    fn holes_follow_the_ring_they_lie_in() {
        let square = |x: i32, side: i32| [(x, x), (x + side, x), (x + side, x + side), (x, x + side)];
        let mut hole = square(12, 2);
        hole.reverse();
        let found = rings([ring(&square(0, 5)), ring(&square(10, 8)), ring(&hole), ring(&square(20, 5))].concat());
        assert_eq!(areas(&found), [50, 128, -8, 50]);
    }
}
