//! What is measured: its meaning, unit and how it may be used.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{DatasetId, Text, Theme, Vintage};

/// Name of an indicator and the year it speaks of, as in `rsa_recipients_2009`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct IndicatorId(String);

impl IndicatorId {
    /// `code_year`. The code is lower-case ASCII letters, digits and `_`; other characters become `_`.
    pub fn new(code: &str, vintage: Vintage) -> Self {
        let code: String = code.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
        Self(format!("{code}_{vintage}"))
    }

    /// An identifier as it was stored or asked for.
    pub fn from_stored(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What one unit of the value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Persons.
    Persons,
    /// Households.
    Households,
    /// Dwellings.
    Dwellings,
    /// Claimants of an allowance: a household may hold one.
    Claimants,
    /// Percent, 0 to 100.
    Percent,
    /// A share, 0 to 1.
    Share,
    /// Euros a year.
    EurosPerYear,
    /// A ratio without unit (interdecile ratio, Gini).
    Ratio,
    /// Consumption units of a household.
    ConsumptionUnits,
    /// Other counts: places, establishments.
    Count,
    /// A producer's code, as in a note on quality.
    Code,
}

/// Whether values of parts may be added into the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// A count: parts add up.
    Extensive,
    /// A rate, share, median, Gini: never summed.
    Intensive,
}

/// Which way lies need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The higher, the more need.
    HigherIsNeed,
    /// The lower, the more need.
    LowerIsNeed,
    /// Neither.
    Neutral,
}

/// One indicator of one data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Code without year, shared by the years of a series: `rsa_recipients`.
    pub code: String,
    /// The year it speaks of.
    pub vintage: Vintage,
    /// What it is called.
    pub label: Text,
    /// The theme it speaks to.
    pub theme: Theme,
    /// Its unit.
    pub unit: Unit,
    /// Whether it may be summed.
    pub nature: Nature,
    /// Which way lies need.
    pub direction: Direction,
    /// The data set it comes from.
    pub dataset: DatasetId,
}

impl Indicator {
    /// Its identifier: code and year.
    pub fn id(&self) -> IndicatorId {
        IndicatorId::new(&self.code, self.vintage)
    }
}
