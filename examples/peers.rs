//! Our side of `bench/peers.sh`: reads the tables that the peers read, does one task, and prints as JSON what reading
//! took, what the task took, and a sum of the answer by which both sides are compared.
//!
//! `cargo run --release --example peers -- TASK FOLDER`

use std::path::Path;
use std::time::Instant;

use maillage::analysis::access::{
    Decay, RationalAgents, Scattered, floating_catchment, floating_catchment_around, rational_agents, three_step_catchment,
};
use maillage::analysis::autocorrelation::Sample;
use maillage::analysis::autocorrelation::getis_ord::getis_ord_permuted;
use maillage::analysis::autocorrelation::local_moran::local_moran_permuted;
use maillage::analysis::clusters::{Model, ScanOptions, Tail, Windows, scan};
use maillage::analysis::permutation::{Alternative, Permutations, Reference, Scheme};
use maillage::analysis::weights::{Metric, Weights};
use maillage::domain::Reach;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const LIMIT: f64 = 20_000.0;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, folder] = arguments.as_slice() else { return Err("expected TASK FOLDER".into()) };
    let (begun, before) = (Instant::now(), cpu_seconds()?);
    let work = prepared(task, Path::new(folder))?;
    let (read, read_cpu) = (begun.elapsed().as_secs_f64(), cpu_seconds()?);
    let begun = Instant::now();
    let sum = work();
    let (wall, cpu) = (begun.elapsed().as_secs_f64(), cpu_seconds()? - read_cpu);
    let told = serde_json::json!({ "read_wall": read, "read_cpu": read_cpu - before, "wall": wall, "cpu": cpu, "sum": sum });
    #[expect(clippy::print_stdout, reason = "the answer of the program")]
    {
        println!("{told}");
    }
    Ok(())
}

/// Everything read; what is left is the task alone.
fn prepared(task: &str, folder: &Path) -> Outcome<Box<dyn FnOnce() -> f64>> {
    if matches!(task, "local-moran-shared" | "local-moran" | "getis-ord") {
        let [values] = columns(&folder.join("values.csv"))?;
        let [focal, other] = columns(&folder.join("neighbours.csv"))?;
        let triplets = focal.iter().zip(&other).map(|(focal, other)| (*focal as usize, *other as usize, 1.0));
        let weights = Weights::from_entries(values.len(), triplets).row_standardised();
        let sample = Sample::new(&values.into_iter().map(Some).collect::<Vec<_>>(), &weights).0;
        let scheme = if task == "local-moran-shared" { Scheme::Shared } else { Scheme::Complete };
        let how = Permutations { count: 999, seed: 1, alternative: Alternative::Directed, scheme };
        let p = |found: Option<Vec<Reference>>| found.iter().flatten().map(|zone| zone.p).sum();
        return Ok(if task == "getis-ord" {
            Box::new(move || p(getis_ord_permuted(&sample, &how)))
        } else {
            Box::new(move || p(local_moran_permuted(&sample, &how)))
        });
    }
    let [x, y, people] = columns(&folder.join("zones.csv"))?;
    let homes: Vec<[f64; 2]> = x.into_iter().zip(y).map(|(x, y)| [x, y]).collect();
    if task == "scan" {
        let [cases] = columns(&folder.join("cases.csv"))?;
        let how = ScanOptions { model: Model::Poisson, tail: Tail::High, min_cases: 2.0, replicates: 999, seed: 1 };
        let apart = move |a: usize, b: usize| (homes[a][0] - homes[b][0]).hypot(homes[a][1] - homes[b][1]);
        return Ok(Box::new(move || {
            scan(&cases, &people, &Windows::circular(&people, 0.5, apart), how).iter().map(|found| found.llr).sum()
        }));
    }
    let [x, y, supply] = columns(&folder.join("services.csv"))?;
    let sites: Vec<[f64; 2]> = x.into_iter().zip(y).map(|(x, y)| [x, y]).collect();
    let (rings, plain) = (Decay::enhanced(LIMIT), Decay::Within { limit: LIMIT });
    if task == "pairs" {
        return Ok(Box::new(move || Scattered::new(homes, sites, Metric::Euclidean).reach(LIMIT).destinations.len() as f64));
    }
    if task == "pairs-and-e2sfca" {
        let steps = rings.steps().unwrap_or_default();
        let places = move || Scattered::new(homes, sites, Metric::Euclidean);
        return Ok(Box::new(move || floating_catchment_around(&places(), &people, &supply, &steps).access.iter().sum()));
    }
    let [origins, destinations, costs] = columns(&folder.join("pairs.csv"))?;
    let reach = by_origin(homes.len(), &origins, &destinations, &costs);
    Ok(match task {
        "2sfca" => Box::new(move || floating_catchment(&reach, &people, &supply, &plain).access.iter().sum()),
        "e2sfca" => Box::new(move || floating_catchment(&reach, &people, &supply, &rings).access.iter().sum()),
        "3sfca" => Box::new(move || three_step_catchment(&reach, &people, &supply, &rings, f64::INFINITY).access.iter().sum()),
        "raam" => {
            let how = RationalAgents { tau: LIMIT, ..RationalAgents::default() };
            Box::new(move || rational_agents(&reach, &people, &supply, how).iter().flatten().sum())
        }
        other => return Err(format!("no task {other}").into()),
    })
}

/// The first columns of a table of numbers.
fn columns<const N: usize>(path: &Path) -> Outcome<[Vec<f64>; N]> {
    let mut columns = [const { Vec::new() }; N];
    let mut reader = csv::Reader::from_path(path)?;
    let mut row = csv::ByteRecord::new();
    while reader.read_byte_record(&mut row)? {
        for (column, cell) in columns.iter_mut().zip(&row) {
            column.push(std::str::from_utf8(cell)?.parse()?);
        }
    }
    Ok(columns)
}

/// Pairs sorted by origin, as the file has them, in compressed rows, nearest first.
fn by_origin(zones: usize, origins: &[f64], destinations: &[f64], costs: &[f64]) -> Reach {
    let mut reach =
        Reach { starts: vec![0; zones + 1], destinations: Vec::with_capacity(costs.len()), minutes: Vec::with_capacity(costs.len()) };
    for origin in origins {
        reach.starts[*origin as usize + 1] += 1;
    }
    for zone in 0..zones {
        let (start, count) = (reach.starts[zone], reach.starts[zone + 1]);
        let mut row: Vec<(f64, u32)> = (start..start + count).map(|pair| (costs[pair], destinations[pair] as u32)).collect();
        row.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        reach.minutes.extend(row.iter().map(|pair| pair.0));
        reach.destinations.extend(row.iter().map(|pair| pair.1));
        reach.starts[zone + 1] += start;
    }
    reach
}

/// User and system seconds of this process so far, from the kernel; its tick is a hundredth of a second.
fn cpu_seconds() -> Outcome<f64> {
    let fields = std::fs::read_to_string("/proc/self/stat")?;
    let after = fields.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).map(str::parse::<f64>).sum::<Result<f64, _>>()?;
    Ok(ticks / 100.0)
}
