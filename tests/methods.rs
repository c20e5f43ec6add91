//! The methods on files, through the built program: what it writes equals the references, and what it
//! refuses says why and where.

mod program;
#[path = "methods/site.rs"]
mod site;

#[path = "methods/evaluate.rs"]
mod evaluate;
#[path = "methods/interpolate.rs"]
mod interpolate;
#[path = "methods/take_up.rs"]
mod take_up;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use program::{Program, repository, shared};
use serde_json::Value;

type Rows = Vec<BTreeMap<String, String>>;

fn rows(bytes: &[u8]) -> Rows {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("a row")).collect()
}

fn golden(file: &str) -> String {
    repository("fixtures/golden").join(file).to_string_lossy().into_owned()
}

fn analyse(arguments: &[&str]) -> Rows {
    let words = ["analyse"].iter().chain(arguments);
    rows(Program::new().text(words).as_bytes())
}

/// Runs a method that must be refused: code, row and column.
fn refusal(arguments: &[&str]) -> (String, Option<u64>, Option<String>) {
    let faults = Program::new().refused(["analyse"].iter().chain(arguments));
    let fault = faults.last().expect("a fault");
    let place = &fault["place"];
    (fault["code"].as_str().unwrap_or_default().to_owned(), place["row"].as_u64(), place["column"].as_str().map(str::to_owned))
}

fn assert_column(ours: &Rows, column: &str, expected: &Rows, reference: &str) {
    assert_eq!(ours.len(), expected.len());
    for (ours, expected) in ours.iter().zip(expected) {
        let (ours, expected) = (&ours[column], &expected[reference]);
        let (Ok(a), Ok(b)) = (ours.parse::<f64>(), expected.parse::<f64>()) else {
            // A zone out of reach is 0 here and missing there.
            assert!(ours == expected || (ours == "0" && expected.is_empty()), "{reference}: {ours} instead of {expected}");
            continue;
        };
        assert!((a - b).abs() <= 1e-9 * b.abs().max(1e-6), "{reference}: {a} instead of {b}");
    }
}

fn access(method: &[&str]) -> Rows {
    let zones = golden("access_synth300/zones.csv:id=zone,population=pop");
    let services = golden("access_synth300/services.csv:id=service,supply=capacity");
    let costs = golden("access_synth300/travel_minutes.csv:origin=zone,destination=service,cost=minutes");
    let tables = ["access", "--zones", &zones, "--services", &services, "--costs", &costs];
    analyse(&tables.iter().chain(method).copied().collect::<Vec<_>>())
}

#[test]
fn access_equals_the_references_by_every_method() {
    let expected = rows(&fs::read(golden("access_synth300/expected.csv")).expect("the golden file"));
    let slow = "step:20=1,40=0.68,60=0.22";
    let power = "power:10,-1.5,5";
    for (arguments, column) in [
        (vec!["--method", "cumulative", "--radius", "30"], "catchment30_sum"),
        (vec!["--method", "gravity", "--decay", power, "--radius", "60"], "gravity_pow_s10_am1.5_min5_max60"),
        (vec!["--method", "gravity", "--decay", "gaussian:15"], "gauss_sigma15_max60"),
        (vec!["--method", "2sfca", "--radius", "30"], "sfca2_30"),
        (vec!["--method", "2sfca", "--decay", "gaussian:15", "--radius", "45"], "sfca2_gauss15_max45"),
        (vec!["--method", "e2sfca"], "e2sfca_default_10_20_30"),
        (vec!["--method", "e2sfca", "--decay", slow], "e2sfca_slow_20_40_60"),
        (vec!["--method", "3sfca"], "sfca3_default"),
        (vec!["--method", "m2sfca"], "m2sfca_step_10_20_30_formula"),
        (vec!["--method", "apl", "--decay", "step:10=1,15=0.67,20=0.33"], "apl_10_15_20_per100k_formula"),
    ] {
        assert_column(&access(&arguments), "access", &expected, column);
    }
    let nearest = access(&["--method", "nearest"]);
    assert_column(&nearest, "cost", &expected, "nearest_minutes");
    assert_column(&nearest, "nearest", &expected, "nearest_service");
    let agents = access(&["--method", "raam", "--tau", "30"]);
    for (ours, expected) in agents.iter().zip(&expected) {
        let (a, b): (f64, f64) = (ours["access"].parse().expect("a cost"), expected["raam_tau30_step0.2"].parse().expect("a cost"));
        assert!((a / b - 1.0).abs() < 1e-6);
    }
}

