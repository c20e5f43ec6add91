use super::*;
use crate::diagnosis::town::{Town, place, service};
use crate::domain::{Opening, Service};
use crate::network::StraightLine;

const ZONES: usize = 30;

/// Thirty zones of 1,000 people; the poorest at both ends; a desk at the west end only; in zones 2 and 27
/// half the expected RSA recipients.
fn town() -> Town {
    let poverty: Vec<f64> = (0..ZONES).map(|zone| (zone as f64 - 14.5).abs() * 2.0).collect();
    let quartile: Vec<f64> = (0..ZONES).map(|zone| 4_500.0 + ((zone * 7) % 11) as f64 * 700.0).collect();
    let times = |factor: f64| quartile.iter().map(|income| income * factor).collect::<Vec<_>>();
    let recipients = |zone: usize| {
        let heard = if zone == 2 || zone == 27 { 0.4 } else { 1.0 };
        Some((0.7 * 250.0 * 4_000.0 / quartile[zone] * heard).round())
    };
    Town::of_zones(ZONES)
        .counts("population", 2020, &[Some(1_000.0); ZONES])
        .rates("poverty_rate", 2018, &poverty)
        .counts("rsa_recipients", 2009, &(0..ZONES).map(recipients).collect::<Vec<_>>())
        .counts("tax_households", 2009, &[Some(1_000.0); ZONES])
        .rates("income_uc_q1", 2009, &quartile)
        .rates("income_uc_median", 2009, &times(2.0))
        .rates("income_uc_q3", 2009, &times(3.0))
        .service(service("west", place(2.0)))
}

fn query() -> TargetsQuery {
    TargetsQuery { theme: Some(Theme::AccesAuxDroits), ..TargetsQuery::usual(Geography::Iris) }
}

fn ask(town: Town, query: &TargetsQuery) -> Targets {
    targets(&town.atlas(), &StraightLine::default(), query).unwrap()
}

fn of_zone(found: &Targets, zone: usize) -> &Target {
    found.targets.iter().find(|target| target.name == format!("Quartier {zone}")).unwrap()
}

