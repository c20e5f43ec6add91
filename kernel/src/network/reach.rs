//! Who reaches what within a limit: one bounded search for each place of one side.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::dijkstra::Search;
use super::lines::NEVER;
use super::stops::{Side, Stops};
use super::{Graph, Lines, Snap};

/// Searches handled by one task.
const CHUNK: usize = 16;

/// The pairs of one place: milliseconds and the index of the other place, nearest first, ties by index.
pub type Row = Vec<(u32, u32)>;

/// For each origin, every destination within `limit` milliseconds, bound included. A place that is on no
/// street reaches nothing and is reached by none.
///
/// # Notes
/// One search bounded by the limit for each place of the side asked for, shared out to threads; rows come
/// in the order of the origins whatever the number of threads.
pub fn within(graph: &Graph, lines: &Lines, origins: &[Option<Snap>], destinations: &[Option<Snap>], limit: u32, side: Side) -> Vec<Row> {
    match side {
        Side::Origins => {
            let stops = Stops::new(graph, lines, destinations, side);
            searches(
                origins,
                &stops,
                |memory, snap| {
                    memory.search.run(lines.forward(graph), &lines.departures(graph, snap), limit, memory.found.meeting(&stops, limit));
                },
                limit,
            )
        }
        Side::Destinations => {
            let stops = Stops::new(graph, lines, origins, side);
            let rows = searches(
                destinations,
                &stops,
                |memory, snap| {
                    memory.search.run(lines.backward(), &lines.arrivals(graph, snap), limit, memory.found.meeting(&stops, limit));
                },
                limit,
            );
            transposed(&rows, origins.len())
        }
    }
}

/// What one thread needs to search.
struct Memory {
    search: Search,
    found: Found,
}

fn searches(snaps: &[Option<Snap>], stops: &Stops, search: impl Fn(&mut Memory, &Snap) + Sync, limit: u32) -> Vec<Row> {
    let memory = || Memory { search: Search::default(), found: Found::new(stops.count()) };
    let row = |memory: &mut Memory, snap: &Option<Snap>| {
        let Some(snap) = snap else { return Row::new() };
        stops.on_the_street_of(snap).for_each(|(millis, place)| memory.found.add(place, millis, limit));
        search(memory, snap);
        memory.found.row()
    };
    snaps.par_iter().with_min_len(CHUNK).map_init(memory, row).collect()
}

/// The best time to each place found so far, and which were found.
struct Found {
    best: Vec<u32>,
    places: Vec<u32>,
}

impl Found {
    fn new(places: usize) -> Self {
        Self { best: vec![NEVER; places], places: Vec::new() }
    }

    fn meeting<'a>(&'a mut self, stops: &'a Stops, limit: u32) -> impl FnMut(u32, u32) -> ControlFlow<()> + 'a {
        move |node, millis| {
            for &(beyond, place) in stops.beyond(node) {
                self.add(place, millis.saturating_add(beyond), limit);
            }
            ControlFlow::Continue(())
        }
    }

    fn add(&mut self, place: u32, millis: u32, limit: u32) {
        let best = &mut self.best[place as usize];
        if millis > limit || millis >= *best {
            return;
        }
        if *best == NEVER {
            self.places.push(place);
        }
        *best = millis;
    }

    /// The row of what was found; ready for the next search.
    fn row(&mut self) -> Row {
        let mut row: Row = self.places.drain(..).map(|place| (std::mem::replace(&mut self.best[place as usize], NEVER), place)).collect();
        row.sort_unstable();
        row
    }
}

/// Rows by origin from rows by destination.
fn transposed(rows: &[Row], origins: usize) -> Vec<Row> {
    let mut counts = vec![0; origins];
    for &(_, origin) in rows.iter().flatten() {
        counts[origin as usize] += 1;
    }
    let mut turned: Vec<Row> = counts.into_iter().map(Row::with_capacity).collect();
    for (destination, row) in (0..).zip(rows) {
        for &(millis, origin) in row {
            turned[origin as usize].push((millis, destination));
        }
    }
    turned.par_iter_mut().with_min_len(512).for_each(|row| row.sort_unstable());
    turned
}
