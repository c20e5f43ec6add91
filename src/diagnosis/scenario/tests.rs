use proptest::prelude::*;

use super::*;
use crate::diagnosis::coverage::Assessment;
use crate::diagnosis::town::{Town, place, service};
use crate::domain::{Audience, Audiences, Geography, Minutes, Mode, Nature, Service, Theme};
use crate::network::StraightLine;

fn coverage() -> CoverageQuery {
    CoverageQuery {
        geography: Geography::Iris,
        theme: Theme::AccesAuxDroits,
        audience: None,
        at: None,
        mode: Mode::Walk,
        limit_minutes: Minutes(30.0),
    }
}

fn people() -> Vec<Option<f64>> {
    (0..12).map(|zone| Some(500.0 + 100.0 * f64::from(zone))).collect()
}

/// Twelve zones; homes at both ends of some.
fn bare() -> Town {
    Town::of_zones(12).counts("population", 2020, &people()).home(0.3, 2.0).home(-0.3, 1.0).home(4.4, 5.0).home(3.6, 1.0)
}

fn desks() -> Vec<Service> {
    let seniors = Service { audiences: Audiences::Only(vec![Audience::Seniors]), ..service("seniors", place(6.1)) };
    let here = crate::domain::Eligibility::Areas(vec!["341720009".to_owned()]);
    let reserved = Service { eligibility: here, ..service("reserved", place(9.2)) };
    vec![service("a", place(0.1)), service("b", place(2.3)), seniors, reserved, service("far", place(30.7))]
}

fn town(services: Vec<Service>) -> Town {
    services.into_iter().fold(bare(), Town::service)
}

fn id(name: &str) -> ServiceId {
    ServiceId::new("essai", name)
}

fn add(zone: f64) -> Change {
    Change::Add { position: place(zone), capacity: 1.0, opening: None, name: None }
}

fn asked(changes: Vec<Change>) -> ScenarioQuery {
    ScenarioQuery { name: None, coverage: coverage(), changes, better_for: BetterFor::Last }
}

fn ask(town: Town, query: &ScenarioQuery) -> Scenario {
    scenario(&town.atlas(), &StraightLine::default(), query).unwrap()
}

/// The services once the changes are made, as an import would bring them.
fn changed(mut services: Vec<Service>, changes: &[Change]) -> Vec<Service> {
    for (index, change) in changes.iter().enumerate() {
        match change {
            Change::Add { position, .. } => services.push(service(&format!("added-{index}"), *position)),
            Change::Move { service, position } => find(&mut services, service).position = *position,
            Change::Close { service } => services.retain(|other| other.id != *service),
            Change::Hours { service, opening } => find(&mut services, service).opening = Some(opening.clone()),
        }
    }
    services
}

fn find<'a>(services: &'a mut [Service], id: &ServiceId) -> &'a mut Service {
    services.iter_mut().find(|service| service.id == *id).unwrap()
}

