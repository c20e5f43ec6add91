use super::rounds::{Round, RoundsQuery, Unmet, rounds};
use super::sites::{SitesPlan, SitesQuery, sites};
use super::*;
use crate::diagnosis::coverage::CoverageQuery;
use crate::diagnosis::coverage::standing::Standing;
use crate::diagnosis::town::{Town, place, service};
use crate::domain::{Geography, Minutes, Mode, Theme};
use crate::network::StraightLine;

fn coverage() -> CoverageQuery {
    CoverageQuery {
        geography: Geography::Iris,
        theme: Theme::AccesAuxDroits,
        audience: None,
        at: None,
        mode: Mode::Walk,
        limit_minutes: Minutes(15.0),
    }
}

/// Twenty zones of 1,000 people, a desk at the west end; poverty grows eastwards.
fn town() -> Town {
    let poverty: Vec<f64> = (0..20).map(f64::from).collect();
    Town::of_zones(20)
        .counts("population", 2020, &[Some(1_000.0); 20])
        .rates("poverty_rate", 2018, &poverty)
        .service(service("a", place(0.0)))
}

fn plan(count: usize) -> SitesPlan {
    let (atlas, travel) = (town().atlas(), StraightLine::default());
    let standing = Standing::of(&atlas, &travel, &coverage(), None).unwrap();
    sites(&atlas, &travel, &SitesQuery { coverage: coverage(), count }, &standing, &Unwatched).unwrap()
}

#[test]
fn places_open_where_the_most_people_are_without_one() {
    // A quarter of an hour on foot is 865 m in a straight line: one zone on either side.
    let one = plan(1);
    assert_eq!((one.objective, one.sites.len(), one.proved), (3_000.0, 1, true));
    let five = plan(5);
    assert!(five.objective >= 15_000.0 && five.bound >= five.objective && five.sites.len() == 5);
    let added: f64 = five.sites.iter().map(|site| site.newly_covered).sum();
    assert!((added - five.objective).abs() < 1e-9, "what each adds sums to the whole");
    assert!(five.sites.is_sorted_by(|a, b| a.newly_covered >= b.newly_covered));
    let (before, after) = (five.covered_before.value().unwrap(), five.covered_after.value().unwrap());
    assert_eq!((before, after), (2_000.0, 2_000.0 + five.objective));
    assert!(five.method.note.fr.contains("prouvé"), "{}", five.method.note.fr);
}

#[test]
fn when_everyone_is_reached_more_places_add_nothing() {
    let found = plan(30);
    assert!((found.objective - 18_000.0).abs() < 1e-9);
    assert!(found.sites.iter().all(|site| site.newly_covered > 0.0));
}

fn outing(minutes: f64, comes_back: bool) -> Round {
    let (atlas, travel) = (town().atlas(), StraightLine::default());
    let assessment = crate::diagnosis::coverage::Assessment::of(&atlas, &travel, &coverage()).unwrap();
    let query = RoundsQuery { coverage: coverage(), start: place(8.0), minutes, stop_minutes: 20.0, comes_back };
    rounds(&atlas, &travel, &query, &Unmet { assessment: &assessment, take_up: None }, &Unwatched).unwrap()
}

#[test]
fn a_round_keeps_to_its_time_and_goes_where_need_is() {
    let found = outing(120.0, true);
    assert!(found.minutes <= 120.0 && !found.stops.is_empty());
    assert_eq!(found.legs.len(), found.stops.len() + 1);
    assert!(found.stops.is_sorted_by(|a, b| a.departure_minutes <= b.arrival_minutes));
    assert!(found.stops.iter().all(|stop| (stop.departure_minutes - stop.arrival_minutes - 20.0).abs() < 0.11));
    let east = found.stops.iter().filter(|stop| stop.position[0] > place(8.0).lon()).count();
    assert!(east * 2 > found.stops.len(), "poverty lies in the east");
    assert!((found.unmet_per_hour - found.unmet / (found.minutes / 60.0)).abs() < 1.0);
    assert!(found.bound >= found.unmet && found.stops[0].why.fr.contains("manquent d’accès"), "{}", found.stops[0].why.fr);
    let whole: f64 = found.legs.iter().map(|leg| leg.minutes).sum::<f64>() + 20.0 * found.stops.len() as f64;
    assert!((whole - found.minutes).abs() < 0.5, "{whole} instead of {}", found.minutes);
}

#[test]
fn who_need_not_come_back_meets_at_least_as_much() {
    let (there, and_back) = (outing(90.0, false), outing(90.0, true));
    assert!(there.unmet >= and_back.unmet && there.legs.len() == there.stops.len());
}

#[test]
fn the_same_question_has_the_same_answer_and_nothing_in_reach_is_said() {
    assert_eq!(outing(180.0, true), outing(180.0, true));
    let (atlas, travel) = (town().atlas(), StraightLine::default());
    let assessment = crate::diagnosis::coverage::Assessment::of(&atlas, &travel, &coverage()).unwrap();
    let query = RoundsQuery { coverage: coverage(), start: place(400.0), minutes: 60.0, stop_minutes: 20.0, comes_back: true };
    let fault = rounds(&atlas, &travel, &query, &Unmet { assessment: &assessment, take_up: None }, &Unwatched).unwrap_err();
    assert_eq!(fault.code, "nothing-in-reach");
}
