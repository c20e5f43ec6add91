//! Outreach rounds: which team visits which stops, in what order and when.
//!
//! Vehicle routing with capacity, time windows, a longest round and several depots; every stop, or the most
//! unmet need that fits (prize collecting). Slack induction by string removals (Christiaens & Vanden Berghe
//! 2020) with times of sequences joined in constant time (Vidal et al. 2013); dynamic programming proves the
//! optimum of small problems, and Lagrangean q-routes bound the others (Christofides, Mingozzi & Toth 1981).

mod bound;
mod exact;
mod plan;
mod problem;
mod reach;
mod recreate;
mod ruin;
mod schedule;
mod search;
mod segment;
mod walks;

#[cfg(test)]
mod check;
#[cfg(test)]
mod tests;

pub use problem::{Depot, Objective, Problem, Score, Stop, Vehicle};
pub use reach::Reason;
pub use schedule::{Visit, schedule};

/// How hard to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Steps of the search.
    pub iterations: u64,
    /// Seed of its draws.
    pub seed: u64,
}

/// Why a search stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The optimum was proved.
    Proved,
    /// All steps were made.
    Iterations,
    /// The caller said so.
    Stopped,
}

/// Rounds found.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The stops of each vehicle, in order; empty for one that stays at home.
    pub rounds: Vec<Vec<usize>>,
    /// Stops in no round, and why, in order.
    pub missed: Vec<(usize, Reason)>,
    /// The score over stops that can be visited at all.
    pub score: Score,
    /// Steps made.
    pub iterations: u64,
    /// Why the search stopped.
    pub ended: Ended,
    /// Under [`Objective::Need`], no plan meets more need; otherwise none costs less. `None` when stops that
    /// should have been visited found no room: nothing is then known of the cost.
    pub bound: Option<f64>,
}

/// Problems of at most so many stops are solved exactly.
pub const EXACT: usize = exact::MOST_STOPS;

/// Finds rounds.
///
/// Christiaens & Vanden Berghe 2020, *Slack induction by string removals for vehicle routing problems*.
///
/// # Parameters
/// - `effort`: steps and seed; equal ones give equal rounds as long as `stop` never says so.
/// - `stop`: asked between steps with what is under way; once it says yes the best plan so far is returned.
///
/// # Returns
/// Rounds that keep every window, capacity, shift and range; a stop that none can reach in time is missed
/// with its reason.
///
/// # Algorithm
/// 1. Stops that no vehicle could visit even alone are set aside.
/// 2. Up to [`EXACT`] stops: dynamic programming over sets, hence the optimum.
/// 3. Beyond: strings of neighbouring stops are removed and put back greedily, some spots unseen, under
///    simulated annealing; each cooling is twice as long as the one before and starts from the best plan.
/// 4. A lower bound by subgradients over q-routes without 2-cycles, in each resource that limits rounds.
///
/// # Notes
/// A step is `O(n)` for each of some ten stops put back. Memory is `O(n²)` for the costs.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::rounds::{Depot, Effort, Objective, Problem, Stop, Vehicle, solve};
/// let stop = |prize| Stop { service: 1.0, ready: 0.0, due: f64::INFINITY, demand: 0.0, prize };
/// let depot = Depot { ready: 0.0, due: f64::INFINITY, service: 0.0 };
/// let team = Vehicle { depot: 0, capacity: f64::INFINITY, shift: 9.0, range: f64::INFINITY, fixed: 0.0, unit: 1.0 };
/// // Along a street: stops at 1, 2 and 4, the depot at 0.
/// let at = [1.0_f64, 2.0, 4.0, 0.0];
/// let costs = at.iter().flat_map(|from| at.map(|to| (from - to).abs())).collect();
/// let problem = Problem::new(Objective::Need, vec![stop(5.0), stop(5.0), stop(8.0)], vec![depot], vec![team], costs, 1.0);
/// let found = solve(&problem, Effort { iterations: 1_000, seed: 1 }, &|_| false);
/// assert_eq!((found.rounds[0].len(), found.bound), (2, Some(10.0)));
/// ```
pub fn solve(problem: &Problem, effort: Effort, stop: &dyn Fn(Stage) -> bool) -> Solution {
    let reasons = reach::unreachable(problem);
    let taken: Vec<usize> = (0..problem.stops.len()).filter(|&stop| reasons[stop].is_none()).collect();
    let within = problem.only(&taken);
    let mut solution = if taken.len() <= EXACT {
        exact::solve(&within)
    } else {
        let found = search::search(&within, effort, &|| stop(Stage::Search));
        let score = within.score(&found.rounds);
        let bound = bound::bound(&within, score, &|| stop(Stage::Bound));
        Solution { rounds: found.rounds, missed: Vec::new(), score, iterations: found.iterations, ended: found.ended, bound }
    };
    for stop in solution.rounds.iter_mut().flatten() {
        *stop = taken[*stop];
    }
    solution.missed = missed(problem, &reasons, &solution.rounds);
    solution
}

/// What a search is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Looking for better rounds.
    Search,
    /// Looking for what no rounds can beat.
    Bound,
}

fn missed(problem: &Problem, reasons: &[Option<Reason>], rounds: &[Vec<usize>]) -> Vec<(usize, Reason)> {
    let mut visited = vec![false; problem.stops.len()];
    rounds.iter().flatten().for_each(|&stop| visited[stop] = true);
    let why = |stop: usize| {
        let miss = problem.miss(stop);
        let left = if miss.missed > 0.0 { Reason::NoRoom } else { Reason::NotWorthIt };
        (stop, reasons[stop].unwrap_or(left))
    };
    (0..problem.stops.len()).filter(|&stop| !visited[stop]).map(why).collect()
}
