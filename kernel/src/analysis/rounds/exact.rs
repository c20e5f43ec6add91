//! Dynamic programming over sets of stops: the optimum of small problems.

use super::problem::{Problem, Score};
use super::segment::Segment;
use super::{Ended, Solution};

/// Sets of so many stops are still few.
pub const MOST_STOPS: usize = 12;

/// A sequence of all stops of a set, by what matters for going on.
struct Label {
    stop: usize,
    former: Option<usize>,
    cost: f64,
    so_far: Segment,
}

/// The best round of a kind of vehicle over each set of stops.
struct Rounds {
    /// Cost of each set; infinite when no round visits it.
    costs: Vec<f64>,
    /// The last label of that round.
    last: Vec<Option<usize>>,
    labels: Vec<Label>,
}

/// The best rounds.
///
/// # Algorithm
/// Rounds over each set by Held & Karp 1962, keeping every sequence that is not dominated in cost, earliest
/// end, duration and latest start; then sets shared out to one vehicle after the other.
///
/// # Notes
/// `O(2ⁿ n²)` sequences where none is dominated by chance only, `O(3ⁿ)` a vehicle.
pub fn solve(problem: &Problem) -> Solution {
    let vehicles = problem.vehicles.len();
    let sets = 1 << problem.stops.len();
    let mut kinds: Vec<Rounds> = Vec::new();
    let mut kind_of = Vec::with_capacity(vehicles);
    for vehicle in 0..vehicles {
        if vehicle == 0 || !problem.alike(vehicle - 1, vehicle) {
            kinds.push(Rounds::of(problem, vehicle));
        }
        kind_of.push(kinds.len() - 1);
    }
    let mut costs = vec![f64::INFINITY; sets];
    costs[0] = 0.0;
    let mut shares = Vec::with_capacity(vehicles);
    for kind in &kind_of {
        let (shared, share) = deal(&costs, &kinds[*kind].costs);
        costs = shared;
        shares.push(share);
    }
    let (mut set, score) = best_set(problem, &costs);
    let mut rounds = vec![Vec::new(); vehicles];
    for vehicle in (0..vehicles).rev() {
        let share = shares[vehicle][set] as usize;
        rounds[vehicle] = kinds[kind_of[vehicle]].sequence(share);
        set ^= share;
    }
    let bound = super::bound::value(problem, score);
    Solution { rounds, missed: Vec::new(), score, iterations: 0, ended: Ended::Proved, bound }
}

/// Gives each set's best share to one more vehicle.
fn deal(former: &[f64], round: &[f64]) -> (Vec<f64>, Vec<u32>) {
    let (mut costs, mut shares) = (former.to_vec(), vec![0; former.len()]);
    for set in 1..former.len() {
        let mut share = set;
        while share > 0 {
            let cost = round[share] + former[set ^ share];
            if cost < costs[set] {
                costs[set] = cost;
                shares[set] = share as u32;
            }
            share = (share - 1) & set;
        }
    }
    (costs, shares)
}

fn best_set(problem: &Problem, costs: &[f64]) -> (usize, Score) {
    let score = |set: usize| {
        let mut score = Score { missed: 0.0, cost: costs[set] };
        for stop in (0..problem.stops.len()).filter(|stop| set & (1 << stop) == 0) {
            let miss = problem.miss(stop);
            score.missed += miss.missed;
            score.cost += miss.cost;
        }
        score
    };
    let mut best = (0, score(0));
    for set in (1..costs.len()).filter(|&set| costs[set].is_finite()) {
        let reached = score(set);
        if reached.beats(best.1) {
            best = (set, reached);
        }
    }
    best
}

impl Rounds {
    fn of(problem: &Problem, vehicle: usize) -> Self {
        let stops = problem.stops.len();
        let sets = 1_usize << stops;
        let means = &problem.vehicles[vehicle];
        let home = problem.home(vehicle);
        let mut found = Self { costs: vec![f64::INFINITY; sets], last: vec![None; sets], labels: Vec::new() };
        let mut ending: Vec<Vec<usize>> = vec![Vec::new(); sets * stops];
        for stop in 0..stops {
            found.extend(problem, (vehicle, home), None, stop, &mut ending[(1 << stop) * stops + stop]);
        }
        for set in 1..sets {
            let load: f64 = (0..stops).filter(|stop| set & (1 << stop) != 0).map(|stop| problem.stops[stop].demand).sum();
            if load > means.capacity + problem.slack {
                continue;
            }
            for last in (0..stops).filter(|last| set & (1 << last) != 0) {
                for label in std::mem::take(&mut ending[set * stops + last]) {
                    found.close(problem, vehicle, set, label);
                    for stop in (0..stops).filter(|stop| set & (1 << stop) == 0) {
                        let target = &mut ending[(set | 1 << stop) * stops + stop];
                        found.extend(problem, (vehicle, last), Some(label), stop, target);
                    }
                }
            }
        }
        found
    }

    /// Goes on to one more stop, unless a sequence there is as good in every way.
    fn extend(&mut self, problem: &Problem, (vehicle, place): (usize, usize), former: Option<usize>, stop: usize, there: &mut Vec<usize>) {
        let (cost, so_far) = former.map_or((0.0, problem.leaving(vehicle)), |label| (self.labels[label].cost, self.labels[label].so_far));
        let cost = cost + problem.cost(place, stop);
        let means = &problem.vehicles[vehicle];
        let Some(so_far) = so_far.then(problem.time(place, stop), problem.segment(stop), problem.slack) else { return };
        if !cost.is_finite() || cost > means.range + problem.slack || so_far.duration > means.shift + problem.slack {
            return;
        }
        let label = Label { stop, former, cost, so_far };
        if there.iter().any(|&other| self.labels[other].dominates(&label)) {
            return;
        }
        there.retain(|&other| !label.dominates(&self.labels[other]));
        there.push(self.labels.len());
        self.labels.push(label);
    }

    /// Goes home.
    fn close(&mut self, problem: &Problem, vehicle: usize, set: usize, label: usize) {
        let Label { stop, cost, so_far, .. } = self.labels[label];
        let (means, home) = (&problem.vehicles[vehicle], problem.home(vehicle));
        let travel = cost + problem.cost(stop, home);
        let whole = so_far.then(problem.time(stop, home), problem.returning(vehicle), problem.slack);
        let kept = whole.is_some_and(|whole| whole.duration <= means.shift + problem.slack) && travel <= means.range + problem.slack;
        let cost = means.fixed + means.unit * travel;
        if kept && cost < self.costs[set] {
            self.costs[set] = cost;
            self.last[set] = Some(label);
        }
    }

    fn sequence(&self, set: usize) -> Vec<usize> {
        let mut label = self.last[set].filter(|_| set > 0);
        let mut stops = Vec::new();
        while let Some(place) = label {
            stops.push(self.labels[place].stop);
            label = self.labels[place].former;
        }
        stops.reverse();
        stops
    }
}

impl Label {
    /// No way on is better from the other: it ends no sooner, and from no end it lasted less.
    fn dominates(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.so_far, &other.so_far);
        self.cost <= other.cost
            && ours.duration <= theirs.duration
            && ours.earliest + ours.duration <= theirs.earliest + theirs.duration
            && ours.latest >= theirs.latest
    }
}
