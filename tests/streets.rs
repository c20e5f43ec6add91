//! Real maps become networks, and what they lose is told; left out, and said, where `../shared/data` is
//! absent. Kilometres and counts were found again by an independent reader of the same rules (pyosmium,
//! pyshp, and the strongly connected components of scipy).

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test speaks, and fails, where it stands")]

use std::path::{Path, PathBuf};

use maillage::domain::StreetMap;
use maillage::network::{Graph, Mode, Profile, StreetReport, build};
use maillage::sources::Input;
use maillage::sources::streets::{self, StreetMapping};

fn input(file: &str) -> Option<Input> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let Ok(bytes) = std::fs::read(&path) else {
        println!("left out: {file} is not on this machine");
        return None;
    };
    Some(Input { path, ..Input::of(file, &bytes) })
}

fn map(file: &str) -> Option<StreetMap> {
    Some(streets::read(&input(file)?).unwrap())
}

fn network(map: &StreetMap, mode: Mode) -> (Graph, StreetReport) {
    let (graph, report) = build(map, &Profile::of(mode)).unwrap();
    assert!(graph.millis.iter().all(|millis| *millis > 0));
    assert_eq!(Graph::from_bytes(&graph.to_bytes()).unwrap(), graph);
    (graph, report)
}

/// Kilometres open to a mode, of them those within the largest part, by the independent reader.
struct Found {
    kept: u64,
    km: f64,
    connected_km: f64,
}

fn agrees(map: &StreetMap, mode: Mode, found: &Found) {
    let (_, report) = network(map, mode);
    let close = |ours: f64, theirs: f64| (ours - theirs).abs() < 0.001;
    assert_eq!(report.kept, found.kept, "{mode:?}");
    assert!(close(report.km + report.lost_km, found.km), "{mode:?} {}", report.km + report.lost_km);
    assert!(close(report.km, found.connected_km), "{mode:?} {}", report.km);
    assert!(report.lost_streets == 0 || report.remarks().iter().any(|remark| remark.fr.contains("sans lien avec le reste")));
}

fn counts(map: &StreetMap) -> [u64; 4] {
    let reading = &map.reading;
    [reading.ways_seen, reading.ways_read, reading.nodes_read, reading.nodes_missing]
}

#[test]
fn the_demonstration_town_is_read_whole() {
    let map = map("fixtures/demo/streets.osm").unwrap();
    assert_eq!(counts(&map), [3_110, 3_104, 6_432, 0]);
    agrees(&map, Mode::Walk, &Found { kept: 3_098, km: 875.918, connected_km: 873.783 });
    agrees(&map, Mode::Car, &Found { kept: 2_985, km: 876.440, connected_km: 860.152 });
}

#[test]
fn redon_is_cut_at_its_edge_and_says_so() {
    let Some(map) = map("../shared/data/osm/redon.osm") else { return };
    assert_eq!(counts(&map), [1_752, 370, 1_319, 280]);
    assert_eq!((map.reading.ways_cut, map.reading.ways_lost), (36, 10));
    // One way is in two parts.
    agrees(&map, Mode::Walk, &Found { kept: 355, km: 23.212, connected_km: 22.822 });
    agrees(&map, Mode::Car, &Found { kept: 194, km: 15.278, connected_km: 14.765 });
}

#[test]
fn monaco_keeps_its_streets() {
    let Some(map) = map("../shared/data/osm/monaco.osm.pbf") else { return };
    assert_eq!(counts(&map), [27_377, 2_928, 26_091, 0]);
    agrees(&map, Mode::Walk, &Found { kept: 2_768, km: 467.271, connected_km: 457.749 });
    agrees(&map, Mode::Car, &Found { kept: 1_702, km: 344.872, connected_km: 301.073 });
}

#[test]
fn liechtenstein_keeps_its_streets() {
    let Some(map) = map("../shared/data/osm/liechtenstein.osm.pbf") else { return };
    assert_eq!(counts(&map), [15_247, 4_660, 54_387, 0]);
    agrees(&map, Mode::Walk, &Found { kept: 4_458, km: 1_093.027, connected_km: 1_043.373 });
    agrees(&map, Mode::Car, &Found { kept: 2_391, km: 420.895, connected_km: 417.991 });
}

#[test]
fn geneva_keeps_its_streets_and_obeys_its_turn_restrictions() {
    let Some(map) = map("../shared/data/osm/geneva.osm.pbf") else { return };
    assert_eq!(counts(&map), [32_636, 14_597, 54_921, 0]);
    agrees(&map, Mode::Walk, &Found { kept: 12_197, km: 713.765, connected_km: 699.495 });
    let (_, by_car) = network(&map, Mode::Car);
    assert_eq!((by_car.kept, by_car.restrictions_used, by_car.restrictions_ignored), (4_204, 411, 96));
    // Without turn restrictions the independent reader keeps 216.110 km.
    assert!((by_car.km + by_car.lost_km - 234.363).abs() < 0.001);
    assert!(by_car.km < 216.110 && by_car.km > 215.0, "{}", by_car.km);
}

#[test]
fn porto_the_largest_is_read_whole() {
    let Some(map) = map("../shared/data/osm/porto.osm.pbf") else { return };
    assert_eq!(counts(&map), [51_458, 51_349, 347_182, 0]);
    agrees(&map, Mode::Walk, &Found { kept: 48_054, km: 9_855.333, connected_km: 9_714.319 });
}

#[test]
fn the_centrelines_of_montpellier_are_joined_at_a_metre() {
    let Some(input) = input("../shared/data/montpellier/VilleMTP_MTP_FilaireVoies/VilleMTP_MTP_FilaireVoies.zip") else { return };
    let mapping = StreetMapping::parse(include_str!("../fixtures/manifests/montpellier-filaire.toml")).unwrap();
    let map = mapping.read(&input).unwrap();
    assert_eq!(counts(&map), [8_011, 8_011, 25_236, 0]);
    assert_eq!((map.reading.ends_joined, map.reading.values_unknown), (55, 0));
    agrees(&map, Mode::Walk, &Found { kept: 7_981, km: 735.970, connected_km: 731.613 });
    agrees(&map, Mode::Car, &Found { kept: 7_316, km: 706.153, connected_km: 697.473 });
    let (_, on_foot) = network(&map, Mode::Walk);
    assert!(on_foot.kept_share() > 0.994, "{}", on_foot.kept_share());
}

#[test]
fn a_map_that_breaks_off_is_refused() {
    let Some(mut input) = input("../shared/data/osm/monaco.osm.pbf") else { return };
    input.bytes.truncate(input.bytes.len() / 2);
    let fault = streets::read(&input).unwrap_err();
    assert_eq!((fault.code.as_str(), fault.place.file.as_deref()), ("truncated-file", Some("../shared/data/osm/monaco.osm.pbf")));
}
