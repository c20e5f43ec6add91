//! What is remembered of a data set of the catalogue between two runs.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::Fault;
use crate::fetch::Validators;

/// One file of a data set, as it was last brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Where it was asked for.
    pub address: String,
    /// What it is called.
    pub called: String,
    /// SHA-256 of its content.
    pub sha256: String,
    /// What its producer names this state of it by.
    #[serde(flatten)]
    pub validators: Validators,
}

/// A failure and when it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failed {
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub fault: Fault,
}

/// What is remembered of a data set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The files that what is loaded was read from.
    pub files: Vec<File>,
    /// How they were read: another territory or another entry of the catalogue reads them anew.
    pub recipe: String,
    /// The data set loaded from them.
    pub dataset: Option<String>,
    /// Rows taken.
    pub taken: u64,
    /// When the files arrived.
    pub fetched_at: Option<DateTime<Utc>>,
    /// When the producer was last asked with success.
    pub checked_at: Option<DateTime<Utc>>,
    /// Why the last attempt failed, when it did.
    pub failure: Option<Failed>,
}

impl Memory {
    /// The file of an address.
    pub fn file(&self, address: &str) -> Option<&File> {
        self.files.iter().find(|file| file.address == address)
    }

    /// When the data set is due for another look.
    pub fn next(&self, refresh_days: u32) -> Option<DateTime<Utc>> {
        self.checked_at?.checked_add_signed(chrono::TimeDelta::days(i64::from(refresh_days)))
    }

    /// Whether it is due at a moment: never asked with success, failed last time, or its days are over.
    pub fn is_due(&self, refresh_days: u32, now: DateTime<Utc>) -> bool {
        self.failure.is_some() || self.next(refresh_days).is_none_or(|next| next <= now)
    }
}
