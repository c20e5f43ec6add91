//! Editions of the municipalities as the package `@etalab/decoupage-administratif` lists them (`communes.json`): each
//! municipality of today with the codes it absorbed (`anciensCodes`), and delegated and associated ones with their seat.

use std::collections::HashMap;

use serde::Deserialize;

use crate::domain::{Fault, Text};
use crate::spatial::correspondence::{Correspondence, places};
use crate::text;

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    code: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    anciens_codes: Vec<String>,
    #[serde(default)]
    chef_lieu: Option<String>,
    #[serde(default)]
    population: Option<f64>,
}

/// The municipalities of one edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Communes {
    /// Codes of those that are municipalities of their own.
    codes: Vec<String>,
    /// People of each; `None` where the edition does not say.
    people: Vec<Option<f64>>,
    /// Codes that are none any more, and the place of the municipality that holds them.
    absorbed: HashMap<String, usize>,
}

/// What a list of municipalities does not tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Untold {
    /// Divided municipalities whose parts were weighed alike, for want of their people.
    pub weighed_alike: u64,
}

const OWN: &str = "commune-actuelle";

impl Communes {
    /// Reads `communes.json`; `None` when the bytes are no such list.
    ///
    /// # Errors
    /// `bad-json` with the line, when they begin as one and are not readable.
    pub fn read(bytes: &[u8]) -> Result<Option<Self>, Fault> {
        let start = bytes.iter().take(4_096).copied().collect::<Vec<_>>();
        let start = String::from_utf8_lossy(&start);
        if !start.trim_start_matches('\u{FEFF}').trim_start().starts_with('[') || !start.contains("\"typeLiaison\"") {
            return Ok(None);
        }
        let entries: Vec<Entry> = serde_json::from_slice(bytes).map_err(|cause| unreadable(&cause))?;
        Ok(Some(Self::of(&entries)))
    }

    fn of(entries: &[Entry]) -> Self {
        let own: Vec<&Entry> = entries.iter().filter(|entry| entry.kind == OWN).collect();
        let codes: Vec<String> = own.iter().map(|entry| entry.code.clone()).collect();
        let known = places(&codes);
        let seats = entries.iter().filter(|entry| entry.kind != OWN).filter_map(|entry| {
            let seat = known.get(entry.chef_lieu.as_deref()?)?;
            Some((entry.code.clone(), *seat))
        });
        let former = own.iter().enumerate().flat_map(|(place, entry)| entry.anciens_codes.iter().map(move |code| (code.clone(), place)));
        let absorbed = seats.chain(former).filter(|(code, _)| !known.contains_key(code.as_str())).collect();
        Self { people: own.iter().map(|entry| entry.population).collect(), absorbed, codes }
    }

    /// The table from this edition to a later or an earlier one, and what could not be told.
    ///
    /// # Algorithm
    /// 1. A code of both is itself. One that is only here is in the municipality that absorbed it there.
    /// 2. One that is only there, and was absorbed here, was divided from the municipality that held it.
    /// 3. A divided municipality is weighed by the people of its parts there; alike when one of them is not told.
    pub fn to(&self, other: &Self) -> (Correspondence, Untold) {
        let there = places(&other.codes);
        let mut parts: Vec<Vec<usize>> = self
            .codes
            .iter()
            .map(|code| there.get(code.as_str()).or_else(|| other.absorbed.get(code)).copied().into_iter().collect())
            .collect();
        let here = places(&self.codes);
        for (place, code) in other.codes.iter().enumerate().filter(|(_, code)| !here.contains_key(code.as_str())) {
            let held = self.absorbed.get(code).filter(|seat| !parts[**seat].contains(&place));
            if let Some(seat) = held {
                parts[*seat].push(place);
            }
        }
        let mut untold = Untold::default();
        let mut amounts = Vec::new();
        for (from, parts) in parts.iter().enumerate() {
            let people: Option<Vec<f64>> = parts.iter().map(|place| other.people[*place].filter(|people| *people > 0.0)).collect();
            if parts.len() > 1 && people.is_none() {
                untold.weighed_alike += 1;
            }
            let people = people.filter(|_| parts.len() > 1).unwrap_or_else(|| vec![1.0; parts.len()]);
            let (all, own) = (people.iter().sum::<f64>(), self.people[from].filter(|people| *people > 0.0).unwrap_or(1.0));
            amounts.extend(parts.iter().zip(people).map(|(to, share)| (from, *to, own * share / all)));
        }
        (Correspondence::new(self.codes.clone(), other.codes.clone(), amounts), untold)
    }
}

