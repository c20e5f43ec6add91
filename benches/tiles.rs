//! Vector tiles of all France by IRIS: cutting the outlines into shared arcs, drawing a zoom, and tiles made from that, none of them
//! kept. The outlines are read from `../shared/data/france` when it lies beside the checkout; else the bench says so and is done.
//! Run with `cargo bench --bench tiles`.

#![expect(clippy::print_stdout, reason = "the bench says what it measures on")]

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use maillage::atlas::Atlas;
use maillage::domain::Geography;
use maillage::ingest::{self, Known, Request};
use maillage::sources::Unwatched;
use maillage::spatial::topology::{Coverage, Drawing};
use maillage::tiles::{Address, LAST_ZOOM, Sheet, Tiles, scale};

/// West, south, east and north of the tiles that are looked at, in degrees: all of metropolitan France.
const FRANCE: [f64; 4] = [-5.2, 41.3, 9.6, 51.1];

/// At most this many tiles of a zoom, evenly spread.
const LOOKED_AT: usize = 400;

static FRANCE_BY_IRIS: LazyLock<Option<Arc<Atlas>>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/france/iris_2020_metropole.gpkg");
    let outlines = ingest::file(&Request::new(path), &Known::default(), &Unwatched).ok()?;
    Some(Arc::new(Atlas::build(vec![outlines])))
});

static TILES: LazyLock<Option<Tiles>> = LazyLock::new(|| FRANCE_BY_IRIS.clone().map(Tiles::new));

fn main() {
    let Some(tiles) = &*TILES else {
        println!("left out: ../shared/data/france is not beside the checkout");
        return;
    };
    let before = processor_seconds();
    tiles.complete();
    println!("every zoom of every geography, arcs included: {:.1} s of processor", processor_seconds() - before);
    println!("zoom  tiles   mean ms    max ms  mean bytes   max bytes  zones drawn");
    for zoom in 0..=LAST_ZOOM {
        print_zoom(tiles, zoom);
    }
    divan::main();
}

fn print_zoom(tiles: &Tiles, zoom: u32) {
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    for address in addresses(zoom) {
        let before = processor_seconds_of_thread();
        let size = tiles.ids(Geography::Iris, address).len();
        if size > 0 {
            times.push((processor_seconds_of_thread() - before) * 1e3);
            sizes.push(size as f64);
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let max = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
    let drawn = tiles.sheet(Geography::Iris, zoom).map_or(0, Sheet::drawn);
    println!(
        "{zoom:>4} {:>6} {:>9.3} {:>9.3} {:>11.0} {:>11.0} {drawn:>12}",
        times.len(),
        mean(&times),
        max(&times),
        mean(&sizes),
        max(&sizes)
    );
}

/// Tiles of a zoom over France, evenly spread when there are many.
fn addresses(zoom: u32) -> Vec<Address> {
    let tiles = f64::from(1_u32 << zoom);
    let column = |longitude: f64| ((longitude + 180.0) / 360.0 * tiles) as u32;
    let row = |latitude: f64| ((0.5 - latitude.to_radians().tan().asinh() / (2.0 * std::f64::consts::PI)) * tiles) as u32;
    let [west, south, east, north] = FRANCE;
    let rows = row(north)..=row(south);
    let all: Vec<_> = (column(west)..=column(east)).flat_map(|x| rows.clone().map(move |y| (x, y))).collect();
    let every = all.len().div_ceil(LOOKED_AT);
    let read = |(x, y): &(u32, u32)| Address::read(&zoom.to_string(), &x.to_string(), &y.to_string()).ok();
    all.iter().step_by(every).filter_map(read).collect()
}

/// Processor seconds of this program so far; 0 where `/proc` is not there.
fn processor_seconds() -> f64 {
    ticks("/proc/self/stat")
}

/// The same of this thread, to the nanosecond.
fn processor_seconds_of_thread() -> f64 {
    let read = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    read.split_whitespace().next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or_default() / 1e9
}

fn ticks(path: &str) -> f64 {
    let read = fs::read_to_string(path).unwrap_or_default();
    let after = read.rsplit(')').next().unwrap_or_default();
    after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn arcs_of_all_france(bencher: Bencher) {
    if let Some(layer) = FRANCE_BY_IRIS.as_ref().and_then(|atlas| atlas.layer(Geography::Iris)) {
        bencher.bench(|| Coverage::new(layer.zones.iter().map(|zone| &zone.shape)));
    }
}

#[divan::bench(args = [6, 8, 12, 14], sample_count = 3, sample_size = 1)]
fn a_zoom_of_all_france(bencher: Bencher, zoom: u32) {
    static ARCS: LazyLock<Option<Coverage>> = LazyLock::new(|| {
        let layer = FRANCE_BY_IRIS.as_ref()?.layer(Geography::Iris)?;
        Some(Coverage::new(layer.zones.iter().map(|zone| &zone.shape)))
    });
    if let Some(arcs) = &*ARCS {
        bencher.bench(|| -> Drawing { arcs.drawn(scale(zoom)) });
    }
}
