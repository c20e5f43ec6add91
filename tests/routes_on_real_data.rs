//! Questions to real networks against Dijkstra and against what is known of Montpellier; left out, and said,
//! where `../shared/data` is absent. `examples/routes.rs verify` does the same over 100,000 pairs.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it leaves out and stops at what it did not expect")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maillage::domain::{Minutes, Position, Text, Travel};
use maillage::network::dijkstra::Search;
use maillage::network::lines::{NEVER, Seed};
use maillage::network::{Approach, Graph, Hierarchy, Mode, Origin, Profile, Streets, build};
use maillage::sources::{Input, streets};

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
