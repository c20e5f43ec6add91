//! Where to act first, why, and how.

use serde::Serialize;
use utoipa::ToSchema;

use super::Method;
use crate::domain::{DatasetId, Geography, Measure, Text, Theme, ZoneCode};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct TargetsQuery {
    /// The zones to rank.
    pub geography: Geography,
    /// One theme, or `None` for all together.
    pub theme: Option<Theme>,
    /// How much each driver counts.
    pub weights: Weights,
}

/// How much each driver counts: not negative, not all zero; they are scaled to sum to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Weights {
    /// Social need: poverty, benefits, unemployment, isolation.
    pub need: f64,
    /// Shortfall of access.
    pub gap: f64,
    /// Probable non-take-up.
    pub take_up: f64,
}

/// The ranked list, first to act first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Targets {
    /// What was asked.
    pub query: TargetsQuery,
    /// How.
    pub method: Method,
    /// How many zones could be ranked.
    pub ranked: u32,
    /// Zones left out because too little is known of them, by code.
    pub left_out: Vec<ZoneCode>,
    /// The targets.
    pub targets: Vec<Target>,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// One target area.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Target {
    /// From 1.
    pub rank: u32,
    /// Best and worst rank over random weights and the intervals of the figures (5th to 95th percentile).
    pub rank_low: u32,
    /// See `rank_low`.
    pub rank_high: u32,
    /// Its code.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// 0 to 100.
    pub score: f64,
    /// People who live there.
    pub people: Measure,
    /// What makes the score, largest first.
    pub drivers: Vec<Driver>,
    /// What to do.
    pub action: Action,
    /// Why here and what to do, in one copyable sentence.
    pub sentence: Text,
}

/// One contribution to a score.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Driver {
    /// Which.
    pub kind: DriverKind,
    /// Share of the score, 0 to 1.
    pub contribution: f64,
    /// The figures behind it, in words.
    pub sentence: Text,
}

/// Kinds of driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DriverKind {
    /// Social need.
    Need,
    /// Shortfall of access.
    Gap,
    /// Probable non-take-up.
    TakeUp,
}

/// What to do (METHODS, "Take-up").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Deficit and poor access: open, move or staff a service.
    Open,
    /// Services are in reach but closed when asked: extend hours.
    ExtendHours,
    /// Deficit with good access: go out and inform (*aller-vers*).
    GoOut,
    /// Poor access without deficit: watch.
    Watch,
    /// Need alone: keep in sight.
    KeepInSight,
}
