use std::collections::BTreeSet;
use std::sync::OnceLock;

use maillage::atlas::Atlas;
use maillage::diagnosis::targets::{Action, TargetsQuery, targets};
use maillage::diagnosis::ways::ways;
use maillage::domain::{Geography, Mode, Theme};

fn town() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| crate::atlas("fixtures/demo/demo.toml"))
}

/// The zones planted under a heading.
pub fn truth(heading: &str) -> BTreeSet<String> {
    let truth: toml::Table = std::fs::read_to_string(crate::root().join("fixtures/demo/TRUTH.toml")).unwrap().parse().unwrap();
    truth[heading]["zones"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

#[test]
fn targets_ask_for_a_service_in_the_gap_and_to_go_out_to_the_silent() {
    let query = TargetsQuery { theme: Some(Theme::AccesAuxDroits), ..TargetsQuery::usual(Geography::Iris) };
    let found = targets(town(), ways(town()).of(Mode::Walk), &query).unwrap();
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
