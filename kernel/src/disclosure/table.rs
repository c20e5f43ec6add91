//! An exact table of counts and how its cells add up. Like raw counts, it is neither printed nor serialised whole: the cells a
//! suppression leaves open are asked for one by one.

use crate::domain::{Fault, Text};
use crate::text;

/// One sum of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The cell that is the sum.
    pub total: usize,
    /// The cells it is the sum of.
    pub parts: Vec<usize>,
}

/// Counts and their sums. Sums may nest and cross: neighbourhoods in municipalities in a territory, by themes and their total.
pub struct Table {
    counts: Vec<u64>,
    sums: Vec<Sum>,
}

impl Table {
    /// Puts a table together.
    ///
    /// # Errors
    /// `bad-table` when a sum names a cell that is not there, or is wrong.
    pub fn new(counts: Vec<u64>, sums: Vec<Sum>) -> Result<Self, Fault> {
        for (rank, sum) in sums.iter().enumerate() {
            let parts: Option<u64> = sum.parts.iter().map(|part| counts.get(*part)).sum();
            if parts.is_none() || parts != counts.get(sum.total).copied() {
                return Err(bad_table(rank + 1));
            }
        }
        Ok(Self { counts, sums })
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The counts.
    pub(super) fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The sums.
    pub(super) fn sums(&self) -> &[Sum] {
        &self.sums
    }
}

fn bad_table(rank: usize) -> Fault {
    Fault::new(
        "bad-table",
        text!("la somme n° {rank} du tableau n’est pas celle de ses parts", "sum no. {rank} of the table is not that of its parts"),
        Text::new("donner des comptes exacts, avant tout arrondi et tout secret", "give exact counts, before any rounding and any secret"),
    )
}
