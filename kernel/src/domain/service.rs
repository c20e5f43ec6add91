//! A service people can go to, or that comes to them.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Audiences, Certainty, DatasetId, Opening, Placement, Position, Provenance, Theme};

/// Identifies a service across imports: data set name and the source's own id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct ServiceId(String);

impl ServiceId {
    /// `source:local`; the local part is the source's own identifier.
    pub fn new(source: &str, local: &str) -> Self {
        Self(format!("{source}:{local}"))
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

impl fmt::Display for ServiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How people are received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reception {
    /// On site.
    InPerson,
    /// By telephone or online only.
    Remote,
    /// Both.
    Both,
    /// The source does not say; taken as on site, and said.
    Unknown,
}

/// Whether the service moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mobility {
    /// It stays where it is.
    Fixed,
    /// It moves: the position is its base, not where it receives.
    Mobile,
}

/// For residents of which areas (`zone_eligibilite` of data.inclusion).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Eligibility {
    /// No restriction known: everywhere.
    #[default]
    Everywhere,
    /// Codes of communes, EPCI, départements, or `france`.
    Areas(Vec<String>),
}

/// One service at one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Its identifier.
    pub id: ServiceId,
    /// The data set it comes from.
    pub dataset: DatasetId,
    /// Its name.
    pub name: String,
    /// What it is, in the source's own words: `Pharmacie d'Officine`, `France services`.
    pub category: String,
    /// Where it is.
    pub position: Position,
    /// How that is known.
    #[serde(default, skip_serializing_if = "Placement::is_source")]
    pub placed: Placement,
    /// Themes it serves, sorted, without repeats; empty when none of ours fits.
    pub themes: Vec<Theme>,
    /// Sub-themes of data.inclusion v1 (`sante--acces-aux-soins`), when the source has them.
    pub topics: Vec<String>,
    /// Whom it admits.
    pub audiences: Audiences,
    /// How it receives.
    pub reception: Reception,
    /// Whether it moves.
    pub mobility: Mobility,
    /// For residents of which areas.
    pub eligibility: Eligibility,
    /// Capacity in the source's unit (places, posts); `None` when unknown.
    pub capacity: Option<f64>,
    /// Opening hours, when known.
    pub opening: Option<Opening>,
    /// Whether it is free of charge, when known.
    pub free: Option<bool>,
    /// Postal address.
    pub address: Option<String>,
    /// Code of its commune.
    pub commune: Option<String>,
    /// When its source last updated it.
    pub updated: Option<NaiveDate>,
    /// What its record says of itself.
    pub provenance: Provenance,
}

impl Service {
    /// A service of which only what must be known is known.
    pub fn bare(id: ServiceId, dataset: &DatasetId, name: &str, category: &str, position: Position) -> Self {
        Self {
            id,
            dataset: dataset.clone(),
            name: name.to_owned(),
            category: category.to_owned(),
            position,
            placed: Placement::default(),
            themes: Vec::new(),
            topics: Vec::new(),
            audiences: Audiences::Unknown,
            reception: Reception::Unknown,
            mobility: Mobility::Fixed,
            eligibility: Eligibility::Everywhere,
            capacity: None,
            opening: None,
            free: None,
            address: None,
            commune: None,
            updated: None,
            provenance: Provenance::default(),
        }
    }

    /// Whether its position is its own: one known to the municipality alone is shown, and no way is measured to it.
    pub fn has_place(&self) -> bool {
        self.placed.certainty != Certainty::Commune
    }

    /// Whether people may go to where it is shown: it stays in one place, and that place is known.
    pub fn receives_where_shown(&self) -> bool {
        self.mobility == Mobility::Fixed && self.has_place()
    }
}
