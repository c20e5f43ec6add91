//! Joining links end to end into chains as long as what lies beside them stays the same.

use rayon::prelude::*;

use super::grid::{Side, Spot};

/// One link of a chain, and whether it is passed from its end to its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The number of the link.
    pub link: u32,
    /// Whether it is passed backwards.
    pub back: bool,
}

const NONE: u32 = u32::MAX;

/// Joins links, each with its ends and what lies to its left and right, into the longest chains. A chain ends where a number
/// of ends other than two meet, or where what lies beside changes. Each link is in one chain.
///
/// # Notes
/// A half-link is numbered twice its link, plus one for the way back; `number ^ 1` is the other way.
pub fn chains(ends: &[Side], beside: &[[u32; 2]]) -> Vec<Vec<Step>> {
    let next = nexts(ends, beside);
    let mut used = vec![false; ends.len()];
    let mut chains = Vec::new();
    let starts = (0..next.len() as u32).filter(|half| next[(half ^ 1) as usize] == NONE);
    for half in starts.chain((0..ends.len() as u32).map(|link| 2 * link)) {
        let chain = walk(half, &next, &mut used);
        if !chain.is_empty() {
            chains.push(chain);
        }
    }
    chains
}

fn walk(from: u32, next: &[u32], used: &mut [bool]) -> Vec<Step> {
    let (mut chain, mut half) = (Vec::new(), from);
    while half != NONE && !used[(half / 2) as usize] {
        used[(half / 2) as usize] = true;
        chain.push(Step { link: half / 2, back: half & 1 == 1 });
        half = next[half as usize];
    }
    chain
}

/// The half-link that goes on from each.
fn nexts(ends: &[Side], beside: &[[u32; 2]]) -> Vec<u32> {
    let starts = ends.par_iter().zip(0_u32..ends.len() as u32).flat_map_iter(|(end, link)| [(end[0], 2 * link), (end[1], 2 * link + 1)]);
    let mut starts: Vec<(Spot, u32)> = starts.collect();
    starts.par_sort_unstable();
    let sides = |half: u32| {
        let [left, right] = beside[(half / 2) as usize];
        if half & 1 == 0 { [left, right] } else { [right, left] }
    };
    let mut next = vec![NONE; starts.len()];
    for meeting in starts.chunk_by(|a, b| a.0 == b.0) {
        let &[(_, one), (_, other)] = meeting else { continue };
        if sides(one ^ 1) == sides(other) {
            next[(one ^ 1) as usize] = other;
            next[(other ^ 1) as usize] = one;
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_end_at_junctions_and_where_the_sides_change() {
        let at = |n: i32| Spot::new(n, 0);
        let star = [[at(0), at(1)], [at(2), at(1)], [at(2), at(3)], [at(3), at(4)], [at(3), Spot::new(3, 5)]];
        let beside = [[1, 0], [0, 1], [1, 0], [1, 0], [0, 0]];
        let found = chains(&star, &beside);
        let step = |link, back| Step { link, back };
        assert_eq!(found, [vec![step(0, false), step(1, true), step(2, false)], vec![step(3, false)], vec![step(4, false)]]);
        assert_eq!(chains(&star[..2], &[[1, 0], [1, 0]]).len(), 2, "left and right are exchanged");
    }

    #[test]
    fn a_ring_is_one_chain() {
        let at = |n: i32| Spot::new(n, n * n);
        let ring = [[at(0), at(1)], [at(1), at(2)], [at(2), at(0)]];
        assert_eq!(chains(&ring, &[[7, 0]; 3]).len(), 1);
        assert_eq!(chains(&ring, &[[7, 0]; 3])[0].len(), 3);
    }
}
