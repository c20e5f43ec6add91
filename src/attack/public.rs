//! Everything an instance publishes of field notes: releases, their columns, and the zonings they are told by.

use std::collections::BTreeMap;

use serde_json::Value;

use super::client::Target;
use crate::domain::{Fault, Quarter};

/// What an instance publishes.
#[derive(Debug, Clone)]
pub struct Public {
    /// The name of the state it serves.
    pub snapshot: String,
    /// Releases of field notes, oldest first.
    pub releases: Vec<Published>,
    /// Zonings the releases are told by, the finest first.
    pub zonings: Vec<Zoning>,
}

/// One release, as data set.
#[derive(Debug, Clone)]
pub struct Published {
    /// The period it says it speaks of.
    pub period: String,
    /// The same, when it is a quarter.
    pub quarter: Option<Quarter>,
    /// Its indicators: identifier and code.
    pub indicators: Vec<(String, String)>,
    /// For each indicator and geography, a cell for each zone, in the order of its zoning.
    pub columns: BTreeMap<(String, String), Vec<Told>>,
}

impl Published {
    /// What is told of one zone, by its place in a zoning.
    pub fn told(&self, indicator: &str, geography: &str, zone: usize) -> Option<&Told> {
        self.columns.get(&(indicator.to_owned(), geography.to_owned()))?.get(zone)
    }
}

/// What is told of one count.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The count, unless it is hidden.
    pub value: Option<f64>,
    /// Lower bound, where one is told.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// How it is flagged.
    pub flag: String,
}

impl Told {
    /// Reads a measure: `{"value", "interval": {"low", "high"}, "flag"}`.
    pub fn of_measure(measure: &Value) -> Self {
        let bound = |name: &str| measure["interval"][name].as_f64();
        Self {
            value: measure["value"].as_f64(),
            low: bound("low"),
            high: bound("high"),
            flag: measure["flag"].as_str().unwrap_or_default().to_owned(),
        }
    }

    /// Every number in it.
    pub fn numbers(&self) -> impl Iterator<Item = f64> {
        [self.value, self.low, self.high].into_iter().flatten()
    }
}

/// One zoning, as everybody knows it.
#[derive(Debug, Clone)]
pub struct Zoning {
    /// Its code, as in `iris`.
    pub geography: String,
    /// Codes of its zones.
    pub codes: Vec<String>,
    /// For each wider geography, the parent of each zone; empty where there is none.
    pub parents: BTreeMap<String, Vec<String>>,
    /// Inhabitants of each zone, where they are known.
    pub people: Vec<Option<f64>>,
}

impl Public {
    /// Reads everything published of field notes.
    ///
    /// # Errors
    /// When the instance cannot be reached, or does not answer as ours do.
    pub async fn read(target: &Target) -> Result<Self, Fault> {
        Self::read_of(target, |_, _| true).await
    }

    /// The same for some indicators alone.
    ///
    /// # Parameters
    /// `wanted`: by the identifier of an indicator, in its release.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn read_of(target: &Target, wanted: impl Fn(&Published, &str) -> bool) -> Result<Self, Fault> {
        let atlas = target.json("/atlas").await?;
        let snapshot = atlas["snapshot"].as_str().unwrap_or_default().to_owned();
        let mut releases = releases(&atlas);
        for release in &mut releases {
            let kept = release.indicators.iter().filter(|(id, _)| wanted(release, id)).cloned().collect();
            release.indicators = kept;
        }
        let mut zonings = Vec::new();
        for geography in list(&atlas["geographies"]).filter_map(|geography| geography["code"].as_str()) {
            let told_by = list(&atlas["indicators"]).filter(|indicator| {
                releases.iter().any(|release| release.holds(indicator))
                    && list(&indicator["geographies"]).any(|code| code.as_str() == Some(geography))
            });
            let indicators: Vec<String> = told_by.filter_map(|indicator| indicator["id"].as_str().map(str::to_owned)).collect();
            if indicators.is_empty() {
                continue;
            }
            zonings.push(zoning(target, &snapshot, geography).await?);
            for release in &mut releases {
                release.read(target, geography, &indicators).await?;
            }
        }
        Ok(Self { snapshot, releases, zonings })
    }

    /// The finest zoning and what the last release tells of it.
    pub fn finest(&self) -> Option<(&Zoning, &Published)> {
        self.zonings.first().zip(self.releases.last())
    }
}

/// The members of a list, of nothing else none.
pub fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn releases(atlas: &Value) -> Vec<Published> {
    let notes = list(&atlas["datasets"]).filter(|dataset| dataset["format"] == "field-notes");
    let mut found: Vec<Published> = notes
        .map(|dataset| {
            let period = dataset["file"].as_str().unwrap_or_default().to_owned();
            let of_it = list(&atlas["indicators"]).filter(|indicator| indicator["dataset"] == dataset["id"]);
            let word = |indicator: &Value, name: &str| indicator[name].as_str().unwrap_or_default().to_owned();
            Published {
                quarter: period.parse().ok(),
                period,
                indicators: of_it.map(|indicator| (word(indicator, "id"), word(indicator, "code"))).collect(),
                columns: BTreeMap::new(),
            }
        })
        .collect();
    found.sort_by(|a, b| a.period.cmp(&b.period));
    found
}

impl Published {
    fn holds(&self, indicator: &Value) -> bool {
        self.indicators.iter().any(|(id, _)| indicator["id"] == id.as_str())
    }

    async fn read(&mut self, target: &Target, geography: &str, told: &[String]) -> Result<(), Fault> {
        for (id, _) in self.indicators.iter().filter(|(id, _)| told.contains(id)) {
            let column = target.json(&format!("/columns/{geography}/{id}")).await?;
            self.columns.insert((id.clone(), geography.to_owned()), cells(&column));
        }
        Ok(())
    }
}

/// The cells of a column as `GET /columns/{geography}/{indicator}` tells it.
pub fn cells(column: &Value) -> Vec<Told> {
    let number = |name: &str, at: usize| column[name][at].as_f64();
    let of = |(at, flag): (usize, &Value)| Told {
        value: number("values", at),
        low: number("low", at),
        high: number("high", at),
        flag: flag.as_str().unwrap_or_default().to_owned(),
    };
    list(&column["flags"]).enumerate().map(of).collect()
}

async fn zoning(target: &Target, snapshot: &str, geography: &str) -> Result<Zoning, Fault> {
    let zones = target.json(&format!("/zones/{snapshot}/{geography}")).await?;
    let words = |value: &Value| list(value).map(|word| word.as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    let parents = zones["parents"].as_object().into_iter().flatten().map(|(wider, codes)| (wider.clone(), words(codes)));
    Ok(Zoning {
        geography: geography.to_owned(),
        codes: words(&zones["codes"]),
        parents: parents.collect(),
        people: list(&zones["population"]).map(Value::as_f64).collect(),
    })
}