#[test]
fn normalised_access_is_one_for_the_average_person() {
    let expected = rows(&fs::read(golden("access_synth300/expected_normalized.csv")).expect("the golden file"));
    assert_column(&access(&["--method", "2sfca", "--radius", "30", "--normalise"]), "access", &expected, "sfca2_30_normalized");
}

/// The crime of Columbus as a table of values, and where its weights are.
fn columbus(folder: &Path) -> [String; 4] {
    let values = folder.join("values.csv");
    fs::copy(golden("esda_exact_permutations_columbus/y.csv"), &values).expect("a copy");
    let values = format!("{}:id=i,value=y", values.display());
    let weights = golden("esda_exact_permutations_columbus/w_rowstd.csv:focal=i,neighbour=j,weight=w");
    ["--values".to_owned(), values, "--weights".to_owned(), weights]
}

fn on_columbus(arguments: &[&str]) -> Rows {
    let folder = tempfile::tempdir().expect("a folder");
    let tables = columbus(folder.path());
    analyse(&arguments.iter().copied().chain(tables.iter().map(String::as_str)).collect::<Vec<_>>())
}

#[test]
fn autocorrelation_equals_esda_and_spdep() {
    let esda = rows(&fs::read(golden("esda_columbus_crime_queen/expected_local.csv")).expect("the golden file"));
    let spdep = rows(&fs::read(golden("esda_columbus_crime_queen/expected_spdep.csv")).expect("the golden file"));
    let local = on_columbus(&["local-moran"]);
    assert_column(&local, "statistic", &esda, "moran_local_I");
    assert_column(&local, "z", &spdep, "Z_Ii");
    let quadrants = ["HH", "LH", "LL", "HL"];
    for (zone, esda) in local.iter().zip(&esda) {
        let number: usize = esda["quad_pysal"].parse().expect("a quadrant");
        assert_eq!(zone["quadrant"], quadrants[number - 1]);
        assert!(zone["class"] == zone["quadrant"] || zone["class"] == "not-significant");
    }
    let normal = on_columbus(&["local-moran", "--scaling", "spdep", "--permutations", "0"]);
    for (ours, theirs) in [
        ("statistic", "localmoran_Ii"),
        ("expected", "E_Ii"),
        ("variance", "Var_Ii"),
        ("p", "p_two_sided_norm"),
        ("p_adjusted", "p_fdr_BH_norm"),
    ] {
        assert_column(&normal, ours, &spdep, theirs);
    }
    assert_column(&on_columbus(&["getis-ord"]), "statistic", &esda, "G_R");
    let starred = on_columbus(&["getis-ord", "--star"]);
    assert_column(&starred, "statistic", &esda, "Gstar_R");
    assert_column(&starred, "z", &spdep, "localGstar_W_Z");
    let whole = &on_columbus(&["moran"])[0];
    assert_eq!(whole["statistic"].parse::<f64>().expect("a number").to_string(), whole["statistic"], "digits read back as the same number");
    assert!((whole["z"].parse::<f64>().expect("z") - 5.589_382_675_044_51).abs() < 1e-9);
}

