//! Streets as the smallest pieces: from one node of the map to the next.

use std::collections::HashSet;

use rayon::prelude::*;

use super::profile::Profile;
use super::report::StreetReport;
use super::rules::{self, Passage, Verdict};
use crate::domain::{Position, StreetMap, Way};
use crate::spatial::distance;

/// A straight piece between two nodes. Speeds are in km/h, zero where that direction is closed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub ends: [u32; 2],
    /// Speed from the first end to the second, and back.
    pub kmh: [f64; 2],
    /// Index of the way it is of.
    pub way: u32,
}

impl Piece {
    /// The other end.
    pub fn across(&self, node: u32) -> u32 {
        if self.ends[0] == node { self.ends[1] } else { self.ends[0] }
    }

    /// The speeds when one comes in at this end: onwards, and back.
    pub fn kmh_from(&self, node: u32) -> [f64; 2] {
        if self.ends[0] == node { self.kmh } else { [self.kmh[1], self.kmh[0]] }
    }
}

/// The pieces of every way that a profile takes, and the places of their ends.
pub(super) struct Pieces {
    pub pieces: Vec<Piece>,
    pub nodes: Vec<Position>,
}

/// Judges every way and cuts those taken into pieces. A node with a barrier becomes the dead end of each
/// piece that touches it.
pub(super) fn cut(map: &StreetMap, profile: &Profile, report: &mut StreetReport) -> Pieces {
    let verdicts: Vec<Verdict> = map.ways.par_iter().map(|way| rules::judge(profile, &way.tags, km(map, way))).collect();
    let mut pieces = Vec::new();
    for ((way, verdict), index) in map.ways.iter().zip(verdicts).zip(0..) {
        report.way(way.id, &way.tags, &verdict);
        if let Ok(passage) = verdict.passage {
            pieces.extend(way.nodes.windows(2).map(|ends| piece([ends[0], ends[1]], passage, index)));
        }
    }
    let before = pieces.len();
    let pieces = without_doubles(pieces);
    report.doubles = (before - pieces.len()) as u64;
    let mut cut = Pieces { pieces, nodes: map.nodes.clone() };
    let barriers = map.node_tags.iter().filter(|(_, tags)| rules::stops(profile, tags)).map(|(node, _)| *node);
    report.barriers = cut.close(&barriers.collect());
    cut
}

fn km(map: &StreetMap, way: &Way) -> f64 {
    let ferry = way.tags.get("duration").is_some();
    let place = |node: u32| map.nodes[node as usize];
    if ferry { way.nodes.windows(2).map(|ends| distance::metres(place(ends[0]), place(ends[1])).0).sum::<f64>() / 1_000.0 } else { 0.0 }
}

/// Ends in the order of their numbers, so that the same piece of two ways is told to be the same.
fn piece([from, to]: [u32; 2], passage: Passage, way: u32) -> Piece {
    let [along, against] = [passage.forward, passage.backward];
    if from < to { Piece { ends: [from, to], kmh: [along, against], way } } else { Piece { ends: [to, from], kmh: [against, along], way } }
}

/// Where two ways lie on one another, the faster in each direction stays; pieces that lead nowhere go.
fn without_doubles(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.retain(|piece| piece.ends[0] != piece.ends[1]);
    pieces.par_sort_by_key(|piece| (piece.ends, piece.way));
    pieces.dedup_by(|later, first| {
        let same = later.ends == first.ends;
        if same {
            first.kmh = [first.kmh[0].max(later.kmh[0]), first.kmh[1].max(later.kmh[1])];
        }
        same
    });
    pieces
}

impl Pieces {
    /// Parts the pieces that meet at closed nodes; how many nodes that parted anything.
    fn close(&mut self, barriers: &HashSet<u32>) -> u64 {
        let mut met = HashSet::new();
        for piece in &mut self.pieces {
            for end in &mut piece.ends {
                if barriers.contains(end) && !met.insert(*end) {
                    let place = self.nodes[*end as usize];
                    *end = self.nodes.len() as u32;
                    self.nodes.push(place);
                }
            }
        }
        met.len() as u64
    }
}
