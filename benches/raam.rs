//! Rational agents at 100, 1,000 and 10,000 zones by 10,000 services within 20 km: 13,000 to 1.3 million pairs, 150
//! rounds. Run with `cargo bench --bench raam`.

mod made;

use divan::Bencher;
use maillage::analysis::access::{RationalAgents, Scattered, rational_agents};
use maillage::analysis::weights::Metric;

const ZONES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    divan::main();
}

#[divan::bench(args = ZONES, sample_count = 3, sample_size = 1)]
fn of_given_pairs(bencher: Bencher, zones: usize) {
    let (homes, sites) = (made::scattered(zones, 1), made::scattered(10_000, 2));
    let (demand, supply) = (made::amounts(zones, 3_000, 3), made::amounts(10_000, 20, 4));
    let reach = Scattered::new(homes, sites, Metric::Euclidean).reach(20_000.0);
    let how = RationalAgents { tau: 20_000.0, ..RationalAgents::default() };
    bencher.bench(|| rational_agents(&reach, &demand, &supply, how));
}
