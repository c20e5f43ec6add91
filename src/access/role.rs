//! What somebody is to the program.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::{Fault, Text};
use crate::text;

/// What somebody is to the program: exactly one for each account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Anybody, without an account.
    Public,
    /// Reads what is public, in bulk, under a key.
    Researcher,
    /// A member of an outreach team: writes field notes.
    Outreach,
    /// Plans services over a set of territories.
    Planner,
    /// Makes accounts and keys; reads no data that is not public.
    Administrator,
    /// Watches over secrecy: reads the log, never the notes.
    DataProtection,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [Self::Public, Self::Researcher, Self::Outreach, Self::Planner, Self::Administrator, Self::DataProtection];

    /// The roles an account may have: keys are for researchers, nobody needs an account to be the public.
    pub const OF_ACCOUNTS: [Self; 4] = [Self::Outreach, Self::Planner, Self::Administrator, Self::DataProtection];

    /// The code used in commands and answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Researcher => "researcher",
            Self::Outreach => "outreach",
            Self::Planner => "planner",
            Self::Administrator => "administrator",
            Self::DataProtection => "data-protection",
        }
    }

    /// What it is called on screen.
    pub fn label(self) -> Text {
        match self {
            Self::Public => Text::new("public", "public"),
            Self::Researcher => Text::new("recherche", "researcher"),
            Self::Outreach => Text::new("équipe d’aller-vers", "outreach team"),
            Self::Planner => Text::new("planification", "planner"),
            Self::Administrator => Text::new("administration", "administrator"),
            Self::DataProtection => Text::new("protection des données", "data protection"),
        }
    }

    /// Whether what the role may do is bounded by territories.
    pub const fn is_bounded(self) -> bool {
        matches!(self, Self::Outreach | Self::Planner)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Role {
    type Err = Fault;

    /// Reads the role of an account.
    fn from_str(code: &str) -> Result<Self, Fault> {
        Self::OF_ACCOUNTS.into_iter().find(|role| role.code() == code).ok_or_else(|| {
            let known = Self::OF_ACCOUNTS.map(Self::code).join(", ");
            Fault::new(
                "unknown-role",
                text!("rôle inconnu : « {code} »", "unknown role: “{code}”"),
                text!("choisir parmi {known}", "choose one of {known}"),
            )
        })
    }
}
