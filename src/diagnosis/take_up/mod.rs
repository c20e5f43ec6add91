//! Where rights are probably not taken up: recipients against those expected.

mod inputs;
mod low_areas;
mod note;
mod strata;

use serde::Serialize;
use utoipa::ToSchema;

use super::columns::bounds;
use super::{Basis, Method, layer, sources};
use crate::analysis::take_up::ratio::{Count, Ratio};
use crate::analysis::take_up::verdict::{Verdict, adjusted};
use crate::analysis::take_up::{Standardised, standardise};
use crate::atlas::{Atlas, Layer};
use crate::domain::{DatasetId, Fault, Geography, Interval, Measure, Text, ZoneCode};
use crate::text;
use inputs::Inputs;
use strata::Strata;

/// False discoveries among the zones called out of the ordinary.
const FALSE_DISCOVERIES: f64 = 0.05;

/// Level of the intervals.
const LEVEL: f64 = 0.95;

/// Standard deviations on either side of an estimate at that level.
const NORMAL: f64 = 1.959_964;

/// With fewer recipients expected, nothing is said of a zone.
const FEWEST_EXPECTED: f64 = 5.0;

/// With fewer zones known, the territory cannot be its own reference.
const FEWEST_ZONES: usize = 12;

/// The signal over a territory, zones in the order of the layer.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TakeUp {
    /// The zones spoken of.
    pub geography: Geography,
    /// The benefit.
    pub benefit: Text,
    /// How, what it is and what it is not.
    pub method: Method,
    /// The recipients counted.
    pub recipients: Basis,
    /// What the expectation rests on.
    pub strata: Vec<Stratum>,
    /// Variance of the counts beyond Poisson's, 1 when there is none.
    pub overdispersion: f64,
    /// The false discovery rate controlled.
    pub fdr: f64,
    /// Each zone.
    pub zones: Vec<ZoneTakeUp>,
    /// Contiguous zones of low take-up, most likely first.
    pub clusters: Vec<Cluster>,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// A group of people and how often it receives the benefit in the reference.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Stratum {
    /// The group.
    pub label: Text,
    /// Its size over the territory.
    pub population: f64,
    /// Recipients per member.
    pub rate: Measure,
}

/// One zone's signal.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ZoneTakeUp {
    /// Its code.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// Recipients as published.
    pub observed: Measure,
    /// Recipients expected.
    pub expected: Measure,
    /// Observed over expected, with an interval that carries rounding, chance and the model.
    pub ratio: Measure,
    /// Recipients missing: expected − observed, never below zero.
    pub shortfall: Measure,
    /// Two-sided p-value, adjusted for the number of zones (Benjamini–Hochberg).
    pub p_adjusted: Option<f64>,
    /// In a word.
    pub class: TakeUpClass,
    /// Rank of the cluster it belongs to, from 1.
    pub cluster: Option<u32>,
}

/// What can be said of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TakeUpClass {
    /// Surely fewer recipients than expected.
    Deficit,
    /// Surely more.
    Surplus,
    /// The interval covers the reference: never coloured.
    NotDistinguishable,
    /// Too few people, or values withheld or missing.
    Insufficient,
}

/// A contiguous zone of low take-up.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Cluster {
    /// From 1, most likely first.
    pub rank: u32,
    /// The zones in it, by code.
    pub zones: Vec<ZoneCode>,
    /// Recipients.
    pub observed: f64,
    /// Recipients expected.
    pub expected: f64,
    /// Observed over expected inside, divided by the same outside.
    pub relative_risk: f64,
    /// Kulldorff's log-likelihood ratio.
    pub llr: f64,
    /// Monte Carlo rank p-value.
    pub p: f64,
}

/// Where RSA is probably not taken up.
///
/// # Errors
/// `geography-not-loaded`; `no-take-up-data` when recipients or what they are expected from are not
/// loaded, or known for too few zones.
pub fn take_up(atlas: &Atlas, geography: Geography) -> Result<TakeUp, Fault> {
    let layer = layer(atlas, geography)?;
    let inputs = Inputs::of(atlas, layer)?;
    let strata = strata::strata(&inputs);
    let known = Known::of(&inputs, &strata);
    if known.zones.len() < FEWEST_ZONES {
        return Err(too_few(known.zones.len()));
    }
    let found = standardise(&known.members, &known.counts, LEVEL);
    Ok(answer(layer, &inputs, &strata, &known, &found))
}

/// Whether the signal can be worked out, without working it out.
pub fn available(atlas: &Atlas, geography: Geography) -> bool {
    atlas.layer(geography).is_some_and(|layer| Inputs::of(atlas, layer).is_ok())
}

/// The zones of which both recipients and groups are known, in the order of the layer.
struct Known {
    zones: Vec<usize>,
    members: Vec<Vec<f64>>,
    counts: Vec<Count>,
}

