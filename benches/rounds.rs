//! Rounds against known optima: cost, gap and bound after at most ten seconds, for the published instances
//! beside the checkout. Run with `cargo bench --bench rounds`.
#![allow(clippy::print_stdout, reason = "a bench prints its table")]

use std::path::Path;
use std::time::{Duration, Instant};

use maillage::analysis::weights::Metric;
use maillage::methods::TableRef;
use maillage::methods::rounds::{Objective, Options, run};

/// Files with their published optimum.
const CASES: [(&str, f64); 5] =
    [("A-n32-k5.vrp", 784.0), ("E-n22-k4.txt", 375.0), ("C101.vrp", 827.3), ("RC208.vrp", 776.1), ("pr107.tsp", 44_303.0)];

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden/vrp");
    println!("{:<14} {:>9} {:>9} {:>8} {:>9} {:>7} {:>8}", "case", "optimum", "found", "above", "bound", "gap", "seconds");
    for (file, optimum) in CASES {
        let path = folder.join(file);
        if path.exists() {
            measure(file, &path, optimum);
        } else {
            println!("{file:<14} left out: {} is not beside this checkout", path.display());
        }
    }
}

fn measure(file: &str, path: &Path, optimum: f64) {
    let options = Options {
        stops: TableRef::new(path),
        costs: None,
        objective: Objective::Distance,
        depots: Vec::new(),
        vehicles: None,
        capacity: None,
        shift: None,
        speed: 1.0,
        metric: Metric::Euclidean,
        rounding: None,
        iterations: 126_000,
        seed: 1,
        time_limit: Duration::from_secs(10),
        geometry: None,
    };
    let begun = Instant::now();
    match run(&options, &|| begun.elapsed()).map(|result| result.summary.optimum) {
        Ok(Some(found)) => {
            let above = 100.0 * (found.objective / optimum - 1.0);
            let (cost, bound, gap, seconds) = (found.objective, found.bound, 100.0 * found.gap, begun.elapsed().as_secs_f64());
            println!("{file:<14} {optimum:>9.1} {cost:>9.1} {above:>7.2}% {bound:>9.1} {gap:>6.2}% {seconds:>8.1}");
        }
        Ok(None) => println!("{file:<14} no optimum is told"),
        Err(fault) => println!("{file:<14} {fault}"),
    }
}
