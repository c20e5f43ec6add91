//! What the gate lets through, and whether the rest can be worked out by somebody who knows exactly how it was decided.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::nesting::PublicZone;
use super::within::{CONVENTION, table, with_slack};
use super::*;
use crate::disclosure::auditor;
use crate::domain::{Draft, Encounter, Reason, Theme};

/// So many municipalities of so many zones, each with enough people to be told apart.
fn town(communes: usize, zones: usize) -> (Vec<PublicZone>, Nesting) {
    let code = |words: String| ZoneCode::new(&words).unwrap();
    let zone = |(commune, zone): (usize, usize)| PublicZone {
        code: code(format!("{commune:02}{zone:03}")),
        commune: code(format!("{commune:02}")),
        epci: Some(code("E".to_owned())),
        population: Some(2_000.0),
    };
    let all: Vec<_> = (0..communes).flat_map(|commune| (0..zones).map(move |number| (commune, number))).map(zone).collect();
    let nesting = Nesting::new(&all, 1_000.0, &BTreeSet::new()).unwrap();
    (all, nesting)
}

fn met(zone: &ZoneCode, themes: &[usize], reason: Option<usize>) -> Encounter {
    let draft = Draft {
        geography: "iris".to_owned(),
        zone: zone.to_string(),
        day: "2026-08-03".to_owned(),
        persons: "1".to_owned(),
        themes: themes.iter().collect::<BTreeSet<_>>().into_iter().map(|theme| Theme::ALL[*theme].code().to_owned()).collect(),
        reason: reason.map(|reason| Reason::ALL[reason].code().to_owned()),
        offered: "referral".to_owned(),
        age: None,
    };
    Encounter::check(&draft, chrono::NaiveDate::MAX, |_, _| true).unwrap()
}

/// Encounters of one theme, so many in each zone.
fn told_of(persons: &[usize], zones: &[PublicZone], nesting: &Nesting) -> Vec<ExactPlace> {
    let met: Vec<_> =
        zones.iter().zip(persons).flat_map(|(zone, count)| std::iter::repeat_n(met(&zone.code, &[0], None), *count)).collect();
    exact_counts(&Raw::count(&met, nesting), nesting)
}

