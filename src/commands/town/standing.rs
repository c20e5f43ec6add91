//! How the data sets of the catalogue stand, from what is remembered.

use std::fmt;

use chrono::{DateTime, Utc};

use super::desk::Desk;
use super::memory::Memory;
use crate::catalogue::standing::Failure;
use crate::catalogue::{Source, Standing, Standings, State};
use crate::config::Config;
use crate::domain::Fault;
use crate::ingest;

/// Reads what is remembered each time it is asked: another process may have written it.
pub struct Reader(Config);

impl Reader {
    /// A reader of these settings' data folder.
    pub fn of(config: &Config) -> Self {
        Self(config.clone())
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reader").field(&self.0.data).finish()
    }
}

impl Standings for Reader {
    fn standings(&self) -> Result<Vec<Standing>, Fault> {
        let desk = Desk::reading(&self.0)?;
        let now = ingest::now();
        desk.catalogue.sources.iter().map(|source| Ok(standing(source, desk.memory(source)?, now))).collect()
    }
}

/// How one stands at a moment.
pub fn standing(source: &Source, memory: Memory, now: DateTime<Utc>) -> Standing {
    let loaded = memory.fetched_at.is_some();
    let state = match (&memory.failure, loaded) {
        (Some(_), true) => State::Stale,
        (Some(_), false) => State::Missing,
        (None, false) => State::NotFetched,
        (None, true) if memory.is_due(source.refresh_days, now) => State::Due,
        (None, true) => State::Fresh,
    };
    let lacking = matches!(state, State::Missing | State::NotFetched);
    Standing {
        id: source.id.clone(),
        title: source.title.clone(),
        state,
        label: state.label(),
        producer: source.producer.clone(),
        licence: source.licence.clone(),
        secrecy: source.secrecy.clone(),
        address: source.address.clone(),
        address_seen: source.seen.is_some(),
        age_days: memory.fetched_at.map(|at| (now - at).num_days()),
        next_at: memory.next(source.refresh_days),
        dataset: memory.dataset,
        fetched_at: memory.fetched_at,
        checked_at: memory.checked_at,
        failure: memory.failure.map(|failed| Failure { at: failed.at, fault: failed.fault }),
        without: lacking.then(|| source.without.clone()),
        feeds: source.feeds.clone(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::catalogue::Catalogue;
    use crate::commands::town::memory::Failed;
    use crate::domain::Text;

    #[test]
    fn a_data_set_is_fresh_then_due_and_stale_once_its_producer_fails() {
        let catalogue = Catalogue::embedded().unwrap();
        let source = catalogue.source("france-services").unwrap();
        let then = DateTime::UNIX_EPOCH;
        let taken = Memory { fetched_at: Some(then), checked_at: Some(then), dataset: Some("x-2024".to_owned()), ..Memory::default() };
        let fault = Fault::new("producer-busy", Text::new("a", "b"), Text::new("c", "d"));
        let failed = |memory: &Memory| Memory { failure: Some(Failed { at: then, fault: fault.clone() }), ..memory.clone() };
        for (memory, days, state) in [
            (taken.clone(), 6, State::Fresh),
            (taken.clone(), 8, State::Due),
            (failed(&taken), 1, State::Stale),
            (failed(&Memory::default()), 1, State::Missing),
            (Memory::default(), 1, State::NotFetched),
        ] {
            let found = standing(source, memory, then + TimeDelta::days(days));
            assert_eq!(found.state, state);
            assert_eq!(found.without.is_some(), matches!(state, State::Missing | State::NotFetched));
            assert_eq!(found.age_days.is_some(), found.dataset.is_some());
        }
    }
}
