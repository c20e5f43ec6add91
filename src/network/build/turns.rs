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

/// Edges of all streets, then those of split nodes, whose numbers begin at `nodes.len()`.
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
    let via = places(restrictions);
    let (mut arriving, mut leaving): (HashMap<u32, Vec<u32>>, HashMap<u32, Vec<u32>>) = (HashMap::new(), HashMap::new());
    for (edge, index) in edges.iter().zip(0..) {
        if via.contains(&edge.head) {
            arriving.entry(edge.head).or_default().push(index);
        }
        if via.contains(&edge.tail) {
            leaving.entry(edge.tail).or_default().push(index);
        }
    }
    let way_into = |edge: &Edge| map.ways[streets[edge.line as usize / 2].ways[usize::from(edge.line % 2 == 0)] as usize].id;
    let way_out_of = |edge: &Edge| map.ways[streets[edge.line as usize / 2].ways[usize::from(edge.line % 2 == 1)] as usize].id;
    let mut forbidden: BTreeMap<u32, HashSet<u32>> = BTreeMap::new();
    for restriction in restrictions {
        let of = |all: &HashMap<u32, Vec<u32>>, way: i64, name: &dyn Fn(&Edge) -> i64| -> Vec<u32> {
            let at = all.get(&restriction.via).map(Vec::as_slice).unwrap_or_default();
            at.iter().copied().filter(|edge| name(&edges[*edge as usize]) == way).collect()
        };
        let from = of(&arriving, restriction.from, &way_into);
        let to = of(&leaving, restriction.to, &way_out_of);
        // With two candidates nobody can tell which is meant.
        let (&[from], &[to]) = (from.as_slice(), to.as_slice()) else {
            report.restrictions_ignored += 1;
            continue;
        };
        report.restrictions_used += 1;
        let out = leaving.get(&restriction.via).map(Vec::as_slice).unwrap_or_default();
        let banned = out.iter().copied().filter(|edge| (*edge == to) == (restriction.ban == Ban::This));
        forbidden.entry(from).or_default().extend(banned);
    }
    let copies = forbidden.keys().map(|from| edges[*from as usize].head).collect::<Vec<_>>();
    for ((from, _), copy) in forbidden.iter().zip(first_free..) {
        edges[*from as usize].head = copy;
    }
    for (((_, banned), node), copy) in forbidden.iter().zip(&copies).zip(first_free..) {
        let out = leaving.get(node).map(Vec::as_slice).unwrap_or_default();
        let allowed: Vec<Edge> =
            out.iter().filter(|edge| !banned.contains(edge)).map(|edge| Edge { tail: copy, ..edges[*edge as usize] }).collect();
        edges.extend(allowed);
    }
    (edges, copies)
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
