use super::*;
use crate::diagnosis::town::{Town, place, service};
use crate::domain::{
    Audiences, Certainty, Drawn, Eligibility, Metres, Mobility, Opening, Placement, Position, Reach, Reception, Route, Service, Unplaced,
};
use crate::network::StraightLine;

/// Ten zones of 1,000 people.
fn town() -> Town {
    Town::of_zones(10).counts("population", 2020, &[Some(1_000.0); 10])
}

fn query() -> CoverageQuery {
    CoverageQuery {
        geography: Geography::Iris,
        theme: Theme::AccesAuxDroits,
        audience: None,
        at: None,
        mode: Mode::Walk,
        limit_minutes: Minutes(30.0),
    }
}

fn ask(town: Town, query: &CoverageQuery) -> Coverage {
    coverage(&town.atlas(), &StraightLine::default(), query).unwrap()
}

fn desk() -> Service {
    service("a", place(0.0))
}

fn only_reason(coverage: &Coverage, zone: usize) -> &Reason {
    assert_eq!(coverage.zones[zone].reasons.len(), 1, "{:?}", coverage.zones[zone].reasons);
    &coverage.zones[zone].reasons[0]
}

#[test]
fn next_to_the_desk_is_covered_and_five_kilometres_away_is_not() {
    let found = ask(town().service(desk()), &query());
    assert_eq!(found.zones[0].class, CoverageClass::Covered);
    assert!(found.zones[0].reasons.is_empty());
    let far = &found.zones[9];
    assert_eq!((far.class, far.in_reach), (CoverageClass::Uncovered, 0));
    assert!((far.nearest.as_ref().unwrap().metres - 4_500.0 * 1.3).abs() < 10.0);
    assert_eq!(far.short.value(), Some(1_000.0));
    let reason = only_reason(&found, 9);
    assert_eq!(reason.code, ReasonCode::NoneInReach);
    assert_eq!(reason.sentence.fr, "le plus proche, Maison a, est à 5,8\u{a0}km (1\u{a0}h\u{a0}18), au-delà des 30\u{a0}min");
}

#[test]
fn what_people_receive_is_what_the_desks_give() {
    let found = ask(town().service(desk()).service(service("b", place(6.0))), &query());
    let received: f64 = found.zones.iter().map(|zone| zone.people.value().unwrap() * zone.access.value().unwrap() / 10_000.0).sum();
    assert!((received - 2.0).abs() < 1e-9);
    assert!((found.reference - 2.0).abs() < 1e-9);
}

#[test]
fn a_withheld_number_of_people_is_unknown_and_never_nobody() {
    let mut people = vec![Some(1_000.0); 10];
    people[9] = None;
    let found = ask(Town::of_zones(10).counts("population", 2020, &people).service(desk()), &query());
    assert_eq!((found.zones[9].class, found.zones[9].short.value()), (CoverageClass::Unknown, None));
    let interval = found.short.interval().unwrap();
    assert!((interval.high() - interval.low() - 1_000.0).abs() < 1e-9, "as many as the middle zone may be short there");
    people[9] = Some(0.0);
    let found = ask(Town::of_zones(10).counts("population", 2020, &people).service(desk()), &query());
    assert_eq!(found.zones[9].class, CoverageClass::NoPeople);
}

#[test]
fn the_closed_desk_next_door_is_named_before_the_open_one_farther() {
    let evening = Service { opening: Some(Opening::new("Mo-Fr 09:00-20:00").unwrap()), ..service("b", place(3.0)) };
    let at = Some("tue-18:30".parse().unwrap());
    let found = ask(town().service(desk()).service(evening), &CoverageQuery { at, ..query() });
    let closed = &found.zones[0].reasons.iter().find(|reason| reason.code == ReasonCode::Closed).unwrap();
    assert_eq!(closed.sentence.fr, "Maison a à moins de 50\u{a0}m, mais fermé à ce moment");
    assert_eq!(found.zones[0].nearest.as_ref().unwrap().name, "Maison b");
    assert_eq!(found.zones[0].class, CoverageClass::Partial);
}

