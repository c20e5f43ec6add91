//! The mesh of blocks: Voronoi cells of the parcels with shared corners and edges, short edges
//! collapsed into true crossings and corners drawn onto the lines that pass.

use std::collections::BTreeMap;

use geo::{Coord, MultiPoint, Point, TriangulateDelaunayUnconstrained};

use super::curve::{apart, part_way};
use super::parcels::Parcel;
use super::plan::{Line, spacing};

/// An edge between two blocks.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// Its two corners.
    pub ends: [usize; 2],
    /// The two blocks beside it.
    pub blocks: [usize; 2],
}

/// Corners and edges of the blocks.
pub struct Mesh {
    /// Corners, in metres.
    pub corners: Vec<Coord>,
    /// Edges, each once.
    pub edges: Vec<Edge>,
}

impl Mesh {
    /// Cuts the land into the Voronoi cells of the parcels.
    pub fn of(parcels: &[Parcel], lines: &[Line]) -> anyhow::Result<Self> {
        let triangles = triangulate(parcels)?;
        let corners: Vec<Coord> = triangles.iter().map(|ranks| circumcentre(ranks.map(|rank| parcels[rank].at))).collect();
        let mut mesh = Self { corners, edges: dual_edges(&triangles) };
        mesh.collapse_short_edges();
        mesh.draw_onto(lines);
        Ok(mesh)
    }

    /// The length of an edge, in metres.
    pub fn length(&self, edge: &Edge) -> f64 {
        apart(self.corners[edge.ends[0]], self.corners[edge.ends[1]])
    }

    /// Joins corners closer than a sixth of the local spacing, so that four streets can meet.
    fn collapse_short_edges(&mut self) {
        let mut leader: Vec<usize> = (0..self.corners.len()).collect();
        for edge in &self.edges {
            let [a, b] = edge.ends.map(|end| find(&mut leader, end));
            let middle = part_way(self.corners[a], self.corners[b], 0.5);
            if a != b && apart(self.corners[a], self.corners[b]) < 0.17 * spacing(middle).min(300.0) {
                leader[b] = a;
                self.corners[a] = middle;
            }
        }
        self.edges.iter_mut().for_each(|edge| edge.ends = edge.ends.map(|end| find(&mut leader, end)));
        self.edges.retain(|edge| edge.ends[0] != edge.ends[1]);
    }

    /// Corners that lie almost on a drawn line are moved onto it.
    fn draw_onto(&mut self, lines: &[Line]) {
        for corner in &mut self.corners {
            let tolerance = (0.16 * spacing(*corner)).min(45.0);
            if let Some(line) = lines.iter().find(|line| line.course.distance_to(*corner) < tolerance) {
                *corner = line.course.nearest(*corner);
            }
        }
    }
}

fn find(leader: &mut [usize], mut rank: usize) -> usize {
    while leader[rank] != rank {
        leader[rank] = leader[leader[rank]];
        rank = leader[rank];
    }
    rank
}

/// Delaunay triangles, as ranks of parcels.
fn triangulate(parcels: &[Parcel]) -> anyhow::Result<Vec<[usize; 3]>> {
    let key = |at: Coord| (at.x.to_bits(), at.y.to_bits());
    let ranks: BTreeMap<_, usize> = parcels.iter().enumerate().map(|(rank, parcel)| (key(parcel.at), rank)).collect();
    let points: MultiPoint = parcels.iter().map(|parcel| Point(parcel.at)).collect();
    let triangles = points.unconstrained_triangulation().map_err(|cause| anyhow::anyhow!("triangulation: {cause:?}"))?;
    let mut found: Vec<[usize; 3]> = triangles.iter().map(|triangle| triangle.to_array().map(|at| ranks[&key(at)])).collect();
    found.sort_unstable();
    Ok(found)
}

/// The point at the same distance from three others.
fn circumcentre([a, b, c]: [Coord; 3]) -> Coord {
    let (u, v) = (b - a, c - a);
    let double_area = 2.0 * (u.x * v.y - u.y * v.x);
    let (u2, v2) = (u.x * u.x + u.y * u.y, v.x * v.x + v.y * v.y);
    a + Coord { x: v.y * u2 - u.y * v2, y: u.x * v2 - v.x * u2 } / double_area
}

/// Two triangles that share a side give one edge between the two blocks of that side.
fn dual_edges(triangles: &[[usize; 3]]) -> Vec<Edge> {
    let mut sides: BTreeMap<[usize; 2], Vec<usize>> = BTreeMap::new();
    for (rank, &[a, b, c]) in triangles.iter().enumerate() {
        for (p, q) in [(a, b), (b, c), (c, a)] {
            sides.entry([p.min(q), p.max(q)]).or_default().push(rank);
        }
    }
    let shared = sides.into_iter().filter_map(|(blocks, beside)| match beside[..] {
        [one, other] => Some(Edge { ends: [one, other], blocks }),
        _ => None,
    });
    shared.collect()
}
