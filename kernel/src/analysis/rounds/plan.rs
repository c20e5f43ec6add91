//! A plan under work: rounds as rings of stops, with the times of everything before and after each stop.
//!
//! Stops are nodes `0..n`; the depot of vehicle `v` is node `n + v`, where its ring begins and ends. Loops
//! over indices instead of iterators: this is where the search spends its time, in any build.

use super::problem::{Problem, Score};
use super::segment::Segment;

/// Not in any round.
pub const NOWHERE: u32 = u32::MAX;

/// Rounds, one a vehicle, and the stops in none.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The node after each.
    pub next: Vec<u32>,
    /// The node before each.
    pub previous: Vec<u32>,
    /// The vehicle of each stop, or [`NOWHERE`].
    pub vehicle: Vec<u32>,
    /// How many stops lie before each in its round.
    pub rank: Vec<u32>,
    /// The cost from each node to its next.
    pub hop: Vec<f64>,
    /// The round up to each node, itself included.
    pub before: Vec<Segment>,
    /// The round from each node on, itself included.
    pub after: Vec<Segment>,
    /// Demand in each round.
    pub load: Vec<f64>,
    /// Travel of each round.
    pub length: Vec<f64>,
    /// Time spent at stops in each round.
    pub service: Vec<f64>,
    /// Stops of each round.
    pub count: Vec<u32>,
    /// Stops in no round.
    pub missed: Vec<u32>,
}

/// Where a stop could go: after a node of a vehicle's ring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The vehicle.
    pub vehicle: usize,
    /// The node before.
    pub node: u32,
    /// What it adds to the cost.
    pub cost: f64,
}

impl Plan {
    /// Everyone at home.
    pub fn empty(problem: &Problem) -> Self {
        let (stops, vehicles) = (problem.stops.len(), problem.vehicles.len());
        let own: Vec<u32> = (0..(stops + vehicles) as u32).collect();
        let leaving = (0..vehicles).map(|vehicle| problem.leaving(vehicle));
        let returning = (0..vehicles).map(|vehicle| problem.returning(vehicle));
        Self {
            next: own.clone(),
            previous: own,
            vehicle: vec![NOWHERE; stops],
            rank: vec![0; stops],
            hop: vec![0.0; stops + vehicles],
            before: (0..stops).map(|stop| problem.segment(stop)).chain(leaving).collect(),
            after: (0..stops).map(|stop| problem.segment(stop)).chain(returning).collect(),
            load: vec![0.0; vehicles],
            length: vec![0.0; vehicles],
            service: vec![0.0; vehicles],
            count: vec![0; vehicles],
            missed: (0..stops as u32).collect(),
        }
    }

    /// Becomes another plan of the same problem, in the memory at hand.
    pub fn copy_from(&mut self, other: &Self) {
        self.next.copy_from_slice(&other.next);
        self.previous.copy_from_slice(&other.previous);
        self.vehicle.copy_from_slice(&other.vehicle);
        self.rank.copy_from_slice(&other.rank);
        self.hop.copy_from_slice(&other.hop);
        self.before.copy_from_slice(&other.before);
        self.after.copy_from_slice(&other.after);
        self.load.copy_from_slice(&other.load);
        self.length.copy_from_slice(&other.length);
        self.service.copy_from_slice(&other.service);
        self.count.copy_from_slice(&other.count);
        self.missed.clone_from(&other.missed);
    }

    /// The node where a vehicle's ring begins.
    pub fn home(&self, vehicle: usize) -> u32 {
        (self.vehicle.len() + vehicle) as u32
    }

    /// Puts a stop where it was found to fit.
    pub fn insert(&mut self, problem: &Problem, stop: u32, spot: Spot) {
        let after = self.next[spot.node as usize];
        self.next[spot.node as usize] = stop;
        self.previous[stop as usize] = spot.node;
        self.next[stop as usize] = after;
        self.previous[after as usize] = stop;
        self.refresh(problem, spot.vehicle);
    }

    /// Takes a stop out. The round must be refreshed before it is asked anything.
    pub fn remove(&mut self, stop: u32) {
        let (before, after) = (self.previous[stop as usize], self.next[stop as usize]);
        self.next[before as usize] = after;
        self.previous[after as usize] = before;
        self.vehicle[stop as usize] = NOWHERE;
        self.missed.push(stop);
    }

    /// Works out a round again after its ring has changed.
    pub fn refresh(&mut self, problem: &Problem, vehicle: usize) {
        let home = self.home(vehicle) as usize;
        let depot = problem.home(vehicle);
        let (mut node, mut place) = (home, depot);
        let (mut load, mut length, mut service, mut count) = (0.0, 0.0, 0.0, 0);
        loop {
            let next = self.next[node] as usize;
            let next_place = if next == home { depot } else { next };
            let hop = problem.cost(place, next_place);
            self.hop[node] = hop;
            length += hop;
            if next == home {
                break;
            }
            load += problem.stops[next].demand;
            service += problem.stops[next].service;
            self.vehicle[next] = vehicle as u32;
            self.rank[next] = count;
            count += 1;
            (node, place) = (next, next_place);
        }
        self.load[vehicle] = load;
        self.length[vehicle] = length;
        self.service[vehicle] = service;
        self.count[vehicle] = count;
        if problem.timed {
            self.refresh_times(problem, home);
        }
    }

    fn refresh_times(&mut self, problem: &Problem, home: usize) {
        let (pace, slack) = (problem.pace(), problem.slack);
        let mut so_far = self.before[home];
        let mut node = home;
        loop {
            let next = self.next[node] as usize;
            if next == home {
                break;
            }
            // Spots are only taken where windows are kept, and removal keeps them: the other arm is never read.
            so_far = so_far.then(self.hop[node] * pace, problem.segment(next), slack).unwrap_or(so_far);
            self.before[next] = so_far;
            node = next;
        }
        let mut to_go = self.after[home];
        while node != home {
            to_go = problem.segment(node).then(self.hop[node] * pace, to_go, slack).unwrap_or(to_go);
            self.after[node] = to_go;
            node = self.previous[node] as usize;
        }
    }

    /// The score, from the rounds as they are.
    pub fn score(&self, problem: &Problem) -> Score {
        let mut score = Score { missed: 0.0, cost: 0.0 };
        for &stop in &self.missed {
            let miss = problem.miss(stop as usize);
            score.missed += miss.missed;
            score.cost += miss.cost;
        }
        let mut vehicle = 0;
        while vehicle < self.count.len() {
            if self.count[vehicle] > 0 {
                let means = &problem.vehicles[vehicle];
                score.cost += means.fixed + means.unit * self.length[vehicle];
            }
            vehicle += 1;
        }
        score
    }

    /// The rounds as lists of stops, one a vehicle.
    pub fn rounds(&self) -> Vec<Vec<usize>> {
        let stops = self.vehicle.len();
        let ring = |vehicle: usize| {
            let mut node = self.next[self.home(vehicle) as usize] as usize;
            let mut round = Vec::new();
            while node < stops {
                round.push(node);
                node = self.next[node] as usize;
            }
            round
        };
        (0..self.count.len()).map(ring).collect()
    }
}
