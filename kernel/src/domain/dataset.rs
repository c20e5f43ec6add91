//! A data set: where it comes from, under which licence and which rule of secrecy.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Report, Text, Vintage};

/// Identifies a data set across re-imports: `caf-quartiers-2009`. A re-import replaces it whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct DatasetId(String);

impl DatasetId {
    /// `name-year`.
    pub fn new(name: &str, vintage: Vintage) -> Self {
        Self(format!("{name}-{vintage}"))
    }

    /// An identifier as it was stored.
    pub fn from_stored(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatasetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The producer's rule of secrecy, carried as data (PRIVACY, flow a).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Secrecy {
    /// The rule in words.
    pub rule: Text,
    /// Below how many units a value is withheld, where the producer says it.
    pub min_units: Option<u32>,
    /// Counts are rounded to a multiple of this, where they are.
    pub rounded_to: Option<u32>,
    /// Codes the producer writes instead of a value it withholds.
    pub withheld_codes: Vec<String>,
}

/// One imported data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Dataset {
    /// Its identifier.
    pub id: DatasetId,
    /// The importer that read it: `iris`, `caf-quartiers`, `filosofi-iris`, …
    pub format: String,
    /// Its title.
    pub title: Text,
    /// Who produces it.
    pub producer: String,
    /// The licence it is published under.
    pub licence: String,
    /// The year it speaks of.
    pub vintage: Vintage,
    /// Name of the file it was read from.
    pub file: String,
    /// SHA-256 of that file, hexadecimal.
    pub sha256: String,
    /// When it was imported.
    pub imported_at: DateTime<Utc>,
    /// Whether it describes an invented place.
    pub fictional: bool,
    /// Rule of secrecy, when the producer has one.
    pub secrecy: Option<Secrecy>,
    /// What a reader must know: scope, limits, precision.
    pub notes: Vec<Text>,
    /// What the import took and rejected.
    pub report: Report,
}
