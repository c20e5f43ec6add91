//! The ways of travelling that a snapshot offers, one a mode.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{StraightLine, Streets};
use crate::domain::{Mode, Travel};

/// How one travels in each mode: by another engine where one is set, else over streets where they are loaded, else as
/// the crow flies.
#[derive(Clone)]
pub struct Ways {
    lines: BTreeMap<Mode, StraightLine>,
    streets: BTreeMap<Mode, Arc<Streets>>,
    engines: BTreeMap<Mode, Arc<dyn Travel>>,
}

impl Ways {
    /// Straight lines in every mode.
    pub fn straight() -> Self {
        let lines = Mode::ALL.into_iter().map(|mode| (mode, StraightLine::of(mode))).collect();
        Self { lines, streets: BTreeMap::new(), engines: BTreeMap::new() }
    }

    /// The same with streets in one mode.
    #[must_use]
    pub fn with(mut self, mode: Mode, streets: Arc<Streets>) -> Self {
        self.streets.insert(mode, streets);
        self
    }

    /// The same with another engine in one mode, which knows what stands in for it.
    #[must_use]
    pub fn with_engine(mut self, mode: Mode, engine: Arc<dyn Travel>) -> Self {
        self.engines.insert(mode, engine);
        self
    }

    /// The streets of a mode, where they are loaded.
    pub fn streets(&self, mode: Mode) -> Option<&Streets> {
        self.streets.get(&mode).map(Arc::as_ref)
    }

    /// How one travels in a mode.
    pub fn of(&self, mode: Mode) -> &dyn Travel {
        let local = || self.streets(mode).map_or(&self.lines[&mode] as &dyn Travel, |streets| streets);
        self.engines.get(&mode).map_or_else(local, |engine| &**engine)
    }

    /// How one travels in a mode without another engine.
    pub fn local(&self, mode: Mode) -> Arc<dyn Travel> {
        match self.streets.get(&mode) {
            Some(streets) => Arc::clone(streets) as Arc<dyn Travel>,
            None => Arc::new(self.lines[&mode]),
        }
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

    #[test]
    fn an_engine_goes_before_and_the_local_way_stays_behind_it() {
        let slow = StraightLine { kmh: 1.0, ..StraightLine::of(Mode::Walk) };
        let ways = Ways::straight().with_engine(Mode::Walk, Arc::new(slow));
        assert_eq!(ways.of(Mode::Walk).method(), slow.method());
        assert_eq!(ways.local(Mode::Walk).method(), StraightLine::of(Mode::Walk).method());
        assert_eq!(ways.of(Mode::Bike).method(), StraightLine::of(Mode::Bike).method());
    }
}