/// A change of one kind; each service is named by one at most.
fn any_changes() -> impl Strategy<Value = Vec<Change>> {
    let named = prop::sample::subsequence(vec!["a", "b", "seniors", "reserved", "far"], 0..=5);
    let kinds = prop::collection::vec((0..3_u8, -2.0..14.0_f64), 5);
    let added = prop::collection::vec(0.0..12.0_f64, 0..3);
    (named, kinds, added).prop_map(|(named, kinds, added)| {
        let one = |(name, (kind, zone)): (&str, (u8, f64))| match kind {
            0 => Change::Move { service: id(name), position: place(zone) },
            1 => Change::Close { service: id(name) },
            _ => Change::Hours { service: id(name), opening: Opening::new("Sa 10:00-12:00").unwrap() },
        };
        let opened =
            |zone| Change::Add { opening: Opening::new("Mo-Fr 09:00-17:00").ok(), position: place(zone), capacity: 1.0, name: None };
        named.into_iter().zip(kinds).map(one).chain(added.into_iter().map(opened)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_scenario_tells_what_an_import_of_its_services_would(changes in any_changes(), seniors: bool, saturday: bool) {
        let moment = if saturday { "sat-11:00" } else { "tue-10:00" };
        let audience = seniors.then_some(Audience::Seniors);
        let query = CoverageQuery { audience, at: Some(moment.parse().unwrap()), ..coverage() };
        let (atlas, travel) = (town(desks()).atlas(), StraightLine::default());
        let asked = ScenarioQuery { coverage: query, better_for: BetterFor::Nobody, ..asked(changes.clone()) };
        let standing = Standing::of(&atlas, &travel, &query, None).unwrap();
        let layer = atlas.layer(Geography::Iris).unwrap();
        let ways = Ways { atlas: &atlas, layer, travel: &travel };
        let after = standing.after(ways, &altered::altered(ways, &asked, &standing).unwrap()).assessment;
        let imported = town(changed(desks(), &changes)).atlas();
        let full = Assessment::of(&imported, &travel, &query).unwrap();
        for zone in 0..layer.zones.len() {
            let (found, full_access) = (after.access[zone].value(), full.access[zone].value());
            let close = found.zip(full_access).map_or(found == full_access, |(a, b)| (a - b).abs() <= 1e-12 * b.abs());
            prop_assert!(close, "zone {}: {:?} instead of {:?}", zone, found, full_access);
            prop_assert_eq!(after.minutes[zone], full.minutes[zone]);
            prop_assert_eq!(after.share_within[zone], full.share_within[zone]);
            prop_assert_eq!(after.in_reach[zone], full.in_reach[zone]);
            prop_assert_eq!(after.nearest[zone].map(|way| way.minutes), full.nearest[zone].map(|way| way.minutes));
        }
    }

    #[test]
    fn the_gain_of_a_better_place_is_that_of_the_scenario_that_takes_it(zone in 0.0..12.0_f64) {
        let town = || town(desks());
        let found = ask(town(), &asked(vec![Change::Close { service: id("b") }, add(zone)]));
        let closed = ask(town(), &asked(vec![Change::Close { service: id("b") }]));
        let better = found.better.unwrap();
        prop_assert_eq!(better.change, 1);
        for place in better.places {
            prop_assert!(place.gain.short_change < better.asked.short_change);
            let position = Position::new(place.position[0], place.position[1]).unwrap();
            let there = Change::Add { position, capacity: 1.0, opening: None, name: None };
            let taken = ask(town(), &asked(vec![Change::Close { service: id("b") }, there]));
            let short = taken.totals.short_after.value().unwrap() - closed.totals.short_after.value().unwrap();
            prop_assert!((short - place.gain.short_change).abs() < 1e-6, "{} instead of {}", place.gain.short_change, short);
        }
    }
}

#[test]
fn a_place_where_nobody_was_covered_covers_those_who_live_around() {
    let found = ask(town(desks()), &asked(vec![add(10.0)]));
    assert!(found.gain.iter().any(|zone| zone.as_str() == "341720011") && found.lose.is_empty());
    let far = found.zones.iter().find(|zone| zone.zone.as_str() == "341720011").unwrap();
    assert_eq!((far.effect, far.before.class), (Effect::Gain, CoverageClass::Uncovered));
    assert_eq!((far.newly_covered.value(), far.no_longer_covered.value()), (Some(1_600.0), Some(0.0)));
    assert!(far.after.short.value() < far.before.short.value());
    let covered = |measure: Measure| measure.value().unwrap();
    let totals = &found.totals;
    assert!((covered(totals.covered_after) - covered(totals.covered_before) - covered(totals.newly_covered)).abs() < 1e-6);
    let gaining = found.zones.iter().filter(|zone| zone.newly_covered.value().unwrap().round() >= 1.0).count();
    let served = found.gain.len() - gaining;
    assert!(gaining > 0 && served > 0, "{gaining} and {served}");
    let said = format!("personnes de plus ({gaining}\u{a0}zones) ont un service");
    assert!(found.sentence.fr.contains(&said), "{}", found.sentence.fr);
    assert!(found.sentence.fr.contains(&format!("; {served}\u{a0}autres zones sont mieux desservies")), "{}", found.sentence.fr);
}

#[test]
fn closing_takes_from_those_who_had_it_and_moving_gives_and_takes() {
    let found = ask(town(desks()), &asked(vec![Change::Close { service: id("a") }]));
    assert!(found.gain.is_empty() && !found.lose.is_empty() && found.better.is_none());
    assert!(found.changes[0].capacity.abs() < 1e-12);
    let moved = ask(town(desks()), &asked(vec![Change::Move { service: id("seniors"), position: place(11.5) }]));
    assert!(!moved.gain.is_empty() && !moved.lose.is_empty());
    assert!(moved.totals.newly_covered.value().unwrap() > 0.0 && moved.totals.no_longer_covered.value().unwrap() > 0.0);
}

#[test]
fn a_scenario_without_effect_changes_no_zone() {
    let same = Change::Hours { service: id("a"), opening: Opening::new("Mo-Fr 10:00-12:00").unwrap() };
    let found = ask(town(desks()), &asked(vec![same]));
    assert_eq!((found.zones.len(), found.totals.short_before), (0, found.totals.short_after));
    assert!(found.changes[0].remark.as_ref().unwrap().fr.contains("horaires"));
    assert_eq!(ask(town(desks()), &asked(Vec::new())).zones, []);
}

#[test]
fn hours_count_when_a_moment_is_asked() {
    let evening = Change::Hours { service: id("a"), opening: Opening::new("Mo-Fr 09:00-20:00").unwrap() };
    let at = Some("tue-18:30".parse().unwrap());
    let query = ScenarioQuery { coverage: CoverageQuery { at, ..coverage() }, ..asked(vec![evening]) };
    let found = ask(town(desks()), &query);
    assert!(found.totals.covered_before.value() == Some(0.0) && found.totals.newly_covered.value().unwrap() > 0.0);
}

#[test]
fn a_larger_place_leaves_fewer_people_short() {
    let with = |capacity| {
        let change = Change::Add { position: place(5.0), capacity, opening: None, name: Some("Antenne".to_owned()) };
        ask(town(desks()), &asked(vec![change])).totals.short_after.value().unwrap()
    };
    assert!(with(3.0) < with(1.0));
}

#[test]
fn groups_are_told_with_what_counts_them_and_the_others_are_named() {
    let mut seniors = vec![Measure::published(50.0); 12];
    seniors[11] = Measure::withheld();
    let rounded = town(desks()).column("population_75_plus", 2020, Nature::Extensive, seniors).rates("poverty_rate", 2019, &[0.2; 12]);
    let found = ask(rounded, &asked(vec![add(10.0)]));
    let group = |code| found.groups.iter().find(|group| group.code == code).unwrap();
    let gained = group(Group::Everyone).newly_covered.value().unwrap();
    assert_eq!(found.totals.newly_covered.value(), Some(gained));
    let aged = group(Group::Aged75Plus);
    let zones = found.zones.iter().filter(|zone| zone.newly_covered.value() > Some(0.0)).count() as f64;
    assert_eq!((aged.newly_covered.value(), aged.unknown_zones), (Some(50.0 * (zones - 1.0)), 1));
    let high = aged.newly_covered.interval().unwrap().high();
    assert!((high - (50.0 * (zones - 1.0) + 1_600.0)).abs() < 1e-9, "the zone that keeps its secret may hold all its people");
    assert_eq!(found.missing_groups.iter().filter(|group| group.code == Group::WithoutCar).count(), 1);
    let poor = group(Group::Poor);
    assert_eq!(poor.indicators.len(), 2, "a rate, and what it is a rate of");
    assert!((poor.newly_covered.value().unwrap() - 0.2 * gained).abs() < 1e-9);
}

#[test]
fn what_cannot_be_done_is_said_with_its_place() {
    let atlas = town(desks()).atlas();
    let refused = |changes: Vec<Change>| scenario(&atlas, &StraightLine::default(), &asked(changes)).unwrap_err();
    let close = |name| Change::Close { service: id(name) };
    for (changes, code, pointer) in [
        (vec![close("none")], "unknown-service", "/changes/0/service"),
        (vec![close("a"), close("a")], "repeated-service", "/changes/1/service"),
        (vec![add(500.0)], "outside-territory", "/changes/0/position"),
        (vec![add(1.0); 21], "too-many-changes", "/changes"),
    ] {
        let fault = refused(changes);
        assert_eq!((fault.code.as_str(), fault.place.pointer.as_deref()), (code, Some(pointer)));
    }
    let culture = ScenarioQuery { coverage: CoverageQuery { theme: Theme::Culture, ..coverage() }, ..asked(vec![close("a")]) };
    assert_eq!(scenario(&atlas, &StraightLine::default(), &culture).unwrap_err().code, "not-of-the-theme");
    let nothing = ScenarioQuery { better_for: BetterFor::Change(0), ..asked(vec![close("a")]) };
    assert_eq!(scenario(&atlas, &StraightLine::default(), &nothing).unwrap_err().code, "bad-scenario");
}

#[test]
fn a_place_near_the_border_is_shared_with_the_people_of_the_margin() {
    let query = asked(vec![add(11.0)]);
    let large = || Town::of_zones(24).counts("population", 2020, &[Some(700.0); 24]).service(service("a", place(2.0)));
    let told = |town: Town| {
        let atlas = town.atlas();
        let standing = Standing::of(&atlas, &StraightLine::default(), &coverage(), None).unwrap();
        let layer = atlas.layer(Geography::Iris).unwrap();
        let travel = StraightLine::default();
        let ways = Ways { atlas: &atlas, layer, travel: &travel };
        let after = standing.after(ways, &altered::altered(ways, &query, &standing).unwrap());
        after.assessment.access.iter().map(|access| access.value().unwrap()).collect::<Vec<_>>()
    };
    let (whole, cut, without) = (told(large()), told(large().cut(12, 8)), told(large().cut(12, 0)));
    assert_eq!(cut.len(), 12);
    for (cut, whole) in cut.iter().zip(&whole) {
        assert!((cut - whole).abs() <= 1e-9 * whole.max(1e-3), "{cut} for {whole}");
    }
    assert!(without[11] > 1.3 * whole[11]);
    let gain = |town: Town| ask(town, &query).better.unwrap().asked.short_change;
    assert!(gain(large().cut(12, 0)) < gain(large().cut(12, 8)), "who shares the place beyond the border is counted");
}
