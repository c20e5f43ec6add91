//! What no plan can beat: Lagrangean relaxation over q-routes.
//!
//! A plan is a choice of rounds that visits each stop once. Priced by a multiplier a stop, that condition may
//! be broken; rounds become walks that may visit a stop again, only not at once, and that respect one resource
//! (load, clock or length of the shift) rounded down. Whatever the multipliers, the cheapest choice of such
//! walks, at most one ending at each stop, costs no more than any plan (Christofides, Mingozzi & Toth 1981).

use super::problem::{Objective, Problem, Score, Vehicle};
use super::walks::{Grid, Walks};

/// Most subgradient steps in each resource.
const MOST_STEPS: usize = 100;
/// Moves looked at over all steps in one resource.
const MOST_MOVES: usize = 60_000_000;
/// Steps without progress before the step length is halved.
const PATIENCE: u32 = 6;

/// What is charged for walks and for stops missed, all of it to be made least.
struct Prices {
    /// Stops × stops.
    hops: Vec<f64>,
    first: Vec<f64>,
    last: Vec<f64>,
    miss: Vec<f64>,
    fewest: usize,
    most: usize,
}

/// A bound on the score of every plan: on need from above under [`Objective::Need`], on cost from below
/// otherwise. `None` where stops were missed that should not be.
pub fn bound(problem: &Problem, best: Score, stop: &dyn Fn() -> bool) -> Option<f64> {
    if problem.objective != Objective::Need && best.missed > 0.0 {
        return None;
    }
    let prices = Prices::of(problem);
    let reached = if problem.objective == Objective::Need { best.missed } else { best.cost };
    let grids = Grid::all(problem);
    // Each way costs at least half the cheapest way out of where it begins and half the cheapest into where it ends.
    let halves = prices.start().iter().sum::<f64>();
    let simple = if problem.objective == Objective::Need { crowded_out(problem) } else { halves };
    let least = grids.iter().map(|grid| ascend(problem, &prices, grid, reached, stop)).fold(simple, f64::max);
    let least = if whole(problem) { (least - 1e-6).ceil().max(0.0) } else { least * (1.0 - 1e-9) };
    // The plan at hand is a plan: rounding cannot lift the bound above it.
    value(
        problem,
        match problem.objective {
            Objective::Need => Score { missed: least.min(best.missed), ..best },
            _ => Score { cost: least.min(best.cost), ..best },
        },
    )
}

/// A score as the objective reads it: need met, or cost.
pub fn value(problem: &Problem, score: Score) -> Option<f64> {
    match problem.objective {
        Objective::Need => Some(problem.stops.iter().map(|stop| stop.prize).sum::<f64>() - score.missed),
        _ if score.missed > 0.0 => None,
        _ => Some(score.cost),
    }
}

/// Prizes that time or capacity cannot hold, were every stop as near to its neighbours as any is to any
/// (Dantzig 1957: the best by prize per unit, the last one in part).
fn crowded_out(problem: &Problem) -> f64 {
    let total = |of: &dyn Fn(&Vehicle) -> f64| problem.vehicles.iter().map(of).sum::<f64>();
    let half_ways = Prices::travel(problem, 1.0).start();
    let pace = problem.pace();
    let times = problem.stops.iter().zip(half_ways).map(|(stop, half_ways)| pace.mul_add(half_ways, stop.service)).collect();
    let demands = problem.stops.iter().map(|stop| stop.demand).collect();
    let by_time = left_over(problem, times, total(&|vehicle| vehicle.shift));
    by_time.max(left_over(problem, demands, total(&|vehicle| vehicle.capacity)))
}

fn left_over(problem: &Problem, sizes: Vec<f64>, mut room: f64) -> f64 {
    let mut offers: Vec<(f64, f64)> = problem.stops.iter().map(|stop| stop.prize).zip(sizes).collect();
    let worth = |(prize, size): (f64, f64)| if size > 0.0 { prize / size } else { f64::INFINITY };
    offers.sort_by(|a, b| worth(*b).total_cmp(&worth(*a)));
    let mut left = 0.0;
    for (prize, size) in offers {
        let share = if size > room { room / size } else { 1.0 };
        left += prize * (1.0 - share);
        room -= size * share;
    }
    left
}

/// Whether every plan has a whole score.
fn whole(problem: &Problem) -> bool {
    let is_whole = |number: f64| number.fract() == 0.0;
    let prizes = problem.stops.iter().all(|stop| is_whole(stop.prize));
    let means = problem.vehicles.iter().all(|vehicle| is_whole(vehicle.unit) && is_whole(vehicle.fixed));
    let costs = || (0..problem.places()).all(|place| problem.costs_from(place).iter().all(|cost| !cost.is_finite() || is_whole(*cost)));
    match problem.objective {
        Objective::Need => prizes,
        Objective::Distance => means && costs(),
        Objective::Balance => prizes && means && costs(),
    }
}

