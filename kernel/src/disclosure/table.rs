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
    /// Cells that are shown to nobody and need no protection: they say how others hang together, as what is left of a total.
    slack: Vec<bool>,
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
        let slack = vec![false; counts.len()];
        Ok(Self { counts, sums, slack })
    }

    /// The same table, some cells of which are shown to nobody and need no protection: with them, “at most” and “at least” are sums
    /// like others.
    ///
    /// # Parameters
    /// `cells`: places in the table; what lies outside it is left aside.
    #[must_use]
    pub fn with_slack(mut self, cells: impl IntoIterator<Item = usize>) -> Self {
        for cell in cells {
            if let Some(slack) = self.slack.get_mut(cell) {
                *slack = true;
            }
        }
        self
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

    /// Whether a cell is shown to nobody and needs no protection.
    pub(super) fn is_slack(&self, cell: usize) -> bool {
        self.slack.get(cell).copied().unwrap_or(false)
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
