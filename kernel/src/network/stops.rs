//! The places that a search looks for, arranged by where it meets them.

use super::lines::{Seed, grouped};
use super::{Graph, Lines, Snap};

/// From which side searches are made. Answers do not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// One search from each origin, with travel.
    Origins,
    /// One search from each destination, against travel.
    Destinations,
}

impl Side {
    /// The side with fewer places.
    pub fn smaller(origins: usize, destinations: usize) -> Self {
        if origins <= destinations { Self::Origins } else { Self::Destinations }
    }
}

/// The places of the side that is searched for, by the node where a search meets them and by street.
pub(super) struct Stops<'a> {
    graph: &'a Graph,
    lines: &'a Lines,
    snaps: &'a [Option<Snap>],
    /// The side that searches.
    side: Side,
    node_first: Vec<u32>,
    /// Milliseconds beyond the node, and the place.
    beyond: Vec<(u32, u32)>,
    /// Street and place, sorted.
    by_street: Vec<(u32, u32)>,
}

impl<'a> Stops<'a> {
    /// The places that searches from `side` look for; those on no street are never met.
    pub fn new(graph: &'a Graph, lines: &'a Lines, snaps: &'a [Option<Snap>], side: Side) -> Self {
        let known = || (0..).zip(snaps).filter_map(|(place, snap)| snap.as_ref().map(|snap| (place, snap)));
        let (mut nodes, mut unsorted) = (Vec::new(), Vec::new());
        for (place, snap) in known() {
            let seeds = match side {
                Side::Origins => lines.arrivals(graph, snap),
                Side::Destinations => lines.departures(graph, snap),
            };
            for Seed { node, millis, .. } in seeds {
                nodes.push(node);
                unsorted.push((millis, place));
            }
        }
        let (node_first, order) = grouped(graph.node_count(), &nodes);
        let beyond = order.into_iter().map(|index| unsorted[index as usize]).collect();
        let mut by_street: Vec<_> = known().map(|(place, snap)| (snap.street, place)).collect();
        by_street.sort_unstable();
        Self { graph, lines, snaps, side, node_first, beyond, by_street }
    }

    /// How many places, on a street or not.
    pub fn count(&self) -> usize {
        self.snaps.len()
    }

    /// The places just beyond a node.
    pub fn beyond(&self, node: u32) -> &[(u32, u32)] {
        &self.beyond[self.node_first[node as usize] as usize..self.node_first[node as usize + 1] as usize]
    }

    /// The places met without leaving the street of the one that searches.
    pub fn on_the_street_of(&self, snap: &Snap) -> impl Iterator<Item = (u32, u32)> {
        let from = self.by_street.partition_point(|&(street, _)| street < snap.street);
        let here = self.by_street[from..].iter().take_while(|&&(street, _)| street == snap.street);
        here.filter_map(move |&(_, place)| {
            let other = self.snaps[place as usize].as_ref()?;
            let (from, to) = if self.side == Side::Origins { (snap, other) } else { (other, snap) };
            Some((self.lines.straight(self.graph, from, to)?, place))
        })
    }
}
