//! Where to act first, why, and how.

pub mod components;
pub mod drivers;
pub mod need;
mod words;

use serde::Serialize;
use utoipa::ToSchema;

use super::coverage::USUAL_LIMIT;
use super::take_up::take_up;
use super::{Basis, Method, layer, sources};
use crate::analysis::index::{Part, Shaking, rank_intervals, weighted_mean};
use crate::analysis::rank::descending;
use crate::atlas::{Atlas, Layer};
use crate::domain::{DatasetId, Fault, Geography, Measure, Minutes, Mode, Text, Theme, Travel, ZoneCode};
use drivers::{Drivers, Known};
use words::Words;

/// Draws of weights and figures behind a rank interval, and their seed.
const SHAKING: Shaking = Shaking { draws: 200, seed: 17 };

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct TargetsQuery {
    /// The zones to rank.
    pub geography: Geography,
    /// One theme, or `None` for all together.
    pub theme: Option<Theme>,
    /// How much each driver counts.
    pub weights: Weights,
    /// How people travel to services.
    pub mode: Mode,
    /// A longer way than this to a service is no access.
    pub limit_minutes: Minutes,
}

impl TargetsQuery {
    /// All themes, every driver alike, half an hour on foot.
    pub const fn usual(geography: Geography) -> Self {
        Self { geography, theme: None, weights: Weights::EQUAL, mode: Mode::Walk, limit_minutes: USUAL_LIMIT }
    }
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
    /// What counts the people.
    pub people: Option<Basis>,
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
    /// The numbers of the sentence, in its order.
    pub figures: Vec<Figure>,
}

/// A number of a sentence, as it is written there, and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Figure {
    /// How it is written.
    pub words: Text,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// Something said, with the numbers in it.
pub type Told = (Text, Vec<Figure>);

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

/// What to do, from whether rights are taken up and services are in reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Poor access, with a deficit of take-up or strong need: open, move or staff a service.
    Open,
    /// The same, and the services in reach open few hours: extend hours.
    ExtendHours,
    /// Deficit or strong need with good access: go out and inform (*aller-vers*).
    GoOut,
    /// Poor access without deficit nor strong need: watch.
    Watch,
    /// Neither deficit, strong need nor poor access: keep in sight.
    KeepInSight,
}

impl Weights {
    /// Every driver alike.
    pub const EQUAL: Self = Self { need: 1.0, gap: 1.0, take_up: 1.0 };

    /// Need, gap, take-up.
    pub const fn as_array(self) -> [f64; 3] {
        [self.need, self.gap, self.take_up]
    }

    /// # Errors
    /// `bad-weights`.
    fn check(self) -> Result<Self, Fault> {
        let weights = self.as_array();
        let fit = weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0) && weights.iter().any(|weight| *weight > 0.0);
        fit.then_some(self).ok_or_else(|| {
            Fault::new(
                "bad-weights",
                Text::new("les poids ne conviennent pas", "the weights do not fit"),
                Text::new(
                    "attendu : trois nombres positifs ou nuls, dont un au moins positif",
                    "expected three numbers, none negative, one at least positive",
                ),
            )
        })
    }
}

/// Where to act first.
///
/// # Errors
/// `geography-not-loaded`, `bad-weights`.
pub fn targets(atlas: &Atlas, travel: &dyn Travel, query: &TargetsQuery) -> Result<Targets, Fault> {
    let take_up = take_up(atlas, query.geography).ok();
    targets_knowing(atlas, travel, query, Known { take_up, ..Known::default() })
}

/// The same when some of it is worked out already.
///
/// # Errors
/// As [`targets`].
pub fn targets_knowing(atlas: &Atlas, travel: &dyn Travel, query: &TargetsQuery, known: Known<'_>) -> Result<Targets, Fault> {
    let weights = query.weights.check()?;
    let layer = layer(atlas, query.geography)?;
    let drivers = Drivers::of(atlas, layer, travel, query, known);
    let (ranked, left_out): (Vec<usize>, Vec<usize>) = (0..layer.zones.len()).partition(|zone| drivers.rankable(*zone, weights));
    let words = Words { atlas, layer, travel, drivers: &drivers, query };
    Ok(Targets {
        query: *query,
        method: words.method(),
        people: drivers.people.basis.clone(),
        ranked: ranked.len() as u32,
        left_out: left_out.into_iter().map(|zone| layer.zones[zone].code.clone()).collect(),
        targets: list(layer, &drivers, weights, &ranked, &words),
        sources: sources(drivers.datasets().into_iter().chain(atlas.travel_sources(layer, query.mode))),
    })
}

fn list(layer: &Layer, drivers: &Drivers, weights: Weights, ranked: &[usize], words: &Words<'_>) -> Vec<Target> {
    let weights = weights.as_array();
    let parts: Vec<Vec<Option<Part>>> = ranked.iter().map(|zone| drivers.parts(*zone)).collect();
    let value = |parts: &Vec<Option<Part>>| parts.iter().map(|part| part.map(|part| part.value)).collect::<Vec<_>>();
    let scores: Vec<f64> = parts.iter().map(|parts| weighted_mean(&value(parts), &weights).unwrap_or(0.0)).collect();
    let intervals = rank_intervals(&parts, &weights, SHAKING);
    let target = |(rank, place): (u32, usize)| {
        let zone = ranked[place];
        let told = words.drivers(zone, &shares(&value(&parts[place]), &weights));
        let action = action(drivers, zone, words);
        Target {
            rank,
            rank_low: intervals[place].0.min(rank),
            rank_high: intervals[place].1.max(rank),
            zone: layer.zones[zone].code.clone(),
            name: layer.zones[zone].name.clone(),
            score: scores[place] * 100.0,
            people: drivers.people.counts[zone],
            sentence: words.sentence(zone, &told, action),
            drivers: told,
            action,
        }
    };
    (1..).zip(descending(&scores)).map(target).collect()
}

/// What each driver makes of the score: shares that sum to 1, or all 0.
fn shares(parts: &[Option<f64>], weights: &[f64]) -> [f64; 3] {
    let made: Vec<f64> = parts.iter().zip(weights).map(|(part, weight)| part.unwrap_or(0.0) * weight).collect();
    let whole: f64 = made.iter().sum();
    std::array::from_fn(|driver| if whole > 0.0 { made[driver] / whole } else { 0.0 })
}

/// Deficit × access. Strong need counts like a deficit where none can be shown, since most zones have too
/// few recipients for that: far from services it calls for one, next to them for going out.
fn action(drivers: &Drivers, zone: usize, words: &Words<'_>) -> Action {
    let deficit = drivers.deficit(zone);
    match (deficit || drivers.strong_need(zone), drivers.poor_access(zone)) {
        (true, true) if words.short_hours(zone) => Action::ExtendHours,
        (true, true) => Action::Open,
        (true, false) if deficit && words.short_hours(zone) => Action::ExtendHours,
        (true, false) => Action::GoOut,
        (false, true) => Action::Watch,
        (false, false) => Action::KeepInSight,
    }
}

#[cfg(test)]
mod tests;
