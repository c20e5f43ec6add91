//! A release as a whole: what it adds up to, how often its intervals hold, what an attacker makes of it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rand::{Rng, RngExt, SeedableRng};
use rand_pcg::Pcg64;

use super::*;
use crate::disclosure::attack::ranking::{Ranking, largest_area};
use crate::disclosure::differencing::{Placed, risks};
use crate::domain::{Draft, Encounter, ZoneCode};

/// A seeded generator whose draws cannot fail, in the shape of the one that can.
pub(super) struct Seeded(Pcg64);

impl TryRng for Seeded {
    type Error = super::super::noise::NoChance;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.0.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.0.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

pub(super) fn seeded(seed: u64) -> Seeded {
    Seeded(Pcg64::seed_from_u64(seed))
}

pub(super) fn code(words: &str) -> ZoneCode {
    ZoneCode::new(words).unwrap()
}

/// Three municipalities of four zones each.
fn nesting() -> Nesting {
    let zone = |number: usize| PublicZone {
        code: code(&format!("{}{:02}", ["A", "B", "C"][number / 4], number % 4)),
        commune: code(["A", "B", "C"][number / 4]),
        epci: Some(code("E")),
        population: Some(2_000.0),
    };
    Nesting::new(&(0..12).map(zone).collect::<Vec<_>>(), 1_000.0, &BTreeSet::new()).unwrap()
}

pub(super) fn encounter(zone: &str, persons: u8) -> Encounter {
    let draft = Draft {
        geography: "iris".to_owned(),
        zone: zone.to_owned(),
        day: "2026-08-14".to_owned(),
        persons: persons.to_string(),
        themes: vec!["sante".to_owned(), "mobilite".to_owned()],
        reason: Some("non-demand".to_owned()),
        offered: "nothing".to_owned(),
        age: None,
    };
    Encounter::check(&draft, NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(), |_, _| true).unwrap_or_else(|fault| panic!("{fault}"))
}

pub(super) fn order(rho: Rho) -> Order {
    let drawn_on = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    Order { quarter: "2026-T3".parse().unwrap(), rho, geography: Geography::Iris, drawn_on }
}

/// A ρ so large that no noise is ever drawn: the noise switched off.
const NO_NOISE: Rho = Rho::thousandths(1_000_000);

fn notes() -> Vec<Encounter> {
    (0..40).map(|_| encounter("A01", 5)).chain((0..13).map(|_| encounter("B02", 1))).chain([encounter("Z99", 1)]).collect()
}

fn found<'a>(release: &'a Release, level: Level, cell: &str, counted: Counted) -> &'a Row {
    release.rows.iter().find(|row| row.level == level && row.cell == [code(cell)] && row.counted == counted).unwrap()
}

#[test]
fn without_noise_the_counts_are_those_of_the_notes_each_counted_once() {
    let nesting = nesting();
    let release = Release::draw(order(NO_NOISE), Raw::count(&notes(), &nesting), &nesting, &mut seeded(1)).unwrap();
    let value = |level, cell, counted| match found(&release, level, cell, counted).shown {
        Shown::Count { value, .. } => value,
        Shown::Few => 0,
    };
    assert_eq!(value(Level::Zone, "A01", Counted::Persons), 40);
    assert_eq!(value(Level::Zone, "B02", Counted::Theme(crate::domain::Theme::Sante)), 13);
    assert_eq!(value(Level::Epci, "E", Counted::Reason(crate::domain::Reason::NonDemand)), 53);
    assert_eq!(found(&release, Level::Zone, "C00", Counted::Persons).shown, Shown::Few);
}

