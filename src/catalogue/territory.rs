//! The municipalities a code stands for, and what lies around them.
//!
//! A code is that of a municipality (`34172`), of an intermunicipal body (`243400017`, its SIREN) or of a département
//! (`34`, `2A`, `974`). Around what was asked for lies a margin: services beyond the border serve people within, and
//! without them every edge of the territory would look forsaken. People beyond the border share the services within: they
//! are asked for as well, as demand alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::domain::{Fault, Text};
use crate::text;

/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.32;

/// A municipality of the official geography.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Commune {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its département.
    pub departement: String,
    /// The SIREN of the intermunicipal body it belongs to; four islands belong to none.
    pub epci: Option<String>,
    /// West, south, east, north, in degrees.
    pub bounds: [f64; 4],
}

/// Every municipality of the country.
#[derive(Debug, Clone, PartialEq)]
pub struct Gazetteer(BTreeMap<String, Commune>);

/// What was asked for, and around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CatalogueTerritory)]
pub struct Territory {
    /// The codes as they were given.
    pub asked: Vec<String>,
    /// What it is called.
    pub name: String,
    /// Width of the margin, in kilometres.
    pub margin_km: f64,
    /// Its municipalities, by code.
    pub within: Vec<Commune>,
    /// Those of the margin, by code.
    pub around: Vec<Commune>,
}

impl Gazetteer {
    /// Reads the municipalities as geo.api.gouv.fr lists them: `nom`, `code`, `codeDepartement`, `codeEpci`, and `bbox`
    /// (a polygon or four numbers) or `centre` with `surface` in hectares.
    ///
    /// # Errors
    /// `unknown-geography-file` when it is not such a list, or none of it has a place.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let listed: Vec<Value> = serde_json::from_slice(bytes).map_err(|cause| unreadable(&cause.to_string()))?;
        let communes: BTreeMap<_, _> = listed.iter().filter_map(commune).map(|commune| (commune.code.clone(), commune)).collect();
        if communes.is_empty() { Err(unreadable("code, nom, bbox")) } else { Ok(Self(communes)) }
    }

    /// The territory of these codes, with a margin of so many kilometres.
    ///
    /// # Errors
    /// `unknown-territory`, naming the code; `bad-margin`.
    pub fn territory(&self, asked: &[String], margin_km: f64) -> Result<Territory, Fault> {
        if !(0.0..=200.0).contains(&margin_km) {
            return Err(bad_margin());
        }
        let mut codes = BTreeSet::new();
        for code in asked {
            let found = self.of(code);
            if found.is_empty() {
                return Err(unknown(code));
            }
            codes.extend(found);
        }
        let within: Vec<Commune> = self.0.values().filter(|commune| codes.contains(&commune.code)).cloned().collect();
        let near = |commune: &&Commune| within.iter().any(|inner| kilometres_apart(&inner.bounds, &commune.bounds) <= margin_km);
        let around = self.0.values().filter(|commune| !codes.contains(&commune.code)).filter(near).cloned().collect();
        Ok(Territory { asked: asked.to_vec(), name: named(asked, &within), margin_km, within, around })
    }

    fn of(&self, code: &str) -> Vec<String> {
        let town = crate::sources::town_of(code);
        match code.len() {
            2 | 3 => self.those(|commune| commune.departement == code),
            9 => self.those(|commune| commune.epci.as_deref() == Some(code)),
            _ => self.0.get(town).map(|commune| vec![commune.code.clone()]).unwrap_or_default(),
        }
    }

    fn those(&self, wanted: impl Fn(&Commune) -> bool) -> Vec<String> {
        self.0.values().filter(|commune| wanted(commune)).map(|commune| commune.code.clone()).collect()
    }
}

impl Territory {
    /// Codes of its municipalities.
    pub fn communes(&self) -> Vec<String> {
        self.within.iter().map(|commune| commune.code.clone()).collect()
    }

    /// The same, Paris, Lyon and Marseille by their arrondissements: those are what outlines go by.
    pub fn codes_of_outlines(&self) -> Vec<String> {
        self.within.iter().flat_map(|commune| arrondissements(&commune.code)).collect()
    }

    /// Codes of the municipalities of the margin, as outlines go by.
    pub fn codes_around(&self) -> Vec<String> {
        self.around.iter().flat_map(|commune| arrondissements(&commune.code)).collect()
    }

    /// Its départements.
    pub fn departements(&self) -> Vec<String> {
        departements(self.within.iter())
    }

