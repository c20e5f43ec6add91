//! The one gate by which exact counts leave: counts of at least [`EXACT_FROM`], for planners and teams who are signed in and act
//! in the places they speak of. Nothing that is public is made of them.
//!
//! The table is decided once, when a quarter is released, for all places together, and kept in the vault: whoever asks, whatever
//! part of it and however often, reads out of that same table. What is not told bears one mark, `None`, whether it is small or
//! hides another.
//!
//! # Algorithm
//! 1. Places are told that share no encounter: no total stands above a place that is told, so that there is nothing to subtract.
//!    A zone where at least [`EXACT_FROM`] were met is told by itself; the other zones of a municipality together, or not at
//!    all. What one municipality leaves untold is not told with that of another: that it was left untold says something of it.
//! 2. Zones are told together only where that says no more of each than that fewer than [`EXACT_FROM`] were met there: their
//!    sum is at most what all of them but one could hold.
//! 3. Within a place, [`within`] hides what is small and what it could be worked out from.

mod within;

use super::counted::{COUNTED, Counted};
use super::nesting::{Level, Nesting};
use super::raw::Raw;
use crate::domain::ZoneCode;

/// The smallest exact count that is told to anybody.
pub const EXACT_FROM: u64 = 5;

/// The exact counts of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactPlace {
    /// What it is: a zone, or zones of one municipality.
    pub level: Level,
    /// The zones it is made of. Places share none.
    pub zones: Vec<ZoneCode>,
    /// In the order of [`Counted::all`]; `None` is what is not told.
    counts: [Option<u64>; COUNTED],
}

impl ExactPlace {
    /// What is told of one thing counted.
    pub fn count(&self, counted: Counted) -> Option<u64> {
        self.counts[counted.place()]
    }

    /// Its counts as words, blanks for what is not told: the form the vault keeps them in.
    pub fn counts_line(&self) -> String {
        self.counts.iter().map(|count| count.map_or_else(String::new, |count| count.to_string())).collect::<Vec<_>>().join(",")
    }

    /// Reads a place back. `None` for what is no such place, or tells a count below [`EXACT_FROM`].
    pub fn from_words(level: &str, zones: &str, counts: &str) -> Option<Self> {
        let read = |words: &str| match words {
            "" => Some(None),
            words => words.parse().ok().filter(|count| *count >= EXACT_FROM).map(Some),
        };
        Some(Self {
            level: Level::ALL.into_iter().find(|known| known.code() == level)?,
            zones: zones.split('+').map(|code| ZoneCode::new(code).ok()).collect::<Option<_>>()?,
            counts: counts.split(',').map(read).collect::<Option<Vec<_>>>()?.try_into().ok()?,
        })
    }
}

/// What of raw counts may be told exactly.
pub fn exact_counts(raw: &Raw, nesting: &Nesting) -> Vec<ExactPlace> {
    let zones = &raw.counts[Level::Zone as usize];
    let told = chosen(zones, nesting).into_iter().map(|(level, cells)| place(level, &cells, zones, nesting));
    told.filter(|place| place.counts.iter().any(Option::is_some)).collect()
}

/// The places that are told, as the zone cells each is made of.
fn chosen(zones: &[[u32; COUNTED]], nesting: &Nesting) -> Vec<(Level, Vec<usize>)> {
    let met = |zone: &usize| u64::from(zones[*zone][Counted::Persons.place()]);
    let mut places = Vec::new();
    for commune in 0..nesting.cells(Level::Commune).len() {
        let (own, few): (Vec<_>, Vec<_>) = inside(nesting.parents(Level::Zone), commune).partition(|zone| met(zone) >= EXACT_FROM);
        places.extend(own.into_iter().map(|zone| (Level::Zone, vec![zone])));
        if may_be_told_together(few.iter().map(met)) {
            places.push((Level::Commune, few));
        }
    }
    places
}

fn inside(parents: &[usize], parent: usize) -> impl Iterator<Item = usize> {
    parents.iter().enumerate().filter(move |(_, of)| **of == parent).map(|(cell, _)| cell)
}

/// Whether the sum of zones with few encounters each may be told: any of them could still hold none, or the most that few can be.
fn may_be_told_together(few: impl ExactSizeIterator<Item = u64>) -> bool {
    let others = few.len().saturating_sub(1) as u64;
    let sum: u64 = few.sum();
    (EXACT_FROM..=others * (EXACT_FROM - 1)).contains(&sum)
}

fn place(level: Level, cells: &[usize], zones: &[[u32; COUNTED]], nesting: &Nesting) -> ExactPlace {
    let counts = std::array::from_fn(|counted| cells.iter().map(|cell| u64::from(zones[*cell][counted])).sum::<u64>());
    let hidden = within::hidden(&counts);
    ExactPlace {
        level,
        zones: cells.iter().flat_map(|cell| nesting.cells(Level::Zone)[*cell].iter().cloned()).collect(),
        counts: std::array::from_fn(|counted| (!hidden[counted] && counts[counted] >= EXACT_FROM).then_some(counts[counted])),
    }
}

#[cfg(test)]
mod tests;
