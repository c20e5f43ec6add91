//! Stops that no vehicle could visit, even alone.

use super::problem::Problem;

/// Why a stop is in no round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There is no way there and back.
    OutOfReach,
    /// It needs more than a vehicle holds.
    AboveCapacity,
    /// Its window closes before anyone can be there, or the depot's before they are back.
    TooLate,
    /// Going there alone already takes longer than a round may, or leads further.
    BeyondShift,
    /// All rounds are full.
    NoRoom,
    /// It costs more than it is worth.
    NotWorthIt,
}

/// The reason of each stop that cannot be visited, by the vehicle that comes closest to it.
pub fn unreachable(problem: &Problem) -> Vec<Option<Reason>> {
    // Alike vehicles fare alike.
    let kinds: Vec<usize> = (0..problem.vehicles.len()).filter(|&vehicle| vehicle == 0 || !problem.alike(vehicle - 1, vehicle)).collect();
    let why = |stop: usize| {
        let tries: Vec<Option<Reason>> = kinds.iter().map(|&vehicle| alone(problem, vehicle, stop)).collect();
        if tries.contains(&None) {
            return None;
        }
        let nearest = [Reason::BeyondShift, Reason::TooLate, Reason::AboveCapacity];
        let named = nearest.into_iter().find(|reason| tries.contains(&Some(*reason)));
        Some(named.unwrap_or(if kinds.is_empty() { Reason::NoRoom } else { Reason::OutOfReach }))
    };
    (0..problem.stops.len()).map(why).collect()
}

fn alone(problem: &Problem, vehicle: usize, stop: usize) -> Option<Reason> {
    let means = &problem.vehicles[vehicle];
    let travel = problem.travel(vehicle, &[stop]);
    if !travel.is_finite() {
        return Some(Reason::OutOfReach);
    }
    if problem.stops[stop].demand > means.capacity + problem.slack {
        return Some(Reason::AboveCapacity);
    }
    match problem.times(vehicle, &[stop]) {
        None => Some(Reason::TooLate),
        Some(whole) if whole.duration > means.shift + problem.slack => Some(Reason::BeyondShift),
        Some(_) if travel > means.range + problem.slack => Some(Reason::BeyondShift),
        Some(_) => None,
    }
}