    /// Its départements and those of its margin.
    pub fn departements_around(&self) -> Vec<String> {
        departements(self.within.iter().chain(&self.around))
    }

    /// The intermunicipal bodies of its municipalities.
    pub fn epcis(&self) -> Vec<String> {
        let known: BTreeSet<_> = self.within.iter().filter_map(|commune| commune.epci.clone()).collect();
        known.into_iter().collect()
    }

    /// West and east, south and north of the territory and its margin, in degrees.
    pub fn bounds(&self) -> ((f64, f64), (f64, f64)) {
        let whole = self
            .within
            .iter()
            .map(|commune| commune.bounds)
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
        let [west, south, east, north] = whole.unwrap_or_default();
        let high = self.margin_km / KM_PER_DEGREE;
        let wide = high / south.abs().max(north.abs()).min(89.0).to_radians().cos();
        ((west - wide, east + wide), (south - high, north + high))
    }

    /// Whether the place is invented: there is no département 00.
    pub fn fictional(&self) -> bool {
        !self.within.is_empty() && self.within.iter().all(|commune| commune.code.starts_with("00"))
    }
}

fn departements<'a>(communes: impl Iterator<Item = &'a Commune>) -> Vec<String> {
    let known: BTreeSet<_> = communes.map(|commune| commune.departement.clone()).collect();
    known.into_iter().collect()
}

fn arrondissements(code: &str) -> Vec<String> {
    let of = |from: u32, to: u32| (from..=to).map(|code| code.to_string()).collect();
    match code {
        "75056" => of(75_101, 75_120),
        "69123" => of(69_381, 69_389),
        "13055" => of(13_201, 13_216),
        other => vec![other.to_owned()],
    }
}

fn commune(told: &Value) -> Option<Commune> {
    let word = |name: &str| told[name].as_str().map(str::to_owned);
    let code = word("code").filter(|code| code.len() == 5 && code.bytes().all(|b| b.is_ascii_alphanumeric()))?;
    let departement = word("codeDepartement").unwrap_or_else(|| code.chars().take(if code.starts_with("97") { 3 } else { 2 }).collect());
    Some(Commune { name: word("nom")?, departement, epci: word("codeEpci"), bounds: bounds(told)?, code })
}

fn bounds(told: &Value) -> Option<[f64; 4]> {
    let number = |value: &Value| value.as_f64().filter(|number| number.is_finite());
    if let Some(sides) = told["bbox"].as_array() {
        let [west, south, east, north] = sides.as_slice() else { return None };
        return Some([number(west)?, number(south)?, number(east)?, number(north)?]);
    }
    if let Some(ring) = told["bbox"]["coordinates"][0].as_array() {
        let corners: Option<Vec<_>> = ring.iter().map(|corner| Some((number(&corner[0])?, number(&corner[1])?))).collect();
        return corners?
            .into_iter()
            .map(|(lon, lat)| [lon, lat, lon, lat])
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    }
    let (lon, lat) = (number(&told["centre"]["coordinates"][0])?, number(&told["centre"]["coordinates"][1])?);
    let square_km = number(&told["surface"]).unwrap_or(0.0) / 100.0;
    let high = (square_km / std::f64::consts::PI).sqrt() / KM_PER_DEGREE;
    let wide = high / lat.abs().min(89.0).to_radians().cos();
    Some([lon - wide, lat - high, lon + wide, lat + high])
}

/// How far two boxes lie apart, in kilometres; 0 where they touch.
fn kilometres_apart(a: &[f64; 4], b: &[f64; 4]) -> f64 {
    let gap = |low_a: f64, high_a: f64, low_b: f64, high_b: f64| (low_b - high_a).max(low_a - high_b).max(0.0);
    let middle = f64::midpoint(a[1], a[3]).to_radians();
    let east = gap(a[0], a[2], b[0], b[2]) * KM_PER_DEGREE * middle.cos();
    let north = gap(a[1], a[3], b[1], b[3]) * KM_PER_DEGREE;
    east.hypot(north)
}

/// One municipality by its name; else the codes, which everybody there knows.
fn named(asked: &[String], within: &[Commune]) -> String {
    match within {
        [one] => one.name.clone(),
        _ => asked.join(", "),
    }
}

