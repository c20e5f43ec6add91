//! Access as the cost of a visit once everyone has weighed the way against the wait.

use rayon::prelude::*;

use crate::domain::Reach;

/// Origins handled by one task.
const CHUNK: usize = 64;

/// How agents move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RationalAgents {
    /// Minutes of travel worth as much as a service as crowded as the mean.
    pub tau: f64,
    /// Rounds.
    pub cycles: u32,
    /// Share of a place's people who may change service in the first round.
    pub first_step: f64,
    /// Share they may never fall below.
    pub least_step: f64,
    /// Rounds until the share has halved.
    pub half_life: f64,
}

impl Default for RationalAgents {
    /// The paper's and `PySAL`'s: 60 minutes, 150 rounds, from 20 % down to 0.5 %, halved every 50.
    fn default() -> Self {
        Self { tau: 60.0, cycles: 150, first_step: 0.2, least_step: 0.005, half_life: 50.0 }
    }
}

/// Rounds in which a service that attracts many is spared from being mobbed.
const SPARED: u32 = 20;

/// The rational agent access model.
///
/// Saxon & Snow 2020, *A rational agent model for the spatial accessibility of primary health care*.
///
/// # Parameters
/// - `reach`: pairs and minutes.
/// - `demand`: whole people of each origin; those of an origin without pairs stay at home.
/// - `supply`: of each destination; one without supply attracts nobody.
///
/// # Returns
/// The cost of each origin, travel over `tau` plus crowding over the mean: 1 is a service at no distance as
/// crowded as the mean. `None` for an origin without people or without a service in reach.
///
/// # Algorithm
/// 1. Everyone goes to the nearest service. Crowding is people over supply, divided by the mean of that.
/// 2. In each round, some people of each origin leave the service that costs them most for the one that
///    costs them least, as many as make both cost the same, within the step of the round.
/// 3. In the first rounds, what flows to a service is scaled down to what it can take.
///
/// # Notes
/// `O(cycles × pairs)`, origins shared out to threads: in a round none sees what another decides. People are whole, as in `PySAL`. Of equal costs the service of lowest index is
/// taken; `PySAL` takes whichever comes first in an unordered set.
pub fn rational_agents(reach: &Reach, demand: &[f64], supply: &[f64], how: RationalAgents) -> Vec<Option<f64>> {
    let mut town = Town::settled(reach, demand, supply, how.tau);
    let mut crowding = town.crowding();
    for cycle in 0..how.cycles {
        crowding = town.crowding();
        let step = (how.first_step * 0.5_f64.powf(f64::from(cycle) / how.half_life)).max(how.least_step);
        let mut moves = town.moves(&crowding, step);
        if cycle < SPARED {
            town.spare(&mut moves);
        }
        town.carry_out(&moves);
    }
    town.mean_costs(&crowding)
}

/// Who goes where.
struct Town {
    /// Row starts of the pairs that count, by origin; within a row by service.
    starts: Vec<usize>,
    services: Vec<u32>,
    travel: Vec<f64>,
    people: Vec<f64>,
    demand: Vec<f64>,
    supply: Vec<f64>,
    /// People at each service.
    crowds: Vec<f64>,
}

/// Some people of an origin change from one pair to another.
struct Move {
    from: usize,
    to: usize,
    people: f64,
}

impl Town {
    fn settled(reach: &Reach, demand: &[f64], supply: &[f64], tau: f64) -> Self {
        let (served, asked) = (supply.iter().sum::<f64>(), demand.iter().sum::<f64>());
        let mut town = Self {
            starts: vec![0],
            services: Vec::new(),
            travel: Vec::new(),
            people: Vec::new(),
            demand: demand.to_vec(),
            supply: supply.iter().map(|supply| supply * asked / served).collect(),
            crowds: vec![0.0; supply.len()],
        };
        for (origin, people) in demand.iter().enumerate() {
            let mut row: Vec<(usize, f64)> =
                reach.from_origin(origin).filter(|(service, _)| *people > 0.0 && supply[*service] > 0.0).collect();
            row.sort_unstable_by_key(|(service, _)| *service);
            let nearest = least(row.iter().map(|(_, minutes)| *minutes));
            for (place, (service, minutes)) in row.into_iter().enumerate() {
                town.services.push(service as u32);
                town.travel.push(minutes / tau);
                let here = if Some(place) == nearest { *people } else { 0.0 };
                town.people.push(here);
                town.crowds[service] += here;
            }
            town.starts.push(town.services.len());
        }
        town
    }

    fn rows(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        self.starts.windows(2).map(|pair| pair[0]..pair[1])
    }

    /// People over supply at each service.
    fn crowding(&self) -> Vec<f64> {
        self.crowds.iter().zip(&self.supply).map(|(people, supply)| people / supply).collect()
    }

    fn cost(&self, pair: usize, crowding: &[f64]) -> f64 {
        crowding[self.services[pair] as usize] + self.travel[pair]
    }

    fn moves(&self, crowding: &[f64], step: f64) -> Vec<Move> {
        let of_origin = |origin: usize| {
            let (from, to) = self.dearest_and_cheapest(self.starts[origin]..self.starts[origin + 1], crowding)?;
            let wanted = if from == to { 0.0 } else { self.balance(from, to) };
            let people = wanted.min(self.people[from]).min(step * self.demand[origin]).trunc();
            (people.abs() > 0.0).then_some(Move { from, to, people })
        };
        (0..self.demand.len()).into_par_iter().with_min_len(CHUNK).filter_map(of_origin).collect()
    }

