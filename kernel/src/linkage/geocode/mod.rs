//! Geocoding: where a service stands that gives an address and no coordinates, out of the addresses that are loaded.
//!
//! # Algorithm
//! 1. The line is read ([`line`]): number, what follows it, street, postal code, town; what stands before the number
//!    (a building) and post-office boxes are left aside.
//! 2. The municipality is that of the record's code; without one, the only one of that name with that postal code.
//! 3. Streets are compared as words ([`street`]): kinds and titles written out, articles dropped. Of one municipality, a
//!    street answers when its name is the same; else when one is the other with words left out or shortened; else when it is
//!    misspelt. **Two that answer equally are none**: nothing is guessed.
//! 4. The house number's point is taken; without it the middle of the street; without that the middle of the municipality.
//!
//! # Notes
//! A street whose points lie apart by more than five kilometres, or a number that stands at two places, is two under one
//! name (merged municipalities): the next lower certainty is told. The outcome depends on the books and the record alone.

mod gazetteer;
mod land;
mod line;
mod street;
#[cfg(test)]
mod tests;
mod words;

pub use gazetteer::Gazetteer;
pub use land::Land;

use crate::domain::{Located, Service, Unlocated};

/// How many services were placed, by how surely.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// At their house number.
    pub numbers: usize,
    /// In their street.
    pub streets: usize,
    /// In their municipality alone.
    pub communes: usize,
    /// Nowhere: neither their addresses nor their municipality are loaded.
    pub nowhere: usize,
}

impl Gazetteer {
    /// Where a record stands, with what others say of it where that is surer.
    pub fn locate(&self, record: &Unlocated) -> Option<Located> {
        let own = self.find(record.address(), record.commune());
        [own, record.hint()].into_iter().flatten().min_by_key(|found| found.placement.certainty)
    }

    /// The services of records, in their order; those that stand nowhere are left out.
    pub fn place(&self, records: Vec<Unlocated>) -> Vec<Service> {
        records.into_iter().filter_map(|record| self.locate(&record).map(|found| record.at(found))).collect()
    }

    /// How surely records would be placed.
    pub fn tally(&self, records: &[Unlocated]) -> Tally {
        use crate::domain::Certainty;
        let mut tally = Tally::default();
        for record in records {
            let count = match self.locate(record).map(|found| found.placement.certainty) {
                Some(Certainty::Source | Certainty::HouseNumber) => &mut tally.numbers,
                Some(Certainty::Street) => &mut tally.streets,
                Some(Certainty::Commune) => &mut tally.communes,
                None => &mut tally.nowhere,
            };
            *count += 1;
        }
        tally
    }
}
