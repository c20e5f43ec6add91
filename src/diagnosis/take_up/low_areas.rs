//! Low areas: neighbouring zones whose recipients are together surely fewer than expected.

use geo::{Distance, Haversine};

use super::{Cluster, Known};
use crate::analysis::clusters::{Found, Model, ScanOptions, Tail, Windows, scan};
use crate::analysis::take_up::Standardised;
use crate::atlas::Layer;

/// An area that holds more than this share of the recipients expected is no target.
const MAX_SHARE: f64 = 0.25;

/// Areas likelier than this to arise by chance are not told.
const SIGNIFICANT: f64 = 0.05;

/// Seed of the replicates: the same snapshot always gives the same answer.
const SEED: u64 = 2009;

/// The low areas, most likely first.
///
/// Counts and expectations are divided by the overdispersion. A zone far above its expectation, such as
/// an address where people are registered, counts as expected: otherwise it would make all the rest low.
pub fn clusters(layer: &Layer, known: &Known, found: &Standardised) -> Vec<Cluster> {
    let place = |place: usize| layer.centres[known.zones[place]].point();
    let touching = |place: usize| {
        let around = layer.adjacency.of(known.zones[place]).iter();
        around.filter_map(|zone| known.place(*zone as usize)).collect()
    };
    let windows = Windows::connected(&found.expected, MAX_SHARE, touching, |a, b| Haversine.distance(place(a), place(b)));
    let scaled = |count: f64| count / found.overdispersion;
    let cases: Vec<f64> = (0..known.zones.len()).map(|place| scaled(ordinary(known, found, place))).collect();
    let expected: Vec<f64> = found.expected.iter().map(|due| scaled(*due)).collect();
    let options = ScanOptions { model: Model::Poisson, tail: Tail::Low, min_cases: 1.0, replicates: 999, seed: SEED };
    let low = scan(&cases, &expected, &windows, options).into_iter().filter(|area| area.p <= SIGNIFICANT);
    (1..).zip(low).map(|(rank, area)| cluster(layer, known, found, rank, &area)).collect()
}

fn ordinary(known: &Known, found: &Standardised, place: usize) -> f64 {
    let (count, due) = (known.counts[place].value, found.expected[place]);
    if found.reference[place] { count } else { count.min(due) }
}

fn cluster(layer: &Layer, known: &Known, found: &Standardised, rank: u32, area: &Found) -> Cluster {
    let mut zones: Vec<_> = area.members.iter().map(|place| layer.zones[known.zones[*place]].code.clone()).collect();
    zones.sort();
    Cluster {
        rank,
        zones,
        observed: area.members.iter().map(|place| known.counts[*place].value).sum(),
        expected: area.members.iter().map(|place| found.expected[*place]).sum(),
        relative_risk: area.relative_risk,
        llr: area.llr,
        p: area.p,
    }
}
