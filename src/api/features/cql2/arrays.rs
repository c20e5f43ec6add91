//! Lists compared as sets of words.

use super::expression::Array;
use crate::export::{Cell, Table};

/// Where a list comes from.
#[derive(Debug)]
pub enum List {
    /// The cell of a column.
    Column(usize),
    /// Words as they are written.
    Words(Vec<String>),
}

impl List {
    /// Its words in a row; `None` when it is missing.
    fn words<'a>(&'a self, table: &'a dyn Table, row: usize) -> Option<Vec<std::borrow::Cow<'a, str>>> {
        match self {
            Self::Words(words) => Some(words.iter().map(|word| word.as_str().into()).collect()),
            Self::Column(column) => match table.cell(row, *column) {
                Cell::List(words) => Some(words),
                _ => None,
            },
        }
    }

    /// Whether it has no value in a row.
    pub fn is_null(&self, table: &dyn Table, row: usize) -> bool {
        self.words(table, row).is_none()
    }

    /// Whether it compares to another as asked; `None` when one of them is missing.
    pub fn compares(&self, relation: Array, other: &Self, table: &dyn Table, row: usize) -> Option<bool> {
        let (ours, theirs) = (self.words(table, row)?, other.words(table, row)?);
        let within = |some: &[_], all: &[_]| some.iter().all(|word| all.contains(word));
        Some(match relation {
            Array::Equals => within(&ours, &theirs) && within(&theirs, &ours),
            Array::Contains => within(&theirs, &ours),
            Array::ContainedBy => within(&ours, &theirs),
            Array::Overlaps => ours.iter().any(|word| theirs.contains(word)),
        })
    }
}
