//! `take-up` on files, through the built program.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Rows, analyse, refusal, rows};

fn write(folder: &Path, name: &str, content: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, content).expect("a file");
    path.to_string_lossy().into_owned()
}

/// Six by six zones of two groups at 30 % and 5 %; the four in a corner have half the recipients.
struct Town {
    folder: tempfile::TempDir,
    counts: String,
    strata: String,
    reference: String,
    points: String,
}

impl Town {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut counts, mut strata, mut points) =
            ("id,recipients\n".to_owned(), "id,stratum,population\n".to_owned(), "id,x,y\n".to_owned());
        for zone in 0..36 {
            let (x, y) = (zone % 6, zone / 6);
            let (poor, rest) = (200 + 10 * (zone * 7 % 11), 400 + 20 * (zone * 5 % 7));
            let due = (30 * poor + 5 * rest) / 100;
            let low = x < 2 && y < 2;
            writeln!(counts, "z{zone},{}", if low { due / 2 } else { due }).expect("a row");
            writeln!(strata, "z{zone},poor,{poor}\nz{zone},rest,{rest}").expect("two rows");
            writeln!(points, "z{zone},{x},{y}").expect("a row");
        }
        let at = |name: &str, content: &str| write(folder.path(), name, content);
        let (counts, strata, points) = (at("counts.csv", &counts), at("strata.csv", &strata), at("points.csv", &points));
        let reference = at("reference.csv", "stratum,rate\npoor,0.3\nrest,0.05\n");
        Self { folder, counts, strata, reference, points }
    }

    fn run(&self, more: &[&str]) -> Rows {
        let tables = ["take-up", "--counts", &self.counts, "--strata", &self.strata];
        analyse(&tables.iter().chain(more).copied().collect::<Vec<_>>())
    }
}

#[test]
fn a_corner_of_low_take_up_is_found_zone_by_zone_and_together() {
    let town = Town::new();
    let file = |name: &str| town.folder.path().join(name).to_string_lossy().into_owned();
    let (clusters, summary) = (file("clusters.csv"), file("s.json"));
    let found = town.run(&["--reference", &town.reference, "--points", &town.points, "--clusters", &clusters, "--summary", &summary]);
    let corner = ["z0", "z1", "z6", "z7"];
    for zone in &found {
        let class = if corner.contains(&zone["id"].as_str()) { "deficit" } else { "not-distinguishable" };
        assert_eq!(zone["class"], class, "{zone:?}");
        assert_eq!(zone["cluster"], if class == "deficit" { "1" } else { "" });
    }
    // z0: 200 poor and 400 others expect 80; 40 are counted; Garwood's limits of 40 are 28.58 and 54.47.
    let number = |column: &str| found[0][column].parse::<f64>().expect("a number");
    assert!((number("expected") - 80.0).abs() < 1e-9 && (number("ratio") - 0.5).abs() < 1e-9);
    assert!((number("low") - 28.576_6 / 80.0).abs() < 1e-5 && (number("high") - 54.468_6 / 80.0).abs() < 1e-5);
    let areas = rows(&fs::read(&clusters).expect("the clusters"));
    assert_eq!(areas.len(), 1);
    let mut members: Vec<&str> = areas[0]["members"].split(';').collect();
    members.sort_unstable();
    assert_eq!(members, corner);
    assert!(areas[0]["p"].parse::<f64>().expect("p") <= 0.002);
    let summary: Value = serde_json::from_slice(&fs::read(&summary).expect("the summary")).expect("JSON");
    assert_eq!((summary["taken"].as_u64(), summary["findings"]["deficit"].as_u64()), (Some(36), Some(4)));
    // Without rates from outside, those of the ordinary zones are found again.
    let own = town.run(&[]);
    assert!(corner.iter().all(|id| own.iter().any(|zone| zone["id"] == *id && zone["class"] == "deficit")));
}