#[test]
fn rates_equal_the_references() {
    let weights = golden("esda_sids_nc/w_rowstd.csv:focal=i,neighbour=j,weight=w");
    let table = golden("esda_sids_nc/expected.csv:id=i,population=base");
    let esda = rows(&fs::read(golden("esda_sids_nc/expected.csv")).expect("the golden file"));
    let spdep = rows(&fs::read(golden("esda_sids_nc/expected_spdep.csv")).expect("the golden file"));
    assert_column(&analyse(&["smooth", "--counts", &table]), "smoothed", &esda, "eb_global");
    assert_column(&analyse(&["smooth", "--counts", &table, "--method", "raw"]), "smoothed", &esda, "raw_rate");
    let spatial = ["smooth", "--counts", &table, "--method", "spatial-eb", "--weights", &weights];
    assert_column(&analyse(&spatial), "smoothed", &esda, "eb_spatial");
    let other = spatial.iter().copied().chain(["--neighbourhood", "their-means"]).collect::<Vec<_>>();
    assert_column(&analyse(&other), "smoothed", &spdep, "EBlocal_est");
    let values = golden("esda_sids_nc/expected.csv:id=i");
    let rates = ["local-moran", "--values", &values, "--weights", &weights, "--events", "events", "--population", "base"];
    let local = analyse(&rates);
    assert_column(&local, "value", &esda, "assuncao_reis_z");
    assert_column(&local, "statistic", &esda, "moran_local_rate_I");
}

#[test]
fn weights_are_those_of_libpysal_and_feed_the_statistics() {
    let folder = tempfile::tempdir().expect("a folder");
    let numbered = numbered(&repository("fixtures/golden/esda_columbus_crime_queen/columbus.geojson"));
    let outlines = folder.path().join("zones.geojson");
    fs::write(&outlines, numbered.to_string()).expect("outlines");
    let weights = folder.path().join("weights.csv");
    let (outlines, out) = (outlines.to_string_lossy(), weights.to_string_lossy());
    analyse(&["weights", "--geometry", &outlines, "--out", &out]);
    let expected = rows(&fs::read(golden("esda_columbus_crime_queen/w_rowstd.csv")).expect("the golden file"));
    let found = rows(&fs::read(&weights).expect("weights"));
    assert_column(&found, "weight", &expected, "w");
    assert_column(&found, "neighbour", &expected, "j");
    let values = golden("esda_exact_permutations_columbus/y.csv:id=i,value=y");
    let program = Program::new();
    let drawn = ["analyse", "getis-ord", "--values", &values, "--weights", &out, "--geometry", &outlines, "--format", "geojson"];
    let collection: Value = serde_json::from_str(&program.text(drawn)).expect("GeoJSON");
    assert_eq!(collection["features"].as_array().map(Vec::len), Some(49));
    assert_eq!(collection["features"][3]["geometry"], numbered["features"][3]["geometry"]);
}

/// Columbus with the rank of each feature as its id.
fn numbered(path: &Path) -> Value {
    let mut collection: Value = serde_json::from_slice(&fs::read(path).expect("outlines")).expect("GeoJSON");
    let features = collection["features"].as_array_mut().expect("features");
    for (rank, feature) in features.iter_mut().enumerate() {
        feature["properties"]["id"] = Value::from(rank);
    }
    collection
}

#[test]
fn the_scan_equals_smerc() {
    let Some(folder) = shared("golden/scan_nc_sids") else { return };
    let counts = format!("{}:id=name,events=SID74,population=BIR74,x=east,y=north", folder.join("input.csv").display());
    let found = analyse(&["scan", "--counts", &counts]);
    let expected = rows(&fs::read(folder.join("expected_1974_78_poisson_ub50.csv")).expect("the golden file"));
    // The reference lists its first dozen.
    let found: Rows = found.into_iter().take(expected.len()).collect();
    for (ours, theirs) in
        [("llr", "llr"), ("events", "cases"), ("expected", "expected"), ("population", "population"), ("relative_risk", "rr")]
    {
        assert_column(&found, ours, &expected, theirs);
    }
    for (found, expected) in found.iter().zip(&expected) {
        let members = |row: &BTreeMap<String, String>, column: &str| {
            let mut names: Vec<String> = row[column].split(';').map(str::to_owned).collect();
            names.sort_unstable();
            names
        };
        assert_eq!(members(found, "members"), members(expected, "locations"));
    }
}