#[test]
fn one_encounter_moves_no_level_by_more_than_its_sensitivity() {
    let nesting = nesting();
    let mut notes = notes();
    let before = Raw::count(&notes, &nesting);
    notes.push(encounter("A02", 20));
    let after = Raw::count(&notes, &nesting);
    for level in 0..3 {
        let squares =
            |(a, b): (&[u32; COUNTED], &[u32; COUNTED])| -> u64 { a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(*b)).pow(2)).sum() };
        let moved: u64 = before.counts[level].iter().zip(&after.counts[level]).map(squares).sum();
        assert_eq!(moved, SENSITIVITY_SQUARED);
    }
}

#[test]
fn a_release_reads_back_from_its_chain() {
    let nesting = nesting();
    let release = Release::draw(order(Rho::QUARTER), Raw::count(&notes(), &nesting), &nesting, &mut seeded(2)).unwrap();
    let links = release.chained(chain::START);
    chain::verify(&links, None).unwrap();
    let lines: Vec<&str> = links.iter().map(|link| link.line.as_str()).collect();
    assert_eq!(Release::read(lines.iter().copied()).unwrap(), std::slice::from_ref(&release));
    let witnessing = release.clone().witnessing(LogHead { line: 41, hash: "ab".repeat(32) });
    let links = witnessing.chained(chain::START);
    assert_eq!(Release::read(links.iter().map(|link| link.line.as_str())).unwrap(), [witnessing]);
    assert_eq!(Release::read(["release|2026-T3|0.250|iris|2026-11-25|0|41"]).unwrap_err().code, "release-unreadable");
    assert_eq!(Release::read(["zone|A01|persons|12|4"]).unwrap_err().code, "release-unreadable");
    assert_eq!(Release::read([lines[0], "zone|A01|persons|12|4"]).unwrap_err().place.row, Some(2));
}

#[test]
fn what_is_shown_as_few_holds_no_number() {
    let nesting = nesting();
    let release = Release::draw(order(Rho::QUARTER), Raw::count(&notes(), &nesting), &nesting, &mut seeded(3)).unwrap();
    let lines = release.chained(chain::START);
    let few: Vec<_> = release.rows.iter().zip(&lines[1..]).filter(|(row, _)| row.shown == Shown::Few).collect();
    assert!(few.len() > 200 && few.iter().all(|(_, link)| link.line.ends_with("|<11||")));
    let shown = release.rows.iter().filter_map(|row| match row.shown {
        Shown::Count { value, low, high } => Some((value, low, high)),
        Shown::Few => None,
    });
    assert!(shown.into_iter().all(|(value, low, high)| value >= 11 && low <= value && value <= high));
}

#[test]
fn a_sum_that_gives_no_variance_is_refused() {
    let nesting = nesting();
    let refused = Release::draw(order(Rho::NOTHING), Raw::count(&[], &nesting), &nesting, &mut seeded(4)).unwrap_err();
    assert_eq!(refused.code, "rho-out-of-range");
}

/// Ninety-five intervals in a hundred hold the true count: at every level, over 400 releases.
#[test]
fn intervals_hold_as_often_as_they_say() {
    let nesting = nesting();
    let mut bits = seeded(5);
    let (mut held, mut told) = ([0.0; 3], [0.0; 3]);
    for _ in 0..400 {
        let truth = Raw::count(&notes(), &nesting).counts;
        let estimates = estimated(Rho::QUARTER, &Raw::count(&notes(), &nesting), &nesting, &mut bits).unwrap();
        for (counted, levels) in estimates.iter().enumerate() {
            for (level, estimate) in levels.iter().enumerate() {
                for (cell, (value, variance)) in estimate.values.iter().zip(&estimate.variances).enumerate() {
                    let (low, high) = interval(*value, *variance);
                    told[level] += 1.0;
                    held[level] += f64::from(u8::from((low..=high).contains(&u64::from(truth[level][cell][counted]))));
                }
            }
        }
    }
    for level in 0..3 {
        let share = held[level] / told[level];
        assert!((0.95..0.995).contains(&share), "level {level}: {share}");
    }
}

