//! Reading of the golden cases of autocorrelation and of rates, and how close is close.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::autocorrelation::Sample;
use super::permutation::Deals;
use super::weights::Weights;

pub type Row = BTreeMap<String, String>;
pub type Numbers = BTreeMap<String, f64>;

pub fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/golden").join(file)
}

pub fn rows(file: &str) -> Vec<Row> {
    csv::Reader::from_path(path(file)).unwrap().deserialize().map(Result::unwrap).collect()
}

pub fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {}", row[column]))
}

pub fn numbers(rows: &[Row], column: &str) -> Vec<f64> {
    rows.iter().map(|row| number(row, column)).collect()
}

pub fn json(file: &str) -> Numbers {
    let content: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&std::fs::read(path(file)).unwrap()).unwrap();
    content.into_iter().filter_map(|(name, value)| Some((name, value.as_f64()?))).collect()
}

pub fn weights(file: &str, zone_count: usize) -> Weights {
    let entry = |row: Row| (number(&row, "i") as usize, number(&row, "j") as usize, number(&row, "w"));
    Weights::from_entries(zone_count, rows(file).into_iter().map(entry))
}

pub fn sample(values: &[f64], weights: &Weights) -> Sample {
    let (sample, left_out) = Sample::new(&values.iter().copied().map(Some).collect::<Vec<_>>(), weights);
    assert!(left_out.missing.is_empty() && left_out.islands.is_empty());
    sample
}

/// Deterministic results agree to 1e-9.
#[track_caller]
pub fn close(what: &str, ours: f64, expected: f64) {
    assert!((ours - expected).abs() <= 1e-9 * expected.abs().max(1e-6), "{what}: {ours} instead of {expected}");
}

/// Two p-values made by chance agree within four standard errors of their difference, and one deal each:
/// over the few hundred zones of these cases, three are passed once or twice by chance.
#[track_caller]
pub fn within_chance(what: &str, ours: f64, our_deals: u32, expected: f64, their_deals: u32) {
    let p = ours.max(expected);
    let error = (p * (1.0 - p) * (1.0 / f64::from(our_deals) + 1.0 / f64::from(their_deals))).sqrt();
    let whole = 1.0 / f64::from(our_deals) + 1.0 / f64::from(their_deals);
    assert!((ours - expected).abs() <= 4.0 * error + whole, "{what}: {ours} instead of {expected}, standard error {error}");
}

/// Crime in 49 neighbourhoods of Columbus, Ohio; queen contiguity.
pub struct Columbus;

impl Columbus {
    const FOLDER: &str = "esda_columbus_crime_queen";

    pub fn weighted(weights_file: &str) -> (Sample, Vec<Row>) {
        read(Self::FOLDER, weights_file)
    }

    pub fn sample_and_local() -> (Sample, Vec<Row>) {
        read(Self::FOLDER, "w_rowstd.csv")
    }

    pub fn sample_and_global() -> (Sample, Numbers) {
        (Self::sample_and_local().0, json(&format!("{}/expected_global.json", Self::FOLDER)))
    }
}

/// Homicides in 78 counties around St. Louis.
pub struct StLouis;

impl StLouis {
    const FOLDER: &str = "esda_stl_homicide";

    pub fn weighted(weights_file: &str) -> (Sample, Vec<Row>) {
        read(Self::FOLDER, weights_file)
    }

    pub fn sample_and_local() -> (Sample, Vec<Row>) {
        read(Self::FOLDER, "w_rowstd.csv")
    }

    pub fn sample_and_global() -> (Sample, Numbers) {
        (Self::sample_and_local().0, json(&format!("{}/expected_global.json", Self::FOLDER)))
    }
}

fn read(folder: &str, weights_file: &str) -> (Sample, Vec<Row>) {
    let local = rows(&format!("{folder}/expected_local.csv"));
    let weights = weights(&format!("{folder}/{weights_file}"), local.len());
    (sample(&numbers(&local, "y"), &weights), local)
}

/// Columbus with the 999 deals esda drew.
pub fn exact_permutations() -> (Sample, Deals, Vec<Row>) {
    let folder = "esda_exact_permutations_columbus";
    let values = numbers(&rows(&format!("{folder}/y.csv")), "y");
    let weights = weights(&format!("{folder}/w_rowstd.csv"), values.len());
    let file = path(&format!("{folder}/permuted_ids_R999_seed12345.csv"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(file).unwrap();
    let deals: Vec<Vec<u32>> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(deals.len(), 999);
    (sample(&values, &weights), Deals::from_rows(&deals).unwrap(), rows(&format!("{folder}/expected.csv")))
}