#[test]
fn a_desk_without_hours_is_not_promised_to_be_open() {
    let silent = Service { opening: None, ..desk() };
    let found = ask(town().service(silent), &CoverageQuery { at: Some("tue-10:00".parse().unwrap()), ..query() });
    assert_eq!(only_reason(&found, 1).sentence.en, "Maison a is 650\u{a0}m away, but its opening hours are not known");
    assert!(found.method.note.fr.contains("1\u{a0}service sans horaires connus"));
}

#[test]
fn an_audience_that_is_not_admitted_is_the_reason_and_silence_is_remarked() {
    let seniors = Service { audiences: Audiences::Only(vec![Audience::Seniors]), ..desk() };
    let silent = Service { audiences: Audiences::Unknown, ..service("b", place(9.0)) };
    let found = ask(town().service(seniors).service(silent), &CoverageQuery { audience: Some(Audience::Jeunes), ..query() });
    assert_eq!(only_reason(&found, 0).code, ReasonCode::WrongAudience);
    assert_eq!(found.zones[9].class, CoverageClass::Covered);
    assert!(found.method.note.en.contains("does not say whom it receives"));
}

#[test]
fn residents_of_elsewhere_are_not_eligible_and_residents_of_the_commune_or_departement_are() {
    let reserved = |area: &str| Service { eligibility: Eligibility::Areas(vec![area.to_owned()]), ..desk() };
    let found = ask(town().service(reserved("13055")), &query());
    assert_eq!(only_reason(&found, 0).code, ReasonCode::NotEligible);
    assert_eq!(found.zones[0].nearest, None);
    for area in ["34172", "34", "France"] {
        let found = ask(town().service(reserved(area)), &query());
        assert_eq!(found.zones[0].class, CoverageClass::Covered, "{area}");
        assert!(found.zones[9].nearest.is_some());
    }
}

#[test]
fn a_service_known_to_its_municipality_alone_covers_nobody_and_is_told() {
    let rough = Placement { certainty: Certainty::Commune, score: 1.0 };
    let found = ask(town().service(Service { placed: rough, ..desk() }), &query());
    assert!(found.zones.iter().all(|zone| zone.nearest.is_none() && zone.class == CoverageClass::Uncovered));
    assert_eq!(found.services, 1);
    assert!(found.method.note.fr.contains("1\u{a0}service n’est connu qu’à sa commune"), "{}", found.method.note.fr);
    let street = Placement { certainty: Certainty::Street, score: 0.9 };
    let found = ask(town().service(Service { placed: street, ..desk() }), &query());
    assert_eq!(found.zones[0].class, CoverageClass::Covered);
}

#[test]
fn what_is_reached_by_telephone_only_is_told_apart_and_what_moves_is_left_out() {
    let remote = Service { reception: Reception::Remote, ..desk() };
    let bus = Service { mobility: Mobility::Mobile, ..service("bus", place(0.0)) };
    let found = ask(town().service(remote).service(bus), &query());
    assert_eq!(only_reason(&found, 0).code, ReasonCode::RemoteOnly);
    assert_eq!(found.services, 2);
    assert!(found.method.note.fr.contains("1\u{a0}service itinérant"));
}

#[test]
fn a_desk_shared_by_many_is_saturated() {
    let mut people = vec![Some(100.0); 10];
    people[0] = Some(9_000.0);
    let found = ask(Town::of_zones(10).counts("population", 2020, &people).service(desk()).service(service("b", place(8.0))), &query());
    let codes: Vec<_> = found.zones[0].reasons.iter().map(|reason| reason.code).collect();
    assert_eq!(codes, [ReasonCode::Saturated]);
    assert_eq!(found.zones[0].class, CoverageClass::Partial);
}

#[test]
fn a_geography_that_is_not_loaded_is_a_fault_that_names_those_that_are() {
    let atlas = town().atlas();
    let fault = coverage(&atlas, &StraightLine::default(), &CoverageQuery { geography: Geography::Qpv, ..query() }).unwrap_err();
    assert_eq!(fault.code, "geography-not-loaded");
    assert!(fault.hint.fr.contains("iris"));
}

