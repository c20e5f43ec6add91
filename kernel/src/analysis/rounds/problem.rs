//! Stops, vehicles and the costs between places.

use super::segment::Segment;

/// What is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// Every stop that can be visited, for the least travel.
    Distance,
    /// The greatest sum of prizes, then the least travel.
    Need,
    /// The least sum of travel and of the prizes missed; a stop without a prize must be visited.
    Balance,
}

/// A place to visit at most once. Times are in one unit, whichever.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// Time spent there.
    pub service: f64,
    /// Service may not begin before.
    pub ready: f64,
    /// Service may not begin after; infinite without a limit.
    pub due: f64,
    /// What it takes of the vehicle's capacity.
    pub demand: f64,
    /// What visiting it is worth.
    pub prize: f64,
}

/// Where rounds begin and end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Depot {
    /// Rounds may not leave before.
    pub ready: f64,
    /// Rounds may not come back after; infinite without a limit.
    pub due: f64,
    /// Time spent there before leaving.
    pub service: f64,
}

/// A team that makes one round at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vehicle {
    /// Its depot, by place in the list of depots.
    pub depot: usize,
    /// The most demand in its round; infinite without a limit.
    pub capacity: f64,
    /// The longest time between leaving and coming back; infinite without a limit.
    pub shift: f64,
    /// The greatest travel cost of its round; infinite without a limit.
    pub range: f64,
    /// What making a round at all costs.
    pub fixed: f64,
    /// What a unit of travel costs.
    pub unit: f64,
}

/// How good a plan is: the lesser the better, `missed` first.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Score {
    /// Prizes missed ([`Objective::Need`]), or stops missed that should have been visited.
    pub missed: f64,
    /// Travel, fixed costs, and under [`Objective::Balance`] the prizes missed.
    pub cost: f64,
}

impl Score {
    /// Less missed, or as much for less; differences that rounding makes do not count.
    pub fn beats(self, other: Self) -> bool {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        if close(self.missed, other.missed) { self.cost < other.cost && !close(self.cost, other.cost) } else { self.missed < other.missed }
    }
}

/// Rounds to find.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The stops.
    pub stops: Vec<Stop>,
    /// The depots.
    pub depots: Vec<Depot>,
    /// The vehicles, those alike side by side.
    pub vehicles: Vec<Vehicle>,
    /// What is sought.
    pub objective: Objective,
    /// What rounding may exceed in comparisons of times and loads.
    pub(super) slack: f64,
    /// Whether time limits anything at all.
    pub(super) timed: bool,
    /// Costs from place to place, stops first, then depots.
    costs: Vec<f64>,
    /// The same, the other way round.
    costs_into: Vec<f64>,
    /// Time of a unit of cost.
    pace: f64,
}

impl Problem {
    /// A problem.
    ///
    /// # Parameters
    /// - `costs`: from each place (row) to each (column), stops first, then depots, in order; zero from a
    ///   place to itself, infinite where there is no way, never negative.
    /// - `speed`: units of cost travelled in a unit of time.
    ///
    /// # Panics
    /// When `costs` is not square over stops and depots, or a vehicle has no depot.
    pub fn new(objective: Objective, stops: Vec<Stop>, depots: Vec<Depot>, vehicles: Vec<Vehicle>, costs: Vec<f64>, speed: f64) -> Self {
        let places = stops.len() + depots.len();
        assert_eq!(costs.len(), places * places, "a cost from each place to each");
        assert!(vehicles.iter().all(|vehicle| vehicle.depot < depots.len()), "every vehicle has a depot");
        let costs_into = (0..places * places).map(|cell| costs[cell % places * places + cell / places]).collect();
        let windows = stops.iter().map(|stop| (stop.ready, stop.due)).chain(depots.iter().map(|depot| (depot.ready, depot.due)));
        let (mut latest, mut timed) = (1.0_f64, vehicles.iter().any(|vehicle| vehicle.shift.is_finite()));
        for (ready, due) in windows {
            timed |= due.is_finite();
            latest = latest.max(ready).max(if due.is_finite() { due } else { 0.0 });
        }
        Self { stops, depots, vehicles, objective, slack: 1e-9 * latest, timed, costs, costs_into, pace: 1.0 / speed }
    }

    /// The same with only some stops.
    pub(super) fn only(&self, stops: &[usize]) -> Self {
        let places: Vec<usize> = stops.iter().copied().chain(self.stops.len()..self.places()).collect();
        let costs = places.iter().flat_map(|&from| places.iter().map(move |&to| self.cost(from, to))).collect();
        let kept = stops.iter().map(|&stop| self.stops[stop]).collect();
        Self::new(self.objective, kept, self.depots.clone(), self.vehicles.clone(), costs, 1.0 / self.pace)
    }

