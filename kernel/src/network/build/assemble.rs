//! From streets and edges to a [`Graph`]: the parts cut off are left out, the rest is numbered so that
//! what is near on the ground is near in memory.

use rayon::prelude::*;

use super::component::{Rows, largest};
use super::report::StreetReport;
use super::streets::Street;
use super::turns::Edge;
use crate::domain::Position;
use crate::network::Graph;
use crate::spatial::distance;

/// Streets and edges over nodes, before anything is left out.
pub(super) struct Draft {
    pub nodes: Vec<Position>,
    pub streets: Vec<Street>,
    pub edges: Vec<Edge>,
}

/// No street, no node: not part of the network.
const GONE: u32 = u32::MAX;

/// Assembles the network of the largest part.
pub(super) fn assemble(draft: &Draft, report: &mut StreetReport) -> Graph {
    let inside = largest(&Rows::new(draft.nodes.len(), draft.edges.iter().map(|edge| (edge.tail, edge.head))));
    let lengths: Vec<f64> = draft.streets.par_iter().map(|street| metres(&draft.nodes, street)).collect();
    let edges: Vec<Edge> = draft.edges.iter().copied().filter(|edge| inside[edge.tail as usize] && inside[edge.head as usize]).collect();
    let mut used = vec![false; draft.nodes.len()];
    edges.iter().flat_map(|edge| [edge.tail, edge.head]).for_each(|node| used[node as usize] = true);
    let (order, number) = numbered(&draft.nodes, &used);
    let (kept, street_number) = streets_kept(draft.streets.len(), &edges);
    count_lost(draft, &used, &street_number, &lengths, report);

    let mut graph = Graph { nodes: order.iter().map(|node| draft.nodes[*node as usize]).collect(), ..Graph::default() };
    draw(&mut graph, draft, &kept, &lengths);
    let renumbered = edges.into_iter().map(|Edge { tail, head, line }| Edge {
        tail: number[tail as usize],
        head: number[head as usize],
        line: street_number[line as usize / 2] * 2 + line % 2,
    });
    let mut rows: Vec<Edge> = renumbered.collect();
    rows.par_sort_unstable_by_key(|edge| (edge.tail, edge.head, edge.line));
    connect(&mut graph, &rows, |line| {
        let street = &draft.streets[kept[line as usize / 2] as usize];
        millis(&draft.nodes, street, street.kmh[line as usize % 2])
    });
    report.kept(&graph);
    graph
}

/// Fills in the lines of the streets kept.
fn draw(graph: &mut Graph, draft: &Draft, kept: &[u32], lengths: &[f64]) {
    graph.point_starts.push(0);
    for street in kept.iter().map(|street| *street as usize) {
        graph.metres.push(lengths[street] as f32);
        graph.points.extend(draft.streets[street].nodes.iter().map(|node| draft.nodes[*node as usize]));
        graph.point_starts.push(graph.points.len() as u32);
    }
}

/// Fills in the rows of edges, which are sorted by tail.
fn connect(graph: &mut Graph, rows: &[Edge], millis: impl Fn(u32) -> u32 + Sync) {
    graph.first = vec![0; graph.nodes.len() + 1];
    for edge in rows {
        graph.first[edge.tail as usize + 1] += 1;
    }
    (0..graph.nodes.len()).for_each(|node| graph.first[node + 1] += graph.first[node]);
    graph.heads = rows.iter().map(|edge| edge.head).collect();
    graph.lines = rows.iter().map(|edge| edge.line).collect();
    graph.millis = rows.par_iter().map(|edge| millis(edge.line)).collect();
}

fn metres(nodes: &[Position], street: &Street) -> f64 {
    street.nodes.windows(2).map(|ends| distance::metres(nodes[ends[0] as usize], nodes[ends[1] as usize]).0).sum()
}

/// Whole milliseconds along a street, each straight piece rounded on its own and at least one: where a crossing
/// becomes a bend because another street is closed, no time changes.
fn millis(nodes: &[Position], street: &Street, kmh: f64) -> u32 {
    let longest = f64::from(u32::MAX - 1);
    let piece = |ends: &[u32]| {
        let metres = distance::metres(nodes[ends[0] as usize], nodes[ends[1] as usize]).0;
        (metres * 3_600.0 / kmh).round().clamp(1.0, longest)
    };
    street.nodes.windows(2).map(piece).sum::<f64>().min(longest) as u32
}

/// The nodes in use along a space-filling curve (Morton 1966), and the number of each.
fn numbered(nodes: &[Position], used: &[bool]) -> (Vec<u32>, Vec<u32>) {
    let mut order: Vec<u32> = (0..nodes.len() as u32).filter(|node| used[*node as usize]).collect();
    order.par_sort_by_key(|node| (morton(nodes[*node as usize]), *node));
    let mut number = vec![GONE; nodes.len()];
    order.iter().zip(0..).for_each(|(node, index)| number[*node as usize] = index);
    (order, number)
}

/// The bits of longitude and latitude in turn.
fn morton(at: Position) -> u64 {
    let spread = |share: f64| {
        let whole = (share * f64::from(u32::MAX)) as u64;
        (0..32).fold(0, |bits, bit| bits | (whole >> bit & 1) << (2 * bit))
    };
    spread((at.lon() + 180.0) / 360.0) | spread((at.lat() + 90.0) / 180.0) << 1
}

/// The streets of which an edge is kept, and the number of each.
fn streets_kept(count: usize, edges: &[Edge]) -> (Vec<u32>, Vec<u32>) {
    let mut kept: Vec<u32> = edges.iter().map(|edge| edge.line / 2).collect();
    kept.sort_unstable();
    kept.dedup();
    let mut number = vec![GONE; count];
    kept.iter().zip(0..).for_each(|(street, index)| number[*street as usize] = index);
    (kept, number)
}

/// Counts what is cut off. Split nodes count for none: their place does.
fn count_lost(draft: &Draft, used: &[bool], street_number: &[u32], lengths: &[f64], report: &mut StreetReport) {
    let lost = |street: &usize| street_number[*street] == GONE;
    report.lost_streets = (0..draft.streets.len()).filter(lost).count() as u64;
    report.lost_km = (0..draft.streets.len()).filter(lost).map(|street| lengths[street]).sum::<f64>() / 1_000.0;
    let mut ends: Vec<u32> = draft.streets.iter().flat_map(|street| [street.nodes[0], street.nodes[street.nodes.len() - 1]]).collect();
    ends.sort_unstable();
    ends.dedup();
    report.lost_nodes = ends.into_iter().filter(|node| !used[*node as usize]).count() as u64;
}
