//! The methods on files where data run out: nobody, nothing offered, everyone alike, no neighbour, one zone, ties and
//! blanks. Each has a stated answer, and none of them is a zero that stands for something else.

mod program;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use program::{Program, repository, shared};
use tempfile::TempDir;

type Rows = Vec<BTreeMap<String, String>>;

struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn write(&self, name: &str, content: &str) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, content).expect("a file");
        path.to_string_lossy().into_owned()
    }
}

fn read(text: &str) -> Rows {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

fn analyse(arguments: &[&str]) -> Rows {
    read(&Program::new().text(["analyse"].iter().chain(arguments)))
}

fn refusal(arguments: &[&str]) -> String {
    let faults = Program::new().refused(["analyse"].iter().chain(arguments));
    faults.last().expect("a fault")["code"].as_str().unwrap_or_default().to_owned()
}

fn column<'a>(rows: &'a Rows, name: &str) -> Vec<&'a str> {
    rows.iter().map(|row| row[name].as_str()).collect()
}

/// Three zones on a line, the last far away and the middle one empty; one service offers nothing.
fn town(files: &Files) -> [String; 4] {
    let zones = files.write("zones.csv", "id,population,x,y\na,100,0,0\nb,0,1000,0\nc,50,90000,0\n");
    let services = files.write("services.csv", "id,supply,x,y\ns,2,500,0\nt,0,500,0\n");
    ["--zones".to_owned(), zones, "--services".to_owned(), services]
}

fn access(files: &Files, method: &[&str]) -> Rows {
    let tables = town(files);
    analyse(&["access"].into_iter().chain(tables.iter().map(String::as_str)).chain(method.iter().copied()).collect::<Vec<_>>())
}

#[test]
fn access_says_who_reaches_nothing_and_keeps_zones_without_people() {
    let files = Files::new();
    for method in ["2sfca", "e2sfca", "m2sfca", "3sfca", "apl", "cumulative"] {
        let reach = ["--decay", "step:600=1,2000=0.5", "--per", "1", "--method", method];
        let found = access(&files, &reach);
        assert_eq!(column(&found, "reason"), ["", "", "none_in_reach"], "{method}");
        let amounts: Vec<f64> = column(&found, "access").iter().map(|cell| cell.parse().expect("a number")).collect();
        assert!(amounts[0] > 0.0 && amounts[1] > 0.0 && amounts[2].abs() < f64::MIN_POSITIVE, "{method}: {amounts:?}");
    }
    let agents = access(&files, &["--method", "raam", "--radius", "2000", "--tau", "1000"]);
    // Half a unit of way, and 100 people where two desks for 150 would hold as many as the mean.
    let cost: f64 = agents[0]["access"].parse().expect("a cost");
    assert!((cost - (0.5 + 100.0 / 150.0)).abs() < 1e-12, "{cost}");
    assert_eq!(column(&agents, "access")[1..], ["", ""]);
    assert_eq!(column(&agents, "reason"), ["", "no_population", "none_in_reach"]);
    let nearest = access(&files, &["--method", "nearest", "--radius", "500"]);
    assert_eq!(column(&nearest, "nearest"), ["s", "s", ""], "the limit is included, and of equals the first counts");
    assert_eq!(column(&nearest, "cost"), ["500", "500", ""]);
}

