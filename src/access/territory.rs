//! Where somebody may act: municipalities, intermunicipal areas and départements, by their codes.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::domain::{Fault, Geography, Text, Zone};
use crate::text;

/// One place of a territory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Everything that is loaded.
    Everywhere,
    /// A municipality, by its INSEE code: `34172`.
    Commune(String),
    /// An intermunicipal area, by its SIREN number: `243400017`.
    Epci(String),
    /// A département, by its number: `34`, `2A`, `971`.
    Departement(String),
}

impl Area {
    /// The code, as it is typed.
    pub fn code(&self) -> &str {
        match self {
            Self::Everywhere => "*",
            Self::Commune(code) | Self::Epci(code) | Self::Departement(code) => code,
        }
    }

    fn holds_commune(&self, code: &str) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Commune(own) => own == code,
            Self::Departement(own) => own == departement(code),
            Self::Epci(_) => false,
        }
    }
}

impl FromStr for Area {
    type Err = Fault;

    /// The length tells what a code names: 2 or 3 characters a département, 5 a municipality, 9 an intermunicipal area.
    fn from_str(code: &str) -> Result<Self, Fault> {
        let plain = code.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        match code.len() {
            1 if code == "*" => Ok(Self::Everywhere),
            2 | 3 if plain => Ok(Self::Departement(code.to_owned())),
            5 if plain => Ok(Self::Commune(code.to_owned())),
            9 if plain => Ok(Self::Epci(code.to_owned())),
            _ => Err(bad_territory(code)),
        }
    }
}

/// Where somebody may act; nowhere when it is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Territory(BTreeSet<Area>);

impl Territory {
    /// A territory made of these places.
    pub fn of(areas: impl IntoIterator<Item = Area>) -> Self {
        Self(areas.into_iter().collect())
    }

    /// Its places.
    pub fn areas(&self) -> impl Iterator<Item = &Area> {
        self.0.iter()
    }

    /// Whether it is nowhere.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a zone lies in it, wholly: one that straddles its edge does not.
    pub fn holds(&self, zone: &Zone) -> bool {
        let everywhere = self.0.contains(&Area::Everywhere);
        let communes = places(zone, Geography::Commune);
        let epcis = places(zone, Geography::Epci);
        let departements = places(zone, Geography::Departement);
        let all = |codes: &[&str], held: &dyn Fn(&str) -> bool| !codes.is_empty() && codes.iter().all(|code| held(code));
        everywhere
            || all(&communes, &|code| self.0.iter().any(|area| area.holds_commune(code)))
            || all(&epcis, &|code| self.0.contains(&Area::Epci(code.to_owned())))
            || all(&departements, &|code| self.0.contains(&Area::Departement(code.to_owned())))
    }
}

/// The codes of one geography that a zone is or lies in.
fn places(zone: &Zone, geography: Geography) -> Vec<&str> {
    if zone.geography == geography {
        return vec![zone.code.as_str()];
    }
    zone.parents_in(geography).map(|parent| parent.code.as_str()).collect()
}

/// The département of a municipality: three characters overseas.
fn departement(commune: &str) -> &str {
    let length = if commune.starts_with("97") || commune.starts_with("98") { 3 } else { 2 };
    commune.get(..length).unwrap_or(commune)
}

impl FromStr for Territory {
    type Err = Fault;

    /// Codes with commas or spaces between them; nothing is nowhere.
    fn from_str(codes: &str) -> Result<Self, Fault> {
        let codes = codes.split([',', ' ']).filter(|code| !code.is_empty());
        codes.map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for Territory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(Area::code).collect::<Vec<_>>().join(" "))
    }
}

fn bad_territory(code: &str) -> Fault {
    Fault::new(
        "bad-territory",
        text!("« {code} » ne nomme aucun territoire", "“{code}” names no territory"),
        Text::new(
            "attendu : un département (34), une commune (34172), une intercommunalité (243400017) ou * pour tout",
            "expected a département (34), a municipality (34172), an intermunicipal area (243400017) or * for everything",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Parent, Shape, Vintage, ZoneCode};

    fn zone(geography: Geography, code: &str, parents: &[(Geography, &str)]) -> Zone {
        let ring: Vec<(f64, f64)> = vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)];
        let outline = geo::MultiPolygon::new(vec![geo::Polygon::new(ring.into(), Vec::new())]);
        Zone {
            geography,
            code: ZoneCode::new(code).unwrap(),
            vintage: Vintage::new(2024).unwrap(),
            name: String::new(),
            kind: None,
            parents: parents
                .iter()
                .map(|(geography, code)| Parent { geography: *geography, code: ZoneCode::new(code).unwrap(), name: None })
                .collect(),
            shape: Shape::new(outline).unwrap(),
        }
    }

    #[test]
    fn a_zone_lies_in_its_commune_its_epci_and_its_departement_and_nowhere_else() {
        let iris = zone(Geography::Iris, "341720101", &[(Geography::Commune, "34172"), (Geography::Epci, "243400017")]);
        for (codes, holds) in
            [("34172", true), ("243400017", true), ("34", true), ("*", true), ("34057 30", false), ("", false), ("341", false)]
        {
            assert_eq!(codes.parse::<Territory>().unwrap().holds(&iris), holds, "{codes}");
        }
    }

    #[test]
    fn a_zone_that_straddles_the_edge_lies_outside() {
        let qpv = zone(Geography::Qpv, "QN03401M", &[(Geography::Commune, "34172"), (Geography::Commune, "34057")]);
        assert!(!"34172".parse::<Territory>().unwrap().holds(&qpv));
        assert!("34172,34057".parse::<Territory>().unwrap().holds(&qpv));
        assert!("34".parse::<Territory>().unwrap().holds(&qpv));
    }

    #[test]
    fn overseas_and_corsica_have_departements_of_their_own() {
        let commune = |code: &str| zone(Geography::Commune, code, &[]);
        assert!("971".parse::<Territory>().unwrap().holds(&commune("97105")));
        assert!(!"97".parse::<Territory>().unwrap().holds(&commune("97105")));
        assert!("2A".parse::<Territory>().unwrap().holds(&commune("2A004")));
    }

    #[test]
    fn codes_are_written_as_they_are_read() {
        let territory: Territory = "34172, 2A 243400017".parse().unwrap();
        assert_eq!(territory.to_string().parse::<Territory>().unwrap(), territory);
        assert_eq!("3417".parse::<Territory>().unwrap_err().code, "bad-territory");
        assert_eq!("34';--".parse::<Territory>().unwrap_err().code, "bad-territory");
    }
}
