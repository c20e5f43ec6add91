//! A snapshot made ready to be served: every feature written once, every derived collection computed once.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::features::collection::{Collection, wider};
use super::features::derive;
use crate::atlas::Atlas;
use crate::diagnosis::take_up::TakeUp;
use crate::diagnosis::targets::Targets;
use crate::domain::{Geography, Travel};

/// An atlas and its collections.
pub struct Prepared {
    /// The atlas.
    pub atlas: Arc<Atlas>,
    /// How people get to services.
    pub travel: Arc<dyn Travel>,
    /// Its collections, in the order they are listed.
    pub collections: Vec<Collection>,
    /// The signal of non-take-up of each geography where it can be told.
    pub take_up: BTreeMap<Geography, TakeUp>,
    /// The targets of each geography that can be ranked, all themes together, every driver alike.
    pub targets: BTreeMap<Geography, Targets>,
}

impl Prepared {
    /// West, south, east, north of everything.
    pub fn extent(&self) -> Option<[f64; 4]> {
        self.collections.iter().filter_map(|collection| collection.extent).reduce(wider)
    }
}

/// Makes an atlas ready. Takes a moment: call it aside from the threads that answer.
///
/// # Errors
/// When an answer that is made now cannot be written, which only memory can cause.
pub fn prepare(atlas: Arc<Atlas>, travel: Arc<dyn Travel>) -> io::Result<Prepared> {
    let collections = derive::collections(&atlas)?;
    Ok(Prepared { atlas, travel, collections, take_up: BTreeMap::new(), targets: BTreeMap::new() })
}