#[test]
fn without_people_distances_are_still_told() {
    let found = ask(Town::of_zones(10).service(desk()), &query());
    assert_eq!(found.people, None);
    assert!(found.zones.iter().all(|zone| zone.class == CoverageClass::Unknown && zone.nearest.is_some()));
    assert_eq!(found.zones[0].access.value(), None);
}

/// Straight lines, but for a railway between two zones that takes half an hour to go round, and a home
/// that stands on no street.
struct Railway {
    between: f64,
    off: Option<Position>,
}

impl Railway {
    fn minutes(&self, from: Position, to: Position) -> f64 {
        let straight = StraightLine::default().nearest(&[from], &[to])[0].unwrap().1.0;
        let line = place(self.between).lon();
        straight + if (from.lon() < line) == (to.lon() < line) { 0.0 } else { 30.0 }
    }
}

impl Travel for Railway {
    fn method(&self) -> Text {
        Text::same("rues d’essai")
    }

    fn reach(&self, origins: &[Position], destinations: &[Position], limit: Minutes) -> Reach {
        let mut reach = Reach { starts: vec![0], ..Reach::default() };
        for (origin, placed) in origins.iter().zip(self.unplaced(origins)) {
            let mut row: Vec<(f64, u32)> = destinations.iter().zip(0..).map(|(to, index)| (self.minutes(*origin, *to), index)).collect();
            row.retain(|(minutes, _)| placed.is_none() && *minutes <= limit.0);
            row.sort_by(|a, b| a.partial_cmp(b).unwrap());
            reach.destinations.extend(row.iter().map(|(_, index)| *index));
            reach.minutes.extend(row.iter().map(|(minutes, _)| *minutes));
            reach.starts.push(reach.destinations.len());
        }
        reach
    }

    fn nearest(&self, origins: &[Position], destinations: &[Position]) -> Vec<Option<(usize, Minutes)>> {
        let reach = self.reach(origins, destinations, Minutes(1e9));
        (0..origins.len()).map(|row| reach.from_origin(row).next().map(|(index, minutes)| (index, Minutes(minutes)))).collect()
    }

    fn unplaced(&self, places: &[Position]) -> Vec<Option<Unplaced>> {
        let off = |at: &Position| self.off.is_some_and(|off| (off.lon() - at.lon()).abs() < 1e-9);
        places.iter().map(|at| off(at).then_some(Unplaced::OutsideNetwork)).collect()
    }

    fn route(&self, from: Position, to: Position) -> Option<Route> {
        StraightLine::default().route(from, to)
    }

    fn metres(&self, minutes: Minutes) -> Metres {
        StraightLine::default().metres(minutes)
    }

    fn ground(&self, from: Position, limits: &[Minutes]) -> Result<Drawn, Unplaced> {
        StraightLine::default().ground(from, limits)
    }
}

#[test]
fn a_desk_across_the_railway_is_not_near() {
    let railway = Railway { between: 0.5, off: None };
    let atlas = town().service(desk()).atlas();
    let found = coverage(&atlas, &railway, &query()).unwrap();
    let beyond = &found.zones[1];
    assert_eq!((beyond.class, beyond.in_reach, beyond.basis), (CoverageClass::Uncovered, 0, HomeBasis::Centre));
    let minutes = beyond.minutes.unwrap();
    assert!((minutes.median.unwrap() - 38.7).abs() < 0.1, "500 m and the way round: {minutes:?}");
    assert_eq!(only_reason(&found, 1).code, ReasonCode::NoneInReach);
    assert!(found.method.note.fr.contains("rues d’essai"));
    assert_eq!(found.zones[0].class, CoverageClass::Covered);
}

/// Zone 0 holds four dwellings next to the desk and six at its far end, beyond the railway.
fn divided() -> Town {
    Town::of_zones(2)
        .counts("population", 2020, &[Some(1_000.0), Some(0.0)])
        .home(-0.4, 4.0)
        .home(0.4, 6.0)
        .service(service("a", place(-0.4)))
}

