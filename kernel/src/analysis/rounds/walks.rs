//! Cheapest walks under one resource, by dynamic programming over its buckets.

use super::problem::Problem;

/// Moves looked at in one pass, at most.
const MOST_MOVES: usize = 1_500_000;
/// Buckets of the resource.
const MOST_BUCKETS: usize = 200;
/// No walk.
const NONE: u32 = u32::MAX;

/// A resource in buckets. Consumption is rounded down, so that no real round is shut out.
pub struct Grid {
    buckets: usize,
    /// Stops × stops: buckets from one stop to the next, at least one.
    steps: Vec<u32>,
    /// The first bucket of each stop.
    low: Vec<u32>,
    /// Its last; below the first for a stop that cannot be visited.
    high: Vec<u32>,
}

impl Grid {
    /// One for each resource that limits rounds; the number of stops where none does.
    pub fn all(problem: &Problem) -> Vec<Self> {
        let stops = problem.stops.len();
        let buckets = (MOST_MOVES / (stops * stops)).clamp(8, MOST_BUCKETS);
        let grids: Vec<Self> = [load(problem), clock(problem), shift(problem)]
            .into_iter()
            .flatten()
            .filter_map(|resource| resource.in_buckets(stops, buckets))
            .collect();
        if !grids.is_empty() {
            return grids;
        }
        let count = stops.min(buckets);
        // Longer walks than there are buckets do not end: the last bucket leads back to itself.
        if count < stops {
            return Vec::new();
        }
        vec![Self { buckets: stops, steps: vec![1; stops * stops], low: vec![0; stops], high: vec![stops as u32 - 1; stops] }]
    }

    /// Moves of one pass.
    pub fn moves(&self, stops: usize) -> usize {
        self.buckets * stops * stops
    }
}

/// A resource in its own unit.
struct Resource {
    /// What going from one stop to the next takes.
    steps: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    /// A width that loses nothing, where there is one.
    exact: Option<f64>,
}

impl Resource {
    fn in_buckets(self, stops: usize, buckets: usize) -> Option<Grid> {
        let most = self.high.iter().copied().fold(0.0_f64, f64::max);
        if !most.is_finite() || stops < 2 {
            return None;
        }
        let apart = |cell: &usize| cell / stops != cell % stops;
        let least = (0..stops * stops).filter(apart).map(|cell| self.steps[cell]).fold(f64::INFINITY, f64::min);
        // Every move must leave its bucket: the shortest one says how wide buckets may be.
        let coarse = (most / buckets as f64).min(least);
        let width = self.exact.filter(|width| *width >= coarse && *width <= least).unwrap_or(coarse);
        if width <= 0.0 || most / width > 4.0 * buckets as f64 {
            return None;
        }
        let bucket = |amount: f64| (amount / width * (1.0 + 1e-12)).floor();
        let down = |amount: f64| (amount / width * (1.0 - 1e-12)).floor().clamp(0.0, 1e9) as u32;
        let reach = |high: f64| if high < 0.0 { None } else { Some(bucket(high) as u32) };
        let low: Vec<u32> = self.low.iter().map(|low| down(*low)).collect();
        // A stop that cannot be had at all closes before it opens.
        let (low, high): (Vec<u32>, Vec<u32>) =
            low.into_iter().zip(&self.high).map(|(low, high)| reach(*high).map_or((1, 0), |high| (low, high))).unzip();
        let steps = self.steps.iter().map(|step| if step.is_finite() { down(*step).max(1) } else { NONE / 4 }).collect();
        Some(Grid { buckets: bucket(most) as usize + 1, steps, low, high })
    }
}

/// Demand against the largest capacity.
fn load(problem: &Problem) -> Option<Resource> {
    let capacity = problem.vehicles.iter().map(|vehicle| vehicle.capacity).fold(0.0_f64, f64::max);
    let demand: Vec<f64> = problem.stops.iter().map(|stop| stop.demand).collect();
    let full = demand.iter().sum::<f64>() > capacity;
    let all_whole = demand.iter().chain([&capacity]).all(|demand| demand.fract() == 0.0);
    let divisor = demand.iter().fold(0, |divisor, demand| common_divisor(divisor, *demand as u64));
    full.then(|| Resource {
        steps: demand.iter().flat_map(|_| demand.iter().copied()).collect(),
        low: demand.clone(),
        high: vec![capacity; demand.len()],
        exact: all_whole.then_some(divisor as f64),
    })
}

/// When service begins, against windows.
fn clock(problem: &Problem) -> Option<Resource> {
    let limited = problem.stops.iter().any(|stop| stop.due.is_finite()) || problem.depots.iter().any(|depot| depot.due.is_finite());
    let opens = problem.depots.iter().map(|depot| depot.ready).fold(f64::INFINITY, f64::min);
    let closes = problem.depots.iter().map(|depot| depot.due).fold(0.0_f64, f64::max);
    let ends = ends(problem);
    let low = |stop: usize| (ends[stop].0 + opens).max(problem.stops[stop].ready) - opens;
    let high = |stop: usize| problem.stops[stop].due.min(closes - ends[stop].1) - opens;
    limited.then(|| resource(problem, low, high))
}

