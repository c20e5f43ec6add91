//! What a graph says only between the lines: who comes from where, and which edges run along a street.

use std::collections::HashMap;

use super::{Graph, Snap};

/// Milliseconds of a way that does not exist. Longer ways than this, 24 days, do not exist either: the
/// sum of two times still fits 32 bits.
pub const NEVER: u32 = i32::MAX as u32;

/// The edges of a graph row by row, in one of its two directions.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// Row starts, one more than there are nodes.
    pub first: &'a [u32],
    /// The node at the other end of each edge.
    pub heads: &'a [u32],
    /// Milliseconds of each edge.
    pub millis: &'a [u32],
}

impl Rows<'_> {
    /// The edges of one node.
    pub fn of(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }
}

/// A node, and the milliseconds between it and a place on a street.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seed {
    /// The node.
    pub node: u32,
    /// Milliseconds from the place to the node, or from the node to the place.
    pub millis: u32,
    /// Where the node lies on the street of the place, as a share of its line: an end, 0 or 1.
    pub share: f64,
}

/// The tables that go with a graph: made once, used by every query.
#[derive(Debug, Clone)]
pub struct Lines {
    /// The node at the start of each edge.
    tails: Vec<u32>,
    /// Where the edges along each directed street begin in `along`: `2 × street`, plus one against it.
    along_first: Vec<u32>,
    along: Vec<u32>,
    /// The nodes that stand at the same place as others, with those others.
    twins: HashMap<u32, Vec<u32>>,
    back_first: Vec<u32>,
    back_heads: Vec<u32>,
    back_millis: Vec<u32>,
    back_edges: Vec<u32>,
}

impl Lines {
    /// Reads them off a graph. Linear in its edges.
    pub fn new(graph: &Graph) -> Self {
        let nodes = 0..graph.node_count() as u32;
        let tails: Vec<u32> = nodes.flat_map(|node| graph.edges_from(node).map(move |_| node)).collect();
        let (along_first, along) = grouped(graph.street_count() * 2, &graph.lines);
        let (back_first, back_edges) = grouped(graph.node_count(), &graph.heads);
        Self {
            back_heads: back_edges.iter().map(|&edge| tails[edge as usize]).collect(),
            back_millis: back_edges.iter().map(|&edge| graph.millis[edge as usize]).collect(),
            twins: twins(graph),
            tails,
            along_first,
            along,
            back_first,
            back_edges,
        }
    }

    /// The node at the start of an edge.
    pub fn tail(&self, edge: u32) -> u32 {
        self.tails[edge as usize]
    }

