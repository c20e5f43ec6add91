use std::collections::BTreeSet;
use std::sync::OnceLock;

use maillage::atlas::Atlas;
use maillage::diagnosis::coverage::{CoverageClass, ReasonCode, coverage};
use maillage::diagnosis::take_up::{TakeUpClass, take_up};
use maillage::diagnosis::targets::{Action, TargetsQuery, Weights, targets};
use maillage::domain::{Geography, Theme};
use maillage::network::StraightLine;

fn town() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| crate::atlas("fixtures/demo/demo.toml"))
}

/// The zones planted under a heading.
fn truth(heading: &str) -> BTreeSet<String> {
    let truth: toml::Table = std::fs::read_to_string(crate::root().join("fixtures/demo/TRUTH.toml")).unwrap().parse().unwrap();
    truth[heading]["zones"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_planted_gap_is_found_and_its_reason_named() {
    let found = coverage(town(), &StraightLine::default(), &crate::coverage_of(Theme::AccesAuxDroits)).unwrap();
    let planted = truth("gap");
    let in_gap: Vec<_> = found.zones.iter().filter(|zone| planted.contains(zone.zone.as_str())).collect();
    assert_eq!(in_gap.len(), planted.len());
    for zone in in_gap {
        assert_eq!((zone.class, zone.in_reach, zone.short.value()), (CoverageClass::Uncovered, 0, zone.people.value()), "{}", zone.name);
        assert_eq!(zone.reasons.iter().map(|reason| reason.code).collect::<Vec<_>>(), [ReasonCode::NoneInReach]);
        assert!(zone.reasons[0].near_miss.as_ref().unwrap().minutes > 30.0);
    }
}

#[test]
fn the_planted_silence_is_found_and_no_other_zone_is_called_low() {
    let found = take_up(town(), Geography::Iris).unwrap();
    let planted = truth("take_up");
    let deficit = found.zones.iter().filter(|zone| zone.class == TakeUpClass::Deficit);
    assert_eq!(deficit.map(|zone| zone.zone.to_string()).collect::<BTreeSet<_>>(), planted);
    let first: BTreeSet<String> = found.clusters[0].zones.iter().map(ToString::to_string).collect();
    assert!(first.is_superset(&planted) && first.len() <= planted.len() + 3, "{first:?}");
    assert!(found.overdispersion < 1.5, "{}", found.overdispersion);
}

#[test]
fn targets_ask_for_a_service_in_the_gap_and_to_go_out_to_the_silent() {
    let query = TargetsQuery { geography: Geography::Iris, theme: Some(Theme::AccesAuxDroits), weights: Weights::EQUAL };
    let found = targets(town(), &StraightLine::default(), &query).unwrap();
    for target in &found.targets {
        if truth("gap").contains(target.zone.as_str()) {
            assert!(target.rank <= 8 && target.action == Action::Open, "{}", target.sentence.fr);
        }
        if truth("take_up").contains(target.zone.as_str()) {
            assert!(target.rank <= 12 && target.action == Action::GoOut, "{}", target.sentence.fr);
            assert!(target.sentence.fr.contains("allocataires du RSA pour"));
        }
    }
}