/// Time since leaving, against the longest shift.
fn shift(problem: &Problem) -> Option<Resource> {
    let longest = problem.vehicles.iter().map(|vehicle| vehicle.shift).fold(0.0_f64, f64::max);
    let ends = ends(problem);
    longest.is_finite().then(|| resource(problem, |stop| ends[stop].0, |stop| longest - ends[stop].1))
}

fn resource(problem: &Problem, low: impl Fn(usize) -> f64, high: impl Fn(usize) -> f64) -> Resource {
    let stops = problem.stops.len();
    let steps = (0..stops).flat_map(|from| (0..stops).map(move |to| problem.stops[from].service + problem.time(from, to)));
    Resource { steps: steps.collect(), low: (0..stops).map(low).collect(), high: (0..stops).map(high).collect(), exact: None }
}

/// For each stop the shortest time from a depot, and from the beginning of service there back to one.
fn ends(problem: &Problem) -> Vec<(f64, f64)> {
    let homes = || (0..problem.vehicles.len()).map(|vehicle| (problem.home(vehicle), problem.leaving(vehicle).duration));
    let of = |stop: usize| {
        let from = homes().map(|(home, service)| service + problem.time(home, stop)).fold(f64::INFINITY, f64::min);
        let back = homes().map(|(home, _)| problem.time(stop, home)).fold(f64::INFINITY, f64::min);
        (from, problem.stops[stop].service + back)
    };
    (0..problem.stops.len()).map(of).collect()
}

fn common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// The cheapest walks to each stop in each bucket, and the cheapest that come from elsewhere.
pub struct Walks {
    stops: usize,
    buckets: usize,
    first: Vec<Walk>,
    second: Vec<Walk>,
}

/// A walk by its last move.
#[derive(Clone, Copy)]
struct Walk {
    cost: f64,
    /// The stop before, or the number of stops for the depot.
    from: u32,
    /// Twice the state before, plus one when it was the second walk there.
    back: u32,
}

const NO_WALK: Walk = Walk { cost: f64::INFINITY, from: NONE, back: NONE };

impl Walks {
    /// Room for them.
    pub fn new(grid: &Grid, stops: usize) -> Self {
        let states = grid.buckets * stops;
        Self { stops, buckets: grid.buckets, first: vec![NO_WALK; states], second: vec![NO_WALK; states] }
    }

    /// Finds them, each visit earning the multiplier of its stop. Loops over indices: this is where the time goes.
    pub fn price(&mut self, grid: &Grid, hops: &[f64], starts: &[f64], multipliers: &[f64]) {
        let stops = self.stops;
        self.first.fill(NO_WALK);
        self.second.fill(NO_WALK);
        for stop in 0..stops {
            if grid.low[stop] <= grid.high[stop] && (grid.low[stop] as usize) < self.buckets {
                let walk = Walk { cost: starts[stop] - multipliers[stop], from: stops as u32, back: NONE };
                self.first[grid.low[stop] as usize * stops + stop] = walk;
            }
        }
        let (steps, low, high) = (grid.steps.as_slice(), grid.low.as_slice(), grid.high.as_slice());
        let (first, second) = (self.first.as_mut_slice(), self.second.as_mut_slice());
        let mut bucket = 0;
        while bucket < self.buckets {
            let mut stop = 0;
            while stop < stops {
                let state = bucket * stops + stop;
                let (one, other) = (first[state], second[state]);
                let mut next = if one.cost < f64::INFINITY { 0 } else { stops };
                while next < stops {
                    let mut there = bucket as u32 + steps[stop * stops + next];
                    if there < low[next] {
                        there = low[next];
                    }
                    if there <= high[next] && next != stop {
                        let turned = one.from == next as u32;
                        let cost = if turned { other.cost } else { one.cost } + hops[stop * stops + next] - multipliers[next];
                        let target = there as usize * stops + next;
                        if cost < second[target].cost {
                            let walk = Walk { cost, from: stop as u32, back: 2 * state as u32 + u32::from(turned) };
                            keep(first, second, target, walk);
                        }
                    }
                    next += 1;
                }
                stop += 1;
            }
            bucket += 1;
        }
    }

    /// The cheapest walk to a stop, and the bucket it ends in.
    pub fn cheapest_to(&self, stop: usize) -> Option<(f64, usize)> {
        let costs = (0..self.buckets).map(|bucket| (self.first[bucket * self.stops + stop].cost, bucket));
        costs.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(cost, _)| cost.is_finite())
    }

    /// Hands out every visit of the cheapest walk to a stop in a bucket.
    pub fn trace(&self, stop: usize, bucket: usize, mut visit: impl FnMut(usize)) {
        let mut state = bucket * self.stops + stop;
        let mut walk = self.first[state];
        loop {
            visit(state % self.stops);
            if walk.back == NONE {
                break;
            }
            state = walk.back as usize / 2;
            walk = if walk.back % 2 == 1 { self.second[state] } else { self.first[state] };
        }
    }
}

/// Keeps the cheapest walk and the cheapest that comes from another stop.
fn keep(first: &mut [Walk], second: &mut [Walk], target: usize, walk: Walk) {
    if walk.cost < first[target].cost {
        if first[target].from != walk.from {
            second[target] = first[target];
        }
        first[target] = walk;
    } else if first[target].from != walk.from {
        second[target] = walk;
    }
}
