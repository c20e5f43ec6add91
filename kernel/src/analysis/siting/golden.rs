//! The four questions on cases whose optima are known.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::tests::{never, reach};
use super::{Effort, NoSites, Setting, Sited, max_coverage, p_center, p_median, set_cover};
use crate::domain::Reach;

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {}", row[column]))
}

/// The folder beside the checkout, when it is there; says plainly when it is not.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/golden").join(folder);
    if path.exists() {
        return Some(path);
    }
    println!("left out: {} is not beside this checkout", path.display());
    None
}

struct Case {
    reach: Reach,
    weights: Vec<f64>,
    candidates: usize,
}

impl Case {
    fn new(costs: &[Vec<f64>], weights: Vec<f64>) -> Self {
        let rows: Vec<Vec<Option<f64>>> = costs.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
        Self { reach: reach(&rows), weights, candidates: costs[0].len() }
    }

    fn setting(&self) -> Setting<'_> {
        Setting { reach: &self.reach, weights: &self.weights, candidates: self.candidates, fixed: &[] }
    }

    /// Every row of what the reference found.
    fn equals(&self, expected: &[Row]) {
        for row in expected.iter().filter(|row| row["model"] != "LSCP-B") {
            let number = |column| number(row, column);
            let p = || row["p"].parse::<usize>().unwrap();
            let exact = Effort::Exact(&never);
            let found = match row["model"].as_str() {
                "MCLP" => max_coverage(self.setting(), number("radius"), p(), exact),
                "P-median" => p_median(self.setting(), p(), exact).unwrap(),
                "P-center" => p_center(self.setting(), p(), exact).unwrap(),
                _ => match set_cover(self.setting(), number("radius"), &vec![1.0; self.candidates], exact) {
                    Ok(found) => found,
                    Err(cause) => {
                        assert!(row["extra"] == "Infeasible" && matches!(cause, NoSites::OutOfReach(rows) if !rows.is_empty()));
                        continue;
                    }
                },
            };
            same(&format!("{row:?}"), &found, number("objective"));
            if row["model"] != "LSCP" {
                assert_eq!(found.open.len(), p());
            }
        }
    }
}

/// The reference prints the p-center with few digits.
#[track_caller]
fn same(what: &str, found: &Sited, expected: f64) {
    let digits = if what.contains("P-center") { 1e-6 } else { 1e-9 };
    assert!((found.objective - expected).abs() <= digits * expected, "{what}: {}", found.objective);
    assert!(found.proved && found.bound.total_cmp(&found.objective).is_eq(), "{what}: proved");
}

#[test]
fn two_hundred_points_and_forty_candidates_have_the_optima_of_spopt() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/golden/location_synth_200x40");
    let demand = rows(&folder.join("demand.csv"));
    let facilities = rows(&folder.join("facilities.csv"));
    let apart = |a: &Row, b: &Row| (number(a, "x") - number(b, "x")).hypot(number(a, "y") - number(b, "y"));
    let costs: Vec<Vec<f64>> = demand.iter().map(|a| facilities.iter().map(|b| apart(a, b)).collect()).collect();
    let case = Case::new(&costs, demand.iter().map(|row| number(row, "weight")).collect());
    case.equals(&rows(&folder.join("expected.csv")));
    let three = serde_json::from_slice::<serde_json::Value>(&std::fs::read(folder.join("bruteforce_p3.json")).unwrap()).unwrap();
    let brute = |model: &str| three[model][0].as_f64().unwrap();
    let exact = Effort::Exact(&never);
    same("all threes, coverage", &max_coverage(case.setting(), 15.0, 3, exact), brute("mclp"));
    same("all threes, median", &p_median(case.setting(), 3, exact).unwrap(), brute("pm"));
    same("all threes, center", &p_center(case.setting(), 3, exact).unwrap(), brute("pc"));
}

