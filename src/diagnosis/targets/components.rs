//! The components of every zone's score, so that a score and a rank can be worked out for any weights, and how firm
//! ranks are when weights are anything at all.

use serde::Serialize;
use utoipa::ToSchema;

use super::drivers::{Drivers, Known};
use super::words::Words;
use super::{TargetsQuery, Weights};
use crate::analysis::index::Part;
use crate::analysis::rates::reliability::wilson;
use crate::analysis::weighting::{Trials, ranks, score, steadiness};
use crate::atlas::Atlas;
use crate::diagnosis::wording::{paragraph, whole};
use crate::diagnosis::{Method, layer, sources};
use crate::domain::{DatasetId, Fault, Geography, Interval, Minutes, Mode, Text, Theme, Travel, ZoneCode};

/// The seed of random weights.
const SEED: u64 = 2_020;

/// Ranks drawn at most, over zones and draws: memory stays bounded over a whole country.
const MOST_RANKS: usize = 10_000_000;

/// The components over a geography, columns in the order of zone codes.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Components {
    /// The zones.
    pub geography: Geography,
    /// One theme, or all together.
    pub theme: Option<Theme>,
    /// How people travel.
    pub mode: Mode,
    /// The longest way, in minutes.
    pub limit_minutes: Minutes,
    /// Codes of the zones.
    pub codes: Vec<ZoneCode>,
    /// People of each; `null` where not known.
    pub people: Vec<Option<f64>>,
    /// Social need, 0 to 1.
    pub need: Vec<Option<f64>>,
    /// Shortfall of access, 0 to 1.
    pub gap: Vec<Option<f64>>,
    /// Probable non-take-up, 0 to 1.
    pub take_up: Vec<Option<f64>>,
    /// The least each may be, within the intervals of its figures.
    pub need_low: Vec<Option<f64>>,
    /// The most.
    pub need_high: Vec<Option<f64>>,
    /// As `need_low`.
    pub gap_low: Vec<Option<f64>>,
    /// As `need_high`.
    pub gap_high: Vec<Option<f64>>,
    /// As `need_low`.
    pub take_up_low: Vec<Option<f64>>,
    /// As `need_high`.
    pub take_up_high: Vec<Option<f64>>,
    /// How.
    pub method: Method,
    /// Data sets they rest on.
    pub sources: Vec<DatasetId>,
}

/// How firm ranks are when weights are anything at all: columns in the order of ranks under equal weights.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Stability {
    /// The zones.
    pub geography: Geography,
    /// One theme, or all together.
    pub theme: Option<Theme>,
    /// How people travel.
    pub mode: Mode,
    /// The longest way, in minutes.
    pub limit_minutes: Minutes,
    /// Draws of weights made.
    pub draws: u32,
    /// Their seed.
    pub seed: u64,
    /// How long the top of the list is.
    pub top: u32,
    /// Codes of the zones that have a rank under equal weights.
    pub codes: Vec<ZoneCode>,
    /// Their names.
    pub names: Vec<String>,
    /// Their ranks under equal weights.
    pub rank: Vec<u32>,
    /// Their scores under equal weights, 0 to 100.
    pub score: Vec<f64>,
    /// The share of draws in which each is in the top.
    pub top_share: Vec<f64>,
    /// Its 95 % interval (Wilson): lower bounds.
    pub top_low: Vec<f64>,
    /// Upper bounds.
    pub top_high: Vec<f64>,
    /// Ranks over the draws: 5th percentile.
    pub rank_low: Vec<u32>,
    /// Median.
    pub rank_median: Vec<u32>,
    /// 95th percentile.
    pub rank_high: Vec<u32>,
    /// How.
    pub method: Method,
    /// Data sets they rest on.
    pub sources: Vec<DatasetId>,
}

/// How firmly to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Firmness {
    /// How long the top of the list is.
    pub top: u32,
    /// Draws wanted; fewer are made where zones are very many.
    pub draws: u32,
}

/// The components of every zone; the weights asked count for nothing.
///
/// # Errors
/// `geography-not-loaded`.
pub fn components(atlas: &Atlas, travel: &dyn Travel, query: &TargetsQuery, known: Known<'_>) -> Result<Components, Fault> {
    let layer = layer(atlas, query.geography)?;
    let drivers = Drivers::of(atlas, layer, travel, query, known);
    let parts: Vec<Vec<Option<Part>>> = (0..layer.zones.len()).map(|zone| drivers.parts(zone)).collect();
    let column = |component: usize, of: fn(&Part) -> f64| -> Vec<Option<f64>> {
        parts.iter().map(|parts| parts[component].as_ref().map(of)).collect()
    };
    let method = Words { atlas, layer, travel, drivers: &drivers, query }.method();
    Ok(Components {
        geography: query.geography,
        theme: query.theme,
        mode: query.mode,
        limit_minutes: query.limit_minutes,
        codes: layer.zones.iter().map(|zone| zone.code.clone()).collect(),
        people: drivers.people.counts.iter().map(|count| count.value()).collect(),
        need: column(0, |part| part.value),
        gap: column(1, |part| part.value),
        take_up: column(2, |part| part.value),
        need_low: column(0, |part| part.low),
        need_high: column(0, |part| part.high),
        gap_low: column(1, |part| part.low),
        gap_high: column(1, |part| part.high),
        take_up_low: column(2, |part| part.low),
        take_up_high: column(2, |part| part.high),
        method: Method { note: paragraph([method.note, formula()]), ..method },
        sources: sources(drivers.datasets().into_iter().chain(atlas.travel_sources(layer, query.mode))),
    })
}