fn unknown(code: &str) -> Fault {
    Fault::new(
        "unknown-territory",
        text!(
            "le code « {code} » n’est celui d’aucune commune, intercommunalité ou département",
            "the code “{code}” is that of no municipality, intermunicipal body or département"
        ),
        Text::new(
            "donner un code Insee de commune (34172), le SIREN d’une intercommunalité (9 chiffres) ou un département (34, 2A, 974)",
            "give an Insee code of a municipality (34172), the SIREN of an intermunicipal body (9 digits) or a département (34, 2A, 974)",
        ),
    )
}

fn bad_margin() -> Fault {
    Fault::new(
        "bad-margin",
        Text::new("la marge ne convient pas", "the margin does not suit"),
        Text::new("de 0 à 200 kilomètres", "0 to 200 kilometres"),
    )
}

fn unreadable(cause: &str) -> Fault {
    Fault::new(
        "unknown-geography-file",
        text!(
            "la liste des communes n’a pas la forme attendue ({cause})",
            "the list of municipalities has not the form expected ({cause})"
        ),
        Text::new(
            "attendu : la liste JSON de geo.api.gouv.fr, avec code, nom et bbox ou centre",
            "expected the JSON list of geo.api.gouv.fr, with code, nom and bbox or centre",
        ),
    )
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    fn listed() -> Gazetteer {
        let square = |west: f64| json!({"type": "Polygon", "coordinates": [[[west, 46.0], [west + 0.1, 46.0], [west + 0.1, 46.1], [west, 46.1], [west, 46.0]]]});
        let listed = json!([
            {"nom": "A", "code": "00101", "codeDepartement": "00", "codeEpci": "200000001", "bbox": square(3.0)},
            {"nom": "B", "code": "00102", "codeDepartement": "00", "codeEpci": "200000001", "bbox": [3.1, 46.0, 3.2, 46.1]},
            {"nom": "C", "code": "01001", "codeDepartement": "01", "codeEpci": "200000002", "centre": {"type": "Point", "coordinates": [3.25, 46.05]}, "surface": 4000.0},
            {"nom": "Far", "code": "2A004", "codeDepartement": "2A", "bbox": square(9.0)},
            {"nom": "Paris", "code": "75056", "codeDepartement": "75", "codeEpci": "200054781", "bbox": square(2.2)},
            {"nom": "Nowhere", "code": "01002"},
        ]);
        Gazetteer::parse(listed.to_string().as_bytes()).unwrap()
    }

    /// The territory of these codes in a country of five municipalities.
    pub fn hamlets(codes: &[&str]) -> Territory {
        listed().territory(&codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>(), 5.0).unwrap()
    }

    #[test]
    fn a_code_is_a_municipality_an_epci_or_a_departement() {
        assert_eq!(hamlets(&["00101"]).communes(), ["00101"]);
        assert_eq!(hamlets(&["200000001"]).communes(), ["00101", "00102"]);
        assert_eq!(hamlets(&["2A"]).communes(), ["2A004"]);
        assert_eq!(hamlets(&["00101", "01", "00101"]).communes(), ["00101", "01001"]);
        assert_eq!((hamlets(&["00101"]).name, hamlets(&["00"]).name), ("A".to_owned(), "00".to_owned()));
        assert!(hamlets(&["00"]).fictional() && !hamlets(&["01"]).fictional());
    }

    #[test]
    fn what_lies_within_the_margin_is_around() {
        let around = |codes: &[&str]| hamlets(codes).around.iter().map(|commune| commune.code.clone()).collect::<Vec<_>>();
        assert_eq!(around(&["00102"]), ["00101", "01001"]);
        assert_eq!(around(&["00101"]), ["00102"], "C begins more than 5 km away");
        assert!(around(&["2A004"]).is_empty());
    }

    #[test]
    fn paris_is_drawn_by_arrondissements_and_one_of_them_is_the_town() {
        let paris = hamlets(&["75111"]);
        assert_eq!((paris.communes(), paris.codes_of_outlines().len()), (vec!["75056".to_owned()], 20));
    }

    #[test]
    fn what_is_no_code_or_no_list_is_refused_by_name() {
        let refused = |codes: &[&str], margin| {
            listed().territory(&codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>(), margin).unwrap_err()
        };
        let fault = refused(&["99999"], 5.0);
        assert!(fault.code == "unknown-territory" && fault.message.en.contains("99999"));
        assert_eq!(refused(&["00101"], -1.0).code, "bad-margin");
        for text in ["{}", "<html>", "[]", "[{\"code\": \"1\"}]"] {
            assert_eq!(Gazetteer::parse(text.as_bytes()).unwrap_err().code, "unknown-geography-file", "{text}");
        }
    }
}