#[test]
fn rounding_widens_and_what_is_missing_or_too_small_is_not_judged() {
    let town = Town::new();
    let at = |name: &str, content: &str| write(town.folder.path(), name, content);
    let strata = at("s.csv", "id,stratum,population\na,poor,200\nb,poor,200\nc,poor,10\nd,poor,200\ne,poor,\nz,poor,5\n");
    let run = |counts: &str, more: &[&str]| {
        let counts = at("c.csv", counts);
        let summary = town.folder.path().join("r.json").to_string_lossy().into_owned();
        let tables = ["take-up", "--counts", &counts, "--strata", &strata, "--reference", &town.reference, "--summary", &summary];
        let found = analyse(&tables.iter().chain(more).copied().collect::<Vec<_>>());
        (found, serde_json::from_slice::<Value>(&fs::read(&summary).expect("the summary")).expect("JSON"))
    };
    let (exact, _) = run("id,recipients\na,42\nb,60\nc,1\nd,\ne,9\nf,9\n", &[]);
    let (rounded, summary) = run("id,recipients,low,high\na,42,40,49\nb,60,60,60\nc,1,,\nd,,,\ne,9,,\nf,9,,\n", &[]);
    let class = |found: &Rows, row: usize| (found[row]["class"].clone(), found[row]["reason"].clone());
    let words = |class: &str, reason: &str| (class.to_owned(), reason.to_owned());
    assert_eq!(class(&exact, 0), words("deficit", ""));
    assert_eq!(class(&rounded, 0), words("not-distinguishable", ""));
    assert_eq!(class(&rounded, 2), words("insufficient", "few-expected"));
    assert_eq!(class(&rounded, 3), words("insufficient", "missing-count"));
    assert_eq!(class(&rounded, 4), words("insufficient", "missing-stratum"));
    assert_eq!(class(&rounded, 5), words("insufficient", "no-strata"));
    assert_eq!((rounded[3]["observed"].as_str(), rounded[3]["expected"].as_str(), rounded[3]["ratio"].as_str()), ("", "", ""));
    let reasons: Vec<_> =
        summary["left_out"].as_array().expect("a list").iter().map(|left| left["reason"].as_str().unwrap_or_default()).collect();
    assert_eq!(reasons, ["missing-count", "no-strata", "missing-stratum", "strata-without-count", "few-expected"]);
    let (shrunk, _) = run("id,recipients\na,30\nb,60\nc,1\nd,90\n", &["--interval", "eb"]);
    let ratio = |row: usize| shrunk[row]["ratio"].parse::<f64>().expect("a ratio");
    assert!(ratio(0) > 0.5 && ratio(0) < 1.0 && ratio(3) < 1.5 && ratio(3) > 1.0);
    let (_, summary) = run("id,recipients\nc,1\n", &[]);
    assert!(summary["warnings"].as_array().expect("a list").iter().any(|warning| warning["code"] == "cannot-be-meaningful"));
}

#[test]
fn bad_tables_of_take_up_name_row_and_column() {
    let town = Town::new();
    let at = |name: &str, content: &str| write(town.folder.path(), name, content);
    let refused = |counts: &str, strata: &str, reference: &str| {
        let (counts, strata, reference) = (at("c.csv", counts), at("s.csv", strata), at("r.csv", reference));
        refusal(&["take-up", "--counts", &counts, "--strata", &strata, "--reference", &reference])
    };
    let place = |code: &str, row, column: &str| (code.to_owned(), row, Some(column.to_owned()));
    let (counts, strata, reference) = ("id,recipients\na,5\n", "id,stratum,population\na,poor,9\n", "stratum,rate\npoor,0.3\n");
    assert_eq!(refused("id,recipients\na,-5\n", strata, reference), place("negative-count", Some(2), "recipients"));
    assert_eq!(refused("id,recipients,low,high\na,5,6,7\n", strata, reference), place("bad-interval", Some(2), "recipients"));
    assert_eq!(refused(counts, "id,stratum,population\na,rich,9\n", reference), place("unknown-stratum", Some(2), "stratum"));
    assert_eq!(refused(counts, "id,stratum,population\na,poor,9\na,poor,8\n", reference), place("duplicate-pair", Some(3), "stratum"));
    assert_eq!(refused(counts, strata, "stratum,rate\npoor,30\n"), place("bad-rate", Some(2), "rate"));
    assert_eq!(refused("id,recipients\nb,5\n", strata, reference).0, "no-take-up-data");
    let program = super::Program::new();
    assert_eq!(program.run(["analyse", "take-up", "--strata", "s.csv"]).status.code(), Some(2), "files go together");
    assert_eq!(program.refused(["analyse", "take-up", "--summary", "s.json"])[0]["code"], "missing-argument");
}
