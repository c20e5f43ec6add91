//! Who is far from a service: access scores, people short of access, and why.

use serde::Serialize;

use super::{Basis, Method};
use crate::domain::{Audience, DatasetId, Geography, Measure, Minutes, ServiceId, Text, Theme, WeekTime, ZoneCode};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CoverageQuery {
    /// The zones to speak of.
    pub geography: Geography,
    /// The theme of the services.
    pub theme: Theme,
    /// For whom; `None` counts every service.
    pub audience: Option<Audience>,
    /// Open at this moment of the week; `None` counts services whatever their hours.
    pub at: Option<WeekTime>,
    /// The longest way, in minutes on foot, bound included.
    pub limit_minutes: Minutes,
}

/// The answer, zones in the order of the layer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// What was asked.
    pub query: CoverageQuery,
    /// How.
    pub method: Method,
    /// Whom the numbers of people count.
    pub people: Basis,
    /// The access a zone should have: services per 10,000 people, the territory's own mean.
    pub reference: f64,
    /// Services of the theme in the territory, before conditions.
    pub services: u32,
    /// People short of access over all zones, and the interval of unknown zones.
    pub short: Measure,
    /// Each zone.
    pub zones: Vec<ZoneCoverage>,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// One zone's access.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneCoverage {
    /// Its code.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// The nearest service that meets every condition, whatever the distance.
    pub nearest: Option<Nearby>,
    /// How many such services lie within the limit.
    pub in_reach: u32,
    /// E2SFCA: services per 10,000 people, competition counted.
    pub access: Measure,
    /// People who live there.
    pub people: Measure,
    /// People short of access: `people × max(0, 1 − access / reference)`.
    pub short: Measure,
    /// In a word.
    pub class: CoverageClass,
    /// Why it is not covered, in the order of METHODS; empty when covered.
    pub reasons: Vec<Reason>,
}

/// A service and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nearby {
    /// The service.
    pub service: ServiceId,
    /// Its name.
    pub name: String,
    /// Minutes on foot.
    pub minutes: f64,
    /// Metres on foot.
    pub metres: f64,
}

/// How well a zone is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageClass {
    /// Access at or above the reference.
    Covered,
    /// Some access, below the reference.
    Partial,
    /// No service within the limit meets the conditions.
    Uncovered,
    /// Nobody lives there.
    NoPeople,
    /// The number of people is withheld or missing.
    Unknown,
}

/// Why a service nearby does not serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// None within the limit.
    NoneInReach,
    /// Reserved to residents of other areas.
    NotEligible,
    /// Reserved to another audience.
    WrongAudience,
    /// Closed at that moment.
    Closed,
    /// In reach, but shared by too many people.
    Saturated,
    /// Receives at a distance only.
    RemoteOnly,
}

/// One reason, with the nearest near-miss named.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// The reason.
    pub code: ReasonCode,
    /// The nearest service that fails for this reason alone.
    pub near_miss: Option<Nearby>,
    /// In words: « à 1,2 km, mais fermé à ce moment ».
    pub sentence: Text,
}
