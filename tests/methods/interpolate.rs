//! `interpolate` through the built program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{Rows, analyse, golden, refusal, rows};

const COLUMBUS: &str = "tobler_columbus_grid";

fn columbus(more: &[&str]) -> Rows {
    let (source, target) = (golden(&format!("{COLUMBUS}/source.geojson:id=POLYID")), golden(&format!("{COLUMBUS}/target.geojson:id=cell")));
    let arguments = ["interpolate", "--source", &source, "--target", &target];
    analyse(&arguments.iter().chain(more).copied().collect::<Vec<_>>())
}

/// Equal within a tolerance; what has no figure here is zero there.
fn assert_near(ours: &Rows, column: &str, expected: &Rows, reference: &str, tolerance: f64) {
    assert_eq!(ours.len(), expected.len());
    for (ours, expected) in ours.iter().zip(expected) {
        let b: f64 = expected[reference].parse().expect("a number");
        match ours[column].parse::<f64>() {
            Ok(a) => assert!((a - b).abs() <= tolerance * b.abs(), "{reference}: {a} instead of {b}"),
            Err(_) => assert!(b == 0.0 && !ours["reason"].is_empty(), "{reference}: nothing instead of {b}"),
        }
    }
}

#[test]
fn figures_are_tobler_s_to_its_single_precision() {
    let expected = rows(&fs::read(golden(&format!("{COLUMBUS}/expected.csv"))).expect("the golden file"));
    let shared = columbus(&["--extensive", "people", "--intensive", "HOVAL,INC,CRIME"]);
    assert_near(&shared, "people", &expected, "people_allocate_total_false", 2e-7);
    for rate in ["HOVAL", "INC", "CRIME"] {
        assert_near(&shared, rate, &expected, rate, 2e-7);
    }
    let total = columbus(&["--extensive", "people", "--allocate-total"]);
    assert_near(&total, "people", &expected, "people_allocate_total_true", 2e-7);
    assert_eq!(total, columbus(&["--extensive", "people", "--allocate-total", "true"]));
}

#[test]
fn people_of_sources_without_dwellings_are_lost_and_said_to_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let summary = folder.path().join("s.json").to_string_lossy().into_owned();
    let points = golden("dasymetric_points/control_points.csv:population=dwellings");
    let found = columbus(&["--extensive", "people", "--mask", &points, "--summary", &summary]);
    let expected = rows(&fs::read(golden("dasymetric_points/expected_formula.csv")).expect("the golden file"));
    assert_near(&found, "people", &expected, "people_pt", 1e-9);
    let summary: Value = serde_json::from_slice(&fs::read(&summary).expect("the summary")).expect("JSON");
    let findings = &summary["findings"];
    assert_eq!(findings["lost_in_sources_without_mask_people"], 1355.0);
    assert!((findings["allocated_people"].as_f64().expect("a number") - 33_394.0).abs() < 1e-6);
    assert_eq!(summary["warnings"][0]["code"], "lost-in-sources-without-mask");
}

