use std::collections::BTreeSet;
use std::sync::OnceLock;

use maillage::atlas::Atlas;
use maillage::diagnosis::coverage::{CoverageClass, coverage};
use maillage::diagnosis::take_up::{TakeUpClass, take_up};
use maillage::diagnosis::targets::{Action, TargetsQuery, Weights, targets};
use maillage::domain::{Geography, Theme};
use maillage::network::StraightLine;

fn town() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| crate::atlas("fixtures/demo/demo.toml"))
}

fn truth(table: &str) -> BTreeSet<String> {
    let truth: toml::Table = std::fs::read_to_string(crate::root().join("fixtures/demo/TRUTH.toml")).unwrap().parse().unwrap();
    truth[table]["zones"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_planted_gap_is_found() {
    let found = coverage(town(), &StraightLine::default(), &crate::coverage_of(Theme::AccesAuxDroits)).unwrap();
    let uncovered: BTreeSet<String> =
        found.zones.iter().filter(|zone| zone.class == CoverageClass::Uncovered).map(|zone| zone.zone.to_string()).collect();
    assert!(uncovered.is_superset(&truth("gap")), "{uncovered:?}");
    for zone in found.zones.iter().filter(|zone| truth("gap").contains(zone.zone.as_str())) {
        assert_eq!(zone.short.value(), zone.people.value());
        assert_eq!(zone.reasons.len(), 1);
        println!("{}: {}", zone.name, zone.reasons[0].sentence.fr);
    }
    println!("{}", found.method.note.fr);
}

#[test]
fn the_planted_silence_is_found_and_nothing_else_is_called_low() {
    let found = take_up(town(), Geography::Iris).unwrap();
    for zone in &found.zones {
        println!(
            "{} {:28} {:?} {:?} {:?} {:?} {:?}",
            zone.zone,
            zone.name,
            zone.observed.value(),
            zone.expected.value(),
            zone.ratio.value(),
            zone.p_adjusted,
            zone.class
        );
    }
    println!("{} {:?}", found.overdispersion, found.strata);
    let silent = truth("take_up");
    let low: BTreeSet<String> =
        found.zones.iter().filter(|zone| zone.class == TakeUpClass::Deficit).map(|zone| zone.zone.to_string()).collect();
    assert_eq!(low, silent);
    println!("{:?}", found.clusters);
    let cluster: BTreeSet<String> = found.clusters[0].zones.iter().map(ToString::to_string).collect();
    assert!(cluster.is_superset(&silent), "{cluster:?}");
}

#[test]
fn the_targets_say_to_open_in_the_gap_and_to_go_out_to_the_silent() {
    let query = TargetsQuery { geography: Geography::Iris, theme: Some(Theme::AccesAuxDroits), weights: Weights::EQUAL };
    let found = targets(town(), &StraightLine::default(), &query).unwrap();
    for target in found.targets.iter().take(12) {
        println!(
            "{} [{}-{}] {:.1} {:?} {}",
            target.rank, target.rank_low, target.rank_high, target.score, target.action, target.sentence.fr
        );
    }
    println!("{}", found.method.note.fr);
    for target in &found.targets {
        let code = target.zone.as_str();
        if truth("gap").contains(code) {
            assert!(target.rank <= 8, "{code} is {}", target.rank);
            assert_eq!(target.action, Action::Watch, "{code}");
        }
        if truth("take_up").contains(code) {
            assert!(matches!(target.action, Action::GoOut | Action::Open), "{code}: {:?}", target.action);
        }
    }
}
