//! Siting, through the built program.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::program::Program;
use super::{Rows, analyse, golden, refusal, rows};

/// The synthetic town of the siting cases as three tables, those open already marked.
fn siting_tables(folder: &Path, fixed: &[&str]) -> [String; 3] {
    let table = |name: &str| rows(&fs::read(golden(&format!("location_synth_200x40/{name}.csv"))).expect("the golden file"));
    let (demand, facilities) = (table("demand"), table("facilities"));
    let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().expect("a number");
    let mut costs = "origin,destination,cost\n".to_owned();
    for a in &demand {
        for b in &facilities {
            let apart = (number(a, "x") - number(b, "x")).hypot(number(a, "y") - number(b, "y"));
            writeln!(costs, "{},{},{apart}", a["i"], b["j"]).expect("text");
        }
    }
    let mut candidates = "id,fixed\n".to_owned();
    for b in &facilities {
        writeln!(candidates, "{},{}", b["j"], u8::from(fixed.contains(&b["j"].as_str()))).expect("text");
    }
    fs::write(folder.join("costs.csv"), costs).expect("costs");
    fs::write(folder.join("candidates.csv"), candidates).expect("candidates");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    [golden("location_synth_200x40/demand.csv:id=i"), path("candidates.csv"), path("costs.csv")]
}

fn selected(rows: &Rows) -> Vec<&str> {
    rows.iter().filter(|row| row["selected"] == "1").map(|row| row["id"].as_str()).collect()
}

#[test]
fn sites_are_those_of_spopt_with_their_bound_and_gap() {
    let folder = tempfile::tempdir().expect("a folder");
    let [demand, candidates, costs] = siting_tables(folder.path(), &[]);
    let summary = folder.path().join("summary.json").to_string_lossy().into_owned();
    let site = |asked: &str| {
        let tables = ["site", "--demand", &demand, "--candidates", &candidates, "--costs", &costs, "--summary", &summary];
        let found = analyse(&tables.into_iter().chain(asked.split(' ')).collect::<Vec<_>>());
        let summary: Value = serde_json::from_slice(&fs::read(&summary).expect("the summary")).expect("JSON");
        (found, summary)
    };
    for (asked, objective, sites) in [
        ("--objective coverage -p 5 --radius 15", 20_657.0, "1 15 21 32 33"),
        ("--objective coverage -p 3 --radius 15", 12_644.0, "1 15 33"),
        ("--objective median -p 5", 826_440.642_373_957_4, "4 8 22 33 39"),
        ("--objective center -p 5", 36.960_274, ""),
        ("--objective set-cover --radius 37", 5.0, ""),
        ("--objective set-cover --radius 60", 2.0, ""),
    ] {
        let (found, summary) = site(asked);
        let number = |name: &str| summary[name].as_f64().unwrap_or(f64::NAN);
        assert!((number("objective") / objective - 1.0).abs() < 1e-7, "{asked}: {summary}");
        assert!(number("gap").abs() < f64::EPSILON && (number("bound") - number("objective")).abs() < f64::EPSILON, "{asked}");
        assert_eq!(summary["findings"]["status"], "optimal");
        assert_eq!(found.len(), 40);
        assert_eq!(summary["findings"]["sites"].as_u64(), Some(selected(&found).len() as u64));
        assert!(sites.is_empty() || selected(&found).join(" ") == sites, "{asked}: {:?}", selected(&found));
    }
    let (fast, summary) = site("--objective median -p 5 --solver fast");
    assert_eq!(selected(&fast).len(), 5);
    assert!(summary["objective"].as_f64() >= summary["bound"].as_f64());
    let (_, covered) = site("--objective coverage -p 3 --radius 15");
    // People, not points: spopt's perc_cov says 26.5 % of the points.
    let share = covered["findings"]["share_covered"].as_f64().expect("a share");
    assert!((share - 12_644.0 / covered["findings"]["weight"].as_f64().expect("people")).abs() < 1e-12);
    assert_eq!(covered["findings"]["uncovered"].as_array().map(Vec::len), Some(200 - 53));
    // Out of time at once: the best so far, its bound, and no word of an optimum.
    let (_, hasty) = site("--objective median -p 8 --time-limit 0");
    let proved = hasty["findings"]["status"] == "optimal";
    assert_eq!(proved, hasty["gap"].as_f64() == Some(0.0), "{hasty}");
}

