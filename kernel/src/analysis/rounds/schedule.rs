//! When a round is where.

use super::problem::Problem;

/// One stop of a round in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Visit {
    /// The stop.
    pub stop: usize,
    /// When service begins: a team that is early waits before.
    pub arrival: f64,
    /// When it leaves.
    pub departure: f64,
}

/// The times of a vehicle's round: leaving as early as makes it no longer than it must be.
///
/// # Returns
/// When it leaves its depot, its visits, and when it is back; `None` for a round that misses a window.
pub fn schedule(problem: &Problem, vehicle: usize, round: &[usize]) -> Option<(f64, Vec<Visit>, f64)> {
    let whole = problem.times(vehicle, round)?;
    let leaves = whole.earliest;
    let home = problem.home(vehicle);
    let (mut place, mut now) = (home, leaves + problem.leaving(vehicle).duration);
    let mut visits = Vec::with_capacity(round.len());
    for &stop in round {
        let arrival = (now + problem.time(place, stop)).max(problem.stops[stop].ready);
        now = arrival + problem.stops[stop].service;
        visits.push(Visit { stop, arrival, departure: now });
        place = stop;
    }
    let back = now + problem.time(place, home);
    Some((leaves, visits, back.max(problem.returning(vehicle).earliest)))
}