fn unreadable(cause: &serde_json::Error) -> Fault {
    Fault::new(
        "bad-json",
        text!("la liste des communes ne se lit pas ({cause})", "the list of municipalities cannot be read ({cause})"),
        Text::new(
            "attendu : communes.json du paquet @etalab/decoupage-administratif",
            "expected communes.json of the package @etalab/decoupage-administratif",
        ),
    )
    .at_row(cause.line() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the layout of the package: Arboys en Bugey is a new municipality of 2016 over 01015 and 01340; 01120 is associated
    /// with 01262.
    const BEFORE: &str = r#"[
        {"code":"01015","nom":"Arbignieu","typeLiaison":0,"type":"commune-actuelle","population":500},
        {"code":"01340","nom":"Saint-Bois","typeLiaison":0,"type":"commune-actuelle","population":150},
        {"code":"01262","nom":"Montluel","typeLiaison":0,"type":"commune-actuelle","population":7000},
        {"code":"01120","nom":"Cordieux","typeLiaison":0,"type":"commune-associee","chefLieu":"01262"}]"#;
    const AFTER: &str = r#"[
        {"code":"01015","nom":"Arboys en Bugey","typeLiaison":1,"type":"commune-actuelle","anciensCodes":["01340"],"population":710},
        {"code":"01015","nom":"Arbignieu","typeLiaison":1,"type":"commune-deleguee","chefLieu":"01015"},
        {"code":"01340","nom":"Saint-Bois","typeLiaison":1,"type":"commune-deleguee","chefLieu":"01015"},
        {"code":"01262","nom":"Montluel","typeLiaison":0,"type":"commune-actuelle","population":6800},
        {"code":"01120","nom":"Cordieux","typeLiaison":0,"type":"commune-actuelle","population":200}]"#;

    fn edition(json: &str) -> Communes {
        Communes::read(json.as_bytes()).unwrap().unwrap()
    }

    fn told(table: &Correspondence) -> Vec<(&str, &str, f64, f64)> {
        table.pairs.iter().map(|pair| (table.from[pair.from].as_str(), table.to[pair.to].as_str(), pair.weight, pair.back)).collect()
    }

    #[test]
    fn mergers_and_divisions_are_told_by_absorbed_codes_and_seats() {
        let (table, untold) = edition(BEFORE).to(&edition(AFTER));
        let merged = [("01015", "01015", 1.0, 500.0 / 650.0), ("01340", "01015", 1.0, 150.0 / 650.0)];
        assert_eq!(told(&table)[..2], merged);
        let divided = told(&table);
        assert_eq!((divided[2].1, divided[3].1), ("01262", "01120"));
        assert!((divided[2].2 - 6_800.0 / 7_000.0).abs() < 1e-12 && (divided[3].2 - 200.0 / 7_000.0).abs() < 1e-12);
        assert_eq!((untold, table.without_successor(), table.without_predecessor()), (Untold::default(), vec![], vec![]));
        let (back, _) = edition(AFTER).to(&edition(BEFORE));
        let (from, to, weight, whole) = told(&back)[0];
        assert_eq!((from, to), ("01015", "01015"));
        assert!((weight - 500.0 / 650.0).abs() < 1e-12 && (whole - 1.0).abs() < 1e-12, "back in time, a merger is a division");
    }

    #[test]
    fn parts_without_people_are_weighed_alike_and_counted() {
        let (table, untold) = edition(BEFORE).to(&edition(&AFTER.replace(",\"population\":200", "")));
        assert_eq!(untold.weighed_alike, 1);
        assert!(table.pairs.iter().filter(|pair| table.from[pair.from] == "01262").all(|pair| (pair.weight - 0.5).abs() < 1e-12));
    }

    #[test]
    fn an_edition_is_itself_and_what_is_no_list_is_left_to_others() {
        let (same, _) = edition(AFTER).to(&edition(AFTER));
        assert!(same.pairs.iter().all(|pair| pair.from == pair.to && (pair.weight - 1.0).abs() < 1e-12));
        assert_eq!(Communes::read(br#"{"type":"FeatureCollection"}"#).unwrap(), None);
        assert_eq!(Communes::read(br#"[{"code":"1","typeLiaison":0"#).unwrap_err().code, "bad-json");
    }
}
