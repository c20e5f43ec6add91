//! Another engine asked for times: OSRM for real where it is installed, and engines that misbehave in every way.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a test says what it leaves out and stops at what it did not expect"
)]

#[path = "../harness/mod.rs"]
mod harness;
mod misbehaving;
mod osrm;
#[path = "../program/mod.rs"]
mod program;
mod stub;
mod valhalla;
mod whole;

use maillage::domain::{Mode, Position, Travel};
use maillage::network::Ways;
use maillage::remote::{Engine, EngineSettings};

fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon, lat).unwrap()
}

/// An engine of these settings, as `maillage.toml` would hold them.
fn engine(table: &str) -> Engine {
    Engine::new(&toml::from_str::<EngineSettings>(table).unwrap()).unwrap()
}

/// The ways on foot by an OSRM at this address, straight lines behind it.
fn on_foot(address: &str) -> Ways {
    engine(&format!("kind = \"osrm\"\nwalk = \"{address}\"\ntimeout_seconds = 0.4")).over(Ways::straight())
}

/// A few doors and services within a walk of one another, in the middle of Montpellier.
fn town() -> (Vec<Position>, Vec<Position>) {
    let along = |count: i32, lat: f64| (0..count).map(|n| at(3.87 + f64::from(n) * 0.001, lat)).collect();
    (along(12, 43.610), along(4, 43.612))
}

/// A method note in both languages as one text.
fn note(travel: &dyn Travel) -> String {
    let method = travel.method();
    format!("{}\n{}", method.fr, method.en)
}

#[test]
fn what_the_settings_do_not_name_stays_as_it_was() {
    let ways = on_foot("http://127.0.0.1:9");
    assert!(note(ways.of(Mode::Walk)).contains("OSRM (127.0.0.1:9)"), "before any question it is the one to be asked");
    assert_eq!(note(ways.of(Mode::Bike)), note(Ways::straight().of(Mode::Bike)));
}
