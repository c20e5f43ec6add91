//! Laws of rounds, on problems drawn at random.

use proptest::prelude::*;

use super::check::{breaches, brute_force, impossible};
use super::*;

/// Points on a small square with windows, demands and prizes; whole numbers, so that sums are exact.
fn problem(stops: std::ops::Range<usize>) -> impl Strategy<Value = Problem> {
    let stop = (0..40_i32, 0..40_i32, 0..6_i32, 0..120_i32, 10..80_i32, 0..5_i32, 0..9_i32);
    let fleet = (1..4_usize, 1..3_usize, 4..14_i32, 40..160_i32, prop::bool::ANY);
    let objective = prop::sample::select(vec![Objective::Distance, Objective::Need, Objective::Balance]);
    (prop::collection::vec(stop, stops), fleet, objective).prop_map(|(points, (vehicles, depots, capacity, shift, windows), objective)| {
        let number = f64::from;
        let due = |ready: i32, width: i32| if windows { number(ready + width) } else { f64::INFINITY };
        let stops = points
            .iter()
            .map(|&(_, _, service, ready, width, demand, prize)| Stop {
                service: number(service),
                ready: if windows { number(ready) } else { 0.0 },
                due: due(ready, width),
                demand: number(demand),
                prize: number(prize),
            })
            .collect();
        let homes = [(20, 20), (5, 35)];
        let depots = &homes[..depots];
        let places: Vec<(i32, i32)> = points.iter().map(|point| (point.0, point.1)).chain(depots.iter().copied()).collect();
        // Taller than wide, and uphill is longer: costs need be neither equal both ways nor those of a plane.
        let cost = |from: (i32, i32), to: (i32, i32)| number((from.0 - to.0).abs() + 2 * (from.1 - to.1).max(0) + (to.1 - from.1).max(0));
        let costs = places.iter().flat_map(|&from| places.iter().map(move |&to| cost(from, to))).collect();
        let vehicle = |number: usize| Vehicle {
            depot: number % depots.len(),
            capacity: f64::from(capacity),
            shift: f64::from(shift),
            range: f64::INFINITY,
            fixed: 0.0,
            unit: 1.0,
        };
        let depots_open = depots.iter().map(|_| Depot { ready: 0.0, due: 400.0, service: 0.0 }).collect();
        let mut vehicles: Vec<Vehicle> = (0..vehicles).map(vehicle).collect();
        vehicles.sort_by_key(|vehicle| vehicle.depot);
        Problem::new(objective, stops, depots_open, vehicles, costs, 1.0)
    })
}

const SHORT: Effort = Effort { iterations: 300, seed: 3 };

fn searched(problem: &Problem) -> Solution {
    let rounds = search::search(problem, SHORT, &|| false).rounds;
    let score = problem.score(&rounds);
    let missed = missed(problem, &reach::unreachable(problem), &rounds);
    Solution { rounds, missed, score, iterations: 300, ended: Ended::Iterations, bound: None }
}