/// Squares with a lower left corner, a side and properties.
fn squares(path: &Path, crs: Option<&str>, squares: &[(f64, f64, f64, Value)]) -> String {
    let feature = |(x, y, side, properties): &(f64, f64, f64, Value)| {
        let ring = [[*x, *y], [x + side, *y], [x + side, y + side], [*x, y + side], [*x, *y]];
        json!({"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    };
    let mut collection = json!({"type": "FeatureCollection", "features": squares.iter().map(feature).collect::<Vec<_>>()});
    if let Some(name) = crs {
        collection["crs"] = json!({"type": "name", "properties": {"name": name}});
    }
    fs::write(path, collection.to_string()).expect("a file");
    path.to_string_lossy().into_owned()
}

#[test]
fn what_no_source_tells_is_missing_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let lambert = Some("urn:ogc:def:crs:EPSG::2154");
    let source = [(0.0, 0.0, 2.0, json!({"id": "01", "n": 8, "t": 0.5})), (2.0, 0.0, 2.0, json!({"id": "02", "n": null, "t": null}))];
    let target = [(0.0, 0.0, 1.0, json!({"id": "a"})), (1.0, 0.0, 2.0, json!({"id": "b"})), (7.0, 0.0, 1.0, json!({"id": "c"}))];
    let (source, target) = (squares(&at("s.geojson"), lambert, &source), squares(&at("t.geojson"), lambert, &target));
    let summary = at("s.json").to_string_lossy().into_owned();
    let found =
        analyse(&["interpolate", "--source", &source, "--target", &target, "--extensive", "n", "--intensive", "t", "--summary", &summary]);
    let cells = |row: usize| ["n", "t", "covered", "reason"].map(|column| found[row][column].as_str());
    assert_eq!(cells(0), ["2", "0.5", "1", ""]);
    assert_eq!(cells(1), ["", "0.5", "1", "missing-source"]);
    assert_eq!(cells(2), ["", "", "0", "no-overlap"]);
    let summary: Value = serde_json::from_slice(&fs::read(&summary).expect("the summary")).expect("JSON");
    assert_eq!(summary["left_out"][0], json!({"reason": "missing-value", "count": 1, "ids": ["02"]}));
}

#[test]
fn areas_in_degrees_are_those_on_the_ground_and_layers_of_different_systems_meet() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    // Twenty degrees high: on the ground the southern half holds more than half.
    let source = squares(&at("s.geojson"), None, &[(0.0, 40.0, 20.0, json!({"id": "s", "n": 100}))]);
    let halves = [(0.0, 40.0, 10.0, json!({"id": "a"})), (10.0, 40.0, 10.0, json!({"id": "b"})), (0.0, 50.0, 10.0, json!({"id": "c"}))];
    let target = squares(&at("t.geojson"), None, &halves);
    let arguments = ["interpolate", "--source", &source, "--target", &target, "--extensive", "n"];
    let number = |row: &BTreeMap<String, String>| row["n"].parse::<f64>().expect("a number");
    let ground = analyse(&arguments);
    assert!((number(&ground[0]) - number(&ground[1])).abs() < 1e-9);
    // sin 40°, 50° and 60° give the share on a sphere; the ellipsoid moves the third digit.
    let sphere = 50.0 * (0.766_044 - 0.642_788) / (0.866_025 - 0.642_788);
    assert!((number(&ground[0]) - sphere).abs() < 0.2, "{} {sphere}", number(&ground[0]));
    let plane = analyse(&arguments.iter().copied().chain(["--coordinates", "plane"]).collect::<Vec<_>>());
    assert!((number(&plane[0]) - 25.0).abs() < 1e-9);
    // One kilometre around (3° E, 46.5° N), where Lambert-93 is true, over its western half in degrees.
    let square =
        squares(&at("l.geojson"), Some("urn:ogc:def:crs:EPSG::2154"), &[(699_500.0, 6_599_500.0, 1_000.0, json!({"id": "s", "n": 100}))]);
    let west = squares(&at("w.geojson"), None, &[(2.0, 46.0, 1.0, json!({"id": "w"}))]);
    let mixed = analyse(&["interpolate", "--source", &square, "--target", &west, "--extensive", "n"]);
    assert!((number(&mixed[0]) - 50.0).abs() < 0.01, "{}", number(&mixed[0]));
    let unknown = squares(&at("u.geojson"), Some("urn:ogc:def:crs:EPSG::32617"), &[(0.0, 0.0, 1.0, json!({"id": "w"}))]);
    assert_eq!(refusal(&["interpolate", "--source", &square, "--target", &unknown, "--extensive", "n"]).0, "different-crs");
}

#[test]
fn a_mask_of_zones_says_where_people_live() {
    let folder = tempfile::tempdir().expect("a folder");
    let layer = |name: &str, places: &[(f64, f64, f64, Value)]| squares(&folder.path().join(name), Some("EPSG:2154"), places);
    let source = layer("s.geojson", &[(0.0, 0.0, 4.0, json!({"id": "s", "n": 200}))]);
    let target = layer(
        "t.geojson",
        &[(0.0, 0.0, 2.0, json!({"id": "a"})), (2.0, 0.0, 2.0, json!({"id": "b"})), (0.0, 2.0, 2.0, json!({"id": "c"}))],
    );
    let mask = [(1.0, 0.0, 2.0, json!({"inhabitants": 60})), (3.0, 0.0, 1.0, json!({"inhabitants": 40})), (0.0, 3.0, 1.0, json!({}))];
    let mask = layer("m.geojson", &mask) + ":population=inhabitants";
    let found = analyse(&["interpolate", "--source", &source, "--target", &target, "--extensive", "n", "--mask", &mask]);
    let counts: Vec<f64> = found.iter().map(|row| row["n"].parse().expect("a count")).collect();
    assert!(counts.iter().zip([60.0, 140.0, 0.0]).all(|(found, expected)| (found - expected).abs() < 1e-9), "{counts:?}");
    let elsewhere = layer("e.geojson", &[(50.0, 0.0, 2.0, json!({"population": 60}))]);
    assert_eq!(
        refusal(&["interpolate", "--source", &source, "--target", &target, "--extensive", "n", "--mask", &elsewhere]).0,
        "empty-mask"
    );
}

#[test]
fn medians_rates_and_gini_are_not_summed() {
    let folder = tempfile::tempdir().expect("a folder");
    let properties = json!({"id": "s", "DISP_MED18": 20_000, "DISP_TP6018": 14, "gini": 0.3, "n": -1, "words": "abc"});
    let source = squares(&folder.path().join("s.geojson"), None, &[(0.0, 0.0, 1.0, properties)]);
    let refused = |column: &str| refusal(&["interpolate", "--source", &source, "--target", &source, "--extensive", column]);
    let place = |code: &str, row, column: &str| (code.to_owned(), row, Some(column.to_owned()));
    for column in ["DISP_MED18", "DISP_TP6018", "gini"] {
        assert_eq!(refused(column), place("not-summable", None, column));
    }
    assert_eq!(refused("n"), place("negative-count", Some(1), "n"));
    assert_eq!(refused("words"), place("not-a-number", Some(1), "words"));
    assert_eq!(refused("people"), place("missing-column", None, "people"));
    assert_eq!(refused("covered").0, "reserved-column");
    assert_eq!(refusal(&["interpolate", "--source", &source, "--target", &source]).0, "no-column");
    let rates = analyse(&["interpolate", "--source", &source, "--target", &source, "--intensive", "DISP_TP6018"]);
    assert_eq!(rates[0]["DISP_TP6018"], "14");
}

#[test]
fn an_outline_that_cannot_be_measured_names_feature_and_vertex() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = squares(&folder.path().join("good.geojson"), Some("EPSG:2154"), &[(0.0, 0.0, 9.0, json!({"id": "s", "n": 1}))]);
    let refused = |rings: Value, id: Value| {
        let square = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]];
        let feature = |id: Value, rings: Value| json!({"type": "Feature", "properties": {"id": id}, "geometry": {"type": "Polygon", "coordinates": rings}});
        let collection = json!({
            "type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": "EPSG:2154"}},
            "features": [feature(json!("a"), json!([square])), feature(id, rings)],
        });
        let path = folder.path().join("bad.geojson");
        fs::write(&path, collection.to_string()).expect("a file");
        let path = path.to_string_lossy().into_owned();
        let faults = super::Program::new().refused(["analyse", "interpolate", "--source", &good, "--target", &path, "--extensive", "n"]);
        let fault = faults.last().expect("a fault").clone();
        (fault["code"].as_str().unwrap_or_default().to_owned(), fault["place"]["row"].as_u64(), fault["place"]["vertex"].as_u64())
    };
    let bow_tie = json!([[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]);
    assert_eq!(refused(bow_tie, json!("b")), ("crossing-outline".to_owned(), Some(2), Some(2)));
    assert_eq!(refused(json!([[[0, 0], [2, 0], [2, 2], [0, 2]]]), json!("b")), ("open-ring".to_owned(), Some(2), Some(3)));
    assert_eq!(refused(json!([[[0, 0], [2, 0], [0, 0]]]), json!("b")).0, "short-ring");
    assert_eq!(refused(json!([[[0, 0], [1, 1], [2, 2], [0, 0]]]), json!("b")), ("empty-geometry".to_owned(), Some(2), None));
    assert_eq!(refused(json!([[[0, 0], [2], [2, 2], [0, 0]]]), json!("b")), ("bad-coordinate".to_owned(), Some(2), Some(1)));
    let square = || json!([[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]);
    assert_eq!(refused(square(), json!("a")).0, "duplicate-id");
    assert_eq!(refused(square(), json!(null)).0, "missing-id");
}