#[test]
fn sites_open_already_stay_open_and_are_part_of_p() {
    let folder = tempfile::tempdir().expect("a folder");
    let [demand, candidates, costs] = siting_tables(folder.path(), &["0", "7"]);
    let tables = ["site", "--demand", &demand, "--candidates", &candidates, "--costs", &costs];
    let with = |asked: &[&'static str]| tables.iter().copied().chain(asked.iter().copied()).collect::<Vec<_>>().join("\n");
    let ask = |asked: &[&'static str]| analyse(&with(asked).split('\n').collect::<Vec<_>>());
    for objective in ["median", "center", "coverage"] {
        let found = ask(&["--objective", objective, "-p", "4", "--radius", "15"]);
        let open = selected(&found);
        assert!(open.len() == 4 && open.contains(&"0") && open.contains(&"7"), "{objective}: {open:?}");
    }
    assert_eq!(selected(&ask(&["--objective", "median", "-p", "2"])), ["0", "7"]);
    assert_eq!(selected(&ask(&["--objective", "median", "-p", "400"])).len(), 40, "all there are");
    let refused = with(&["--objective", "median", "-p", "1"]);
    assert_eq!(refusal(&refused.split('\n').collect::<Vec<_>>()).0, "too-many-fixed");
}

#[test]
fn siting_says_who_is_left_out_and_refuses_what_cannot_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let demand = write("d.csv", "id,weight\na,10\nb,0\nc,\nd,5\nfar,2\n");
    let sites = write("s.csv", "id,cost,fixed\nA,3,\nB,1,0\nC,1,\n");
    let costs = write("t.csv", "origin,destination,cost\na,A,1\nb,A,2\nc,A,1\nd,A,9\na,B,2\nb,B,2\nc,C,1\nd,C,3\nz,A,1\na,Z,1\n");
    let with = |demand: &str, sites: &str, costs: &str, asked: &str| {
        let tables = ["site", "--demand", demand, "--candidates", sites, "--costs", costs].map(str::to_owned);
        tables.into_iter().chain(asked.split(' ').map(str::to_owned)).collect::<Vec<_>>()
    };
    let summary = folder.path().join("y.json").to_string_lossy().into_owned();
    let run = |asked: &str| {
        let words = with(&demand, &sites, &costs, &format!("{asked} --summary {summary}"));
        let found = analyse(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let summary: Value = serde_json::from_slice(&fs::read(&summary).expect("the summary")).expect("JSON");
        (selected(&found).join(" "), summary)
    };
    let (open, median) = run("--objective median -p 1");
    assert_eq!((open.as_str(), median["objective"].as_f64(), median["taken"].as_u64()), ("A", Some(55.0), Some(3)));
    let reasons: Vec<_> =
        median["left_out"].as_array().expect("a list").iter().map(|left| (left["reason"].as_str(), left["ids"][0].as_str())).collect();
    assert_eq!(
        reasons,
        [(Some("missing-weight"), Some("c")), (Some("costs-without-place"), Some("Z")), (Some("unreachable"), Some("far"))]
    );
    assert!(median["warnings"].as_array().expect("a list").iter().any(|warning| warning["code"] == "cost-ignored"));
    let (open, coverage) = run("--objective coverage -p 2 --radius 3");
    assert_eq!((open.as_str(), coverage["objective"].as_f64()), ("A C", Some(15.0)));
    assert_eq!(coverage["findings"]["uncovered"], serde_json::json!(["far"]));
    assert_eq!(run("--objective coverage -p 1 --radius 0.5").1["objective"].as_f64(), Some(0.0), "a radius that covers nothing");
    let refused = |demand: &str, sites: &str, costs: &str, asked: &str| {
        refusal(&with(demand, sites, costs, asked).iter().map(String::as_str).collect::<Vec<_>>())
    };
    let asking = |asked: &str| refused(&demand, &sites, &costs, asked).0;
    let faults =
        Program::new().refused(["analyse".to_owned()].into_iter().chain(with(&demand, &sites, &costs, "--objective set-cover --radius 9")));
    let message = faults.last().expect("a fault")["message"]["en"].as_str().unwrap_or_default().to_owned();
    assert!(message.contains("1 demand points") && message.contains("far"), "{message}");
    // Everyone in reach: the two cheap sites are chosen before the dear one that covers as much.
    let near = write("n.csv", "id,weight\na,10\nb,0\nc,\nd,5\n");
    let cover = with(&near, &sites, &costs, "--objective set-cover --radius 9");
    assert_eq!(selected(&analyse(&cover.iter().map(String::as_str).collect::<Vec<_>>())), ["B", "C"]);
    assert_eq!(asking("--objective median -p 0"), "no-sites");
    assert_eq!(asking("--objective median"), "missing-sites");
    assert_eq!(asking("--objective coverage -p 1"), "missing-radius");
    assert_eq!(asking("--objective coverage -p 1 --radius -2"), "bad-radius");
    assert_eq!(asking("--objective coverage -p 1 --radius NaN"), "bad-radius");
    assert_eq!(asking("--objective median -p 1 --time-limit NaN"), "bad-time-limit");
    let split = write("l.csv", "origin,destination,cost\na,A,1\nd,C,3\n");
    assert_eq!(refused(&demand, &sites, &split, "--objective median -p 1").0, "too-few-sites");
    assert_eq!(refused(&demand, &sites, &split, "--objective center -p 1").0, "too-few-sites");
    let place = |code: &str, row, column: &str| (code.to_owned(), row, Some(column.to_owned()));
    let median = "--objective median -p 1";
    assert_eq!(refused(&write("1.csv", "id,weight\na,1\nb,-2\n"), &sites, &costs, median), place("negative-count", Some(3), "weight"));
    assert_eq!(refused(&write("2.csv", "id,weight\na,NaN\n"), &sites, &costs, median), place("not-a-number", Some(2), "weight"));
    assert_eq!(refused(&write("3.csv", "id,weight\na,1\na,1\n"), &sites, &costs, median), place("duplicate-id", Some(3), "id"));
    assert_eq!(refused(&demand, &write("4.csv", "id\nA\nA\n"), &costs, median), place("duplicate-id", Some(3), "id"));
    assert_eq!(refused(&demand, &write("5.csv", "id,fixed\nA,perhaps\n"), &costs, median), place("not-a-mark", Some(2), "fixed"));
    let twice = write("6.csv", "origin,destination,cost\na,A,1\na,A,2\n");
    assert_eq!(refused(&demand, &sites, &twice, median).0, "duplicate-pair");
    let below = write("7.csv", "origin,destination,cost\na,A,-1\n");
    assert_eq!(refused(&demand, &sites, &below, median), place("negative-count", Some(2), "cost"));
    let dear = write("8.csv", "id,cost\nA,\n");
    assert_eq!(refused(&near, &dear, &costs, "--objective set-cover --radius 9"), place("missing-value", Some(2), "cost"));
}
