//! The cost of asking a street network at 1, 4 and 16 times its size, and from few origins to many: searches
//! within a limit must cost what they reach, whatever lies beyond. Run with `cargo bench --bench routes`.

use std::sync::Arc;

use divan::Bencher;
use maillage::domain::{Metres, Minutes, Position, Text, Travel};
use maillage::network::{Approach, Drawing, Graph, Heading, Hierarchy, Mode, Origin, Streets};

/// Blocks along the side of the town: 22,500, 90,000 and 360,000 crossings.
const SIDES: [u32; 3] = [150, 300, 600];
const STEP: [f64; 2] = [0.001_24, 0.000_9];

fn main() {
    divan::main();
}

#[divan::bench(args = SIDES, sample_count = 3, sample_size = 1)]
fn prepare(bencher: Bencher, side: u32) {
    let graph = Arc::new(grid(side));
    bencher.bench(|| streets(Arc::clone(&graph)));
}

#[divan::bench(args = SIDES, sample_count = 3, sample_size = 1)]
fn contract(bencher: Bencher, side: u32) {
    let graph = grid(side);
    bencher.bench(|| Hierarchy::new(&graph));
}

/// A thousand origins and a hundred services in the middle: the limit, not the town, sets the cost.
#[divan::bench(args = SIDES, sample_count = 3, sample_size = 1)]
fn reach_within_15_minutes(bencher: Bencher, side: u32) {
    let (town, doors, services) = (streets(Arc::new(grid(side))), around_the_middle(side, 1_000), around_the_middle(side, 100));
    bencher.bench(|| town.reach(&doors, &services, Minutes(15.0)));
}

/// Every crossing asks for its nearest service: one wave over the whole town.
#[divan::bench(args = SIDES, sample_count = 3, sample_size = 1)]
fn nearest_for_every_crossing(bencher: Bencher, side: u32) {
    let town = streets(Arc::new(grid(side)));
    let (doors, services) = (town.graph().nodes.clone(), around_the_middle(side, 100));
    bencher.bench(|| town.nearest(&doors, &services));
}

#[divan::bench(args = SIDES, sample_count = 3, sample_size = 1)]
fn table_of_1000(bencher: Bencher, side: u32) {
    let town = streets(Arc::new(grid(side)));
    let (hierarchy, doors) = (Hierarchy::new(town.graph()), around_the_middle(side, 1_000));
    bencher.bench(|| town.matrix(&hierarchy, &doors, &doors));
}

#[divan::bench(args = SIDES, sample_count = 3, sample_size = 1)]
fn isochrone_of_15_minutes(bencher: Bencher, side: u32) {
    let (town, middle) = (streets(Arc::new(grid(side))), place(f64::from(side) / 2.0, f64::from(side) / 2.0));
    bencher.bench(|| town.isochrones(middle, &[Minutes(5.0), Minutes(10.0), Minutes(15.0)], Heading::From, Drawing::default()));
}

fn streets(graph: Arc<Graph>) -> Streets {
    let origin = Origin { source: Text::same("grid"), vintage: None, pace: Text::same("4.5 km/h") };
    Streets::new(graph, Mode::Walk, Approach { limit: Metres(250.0), ..Approach::default() }, origin)
}

fn place(x: f64, y: f64) -> Position {
    Position::new(3.0 + x * STEP[0], 43.0 + y * STEP[1]).unwrap_or_else(|_| unreachable!("a town of France"))
}

/// Places spread over forty blocks each way around the middle.
fn around_the_middle(side: u32, count: u32) -> Vec<Position> {
    let start = f64::from(side) / 2.0 - 20.0;
    (0..count).map(|n| place(start + f64::from(n * 7_919 % 4_000) / 100.0, start + f64::from(n * 104_729 % 4_000) / 100.0)).collect()
}

/// Streets of about a hundred metres along a square grid, each open both ways in its own time.
fn grid(side: u32) -> Graph {
    let nodes: Vec<Position> = (0..side * side).map(|node| place(f64::from(node % side), f64::from(node / side))).collect();
    let mut edges = Vec::new();
    let mut graph = Graph { point_starts: vec![0], ..Graph::default() };
    for node in 0..side * side {
        for (there, fits) in [(node + 1, node % side + 1 < side), (node + side, node + side < side * side)] {
            if fits {
                let (street, millis) = (graph.metres.len() as u32, 70_000 + node.wrapping_mul(2_654_435_761) % 30_000);
                edges.extend([(node, there, millis, street * 2), (there, node, millis, street * 2 + 1)]);
                graph.points.extend([nodes[node as usize], nodes[there as usize]]);
                graph.point_starts.push(graph.points.len() as u32);
                graph.metres.push(100.0);
            }
        }
    }
    edges.sort_unstable_by_key(|&(from, _, _, line)| (from, line));
    graph.first = (0..=side * side).map(|node| edges.partition_point(|&(from, ..)| from < node) as u32).collect();
    graph.heads = edges.iter().map(|&(_, to, ..)| to).collect();
    graph.millis = edges.iter().map(|&(.., millis, _)| millis).collect();
    graph.lines = edges.iter().map(|&(.., line)| line).collect();
    graph.nodes = nodes;
    graph
}