#[test]
fn with_expectations_the_risk_of_people_is_smercs_and_the_adjusted_one_follows_what_was_expected() {
    let Some(folder) = shared("golden/scan_newmexico_brain_cancer") else { return };
    let table = folder.join("aggregated_purely_spatial.csv");
    let columns = "id=county,events=cases,population=person_years,x=coord1,y=coord2,expected=expected_agesex";
    let found = analyse(&["scan", "--counts", &format!("{}:{columns}", table.display())]);
    let mut expected = rows(&fs::read(folder.join("expected_smerc_agesex_ub50.csv")).expect("the golden file"));
    // smerc ends its list with an area that has fewer cases than expected, at a ratio of 0.
    expected.retain(|row| row["llr"] != "0");
    for (ours, theirs) in [("llr", "llr"), ("events", "cases"), ("expected", "expected"), ("relative_risk", "rr")] {
        assert_column(&found, ours, &expected, theirs);
    }
    let number = |column: &str| found[0][column].parse::<f64>().expect("a number");
    let (events, expected) = (number("events"), number("expected"));
    let all: f64 = rows(&fs::read(&table).expect("the counts")).iter().map(|row| row["cases"].parse::<f64>().expect("a count")).sum();
    assert!((number("adjusted_risk") - events / expected / ((all - events) / (all - expected))).abs() < 1e-9);
}

#[test]
fn the_index_equals_the_references() {
    let table = golden("deprivation_index/expected.csv:id=AreaKey");
    let expected = rows(&fs::read(golden("deprivation_index/expected.csv")).expect("the golden file"));
    let directions = "PctRural=1,PctBach=-1,PctEld=1,PctFB=1,PctPov=1,PctBlack=1";
    for (method, aggregate, column) in [
        ("z", "sum", "z_sum_ddof0"),
        ("z-sample", "sum", "z_sum_ddof1"),
        ("z", "mean", "z_mean_ddof0"),
        ("percentile", "mean", "percentile_mean_avgrank_n1"),
        ("percentile-n", "mean", "percentile_mean_avgrank_n"),
        ("svi", "sum", "svi_sum"),
        ("minmax", "mean", "minmax_mean"),
        ("z", "exponential", "imd_exponential_of_zsum"),
    ] {
        let arguments = ["index", "--indicators", &table, "--directions", directions, "--method", method, "--aggregate", aggregate];
        for (ours, expected) in analyse(&arguments).iter().zip(&expected) {
            let (a, b): (f64, f64) = (ours["score"].parse().expect("a score"), expected[column].parse().expect("a score"));
            assert!((a - b).abs() <= 1e-9 * b.abs().max(1e-3), "{column}: {a} instead of {b}");
            let place = |column: &str| ours[column].parse::<u32>().expect("a rank");
            assert!(place("rank_low") <= place("rank_high") && place("rank_high") <= 159);
        }
    }
    let tenths = analyse(&["index", "--indicators", &table, "--directions", directions]);
    for (ours, expected) in tenths.iter().zip(&expected) {
        assert_eq!(ours["decile"], expected["decile_of_zsum_1_is_most_deprived"]);
    }
    let component = analyse(&["index", "--indicators", &table, "--directions", directions, "--method", "pca"]);
    for (ours, expected) in component.iter().zip(&expected) {
        let expected: f64 = expected["pca1_score_sign_PctPov_positive"].parse().expect("a score");
        assert!((ours["score"].parse::<f64>().expect("a score") - expected).abs() < 1e-9);
    }
    assert_eq!(refusal(&["index", "--indicators", &table, "--directions", "PctPov=-1", "--weights", "PctPov=-1"]).0, "bad-weight");
    assert_eq!(refusal(&["index", "--indicators", &table, "--directions", "Pct=1"]).0, "missing-column");
}

