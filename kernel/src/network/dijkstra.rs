//! Dijkstra's search, bounded, from several nodes at once: what all the rest is held to.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use super::lines::{NEVER, Rows, Seed};

/// No edge leads to this node: a search starts there.
const NO_EDGE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy, Default)]
struct Label {
    /// The search this label belongs to: those of earlier searches count for nothing.
    round: u32,
    millis: u32,
    edge: u32,
}

/// The working memory of searches on one graph, reused from one to the next.
///
/// # Algorithm
/// E. W. Dijkstra, “A note on two problems in connexion with graphs”, Numerische Mathematik 1 (1959):
/// nodes are settled nearest first from a binary heap; a node improved twice stands twice in the heap and
/// is passed over the second time. Between two searches nothing is cleared: labels bear the number of
/// their search.
///
/// # Notes
/// `O(e log n)` in the edges and nodes within the limit, whatever the size of the graph.
#[derive(Debug, Default)]
pub struct Search {
    labels: Vec<Label>,
    round: u32,
    heap: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Search {
    /// Working memory for a graph of so many nodes.
    pub fn new(nodes: usize) -> Self {
        Self { labels: vec![Label::default(); nodes], round: 0, heap: BinaryHeap::new() }
    }

    /// Settles every node within `limit` milliseconds of the seeds, bound included, nearest first, and
    /// shows each to `settle`, which may break off.
    pub fn run(&mut self, rows: Rows, seeds: &[Seed], limit: u32, mut settle: impl FnMut(u32, u32) -> ControlFlow<()>) {
        self.begin(rows.first.len() - 1);
        let limit = limit.min(NEVER - 1);
        for seed in seeds {
            self.improve(seed.node, seed.millis, NO_EDGE, limit);
        }
        while let Some(Reverse((millis, node))) = self.heap.pop() {
            if self.labels[node as usize].millis < millis {
                continue;
            }
            if settle(node, millis).is_break() {
                return;
            }
            for edge in rows.of(node) {
                self.improve(rows.heads[edge], millis.saturating_add(rows.millis[edge]), edge as u32, limit);
            }
        }
    }

    fn begin(&mut self, nodes: usize) {
        self.heap.clear();
        if self.labels.len() < nodes {
            self.labels.resize(nodes, Label::default());
        }
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.labels.fill(Label::default());
            self.round = 1;
        }
    }

    fn improve(&mut self, node: u32, millis: u32, edge: u32, limit: u32) {
        let label = &mut self.labels[node as usize];
        if millis <= limit && (label.round != self.round || millis < label.millis) {
            *label = Label { round: self.round, millis, edge };
            self.heap.push(Reverse((millis, node)));
        }
    }

    /// Milliseconds of the last search to a node, once it is settled; `None` where it did not come.
    pub fn millis(&self, node: u32) -> Option<u32> {
        let label = self.labels[node as usize];
        (label.round == self.round).then_some(label.millis)
    }

    /// The edges of the last search from a seed to a node, in the order of the search.
    pub fn edges_to(&self, mut node: u32, start: impl Fn(u32) -> u32) -> Vec<u32> {
        let mut edges = Vec::new();
        while let Some(edge) = self.edge_into(node) {
            edges.push(edge);
            node = start(edge);
        }
        edges.reverse();
        edges
    }

    fn edge_into(&self, node: u32) -> Option<u32> {
        let label = self.labels[node as usize];
        (label.round == self.round && label.edge != NO_EDGE).then_some(label.edge)
    }
}
