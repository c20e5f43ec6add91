//! From nothing to one's own town, from a mirror of the producers on this machine: real and generated files under the
//! producers' own paths, with ranges, conditional answers, redirects and every way a producer fails.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it did not expect")]

mod bringing;
mod demo;
mod failing;
mod hostile;
mod mirror;
mod montpellier;
#[path = "../program/mod.rs"]
mod program;
mod shelves;

use std::fs;

use maillage::fetch::{Allowed, Fetcher, Kept, Limits};
use mirror::Mirror;
use program::Program;

/// Hosts of the tests that ask a fetcher.
const HOSTS: [&str; 2] = ["www.insee.fr", "static.data.gouv.fr"];

/// A program whose producers are the mirror.
fn program(mirror: &Mirror) -> Program {
    let program = Program::new();
    let settings = format!("[fetch]\nmirror = \"{}\"\nattempts = 2\npatience_seconds = 2.0\n", mirror.address());
    fs::write(program.folder().join("maillage.toml"), settings).unwrap();
    program
}

/// A fetcher through the mirror, with limits that suit a test, and where it keeps what it brings.
fn fetcher(mirror: &Mirror, folder: &std::path::Path) -> Fetcher {
    let hosts = HOSTS.map(str::to_owned);
    let limits = Limits {
        patience: std::time::Duration::from_secs(2),
        pause: std::time::Duration::from_millis(10),
        attempts: 3,
        ..Limits::default()
    };
    Fetcher::new(Allowed::new(&hosts, Some(mirror.address().parse().unwrap())), limits, Kept::of(folder)).unwrap()
}
