//! What is worked out of a snapshot once, for all requests: coverage, non-take-up and targets of each geography.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::atlas::Atlas;
use crate::diagnosis;
use crate::diagnosis::card::Findings;
use crate::diagnosis::take_up::{TakeUp, take_up};
use crate::domain::{Fault, Geography, Travel};

/// The workings of a snapshot, each made when first asked for.
pub struct Workings {
    /// The atlas.
    pub atlas: Arc<Atlas>,
    /// How people get to services.
    pub travel: Arc<dyn Travel>,
    findings: BTreeMap<Geography, OnceLock<Result<Findings, Fault>>>,
}

impl Workings {
    /// Nothing worked out yet.
    pub fn new(atlas: Arc<Atlas>, travel: Arc<dyn Travel>) -> Self {
        let findings = atlas.layers.keys().map(|geography| (*geography, OnceLock::new())).collect();
        Self { atlas, travel, findings }
    }

    /// The findings of a geography, worked out now when they are not yet: call it aside from the threads that answer.
    ///
    /// # Errors
    /// `geography-not-loaded`.
    pub fn findings(&self, geography: Geography) -> Result<&Findings, Fault> {
        let Some(place) = self.findings.get(&geography) else {
            return Err(diagnosis::layer(&self.atlas, geography).err().unwrap_or_else(super::problem::internal));
        };
        place.get_or_init(|| Findings::of(&self.atlas, &*self.travel, geography)).as_ref().map_err(Clone::clone)
    }

    /// The signal of non-take-up of a geography.
    ///
    /// # Errors
    /// `geography-not-loaded` or `no-take-up-data`.
    pub fn take_up(&self, geography: Geography) -> Result<&TakeUp, Fault> {
        let findings = self.findings(geography)?;
        // Without a signal, asking again is cheap and says what is missing.
        findings.take_up.as_ref().ok_or_else(|| take_up(&self.atlas, geography).err().unwrap_or_else(super::problem::internal))
    }
}
