//! What the cells shown as “moins de 11” give away of one encounter, over so many releases that chance explains nothing.

use super::tests::{code, encounter, order, seeded};
use super::*;
use crate::disclosure::attack::hidden::{Cell, range};
use crate::disclosure::attack::ranking::{Ranking, largest_area};
use crate::disclosure::table::Sum;
use crate::domain::Encounter;

/// Releases of each kind: an area is then known to ± 0.007.
const RELEASES: usize = 2_500;

/// Three zones of one municipality that has an area of its own: where many are met, beside it, and where few are.
fn town() -> Nesting {
    let zone = |words: &str| PublicZone { code: code(words), commune: code("A"), epci: Some(code("E")), population: Some(2_000.0) };
    Nesting::new(&["A01", "A02", "A03"].map(zone), 1_000.0, &std::collections::BTreeSet::new()).unwrap()
}

/// The notes of a quarter, with somebody more in the last zone or not.
fn notes(more: bool) -> Vec<Encounter> {
    let of = |zone: &'static str, count: usize| (0..count).map(move |_| encounter(zone, 1));
    of("A01", 40).chain(of("A02", 30)).chain(of("A03", 4 + usize::from(more))).collect()
}

/// Zones, municipality and area as anybody reads them, and how they add up.
fn table(release: &Release, counted: Counted) -> (Vec<Cell>, Vec<Sum>) {
    let cell = |row: &Row| match row.shown {
        Shown::Count { value, .. } => Cell::Open(value as f64),
        Shown::Few => Cell::Hidden { low: 0.0, high: SHOWN_FROM as f64 - 1.0 },
    };
    let cells = release.rows.iter().filter(|row| row.counted == counted).map(cell).collect();
    (cells, vec![Sum { total: 3, parts: vec![0, 1, 2] }, Sum { total: 4, parts: vec![3] }])
}

/// The middle of what the last zone can be, added over all that an encounter is counted as.
fn middle(release: &Release, counted: &[Counted]) -> f64 {
    let of = |counted: &Counted| {
        let (cells, sums) = table(release, *counted);
        match cells[2] {
            Cell::Open(value) => value,
            Cell::Hidden { .. } => range(&cells, &sums, 2).map_or(0.0, |range| f64::midpoint(range.low, range.high)),
        }
    };
    counted.iter().map(of).sum()
}

/// A release is a function of counts with noise, and so is all that is worked out from it: the linear program that `maillage attack` plants
/// stays below what ρ allows any attacker.
#[test]
fn the_range_of_a_hidden_cell_gives_away_no_more_than_the_bound() {
    let (nesting, mut bits) = (town(), seeded(9));
    let counted: Vec<Counted> = Counted::of(&encounter("A03", 1)).collect();
    let mut scores = |more: bool| -> Vec<f64> {
        let notes = notes(more);
        let mut score = || {
            let release = Release::draw(order(Rho::QUARTER), Raw::count(&notes, &nesting), &nesting, &mut bits).unwrap();
            middle(&release, &counted)
        };
        (0..RELEASES).map(|_| score()).collect()
    };
    let (without, with) = (scores(false), scores(true));
    let found = Ranking::of(&without, &with).unwrap();
    assert!(found.area < largest_area(Rho::QUARTER), "area {} ± {}", found.area, found.standard_error);
    assert!(found.area > 0.55, "an attack that finds nothing shows nothing: {}", found.area);
}
