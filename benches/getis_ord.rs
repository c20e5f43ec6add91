//! Getis–Ord, local Geary and join counts at 1,000, 10,000 and 100,000 zones, 8 neighbours, 999 deals: time must grow
//! with the number of pairs, as that of local Moran. Run with `cargo bench --bench getis_ord`.

mod made;

use divan::Bencher;
use maillage::analysis::autocorrelation::Sample;
use maillage::analysis::autocorrelation::geary::local_geary_permuted;
use maillage::analysis::autocorrelation::getis_ord::getis_ord_permuted;
use maillage::analysis::autocorrelation::join_counts::{Join, join_counts_permuted, local_join_counts_permuted};
use maillage::analysis::permutation::{Alternative, Permutations, Scheme};
use maillage::analysis::weights::{Metric, nearest_neighbours};

const ZONES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn getis_ord_complete(bencher: Bencher, zones: usize) {
    let sample = sample(zones, 1_000);
    bencher.bench(|| getis_ord_permuted(&sample, &permutations(Scheme::Complete)));
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn getis_ord_shared(bencher: Bencher, zones: usize) {
    let sample = sample(zones, 1_000);
    bencher.bench(|| getis_ord_permuted(&sample, &permutations(Scheme::Shared)));
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn local_geary_complete(bencher: Bencher, zones: usize) {
    let sample = sample(zones, 1_000);
    bencher.bench(|| local_geary_permuted(&sample, &permutations(Scheme::Complete)));
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn join_counts_local(bencher: Bencher, zones: usize) {
    let sample = marks(zones);
    bencher.bench(|| local_join_counts_permuted(&sample, &permutations(Scheme::Complete)));
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn join_counts_of_the_map(bencher: Bencher, zones: usize) {
    let sample = marks(zones);
    bencher.bench(|| join_counts_permuted(&sample, Join::BlackBlack, &permutations(Scheme::Complete)));
}

fn permutations(scheme: Scheme) -> Permutations {
    Permutations { count: 999, seed: 1, alternative: Alternative::TwoSided, scheme }
}

fn sample(zones: usize, kinds: u32) -> Sample {
    of(zones, made::amounts(zones, kinds, 2))
}

/// Half the zones marked.
fn marks(zones: usize) -> Sample {
    of(zones, made::amounts(zones, 2, 2).iter().map(|mark| mark - 1.0).collect())
}

fn of(zones: usize, values: Vec<f64>) -> Sample {
    let values: Vec<_> = values.into_iter().map(Some).collect();
    Sample::new(&values, &nearest_neighbours(&made::scattered(zones, 1), 8, Metric::Euclidean).row_standardised()).0
}
