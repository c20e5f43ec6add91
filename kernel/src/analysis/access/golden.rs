//! Reading of the golden cases of access, and random cases for the laws it must keep.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use rand::SeedableRng;
use rand::seq::SliceRandom;

use crate::domain::Reach;

type Rows = Vec<BTreeMap<String, String>>;

fn rows(path: &str) -> Rows {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/golden").join(path))
}

fn read(path: &Path) -> Rows {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> Option<f64> {
    let cell = &row[column];
    (!cell.is_empty()).then(|| cell.parse().unwrap())
}

fn numbers(rows: &Rows, column: &str) -> Vec<f64> {
    rows.iter().map(|row| number(row, column).unwrap()).collect()
}

fn texts(rows: &Rows, column: &str) -> Vec<String> {
    rows.iter().map(|row| row[column].clone()).collect()
}

/// Puts `origin, destination, cost` rows into compressed rows.
fn reach(pairs: &[&BTreeMap<String, String>], columns: [&str; 3], origins: &[String], destinations: &[String]) -> Reach {
    let [from, to, cost] = columns;
    let mut by_origin = vec![Vec::new(); origins.len()];
    for pair in pairs {
        let place = |names: &[String], column: &str| names.iter().position(|name| *name == pair[column]).unwrap();
        by_origin[place(origins, from)].push((number(pair, cost).unwrap(), place(destinations, to) as u32));
    }
    compressed(by_origin)
}

/// Rows of cost and service in compressed rows, nearest first.
pub fn compressed(by_origin: Vec<Vec<(f64, u32)>>) -> Reach {
    let mut reach = Reach { starts: vec![0], ..Reach::default() };
    for mut row in by_origin {
        row.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        reach.destinations.extend(row.iter().map(|pair| pair.1));
        reach.minutes.extend(row.iter().map(|pair| pair.0));
        reach.starts.push(reach.destinations.len());
    }
    reach
}

/// 300 zones, 40 services, minutes up to 60; what `PySAL` access finds.
pub struct Synthetic {
    pub reach: Reach,
    pub demand: Vec<f64>,
    pub supply: Vec<f64>,
    pub service_ids: Vec<String>,
    pub homes: Vec<[f64; 2]>,
    pub sites: Vec<[f64; 2]>,
    results: Rows,
}

fn points(rows: &Rows) -> Vec<[f64; 2]> {
    numbers(rows, "x").into_iter().zip(numbers(rows, "y")).map(|(x, y)| [x, y]).collect()
}

impl Synthetic {
    pub fn read() -> Self {
        let (zones, services, pairs) =
            (rows("access_synth300/zones.csv"), rows("access_synth300/services.csv"), rows("access_synth300/travel_minutes.csv"));
        let service_ids = texts(&services, "service");
        let columns = ["zone", "service", "minutes"];
        Self {
            reach: reach(&pairs.iter().collect::<Vec<_>>(), columns, &texts(&zones, "zone"), &service_ids),
            demand: numbers(&zones, "pop"),
            supply: numbers(&services, "capacity"),
            service_ids,
            homes: points(&zones),
            sites: points(&services),
            results: rows("access_synth300/expected.csv"),
        }
    }

    pub fn expected(&self, column: &str) -> Vec<Option<f64>> {
        self.results.iter().map(|row| number(row, column)).collect()
    }

    /// Supply over people within 10 km, from another file.
    pub fn ratios() -> Vec<Option<f64>> {
        rows("access_synth300/expected_fca_ratio_euclidean10km.csv").iter().map(|row| number(row, "fca_ratio_10km")).collect()
    }

    pub fn expected_text(&self, column: &str) -> Vec<String> {
        texts(&self.results, column)
    }
}

/// `PySAL` access's own example: three tracts, three hospitals, four sets of costs.
pub struct Hospitals {
    pub reach: Reach,
    pub demand: Vec<f64>,
    pub supply: Vec<f64>,
    results: Rows,
}

impl Hospitals {
    pub fn read() -> Vec<Self> {
        let (tracts, pairs, results) = (rows("access_toy3/tracts.csv"), rows("access_toy3/costs.csv"), rows("access_toy3/expected.csv"));
        let ids = texts(&tracts, "geoid");
        let of = |scenario: &str| {
            let mine: Vec<_> = pairs.iter().filter(|row| row["scenario"] == scenario).collect();
            Self {
                reach: reach(&mine, ["origin", "dest", "cost"], &ids, &ids),
                demand: numbers(&tracts, "pop"),
                supply: numbers(&tracts, "doc"),
                results: results.iter().filter(|row| row["scenario"] == scenario).cloned().collect(),
            }
        };
        ["0", "1", "2", "3"].map(of).into()
    }

    pub fn expected(&self, column: &str) -> Vec<Option<f64>> {
        self.results.iter().map(|row| number(row, column)).collect()
    }
}

/// Pairs along real streets in metres, with what a reference finds.
pub struct Streets {
    pub reach: Reach,
    pub demand: Vec<f64>,
    pub supply: Vec<f64>,
    results: Rows,
}

impl Streets {
    pub fn expected(&self, column: &str) -> Vec<Option<f64>> {
        self.results.iter().map(|row| number(row, column)).collect()
    }
}

/// 205 tracts and 16 supermarkets of San Francisco. One is in the costs alone: people weigh it, its supply is
/// not known.
pub fn street_network(folder: &Path) -> Streets {
    let [tracts, stores, pairs, results] = ["demand", "supply", "costs", "expected"].map(|name| read(&folder.join(format!("{name}.csv"))));
    let (ids, mut names, mut supply) = (texts(&tracts, "tract_id"), texts(&stores, "store"), numbers(&stores, "capacity"));
    for pair in &pairs {
        if !names.contains(&pair["store"]) {
            names.push(pair["store"].clone());
            supply.push(0.0);
        }
    }
    assert_eq!(texts(&results, "tract_id"), ids);
    let reach = reach(&pairs.iter().collect::<Vec<_>>(), ["tract_id", "store", "metres"], &ids, &names);
    Streets { reach, demand: numbers(&tracts, "pop"), supply, results }
}

/// Compares with a golden column at a relative 1e-9. A zone the reference leaves out is one that reaches
/// nothing: ours says 0.
pub fn assert_close(column: &str, ours: &[f64], expected: &[Option<f64>]) {
    assert_eq!(ours.len(), expected.len(), "{column}");
    for (zone, (ours, expected)) in ours.iter().zip(expected).enumerate() {
        let expected = expected.unwrap_or(0.0);
        assert!((ours - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{column}, zone {zone}: {ours} instead of {expected}");
    }
}

/// Random sparse pairs with people and supply.
pub fn reach_and_amounts() -> impl Strategy<Value = (Reach, Vec<f64>, Vec<f64>)> {
    (1..12_usize, 1..8_usize).prop_flat_map(|(origins, services)| {
        let cost = prop::option::of(0.0..60.0_f64);
        let row = prop::collection::vec(cost, services).prop_map(|costs| {
            costs.into_iter().enumerate().filter_map(|(service, cost)| Some((cost?, service as u32))).collect::<Vec<_>>()
        });
        (
            prop::collection::vec(row, origins).prop_map(compressed),
            prop::collection::vec(prop_oneof![Just(0.0), 1.0..5_000.0_f64], origins),
            prop::collection::vec(0.0..30.0_f64, services),
        )
    })
}

/// The same pairs with origins in another order, and that order.
pub fn shuffled(reach: &Reach, seed: u64) -> (Vec<usize>, Reach) {
    let mut order: Vec<usize> = (0..reach.origin_count()).collect();
    order.shuffle(&mut rand_pcg::Pcg64::seed_from_u64(seed));
    let rows = order.iter().map(|&origin| reach.from_origin(origin).map(|(service, cost)| (cost, service as u32)).collect());
    (order.clone(), compressed(rows.collect()))
}
