//! The vault: field notes as teams wrote them, in a SQLite file of its own or in a PostgreSQL schema that belongs to a role of
//! its own. Commands open it; the program that serves the public never does. What leaves it is a release.
//!
//! One path for both databases: [`work`] says what is done, in statements that both understand; [`hand`] runs them.

pub(in crate::store) mod hand;
mod own;
mod postgres;
mod retention;
mod row;
mod sqlite;
mod work;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::NaiveDate;

use super::{Address, StoreError};
use crate::disclosure::chain::Link;
use crate::disclosure::ledger::{Ledger, Rho};
use crate::disclosure::release::{ExactPlace, Release};
use crate::domain::{Encounter, Geography, Quarter};

/// One note and the key that makes sending it twice harmless.
pub struct Note {
    /// The key, chosen by the sender, 1 to 128 characters.
    pub key: String,
    /// The mark of the team it comes from; none for a note from a file.
    pub team: Option<String>,
    /// What was met.
    pub encounter: Encounter,
}

/// A note as its own team reads it. Like the encounter it holds, it is neither printed nor serialised.
pub struct OwnNote {
    /// Its key in the vault.
    pub key: String,
    /// What was met.
    pub encounter: Encounter,
    /// Whether the day was brought back to the first of its week.
    pub coarse: bool,
    /// The release that has counted it.
    pub released: Option<Quarter>,
}

/// What may be told exactly of a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactQuarter {
    /// The quarter released.
    pub quarter: Quarter,
    /// The places.
    pub places: Vec<ExactPlace>,
}

/// What became of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted {
    /// Notes that are new.
    pub added: u64,
    /// Notes that were there already under their key.
    pub known: u64,
}

/// Encounters that no release has counted yet.
pub struct Pending {
    /// The encounters.
    pub encounters: Vec<Encounter>,
    /// The last of them, by the order they came in: later ones wait for the next release.
    pub last: i64,
    /// Their numbers, in that order.
    pub(super) numbers: Vec<i64>,
}

impl Pending {
    /// How many of them came in up to a number.
    fn before(&self, last: i64) -> usize {
        self.numbers.iter().filter(|number| **number <= last).count()
    }
}

/// What became of a note that was to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    /// It is gone.
    Gone,
    /// There was none under this key.
    Unknown,
    /// A release has counted it: it stays until it is too old.
    Released,
}

/// What was let go of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retained {
    /// Notes erased.
    pub erased: u64,
    /// Notes whose day was brought back to its week.
    pub coarsened: u64,
    /// Lines of the audit log forgotten.
    pub forgotten: u64,
}

/// Where field notes are kept.
#[async_trait]
pub trait Vault: Send + Sync {
    /// Keeps notes, all or none. The same key with the same note is the same note.
    ///
    /// # Parameters
    /// `event`: the line of the audit log, without anything that names a person.
    ///
    /// # Errors
    /// `key-reused` when a key holds another note, with the rank of the note from 1; any fault of the database.
    async fn note(&self, notes: &[Note], event: &str) -> Result<Noted, StoreError>;

    /// Encounters of one geography, up to the end of a quarter, that no release has counted.
    async fn pending(&self, geography: Geography, up_to: Quarter) -> Result<Pending, StoreError>;

    /// The ledger.
    async fn ledger(&self) -> Result<Ledger, StoreError>;

    /// Sets a sum aside, on disk before this returns: only then may noise be drawn.
    ///
    /// # Errors
    /// Those of [`Ledger::reserve`].
    async fn reserve(&self, quarter: Quarter, rho: Rho, event: &str) -> Result<Ledger, StoreError>;

    /// Keeps a release, settles the ledger and marks what was counted: all or none.
    ///
    /// # Parameters
    /// `exact`: what of the same counts may be told exactly, kept with it.
    ///
    /// # Errors
    /// Those of [`Ledger::settle`]: of two who draw under one reservation, the second keeps nothing. `notes-changed` when a note that
    /// was counted was erased meanwhile: then nothing is kept, and the release is drawn anew.
    async fn release(&self, release: &Release, exact: &[ExactPlace], counted: &Pending, event: &str) -> Result<(), StoreError>;

    /// Every release, as a chain.
    async fn releases(&self) -> Result<Vec<Link>, StoreError>;

    /// Who did what, as a chain that follows [`Vault::audit_start`].
    async fn audit(&self) -> Result<Vec<Link>, StoreError>;

    /// The hash of the last line of the log that was forgotten; [`crate::disclosure::chain::START`] while none was.
    async fn audit_start(&self) -> Result<String, StoreError>;

    /// Erases the note of a key, unless a release has counted it.
    ///
    /// # Parameters
    /// `team`: the mark of the team it must bear; none where the key is the team's own already.
    async fn erase(&self, key: &str, team: Option<&str>, event: &str) -> Result<Erased, StoreError>;

    /// The notes that bear the mark of a team, newest first.
    ///
    /// # Parameters
    /// `after`: the key of the last note read so far.
    async fn notes_of(&self, team: &str, after: Option<&str>, limit: i64) -> Result<Vec<OwnNote>, StoreError>;

    /// The marks of teams that notes bear.
    async fn marks(&self) -> Result<Vec<String>, StoreError>;

    /// Takes marks off notes.
    async fn unmark(&self, marks: &[String]) -> Result<(), StoreError>;

    /// What may be told exactly of a quarter, or of each, newest first; nothing of quarters released before such tables were made.
    async fn exact(&self, quarter: Option<Quarter>) -> Result<Vec<ExactQuarter>, StoreError>;

    /// Lets go of what may not be kept longer: notes over 24 months old and exact counts of quarters
    /// that were over then, days over 30 days old, lines of the log over 12 months old.
    async fn retain(&self, today: NaiveDate) -> Result<Retained, StoreError>;
}

/// Opens a vault and brings its tables up to date; creates the SQLite file, readable by its owner alone, when it is not there.
///
/// # Errors
/// When the database cannot be reached or used.
pub async fn open(address: &Address) -> Result<Arc<dyn Vault>, StoreError> {
    let opened = match address {
        Address::Sqlite(path) => sqlite::open(path).await.map(|vault| Arc::new(vault) as Arc<dyn Vault>),
        Address::Postgres(url) => postgres::open(url).await.map(|vault| Arc::new(vault) as Arc<dyn Vault>),
    };
    opened.map_err(|cause| StoreError::Opening { database: address.to_string(), cause: Box::new(cause) })
}