impl Components {
    /// Need, gap and take-up of a zone where somebody lives; all unknown elsewhere.
    fn parts(&self, zone: usize) -> Vec<Option<f64>> {
        let inhabited = self.people[zone].is_some_and(|people| people > 0.0);
        [&self.need, &self.gap, &self.take_up].into_iter().map(|column| column[zone].filter(|_| inhabited)).collect()
    }

    /// The score of each zone under some weights, 0 to 1.
    pub fn scores(&self, weights: Weights) -> Vec<Option<f64>> {
        (0..self.codes.len()).map(|zone| score(&self.parts(zone), &weights.as_array())).collect()
    }
}

/// How firm the ranks of some components are.
///
/// # Errors
/// `geography-not-loaded`.
pub fn stability(atlas: &Atlas, components: Components, asked: Firmness) -> Result<Stability, Fault> {
    let layer = layer(atlas, components.geography)?;
    let zones: Vec<Vec<Option<f64>>> = (0..components.codes.len()).map(|zone| components.parts(zone)).collect();
    let draws = asked.draws.min((MOST_RANKS / zones.len().max(1)).max(1) as u32);
    let found = steadiness(&zones, Trials { draws, seed: SEED, top: asked.top });
    let scores = components.scores(Weights::EQUAL);
    let mut ranked: Vec<(u32, usize)> = (0..).zip(ranks(&scores)).filter_map(|(zone, rank)| Some((rank?, zone))).collect();
    ranked.sort_unstable();
    let places: Vec<usize> = ranked.iter().map(|(_, zone)| *zone).collect();
    let share = |zone: &usize| wilson(f64::from(found[*zone].in_top), f64::from(draws), 0.95);
    let column = |of: &dyn Fn(&usize) -> u32| -> Vec<u32> { places.iter().map(of).collect() };
    Ok(Stability {
        geography: components.geography,
        theme: components.theme,
        mode: components.mode,
        limit_minutes: components.limit_minutes,
        draws,
        seed: SEED,
        top: asked.top,
        codes: places.iter().map(|zone| components.codes[*zone].clone()).collect(),
        names: places.iter().map(|zone| layer.zones[*zone].name.clone()).collect(),
        rank: ranked.iter().map(|(rank, _)| *rank).collect(),
        score: places.iter().map(|zone| scores[*zone].unwrap_or(0.0) * 100.0).collect(),
        top_share: places.iter().map(|zone| f64::from(found[*zone].in_top) / f64::from(draws)).collect(),
        top_low: places.iter().map(|zone| share(zone).map_or(0.0, Interval::low)).collect(),
        top_high: places.iter().map(|zone| share(zone).map_or(1.0, Interval::high)).collect(),
        rank_low: column(&|zone| found[*zone].low),
        rank_median: column(&|zone| found[*zone].median),
        rank_high: column(&|zone| found[*zone].high),
        method: method(components.method, draws, asked.top),
        sources: components.sources,
    })
}

fn formula() -> Text {
    Text::new(
        "Pour d’autres poids : score = 100 × moyenne des composantes connues, pondérée ; une zone a un rang si quelqu’un y habite et si ce qu’on en sait pèse au moins la moitié.",
        "For other weights: score = 100 × weighted mean of the components known; a zone is ranked when somebody lives there and what is known of it weighs at least half.",
    )
}

fn method(before: Method, draws: u32, top: u32) -> Method {
    let (draws, top) = (whole(f64::from(draws)), whole(f64::from(top)));
    let firm = Text::new(
        format!(
            "Solidité : sur {} tirages où les trois poids sont quelconques (loi de Dirichlet uniforme), part de ceux où la zone reste parmi les {} premières, et rangs du 5e au 95e centile ; l’incertitude des chiffres n’y entre pas.",
            draws.fr, top.fr
        ),
        format!(
            "Firmness: over {} draws in which the three weights are anything (uniform Dirichlet), the share in which the zone stays among the first {}, and ranks from the 5th to the 95th percentile; the uncertainty of figures is left out.",
            draws.en, top.en
        ),
    );
    Method { note: paragraph([before.note, firm]), ..before }
}