#[test]
fn san_francisco_has_the_optima_of_spopt() {
    let Some(folder) = shared("location_sf_205x16") else { return };
    let tracts = rows(&folder.join("cost_matrix_metres.csv"));
    // Stores are numbered in the order of their columns, which a map would sort by name.
    let mut reader = csv::Reader::from_path(folder.join("cost_matrix_metres.csv")).unwrap();
    let stores: Vec<String> = reader.headers().unwrap().iter().filter(|name| name.starts_with("Store")).map(str::to_owned).collect();
    let costs: Vec<Vec<f64>> = tracts.iter().map(|row| stores.iter().map(|store| number(row, store)).collect()).collect();
    let case = Case::new(&costs, tracts.iter().map(|row| number(row, "demand")).collect());
    case.equals(&rows(&folder.join("expected.csv")));
}

/// An OR-Library network: shortest ways between all points, and how many sites. A repeated edge overrides the
/// earlier.
fn network(folder: &Path, number: usize) -> (Case, usize) {
    let text = std::fs::read_to_string(folder.join(format!("pmed{number}.txt"))).unwrap();
    let mut words = text.split_whitespace().map(|word| word.parse::<usize>().unwrap());
    let [points, edges, sites] = [(); 3].map(|()| words.next().unwrap());
    let mut ways = vec![vec![f64::INFINITY; points]; points];
    for _ in 0..edges {
        let [from, to, length] = [(); 3].map(|()| words.next().unwrap());
        ways[from - 1][to - 1] = length as f64;
        ways[to - 1][from - 1] = length as f64;
    }
    (0..points).for_each(|point| ways[point][point] = 0.0);
    for by in 0..points {
        let onward = ways[by].clone();
        for from in ways.iter_mut().filter(|from| from[by].is_finite()) {
            let first = from[by];
            from.iter_mut().zip(&onward).for_each(|(way, rest)| *way = way.min(first + rest));
        }
    }
    (Case::new(&ways, vec![1.0; points]), sites)
}

fn optima(folder: &Path) -> (Vec<f64>, Vec<f64>) {
    let text = std::fs::read_to_string(folder.join("pmedopt.txt")).unwrap();
    let medians = text.lines().skip(1).filter_map(|line| line.split_whitespace().nth(1)?.parse().ok()).collect();
    let centers = rows(&folder.join("pcenter_optima.csv")).iter().map(|row| number(row, "literature_from_memory")).collect();
    (medians, centers)
}

/// The network with its published optima.
fn published(number: usize) -> Option<(Case, usize, f64, f64)> {
    let folder = shared("orlib_pmed")?;
    let (medians, centers) = optima(&folder);
    let (case, sites) = network(&folder, number);
    Some((case, sites, medians[number - 1], centers[number - 1]))
}

fn median_is_as_published(number: usize) {
    let Some((case, sites, median, _)) = published(number) else { return };
    same(&format!("pmed{number}, median"), &p_median(case.setting(), sites, Effort::Exact(&never)).unwrap(), median);
    let fast = p_median(case.setting(), sites, Effort::Fast).unwrap();
    assert!(fast.objective >= median && fast.bound <= median);
    assert!(fast.objective <= 1.02 * median, "pmed{number}: fast gives {}", fast.objective);
}

fn center_is_as_published(number: usize) {
    let Some((case, sites, _, center)) = published(number) else { return };
    same(&format!("pmed{number}, center"), &p_center(case.setting(), sites, Effort::Exact(&never)).unwrap(), center);
}

#[test]
fn the_networks_of_the_or_library_have_the_published_medians() {
    (1..=10).for_each(median_is_as_published);
}

#[test]
fn the_networks_of_the_or_library_have_the_published_centers() {
    [2, 4, 5, 7, 8, 9, 10].into_iter().for_each(center_is_as_published);
}

#[test]
#[ignore = "quick with --release, half a minute without"]
fn the_large_networks_of_the_or_library_have_the_published_optima() {
    (11..=20).for_each(median_is_as_published);
    (1..=20).for_each(center_is_as_published);
}
