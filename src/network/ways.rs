//! The ways of travelling that a snapshot offers, one a mode.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::StraightLine;
use crate::domain::{Mode, Travel};

/// How one travels in each mode: over streets where they are loaded, else as the crow flies.
#[derive(Clone)]
pub struct Ways(BTreeMap<Mode, Arc<dyn Travel>>);

impl Ways {
    /// Straight lines in every mode.
    pub fn straight() -> Self {
        Self(Mode::ALL.into_iter().map(|mode| (mode, Arc::new(StraightLine::of(mode)) as Arc<dyn Travel>)).collect())
    }

    /// The same with another way of travelling in one mode.
    #[must_use]
    pub fn with(mut self, mode: Mode, travel: Arc<dyn Travel>) -> Self {
        self.0.insert(mode, travel);
        self
    }

    /// How one travels in a mode.
    pub fn of(&self, mode: Mode) -> &dyn Travel {
        &*self.0[&mode]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_has_a_way_and_says_its_pace() {
        let ways = Ways::straight();
        for (mode, words) in [(Mode::Walk, "marche"), (Mode::Bike, "vélo"), (Mode::Car, "voiture")] {
            assert!(ways.of(mode).method().fr.contains(words), "{}", ways.of(mode).method().fr);
        }
    }
}
