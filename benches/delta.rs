//! What one change of a scenario costs over 486, 4,860 and 48,592 zones (France by IRIS), 10,000 services within 20 km:
//! it must not grow with the territory but with the zones concerned. Run with `cargo bench --bench delta`.

mod made;

use divan::Bencher;
use maillage::analysis::access::delta::{Base, Change};
use maillage::analysis::access::{Decay, Scattered};
use maillage::analysis::weights::Metric;

const ZONES: [usize; 3] = [486, 4_860, 48_592];
const LIMIT: f64 = 20_000.0;

fn main() {
    divan::main();
}

/// A service opens: the zones around it are found and their access computed anew.
#[divan::bench(args = ZONES, sample_count = 20)]
fn open(bencher: Bencher, zones: usize) {
    with_base(zones, |base, homes| {
        bencher.bench(|| {
            let middle = vec![[made::SIDE_METRES / 2.0; 2]];
            let around = Scattered::new(middle, homes.to_vec(), Metric::Euclidean).reach(LIMIT);
            base.after(&[Change::Open { supply: 5.0, ways: around.from_origin(0).collect() }])
        });
    });
}

/// A service changes its hours.
#[divan::bench(args = ZONES, sample_count = 20)]
fn resupply(bencher: Bencher, zones: usize) {
    with_base(zones, |base, _| bencher.bench(|| base.after(&[Change::Resupply { service: 5_000, supply: 9.0 }])));
}

/// A hundred services close.
#[divan::bench(args = ZONES, sample_count = 5)]
fn close_a_hundred(bencher: Bencher, zones: usize) {
    let changes: Vec<Change> = (0..100).map(|service| Change::Close { service: service * 100 }).collect();
    with_base(zones, |base, _| bencher.bench(|| base.after(&changes)));
}

fn with_base(zones: usize, measure: impl FnOnce(&Base, &[[f64; 2]])) {
    let (homes, sites) = (made::scattered(zones, 1), made::scattered(10_000, 2));
    let (demand, supply) = (made::amounts(zones, 3_000, 3), made::amounts(10_000, 20, 4));
    let reach = Scattered::new(homes.clone(), sites, Metric::Euclidean).reach(LIMIT);
    let decay = Decay::enhanced(LIMIT);
    measure(&Base::new(reach, demand, supply, decay), &homes);
}