#[test]
fn a_zone_is_told_by_its_people_and_not_by_its_centre() {
    let railway = Railway { between: 0.2, off: None };
    let found = coverage(&divided().atlas(), &railway, &query()).unwrap();
    let zone = &found.zones[0];
    assert_eq!((zone.class, zone.basis, zone.in_reach), (CoverageClass::Uncovered, HomeBasis::Addresses, 0));
    assert!((zone.share_within.unwrap() - 0.4).abs() < 1e-12);
    let (median, p90) = (zone.minutes.unwrap().median.unwrap(), zone.minutes.unwrap().p90.unwrap());
    assert!(median > 36.0 && (median - p90).abs() < 1e-9);
    assert!((zone.nearest.as_ref().unwrap().minutes - median).abs() < 1e-9);
    let access = zone.access.value().unwrap();
    assert!((access - 10.0).abs() < 1e-9, "one desk for 1,000 people, of whom 400 have it: {access}");
    assert!((found.reference - 10.0).abs() < 1e-9);
    let straight = ask(divided(), &query());
    assert_eq!((straight.zones[0].class, straight.zones[0].share_within), (CoverageClass::Covered, Some(1.0)));
    assert!(straight.method.note.en.contains("addresses (1\u{a0}zone)"), "{}", straight.method.note.en);
}

#[test]
fn homes_off_the_network_are_counted_and_never_far() {
    let railway = Railway { between: 0.2, off: Some(place(0.4)) };
    let atlas = divided().atlas();
    let found = coverage(&atlas, &railway, &query()).unwrap();
    let zone = &found.zones[0];
    assert_eq!(zone.unplaced, OffStreets { count: 1, share: 0.6 });
    assert_eq!((zone.class, zone.share_within), (CoverageClass::Covered, Some(1.0)), "told by those whose times are known");
    assert!(found.method.note.fr.contains("Temps inconnus pour 1\u{a0}point de départ,") && found.method.note.fr.contains("60"));
}

#[test]
fn a_service_off_the_network_serves_nobody_and_is_told() {
    let railway = Railway { between: 0.2, off: Some(place(0.9)) };
    let found = coverage(&divided().service(service("lost", place(0.9))).atlas(), &railway, &query()).unwrap();
    assert_eq!(found.zones[0].in_reach, 1);
    assert!(found.method.note.en.contains("1\u{a0}service is far from any street"), "{}", found.method.note.en);
}

#[test]
fn a_zone_wholly_off_the_network_is_unknown_and_says_why() {
    let railway = Railway { between: 9.0, off: Some(place(3.0)) };
    let found = coverage(&town().service(desk()).atlas(), &railway, &query()).unwrap();
    let zone = &found.zones[3];
    assert_eq!((zone.class, zone.minutes, zone.share_within, &zone.nearest), (CoverageClass::Unknown, None, None, &None));
    assert_eq!((zone.access, zone.short.value()), (Measure::missing(), None));
    assert_eq!(only_reason(&found, 3).code, ReasonCode::Unplaced);
    let interval = found.short.interval().unwrap();
    assert!((interval.high() - interval.low() - 1_000.0).abs() < 1e-6, "all of its people may be short, or none: {interval:?}");
}

#[test]
fn times_worked_out_once_answer_every_theme_and_shorter_limit() {
    let atlas = divided().service(service("b", place(1.4))).atlas();
    let layer = layer(&atlas, Geography::Iris).unwrap();
    let travel = StraightLine::default();
    let journeys = Journeys::of(&atlas, layer, &travel, Mode::Walk, Minutes(30.0));
    for limit in [5.0, 12.0, 30.0] {
        let query = CoverageQuery { limit_minutes: Minutes(limit), ..query() };
        let people = || crate::diagnosis::people::people(&atlas, layer);
        let shared = Assessment::with_journeys(&atlas, layer, &travel, &query, people(), &journeys);
        assert!(journeys.suit(&query));
        assert_eq!(shared, Assessment::with_people(&atlas, layer, &travel, &query, people()));
    }
    assert!(!journeys.suit(&CoverageQuery { limit_minutes: Minutes(31.0), ..query() }));
    assert!(!journeys.suit(&CoverageQuery { mode: Mode::Car, ..query() }));
}

