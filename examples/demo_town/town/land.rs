//! From blocks to neighbourhoods: each spreads from its heart, block by block, more slowly across the
//! river, the railway and the main roads.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::curve::apart;
use super::mesh::{Edge, Mesh};
use super::parcels::{Parcel, inhabited, nearest};
use super::plan::Line;
use super::zones::ZONES;

/// The land cut into blocks, and the zone each block belongs to.
pub struct Land {
    /// What is drawn.
    pub lines: Vec<Line>,
    /// Seeds of the blocks.
    pub parcels: Vec<Parcel>,
    /// Corners and edges of the blocks.
    pub mesh: Mesh,
    /// Rank of the zone of each block; `None` beyond the territory.
    pub zone_of: Vec<Option<usize>>,
}

impl Land {
    /// Lays out the whole territory.
    pub fn lay_out() -> anyhow::Result<Self> {
        let lines = super::plan::lines();
        let parcels = super::parcels::lay(&lines);
        let mesh = Mesh::of(&parcels, &lines)?;
        let fences: Vec<f64> = mesh.edges.iter().map(|edge| barrier(&lines, &parcels, edge)).collect();
        let mut zone_of = spread(&parcels, &mesh, &fences);
        (0..6).for_each(|_| smooth(&mesh, &fences, &mut zone_of));
        Ok(Self { lines, parcels, mesh, zone_of })
    }

    /// The zones on either side of an edge.
    pub fn beside(&self, edge: &Edge) -> [Option<usize>; 2] {
        edge.blocks.map(|block| self.zone_of[block])
    }
}

/// How much harder it is to spread over an edge: the product of the lines between the two blocks.
fn barrier(lines: &[Line], parcels: &[Parcel], edge: &Edge) -> f64 {
    let [from, to] = edge.blocks.map(|block| parcels[block].at);
    let crossed = lines.iter().filter(|line| line.course.parts(from, to));
    crossed.map(|line| line.trace.barrier()).product()
}

/// Blocks in the order in which neighbourhoods reach them (Dijkstra from all hearts at once).
fn spread(parcels: &[Parcel], mesh: &Mesh, fences: &[f64]) -> Vec<Option<usize>> {
    let (around, inside) = (neighbours(parcels.len(), mesh), inhabited(parcels));
    let mut zone_of = vec![None; parcels.len()];
    let mut queue: BinaryHeap<Reverse<(u64, usize, usize)>> =
        ZONES.iter().enumerate().map(|(zone, sketch)| Reverse((0, nearest(parcels, sketch.heart()), zone))).collect();
    while let Some(Reverse((millimetres, block, zone))) = queue.pop() {
        if zone_of[block].is_some() || !inside[block] {
            continue;
        }
        zone_of[block] = Some(zone);
        for &(next, edge) in &around[block] {
            let step = apart(parcels[block].at, parcels[next].at) * fences[edge] / ZONES[zone].spread;
            queue.push(Reverse((millimetres + (step * 1000.0) as u64, next, zone)));
        }
    }
    zone_of
}

/// For each block, its neighbours and the edge between.
fn neighbours(blocks: usize, mesh: &Mesh) -> Vec<Vec<(usize, usize)>> {
    let mut around = vec![Vec::new(); blocks];
    for (rank, edge) in mesh.edges.iter().enumerate() {
        around[edge.blocks[0]].push((edge.blocks[1], rank));
        around[edge.blocks[1]].push((edge.blocks[0], rank));
    }
    around
}

/// A block mostly surrounded by another zone joins it; borders along barriers hold.
fn smooth(mesh: &Mesh, fences: &[f64], zone_of: &mut [Option<usize>]) {
    let around = neighbours(zone_of.len(), mesh);
    for block in 0..zone_of.len() {
        let Some(zone) = zone_of[block] else { continue };
        let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
        for &(next, edge) in &around[block] {
            if let Some(other) = zone_of[next] {
                *shared.entry(other).or_default() += mesh.length(&mesh.edges[edge]) / fences[edge];
            }
        }
        let total: f64 = shared.values().sum();
        let strongest = shared.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((other, length)) = strongest
            && other != zone
            && length > 0.58 * total
        {
            zone_of[block] = Some(other);
        }
    }
}
