//! Each kind of bad file, given to the program as its user would: a named fault, and a database exactly
//! as it was.

mod program;

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use program::{Program, repository};
use serde_json::{Value, json};

fn demo(name: &str) -> Vec<u8> {
    fs::read(repository("fixtures/demo").join(name)).expect("a file of the demonstration town")
}

fn demo_json(name: &str) -> Value {
    serde_json::from_slice(&demo(name)).expect("GeoJSON")
}

/// The zones of the demonstration town, changed.
fn zones(change: impl FnOnce(&mut Vec<Value>)) -> Vec<u8> {
    let mut collection = demo_json("iris.geojson");
    change(collection["features"].as_array_mut().expect("features"));
    serde_json::to_vec(&collection).expect("JSON")
}

fn filosofi(change: impl FnOnce(String) -> String) -> Vec<u8> {
    change(String::from_utf8(demo("filosofi_iris_2021.csv")).expect("UTF-8")).into_bytes()
}

/// Two hundred megabytes of zeros in two hundred kilobytes.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("iris.shp", zip::write::SimpleFileOptions::default()).expect("an entry");
    let zeros = vec![0_u8; 1_000_000];
    for _ in 0..200 {
        archive.write_all(&zeros).expect("room");
    }
    archive.finish().expect("an archive").into_inner()
}

/// The files, each with the fault it must be given.
fn cases() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    vec![
        (
            "metres.geojson",
            "unknown-crs",
            zones(|zones| {
                for zone in zones {
                    zone["geometry"] = json!({"type": "Polygon", "coordinates": [[[1e9, 2e9], [3e9, 2e9], [3e9, 4e9], [1e9, 2e9]]]});
                }
            }),
        ),
        (
            "column.csv",
            "missing-column",
            String::from_utf8(demo("france_services.csv")).expect("UTF-8").replacen("\"latitude\"", "\"hauteur\"", 1).into_bytes(),
        ),
        ("half.geojson", "truncated-file", demo("iris.geojson")[..40_000].to_vec()),
        ("bomb.zip", "archive-too-large", bomb()),
        ("bytes.csv", "wrong-encoding", b"IRIS,perc_voit\n3417\x8101,0.2\n".to_vec()),
        ("page.csv", "html-not-data", b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>".to_vec()),
        ("empty.csv", "empty-file", Vec::new()),
        (
            "twice.csv",
            "duplicate-code",
            filosofi(|table| {
                let rows: Vec<&str> = table.lines().collect();
                let (code, others) = (rows[1].split(';').next().expect("a code"), rows[2].split_once(';').expect("cells").1);
                format!("{table}\n{code};{others}\n")
            }),
        ),
        ("unknown.csv", "unknown-format", b"fruit,couleur\npomme,rouge\n".to_vec()),
    ]
}

#[test]
fn every_bad_file_is_refused_by_name_and_the_database_stays_as_it_was() {
    let program = Program::with_demo();
    let before = program.snapshot();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, code, content) in cases() {
        let path: PathBuf = folder.path().join(name);
        fs::write(&path, content).expect("a file");
        let faults = program.refused(["import".as_ref(), path.as_os_str()]);
        assert_eq!(faults[0]["code"], code, "{name}: {}", faults[0]);
        assert_eq!(faults[0]["place"]["file"], name, "{}", faults[0]);
        assert!(["fr", "en"].iter().all(|lang| faults[0]["message"][lang].as_str().is_some_and(|words| !words.is_empty())));
        assert_eq!(program.snapshot(), before, "{name} changed the database");
    }
}

#[test]
fn a_bad_cell_rejects_its_row_alone_and_says_where() {
    let program = Program::new();
    program.succeed(["import".as_ref(), repository("fixtures/demo/iris.geojson").as_os_str()]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (cell, code) in [("NaN", "not-finite"), ("=1+1", "formula-cell"), ("beaucoup", "not-a-number")] {
        let path = folder.path().join("BASE.csv");
        let table = filosofi(|table| {
            let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
            let mut cells: Vec<&str> = lines[4].split(';').collect();
            cells[1] = cell;
            lines[4] = cells.join(";");
            lines.join("\n")
        });
        fs::write(&path, table).expect("a file");
        let report = program.succeed(["import".as_ref(), path.as_os_str()])[0]["report"].clone();
        assert_eq!((&report["rejected"], &report["faults"][0]["code"]), (&json!(1), &json!(code)), "{report}");
        assert_eq!(report["faults"][0]["place"]["row"], 5, "{report}");
    }
}

#[test]
fn a_zone_drawn_twice_is_taken_once_and_said() {
    let program = Program::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("twice.geojson");
    fs::write(&path, zones(|zones| zones.push(zones[0].clone()))).expect("a file");
    let report = program.succeed(["import".as_ref(), path.as_os_str()])[0]["report"].clone();
    assert_eq!((&report["taken"], &report["faults"][0]["code"]), (&json!(60), &json!("duplicate-code")), "{report}");
}

#[test]
fn a_manifest_goes_on_past_a_bad_file_and_says_so() {
    let program = Program::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("iris.geojson"), demo("iris.geojson")).expect("a file");
    fs::write(folder.path().join("empty.csv"), "").expect("a file");
    fs::write(folder.path().join("m.toml"), "[[file]]\npath = \"empty.csv\"\n[[file]]\npath = \"iris.geojson\"\nvintage = 2021\n")
        .expect("a file");
    let faults = program.refused(["import".as_ref(), "--manifest".as_ref(), folder.path().join("m.toml").as_os_str()]);
    assert_eq!(faults.iter().map(|fault| fault["code"].as_str().expect("a code")).collect::<Vec<_>>(), ["empty-file", "not-all-imported"]);
    assert_eq!(program.succeed(["check"])[0]["zones"], 70);
}

#[test]
fn wrong_usage_exits_with_two() {
    let program = Program::new();
    assert_eq!(program.run(["import"]).status.code(), Some(2));
    assert_eq!(program.run(["dance"]).status.code(), Some(2));
    assert_eq!(program.refused(["check"])[0]["code"], "nothing-loaded");
}