#[test]
fn the_answer_reads_as_the_interface_promises() {
    let found = ask(town().service(desk()), &query());
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["query"]["theme"], "acces-aux-droits");
    assert_eq!(json["zones"][0]["class"], "covered");
    assert_eq!(json["zones"][9]["reasons"][0]["code"], "none_in_reach");
    assert_eq!(json["zones"][0]["people"]["flag"], "published");
}

/// Sixty zones of different numbers of people, a desk in every fifth, one of them for the people of one zone alone.
fn large() -> Town {
    let people: Vec<Option<f64>> = (0..60).map(|zone| Some(400.0 + 90.0 * f64::from(zone * 7 % 13))).collect();
    let desks = (0..12).map(|desk| service(&format!("d{desk}"), place(f64::from(desk) * 5.0 + 0.3)));
    let reserved =
        Service { eligibility: Eligibility::Areas(vec!["341720029".to_owned(), "341720031".to_owned()]), ..service("r", place(30.0)) };
    desks.chain([reserved]).fold(Town::of_zones(60).counts("population", 2020, &people), Town::service)
}

/// Half an hour on foot is less than four zones: who shares a service with the last zone lives within seven.
const WIDE_ENOUGH: usize = 8;

fn accesses(town: Town) -> Vec<f64> {
    ask(town, &query()).zones.iter().map(|zone| zone.access.value().unwrap()).collect()
}

#[test]
fn a_town_cut_out_of_a_larger_one_has_the_same_access_at_its_edge_with_the_people_of_its_margin() {
    let whole = accesses(large());
    let cut = accesses(large().cut(30, WIDE_ENOUGH));
    assert_eq!(cut.len(), 30, "the margin is no zone of the territory");
    for (zone, (cut, whole)) in cut.iter().zip(&whole).enumerate() {
        assert!((cut - whole).abs() <= 1e-9 * whole.max(1e-3), "zone {zone}: {cut} for {whole}");
    }
    let without = accesses(large().cut(30, 0));
    assert!(without[29] > 1.05 * whole[29], "nobody beyond the border: access too good, {} for {}", without[29], whole[29]);
    assert!((without[20] - whole[20]).abs() < 1e-9, "far from the border nothing changes");
}

#[test]
fn too_narrow_a_margin_overstates_access_less_than_none_and_never_understates_it() {
    let whole = accesses(large());
    let off = |margin: usize| {
        let found = accesses(large().cut(30, margin));
        assert!(found.iter().zip(&whole).all(|(found, whole)| *found >= whole * (1.0 - 1e-12)), "margin of {margin}");
        found.iter().zip(&whole).map(|(found, whole)| found - whole).sum::<f64>()
    };
    let errors: Vec<f64> = [0, 2, 4, 6, WIDE_ENOUGH].map(off).to_vec();
    assert!(errors.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12), "{errors:?}");
    assert!(errors[0] > 0.1 && errors[4] < 1e-9, "{errors:?}");
}

#[test]
fn the_answer_says_what_the_margin_held_and_counts_it_nowhere() {
    let (cut, without) = (ask(large().cut(30, 10), &query()), ask(large().cut(30, 0), &query()));
    let margin = cut.margin.as_ref().unwrap();
    let people: f64 = (30..40).map(|zone| 400.0 + 90.0 * f64::from(zone * 7 % 13)).sum();
    assert_eq!((margin.zones, margin.unknown, margin.people.value()), (10, 0, Some(people)));
    assert!(margin.sources.iter().all(|id| id.as_str().ends_with("-marge")) && cut.sources.contains(&margin.sources[0]));
    assert!(cut.method.note.en.contains("of the 10 zones of the margin") && !without.method.note.en.contains("margin"));
    assert!(without.margin.is_none());
    let all = |found: &Coverage| found.zones.iter().filter_map(|zone| zone.people.value()).sum::<f64>();
    assert!((all(&cut) - all(&without)).abs() < 1e-9);
}
