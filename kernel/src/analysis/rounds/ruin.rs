//! Removal of strings of stops near each other (Christiaens & Vanden Berghe 2020, §4.2).

use super::plan::{NOWHERE, Plan};
use super::problem::Problem;
use crate::analysis::permutation::Draws;

/// Stops taken out at a time, on average.
const REMOVED: f64 = 10.0;
/// The longest string.
const LONGEST: f64 = 10.0;
/// Neighbours kept of each stop.
const NEIGHBOURS: usize = 200;

/// Which stops are near which.
pub struct Ruin {
    /// For each stop the others, nearest first, itself at the head.
    near: Vec<Vec<u32>>,
    ruined: Vec<bool>,
}

impl Ruin {
    /// Neighbours by cost, whichever way is cheaper.
    pub fn new(problem: &Problem) -> Self {
        let stops = problem.stops.len();
        let near_to = |stop: usize| {
            let (from, into) = (problem.costs_from(stop), problem.costs_into(stop));
            let mut others: Vec<(f64, u32)> =
                (0..stops).filter(|&other| other != stop).map(|other| (from[other].min(into[other]), other as u32)).collect();
            others.sort_by(|a, b| a.0.total_cmp(&b.0));
            [stop as u32].into_iter().chain(others.into_iter().take(NEIGHBOURS).map(|(_, other)| other)).collect()
        };
        Self { near: (0..stops).map(near_to).collect(), ruined: vec![false; problem.vehicles.len()] }
    }

    /// Takes strings out of rounds around a stop drawn at random.
    pub fn apply(&mut self, problem: &Problem, plan: &mut Plan, draws: &mut Draws) {
        let stops = plan.vehicle.len();
        let used = plan.count.iter().filter(|count| **count > 0).count();
        if used == 0 {
            return;
        }
        let mean = (stops - plan.missed.len()) as f64 / used as f64;
        let longest = LONGEST.min(mean).max(1.0);
        let most_strings = 4.0 * REMOVED / (1.0 + longest) - 1.0;
        let strings = unit(draws).mul_add(most_strings, 1.0).floor() as usize;
        self.ruined.fill(false);
        let seed = draws.below(stops as u32) as usize;
        let mut done = 0;
        let mut place = 0;
        while place < self.near[seed].len() && done < strings {
            let stop = self.near[seed][place];
            place += 1;
            let vehicle = plan.vehicle[stop as usize];
            if vehicle == NOWHERE || self.ruined[vehicle as usize] {
                continue;
            }
            self.ruined[vehicle as usize] = true;
            done += 1;
            let size = plan.count[vehicle as usize];
            let limit = longest.min(f64::from(size));
            let length = unit(draws).mul_add(limit, 1.0).floor() as u32;
            cut(plan, stop, vehicle, length.min(size), draws);
            plan.refresh(problem, vehicle as usize);
        }
    }
}

/// Takes a string of stops that holds `stop` out of its round, every second time sparing a few in its midst.
fn cut(plan: &mut Plan, stop: u32, vehicle: u32, length: u32, draws: &mut Draws) {
    let size = plan.count[vehicle as usize];
    let mut spared = 0;
    if length > 1 && length < size && draws.below(2) == 0 {
        spared = 1;
        while length + spared < size && draws.below(100) != 0 && draws.below(2) == 0 {
            spared += 1;
        }
    }
    let span = length + spared;
    let rank = plan.rank[stop as usize];
    let first = rank.saturating_sub(span - 1);
    let last = rank.min(size - span);
    let begin = first + draws.below(last - first + 1);
    let sparing = if spared > 0 { 1 + draws.below(length - 1) } else { span };
    let mut node = plan.next[plan.home(vehicle as usize) as usize];
    for _ in 0..begin {
        node = plan.next[node as usize];
    }
    for place in 0..span {
        let after = plan.next[node as usize];
        if place < sparing || place >= sparing + spared {
            plan.remove(node);
        }
        node = after;
    }
}

/// A number in [0, 1).
fn unit(draws: &mut Draws) -> f64 {
    f64::from(draws.below(1 << 24)) / f64::from(1 << 24)
}
