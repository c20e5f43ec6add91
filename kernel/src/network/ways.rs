//! The ways of travelling that a snapshot offers, one a mode.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{StraightLine, Streets};
use crate::domain::{Mode, Travel};

/// How one travels in each mode: over streets where they are loaded, else as the crow flies.
#[derive(Clone)]
pub struct Ways {
    lines: BTreeMap<Mode, StraightLine>,
    streets: BTreeMap<Mode, Arc<Streets>>,
}

impl Ways {
    /// Straight lines in every mode.
    pub fn straight() -> Self {
        let lines = Mode::ALL.into_iter().map(|mode| (mode, StraightLine::of(mode))).collect();
        Self { lines, streets: BTreeMap::new() }
    }

    /// The same with streets in one mode.
    #[must_use]
    pub fn with(mut self, mode: Mode, streets: Arc<Streets>) -> Self {
        self.streets.insert(mode, streets);
        self
    }

    /// The streets of a mode, where they are loaded.
    pub fn streets(&self, mode: Mode) -> Option<&Streets> {
        self.streets.get(&mode).map(Arc::as_ref)
    }

    /// How one travels in a mode.
    pub fn of(&self, mode: Mode) -> &dyn Travel {
        self.streets(mode).map_or(&self.lines[&mode] as &dyn Travel, |streets| streets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_has_a_way_and_says_its_pace() {
        let ways = Ways::straight();
        for (mode, words) in [(Mode::Walk, "marche"), (Mode::Bike, "vélo"), (Mode::Car, "voiture")] {
            assert!(ways.of(mode).method().fr.contains(words) && ways.streets(mode).is_none(), "{mode}");
        }
    }
}