    /// The edges as they are travelled.
    pub fn forward<'a>(&self, graph: &'a Graph) -> Rows<'a> {
        Rows { first: &graph.first, heads: &graph.heads, millis: &graph.millis }
    }

    /// The edges against travel: from the node where each ends to the one where it starts.
    pub fn backward(&self) -> Rows<'_> {
        Rows { first: &self.back_first, heads: &self.back_heads, millis: &self.back_millis }
    }

    /// The edge of the graph that an edge of [`Lines::backward`] is.
    pub fn edge_of_backward(&self, edge: usize) -> u32 {
        self.back_edges[edge]
    }

    /// The edges along a street, with its line or against it: none in the closed direction of a one-way
    /// street, several where a node stands more than once for its forbidden turns.
    pub fn along(&self, street: u32, against: bool) -> &[u32] {
        let line = street as usize * 2 + usize::from(against);
        &self.along[self.along_first[line] as usize..self.along_first[line + 1] as usize]
    }

    /// Whether anyone may travel along a street at all.
    pub fn is_open(&self, street: u32) -> bool {
        let line = street as usize * 2;
        self.along_first[line] < self.along_first[line + 2]
    }

    /// The nodes first reached from a place on a street.
    pub fn departures(&self, graph: &Graph, snap: &Snap) -> Vec<Seed> {
        self.seeds(graph, snap, |edge, against| (graph.heads[edge as usize], f64::from(u8::from(!against))), |whole, done| whole - done)
    }

    /// The nodes last passed on the way to a place on a street.
    pub fn arrivals(&self, graph: &Graph, snap: &Snap) -> Vec<Seed> {
        self.seeds(graph, snap, |edge, against| (self.tail(edge), f64::from(u8::from(against))), |_, done| done)
    }

    fn seeds(&self, graph: &Graph, snap: &Snap, node: impl Fn(u32, bool) -> (u32, f64), part: impl Fn(u32, u32) -> u32) -> Vec<Seed> {
        let off = snap.off_millis;
        if let Some(end) = self.end(graph, snap) {
            return self.same_place(end).iter().map(|&node| Seed { node, millis: off, share: snap.share }).collect();
        }
        let both = [false, true].into_iter().flat_map(|against| self.along(snap.street, against).iter().map(move |&edge| (edge, against)));
        let seed = |(edge, against)| {
            let (node, share) = node(edge, against);
            let millis = part(graph.millis[edge as usize], done(graph, snap, edge, against));
            Seed { node, millis: off.saturating_add(millis).min(NEVER), share }
        };
        both.map(seed).collect()
    }

    /// Milliseconds along one street, without leaving it, from a place to another; the metres off the
    /// street are counted at both ends.
    pub fn straight(&self, graph: &Graph, from: &Snap, to: &Snap) -> Option<u32> {
        if from.street != to.street {
            return None;
        }
        let part = |against: bool| {
            let edges = self.along(from.street, against).iter();
            edges.filter_map(move |&edge| done(graph, to, edge, against).checked_sub(done(graph, from, edge, against))).min()
        };
        let along = [part(false), part(true)].into_iter().flatten().min()?;
        Some(along.saturating_add(from.off_millis).saturating_add(to.off_millis).min(NEVER))
    }

    /// The node at the end of the street where the place lies, when it lies there.
    fn end(&self, graph: &Graph, snap: &Snap) -> Option<u32> {
        let with = |edge: &u32| if snap.share <= 0.0 { self.tail(*edge) } else { graph.heads[*edge as usize] };
        let against = |edge: &u32| if snap.share <= 0.0 { graph.heads[*edge as usize] } else { self.tail(*edge) };
        if snap.share > 0.0 && snap.share < 1.0 {
            return None;
        }
        self.along(snap.street, false).first().map(with).or_else(|| self.along(snap.street, true).first().map(against))
    }

    /// A node and those at the same place.
    fn same_place(&self, node: u32) -> Vec<u32> {
        self.twins.get(&node).cloned().unwrap_or_else(|| vec![node])
    }
}

/// Milliseconds from the start of an edge to a place along it. Both directions round to the same
/// point, so that times there and back agree.
fn done(graph: &Graph, snap: &Snap, edge: u32, against: bool) -> u32 {
    let whole = graph.millis[edge as usize];
    let with = (snap.share * f64::from(whole)).round() as u32;
    if against { whole - with } else { with }
}

/// The indices `0..keys.len()` grouped by key: starts of the groups, and their members in order.
pub fn grouped(groups: usize, keys: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0_u32; groups + 1];
    for &key in keys {
        first[key as usize + 1] += 1;
    }
    for group in 0..groups {
        first[group + 1] += first[group];
    }
    let mut next = first.clone();
    let mut members = vec![0_u32; keys.len()];
    for (index, &key) in keys.iter().enumerate() {
        let slot = &mut next[key as usize];
        members[*slot as usize] = index as u32;
        *slot += 1;
    }
    (first, members)
}

fn twins(graph: &Graph) -> HashMap<u32, Vec<u32>> {
    let place = |node: &u32| {
        let at = graph.nodes[*node as usize];
        (at.lon().to_bits(), at.lat().to_bits())
    };
    let mut nodes: Vec<u32> = (0..graph.node_count() as u32).collect();
    nodes.sort_by_key(place);
    let shared = nodes.chunk_by(|a, b| place(a) == place(b)).filter(|group| group.len() > 1);
    shared.flat_map(|group| group.iter().map(|&node| (node, group.to_vec()))).collect()
}
