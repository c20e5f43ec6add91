//! From pieces to streets: a node where only two pieces meet at the same speed is a bend, not a
//! crossing. Its place is kept in the street's line.

use std::collections::HashSet;

use super::pieces::{Piece, Pieces};

/// A street between two crossings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Street {
    /// Its nodes, from crossing to crossing.
    pub nodes: Vec<u32>,
    /// Speed along it and against it, in km/h; zero where closed.
    pub kmh: [f64; 2],
    /// The ways of its first and of its last piece.
    pub ways: [u32; 2],
}

/// Joins pieces into streets. `fixed` nodes stay crossings whatever meets there.
pub(super) fn join(Pieces { pieces, nodes }: &Pieces, fixed: &HashSet<u32>) -> Vec<Street> {
    let meeting = Meeting::new(pieces, nodes.len());
    let crossing = |node: u32| fixed.contains(&node) || !meeting.bend(pieces, node);
    let mut taken = vec![false; pieces.len()];
    let mut streets = Vec::new();
    for start in (0..nodes.len() as u32).filter(|node| crossing(*node)) {
        for &piece in meeting.at(start) {
            if !taken[piece as usize] {
                streets.push(follow(pieces, &meeting, &crossing, start, piece, &mut taken));
            }
        }
    }
    // What is left are rings without any crossing.
    for piece in 0..pieces.len() as u32 {
        if !taken[piece as usize] {
            let start = pieces[piece as usize].ends[0];
            let ends_here = |node: u32| node == start;
            streets.push(follow(pieces, &meeting, &ends_here, start, piece, &mut taken));
        }
    }
    streets
}

/// Follows pieces from a crossing to the next.
fn follow(pieces: &[Piece], meeting: &Meeting, crossing: &impl Fn(u32) -> bool, start: u32, first: u32, taken: &mut [bool]) -> Street {
    let kmh = pieces[first as usize].kmh_from(start);
    let (mut nodes, mut node, mut piece) = (vec![start], start, first);
    loop {
        taken[piece as usize] = true;
        node = pieces[piece as usize].across(node);
        nodes.push(node);
        if crossing(node) {
            break;
        }
        match meeting.at(node) {
            [one, other] => piece = if *one == piece { *other } else { *one },
            _ => break,
        }
    }
    Street { nodes, kmh, ways: [pieces[first as usize].way, pieces[piece as usize].way] }
}

/// Which pieces meet at each node, in compressed rows.
struct Meeting {
    first: Vec<u32>,
    pieces: Vec<u32>,
}

impl Meeting {
    fn new(pieces: &[Piece], nodes: usize) -> Self {
        let mut first = vec![0_u32; nodes + 1];
        pieces.iter().flat_map(|piece| piece.ends).for_each(|end| first[end as usize + 1] += 1);
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let (mut next, mut meeting) = (first.clone(), vec![0; pieces.len() * 2]);
        for (piece, index) in pieces.iter().zip(0..) {
            for end in piece.ends {
                meeting[next[end as usize] as usize] = index;
                next[end as usize] += 1;
            }
        }
        Self { first, pieces: meeting }
    }

    fn at(&self, node: u32) -> &[u32] {
        &self.pieces[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }

    /// Whether a node is a mere bend: going through it, the speeds of both directions stay the same.
    fn bend(&self, pieces: &[Piece], node: u32) -> bool {
        let &[one, other] = self.at(node) else { return false };
        let ([back, on], onwards) = (pieces[one as usize].kmh_from(node), pieces[other as usize].kmh_from(node));
        [on, back].map(f64::to_bits) == onwards.map(f64::to_bits)
    }
}