#[test]
fn poor_far_and_silent_comes_first_and_asks_for_a_service() {
    let found = ask(town(), &query());
    let first = &found.targets[0];
    assert_eq!((first.name.as_str(), first.action), ("Quartier 27", Action::Open));
    assert_eq!(first.drivers.len(), 3);
    assert!((first.drivers.iter().map(|driver| driver.contribution).sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(first.drivers.is_sorted_by(|a, b| a.contribution >= b.contribution));
    assert!(first.sentence.fr.starts_with("Quartier 27 (1\u{202f}000\u{a0}habitants)\u{a0}: "), "{}", first.sentence.fr);
    assert!(first.sentence.fr.contains("À faire\u{a0}: ouvrir"));
    assert!(first.sentence.en.contains("RSA recipients where"));
}

#[test]
fn the_numbers_of_a_sentence_are_told_in_its_order_with_what_they_rest_on() {
    let found = ask(town(), &query());
    for driver in found.targets.iter().flat_map(|target| &target.drivers) {
        assert!(driver.figures.len() >= 2, "{}", driver.sentence.fr);
        let (mut fr, mut en) = (driver.sentence.fr.as_str(), driver.sentence.en.as_str());
        for Figure { words, sources } in &driver.figures {
            assert!(!sources.is_empty() && sources.iter().all(|source| found.sources.contains(source)), "{}", words.fr);
            fr = fr.split_once(words.fr.as_str()).expect(&driver.sentence.fr).1;
            en = en.split_once(words.en.as_str()).expect(&driver.sentence.en).1;
        }
    }
    assert!(found.people.is_some());
}

#[test]
fn a_deficit_next_to_the_desk_asks_to_go_out_and_poor_access_alone_to_watch() {
    let found = ask(town().service(service("middle", place(14.0))), &query());
    assert_eq!(of_zone(&found, 2).action, Action::GoOut);
    assert_eq!(of_zone(&found, 20).action, Action::Watch);
    assert_eq!(of_zone(&found, 14).action, Action::KeepInSight);
}

#[test]
fn few_hours_in_reach_of_a_deficit_ask_for_more() {
    let desk = Service { opening: Some(Opening::new("Tu 09:00-12:00").unwrap()), ..service("east", place(29.0)) };
    let found = ask(town().service(desk), &query());
    assert_eq!(of_zone(&found, 27).action, Action::ExtendHours);
}

#[test]
fn ranks_run_from_one_and_lie_within_their_intervals() {
    let found = ask(town(), &TargetsQuery { theme: None, ..query() });
    assert_eq!(found.ranked as usize, ZONES);
    for (rank, target) in (1..).zip(&found.targets) {
        assert_eq!(target.rank, rank);
        assert!(target.rank_low <= rank && rank <= target.rank_high && target.rank_high as usize <= ZONES);
        assert!((0.0..=100.0).contains(&target.score));
    }
}

#[test]
fn weights_decide_and_bad_ones_are_refused() {
    let only_need = Weights { need: 1.0, gap: 0.0, take_up: 0.0 };
    let found = ask(town(), &TargetsQuery { weights: only_need, ..query() });
    assert_eq!(found.targets[0].name, "Quartier 0");
    assert_eq!(found.targets[0].drivers.len(), 1);
    for weights in [
        Weights { need: 0.0, gap: 0.0, take_up: 0.0 },
        Weights { need: -1.0, ..Weights::EQUAL },
        Weights { gap: f64::NAN, ..Weights::EQUAL },
    ] {
        let fault = targets(&town().atlas(), &StraightLine::default(), &TargetsQuery { weights, ..query() }).unwrap_err();
        assert_eq!(fault.code, "bad-weights");
    }
}

#[test]
fn where_nobody_is_known_to_live_nothing_is_ranked() {
    let mut people = vec![Some(1_000.0); ZONES];
    people[4] = None;
    people[5] = Some(0.0);
    let found = ask(town().counts("population", 2021, &people), &query());
    let left_out: Vec<&str> = found.left_out.iter().map(ZoneCode::as_str).collect();
    assert_eq!(left_out, ["341720004", "341720005"]);
    assert_eq!(found.ranked as usize, ZONES - 2);
}

#[test]
fn any_weights_can_be_worked_out_from_the_components_as_the_list_does() {
    let atlas = town().atlas();
    for weights in [Weights::EQUAL, Weights { need: 3.0, gap: 0.0, take_up: 0.5 }, Weights { need: 0.0, gap: 1.0, take_up: 0.0 }] {
        let asked = TargetsQuery { weights, ..query() };
        let known = Known { take_up: take_up(&atlas, Geography::Iris).ok(), ..Known::default() };
        let found = components::components(&atlas, &StraightLine::default(), &asked, known).unwrap();
        let scores = found.scores(weights);
        let ranks = crate::analysis::weighting::ranks(&scores);
        let listed = targets(&atlas, &StraightLine::default(), &asked).unwrap();
        assert_eq!(ranks.iter().flatten().count() as u32, listed.ranked);
        for target in &listed.targets {
            let zone = found.codes.iter().position(|code| *code == target.zone).unwrap();
            assert_eq!((ranks[zone], scores[zone].map(|score| score * 100.0)), (Some(target.rank), Some(target.score)));
        }
    }
}

#[test]
fn firmness_is_a_share_with_its_interval_and_fewer_draws_are_said() {
    let atlas = town().atlas();
    let known = Known { take_up: take_up(&atlas, Geography::Iris).ok(), ..Known::default() };
    let found = components::components(&atlas, &StraightLine::default(), &query(), known).unwrap();
    let firm = components::stability(&atlas, found, components::Firmness { top: 5, draws: 300 }).unwrap();
    assert_eq!((firm.draws, firm.codes.len(), firm.rank[0]), (300, ZONES, 1));
    assert!((firm.top_share.iter().sum::<f64>() - 5.0).abs() < 1e-9, "five places in every draw");
    for zone in 0..ZONES {
        assert!(firm.top_low[zone] <= firm.top_share[zone] && firm.top_share[zone] <= firm.top_high[zone]);
        assert!(firm.rank_low[zone] <= firm.rank_median[zone] && firm.rank_median[zone] <= firm.rank_high[zone]);
    }
    assert!(firm.method.note.fr.contains("300 tirages"));
}
