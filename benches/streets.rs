//! From a map to the network of each mode: seconds (of the clock and of the processors), size, memory for
//! a million edges, seconds to load. Reads `../shared/data/osm`. Run with `cargo bench --bench streets`.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement speaks, and fails, where it stands")]

use std::path::Path;
use std::time::Instant;

use maillage::network::{Graph, Mode, Profile, build};
use maillage::sources::{Input, streets};

const MAPS: [&str; 4] = ["monaco.osm.pbf", "liechtenstein.osm.pbf", "geneva.osm.pbf", "porto.osm.pbf"];
/// Ticks of processor time in a second, on Linux.
const TICKS: f64 = 100.0;

fn main() {
    println!("| map | mode | read s | build s | CPU s | nodes | edges | km | kept | MB / M edges | load ms |");
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for name in MAPS {
        let Ok(bytes) = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/osm").join(name)) else {
            println!("| {name} is not on this machine |");
            continue;
        };
        let input = Input::of(name, &bytes);
        for mode in [Mode::Walk, Mode::Bike, Mode::Car] {
            measure(&input, mode);
        }
    }
    println!("\npeak memory {} MB", peak_megabytes());
}

fn measure(input: &Input, mode: Mode) {
    let (at, cpu) = (Instant::now(), cpu_seconds());
    let map = streets::read(input).unwrap();
    let read = at.elapsed().as_secs_f64();
    let (graph, report) = build(&map, &Profile::of(mode)).unwrap();
    let (whole, cpu) = (at.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let bytes = graph.to_bytes();
    let at = Instant::now();
    let loaded = Graph::from_bytes(&bytes).unwrap();
    let load = at.elapsed().as_secs_f64() * 1e3;
    assert_eq!(loaded, graph);
    let edges = graph.edge_count();
    println!(
        "| {} | {mode:?} | {read:.3} | {:.3} | {cpu:.2} | {} | {edges} | {:.0} | {:.1} % | {:.1} | {load:.1} |",
        input.name,
        whole - read,
        graph.node_count(),
        report.km,
        report.kept_share() * 100.0,
        bytes.len() as f64 / edges as f64
    );
}

/// Processor seconds of all threads so far.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1_024
}
