//! Tiles of Montpellier, of the priority neighbourhoods of a region and of the demonstration town, at every zoom: no border is torn
//! and no zone lost, as shapely sees it in decoded tiles; three decoders read the same. All France: `scripts/conformance-tiles`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test that cannot go on stops, and says what it left out")]

#[path = "harness/mvt.rs"]
#[allow(dead_code, reason = "attributes are looked at elsewhere")]
mod mvt;

use std::collections::BTreeSet;
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use maillage::atlas::Atlas;
use maillage::domain::Geography;
use maillage::ingest::{self, Known, Request};
use maillage::sources::Unwatched;
use maillage::tiles::{Address, LAST_ZOOM, Tiles, first_zoom};
use serde_json::Value;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Outlines as an atlas; `None`, said, when they are not beside the checkout.
fn atlas(path: &str) -> Option<Arc<Atlas>> {
    let path = here(path);
    if !path.exists() {
        println!("left out: {} is not here", path.display());
        return None;
    }
    let batch = ingest::file(&Request::new(path), &Known::default(), &Unwatched).unwrap();
    Some(Arc::new(Atlas::build(vec![batch])))
}

/// The tiles of a geography that show something; of zooms that have more than `most`, as many, evenly spread.
fn written(atlas: &Arc<Atlas>, geography: Geography, most: usize) -> Vec<([u32; 3], Vec<u8>)> {
    let (tiles, layer) = (Tiles::new(Arc::clone(atlas)), atlas.layer(geography).unwrap());
    let mut found = Vec::new();
    let mut wanted = BTreeSet::from([(0, 0)]);
    for z in 0..=LAST_ZOOM {
        let mut next = BTreeSet::new();
        let every = wanted.len().div_ceil(most).max(1);
        for (place, (x, y)) in wanted.into_iter().enumerate() {
            let address = Address::read(&z.to_string(), &x.to_string(), &y.to_string()).unwrap();
            if layer.index.within(address.bounds()).is_empty() {
                continue;
            }
            next.extend([(2 * x, 2 * y), (2 * x + 1, 2 * y), (2 * x, 2 * y + 1), (2 * x + 1, 2 * y + 1)]);
            let tile = if place % every == 0 { tiles.ids(geography, address) } else { Vec::new() };
            if !tile.is_empty() {
                found.push(([z, x, y], tile));
            }
        }
        wanted = next;
    }
    found
}

fn file_of(tiles: &[([u32; 3], Vec<u8>)]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    for ([z, x, y], tile) in tiles {
        for number in [*z, *x, *y, tile.len() as u32] {
            file.write_all(&number.to_le_bytes()).unwrap();
        }
        file.write_all(tile).unwrap();
    }
    file
}

/// Features, points and the sums of their columns and rows, as read here.
fn digest(tile: &[u8]) -> [i64; 4] {
    let mut digest = [0; 4];
    for feature in mvt::layers(tile).iter().flat_map(|layer| &layer.features) {
        digest[0] += 1;
        for (x, y) in feature.lines.iter().flatten() {
            digest[1] += 1;
            digest[2] += x;
            digest[3] += y;
        }
    }
    digest
}

fn run(program: &Path, arguments: &[&Path]) -> Option<Value> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        println!("left out: {} is not on this machine (scripts/install-test-tools)", program.display());
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

fn python() -> PathBuf {
    env::var_os("MAILLAGE_TEST_PYTHON").map_or_else(|| here(".tools/venv/bin/python"), PathBuf::from)
}

fn held_to_shapely(atlas: &Arc<Atlas>, geography: Geography, most: usize) {
    let tiles = written(atlas, geography, most);
    let digests: Vec<_> = tiles.iter().map(|(_, tile)| digest(tile)).collect();
    let zones = atlas.layer(geography).unwrap().zones.len() as u64;
    let file = file_of(&tiles);
    if let Some(told) = run(&python(), &[&here("tests/tiles/looked_at.py"), file.path()]) {
        assert_eq!((&told["invalid"], &told["torn"]), (&0.into(), &0.into()), "{geography}: {}", told["where"]);
        assert_eq!(told["tiles"], tiles.len());
        // Where tiles were left out, so may zones be.
        let whole = |zoom: &u32| tiles.iter().filter(|(place, _)| place[0] == *zoom).count() < most / 2;
        for zoom in (first_zoom(geography)..=LAST_ZOOM).filter(whole) {
            let seen: BTreeSet<u64> = told["ids"][zoom.to_string()].as_array().unwrap().iter().filter_map(Value::as_u64).collect();
            assert_eq!(seen, (0..zones).collect(), "{geography} at zoom {zoom}");
        }
        let wanted = serde_json::to_value(&digests).unwrap();
        assert_eq!(told["digests"], wanted);
        if told["otherwise"][0].is_null() {
            println!("left out: mapbox-vector-tile is not installed (scripts/install-test-tools)");
        } else {
            assert_eq!(told["otherwise"], wanted, "{geography}");
        }
    }
    let modules = env::var_os("MAILLAGE_TEST_NODE_MODULES").map_or_else(|| here("web/node_modules"), PathBuf::from);
    if modules.join("@mapbox/vector-tile").exists() && modules.join("pbf").exists() {
        if let Some(told) = run(Path::new("node"), &[&here("tests/tiles/looked_at.mjs"), file.path(), &modules]) {
            assert_eq!(told, serde_json::to_value(&digests).unwrap(), "{geography}");
        }
    } else {
        println!("left out: @mapbox/vector-tile and pbf are not in {}", modules.display());
    }
}

#[test]
fn montpellier_is_whole_at_every_zoom() {
    let Some(atlas) = atlas("../shared/data/montpellier/iris_2020.geojson") else { return };
    held_to_shapely(&atlas, Geography::Iris, usize::MAX);
    held_to_shapely(&atlas, Geography::Commune, usize::MAX);
}

#[test]
fn priority_neighbourhoods_are_whole_although_many_are_drawn_invalid() {
    let Some(atlas) = atlas("../shared/data/occitanie/qpv_2015.geojson") else { return };
    held_to_shapely(&atlas, Geography::Qpv, usize::MAX);
}

#[test]
fn the_demonstration_town_is_whole_at_every_zoom() {
    let read = ["iris", "qpv"].map(|name| {
        let path = here(&format!("fixtures/demo/{name}.geojson"));
        ingest::file(&Request::new(path), &Known::default(), &Unwatched).unwrap()
    });
    let atlas = Arc::new(Atlas::build(read.to_vec()));
    assert!(!atlas.layers.is_empty());
    for geography in atlas.layers.keys() {
        held_to_shapely(&atlas, *geography, usize::MAX);
    }
}

#[test]
#[ignore = "some minutes and 1 GB: scripts/conformance-tiles"]
fn all_france_is_whole_at_every_zoom() {
    let Some(atlas) = atlas("../shared/data/france/iris_2020_metropole.gpkg") else { return };
    let tiles = Tiles::new(Arc::clone(&atlas));
    for geography in [Geography::Iris, Geography::Commune] {
        let zones = atlas.layer(geography).unwrap().zones.len();
        for zoom in first_zoom(geography)..=LAST_ZOOM {
            assert_eq!(tiles.sheet(geography, zoom).unwrap().drawn(), zones, "{geography} at zoom {zoom}");
        }
        held_to_shapely(&atlas, geography, 400);
    }
}