#[test]
fn access_from_positions_equals_access_from_the_distances_between_them() {
    let golden = |file: &str| repository("fixtures/golden/access_synth300").join(file);
    let places = |file: &str| read(&fs::read_to_string(golden(file)).expect("the golden file"));
    let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().expect("a number");
    let mut costs = "origin,destination,cost\n".to_owned();
    for zone in places("zones.csv") {
        for service in places("services.csv") {
            let (x, y) = (number(&zone, "x") - number(&service, "x"), number(&zone, "y") - number(&service, "y"));
            let metres = (x * x + y * y).sqrt();
            if metres <= 12_000.0 {
                writeln!(costs, "{},{},{metres}", zone["zone"], service["service"]).expect("text");
            }
        }
    }
    let files = Files::new();
    let costs = files.write("costs.csv", &costs);
    let zones = format!("{}:id=zone,population=pop", golden("zones.csv").display());
    let services = format!("{}:id=service,supply=capacity", golden("services.csv").display());
    let rings = "step:4000=1,8000=0.68,12000=0.22";
    for method in [
        vec!["nearest", "--radius", "12000"],
        vec!["cumulative", "--radius", "10000"],
        vec!["gravity", "--decay", "gaussian:4000", "--radius", "12000"],
        vec!["2sfca", "--radius", "10000"],
        vec!["e2sfca", "--decay", rings],
        vec!["m2sfca", "--decay", rings],
        vec!["3sfca", "--decay", rings],
        vec!["3sfca", "--decay", rings, "--radius", "7000"],
        vec!["apl", "--decay", rings],
        vec!["raam", "--tau", "4000", "--radius", "12000"],
    ] {
        let asked = ["access", "--zones", &zones, "--services", &services, "--method"].into_iter().chain(method.iter().copied());
        let asked: Vec<&str> = asked.collect();
        let (found, listed) = (analyse(&asked), analyse(&[asked.as_slice(), &["--costs", &costs]].concat()));
        let figure = if method[0] == "nearest" { "cost" } else { "access" };
        for (found, listed) in found.iter().zip(&listed) {
            let (a, b) = (found[figure].parse::<f64>().unwrap_or(-1.0), listed[figure].parse::<f64>().unwrap_or(-1.0));
            assert!((a - b).abs() <= 1e-12 * b.abs(), "{method:?}: {a} instead of {b}");
            assert_eq!(found.get("reason"), listed.get("reason"), "{method:?}");
        }
    }
}

#[test]
fn positions_that_are_missing_and_limits_that_are_not_given_are_refused() {
    let files = Files::new();
    let services = files.write("s.csv", "id,supply,x,y\ns,1,0,0\n");
    let zones = |name: &str, content: &str| files.write(name, content);
    let (placed, blank) = (zones("a.csv", "id,population,x,y\na,1,0,0\n"), zones("b.csv", "id,population,x,y\na,1,,0\n"));
    let unplaced = zones("c.csv", "id,population\na,1\n");
    let asked = |zones: &str, more: &[&str]| refusal(&[&["access", "--zones", zones, "--services", &services], more].concat());
    assert_eq!(asked(&blank, &[]), "missing-position");
    assert_eq!(asked(&unplaced, &[]), "missing-column");
    assert_eq!(asked(&placed, &["--method", "gravity", "--decay", "gaussian:10"]), "missing-radius");
    assert_eq!(asked(&placed, &["--method", "raam"]), "missing-radius");
}

#[test]
fn people_weigh_a_supermarket_whose_supply_nobody_gives() {
    let Some(folder) = shared("golden/access_sf_205x16") else { return };
    let table = |file: &str, columns: &str| format!("{}:{columns}", folder.join(file).display());
    let (zones, services) = (table("demand.csv", "id=tract_id,population=pop"), table("supply.csv", "id=store,supply=capacity"));
    let costs = table("costs.csv", "origin=tract_id,destination=store,cost=metres");
    let expected = read(&fs::read_to_string(folder.join("expected.csv")).expect("the golden file"));
    let rings = "step:2000=1,4000=0.68,6000=0.22";
    for (method, column) in [
        (vec!["2sfca", "--radius", "4000"], "sfca2_4000"),
        (vec!["e2sfca", "--decay", rings], "e2sfca_2_4_6km"),
        (vec!["3sfca", "--decay", rings], "sfca3_2_4_6km"),
        (vec!["3sfca", "--decay", rings, "--radius", "5000"], "sfca3_2_4_6km_maxcost5000"),
        (vec!["2sfca", "--decay", "gaussian:2500", "--radius", "6000"], "gauss2sfca_sigma2500_max6000"),
        (vec!["cumulative", "--radius", "5000"], "catchment_sum_5000"),
    ] {
        let asked = ["access", "--zones", &zones, "--services", &services, "--costs", &costs, "--method"];
        for (found, expected) in analyse(&[asked.as_slice(), &method].concat()).iter().zip(&expected) {
            let (a, b) = (found["access"].parse::<f64>().expect("a number"), expected[column].parse::<f64>().unwrap_or(0.0));
            assert!((a - b).abs() <= 1e-9 * b.max(1e-9), "{column} of {}: {a} instead of {b}", found["id"]);
        }
    }
}

/// A chain of four zones, one without neighbour.
fn chain(files: &Files) -> String {
    files.write("w.csv", "focal,neighbour,weight\na,b,1\nb,a,0.5\nb,c,0.5\nc,b,0.5\nc,d,0.5\nd,c,1\n")
}

