//! Local Moran at 1,000, 10,000 and 100,000 zones, 8 neighbours, 999 deals: time must grow with the
//! number of pairs. Run with `cargo bench --bench local_moran`.

use divan::Bencher;
use maillage::analysis::autocorrelation::Sample;
use maillage::analysis::autocorrelation::local_moran::local_moran_permuted;
use maillage::analysis::permutation::{Alternative, Draws, Permutations, Scheme};
use maillage::analysis::weights::{Metric, nearest_neighbours};

const ZONES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn complete(bencher: Bencher, zones: usize) {
    measure(bencher, zones, Scheme::Complete);
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn shared(bencher: Bencher, zones: usize) {
    measure(bencher, zones, Scheme::Shared);
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn sequential(bencher: Bencher, zones: usize) {
    measure(bencher, zones, Scheme::Sequential { extremes: 20 });
}

fn measure(bencher: Bencher, zones: usize, scheme: Scheme) {
    let sample = scattered(zones);
    let permutations = Permutations { count: 999, seed: 1, alternative: Alternative::TwoSided, scheme };
    bencher.bench(|| local_moran_permuted(&sample, &permutations));
}

/// Points scattered over a square, each with its 8 nearest as neighbours and a value of its own.
fn scattered(zones: usize) -> Sample {
    let mut draws = Draws::new(7, 0);
    let mut draw = || f64::from(draws.below(1_000_000)) / 1_000_000.0;
    let points: Vec<_> = (0..zones).map(|_| [draw(), draw()]).collect();
    let values: Vec<_> = (0..zones).map(|_| Some(draw())).collect();
    Sample::new(&values, &nearest_neighbours(&points, 8, Metric::Euclidean).row_standardised()).0
}