/// Who was met in one place: one or two of the first themes, a reason or none; each so many times.
fn block(groups: &[(usize, usize, usize, usize)]) -> [u64; COUNTED] {
    let mut counts = [0; COUNTED];
    let zone = ZoneCode::new("A01").unwrap();
    for (one, other, reason, times) in groups {
        let encounter = met(&zone, &[*one, *other], Some(*reason).filter(|reason| *reason < Reason::ALL.len()));
        for counted in Counted::of(&encounter) {
            counts[counted.place()] += *times as u64;
        }
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Within a place no count below five is told, and the auditor finds none that is hidden and known to within five.
    #[test]
    fn what_a_place_does_not_tell_cannot_be_worked_out_from_what_it_tells(
        groups in prop::collection::vec((0_usize..4, 0_usize..4, 0_usize..6, 1_usize..9), 1..8)
    ) {
        let counts = block(&groups);
        let hidden = within::hidden(&counts);
        prop_assert!(counts.iter().zip(&hidden).all(|(count, hidden)| *hidden || *count >= EXACT_FROM));
        let exposed = auditor::exposed(&table(&counts).unwrap(), &with_slack(&hidden), CONVENTION.width as f64).unwrap();
        prop_assert!(exposed.is_empty(), "{counts:?}: {exposed:?}");
        let told: u64 = (0..COUNTED).skip(COUNTED - Reason::ALL.len()).filter(|&cell| !hidden[cell]).map(|cell| counts[cell]).sum();
        prop_assert!(hidden[0] == (counts[0] < EXACT_FROM), "the persons of a place are told");
        prop_assert!(told == 0 || counts[0] - told >= EXACT_FROM, "those who gave no reason are left over");
    }
}

#[test]
fn hiding_small_counts_alone_would_give_them_away() {
    // Seven persons, five of whom gave one reason: at most two are left for each other reason.
    let counts = block(&[(0, 0, 0, 5), (0, 1, 1, 2)]);
    let small = counts.map(|count| count < EXACT_FROM);
    let exposed =
        |hidden: &[bool; COUNTED]| auditor::exposed(&table(&counts).unwrap(), &with_slack(hidden), CONVENTION.width as f64).unwrap();
    assert!(exposed(&small).iter().any(|range| range.width() < 2.5), "the auditor sees nothing that subtraction gives");
    assert!(exposed(&within::hidden(&counts)).is_empty());
    assert!(!within::hidden(&counts)[0], "the persons of the place are told");
}

/// Every way 0 to 5 persons may be met in each of two municipalities of three zones, grouped by what is told of them: whoever reads
/// the answer and knows the rules to the letter finds that any untold zone may hold any number below five, nought among them.
#[test]
fn whoever_knows_the_rules_learns_of_an_untold_zone_only_that_few_were_met_there() {
    let (zones, nesting) = town(2, 3);
    let worlds: Vec<Vec<usize>> = (0..6_usize.pow(6)).map(|world| (0..6).map(|zone| world / 6_usize.pow(zone) % 6).collect()).collect();
    let mut by_answer: BTreeMap<String, Vec<BTreeSet<usize>>> = BTreeMap::new();
    let mut rows = [[0_u32; COUNTED]; 6];
    for world in &worlds {
        for (row, persons) in rows.iter_mut().zip(world) {
            (row[0], row[1]) = (*persons as u32, *persons as u32);
        }
        let shape = shape(&rows, &nesting);
        let seen = by_answer.entry(shape).or_insert_with(|| vec![BTreeSet::new(); 6]);
        for (seen, persons) in seen.iter_mut().zip(world) {
            seen.insert(*persons);
        }
    }
    assert!(by_answer.len() > 20);
    for (answer, seen) in by_answer {
        for (zone, seen) in zones.iter().zip(seen) {
            let alone = answer.contains(&format!("zone {}", zone.code));
            let few = (0..EXACT_FROM as usize).filter(|count| seen.contains(count)).count();
            assert!(alone || few as u64 == EXACT_FROM, "{answer}: {} is one of {seen:?}", zone.code);
        }
    }
}

/// Which places are told and the persons met there, without the programs within places: they are tested by themselves.
fn shape(rows: &[[u32; COUNTED]; 6], nesting: &Nesting) -> String {
    let chosen = chosen(rows, nesting).into_iter().map(|(level, cells)| {
        let sum: u32 = cells.iter().map(|cell| rows[*cell][0]).sum();
        let zones = cells.iter().map(|cell| nesting.cells(Level::Zone)[*cell][0].as_str()).collect::<Vec<_>>().join("+");
        format!("{} {zones}: {sum}", level.code())
    });
    chosen.collect::<Vec<_>>().join("; ")
}

#[test]
fn no_two_places_share_a_zone_and_no_total_stands_above_one() {
    let (zones, nesting) = town(2, 4);
    let told = told_of(&[12, 3, 2, 1, 4, 4, 0, 30], &zones, &nesting);
    let words: Vec<_> = told
        .iter()
        .map(|place| {
            (place.level.code(), place.zones.iter().map(ZoneCode::as_str).collect::<Vec<_>>().join("+"), place.count(Counted::Persons))
        })
        .collect();
    assert_eq!(
        words,
        [
            ("zone", "00000".to_owned(), Some(12)),
            ("commune", "00001+00002+00003".to_owned(), Some(6)),
            ("zone", "01003".to_owned(), Some(30)),
            ("commune", "01000+01001+01002".to_owned(), Some(8)),
        ]
    );
    // Nine of at most twelve would say that none of the three is a zone where nobody was met.
    let told = told_of(&[12, 4, 4, 1, 0, 0, 0, 30], &zones, &nesting);
    assert_eq!(told.iter().map(|place| place.zones[0].as_str()).collect::<Vec<_>>(), ["00000", "01003"]);
}

#[test]
fn a_place_is_read_back_as_it_was_kept_and_a_small_count_is_none() {
    let (zones, nesting) = town(1, 2);
    let told = told_of(&[8, 11], &zones, &nesting);
    assert_eq!(told.len(), 2);
    for place in &told {
        let zones = place.zones.iter().map(ZoneCode::as_str).collect::<Vec<_>>().join("+");
        assert_eq!(ExactPlace::from_words(place.level.code(), &zones, &place.counts_line()).as_ref(), Some(place));
    }
    let small = format!("4{}", ",".repeat(COUNTED - 1));
    assert_eq!(ExactPlace::from_words("zone", "A01", &small), None);
    assert!(ExactPlace::from_words("zone", "A01", &small.replace('4', "5")).is_some());
    assert!(told_of(&[0, 0], &zones, &nesting).is_empty());
}
