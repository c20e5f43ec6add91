//! The methods on files, through the built program: what it writes equals the references, and what it
//! refuses says why and where.

mod program;

use std::collections::BTreeMap;
use std::fmt::Write;
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
fn the_index_equals_the_references() {
    let table = golden("deprivation_index/expected.csv:id=AreaKey");
    let expected = rows(&fs::read(golden("deprivation_index/expected.csv")).expect("the golden file"));
    let directions = "PctRural=1,PctBach=-1,PctEld=1,PctFB=1,PctPov=1,PctBlack=1";
    for (method, aggregate, column) in [
        ("z", "sum", "z_sum_ddof0"),
        ("z-sample", "sum", "z_sum_ddof1"),
        ("z", "mean", "z_mean_ddof0"),
        ("percentile", "mean", "percentile_mean_avgrank_n1"),
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

#[test]
fn every_method_describes_itself_in_both_languages() {
    for method in
        ["access", "weights", "moran", "geary", "general-g", "local-moran", "getis-ord", "join-counts", "smooth", "scan", "site", "index"]
    {
        let french = Program::new().text(["analyse", method, "--describe"]);
        let english = Program::new().text(["analyse", method, "--describe", "--lang", "en"]);
        assert!(french.contains("Formule :") && french.contains("Limites :"), "{french}");
        assert!(english.contains("Formula:") && english.contains("Source:") && english.contains("Limits:"), "{english}");
        assert!(french.starts_with(method));
    }
}
