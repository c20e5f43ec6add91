//! The demonstration town, from its files to the map's answers: what was planted is found.

mod program;

use std::collections::HashSet;
use std::fs;

use program::{Program, repository};
use serde_json::Value;

fn planted(part: &str) -> HashSet<String> {
    let truth: toml::Table = fs::read_to_string(repository("fixtures/demo/TRUTH.toml")).expect("the truth").parse().expect("TOML");
    truth[part]["zones"].as_array().expect("codes").iter().map(|code| code.as_str().expect("a code").to_owned()).collect()
}

fn codes(list: &Value, key: &str) -> HashSet<String> {
    list.as_array().expect("a list").iter().map(|entry| entry[key].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn the_town_says_that_it_is_fictional() {
    let server = Program::with_demo().serve_kept();
    assert_eq!(server.get("/atlas")["fictional"], true);
}

#[test]
fn the_planted_gap_is_found() {
    let server = Program::with_demo().serve_kept();
    let coverage = server.get("/coverage?theme=acces-aux-droits&limit=30");
    let uncovered: HashSet<_> = coverage["zones"]
        .as_array()
        .expect("zones")
        .iter()
        .filter(|zone| zone["class"] == "uncovered")
        .map(|zone| zone["zone"].as_str().expect("a code").to_owned())
        .collect();
    let gap = planted("gap");
    assert!(gap.is_subset(&uncovered), "planted {gap:?}, found {uncovered:?}");
    let zone = coverage["zones"]
        .as_array()
        .expect("zones")
        .iter()
        .find(|zone| gap.contains(zone["zone"].as_str().expect("a code")))
        .expect("a planted zone");
    assert_eq!(zone["reasons"][0]["code"], "none_in_reach");
    assert!(zone["short"]["value"].as_f64().expect("people short of access") > 500.0, "{zone}");
}

#[test]
fn the_planted_non_take_up_is_found_and_little_else() {
    let server = Program::with_demo().serve_kept();
    let signal = server.get("/take-up");
    let planted = planted("take_up");
    let clusters = signal["clusters"].as_array().expect("clusters");
    let first: HashSet<_> = clusters.first().expect("a cluster")["zones"]
        .as_array()
        .expect("zones")
        .iter()
        .map(|code| code.as_str().expect("a code").to_owned())
        .collect();
    let overlap = first.intersection(&planted).count();
    assert!(overlap * 2 > planted.len() && overlap * 2 > first.len(), "planted {planted:?}, first cluster {first:?}");
    assert!(clusters[0]["p"].as_f64().expect("p") < 0.05);
    let deficit: HashSet<_> = signal["zones"]
        .as_array()
        .expect("zones")
        .iter()
        .filter(|zone| zone["class"] == "deficit")
        .map(|zone| zone["zone"].as_str().expect("a code").to_owned())
        .collect();
    assert!(deficit.intersection(&planted).count() * 2 > planted.len(), "planted {planted:?}, deficit {deficit:?}");
    assert!(deficit.difference(&planted).count() <= 2, "false alarms: {:?}", deficit.difference(&planted));
}

#[test]
fn what_was_planted_leads_the_targets() {
    let server = Program::with_demo().serve_kept();
    let targets = server.get("/targets?theme=acces-aux-droits&limit=12");
    let first = codes(&targets["targets"], "zone");
    for part in ["gap", "take_up"] {
        let planted = planted(part);
        assert!(first.intersection(&planted).count() * 2 >= planted.len(), "{part}: planted {planted:?}, first {first:?}");
    }
}

#[test]
fn the_command_line_and_the_server_say_the_same() {
    let program = Program::with_demo();
    let server = program.serve();
    let printed: Value =
        serde_json::from_str(&program.text(["analyse", "coverage", "--theme", "sante", "--format", "geojson"])).expect("GeoJSON");
    let served = server.get("/coverage?theme=sante&f=geojson");
    assert_eq!(printed["features"], served["features"]);
    for analysis in ["take-up", "targets"] {
        let printed: Value = serde_json::from_str(&program.text(["analyse", analysis, "--format", "geojson"])).expect("GeoJSON");
        assert!(!printed["features"].as_array().expect("features").is_empty());
    }
}

#[test]
fn a_collection_is_exported_in_each_format_as_the_server_gives_it() {
    let (program, folder) = (Program::with_demo(), tempfile::tempdir().expect("a folder"));
    let server = program.serve();
    let filter = "A_CONTAINS(themes, ('sante')) AND capacity IS NULL";
    let file = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    for (format, begins) in [
        ("geojson", b"{\"type\"".as_slice()),
        ("geojsonseq", b"\x1e{"),
        ("csv", b"id,"),
        ("flatgeobuf", b"fgb\x03"),
        ("geoparquet", b"PAR1"),
    ] {
        let out = file(format);
        program.succeed(["export", "services", "--format", format, "--filter", filter, "--sortby=-name", "--out", &out]);
        assert!(fs::read(&out).expect("the file").starts_with(begins), "{format}");
    }
    let exported: Value = serde_json::from_str(&fs::read_to_string(file("geojson")).expect("the file")).expect("GeoJSON");
    let served = server
        .get("/collections/services/items?limit=10000&sortby=-name&filter=A_CONTAINS(themes,(%27sante%27))%20AND%20capacity%20IS%20NULL");
    assert!(!exported["features"].as_array().expect("features").is_empty());
    assert_eq!(exported["features"], served["features"]);
    let faults = program.refused(["export", "services", "--filter", "capcity > 3", "--out", "-"]);
    assert_eq!(faults[0]["place"]["character"], 1, "{faults:?}");
}

#[test]
fn the_demonstration_does_not_mix_with_real_data_nor_load_twice() {
    let program = Program::with_demo();
    let before = program.snapshot();
    program.succeed(["demo", "--if-empty"]);
    program.succeed(["demo"]);
    assert_eq!(program.snapshot(), before);
}
