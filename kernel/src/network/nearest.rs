//! The nearest few by time, for every origin at once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use rayon::prelude::*;

use super::dijkstra::Search;
use super::lines::{NEVER, Rows, Seed};
use super::reach::Row;
use super::stops::{Side, Stops};
use super::{Graph, Lines, Snap};

/// Up to so many origins, each searches for itself: beyond, one wave from all destinations is cheaper.
const FEW_ORIGINS: usize = 4;

/// Origins read off by one task.
const CHUNK: usize = 512;

/// The `count` nearest destinations of each origin, nearest first, ties by index.
///
/// # Algorithm
/// One wave against travel from all destinations at once, in which each node keeps the first `count`
/// destinations that come to it; an origin then reads the nodes of its street. With few origins, each
/// searches with travel until it has found enough. The answer is the same.
///
/// # Notes
/// The wave is `O(count × e log n)` over the whole graph, whatever the number of origins and destinations.
pub fn nearest(graph: &Graph, lines: &Lines, origins: &[Option<Snap>], destinations: &[Option<Snap>], count: usize) -> Vec<Row> {
    if count == 0 {
        return vec![Row::new(); origins.len()];
    }
    let stops = Stops::new(graph, lines, destinations, Side::Origins);
    if origins.iter().flatten().count() <= FEW_ORIGINS {
        return each_for_itself(graph, lines, origins, &stops, count);
    }
    let labels = Labels::spread(graph, lines, destinations, count);
    let read = |snap: &Option<Snap>| {
        let mut best = Best::new(count);
        let Some(snap) = snap else { return best.row };
        stops.on_the_street_of(snap).for_each(|(millis, place)| best.add(millis, place));
        for Seed { node, millis, .. } in lines.departures(graph, snap) {
            labels.of(node).iter().for_each(|&(beyond, place)| best.add(millis.saturating_add(beyond), place));
        }
        best.row
    };
    origins.par_iter().with_min_len(CHUNK).map(read).collect()
}

fn each_for_itself(graph: &Graph, lines: &Lines, origins: &[Option<Snap>], stops: &Stops, count: usize) -> Vec<Row> {
    let mut search = Search::default();
    let mut one = |snap: &Option<Snap>| {
        let mut best = Best::new(count);
        let Some(snap) = snap else { return best.row };
        stops.on_the_street_of(snap).for_each(|(millis, place)| best.add(millis, place));
        search.run(lines.forward(graph), &lines.departures(graph, snap), NEVER, |node, millis| {
            if best.is_settled(millis) {
                return ControlFlow::Break(());
            }
            stops.beyond(node).iter().for_each(|&(beyond, place)| best.add(millis.saturating_add(beyond), place));
            ControlFlow::Continue(())
        });
        best.row
    };
    origins.iter().map(&mut one).collect()
}

/// The nearest places so far, each once, in order.
struct Best {
    row: Row,
    count: usize,
}

impl Best {
    fn new(count: usize) -> Self {
        Self { row: Row::new(), count }
    }

    fn add(&mut self, millis: u32, place: u32) {
        if millis >= NEVER || self.row.len() == self.count && self.row.last().is_some_and(|&last| last <= (millis, place)) {
            return;
        }
        if let Some(index) = self.row.iter().position(|&(_, other)| other == place) {
            if self.row[index].0 <= millis {
                return;
            }
            self.row.remove(index);
        }
        let slot = self.row.partition_point(|&other| other < (millis, place));
        self.row.insert(slot, (millis, place));
        self.row.truncate(self.count);
    }

    /// Whether nothing that takes longer than `millis` can still come in.
    fn is_settled(&self, millis: u32) -> bool {
        self.row.len() == self.count && self.row.last().is_some_and(|&(last, _)| last < millis)
    }
}

/// The first few destinations of each node.
struct Labels {
    count: usize,
    taken: Vec<u32>,
    slots: Row,
}

impl Labels {
    fn spread(graph: &Graph, lines: &Lines, destinations: &[Option<Snap>], count: usize) -> Self {
        let count = count.min(destinations.len());
        let mut labels = Self { count, taken: vec![0; graph.node_count()], slots: vec![(0, 0); graph.node_count() * count] };
        let mut heap = BinaryHeap::new();
        for (place, snap) in (0_u32..).zip(destinations) {
            let seeds = snap.iter().flat_map(|snap| lines.arrivals(graph, snap));
            heap.extend(seeds.map(|Seed { node, millis, .. }| Reverse((millis, place, node))));
        }
        labels.wave(lines.backward(), heap);
        labels
    }

    /// Entries leave the heap by time, then by place: the first `count` places that come to a node are its
    /// nearest, ties by index.
    fn wave(&mut self, rows: Rows, mut heap: BinaryHeap<Reverse<(u32, u32, u32)>>) {
        while let Some(Reverse((millis, place, node))) = heap.pop() {
            if !self.keep(node, millis, place) {
                continue;
            }
            for edge in rows.of(node) {
                let (head, later) = (rows.heads[edge], millis.saturating_add(rows.millis[edge]));
                if later < NEVER && self.wants(head, place) {
                    heap.push(Reverse((later, place, head)));
                }
            }
        }
    }

    fn keep(&mut self, node: u32, millis: u32, place: u32) -> bool {
        if !self.wants(node, place) {
            return false;
        }
        let taken = &mut self.taken[node as usize];
        self.slots[node as usize * self.count + *taken as usize] = (millis, place);
        *taken += 1;
        true
    }

    fn wants(&self, node: u32, place: u32) -> bool {
        let kept = self.of(node);
        kept.len() < self.count && kept.iter().all(|&(_, other)| other != place)
    }

    fn of(&self, node: u32) -> &[(u32, u32)] {
        let start = node as usize * self.count;
        &self.slots[start..start + self.taken[node as usize] as usize]
    }
}
