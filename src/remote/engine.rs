//! The engine of the settings.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::client::Client;
use super::service::Service;
use super::way::{FARTHEST_STREET, Remote};
use super::{EngineSettings, Failure};
use crate::domain::{Fault, Mode, Position};
use crate::network::Ways;

/// An engine, ready to be asked in the modes that the settings name. Nothing is contacted before a question.
#[derive(Clone)]
pub struct Engine {
    services: BTreeMap<Mode, Service>,
    run: u64,
    set_aside: Arc<AtomicUsize>,
}

/// Whether an engine answers in one mode.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// Its name, host and port.
    pub name: String,
    /// How one travels.
    pub mode: Mode,
    /// Whether it knows a street near the place asked for, or why it does not answer.
    pub answer: Result<bool, Failure>,
}

impl Engine {
    /// The engine of these settings.
    ///
    /// # Errors
    /// `bad-setting`, naming the key; `engine-unusable` when the machine lacks what connections need.
    pub fn new(settings: &EngineSettings) -> Result<Self, Fault> {
        let addresses = settings.addresses()?;
        let client = Arc::new(Client::new(settings.timeout()?)?);
        let set_aside = Arc::new(AtomicUsize::new(0));
        let service = |(mode, address)| {
            let (client, set_aside) = (Arc::clone(&client), Arc::clone(&set_aside));
            (mode, Service { kind: settings.kind, mode, address, client, set_aside })
        };
        let services = addresses.into_iter().map(service).collect();
        Ok(Self { services, run: RandomState::new().hash_one(()), set_aside })
    }

    /// These ways of travelling with the engine before them, in the modes it answers for.
    #[must_use]
    pub fn over(&self, ways: Ways) -> Ways {
        self.services.iter().fold(ways, |ways, (mode, service)| {
            let remote = Remote::new(service.clone(), ways.local(*mode));
            ways.with_engine(*mode, Arc::new(remote))
        })
    }

    /// Names what answers depend on besides the snapshot: another at every start, since an engine may have changed its
    /// streets meanwhile, and whenever it is set aside.
    pub fn edition(&self) -> String {
        format!("{:x}-{}", self.run, self.set_aside.load(Ordering::Relaxed))
    }

    /// Asks it about one place in each mode.
    pub fn signs(&self, at: Position) -> Vec<Sign> {
        let sign = |service: &Service| {
            let near = |off: Vec<Option<f64>>| off.into_iter().flatten().any(|metres| metres <= FARTHEST_STREET.0);
            let name = format!("{} ({})", service.kind.name(), service.address);
            Sign { name, mode: service.mode, answer: service.metres_off(&[at]).map(near) }
        };
        self.services.values().map(sign).collect()
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.services.iter().map(|(mode, service)| (mode, &service.address))).finish()
    }
}
