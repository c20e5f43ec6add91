//! Ways of travelling, and the street networks saved for each.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Fault, Text};
use crate::text;

/// How one travels over streets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// On foot.
    Walk,
    /// By bicycle.
    Bike,
    /// By car.
    Car,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Walk, Self::Bike, Self::Car];

    /// The code used in addresses and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Walk => "walk",
            Self::Bike => "bike",
            Self::Car => "car",
        }
    }

    /// The way itself, after its length in time: « 12 min de marche », “a walk of 12 min”.
    pub fn journey(self) -> Text {
        match self {
            Self::Walk => Text::new("de marche", "a walk"),
            Self::Bike => Text::new("de vélo", "a ride"),
            Self::Car => Text::new("de route", "a drive"),
        }
    }

    /// What it is called in a sentence: « à pied », “on foot”.
    pub fn by(self) -> Text {
        match self {
            Self::Walk => Text::new("à pied", "on foot"),
            Self::Bike => Text::new("à vélo", "by bicycle"),
            Self::Car => Text::new("en voiture", "by car"),
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Mode {
    type Err = Fault;

    fn from_str(code: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|mode| mode.code() == code).ok_or_else(|| {
            let known = Self::ALL.map(Self::code).join(", ");
            Fault::new(
                "unknown-mode",
                text!("mode de déplacement inconnu : « {code} »", "unknown way of travelling: “{code}”"),
                text!("choisir parmi {known}", "choose one of {known}"),
            )
        })
    }
}

/// A street network of one mode as it is saved: bytes that only `network` can read.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedNetwork {
    /// Its mode.
    pub mode: Mode,
    /// The network.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_reads_its_own_code() {
        for mode in Mode::ALL {
            assert_eq!(mode.code().parse::<Mode>().unwrap(), mode);
        }
        assert_eq!("boat".parse::<Mode>().unwrap_err().code, "unknown-mode");
    }
}
