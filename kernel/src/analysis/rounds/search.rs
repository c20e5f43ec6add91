//! Slack induction by string removals under simulated annealing.

use super::plan::Plan;
use super::problem::{Objective, Problem, Score};
use super::recreate::Recreation;
use super::ruin::Ruin;
use super::{Effort, Ended};
use crate::analysis::permutation::Draws;

/// Steps of the first cooling; each next one has twice as many, so that a search cut short has cooled.
const FIRST_COOLING: u64 = 2_000;
/// Temperatures, in mean hops of the first plan.
const HOT: f64 = 1.5;
const COLD: f64 = 0.01;
/// Mean hops that missing a stop is held to cost while searching: much where all should be visited, less where
/// one prize must make room for another.
const MISS: f64 = 20.0;
const MISS_FOR_ANOTHER: f64 = 0.5;

/// What a search found.
pub struct Found {
    /// Rounds, one a vehicle.
    pub rounds: Vec<Vec<usize>>,
    /// How many steps it made.
    pub iterations: u64,
    /// Why it stopped.
    pub ended: Ended,
}

/// Score as one number, to compare what is better in one way and worse in another.
struct Energy {
    per_missed: f64,
}

impl Energy {
    fn of(&self, score: Score) -> f64 {
        self.per_missed.mul_add(score.missed, score.cost)
    }
}

/// Searches until the steps are made or `stop` says so.
pub fn search(problem: &Problem, effort: Effort, stop: &dyn Fn() -> bool) -> Found {
    let mut draws = Draws::new(effort.seed, 0);
    let recreation = Recreation::new(problem);
    let mut ruin = Ruin::new(problem);
    let mut best = Plan::empty(problem);
    recreation.apply(problem, &mut best, &mut draws);
    let mut best_score = best.score(problem);
    let hop = mean_hop(problem, &best);
    let miss = if problem.objective == Objective::Need { MISS_FOR_ANOTHER } else { MISS };
    let energy = Energy { per_missed: miss * hop / mean_miss(problem) };
    let (mut current, mut trial) = (best.clone(), best.clone());
    let (mut done, mut cooling) = (0, FIRST_COOLING);
    while done < effort.iterations {
        current.copy_from(&best);
        let mut level = energy.of(best_score);
        let steps = cooling.min(effort.iterations - done);
        let mut temperature = HOT * hop;
        let cools = (COLD / HOT).powf(1.0 / steps as f64);
        for _ in 0..steps {
            if stop() {
                return Found { rounds: best.rounds(), iterations: done, ended: Ended::Stopped };
            }
            done += 1;
            trial.copy_from(&current);
            ruin.apply(problem, &mut trial, &mut draws);
            recreation.apply(problem, &mut trial, &mut draws);
            let score = trial.score(problem);
            let reached = energy.of(score);
            let drawn = (f64::from(draws.below(1 << 24)) + 1.0) / f64::from(1 << 24);
            if reached < level - temperature * drawn.ln() {
                std::mem::swap(&mut current, &mut trial);
                level = reached;
                if score.beats(best_score) {
                    best.copy_from(&current);
                    best_score = score;
                }
            }
            temperature *= cools;
        }
        cooling *= 2;
    }
    Found { rounds: best.rounds(), iterations: done, ended: Ended::Iterations }
}

fn mean_hop(problem: &Problem, plan: &Plan) -> f64 {
    let hops = (problem.stops.len() - plan.missed.len()) + plan.count.iter().filter(|count| **count > 0).count();
    let mean = plan.length.iter().sum::<f64>() / hops.max(1) as f64;
    if mean > 0.0 { mean } else { 1.0 }
}

fn mean_miss(problem: &Problem) -> f64 {
    let mean = (0..problem.stops.len()).map(|stop| problem.miss(stop).missed).sum::<f64>() / problem.stops.len().max(1) as f64;
    if mean > 0.0 { mean } else { 1.0 }
}
