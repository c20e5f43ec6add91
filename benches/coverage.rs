//! Coverage of all France for one theme, by the code that answers the map: 48,592 IRIS centres by the 2,845 France
//! services, then by 50,000 services scattered over the same zones. The real centres and services are read from
//! `../shared/data/france` when it lies beside the checkout; else both are scattered, and the bench says so.
//! Run with `cargo bench --bench coverage`.

mod made;

use divan::Bencher;
use made::country::{atlas, national, query, services_near, zones};
use maillage::diagnosis::coverage::{Assessment, coverage};
use maillage::network::StraightLine;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn numbers_for_france_services(bencher: Bencher) {
    bencher.bench(|| Assessment::of(national(), &StraightLine::default(), &query()));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn words_for_france_services(bencher: Bencher) {
    bencher.bench(|| coverage(national(), &StraightLine::default(), &query()));
}

#[divan::bench(args = [500, 5_000, 50_000], sample_count = 5, sample_size = 1)]
fn numbers_for_scattered_services(bencher: Bencher, services: usize) {
    let atlas = atlas(services_near(zones(), services));
    bencher.bench(|| Assessment::of(&atlas, &StraightLine::default(), &query()));
}
