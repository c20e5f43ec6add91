//! The states of the data that were served, one after the other.

use chrono::{DateTime, Utc};

use super::Text;

/// A state of the data when it was first served.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// Names the state: the identifier of its snapshot.
    pub snapshot: String,
    /// The state served before; `None` for the first.
    pub before: Option<String>,
    /// When the newest of its data sets was imported; never before the entry before.
    pub updated: DateTime<Utc>,
    /// What changed, in a sentence.
    pub summary: Text,
    /// What the state is compared by later, in the program's own form; `None` once it is too old to be kept.
    pub digest: Option<Vec<u8>>,
}