/// Need met, or cost.
fn value(problem: &Problem, score: Score) -> f64 {
    bound::value(problem, score).unwrap_or(f64::NAN)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn dynamic_programming_finds_what_trying_everything_finds(problem in problem(1..6)) {
        let found = exact::solve(&problem);
        let best = brute_force(&problem);
        prop_assert!(!found.score.beats(best) && !best.beats(found.score), "{:?} instead of {best:?}", found.score);
        prop_assert!((problem.score(&found.rounds).cost - found.score.cost).abs() < 1e-9);
    }

    #[test]
    fn rounds_keep_windows_capacity_and_shift_and_visit_each_stop_once(problem in problem(1..25)) {
        for solution in [solve(&problem, SHORT, &|_| false), searched(&problem)] {
            prop_assert_eq!(breaches(&problem, &solution), Vec::<String>::new());
        }
    }

    #[test]
    fn the_search_is_never_better_than_the_optimum_nor_the_bound_worse(problem in problem(4..9)) {
        let optimum = exact::solve(&problem).score;
        let found = searched(&problem);
        prop_assert!(!found.score.beats(optimum), "{:?} beats {optimum:?}", found.score);
        let reasons = reach::unreachable(&problem);
        let taken: Vec<usize> = (0..problem.stops.len()).filter(|&stop| reasons[stop].is_none()).collect();
        let within = problem.only(&taken);
        let optimum = exact::solve(&within).score;
        // A plan far from the best must not pull the bound past the optimum.
        let poor = Score { missed: optimum.missed, cost: 2.0 * optimum.cost + 50.0 };
        let poor = if problem.objective == Objective::Need { Score { missed: optimum.missed + 9.0, ..poor } } else { poor };
        if let Some(bound) = (taken.len() > 1).then(|| bound::bound(&within, poor, &|| false)).flatten() {
            let optimum = value(&within, optimum);
            let honest = if problem.objective == Objective::Need { bound >= optimum - 1e-9 } else { bound <= optimum + 1e-9 };
            prop_assert!(honest || optimum.is_nan(), "bound {bound}, optimum {optimum}");
        }
    }

    #[test]
    fn need_met_never_falls_when_the_shift_grows(problem in problem(1..8)) {
        let met = |longer: f64| {
            let mut problem = problem.clone();
            problem.objective = Objective::Need;
            for vehicle in &mut problem.vehicles {
                vehicle.shift += longer;
            }
            value(&problem, exact::solve(&problem).score)
        };
        prop_assert!(met(0.0) <= met(15.0) && met(15.0) <= met(60.0));
    }

    #[test]
    fn the_same_seed_gives_the_same_rounds(problem in problem(13..20)) {
        prop_assert_eq!(solve(&problem, SHORT, &|_| false), solve(&problem, SHORT, &|_| false));
    }

    #[test]
    fn what_nobody_could_visit_alone_is_missed_for_that_reason(problem in problem(1..9)) {
        let solution = solve(&problem, SHORT, &|_| false);
        for (stop, reason) in &solution.missed {
            let alone = (0..problem.vehicles.len()).any(|vehicle| {
                let mut rounds = vec![Vec::new(); problem.vehicles.len()];
                rounds[vehicle] = vec![*stop];
                let missed = (0..problem.stops.len()).filter(|other| other != stop).map(|other| (other, Reason::NoRoom)).collect();
                breaches(&problem, &Solution { rounds, missed, ..solution.clone() }).is_empty()
            });
            prop_assert_eq!(alone, !impossible(*reason));
        }
    }
}

#[test]
fn a_search_told_to_stop_gives_the_best_so_far() {
    let stop = |place: i32| Stop { service: 1.0, ready: 0.0, due: f64::INFINITY, demand: f64::from(place % 3), prize: 1.0 };
    let depot = Depot { ready: 0.0, due: f64::INFINITY, service: 0.0 };
    let team = Vehicle { depot: 0, capacity: 9.0, shift: f64::INFINITY, range: f64::INFINITY, fixed: 0.0, unit: 1.0 };
    let costs = (0..21_i32).flat_map(|from| (0..21).map(move |to| f64::from((from - to).abs()))).collect();
    let problem = Problem::new(Objective::Distance, (0..20).map(stop).collect(), vec![depot], vec![team; 5], costs, 1.0);
    let solution = solve(&problem, SHORT, &|_| true);
    assert_eq!((solution.ended, solution.iterations), (Ended::Stopped, 0));
    assert!(breaches(&problem, &solution).is_empty() && solution.missed.is_empty());
    let none = Problem::new(Objective::Distance, vec![], vec![depot], vec![team], vec![0.0], 1.0);
    assert_eq!(solve(&none, SHORT, &|_| false).score, Score { missed: 0.0, cost: 0.0 });
}