    /// The pair in use that costs most and the pair that costs least; of equals, the first.
    fn dearest_and_cheapest(&self, row: std::ops::Range<usize>, crowding: &[f64]) -> Option<(usize, usize)> {
        let (mut dearest, mut cheapest) = ((None, f64::NEG_INFINITY), (None, f64::INFINITY));
        let pairs = self.services[row.clone()].iter().zip(&self.travel[row.clone()]).zip(&self.people[row.clone()]);
        for (pair, ((service, travel), people)) in row.zip(pairs) {
            let cost = crowding[*service as usize] + travel;
            if cost < cheapest.1 {
                cheapest = (Some(pair), cost);
            }
            if *people > 0.0 && cost > dearest.1 {
                dearest = (Some(pair), cost);
            }
        }
        dearest.0.zip(cheapest.0)
    }

    /// How many must change for both services to cost the same.
    fn balance(&self, from: usize, to: usize) -> f64 {
        let (left, joined) = (self.services[from] as usize, self.services[to] as usize);
        let (left_supply, joined_supply) = (self.supply[left], self.supply[joined]);
        let both = self.people[from] + self.people[to];
        let others_left = self.crowds[left] - self.people[from];
        let others_joined = self.crowds[joined] - self.people[to];
        let even = (joined_supply * left_supply) / (joined_supply + left_supply)
            * ((self.travel[from] - self.travel[to]) + (both + others_left) / left_supply - others_joined / joined_supply);
        even - self.people[to]
    }

    /// No service is joined by more than it can take.
    fn spare(&self, moves: &mut [Move]) {
        let mut joining = vec![0.0; self.supply.len()];
        for change in moves.iter() {
            joining[self.services[change.to] as usize] += change.people;
        }
        for change in moves {
            let service = self.services[change.to] as usize;
            change.people = (change.people / (joining[service] / self.supply[service]).max(1.0)).round_ties_even();
        }
    }

    fn carry_out(&mut self, moves: &[Move]) {
        for change in moves {
            self.people[change.to] += change.people;
            self.people[change.from] -= change.people;
            self.crowds[self.services[change.to] as usize] += change.people;
            self.crowds[self.services[change.from] as usize] -= change.people;
        }
    }

    fn mean_costs(&self, crowding: &[f64]) -> Vec<Option<f64>> {
        let mean = |row: std::ops::Range<usize>| {
            let people: f64 = self.people[row.clone()].iter().sum();
            let sum: f64 = row.map(|pair| self.cost(pair, crowding) * self.people[pair]).sum();
            (people > 0.0).then(|| sum / people)
        };
        self.rows().map(mean).collect()
    }
}

/// The place of the least; of equals, the first.
fn least(values: impl Iterator<Item = f64>) -> Option<usize> {
    values.enumerate().reduce(|best, other| if other.1 < best.1 { other } else { best }).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::access::golden::Synthetic;

    #[test]
    fn costs_agree_with_the_golden_file() {
        let case = Synthetic::read();
        for (column, tau) in [("raam_tau60_default", 60.0), ("raam_tau30_step0.2", 30.0)] {
            let found = rational_agents(&case.reach, &case.demand, &case.supply, RationalAgents { tau, ..RationalAgents::default() });
            let expected = case.expected(column);
            let (mut ours, mut theirs) = (0.0, 0.0);
            for (zone, (found, expected)) in found.iter().zip(&expected).enumerate() {
                let (Some(found), Some(expected)) = (found, expected) else {
                    assert!(
                        found.is_none() && expected.is_none_or(|cost| cost <= 0.0),
                        "{column}, zone {zone}: {found:?} instead of {expected:?}"
                    );
                    continue;
                };
                assert!((found / expected - 1.0).abs() < 1e-6, "{column}, zone {zone}: {found} instead of {expected}");
                (ours, theirs) = (ours + found, theirs + expected);
            }
            assert!((ours / theirs - 1.0).abs() < 1e-9, "{column}: {ours} instead of {theirs}");
        }
    }

    #[test]
    fn people_part_until_both_services_cost_the_same() {
        // One town of 1,000 between two services, one minute and two minutes away, the farther twice as large.
        let reach = Reach { starts: vec![0, 2], destinations: vec![0, 1], minutes: vec![1.0, 2.0] };
        let cost = rational_agents(&reach, &[1_000.0], &[1.0, 2.0], RationalAgents { tau: 10.0, ..RationalAgents::default() });
        // 300 near and 700 far: 0.1 + 0.9 = 1.0 and 0.2 + 1.05 = 1.25; equal at 1.16667 for 355.6 and 644.4.
        assert!((cost[0].unwrap() - 1.166_667).abs() < 0.005, "{cost:?}");
    }

    #[test]
    fn nobody_and_nowhere_have_no_cost() {
        let reach = Reach { starts: vec![0, 1, 1], destinations: vec![0], minutes: vec![1.0] };
        assert_eq!(rational_agents(&reach, &[0.0, 5.0], &[1.0], RationalAgents::default()), [None, None]);
    }
}
