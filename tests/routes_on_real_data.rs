//! Questions to real networks against Dijkstra and against what is known of Montpellier; left out, and said,
//! where `../shared/data` is absent. `examples/routes.rs verify` does the same over 100,000 pairs.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it leaves out and stops at what it did not expect")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maillage::domain::{Position, Text};
use maillage::network::dijkstra::Search;
use maillage::network::lines::{NEVER, Seed};
use maillage::network::{Approach, Graph, Hierarchy, Mode, Origin, Profile, Streets, build, nearest};
use maillage::sources::Input;
use maillage::sources::streets::{self, StreetMapping};
use maillage::spatial::crs;

fn shared(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(file);
    if !path.exists() {
        println!("left out: {file} is not on this machine");
        return None;
    }
    Some(path)
}

fn asked(graph: Graph, mode: Mode) -> Streets {
    let origin = Origin { source: Text::same("OpenStreetMap"), vintage: None, pace: Text::same("4.5 km/h") };
    Streets::new(Arc::new(graph), mode, Approach::default(), origin)
}

/// Nodes spread over a network, each as a place of its own.
fn spread(graph: &Graph, count: u32) -> Vec<Vec<Seed>> {
    let nodes = graph.node_count() as u32;
    (0..count).map(|n| vec![Seed { node: (n * 7_919 + 13) % nodes, millis: 0, share: 0.0 }]).collect()
}

#[test]
fn hierarchies_of_real_towns_give_the_times_of_dijkstra() {
    let Some(path) = shared("osm/monaco.osm.pbf") else { return };
    let map = streets::read(&Input::of("monaco.osm.pbf", &std::fs::read(path).unwrap())).unwrap();
    for mode in [Mode::Walk, Mode::Bike, Mode::Car] {
        let (graph, _) = build(&map, &Profile::of(mode)).unwrap();
        let hierarchy = Hierarchy::new(&graph);
        assert_eq!(Hierarchy::from_bytes(&hierarchy.to_bytes(&graph), &graph).unwrap(), hierarchy);
        let town = asked(graph, mode);
        let (origins, destinations) = (spread(town.graph(), 12), spread(town.graph(), 400));
        let mut search = Search::default();
        let expected = origins.iter().flat_map(|origin| {
            search.run(town.lines().forward(town.graph()), origin, NEVER, |_, _| ControlFlow::Continue(()));
            destinations.iter().map(|to| search.millis(to[0].node).unwrap_or(NEVER)).collect::<Vec<_>>()
        });
        assert_eq!(hierarchy.times(&origins, &destinations), expected.collect::<Vec<_>>(), "{mode:?}");
    }
}

const FILAIRE: &str = "montpellier/VilleMTP_MTP_FilaireVoies/VilleMTP_MTP_FilaireVoies.zip";

/// The doors of the town: 36,395 address points in Lambert-93.
fn addresses() -> Option<Vec<Position>> {
    let archive = std::fs::File::open(shared("montpellier/VilleMTP_MTP_PointAdresse/VilleMTP_MTP_PointAdresse.zip")?).unwrap();
    let mut content = Vec::new();
    zip::ZipArchive::new(archive).unwrap().by_name("VilleMTP_MTP_PointAdresse.shp").unwrap().read_to_end(&mut content).unwrap();
    let points = shapefile::ShapeReader::new(Cursor::new(content)).unwrap().read_as::<shapefile::Point>().unwrap();
    Some(points.iter().map(|at| crs::to_wgs84(2154, at.x, at.y).unwrap()).collect())
}

/// Services of Montpellier by a word of their source and a word of their category.
fn services(source: &str, category: &str) -> Vec<Position> {
    let path = shared("montpellier/expected_services.csv").unwrap();
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap);
    let wanted = rows.filter(|row| row["src"].starts_with(source) && row["categorie"].contains(category));
    wanted.map(|row| Position::new(row["longitude"].parse().unwrap(), row["latitude"].parse().unwrap()).unwrap()).collect()
}

#[test]
fn walking_times_of_montpellier_are_those_known() {
    let (Some(doors), Some(path)) = (addresses(), shared(FILAIRE)) else { return };
    let mapping = StreetMapping::parse(include_str!("../fixtures/manifests/montpellier-filaire.toml")).unwrap();
    let map = mapping.read(&Input::of("filaire.zip", &std::fs::read(path).unwrap())).unwrap();
    let (graph, _) = build(&map, &Profile::of(Mode::Walk)).unwrap();
    let town = asked(graph, Mode::Walk);
    assert_eq!(doors.len(), 36_395);
    let snaps = town.placed(&doors);
    assert!(snaps.iter().flatten().count() >= 36_380, "{} doors on a street", snaps.iter().flatten().count());
    for (source, category, median, p90) in [
        ("france_services", "", 24.6, Some(46.9)),
        ("finess", "Protection Maternelle", 22.1, None),
        ("finess", "C.H.R.S.", 19.5, None),
        ("ville", "Petite enfance", 7.7, None),
        ("ville", "Médiathèques", 17.5, None),
        ("osm", "pharmacie", 6.1, None),
    ] {
        let sites = town.placed(&services(source, category));
        let rows = nearest::nearest(town.graph(), town.lines(), &snaps, &sites, 1);
        let mut minutes: Vec<f64> = rows.iter().filter_map(|row| Some(town.minutes(row.first()?.0).0)).collect();
        minutes.sort_by(f64::total_cmp);
        let (half, most) = (minutes[minutes.len() / 2], minutes[minutes.len() * 9 / 10]);
        println!("{source} {category}: {half:.2} (known {median}), p90 {most:.2}");
        assert!((half / median - 1.0).abs() < 0.05, "{source} {category}: median {half} instead of {median}");
        assert!(p90.is_none_or(|p90| (most / p90 - 1.0).abs() < 0.05), "{source} {category}: p90 {most} instead of {p90:?}");
    }
}
