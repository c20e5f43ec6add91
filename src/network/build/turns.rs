//! Turn restrictions: a node whose turns are restricted stands once for each edge that comes in under
//! a restriction, with only the edges that may be taken from there (Geisberger & Vetter 2011 call it the
//! node-based model with split nodes).

use std::collections::{BTreeMap, HashMap, HashSet};

use super::report::StreetReport;
use super::streets::Street;
use crate::domain::{Ban, Restriction, StreetMap};

/// A directed edge over the nodes of the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub tail: u32,
    pub head: u32,
    /// Street times two, plus one against its line.
    pub line: u32,
}

/// The restrictions that a profile obeys. `obeys` holds the names under which `except` may free it.
pub(super) fn obeyed<'a>(map: &'a StreetMap, obeys: &[&str]) -> Vec<&'a Restriction> {
    if obeys.is_empty() {
        return Vec::new();
    }
    let free = |restriction: &Restriction| restriction.except.split([';', ',']).any(|name| obeys.contains(&name.trim()));
    map.restrictions.iter().filter(|restriction| !free(restriction)).collect()
}

/// The nodes at which restrictions hold.
pub(super) fn places(restrictions: &[&Restriction]) -> HashSet<u32> {
    restrictions.iter().map(|restriction| restriction.via).collect()
}

/// Edges of all streets, then those of split nodes, whose numbers begin at `first_free`.
///
/// # Returns
/// The edges, and for each split node the node it stands for.
pub(super) fn split(
    map: &StreetMap,
    streets: &[Street],
    restrictions: &[&Restriction],
    first_free: u32,
    report: &mut StreetReport,
) -> (Vec<Edge>, Vec<u32>) {
    let mut edges = plain(streets);
    let junctions = Junctions::new(&edges, &places(restrictions));
    let banned = banned(map, streets, &edges, &junctions, restrictions, report);
    let split: Vec<u32> = banned.keys().map(|from| edges[*from as usize].head).collect();
    for (from, copy) in banned.keys().zip(first_free..) {
        edges[*from as usize].head = copy;
    }
    for ((banned, node), copy) in banned.values().zip(&split).zip(first_free..) {
        let allowed = junctions.leaving(*node).iter().filter(|edge| !banned.contains(edge));
        let copies: Vec<Edge> = allowed.map(|edge| Edge { tail: copy, ..edges[*edge as usize] }).collect();
        edges.extend(copies);
    }
    (edges, split)
}

/// For each edge that comes in under a restriction, the edges that may not be taken from it.
fn banned(
    map: &StreetMap,
    streets: &[Street],
    edges: &[Edge],
    junctions: &Junctions,
    restrictions: &[&Restriction],
    report: &mut StreetReport,
) -> BTreeMap<u32, HashSet<u32>> {
    // The way on which an edge begins (0) or ends (1).
    let way = |edge: u32, end: u32| {
        let line = edges[edge as usize].line;
        map.ways[streets[line as usize / 2].ways[((line + end) % 2) as usize] as usize].id
    };
    let mut banned: BTreeMap<u32, HashSet<u32>> = BTreeMap::new();
    for Restriction { via, from, to, ban, .. } in restrictions {
        let (arriving, leaving) = (junctions.arriving(*via), junctions.leaving(*via));
        let from: Vec<u32> = arriving.iter().copied().filter(|edge| way(*edge, 1) == *from).collect();
        let to: Vec<u32> = leaving.iter().copied().filter(|edge| way(*edge, 0) == *to).collect();
        // With two candidates nobody can tell which is meant.
        let (&[from], &[to]) = (from.as_slice(), to.as_slice()) else {
            report.restrictions_ignored += 1;
            continue;
        };
        report.restrictions_used += 1;
        banned.entry(from).or_default().extend(leaving.iter().copied().filter(|edge| (*edge == to) == (*ban == Ban::This)));
    }
    banned
}

/// The edges at the nodes where restrictions hold.
struct Junctions {
    arriving: HashMap<u32, Vec<u32>>,
    leaving: HashMap<u32, Vec<u32>>,
}

impl Junctions {
    fn new(edges: &[Edge], places: &HashSet<u32>) -> Self {
        let gathered = |end: fn(&Edge) -> u32| {
            let mut at: HashMap<u32, Vec<u32>> = HashMap::new();
            let here = edges.iter().zip(0..).filter(|(edge, _)| places.contains(&end(edge)));
            here.for_each(|(edge, index)| at.entry(end(edge)).or_default().push(index));
            at
        };
        Self { arriving: gathered(|edge| edge.head), leaving: gathered(|edge| edge.tail) }
    }

    fn arriving(&self, node: u32) -> &[u32] {
        self.arriving.get(&node).map(Vec::as_slice).unwrap_or_default()
    }

    fn leaving(&self, node: u32) -> &[u32] {
        self.leaving.get(&node).map(Vec::as_slice).unwrap_or_default()
    }
}

/// One edge for each direction that is open.
fn plain(streets: &[Street]) -> Vec<Edge> {
    let both = streets.iter().zip(0_u32..).flat_map(|(street, index)| {
        let (first, last) = (street.nodes[0], street.nodes[street.nodes.len() - 1]);
        let along = Edge { tail: first, head: last, line: index * 2 };
        let against = Edge { tail: last, head: first, line: index * 2 + 1 };
        [(street.kmh[0] > 0.0).then_some(along), (street.kmh[1] > 0.0).then_some(against)]
    });
    both.flatten().collect()
}
