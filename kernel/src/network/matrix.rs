//! Times between every origin and every destination.

use rayon::prelude::*;

use super::lines::{NEVER, Seed};
use super::stops::{Side, Stops};
use super::{Graph, Hierarchy, Lines, Snap};

/// Times row by row, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// How many destinations: the length of a row.
    pub destinations: usize,
    /// Milliseconds, [`NEVER`] where there is no way or a place is on no street.
    pub millis: Vec<u32>,
}

impl Matrix {
    /// Milliseconds of one pair; `None` where there is no way.
    pub fn get(&self, origin: usize, destination: usize) -> Option<u32> {
        let millis = self.millis[origin * self.destinations + destination];
        (millis < NEVER).then_some(millis)
    }
}

/// Every time between two sets of places.
///
/// # Notes
/// For what lies within a limit [`super::reach`] is cheaper, and takes less room.
pub fn matrix(graph: &Graph, lines: &Lines, hierarchy: &Hierarchy, origins: &[Option<Snap>], destinations: &[Option<Snap>]) -> Matrix {
    let seeds = |snaps: &[Option<Snap>], of: fn(&Lines, &Graph, &Snap) -> Vec<Seed>| -> Vec<Vec<Seed>> {
        snaps.iter().map(|snap| snap.as_ref().map_or_else(Vec::new, |snap| of(lines, graph, snap))).collect()
    };
    let mut millis = hierarchy.times(&seeds(origins, Lines::departures), &seeds(destinations, Lines::arrivals));
    if !destinations.is_empty() {
        let stops = Stops::new(graph, lines, destinations, Side::Origins);
        millis.par_chunks_mut(destinations.len()).zip(origins).for_each(|(row, snap)| {
            for (direct, place) in snap.iter().flat_map(|snap| stops.on_the_street_of(snap)) {
                let time = &mut row[place as usize];
                *time = (*time).min(direct);
            }
        });
    }
    Matrix { destinations: destinations.len(), millis }
}
