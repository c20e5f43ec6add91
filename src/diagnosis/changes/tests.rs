use super::*;
use crate::diagnosis::card::Findings;
use crate::diagnosis::town::{Town, place, service};
use crate::domain::{Opening, Service};
use crate::network::StraightLine;

fn town() -> Town {
    Town::of_zones(12).counts("population", 2020, &[Some(1_000.0); 12])
}

fn digest(town: Town) -> Digest {
    let atlas = town.atlas();
    let findings = Findings::of(&atlas, &StraightLine::default(), Geography::Iris).unwrap();
    Digest::of(&atlas, &findings.coverage)
}

fn names(services: &[ChangedService]) -> Vec<&str> {
    services.iter().map(|service| service.name.as_str()).collect()
}

#[test]
fn services_that_open_close_move_and_change_are_told_apart() {
    let before = digest(town().service(service("a", place(0.0))).service(service("b", place(3.0))).service(service("c", place(6.0))));
    let longer = Service { opening: Some(Opening::new("Mo-Sa 08:00-20:00").unwrap()), ..service("a", place(0.001)) };
    let after = digest(town().service(longer).service(service("b", place(4.0))).service(service("d", place(11.0))));
    let found = changes(&before, &after);
    let services = &found.services;
    assert_eq!(
        (names(&services.opened), names(&services.closed), names(&services.changed)),
        (vec!["Maison d"], vec!["Maison c"], vec!["Maison a"])
    );
    assert_eq!((services.moved.len(), services.moved[0].service.name.as_str()), (1, "Maison b"));
    assert!((services.moved[0].metres - 500.0).abs() < 2.0 && services.stale.is_empty());
    let rights = &found.coverage[0];
    assert!(rights.gained.iter().any(|zone| zone.zone.as_str() == "341720011" && zone.people == Some(1_000.0)));
    assert!(
        rights.people_gained > 0.0 && found.summary.fr.starts_with("1\u{a0}service ouvert\u{a0}; 1\u{a0}service fermé"),
        "{}",
        found.summary.fr
    );
}

#[test]
fn the_same_state_has_not_changed() {
    let state = || digest(town().service(service("a", place(0.0))));
    let found = changes(&state(), &state());
    assert_eq!((found.services, found.coverage, found.indicators, found.datasets), Default::default());
    assert!(found.summary.en.starts_with("Nothing"));
}

#[test]
fn a_digest_reads_back_as_it_was_written() {
    let state = digest(town().service(service("a", place(0.0))));
    let read: Digest = serde_json::from_slice(&serde_json::to_vec(&state).unwrap()).unwrap();
    assert!(read == state && read.is_readable());
}

#[test]
fn editions_that_come_and_go_are_told() {
    let before = digest(town().rates("poverty_rate", 2018, &[10.0; 12]));
    let after = digest(town().rates("poverty_rate", 2019, &[10.0; 12]));
    let found = changes(&before, &after);
    let told: Vec<_> = found.indicators.iter().map(|one| (one.indicator.as_str(), one.change)).collect();
    assert_eq!(told, [("poverty_rate_2019", EditionChange::New), ("poverty_rate_2018", EditionChange::Gone)]);
    assert_eq!(first(&after).since, None);
}
