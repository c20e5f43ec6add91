//! Streets as compressed rows of integers: what every query on a network reads.

pub use crate::domain::Mode;
use crate::domain::Position;

/// A directed network of one mode. Times are whole milliseconds, so that sums are exact and do not
/// depend on the order in which they are made.
///
/// The edges that leave node `v` are `first[v]..first[v + 1]`. The two directions of a street share
/// its line: `lines[e] = 2 × street`, plus one when the edge runs against the line. A node whose turns are
/// restricted may stand more than once at the same place; the edges that leave it then do too, with the same
/// line, head and time. A street may begin and end at the same node (a loop), and two streets may join the
/// same nodes. Every time is above zero. Made by [`super::build()`], a network is strongly connected:
/// from every node one reaches every other; on foot, each edge has its twin the other way, as long.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    /// Where each node lies.
    pub nodes: Vec<Position>,
    /// Row starts, one more than there are nodes.
    pub first: Vec<u32>,
    /// The node at the end of each edge.
    pub heads: Vec<u32>,
    /// Milliseconds that each edge takes.
    pub millis: Vec<u32>,
    /// The street of each edge, times two, plus one when it runs against the street's line.
    pub lines: Vec<u32>,
    /// Metres along each street.
    pub metres: Vec<f32>,
    /// Where the points of each street begin in [`Graph::points`], one more than there are streets.
    pub point_starts: Vec<u32>,
    /// The points of each street from end to end, its nodes included.
    pub points: Vec<Position>,
}

impl Graph {
    /// How many nodes.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// How many directed edges.
    pub fn edge_count(&self) -> usize {
        self.heads.len()
    }

    /// How many streets, each open in one direction or both.
    pub fn street_count(&self) -> usize {
        self.metres.len()
    }

    /// The edges that leave a node.
    pub fn edges_from(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }

    /// The points of a street from end to end.
    pub fn street(&self, street: u32) -> &[Position] {
        &self.points[self.point_starts[street as usize] as usize..self.point_starts[street as usize + 1] as usize]
    }
}
