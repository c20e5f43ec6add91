//! Non-take-up from national files alone: declared incomes of Filosofi, households of the census, recipients of the CAF's
//! portal. What was planted is found, nothing else is called sure, and one number is worked out again by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::OnceLock;

use maillage::atlas::Atlas;
use maillage::diagnosis::take_up::{TakeUp, TakeUpClass, ZoneTakeUp, take_up};
use maillage::domain::{Batch, Geography};
use maillage::ingest::{self, Known, Request};
use maillage::sources::Unwatched;

/// Filosofi publishes municipalities of this many people and over.
const PUBLISHED_FROM: f64 = 5_000.0;

/// A table of the fixtures, one map a row.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let is_header = |line: &&str| line.starts_with("IRIS;") || line.starts_with("REG;");
    let table = text.lines().skip_while(|line| !is_header(line)).collect::<Vec<_>>().join("\n");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(table.as_bytes());
    let names = reader.headers().unwrap().clone();
    let row = |cells: csv::StringRecord| names.iter().map(str::to_owned).zip(cells.iter().map(str::to_owned)).collect();
    reader.records().map(|cells| row(cells.unwrap())).collect()
}

fn fixture(file: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = std::fs::read(crate::root().join("fixtures").join(file)).unwrap();
    rows(&encoding_rs::WINDOWS_1252.decode(&bytes).0)
}

fn number(cell: &str) -> Option<f64> {
    cell.replace(',', ".").parse().ok()
}

fn census(file: &str, column: &str) -> BTreeMap<String, f64> {
    fixture(file).iter().filter_map(|row| Some((row["IRIS"].clone(), number(&row[column])?))).collect()
}

fn commune(iris: &str) -> String {
    iris.chars().take(5).collect()
}

/// Municipalities large enough for Filosofi.
fn large() -> BTreeSet<String> {
    let mut people: BTreeMap<String, f64> = BTreeMap::new();
    for (iris, count) in census("layouts/base-ic-evol-struct-pop-2021.csv", "P21_POP") {
        *people.entry(commune(&iris)).or_default() += count;
    }
    people.into_iter().filter(|(_, count)| *count >= PUBLISHED_FROM).map(|(commune, _)| commune).collect()
}

const QUANTILES: [(&str, &str, f64); 5] = [
    ("DEC_D121", "RFUCD1", 0.1),
    ("DEC_Q121", "RFUCQ1", 0.25),
    ("DEC_MED21", "RFUCQ2", 0.5),
    ("DEC_Q321", "RFUCQ3", 0.75),
    ("DEC_D921", "RFUCD9", 0.9),
];

/// The town's tax incomes as Filosofi publishes them: quantiles of declared income, large municipalities alone.
fn declared() -> String {
    let kept = large();
    let mut table = format!("IRIS;{}\n", QUANTILES.map(|(name, ..)| name).join(";"));
    for row in fixture("demo/revenus_fiscaux_iris_2021.csv").iter().filter(|row| kept.contains(&row["dc"])) {
        writeln!(table, "{}{};{}", row["dc"], row["iris"], QUANTILES.map(|(_, own, _)| row[own].as_str()).join(";")).unwrap();
    }
    table
}

fn town() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let incomes = folder.path().join("BASE_TD_FILO_IRIS_2021_DEC.csv");
        std::fs::write(&incomes, declared()).unwrap();
        let fixtures = crate::root().join("fixtures");
        let files = ["demo/iris.geojson", "layouts/base-ic-logement-2021.csv", "layouts/caf_rsa_s_type_iris_f.csv"];
        let mut known = Known::default();
        let import = |path| -> Batch {
            let batch = ingest::file(&Request { fictional: true, ..Request::new(path) }, &known, &Unwatched).unwrap();
            known.add(&batch.zones);
            batch
        };
        Atlas::build(files.map(|file| fixtures.join(file)).into_iter().chain([incomes]).map(import).collect())
    })
}

fn signal() -> &'static TakeUp {
    static FOUND: OnceLock<TakeUp> = OnceLock::new();
    FOUND.get_or_init(|| take_up(town(), Geography::Iris).unwrap())
}

fn zones(wanted: impl Fn(&ZoneTakeUp) -> bool) -> BTreeSet<String> {
    signal().zones.iter().filter(|zone| wanted(zone)).map(|zone| zone.zone.to_string()).collect()
}

