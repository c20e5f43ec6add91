//! Greedy insertion with blinks (Christiaens & Vanden Berghe 2020, §4.3).

use super::plan::{Plan, Spot};
use super::problem::{Objective, Problem};
use crate::analysis::permutation::Draws;

/// One spot in so many is not seen, which leads elsewhere than the greedy choice.
const BLINK: u32 = 100;

/// Orders in which missed stops are put back.
pub struct Recreation {
    /// Each with its keys, least first, and how often it is chosen; no keys is a random order.
    orders: Vec<(u32, Vec<f64>)>,
    tickets: u32,
    /// Whether an empty vehicle is like the one before it, also tried when empty.
    like_former: Vec<bool>,
}

impl Recreation {
    /// The orders that mean something for a problem.
    pub fn new(problem: &Problem) -> Self {
        let depot = problem.stops.len();
        let keys = |of: &dyn Fn(usize) -> f64| (0..problem.stops.len()).map(of).collect::<Vec<f64>>();
        let mut orders = vec![
            (4, Vec::new()),
            (4, keys(&|stop| -problem.stops[stop].demand)),
            (2, keys(&|stop| -problem.cost(depot, stop))),
            (1, keys(&|stop| problem.cost(depot, stop))),
        ];
        if problem.timed {
            orders.push((2, keys(&|stop| problem.stops[stop].due - problem.stops[stop].ready)));
            orders.push((2, keys(&|stop| problem.stops[stop].ready)));
            orders.push((2, keys(&|stop| -problem.stops[stop].due)));
        }
        if problem.objective != Objective::Distance {
            orders.push((4, keys(&|stop| -problem.stops[stop].prize)));
        }
        let like_former = (0..problem.vehicles.len()).map(|vehicle| vehicle > 0 && problem.alike(vehicle - 1, vehicle)).collect();
        Self { tickets: orders.iter().map(|(tickets, _)| tickets).sum(), orders, like_former }
    }

    /// Puts back what can be, each at the cheapest spot seen.
    pub fn apply(&self, problem: &Problem, plan: &mut Plan, draws: &mut Draws) {
        let mut missed = std::mem::take(&mut plan.missed);
        self.sort(&mut missed, draws);
        for &stop in &missed {
            let miss = problem.miss(stop as usize);
            let ceiling = if miss.missed > 0.0 { f64::INFINITY } else { miss.cost };
            match self.cheapest(problem, plan, stop as usize, ceiling, draws) {
                Some(spot) => plan.insert(problem, stop, spot),
                None => plan.missed.push(stop),
            }
        }
    }

    fn sort(&self, missed: &mut [u32], draws: &mut Draws) {
        let mut ticket = draws.below(self.tickets);
        let mut chosen = &self.orders[0].1;
        for (tickets, keys) in &self.orders {
            if ticket < *tickets {
                chosen = keys;
                break;
            }
            ticket -= tickets;
        }
        if chosen.is_empty() {
            for last in (1..missed.len()).rev() {
                missed.swap(last, draws.below(last as u32 + 1) as usize);
            }
        } else {
            missed.sort_unstable_by(|&a, &b| chosen[a as usize].total_cmp(&chosen[b as usize]).then(a.cmp(&b)));
        }
    }

    /// The cheapest spot below `ceiling` among those seen.
    fn cheapest(&self, problem: &Problem, plan: &Plan, stop: usize, ceiling: f64, draws: &mut Draws) -> Option<Spot> {
        let (into, from) = (problem.costs_into(stop), problem.costs_from(stop));
        let (next, hops) = (plan.next.as_slice(), plan.hop.as_slice());
        let demand = problem.stops[stop].demand;
        let mut best = Spot { vehicle: usize::MAX, node: 0, cost: ceiling };
        let (mut vehicle, mut empty_tried) = (0, false);
        while vehicle < self.like_former.len() {
            let means = &problem.vehicles[vehicle];
            let empty = plan.count[vehicle] == 0;
            let again = empty && self.like_former[vehicle] && empty_tried;
            empty_tried = empty || (self.like_former[vehicle] && empty_tried);
            let room = room(problem, plan, stop, vehicle);
            if again || room < 0.0 || plan.load[vehicle] + demand > means.capacity + problem.slack {
                vehicle += 1;
                continue;
            }
            let (home, depot) = (plan.home(vehicle) as usize, problem.home(vehicle));
            let opening = if empty { means.fixed } else { 0.0 };
            let (mut node, mut place) = (home, depot);
            loop {
                let after = next[node] as usize;
                let after_place = if after == home { depot } else { after };
                let detour = into[place] + from[after_place] - hops[node];
                let cost = means.unit * detour + opening;
                if cost < best.cost && detour <= room && draws.below(BLINK) != 0 && fits(problem, plan, stop, vehicle, node) {
                    best = Spot { vehicle, node: node as u32, cost };
                }
                if after == home {
                    break;
                }
                (node, place) = (after, after_place);
            }
            vehicle += 1;
        }
        (best.vehicle != usize::MAX).then_some(best)
    }
}

/// The longest detour that range and shift leave for a stop, were there no waiting.
fn room(problem: &Problem, plan: &Plan, stop: usize, vehicle: usize) -> f64 {
    let means = &problem.vehicles[vehicle];
    let service = plan.service[vehicle] + problem.stops[stop].service + problem.leaving(vehicle).duration;
    let by_shift = (means.shift + problem.slack - service) / problem.pace();
    by_shift.min(means.range + problem.slack) - plan.length[vehicle]
}

/// Whether windows and shift still hold with a stop put after a node.
fn fits(problem: &Problem, plan: &Plan, stop: usize, vehicle: usize, node: usize) -> bool {
    let means = &problem.vehicles[vehicle];
    if !problem.timed {
        return true;
    }
    let (home, depot) = (plan.home(vehicle) as usize, problem.home(vehicle));
    let after = plan.next[node] as usize;
    let place = if node == home { depot } else { node };
    let after_place = if after == home { depot } else { after };
    let to_go = plan.after[after];
    let whole = plan.before[node]
        .then(problem.time(place, stop), problem.segment(stop), problem.slack)
        .and_then(|so_far| so_far.then(problem.time(stop, after_place), to_go, problem.slack));
    whole.is_some_and(|whole| whole.duration <= means.shift + problem.slack)
}
