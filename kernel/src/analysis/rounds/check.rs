//! A checker that knows nothing of the solver: it follows each round minute by minute.

use super::{Problem, Reason, Solution};

/// What a solution breaks; nothing when it is sound.
pub fn breaches(problem: &Problem, solution: &Solution) -> Vec<String> {
    let mut found = Vec::new();
    let mut visits = vec![0; problem.stops.len()];
    for (vehicle, round) in solution.rounds.iter().enumerate() {
        for &stop in round {
            visits[stop] += 1;
        }
        if !round.is_empty() {
            found.extend(broken(problem, vehicle, round).map(|what| format!("vehicle {vehicle}: {what}")));
        }
    }
    let missed: Vec<usize> = solution.missed.iter().map(|(stop, _)| *stop).collect();
    for (stop, count) in visits.iter().enumerate() {
        if count + i32::from(missed.contains(&stop)) != 1 {
            found.push(format!("stop {stop} is visited {count} times"));
        }
    }
    found
}

fn broken(problem: &Problem, vehicle: usize, round: &[usize]) -> Option<String> {
    let means = problem.vehicles[vehicle];
    let depot = problem.depots[means.depot];
    let home = problem.stops.len() + means.depot;
    let load: f64 = round.iter().map(|&stop| problem.stops[stop].demand).sum();
    let ends = round.iter().copied().chain([home]);
    let travel: f64 = [home].into_iter().chain(round.iter().copied()).zip(ends).map(|(from, to)| problem.cost(from, to)).sum();
    if load > means.capacity + 1e-6 {
        return Some(format!("carries {load}"));
    }
    if travel > means.range + 1e-6 {
        return Some(format!("travels {travel}"));
    }
    // Some start must keep windows and shift: the first, or one that reaches some stop just as it opens or closes.
    let mut starts = vec![depot.ready];
    let mut lead = depot.service;
    let mut place = home;
    for &stop in round {
        lead += problem.time(place, stop);
        starts.extend([problem.stops[stop].ready, problem.stops[stop].due].map(|moment| (moment - lead).max(depot.ready)));
        lead += problem.stops[stop].service;
        place = stop;
    }
    let kept = starts.iter().any(|&start| length(problem, vehicle, round, start).is_some_and(|length| length <= means.shift + 1e-6));
    (!kept).then(|| format!("keeps not every window or its shift: {round:?}"))
}

/// How long a round lasts that leaves at `start`, or nothing when it misses a window.
fn length(problem: &Problem, vehicle: usize, round: &[usize], start: f64) -> Option<f64> {
    let depot = problem.depots[problem.vehicles[vehicle].depot];
    let home = problem.stops.len() + problem.vehicles[vehicle].depot;
    if start > depot.due + 1e-6 || start.is_infinite() {
        return None;
    }
    let (mut now, mut place) = (start + depot.service, home);
    for &stop in round {
        let there = &problem.stops[stop];
        now = (now + problem.time(place, stop)).max(there.ready);
        if now > there.due + 1e-6 {
            return None;
        }
        now += there.service;
        place = stop;
    }
    now += problem.time(place, home);
    (now <= depot.due + 1e-6).then_some(now - start)
}

/// Every way to visit some of the stops with the vehicles: the best, for very few stops.
pub fn brute_force(problem: &Problem) -> super::Score {
    let mut rounds = vec![Vec::new(); problem.vehicles.len()];
    let mut best = problem.score(&rounds);
    put(problem, 0, &mut rounds, &mut best);
    best
}

fn put(problem: &Problem, stop: usize, rounds: &mut [Vec<usize>], best: &mut super::Score) {
    if stop == problem.stops.len() {
        let kept = rounds.iter().enumerate().all(|(vehicle, round)| round.is_empty() || broken(problem, vehicle, round).is_none());
        let score = problem.score(rounds);
        if kept && score.beats(*best) {
            *best = score;
        }
        return;
    }
    put(problem, stop + 1, rounds, best);
    for vehicle in 0..rounds.len() {
        for place in 0..=rounds[vehicle].len() {
            rounds[vehicle].insert(place, stop);
            put(problem, stop + 1, rounds, best);
            rounds[vehicle].remove(place);
        }
    }
}

/// Whether a stop was set aside because nobody could visit it even alone.
pub fn impossible(reason: Reason) -> bool {
    !matches!(reason, Reason::NoRoom | Reason::NotWorthIt)
}
