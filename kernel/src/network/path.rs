//! The way between two places, point by point.

use std::ops::ControlFlow;

use super::dijkstra::Search;
use super::lines::{NEVER, Seed};
use super::{Graph, Lines, Snap};
use crate::domain::Position;

/// A way over streets.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Milliseconds, the metres off the streets included.
    pub millis: u32,
    /// Metres, those off the streets included.
    pub metres: f64,
    /// Its points on the streets, from the one beside the origin to the one beside the destination.
    pub points: Vec<Position>,
}

/// A stretch of a street, from a share of its line to another; against it where the first is greater.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    street: u32,
    from: f64,
    to: f64,
}

/// The quickest way between two places; `None` when there is none.
///
/// # Notes
/// A search from the origin until the destination is certain. Of two ways that take the same time the one
/// found first is given, always the same.
pub fn way(graph: &Graph, lines: &Lines, search: &mut Search, from: &Snap, to: &Snap) -> Option<Way> {
    let direct = lines.straight(graph, from, to);
    let round = around(graph, lines, search, from, to, direct.unwrap_or(NEVER));
    let (millis, stretches) = match (direct, round) {
        (_, Some((millis, end))) => (millis, stretches(graph, lines, search, from, to, end)),
        (Some(millis), None) => (millis, vec![Stretch { street: from.street, from: from.share, to: to.share }]),
        (None, None) => return None,
    };
    let metres: f64 = stretches.iter().map(|part| f64::from(graph.metres[part.street as usize]) * (part.to - part.from).abs()).sum();
    Some(Way { millis, metres: metres + from.off_metres + to.off_metres, points: points(graph, from, to, &stretches) })
}

/// The quickest way through nodes when it takes less than `direct`: its milliseconds and the last node.
fn around(graph: &Graph, lines: &Lines, search: &mut Search, from: &Snap, to: &Snap, direct: u32) -> Option<(u32, Seed)> {
    let ends = lines.arrivals(graph, to);
    let (mut least, mut best) = (direct, None);
    search.run(lines.forward(graph), &lines.departures(graph, from), NEVER, |node, millis| {
        if least <= millis {
            return ControlFlow::Break(());
        }
        for &end in ends.iter().filter(|end| end.node == node) {
            let whole = millis.saturating_add(end.millis);
            if whole < least {
                (least, best) = (whole, Some((whole, end)));
            }
        }
        ControlFlow::Continue(())
    });
    best
}

fn stretches(graph: &Graph, lines: &Lines, search: &Search, from: &Snap, to: &Snap, end: Seed) -> Vec<Stretch> {
    let edges = search.edges_to(end.node, |edge| lines.tail(edge));
    let first = edges.first().map_or(end.node, |&edge| lines.tail(edge));
    let left_by = lines.departures(graph, from).into_iter().filter(|seed| seed.node == first).min_by_key(|seed| seed.millis);
    let leaving = left_by.map(|seed| Stretch { street: from.street, from: from.share, to: seed.share });
    let whole = edges.iter().map(|&edge| {
        let (street, against) = (graph.lines[edge as usize] / 2, graph.lines[edge as usize] % 2 == 1);
        if against { Stretch { street, from: 1.0, to: 0.0 } } else { Stretch { street, from: 0.0, to: 1.0 } }
    });
    let entering = Stretch { street: to.street, from: end.share, to: to.share };
    leaving.into_iter().chain(whole).chain([entering]).collect()
}

fn points(graph: &Graph, from: &Snap, to: &Snap, stretches: &[Stretch]) -> Vec<Position> {
    let mut points = vec![from.at];
    for stretch in stretches {
        points.extend(inner_points(graph, *stretch));
    }
    points.push(to.at);
    points.dedup();
    points
}

/// The points of the street strictly between the two ends of a stretch, and those ends when they are the
/// street's own.
fn inner_points(graph: &Graph, Stretch { street, from, to }: Stretch) -> Vec<Position> {
    let (low, high) = (from.min(to), from.max(to));
    let inside = |share: f64| (share > low || low <= 0.0) && (share < high || high >= 1.0);
    let shares = super::snap::shares(graph.street(street));
    let mut points: Vec<_> = graph.street(street).iter().zip(shares).filter(|(_, share)| inside(*share)).map(|(&point, _)| point).collect();
    if to < from {
        points.reverse();
    }
    points
}
