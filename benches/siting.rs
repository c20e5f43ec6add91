//! Where to open, on points scattered over a square of 100 × 100: weights are whole, distances straight.
//! Run with `cargo bench --bench siting`; the exact answers are proved ones.

use std::hint::black_box;

use divan::Bencher;
use maillage::analysis::permutation::Draws;
use maillage::analysis::siting::{Effort, Setting, Sited, max_coverage, p_center, p_median, set_cover};
use maillage::domain::Reach;

fn main() {
    divan::main();
}

/// Most people within 10 of one of 10 sites, problem built included.
#[divan::bench(args = [(1_000, 200), (10_000, 500)], sample_count = 3, sample_size = 1)]
fn coverage(bencher: Bencher, size: (usize, usize)) {
    measure(bencher, size, |setting| max_coverage(setting, 10.0, 10, EXACT));
}

#[divan::bench(args = [(1_000, 200), (10_000, 500)], sample_count = 3, sample_size = 1)]
fn coverage_fast(bencher: Bencher, size: (usize, usize)) {
    measure(bencher, size, |setting| max_coverage(setting, 10.0, 10, Effort::Fast));
}

/// Everyone that some site reaches, within 25 of one.
#[divan::bench(args = [(1_000, 200)], sample_count = 3, sample_size = 1)]
fn cover(bencher: Bencher, size: (usize, usize)) {
    measure(bencher, size, |setting| set_cover(setting, 25.0, &vec![1.0; setting.candidates], EXACT).ok());
}

#[divan::bench(args = [(300, 60), (1_000, 200)], sample_count = 3, sample_size = 1)]
fn median(bencher: Bencher, size: (usize, usize)) {
    measure(bencher, size, |setting| p_median(setting, 10, EXACT).ok());
}

#[divan::bench(args = [(300, 60), (1_000, 200)], sample_count = 3, sample_size = 1)]
fn center(bencher: Bencher, size: (usize, usize)) {
    measure(bencher, size, |setting| p_center(setting, 10, EXACT).ok());
}

const EXACT: Effort = Effort::Exact(&|| false);

fn measure<F: Into<Option<Sited>>>(bencher: Bencher, (demand, candidates): (usize, usize), choose: impl Fn(Setting) -> F + Sync) {
    let (reach, weights) = scattered(demand, candidates);
    let setting = Setting { reach: &reach, weights: &weights, candidates, fixed: &[] };
    bencher.bench(|| {
        let found: Option<Sited> = choose(black_box(setting)).into();
        found.map(|found| found.objective)
    });
}

/// Costs between points and candidates scattered over a square, nearest first, and people at each point.
fn scattered(demand: usize, candidates: usize) -> (Reach, Vec<f64>) {
    let mut draws = Draws::new(11, 0);
    let mut point = || [f64::from(draws.below(100_000)) / 1_000.0, f64::from(draws.below(100_000)) / 1_000.0];
    let sites: Vec<[f64; 2]> = (0..candidates).map(|_| point()).collect();
    let mut reach = Reach { starts: vec![0], ..Reach::default() };
    let mut weights = Vec::new();
    for _ in 0..demand {
        let [here, weight] = [point(), point()];
        let mut pairs: Vec<(f64, u32)> = (0..).zip(&sites).map(|(site, at)| ((here[0] - at[0]).hypot(here[1] - at[1]), site)).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        reach.destinations.extend(pairs.iter().map(|pair| pair.1));
        reach.minutes.extend(pairs.iter().map(|pair| pair.0));
        reach.starts.push(reach.destinations.len());
        weights.push((5.0 * weight[0]).floor());
    }
    (reach, weights)
}
