//! Geographies, zones and how they lie in one another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Fault, Shape, Text};
use crate::text;

/// A way of cutting the land into zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Geography {
    /// INSEE's neighbourhoods of about 2,000 people.
    Iris,
    /// Priority neighbourhoods of urban policy.
    Qpv,
    /// Neighbourhoods as a town draws them.
    Quartier,
    /// Municipalities.
    Commune,
    /// Intercommunalities.
    Epci,
    /// Départements.
    Departement,
    /// The whole country.
    Pays,
}

impl Geography {
    /// Every geography, from the finest to the widest.
    pub const ALL: [Self; 7] = [Self::Iris, Self::Qpv, Self::Quartier, Self::Commune, Self::Epci, Self::Departement, Self::Pays];

    /// The code used in addresses and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Iris => "iris",
            Self::Qpv => "qpv",
            Self::Quartier => "quartier",
            Self::Commune => "commune",
            Self::Epci => "epci",
            Self::Departement => "departement",
            Self::Pays => "pays",
        }
    }

    /// What it is called on screen, in the plural.
    pub fn label(self) -> Text {
        match self {
            Self::Iris => Text::new("Quartiers (IRIS)", "Neighbourhoods (IRIS)"),
            Self::Qpv => Text::new("Quartiers prioritaires (QPV)", "Priority neighbourhoods (QPV)"),
            Self::Quartier => Text::new("Quartiers de la ville", "Town neighbourhoods"),
            Self::Commune => Text::new("Communes", "Municipalities"),
            Self::Epci => Text::new("Intercommunalités", "Intermunicipal areas"),
            Self::Departement => Text::new("Départements", "Départements"),
            Self::Pays => Text::new("Pays", "Country"),
        }
    }
}

impl fmt::Display for Geography {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Geography {
    type Err = Fault;

    fn from_str(code: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|geography| geography.code() == code).ok_or_else(|| {
            let known = Self::ALL.map(Self::code).join(", ");
            Fault::new(
                "unknown-geography",
                text!("maillage géographique inconnu : « {code} »", "unknown geography: “{code}”"),
                text!("choisir parmi {known}", "choose one of {known}"),
            )
        })
    }
}

/// A zone's official code, always a string: leading zeros and Corsican letters count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct ZoneCode(String);

impl ZoneCode {
    /// A code of 1 to 32 ASCII letters, digits, `-` or `_`.
    ///
    /// # Errors
    /// `bad-zone-code` when it is empty, too long or holds another character.
    pub fn new(code: &str) -> Result<Self, Fault> {
        let code = code.trim();
        let fits = (1..=32).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if fits {
            return Ok(Self(code.to_owned()));
        }
        Err(Fault::new(
            "bad-zone-code",
            text!("« {code} » n’est pas un code de zone", "“{code}” is not a zone code"),
            Text::new("attendu : de 1 à 32 lettres ou chiffres, comme 341720503", "expected 1 to 32 letters or digits, as in 341720503"),
        ))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ZoneCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The year a geography or a figure speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Vintage(u16);

impl Vintage {
    /// A year from 1800 to 2200.
    pub fn new(year: u16) -> Option<Self> {
        (1800..=2200).contains(&year).then_some(Self(year))
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Vintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// INSEE's kinds of IRIS (`TYP_IRIS`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IrisKind {
    /// H: where people live.
    Residential,
    /// A: more than a thousand jobs, few people.
    Activity,
    /// D: parks, harbours, forests.
    Miscellaneous,
    /// Z: a municipality that is not divided.
    Undivided,
}

impl IrisKind {
    /// INSEE's letter.
    pub const fn letter(self) -> char {
        match self {
            Self::Residential => 'H',
            Self::Activity => 'A',
            Self::Miscellaneous => 'D',
            Self::Undivided => 'Z',
        }
    }

    /// Reads INSEE's letter.
    pub fn from_letter(letter: &str) -> Option<Self> {
        [Self::Residential, Self::Activity, Self::Miscellaneous, Self::Undivided]
            .into_iter()
            .find(|kind| letter.len() == 1 && letter.starts_with(kind.letter()))
    }
}

/// A wider zone that holds this one, wholly or in part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Parent {
    /// Its geography.
    pub geography: Geography,
    /// Its code.
    pub code: ZoneCode,
    /// Its name, when the source gives it.
    pub name: Option<String>,
}

/// One zone of one edition of a geography.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Its geography.
    pub geography: Geography,
    /// Its official code, unique within geography and vintage.
    pub code: ZoneCode,
    /// The edition of the geography.
    pub vintage: Vintage,
    /// Its name.
    pub name: String,
    /// For IRIS, INSEE's kind.
    pub kind: Option<IrisKind>,
    /// The wider zones it lies in; several of one geography when it straddles them (QPV and communes).
    pub parents: Vec<Parent>,
    /// Its outline, WGS 84.
    pub shape: Shape,
}

impl Zone {
    /// The parents of one geography.
    pub fn parents_in(&self, geography: Geography) -> impl Iterator<Item = &Parent> {
        self.parents.iter().filter(move |parent| parent.geography == geography)
    }
}

/// The commune that an arrondissement of Paris, Lyon or Marseille is part of; any other code as it is.
pub fn town_of(commune: &str) -> &str {
    match commune.parse::<u32>() {
        Ok(75_101..=75_120) => "75056",
        Ok(69_381..=69_389) => "69123",
        Ok(13_201..=13_216) => "13055",
        _ => commune,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_their_leading_zero_and_their_letters() {
        assert_eq!(ZoneCode::new(" 010040101 ").unwrap().as_str(), "010040101");
        assert_eq!(ZoneCode::new("2A0040101").unwrap().as_str(), "2A0040101");
        assert!(ZoneCode::new("").is_err());
        assert!(ZoneCode::new("34172; DROP").is_err());
    }

    #[test]
    fn every_geography_reads_its_own_code() {
        for geography in Geography::ALL {
            assert_eq!(geography.code().parse::<Geography>().unwrap(), geography);
        }
    }
}
