//! Releases as a snapshot tells them: listed, whole, broken, and inside an outline.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use geo::polygon;

use super::inside::inside;
use super::ledger::ledger;
use super::*;
use crate::atlas::Atlas;
use crate::diagnosis::town::{Town, place};
use crate::disclosure::ledger::Rho;
use crate::disclosure::release::{Counted, Level, Order};
use crate::domain::{Shape, ZoneCode};

fn code(words: &str) -> ZoneCode {
    ZoneCode::new(words).unwrap()
}

/// A release of a town of zones in a row, with so many persons met in each place; below eleven is few. Every other count is few.
pub(crate) fn of_persons(quarter: &str, places: &[(&[usize], u64)], reasons: &[(usize, u64)]) -> Release {
    let order = Order {
        quarter: quarter.parse().unwrap(),
        rho: Rho::QUARTER,
        geography: Geography::Iris,
        drawn_on: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
    };
    let shown = |value: u64| if value < SHOWN_FROM { Shown::Few } else { Shown::Count { value, low: value - 4, high: value + 4 } };
    let row = |level, cell: &[ZoneCode], counted, value| Row { level, cell: cell.to_vec(), counted, shown: shown(value) };
    let zone = |number: &usize| code(&format!("34172{number:04}"));
    let mut rows = Vec::new();
    for (zones, persons) in places {
        let cell: Vec<ZoneCode> = zones.iter().map(zone).collect();
        for counted in Counted::all() {
            let told = reasons.iter().find(|(first, _)| zones.contains(first)).map_or(0, |(_, count)| *count);
            let value = match counted {
                Counted::Persons => *persons,
                Counted::Reason(crate::domain::Reason::NonDemand) => told,
                _ => 0,
            };
            rows.push(row(Level::Zone, &cell, counted, value));
        }
    }
    let all = places.iter().map(|(_, persons)| persons).sum();
    for counted in Counted::all() {
        let value = if counted == Counted::Persons { all } else { 0 };
        rows.push(row(Level::Commune, &[code("34172")], counted, value));
        rows.push(row(Level::Epci, &[code("hors-epci")], counted, value));
    }
    Release { order, log: None, rows }
}

/// The chain of some releases.
pub(crate) fn chained(releases: &[Release]) -> Vec<Link> {
    releases.iter().fold(Vec::new(), |mut chain: Vec<Link>, release| {
        let head = chain.last().map_or(chain::START, |link| link.hash.as_str()).to_owned();
        chain.extend(release.chained(&head));
        chain
    })
}

fn town() -> Atlas {
    let releases = [of_persons("2026-T2", &[(&[0], 12)], &[]), of_persons("2026-T3", &[(&[0], 40), (&[1, 2], 20), (&[3], 3)], &[])];
    let mut atlas = Town::of_zones(4).counts("population", 2020, &[Some(1_000.0), Some(3_000.0), Some(1_000.0), Some(500.0)]).atlas();
    atlas.fieldwork.released = chained(&releases);
    atlas
}

/// An outline from the middle of one zone to the middle of another.
fn between(from: f64, to: f64) -> Shape {
    let (west, east) = (place(from).lon(), place(to).lon());
    Shape::new(polygon![(x: west, y: 43.5), (x: east, y: 43.5), (x: east, y: 43.7), (x: west, y: 43.7)].into()).unwrap()
}

fn persons(atlas: &Atlas, from: f64, to: f64) -> Measure {
    inside(atlas, &between(from, to)).unwrap().figures[0].measure
}

#[test]
fn releases_are_listed_newest_first_with_their_rows_in_the_chain() {
    let chain = town().fieldwork.released;
    let listed = releases(&chain).unwrap().releases;
    assert_eq!(listed.iter().map(|release| release.quarter.to_string()).collect::<Vec<_>>(), ["2026-T3", "2026-T2"]);
    assert_eq!((listed[1].first_row, listed[0].first_row, listed[0].last_row), (1, listed[1].last_row + 1, chain.len()));
    assert_eq!(listed[0].hash, chain.last().unwrap().hash);
    let one = release(&chain, "2026-T3".parse().unwrap()).unwrap();
    assert_eq!((one.rows.len(), one.summary.figures), (one.summary.figures, 5 * Counted::all().count()));
    assert_eq!((one.rows[0].counted.as_str(), one.rows[0].measure.value()), ("persons", Some(40.0)));
    assert_eq!(one.rows[1].measure, Measure::fewer_than(11));
    assert_eq!(release(&chain, "2026-T1".parse().unwrap()).unwrap_err().code, "unknown-release");
}

#[test]
fn the_ledger_adds_up_and_names_the_row_of_a_broken_chain() {
    let mut chain = town().fieldwork.released;
    let told = ledger(&chain).unwrap();
    assert_eq!(told.entries.iter().map(|entry| entry.spent_of_year).collect::<Vec<_>>(), [0.25, 0.5]);
    assert!((told.entries[1].left_of_year - 0.5).abs() < 1e-12 && told.broken_at.is_none());
    chain[7].line.push('0');
    let told = ledger(&chain).unwrap();
    assert_eq!((told.broken_at, told.entries.len()), (Some(8), 0));
    let refused = releases(&chain).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.place.row), ("chain-broken", Some(8)));
}

#[test]
fn inside_an_outline_people_weigh_and_whole_municipalities_speak_for_themselves() {
    let atlas = town();
    // Half of the first zone; a quarter of the people of the second place, and half of another quarter of them.
    let measure = persons(&atlas, 0.0, 1.0);
    assert!((measure.value().unwrap() - (20.0 + 20.0 * 1_500.0 / 4_000.0)).abs() < 0.01, "{measure:?}");
    assert_eq!(measure.interval(), Interval::new(0.0, 44.0 + 24.0));
    let whole = persons(&atlas, -2.0, 6.0);
    assert_eq!((whole.value(), whole.interval()), (Some(63.0), Interval::new(59.0, 67.0)), "the area’s own figure");
    let few = persons(&atlas, 2.6, 6.0);
    assert_eq!(few, Measure::fewer_than(11));
    assert!(inside(&atlas, &between(50.0, 60.0)).is_none());
}

#[test]
fn nothing_but_the_last_release_and_public_figures_decides() {
    let (one, mut other) = (town(), town());
    other.fieldwork.released = chained(&[of_persons("2026-T3", &[(&[0], 40), (&[1, 2], 20), (&[3], 3)], &[])]);
    assert_ne!(one.fieldwork.released.len(), other.fieldwork.released.len());
    assert_eq!(inside(&one, &between(0.2, 2.7)), inside(&other, &between(0.2, 2.7)));
}

#[test]
fn a_snapshot_is_named_by_its_releases_too() {
    let batches = || Vec::new();
    let fieldwork = crate::domain::Fieldwork { released: town().fieldwork.released, checks: Vec::new() };
    let ids: BTreeSet<String> =
        [Atlas::build(batches()), Atlas::build_with(batches(), fieldwork)].iter().map(|atlas| atlas.id.to_string()).collect();
    assert_eq!(ids.len(), 2);
}