    /// Stops and depots together.
    pub(super) fn places(&self) -> usize {
        self.stops.len() + self.depots.len()
    }

    /// The place of a vehicle's depot.
    pub(super) fn home(&self, vehicle: usize) -> usize {
        self.stops.len() + self.vehicles[vehicle].depot
    }

    /// Costs from a place to every other.
    #[inline]
    pub(super) fn costs_from(&self, place: usize) -> &[f64] {
        &self.costs[place * self.places()..][..self.places()]
    }

    /// Costs from every place to this one.
    #[inline]
    pub(super) fn costs_into(&self, place: usize) -> &[f64] {
        &self.costs_into[place * self.places()..][..self.places()]
    }

    /// The cost of going from one place to another.
    #[inline]
    pub fn cost(&self, from: usize, to: usize) -> f64 {
        self.costs[from * self.places() + to]
    }

    /// The time of going from one place to another.
    #[inline]
    pub fn time(&self, from: usize, to: usize) -> f64 {
        self.cost(from, to) * self.pace
    }

    /// Time of a unit of cost.
    #[inline]
    pub(super) const fn pace(&self) -> f64 {
        self.pace
    }

    /// A stop as a stretch of a round.
    pub(super) fn segment(&self, stop: usize) -> Segment {
        let stop = &self.stops[stop];
        Segment::of(stop.service, stop.ready, stop.due)
    }

    /// The start of a vehicle's round.
    pub(super) fn leaving(&self, vehicle: usize) -> Segment {
        let depot = &self.depots[self.vehicles[vehicle].depot];
        Segment::of(depot.service, depot.ready, depot.due)
    }

    /// The end of a vehicle's round.
    pub(super) fn returning(&self, vehicle: usize) -> Segment {
        let depot = &self.depots[self.vehicles[vehicle].depot];
        Segment::of(0.0, depot.ready, depot.due)
    }

    /// What missing a stop adds to the score.
    pub(super) fn miss(&self, stop: usize) -> Score {
        let prize = self.stops[stop].prize;
        match self.objective {
            Objective::Need => Score { missed: prize, cost: 0.0 },
            Objective::Balance if prize > 0.0 => Score { missed: 0.0, cost: prize },
            Objective::Distance | Objective::Balance => Score { missed: 1.0, cost: 0.0 },
        }
    }

    /// The times of a sequence made by a vehicle, or `None` when it keeps not every window.
    pub(super) fn times(&self, vehicle: usize, stops: &[usize]) -> Option<Segment> {
        let (mut place, mut whole) = (self.home(vehicle), self.leaving(vehicle));
        for &stop in stops {
            whole = whole.then(self.time(place, stop), self.segment(stop), self.slack)?;
            place = stop;
        }
        whole.then(self.time(place, self.home(vehicle)), self.returning(vehicle), self.slack)
    }

    /// The travel of a sequence made by a vehicle, there and back.
    pub(super) fn travel(&self, vehicle: usize, stops: &[usize]) -> f64 {
        let home = self.home(vehicle);
        let ends = stops.iter().copied().chain([home]);
        [home].into_iter().chain(stops.iter().copied()).zip(ends).map(|(from, to)| self.cost(from, to)).sum()
    }

    /// What the round of a vehicle costs; nothing when it stays at home.
    pub(super) fn round_cost(&self, vehicle: usize, stops: &[usize]) -> f64 {
        let Vehicle { fixed, unit, .. } = self.vehicles[vehicle];
        if stops.is_empty() { 0.0 } else { fixed + unit * self.travel(vehicle, stops) }
    }

    /// Whether two vehicles are alike in everything.
    pub(super) fn alike(&self, one: usize, other: usize) -> bool {
        self.vehicles[one] == self.vehicles[other]
    }

    /// The score of rounds, one a vehicle.
    pub fn score(&self, rounds: &[Vec<usize>]) -> Score {
        let mut visited = vec![false; self.stops.len()];
        rounds.iter().flatten().for_each(|&stop| visited[stop] = true);
        let mut score = Score { missed: 0.0, cost: 0.0 };
        for stop in (0..self.stops.len()).filter(|&stop| !visited[stop]) {
            let miss = self.miss(stop);
            score.missed += miss.missed;
            score.cost += miss.cost;
        }
        score.cost += rounds.iter().enumerate().map(|(vehicle, stops)| self.round_cost(vehicle, stops)).sum::<f64>();
        score
    }
}
