//! The door of field notes, as the interface knows it: something that takes a note and says what became of it. What stands behind
//! it is opened by another process; nothing here can look inside.

use std::fmt::Debug;

use async_trait::async_trait;

use crate::disclosure::release::ExactPlace;
use crate::domain::{Draft, Fault, Quarter, ServiceId, Sighting, Text};

/// A note on its way in. It is not printed.
pub struct Sent {
    /// The team it comes from, or the account where there is no team: keys are theirs alone.
    pub by: String,
    /// The key, chosen by the sender, which makes sending twice harmless.
    pub key: String,
    /// The note, checked but for the day it is entered on.
    pub draft: Draft,
}

/// What was seen of a service, on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentCheck {
    /// As of a note.
    pub by: String,
    /// As of a note.
    pub key: String,
    /// A service that is loaded.
    pub service: ServiceId,
    /// The day, in words.
    pub day: String,
    /// What was seen.
    pub sighting: Sighting,
}

/// What became of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is kept, on disk.
    New,
    /// It was there already under its key.
    Known,
}

/// A note as its own team reads it. It is not printed.
pub struct OwnNote {
    /// What it is erased by.
    pub key: String,
    /// The note.
    pub draft: Draft,
    /// Whether the day is the first of its week, the day itself being no longer kept.
    pub week: bool,
    /// The release that has counted it: it is no longer erased by hand.
    pub released: Option<Quarter>,
}

/// Exact counts of a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactQuarter {
    /// The quarter.
    pub quarter: Quarter,
    /// Places.
    pub places: Vec<ExactPlace>,
}

/// A door. Whatever it acknowledges is on disk.
#[async_trait]
pub trait Door: Debug + Send + Sync {
    /// Takes a note.
    ///
    /// # Errors
    /// `future-day`, `too-old-day`, `personal-data` or another fault of the note; `key-reused`; `notes-door-closed` while what is
    /// behind it does not answer: then nothing is known to be kept, and sending again is harmless.
    async fn note(&self, sent: Sent) -> Result<Taken, Fault>;

    /// Erases a note that no release has counted, by the key it was sent with or the one it is listed with.
    ///
    /// # Errors
    /// `unknown-note`, `note-released`, `notes-door-closed`.
    async fn erase(&self, by: String, key: String) -> Result<(), Fault>;

    /// The notes of a team, newest first.
    ///
    /// # Parameters
    /// `after`: the key of the last note read so far.
    ///
    /// # Errors
    /// `notes-door-closed`.
    async fn notes(&self, by: String, after: Option<String>, limit: u16) -> Result<Vec<OwnNote>, Fault>;

    /// Exact counts as they were decided with each release, the newest quarter first. Whoever hands them on knows who asks.
    ///
    /// # Parameters
    /// `quarter`: every one kept, where none is named. `zones`: places with any of them; all where none is named.
    ///
    /// # Errors
    /// `notes-door-closed`.
    async fn exact(&self, quarter: Option<Quarter>, zones: Vec<String>) -> Result<Vec<ExactQuarter>, Fault>;

    /// Takes what was seen of a service.
    ///
    /// # Errors
    /// `bad-day`, `future-day`, `key-reused`, or any fault of the database.
    async fn check(&self, sent: SentCheck) -> Result<Taken, Fault>;
}

/// The door is closed, for now or by the settings.
pub fn closed() -> Fault {
    Fault::new(
        "notes-door-closed",
        Text::new("la porte des notes est fermée", "the door of notes is closed"),
        Text::new(
            "garder la note et réessayer plus tard, sous la même clé ; le réglage notes.accept l’ouvre",
            "keep the note and try again later, under the same key; the setting notes.accept opens it",
        ),
    )
}
