//! Kulldorff's scan of 300, 1,000 and 3,000 zones, areas up to half the people, 999 replicates: 0.05, 0.5 and 4.5
//! million areas each. Run with `cargo bench --bench scan`.

mod made;

use divan::Bencher;
use maillage::analysis::clusters::{Model, ScanOptions, Tail, Windows, scan};

const ZONES: [usize; 3] = [300, 1_000, 3_000];

fn main() {
    divan::main();
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn areas_and_high_tail(bencher: Bencher, zones: usize) {
    measure(bencher, zones, Tail::High);
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn areas_and_low_tail(bencher: Bencher, zones: usize) {
    measure(bencher, zones, Tail::Low);
}

fn measure(bencher: Bencher, zones: usize, tail: Tail) {
    let points = made::scattered(zones, 1);
    let (people, cases) = (made::amounts(zones, 3_000, 2), made::amounts(zones, 7, 3));
    let options = ScanOptions { model: Model::Poisson, tail, min_cases: 2.0, replicates: 999, seed: 1 };
    bencher.bench(|| {
        let windows = Windows::circular(&people, 0.5, |a, b| (points[a][0] - points[b][0]).hypot(points[a][1] - points[b][1]));
        scan(&cases, &people, &windows, options)
    });
}