/// Area under the curve of an attacker who knows everything but whether one encounter is in: the probability that a release
/// with it scores higher than one without. On one zone in one municipality the estimate is all that a release tells.
fn attack(rho: Rho, releases: usize, seed: u64) -> f64 {
    let zone = PublicZone { code: code("A01"), commune: code("A"), epci: Some(code("E")), population: Some(2_000.0) };
    let nesting = Nesting::new(&[zone], 1_000.0, &BTreeSet::new()).unwrap();
    let mut bits = seeded(seed);
    let others: Vec<Encounter> = (0..30).map(|_| encounter("A01", 1)).collect();
    let target = encounter("A01", 1);
    let places: Vec<usize> = Counted::of(&target).map(Counted::place).collect();
    let mut scores = |with: bool| -> Vec<f64> {
        let notes: Vec<Encounter> = others.iter().chain(with.then_some(&target)).cloned().collect();
        let score = |_| {
            let estimates = estimated(rho, &Raw::count(&notes, &nesting), &nesting, &mut bits).unwrap();
            places.iter().map(|&place| estimates[place][0].values[0]).sum()
        };
        (0..releases).map(score).collect()
    };
    let (without, with) = (scores(false), scores(true));
    Ranking::of(&without, &with).unwrap().area
}

#[test]
fn an_attacker_on_a_whole_release_gains_little_and_everything_without_noise() {
    let area = attack(Rho::QUARTER, 12_000, 6);
    let bound = largest_area(Rho::QUARTER);
    assert!((0.66..=0.70).contains(&area), "AUC {area}: theory says {bound}");
    let bare = attack(NO_NOISE, 200, 7);
    assert!(bare >= 0.95, "AUC {bare} with the noise switched off");
}

/// Two zonings of one release leave nobody between them: whatever zones, municipalities and areas there are, cells nest, and each holds as
/// many people as the smallest may.
#[test]
fn no_difference_of_two_levels_leaves_a_few_people() {
    let mut random = Pcg64::seed_from_u64(8);
    for _ in 0..300 {
        let count = random.random_range(4..40_usize);
        let zone = |number: usize, random: &mut Pcg64| PublicZone {
            code: code(&format!("Z{number:03}")),
            commune: code(&format!("C{:02}", number / random.random_range(1..6_usize))),
            epci: (!number.is_multiple_of(7)).then(|| code(&format!("E{}", number / 12))),
            population: (!number.is_multiple_of(5)).then(|| f64::from(random.random_range(0..3_000_u32))),
        };
        let zones: Vec<PublicZone> = (0..count).map(|number| zone(number, &mut random)).collect();
        // A municipality lies in one area: those drawn across two are left to the area of their first zone.
        let mut areas = std::collections::BTreeMap::new();
        let zones: Vec<PublicZone> = zones
            .into_iter()
            .map(|zone| PublicZone { epci: areas.entry(zone.commune.clone()).or_insert(zone.epci.clone()).clone(), ..zone })
            .collect();
        let Ok(nesting) = Nesting::new(&zones, 1_000.0, &BTreeSet::new()) else { continue };
        // One observation for every hundred people.
        let people: Vec<(usize, usize)> = zones
            .iter()
            .flat_map(|zone| {
                std::iter::repeat_n(nesting.place(&zone.code).unwrap(), (zone.population.unwrap_or(0.0) / 100.0).ceil() as usize)
            })
            .map(|cell| (cell, nesting.parents(Level::Zone)[cell]))
            .collect();
        let placed = |pairs: &mut dyn Iterator<Item = (usize, usize)>| -> Vec<Placed> {
            pairs.map(|(first, second)| Placed { first: first as u32, second: second as u32 }).collect()
        };
        let finest = placed(&mut people.iter().copied());
        let wider = placed(&mut people.iter().map(|(_, commune)| (*commune, nesting.parents(Level::Commune)[*commune])));
        assert!(risks(&finest, 10).unwrap().is_empty() && risks(&wider, 10).unwrap().is_empty());
    }
}