#[test]
fn missing_values_and_islands_are_left_out_and_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let values = write("v.csv", "id,value\na,1\nb,2\nc,4\nd,\ne,9\n");
    let weights = write("w.csv", "focal,neighbour,weight\na,b,1\nb,a,0.5\nb,c,0.5\nc,b,0.5\nc,d,0.5\nd,c,1\nz,a,1\n");
    let summary = folder.path().join("s.json").to_string_lossy().into_owned();
    let found = analyse(&["local-moran", "--values", &values, "--weights", &weights, "--summary", &summary]);
    let classes: Vec<&str> = found.iter().map(|row| row["class"].as_str()).collect();
    assert_eq!(classes[3..], ["missing", "island"]);
    assert_eq!((found[3]["value"].as_str(), found[4]["value"].as_str(), found[4]["p"].as_str()), ("", "9", ""));
    let summary: Value = serde_json::from_slice(&fs::read(&summary).expect("the summary")).expect("JSON");
    assert_eq!(summary["taken"], 3);
    let left_out = summary["left_out"].as_array().expect("a list");
    let reasons: Vec<_> = left_out.iter().map(|left| (left["reason"].as_str().unwrap_or_default(), left["ids"][0].as_str())).collect();
    assert_eq!(reasons, [("weights-without-value", Some("z")), ("missing-value", Some("d")), ("island", Some("e"))]);
    let warnings = summary["warnings"].as_array().expect("a list");
    assert!(warnings.iter().any(|warning| warning["code"] == "few-zones"));
    let equal = write("equal.csv", "id,value\na,5\nb,5\nc,5\n");
    let nothing = analyse(&["local-moran", "--values", &equal, "--weights", &weights]);
    assert!(nothing.iter().all(|row| row["class"] == "undefined" && row["statistic"].is_empty()));
    assert_eq!(analyse(&["moran", "--values", &equal, "--weights", &weights])[0]["p"], "");
}

#[test]
fn bad_input_names_file_row_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let weights = write("w.csv", "focal,neighbour,weight\na,b,1\nb,a,1\n");
    let smooth = |content: &str| refusal(&["smooth", "--counts", &write("c.csv", content)]);
    let place = |code: &str, row, column: &str| (code.to_owned(), row, Some(column.to_owned()));
    assert_eq!(smooth("id,events,population\na,1,10\n,1,10\n"), place("missing-id", Some(3), "id"));
    assert_eq!(smooth("id,events,population\na,1,10\na,1,10\n"), place("duplicate-id", Some(3), "id"));
    assert_eq!(smooth("id,events,population\na,-1,10\n"), place("negative-count", Some(2), "events"));
    assert_eq!(smooth("id,events,population\na,1,NaN\n"), place("not-a-number", Some(2), "population"));
    assert_eq!(smooth("id,events\na,1\n"), place("missing-column", Some(1), "population"));
    assert_eq!(smooth("").0, "empty-file");
    let moran = |values: &str, weights: &str| refusal(&["moran", "--values", &write("v.csv", values), "--weights", weights]);
    assert_eq!(moran("id,value\nx,1\ny,2\n", &weights).0, "too-few-zones");
    assert_eq!(moran("id,value\na,1\nb,2\n", &write("s.csv", "focal,neighbour,weight\na,a,1\n")).0, "self-neighbour");
    assert_eq!(
        moran("id,value\na,1\nb,2\n", &write("d.csv", "focal,neighbour,weight\na,b,1\na,b,1\n")),
        place("duplicate-pair", Some(3), "neighbour")
    );
    assert_eq!(refusal(&["join-counts", "--values", &write("j.csv", "id,value\na,2\nb,0\n"), "--weights", &weights]).0, "not-a-mark");
    assert_eq!(refusal(&["smooth", "--counts", "/no/such/file.csv"]).0, "cannot-read");
    assert_eq!(Program::new().run(["analyse", "moran"]).status.code(), Some(2), "a missing argument is a usage error");
}

#[test]
fn every_method_describes_itself_in_both_languages() {
    for method in [
        "access",
        "weights",
        "moran",
        "geary",
        "general-g",
        "local-moran",
        "local-geary",
        "getis-ord",
        "join-counts",
        "smooth",
        "scan",
        "site",
        "index",
        "interpolate",
        "take-up",
        "evaluate",
        "vintages",
    ] {
        let french = Program::new().text(["analyse", method, "--describe"]);
        let english = Program::new().text(["analyse", method, "--describe", "--lang", "en"]);
        assert!(french.contains("Formule :") && french.contains("Limites :"), "{french}");
        assert!(english.contains("Formula:") && english.contains("Source:") && english.contains("Limits:"), "{english}");
        assert!(french.starts_with(method));
    }
}
