//! What a scenario costs whoever moves a service on the map: on the demonstration town by its streets, and over all France
//! in straight lines (48,592 IRIS, the France services). The territory as it stands is worked out before, as the server
//! keeps it. Run with `cargo bench --bench scenario`.

#![expect(clippy::print_stdout, reason = "the bench says what it measures on")]

mod made;

use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use made::country::{national, query};
use maillage::atlas::Atlas;
use maillage::diagnosis::coverage::standing::Standing;
use maillage::diagnosis::scenario::{BetterFor, Change, Scenario, ScenarioQuery, scenario_knowing};
use maillage::diagnosis::ways::ways;
use maillage::domain::{Batch, Geography, Mode, Position, Travel};
use maillage::ingest::{self, Known, Manifest};
use maillage::network::{StraightLine, Ways};
use maillage::sources::Unwatched;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 20)]
fn town_adds_a_place(bencher: Bencher) {
    in_town(bencher, &asked(town(), vec![add(town(), 7)], BetterFor::Nobody));
}

#[divan::bench(sample_count = 20)]
fn town_adds_a_place_and_looks_for_better_ones(bencher: Bencher) {
    in_town(bencher, &asked(town(), vec![add(town(), 7)], BetterFor::Last));
}

#[divan::bench(sample_count = 20)]
fn town_closes_a_service(bencher: Bencher) {
    in_town(bencher, &asked(town(), vec![close(town(), 0)], BetterFor::Nobody));
}

#[divan::bench(sample_count = 10)]
fn town_changes_ten_services(bencher: Bencher) {
    let changes = (0..5).map(|index| close(town(), index)).chain((0..5).map(|index| add(town(), 5 * index))).collect();
    in_town(bencher, &asked(town(), changes, BetterFor::Last));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn country_adds_a_place(bencher: Bencher) {
    over_country(bencher, &asked(national(), vec![add(national(), 20_000)], BetterFor::Nobody));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn country_adds_a_place_and_looks_for_better_ones(bencher: Bencher) {
    over_country(bencher, &asked(national(), vec![add(national(), 20_000)], BetterFor::Last));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn country_closes_a_service(bencher: Bencher) {
    over_country(bencher, &asked(national(), vec![close(national(), 0)], BetterFor::Nobody));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn country_as_it_stands(bencher: Bencher) {
    bencher.bench(|| Standing::of(national(), &StraightLine::default(), &query(), None));
}

fn in_town(bencher: Bencher, query: &ScenarioQuery) {
    let travel = town_ways().of(Mode::Walk);
    let standing = Standing::of(town(), travel, &query.coverage, None).expect("the town is loaded");
    measure(bencher, town(), travel, query, &standing);
}

fn over_country(bencher: Bencher, query: &ScenarioQuery) {
    static STANDING: OnceLock<Standing> = OnceLock::new();
    let travel = StraightLine::default();
    let standing = STANDING.get_or_init(|| Standing::of(national(), &travel, &query.coverage, None).expect("the country is loaded"));
    measure(bencher, national(), &travel, query, standing);
}

fn measure(bencher: Bencher, atlas: &Atlas, travel: &dyn Travel, query: &ScenarioQuery, standing: &Standing) {
    let run = || scenario_knowing(atlas, travel, query, standing);
    let found: Scenario = run().expect("a scenario that can be");
    println!("{} zones change, {} places were tried", found.zones.len(), found.better.map_or(0, |better| better.tried));
    bencher.bench(run);
}

fn asked(atlas: &Atlas, changes: Vec<Change>, better_for: BetterFor) -> ScenarioQuery {
    let geography = atlas.layers.keys().next().copied().unwrap_or(Geography::Iris);
    let coverage = maillage::diagnosis::coverage::CoverageQuery { geography, ..query() };
    ScenarioQuery { name: None, coverage, changes, better_for }
}

/// A new place where people of a zone live.
fn add(atlas: &Atlas, zone: usize) -> Change {
    let position: Position = atlas.layers[&Geography::Iris].origins.heart(zone);
    Change::Add { position, capacity: 1.0, opening: None, name: None }
}

/// One of the services of the theme closes.
fn close(atlas: &Atlas, index: usize) -> Change {
    let of_theme = atlas.services.iter().filter(|service| service.themes.contains(&query().theme));
    let fixed = of_theme.filter(|service| service.mobility == maillage::domain::Mobility::Fixed);
    Change::Close { service: fixed.map(|service| service.id.clone()).nth(index).expect("so many services") }
}

fn town() -> &'static Atlas {
    static TOWN: OnceLock<Atlas> = OnceLock::new();
    TOWN.get_or_init(|| {
        let manifest = Manifest::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo/demo.toml")).expect("the town's manifest");
        let mut known = Known::default();
        let import = |request| -> Batch {
            let batch = ingest::file(request, &known, &Unwatched).expect("the town's files");
            known.add(&batch.zones);
            batch
        };
        Atlas::build(manifest.files.iter().map(import).collect())
    })
}

fn town_ways() -> &'static Ways {
    static WAYS: OnceLock<Ways> = OnceLock::new();
    WAYS.get_or_init(|| ways(town()))
}