impl Known {
    fn of(inputs: &Inputs<'_>, strata: &Strata) -> Self {
        let mut known = Self { zones: Vec::new(), members: Vec::new(), counts: Vec::new() };
        for (zone, (members, recipients)) in strata.members.iter().zip(inputs.recipients.values).enumerate() {
            let (Some(members), Some((low, value, high))) = (members, bounds(*recipients)) else { continue };
            known.zones.push(zone);
            known.members.push(members.clone());
            known.counts.push(Count { low, value, high });
        }
        known
    }

    /// The place of a zone of the layer among those known.
    fn place(&self, zone: usize) -> Option<usize> {
        self.zones.binary_search(&zone).ok()
    }
}

fn answer(layer: &Layer, inputs: &Inputs<'_>, strata: &Strata, known: &Known, found: &Standardised) -> TakeUp {
    let adjusted = adjusted(&found.ratios, &found.expected, FEWEST_EXPECTED);
    let clusters = low_areas::clusters(layer, known, found);
    let zones: Vec<ZoneTakeUp> =
        (0..layer.zones.len()).map(|zone| zone_take_up(layer, inputs, known, found, &adjusted, &clusters, zone)).collect();
    let outside = found.reference.iter().filter(|kept| !**kept).count() as u32;
    let count = |class: TakeUpClass| zones.iter().filter(|zone| zone.class == class).count() as u32;
    let told_apart = [outside, count(TakeUpClass::Insufficient), count(TakeUpClass::Deficit)];
    let bases = inputs.bases();
    TakeUp {
        geography: layer.geography,
        benefit: Text::new("Revenu de solidarité active (RSA)", "Minimum income (RSA)"),
        method: note::method(inputs, found.overdispersion, told_apart),
        recipients: Basis::of(inputs.recipients.indicator),
        strata: told(strata, found),
        overdispersion: found.overdispersion,
        fdr: FALSE_DISCOVERIES,
        zones,
        clusters,
        sources: sources(bases.into_iter().map(|basis| basis.dataset)),
    }
}

fn zone_take_up(
    layer: &Layer,
    inputs: &Inputs<'_>,
    known: &Known,
    found: &Standardised,
    adjusted: &[Option<f64>],
    clusters: &[Cluster],
    zone: usize,
) -> ZoneTakeUp {
    let code = &layer.zones[zone].code;
    let cluster = clusters.iter().find(|cluster| cluster.zones.contains(code)).map(|cluster| cluster.rank);
    let head = ZoneTakeUp {
        zone: code.clone(),
        name: layer.zones[zone].name.clone(),
        observed: inputs.recipients.values[zone],
        expected: Measure::missing(),
        ratio: Measure::missing(),
        shortfall: Measure::missing(),
        p_adjusted: None,
        class: TakeUpClass::Insufficient,
        cluster,
    };
    let Some(place) = known.place(zone) else { return head };
    let (due, ratio) = (found.expected[place], &found.ratios[place]);
    let spread = NORMAL * (found.overdispersion * found.rates.variance(&known.members[place])).sqrt();
    ZoneTakeUp {
        expected: Measure::estimated(due, Interval::new((due - spread).max(0.0), due + spread)),
        ratio: Measure::estimated(ratio.ratio, Interval::new(ratio.low, ratio.high)),
        shortfall: shortfall(due, ratio),
        p_adjusted: adjusted[place],
        class: class(adjusted[place], ratio),
        ..head
    }
}

fn shortfall(due: f64, ratio: &Ratio) -> Measure {
    let missing = |ratio: f64| due * (1.0 - ratio).max(0.0);
    Measure::estimated(missing(ratio.ratio), Interval::new(missing(ratio.high), missing(ratio.low)))
}

fn class(adjusted: Option<f64>, ratio: &Ratio) -> TakeUpClass {
    match Verdict::of(adjusted, ratio, FALSE_DISCOVERIES) {
        Verdict::Deficit => TakeUpClass::Deficit,
        Verdict::Surplus => TakeUpClass::Surplus,
        Verdict::NotDistinguishable => TakeUpClass::NotDistinguishable,
        Verdict::Insufficient => TakeUpClass::Insufficient,
    }
}

/// The groups with their rates.
fn told(strata: &Strata, found: &Standardised) -> Vec<Stratum> {
    let rate = |group: usize| {
        let (rate, spread) = (found.rates.values[group], NORMAL * found.overdispersion.sqrt() * found.rates.standard_error(group));
        Measure::estimated(rate, Interval::new((rate - spread).max(0.0), rate + spread))
    };
    let groups = strata.labels.iter().enumerate();
    groups.map(|(group, label)| Stratum { label: label.clone(), population: strata::total(strata, group), rate: rate(group) }).collect()
}

fn too_few(zones: usize) -> Fault {
    Fault::new(
        "no-take-up-data",
        text!(
            "le signal de non-recours ne peut pas être calculé : allocataires et revenus ne sont connus ensemble que pour {zones} zone(s)",
            "the signal of non-take-up cannot be worked out: recipients and incomes are known together for only {zones} zone(s)"
        ),
        text!("il en faut au moins {FEWEST_ZONES}", "at least {FEWEST_ZONES} are needed"),
    )
}

#[cfg(test)]
mod tests;
