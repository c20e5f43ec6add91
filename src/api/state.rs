//! What the handlers share: the snapshot served, a few before it, bodies made, and the pool.

use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use metrics_exporter_prometheus::PrometheusHandle;

use super::auth::{Attempts, Clock, Flows, Gate, Limits};
use super::bodies::Bodies;
use super::chronicle::Chronicle;
use super::door::Door;
use super::jobs::Jobs;
use super::journal;
use super::params::bad_parameter;
use super::pool::Pool;
use super::prepared::Prepared;
use super::recall::Recall;
use crate::atlas::save::Saved;
use crate::catalogue::Standings;
use crate::domain::{Fault, Text};
use crate::remote::Engine;
use crate::remote::identity::Provider;
use crate::store::accounts::Accounts;
use crate::text;

/// How many snapshots before the current one can still be read, so that a long download ends.
const PREVIOUS: usize = 3;

/// What a server is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address the public knows, when a proxy stands before us: `https://maillage.example.org`.
    pub public_url: Option<String>,
    /// How long a body may take to arrive.
    pub body_deadline: Duration,
    /// Another engine to ask for times.
    pub engine: Option<Engine>,
    /// Where snapshots are kept between runs.
    pub saved: Option<Arc<dyn Saved>>,
    /// Who may sign in, and the log of who did what; without it everybody is the public.
    pub accounts: Option<Arc<dyn Accounts>>,
    /// Where else one may sign in.
    pub identity: Option<Arc<Provider>>,
    /// Where field notes and checks of services are handed in; none takes any.
    pub door: Option<Arc<dyn Door>>,
    /// What time it is for sessions and keys.
    pub clock: Clock,
    /// Whoever knows how the data sets of the catalogue stand.
    pub sources: Option<Arc<dyn Standings>>,
    /// How often one may ask.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: None,
            body_deadline: Duration::from_secs(9),
            engine: None,
            saved: None,
            accounts: None,
            identity: None,
            door: None,
            clock: Clock::Machine,
            sources: None,
            limits: Limits::default(),
        }
    }
}

/// The state of a server.
pub struct State {
    /// What it was told.
    pub settings: Settings,
    /// Answers made.
    pub bodies: Bodies,
    /// Answers known by the words of their requests.
    pub(super) recall: Recall,
    /// Where it listens, once it does.
    pub(super) bound: OnceLock<String>,
    /// Where long computations run.
    pub pool: Pool,
    /// Figures for Prometheus.
    pub figures: PrometheusHandle,
    /// Plans under way and done.
    pub jobs: Jobs,
    /// The history of the states served.
    pub chronicle: Chronicle,
    /// What stands before every handler.
    pub gate: Gate,
    /// Sign-ins under way at the identity provider.
    pub flows: Flows,
    /// Sign-ins that failed of late.
    pub attempts: Attempts,
    current: ArcSwapOption<Prepared>,
    previous: Mutex<VecDeque<Arc<Prepared>>>,
    store_answers: AtomicBool,
}

impl State {
    /// A state without a snapshot yet.
    ///
    /// # Errors
    /// When the store of bodies or the recorder of figures cannot be set up.
    pub fn new(settings: Settings) -> io::Result<Self> {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            gate: Gate::new(&settings.limits),
            settings,
            bodies: Bodies::new()?,
            recall: Recall::new()?,
            bound: OnceLock::new(),
            pool: Pool::new(threads),
            figures: journal::recorder()?,
            jobs: Jobs::default(),
            chronicle: Chronicle::default(),
            flows: Flows::default(),
            attempts: Attempts::default(),
            current: ArcSwapOption::empty(),
            previous: Mutex::default(),
            store_answers: AtomicBool::new(false),
        })
    }

    /// Serves another snapshot from now on. Requests under way keep theirs. One of the same content as the one
    /// served changes nothing, and is said: `false`.
    pub fn serve(&self, prepared: Arc<Prepared>) -> bool {
        if self.current.load().as_ref().is_some_and(|current| current.atlas.id == prepared.atlas.id) {
            return false;
        }
        journal::served(&prepared.atlas);
        if let Some(before) = self.current.swap(Some(prepared)) {
            let mut previous = self.previous.lock().unwrap_or_else(PoisonError::into_inner);
            previous.push_front(before);
            previous.truncate(PREVIOUS);
        }
        self.recall.forget();
        true
    }

    /// The snapshot served, or the one of this name while it is kept.
    ///
    /// # Errors
    /// `not-ready` before the first snapshot, `snapshot-gone` when the one named is not kept.
    pub fn snapshot(&self, named: Option<&str>) -> Result<Arc<Prepared>, Fault> {
        let current = self.current.load_full().ok_or_else(not_ready)?;
        match named {
            Some(name) if name != current.atlas.id.as_str() => self.former(name).ok_or_else(|| not_served(name)),
            _ => Ok(current),
        }
    }

    fn former(&self, name: &str) -> Option<Arc<Prepared>> {
        let previous = self.previous.lock().unwrap_or_else(PoisonError::into_inner);
        previous.iter().find(|prepared| prepared.atlas.id.as_str() == name).cloned()
    }

    /// Scheme and host of our addresses as the operator knows them, without a slash at the end.
    pub fn base(&self) -> String {
        let known = self.settings.public_url.as_ref().or_else(|| self.bound.get());
        known.map_or("http://localhost", |url| url.trim_end_matches('/')).to_owned()
    }

    /// Notes whether the store answered when last asked.
    pub fn note_store(&self, answers: bool) {
        self.store_answers.store(answers, Ordering::Relaxed);
    }

    /// Whether a snapshot is loaded and the store answered when last asked.
    pub fn is_ready(&self) -> bool {
        self.current.load().is_some() && self.store_answers.load(Ordering::Relaxed)
    }
}

/// Nothing can be answered yet.
pub fn not_ready() -> Fault {
    Fault::new(
        "not-ready",
        Text::new("les données se chargent", "the data are being loaded"),
        Text::new("réessayer dans quelques secondes", "try again in a few seconds"),
    )
}

fn not_served(name: &str) -> Fault {
    let well_formed = name.len() == 16 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if well_formed {
        snapshot_gone(name)
    } else {
        bad_parameter("snapshot", name, Text::new("attendu : 16 chiffres hexadécimaux", "expected 16 hexadecimal digits"))
    }
}

/// A state of this name is not kept.
pub fn snapshot_gone(name: &str) -> Fault {
    Fault::new(
        "snapshot-gone",
        text!("l’état des données « {name} » n’est plus servi", "the state of the data “{name}” is no longer served"),
        Text::new(
            "reprendre depuis le début, sans le paramètre snapshot",
            "start again from the beginning, without the snapshot parameter",
        ),
    )
    .in_column("snapshot")
}
