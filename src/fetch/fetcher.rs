//! Brings files: attempts, their pauses, one conversation at a time with each host.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use reqwest::{Client, redirect};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::allowed::Allowed;
use super::guard::Guarded;
use super::{Failure, Kept, retry, transfer};
use crate::catalogue::Container;
use crate::sources::Progress;

/// What names a state of a file at its producer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// Its tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When it was last changed, as the producer writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is anything to ask by.
    pub const fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// A file that is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Where it lies.
    pub address: &'a str,
    /// What is expected.
    pub container: Container,
    /// The largest taken, in mebibytes.
    pub largest_mib: u64,
    /// The state of it that is known already: nothing is sent when it is still the one.
    pub known: Option<&'a Validators>,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq)]
pub enum Got {
    /// It has not changed.
    Same,
    /// It was brought.
    New(Arrived),
}

/// A file that was brought and kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrived {
    /// Where it is kept.
    pub path: PathBuf,
    /// What it is called at its producer: the last step of its address.
    pub file: String,
    /// SHA-256 of its content, hexadecimal.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
    /// What its producer names this state of it by.
    pub validators: Validators,
}

/// Limits of one exchange.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How long a connection may take to come about.
    pub connect: Duration,
    /// How long an answer may take to begin: web services work before they speak.
    pub answer: Duration,
    /// The window within which a least number of bytes must come.
    pub patience: Duration,
    /// Bytes a second over that window.
    pub slowest: u64,
    /// How long the whole may take.
    pub whole: Duration,
    /// How often a file is asked for, in all.
    pub attempts: u32,
    /// The first pause between two attempts; it doubles.
    pub pause: Duration,
    /// The longest pause, also when the producer asks for more.
    pub longest_pause: Duration,
    /// Redirects followed.
    pub redirects: u32,
    /// Between two questions to the same host.
    pub gap: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_mins(3),
            patience: Duration::from_secs(20),
            slowest: 1_024,
            whole: Duration::from_hours(1),
            attempts: 4,
            pause: Duration::from_millis(500),
            longest_pause: Duration::from_mins(1),
            redirects: 5,
            gap: Duration::from_millis(250),
        }
    }
}

/// When a host was last asked; held while it is.
type Turn = Arc<tokio::sync::Mutex<Option<Instant>>>;

/// Brings files of open data.
pub struct Fetcher {
    pub(super) client: Client,
    pub(super) allowed: Allowed,
    pub(super) limits: Limits,
    pub(super) kept: Kept,
    turns: std::sync::Mutex<HashMap<String, Turn>>,
}

impl Fetcher {
    /// A fetcher that keeps what it brings in a folder. Nothing is contacted.
    ///
    /// # Errors
    /// `Unusable` when the machine lacks what connections need.
    pub fn new(allowed: Allowed, limits: Limits, kept: Kept) -> Result<Self, Failure> {
        Self::through(Guarded::system(), allowed, limits, kept)
    }

    /// The same with names resolved another way.
    ///
    /// # Errors
    /// As [`Fetcher::new`].
    pub fn through(names: Guarded, allowed: Allowed, limits: Limits, kept: Kept) -> Result<Self, Failure> {
        let builder = Client::builder()
            .user_agent(concat!("maillage/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(limits.connect)
            .redirect(redirect::Policy::none())
            .no_proxy();
        // A mirror is named by the settings alone, and is as private as they say.
        let builder = if allowed.is_mirrored() { builder } else { builder.https_only(true).dns_resolver(Arc::new(names)) };
        let client = builder.build().map_err(|cause| Failure::Unusable(cause.without_url().to_string()))?;
        Ok(Self { client, allowed, limits, kept, turns: std::sync::Mutex::default() })
    }

    /// Brings a file, or learns that it has not changed.
    ///
    /// # Errors
    /// Why it was not brought, after all attempts.
    pub async fn fetch(&self, wanted: Wanted<'_>, progress: &dyn Progress) -> Result<Got, Failure> {
        let mut attempt = 1;
        loop {
            let failure = match transfer::once(self, wanted, progress).await {
                Ok(got) => return Ok(got),
                Err(failure) => failure,
            };
            let said = if let Failure::Busy { after, .. } = &failure { *after } else { None };
            let pause = retry::pause(attempt, self.limits.pause, self.limits.longest_pause, said);
            match pause.filter(|_| failure.may_pass() && attempt < self.limits.attempts) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(failure),
            }
            attempt += 1;
        }
    }

    /// Waits for one's turn with a host; it lasts until what is given is dropped.
    pub(super) async fn turn(&self, host: &str) -> tokio::sync::OwnedMutexGuard<Option<Instant>> {
        let turn = Arc::clone(self.turns.lock().unwrap_or_else(PoisonError::into_inner).entry(host.to_owned()).or_default());
        let mut last = turn.lock_owned().await;
        if let Some(last) = last.filter(|_| !self.allowed.is_mirrored()) {
            tokio::time::sleep_until(last + self.limits.gap).await;
        }
        *last = Some(Instant::now());
        last
    }
}
