//! From the homes of a zone to what is told of the zone.

use super::assessment::Way;
use super::spread::{self, Spread};
use crate::analysis::gap::share_short;
use crate::domain::{Interval, Measure, Minutes, Reach};

use super::assessment::PER_PEOPLE;

/// What each home has, by start.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OfHomes {
    /// Services of the theme within the limit, whether or not they serve.
    pub near: Reach,
    /// Those that serve.
    pub serving: Reach,
    /// The nearest that serves, whatever the distance.
    pub nearest: Vec<Option<Way>>,
    /// Services a head of those who live there.
    pub access: Vec<f64>,
}

impl OfHomes {
    /// Minutes to the nearest that serves, infinite without any.
    pub fn minutes(&self, start: usize) -> f64 {
        self.nearest[start].map_or(f64::INFINITY, |way| way.minutes)
    }

    /// Minutes to the first within the limit, whether or not it serves.
    fn first_minutes(&self, start: usize) -> f64 {
        self.near.from_origin(start).next().map_or(f64::INFINITY, |(_, minutes)| minutes)
    }
}

/// What the homes of one zone are held against.
pub struct Measuring<'a> {
    /// The longest way.
    pub limit: Minutes,
    /// The access a zone should have.
    pub reference: f64,
    /// Services per 10,000 people that each service offers.
    pub offer: &'a dyn Fn(usize) -> Option<f64>,
}

/// What is told of one zone. See the fields of [`super::Assessment`].
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Services of the theme within the limit of the home in the middle.
    pub near: Vec<(usize, f64)>,
    /// Those that serve.
    pub serving: Vec<(usize, f64)>,
    /// The nearest that serves, from the home in the middle.
    pub nearest: Option<Way>,
    /// How many that serve half of the people at least have within the limit.
    pub in_reach: u32,
    /// Minutes to the nearest that serves.
    pub minutes: Option<Spread>,
    /// Share of the people within the limit of one that serves.
    pub share_within: Option<f64>,
    /// Mean access.
    pub access: Measure,
    /// People short of access.
    pub short: Measure,
}

impl Summary {
    /// Sums up the homes of a zone where so many people live.
    pub fn of(people: &spread::People<'_>, homes: &OfHomes, count: Measure, against: &Measuring<'_>) -> Self {
        let middle = people.at(0.5, |start| (homes.minutes(start), homes.first_minutes(start)));
        let row = |reach: &Reach| middle.map(|start| reach.from_origin(start).collect()).unwrap_or_default();
        // Most first: the count at the middle is what half of the people have, or more.
        let serving = |start: usize| homes.serving.from_origin(start).len();
        let reached = people.at(0.5, |start| std::cmp::Reverse(serving(start))).map_or(0, serving);
        let known = !people.is_empty();
        let told = known && people.all(|start| homes.serving.from_origin(start).all(|(service, _)| (against.offer)(service).is_some()));
        let mean = || Measure::estimated(people.mean(|start| homes.access[start]) * PER_PEOPLE, None);
        let access = if told { mean() } else { Measure::missing() };
        Self {
            near: row(&homes.near),
            serving: row(&homes.serving),
            nearest: middle.and_then(|start| homes.nearest[start]),
            in_reach: reached as u32,
            minutes: known.then(|| people.spread(|start| homes.minutes(start))),
            share_within: known.then(|| people.within(against.limit, |start| homes.minutes(start))),
            access,
            short: short(access, count, against.reference),
        }
    }
}

/// People short of access: `people × max(0, 1 − access / reference)`.
pub fn short(access: Measure, people: Measure, reference: f64) -> Measure {
    let (Some(access), Some(count)) = (access.value(), people.value()) else {
        return if people.value().is_none() { people } else { Measure::missing() };
    };
    let share = share_short(access, reference);
    let interval = people.interval().and_then(|people| Interval::new(people.low() * share, people.high() * share));
    Measure::estimated(count * share, interval)
}