/// The best bound over the steps (Held, Wolfe & Crowder 1974).
fn ascend(problem: &Problem, prices: &Prices, grid: &Grid, reached: f64, stop: &dyn Fn() -> bool) -> f64 {
    let stops = problem.stops.len();
    let mut walks = Walks::new(grid, stops);
    let mut multipliers = prices.start();
    let mut best_multipliers = multipliers.clone();
    let (mut best, mut length, mut stale) = (0.0_f64, 1.0, 0);
    let steps = MOST_STEPS.min(MOST_MOVES / grid.moves(stops)).max(5);
    for _ in 0..steps {
        if stop() {
            break;
        }
        walks.price(grid, &prices.hops, &prices.first, &multipliers);
        let (value, excess) = prices.relaxed(&mut walks, &multipliers);
        if value > best {
            (best, stale) = (value, 0);
            best_multipliers.clone_from(&multipliers);
        } else {
            stale += 1;
            if stale == PATIENCE {
                (length, stale) = (length * 0.5, 0);
                multipliers.clone_from(&best_multipliers);
                continue;
            }
        }
        let norm: f64 = excess.iter().map(|excess| excess * excess).sum();
        if norm == 0.0 || best >= reached {
            break;
        }
        let step = length * (reached - value).max(1e-6 * reached.abs()) / norm;
        for (multiplier, excess) in multipliers.iter_mut().zip(&excess) {
            *multiplier += step * excess;
        }
    }
    best
}

impl Prices {
    fn of(problem: &Problem) -> Self {
        let unit = problem.vehicles.iter().map(|vehicle| vehicle.unit).fold(f64::INFINITY, f64::min);
        let fixed = problem.vehicles.iter().map(|vehicle| vehicle.fixed).fold(f64::INFINITY, f64::min);
        let mut prices = Self::travel(problem, if problem.objective == Objective::Need { 0.0 } else { unit });
        if problem.objective != Objective::Need {
            prices.first.iter_mut().for_each(|first| *first += fixed);
        }
        let miss = |stop: usize| {
            let miss = problem.miss(stop);
            match problem.objective {
                Objective::Need => miss.missed,
                _ if miss.missed > 0.0 => f64::INFINITY,
                _ => miss.cost,
            }
        };
        prices.miss = (0..problem.stops.len()).map(miss).collect();
        if prices.miss.iter().all(|miss| miss.is_infinite()) {
            let demand: f64 = problem.stops.iter().map(|stop| stop.demand).sum();
            let largest = problem.vehicles.iter().map(|vehicle| vehicle.capacity).fold(0.0, f64::max);
            let full = if largest > 0.0 { (demand / largest - 1e-9).ceil() as usize } else { 1 };
            prices.fewest = full.max(1).min(prices.most);
        }
        prices
    }

    /// Travel alone, at a price a unit, every stop to be visited.
    fn travel(problem: &Problem, scale: f64) -> Self {
        let stops = problem.stops.len();
        // An impossible way stays one at no price.
        let hop = |cost: f64| if cost.is_finite() { scale * cost } else { f64::INFINITY };
        let least = |of: &dyn Fn(usize) -> f64| (0..problem.vehicles.len()).map(of).fold(f64::INFINITY, f64::min);
        Self {
            hops: (0..stops).flat_map(|from| (0..stops).map(move |to| hop(problem.cost(from, to)))).collect(),
            first: (0..stops).map(|stop| least(&|vehicle| hop(problem.cost(problem.home(vehicle), stop)))).collect(),
            last: (0..stops).map(|stop| least(&|vehicle| hop(problem.cost(stop, problem.home(vehicle))))).collect(),
            miss: vec![f64::INFINITY; stops],
            fewest: 0,
            most: problem.vehicles.len(),
        }
    }

    /// Half the cheapest ways in and out of each stop, and no more than it is worth.
    fn start(&self) -> Vec<f64> {
        let stops = self.first.len();
        let multiplier = |stop: usize| {
            let others = || (0..stops).filter(move |&other| other != stop);
            let into = others().map(|other| self.hops[other * stops + stop]).fold(self.first[stop], f64::min);
            let out = others().map(|other| self.hops[stop * stops + other]).fold(self.last[stop], f64::min);
            (0.5 * (into + out)).min(self.miss[stop])
        };
        (0..stops).map(multiplier).collect()
    }

    /// The relaxed optimum for these multipliers, and by how much each stop lacks visits there.
    fn relaxed(&self, walks: &mut Walks, multipliers: &[f64]) -> (f64, Vec<f64>) {
        let taken = multipliers.iter().zip(&self.miss);
        let mut value: f64 = taken.clone().map(|(multiplier, miss)| multiplier.min(*miss)).sum();
        let mut excess: Vec<f64> = taken.map(|(multiplier, miss)| if multiplier > miss { 0.0 } else { 1.0 }).collect();
        let mut ends: Vec<(f64, usize, usize)> = (0..self.last.len())
            .filter_map(|stop| walks.cheapest_to(stop).map(|(cost, bucket)| (cost + self.last[stop], stop, bucket)))
            .filter(|end| end.0.is_finite())
            .collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (place, (cost, stop, bucket)) in ends.into_iter().enumerate().take(self.most) {
            if place >= self.fewest && cost >= 0.0 {
                break;
            }
            value += cost;
            walks.trace(stop, bucket, |visited| excess[visited] -= 1.0);
        }
        (value, excess)
    }
}