#[test]
fn the_planted_silence_is_found_and_nothing_else_is_called_sure() {
    let planted = super::demo::truth("take_up");
    let deficit = zones(|zone| zone.class == TakeUpClass::Deficit);
    assert!(deficit.is_subset(&planted) && deficit.len() >= 2, "planted {planted:?}, deficit {deficit:?}");
    let low = zones(|zone| zone.cluster.is_some());
    assert!(planted.is_subset(&low), "planted {planted:?}, low {low:?}");
    assert!(signal().method.note.fr.contains("communes de moins de 5 000 habitants"), "{}", signal().method.note.fr);
}

#[test]
fn where_filosofi_says_nothing_nothing_is_said() {
    let kept = large();
    let small = zones(|zone| !kept.contains(&commune(zone.zone.as_str())));
    assert!(!small.is_empty());
    for zone in signal().zones.iter().filter(|zone| small.contains(zone.zone.as_str())) {
        assert_eq!((zone.class, zone.expected.value(), zone.ratio.value()), (TakeUpClass::Insufficient, None, None), "{}", zone.name);
    }
}

#[test]
fn recipients_rounded_to_five_are_intervals() {
    let told = signal().zones.iter().find(|zone| zone.zone.as_str() == "001010401").unwrap();
    // 45 and 10: neither is what was counted, and the producer does not say which way it rounds.
    let interval = told.observed.interval().unwrap();
    assert_eq!((told.observed.value(), interval.low(), interval.high()), (Some(55.0), 51.0, 63.0));
    let (ratio, due) = (told.ratio.interval().unwrap(), told.expected.value().unwrap());
    assert!(ratio.low() < interval.low() / due && ratio.high() > interval.high() / due, "{ratio:?}");
}

/// The share of households below an income, as METHODS tells it.
fn share_below(quantiles: &[(f64, f64)], income: f64) -> f64 {
    let (first, second) = (quantiles[0], quantiles[1]);
    if income < first.1 {
        let slope = (second.0 - first.0) / (second.1 - first.1);
        return first.0 * (income / first.1).powf((slope * first.1 / first.0).clamp(1.0, 2.0));
    }
    let above = quantiles.iter().position(|(_, bound)| income < *bound).unwrap();
    let (from, to) = (quantiles[above - 1], quantiles[above]);
    from.0 + (to.0 - from.0) * (income - from.1) / (to.1 - from.1)
}

#[test]
fn one_expectation_is_worked_out_again_from_the_files() {
    let households = census("layouts/base-ic-logement-2021.csv", "P21_RP");
    let incomes: BTreeMap<String, Vec<(f64, f64)>> = rows(&declared())
        .iter()
        .filter_map(|row| {
            let quantiles: Option<Vec<_>> = QUANTILES.iter().map(|(name, _, share)| Some((*share, number(&row[*name])?))).collect();
            Some((row["IRIS"].clone(), quantiles?))
        })
        .collect();
    let known = || incomes.iter().filter_map(|(iris, quantiles)| Some((households.get(iris)?, quantiles[2].1)));
    let median = known().map(|(count, median)| count * median).sum::<f64>() / known().map(|(count, _)| count).sum::<f64>();
    let zone = "001010401";
    let below = [0.25, 0.5].map(|share| households[zone] * share_below(&incomes[zone], share * median));
    let bands = [below[0], below[1] - below[0], households[zone] - below[1]];
    let rates: Vec<f64> = signal().strata.iter().map(|stratum| stratum.rate.value().unwrap()).collect();
    let due: f64 = bands.iter().zip(&rates).map(|(members, rate)| members * rate).sum();
    let told = signal().zones.iter().find(|other| other.zone.as_str() == zone).unwrap();
    println!(
        "{zone}: {} households, {:?}; median {median}; bands {bands:?}; rates {rates:?}; expected {due}",
        households[zone], incomes[zone]
    );
    println!("{:?} {:?} {:?}", told.ratio, told.p_adjusted, signal().overdispersion);
    assert!((told.expected.value().unwrap() - due).abs() < 1e-9 * due, "{:?} for {due}", told.expected);
    assert!((told.ratio.value().unwrap() - 55.0 / due).abs() < 1e-9);
}
