//! Access at 1,000, 10,000 and 100,000 zones by 10,000 services within 20 km: 0.13, 1.3 and 13 million pairs.
//! Time must grow with pairs. Run with `cargo bench --bench access`.

mod made;

use divan::Bencher;
use maillage::analysis::access::{Decay, Scattered, floating_catchment, floating_catchment_around, three_step_catchment_around};
use maillage::analysis::weights::Metric;

const ZONES: [usize; 3] = [1_000, 10_000, 100_000];
const SERVICES: usize = 10_000;
const LIMIT: f64 = 20_000.0;

fn main() {
    divan::main();
}

/// Positions in, E2SFCA out: pairs are found on the way and never kept.
#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn pairs_found_and_e2sfca(bencher: Bencher, zones: usize) {
    let (homes, sites, demand, supply) = territory(zones);
    let steps = Decay::enhanced(LIMIT).steps().unwrap_or_default();
    bencher.bench(|| {
        let places = Scattered::new(homes.clone(), sites.clone(), Metric::Euclidean);
        floating_catchment_around(&places, &demand, &supply, &steps)
    });
}

/// The same by three steps.
#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn pairs_found_and_3sfca(bencher: Bencher, zones: usize) {
    let (homes, sites, demand, supply) = territory(zones);
    let steps = Decay::enhanced(LIMIT).steps().unwrap_or_default();
    bencher.bench(|| {
        let places = Scattered::new(homes.clone(), sites.clone(), Metric::Euclidean);
        three_step_catchment_around(&places, &demand, &supply, &steps, f64::INFINITY)
    });
}

/// Pairs found, sorted by distance and kept, as the coverage of a loaded territory needs them.
#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn pairs_kept(bencher: Bencher, zones: usize) {
    let (homes, sites, ..) = territory(zones);
    let places = Scattered::new(homes, sites, Metric::Euclidean);
    bencher.bench(|| places.reach(LIMIT));
}

/// E2SFCA over pairs that are given.
#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn e2sfca_of_given_pairs(bencher: Bencher, zones: usize) {
    let (homes, sites, demand, supply) = territory(zones);
    let reach = Scattered::new(homes, sites, Metric::Euclidean).reach(LIMIT);
    let decay = Decay::enhanced(LIMIT);
    bencher.bench(|| floating_catchment(&reach, &demand, &supply, &decay));
}

/// The nearest service of each zone, whatever the distance.
#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn nearest(bencher: Bencher, zones: usize) {
    let (homes, sites, ..) = territory(zones);
    let places = Scattered::new(homes, sites, Metric::Euclidean);
    bencher.bench(|| places.nearest());
}

type Territory = (Vec<[f64; 2]>, Vec<[f64; 2]>, Vec<f64>, Vec<f64>);

fn territory(zones: usize) -> Territory {
    let (homes, sites) = (made::scattered(zones, 1), made::scattered(SERVICES, 2));
    (homes, sites, made::amounts(zones, 3_000, 3), made::amounts(SERVICES, 20, 4))
}