#[test]
fn where_all_values_are_equal_nothing_is_measured_and_islands_and_blanks_take_no_part() {
    let files = Files::new();
    let weights = chain(&files);
    let equal = files.write("equal.csv", "id,value\na,1\nb,1\nc,1\nd,1\n");
    for method in ["moran", "geary", "general-g", "join-counts"] {
        let found = analyse(&[method, "--values", &equal, "--weights", &weights]);
        assert_eq!((found.len(), column(&found, "statistic"), column(&found, "p")), (1, vec![""], vec![""]), "{method}");
    }
    let mixed = files.write("mixed.csv", "id,value\na,1\nb,2\nc,4\nd,8\nisland,5\nblank,\n");
    for method in ["local-moran", "local-geary", "getis-ord"] {
        let found = analyse(&[method, "--values", &equal, "--weights", &weights]);
        assert!(found.iter().all(|row| row["class"] == "undefined" && row["p"].is_empty()), "{method}: {found:?}");
        let found = analyse(&[method, "--values", &mixed, "--weights", &weights]);
        assert_eq!(column(&found, "class")[4..], ["island", "missing"], "{method}");
        assert!(found[..4].iter().all(|row| !row["p"].is_empty()) && found[4]["p"].is_empty(), "{method}: {found:?}");
    }
}

#[test]
fn local_geary_is_esda_s_and_needs_permutations() {
    let golden = |file: &str| repository("fixtures/golden").join(file).to_string_lossy().into_owned();
    let values = golden("esda_exact_permutations_columbus/y.csv:id=i,value=y");
    let weights = golden("esda_exact_permutations_columbus/w_rowstd.csv:focal=i,neighbour=j,weight=w");
    let found = analyse(&["local-geary", "--values", &values, "--weights", &weights, "--adjust", "none"]);
    let expected = read(&fs::read_to_string(golden("esda_columbus_crime_queen/expected_local.csv")).expect("the golden file"));
    for (found, expected) in found.iter().zip(&expected) {
        let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().expect("a number");
        let (ours, theirs) = (number(found, "statistic"), number(expected, "geary_local"));
        assert!((ours - theirs).abs() <= 1e-9 * theirs, "{ours} instead of {theirs}");
        let class = if number(found, "p") > 0.05 {
            "not-significant"
        } else if number(found, "z") < 0.0 {
            "alike"
        } else {
            "different"
        };
        assert_eq!(found["class"], class);
    }
    assert_eq!(refusal(&["local-geary", "--values", &values, "--weights", &weights, "--permutations", "0"]), "needs-permutations");
}

#[test]
fn rates_of_nobody_are_blank_and_scores_that_tie_share_the_best_rank() {
    let files = Files::new();
    let counts = files.write("c.csv", "id,events,population\na,1,100\nb,0,0\nc,,50\nd,3,200\n");
    let rates = analyse(&["smooth", "--counts", &counts]);
    assert_eq!((column(&rates, "raw")[1], column(&rates, "smoothed")[1], column(&rates, "raw")[2]), ("", "", ""));
    let table = files.write("i.csv", "id,u,v\na,1,2\nb,1,2\nc,0,1\nd,,5\n");
    let ranks = analyse(&["index", "--indicators", &table]);
    assert_eq!(column(&ranks, "rank"), ["1", "1", "3", ""]);
    assert_eq!(column(&ranks, "decile"), ["4", "4", "10", ""]);
}

#[test]
fn a_scan_of_one_zone_finds_no_cluster_and_empty_zones_join_any() {
    let files = Files::new();
    let alone = files.write("one.csv", "id,events,population,x,y\na,5,100,0,0\n");
    assert!(analyse(&["scan", "--counts", &alone]).is_empty());
    let gap = files.write("gap.csv", "id,events,population,x,y\na,9,100,0,0\nb,0,0,1,0\nc,9,100,2,0\nd,1,400,90,0\ne,1,400,91,0\n");
    let found = analyse(&["scan", "--counts", &gap, "--replicates", "99"]);
    let mut members: Vec<&str> = found[0]["members"].split(';').collect();
    members.sort_unstable();
    assert_eq!(members, ["a", "b", "c"]);
    assert_eq!(refusal(&["scan", "--counts", &files.write("none.csv", "id,events,population,x,y\na,0,1,0,0\n")]), "no-events");
}
