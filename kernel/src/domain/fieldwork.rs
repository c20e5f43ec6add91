//! What the field brought that everybody may read: releases of notes, as the chain they came in, and what was seen of services.

use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Fault, ServiceId, Text};
use crate::text;

/// One line of a chain and the hash that binds it to all before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ChainedLine)]
pub struct Link {
    /// The line, without a line break.
    pub line: String,
    /// SHA-256 of the hash before, a line break and the line; hexadecimal.
    pub hash: String,
}

/// What is seen of a service on the spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sighting {
    /// It is there, as its record says.
    There,
    /// It is closed, or gone.
    Closed,
    /// It is there at other hours than its record says.
    WrongHours,
}

impl Sighting {
    /// The whole list.
    pub const ALL: [Self; 3] = [Self::There, Self::Closed, Self::WrongHours];

    /// The code used in files and over HTTP.
    pub const fn code(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Closed => "closed",
            Self::WrongHours => "wrong_hours",
        }
    }

    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::There => Text::new("Vu en place", "Seen in place"),
            Self::Closed => Text::new("Vu fermé", "Seen closed"),
            Self::WrongHours => Text::new("Vu à d’autres horaires", "Seen at other hours"),
        }
    }
}

impl FromStr for Sighting {
    type Err = Fault;

    fn from_str(code: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|sighting| sighting.code() == code).ok_or_else(|| {
            let known = Self::ALL.map(Self::code).join(", ");
            let message = Text::new("ce mot n’est pas de la liste", "this word is not on the list");
            Fault::new("unknown-sighting", message, text!("choisir parmi {known}", "choose one of {known}"))
        })
    }
}

/// A service as somebody saw it. It says nothing of who looked, nor of whom was met there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCheck {
    /// The service.
    pub service: ServiceId,
    /// The day.
    pub day: NaiveDate,
    /// What was seen.
    pub sighting: Sighting,
}

/// Everything the field brought that is public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fieldwork {
    /// The releases, as one chain.
    pub released: Vec<Link>,
    /// The last check of each service, in the order of their identifiers.
    pub checks: Vec<ServiceCheck>,
}

impl Fieldwork {
    /// The last check of a service.
    pub fn check_of(&self, service: &ServiceId) -> Option<&ServiceCheck> {
        self.checks.binary_search_by(|check| check.service.cmp(service)).ok().map(|at| &self.checks[at])
    }
}
