//! `evaluate` through the built program.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use super::{Rows, analyse, refusal};

/// Forty zones; eight treated ones gain three more than the others.
struct Trial {
    folder: tempfile::TempDir,
}

impl Trial {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn write(&self, name: &str, content: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).expect("a file");
        path.to_string_lossy().into_owned()
    }

    fn tables(&self, common: f64, effect: f64) -> [String; 3] {
        let (mut before, mut after, mut treated) = ("id,value\n".to_owned(), "id,value\n".to_owned(), "id\n".to_owned());
        for zone in 0..40 {
            let was = f64::from(zone * 17 % 40);
            let is = was + 1.0 + f64::from(zone * 7 % 5) / 10.0 + common + if zone < 8 { 3.0 + effect } else { 0.0 };
            writeln!(before, "z{zone},{was}").expect("a row");
            writeln!(after, "z{zone},{is}").expect("a row");
            if zone < 8 {
                writeln!(treated, "z{zone}").expect("a row");
            }
        }
        [self.write("before.csv", &before), self.write("after.csv", &after), self.write("treated.csv", &treated)]
    }

    fn run(&self, [before, after, treated]: &[String; 3], more: &[&str]) -> (Rows, Value) {
        let summary = self.folder.path().join("s.json").to_string_lossy().into_owned();
        let tables = ["evaluate", "--before", before, "--after", after, "--treated", treated, "--summary", &summary];
        let found = analyse(&tables.iter().chain(more).copied().collect::<Vec<_>>());
        (found, serde_json::from_slice(&fs::read(&summary).expect("the summary")).expect("JSON"))
    }
}

fn number(found: &Rows, column: &str) -> f64 {
    found[0][column].parse().expect("a number")
}

#[test]
fn an_effect_is_found_with_its_interval_and_its_matched_zones() {
    let trial = Trial::new();
    let (found, summary) = trial.run(&trial.tables(0.0, 0.0), &["--matches", "2"]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0]["treated"].as_str(), found[0]["comparisons"].as_str()), ("8", "16"));
    assert!((number(&found, "estimate") - 3.0).abs() < 0.2, "{found:?}");
    assert!(number(&found, "low") > 2.5 && number(&found, "high") < 3.5 && number(&found, "p") < 0.01);
    let matched = summary["findings"]["matched"].as_object().expect("who was matched");
    let mut used: Vec<&str> = matched.values().flat_map(|others| others.as_array().expect("a list")).filter_map(Value::as_str).collect();
    assert_eq!((matched.len(), used.len()), (8, 16));
    used.sort_unstable();
    used.dedup();
    assert_eq!(used.len(), 16, "none is used twice");
    assert_eq!((summary["findings"]["exact"].as_bool(), summary["findings"]["deals"].as_u64()), (Some(true), Some(6_561)));
    let (moved, _) = trial.run(&trial.tables(10.0, 2.0), &["--matches", "2"]);
    for column in ["estimate", "low", "high"] {
        assert!((number(&moved, column) - number(&found, column) - 2.0).abs() < 1e-9, "{column}");
    }
    let (sampled, summary) = trial.run(&trial.tables(0.0, 0.0), &["--permutations", "499"]);
    assert_eq!(summary["findings"]["exact"].as_bool(), Some(false), "five to the eighth are too many");
    assert_eq!(sampled, trial.run(&trial.tables(0.0, 0.0), &["--permutations", "499"]).0, "the same seed gives the same answer");
}

#[test]
fn zones_not_known_whole_are_listed_and_too_few_to_say_anything_is_said() {
    let trial = Trial::new();
    let before = trial.write("b.csv", "id,value,population\na,1,10\nb,2,30\nc,1,5\nd,2,5\ne,,5\nf,3,0\n");
    let after = trial.write("a.csv", "id,value\na,4\nb,3\nc,2\nd,2\ne,1\nf,3\ng,7\n");
    let treated = trial.write("t.csv", "id\na\nb\ng\n");
    let (found, summary) = trial.run(&[before, after, treated], &["--matches", "1"]);
    // a gained 3 and its match c 1, b and d 1 and 0; a weighs 10, b 30.
    assert!((number(&found, "estimate") - (10.0 * 2.0 + 30.0 * 1.0) / 40.0).abs() < 1e-12);
    assert_eq!((found[0]["low"].as_str(), found[0]["high"].as_str(), number(&found, "p")), ("", "", 0.5));
    let left_out: Vec<_> =
        summary["left_out"].as_array().expect("a list").iter().map(|left| (left["reason"].as_str(), left["ids"][0].as_str())).collect();
    assert_eq!(left_out, [(Some("missing-before"), Some("e")), (Some("no-population"), Some("f"))]);
    assert_eq!(summary["left_out"][0]["ids"][1], "g");
    let codes: Vec<_> = summary["warnings"].as_array().expect("a list").iter().filter_map(|warning| warning["code"].as_str()).collect();
    assert_eq!(codes, ["treated-left-out", "few-treated", "cannot-be-significant"]);
}

#[test]
fn covariates_decide_between_zones_of_the_same_value() {
    let trial = Trial::new();
    let before = trial.write("b.csv", "id,value\na,5\nb,5\nc,5\nd,9\n");
    let after = trial.write("a.csv", "id,value\na,8\nb,6\nc,5\nd,9\n");
    let treated = trial.write("t.csv", "id\na\n");
    let covariates = trial.write("x.csv", "id,age\na,40\nb,70\nc,41\nd,40\n");
    let tables = [before, after, treated];
    let matched = |summary: &Value| summary["findings"]["matched"]["a"][0].as_str().map(str::to_owned);
    assert_eq!(matched(&trial.run(&tables, &["--matches", "1"]).1).as_deref(), Some("b"), "the first of two that are alike");
    assert_eq!(matched(&trial.run(&tables, &["--matches", "1", "--covariates", &covariates]).1).as_deref(), Some("c"));
}

#[test]
fn bad_tables_of_evaluate_name_row_and_column() {
    let trial = Trial::new();
    let refused = |before: &str, after: &str, treated: &str| {
        let (before, after, treated) = (trial.write("b.csv", before), trial.write("a.csv", after), trial.write("t.csv", treated));
        refusal(&["evaluate", "--before", &before, "--after", &after, "--treated", &treated])
    };
    let place = |code: &str, row, column: &str| (code.to_owned(), row, Some(column.to_owned()));
    let (good, treated) = ("id,value\na,1\nb,2\n", "id\na\n");
    assert_eq!(refused("id,value\na,1\na,2\n", good, treated), place("duplicate-id", Some(3), "id"));
    assert_eq!(refused(good, "id,value\na,NaN\n", treated), place("not-a-number", Some(2), "value"));
    assert_eq!(refused(good, "id,number\na,1\n", treated), place("missing-column", Some(1), "value"));
    assert_eq!(refused("id,value,population\na,1,-3\n", good, treated), place("negative-count", Some(2), "population"));
    assert_eq!(refused(good, good, "id\nz\n").0, "no-treated");
    assert_eq!(refused(good, good, "id\na\nb\n").0, "too-few-comparisons");
}
