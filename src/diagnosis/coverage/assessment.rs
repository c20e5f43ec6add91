//! The numbers of a coverage, without a word: kept once, put into words zone by zone.

use super::conditions::{Obstacles, Supply};
use super::journeys::Journeys;
use super::sites::Sites;
use super::spread::{self, OffStreets, Spread, placed_shares};
use super::{CoverageClass, CoverageQuery};
use crate::analysis::access::{Decay, floating_catchment};
use crate::analysis::gap::share_short;
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::layer;
use crate::diagnosis::people::{People, people};
use crate::domain::{Fault, Interval, Measure, Reach, Travel};

/// Access is told for so many people.
pub const PER_PEOPLE: f64 = 10_000.0;

/// A service and the way to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// Its place in [`Supply::services`].
    pub service: usize,
    /// Minutes.
    pub minutes: f64,
}

/// What a coverage is made of, zones in the order of the layer. Ways start from every home of a zone; the
/// zone is then told by its people: their mean access, and the home of the one in the middle, before whom
/// half take no longer to the nearest service that serves.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// What was asked.
    pub query: CoverageQuery,
    /// The services of the theme.
    pub supply: Supply,
    /// Services of the theme within the limit of the home in the middle, whether or not they serve.
    pub near: Reach,
    /// Those that serve.
    pub serving: Reach,
    /// The nearest that serves, from the home in the middle, whatever the distance.
    pub nearest: Vec<Option<Way>>,
    /// How many that serve half of the people at least have within the limit.
    pub in_reach: Vec<u32>,
    /// Minutes to the nearest that serves; `None` where no home stands on the network.
    pub minutes: Vec<Option<Spread>>,
    /// Share of the people within the limit of one that serves; `None` where no home stands on the network.
    pub share_within: Vec<Option<f64>>,
    /// Homes that stand on no street.
    pub unplaced: Vec<OffStreets>,
    /// The services that stand on no street, by their place in [`Supply::services`]: they serve nobody.
    pub off_streets: Vec<usize>,
    /// Services per 10,000 people that each service offers; `None` when nobody known reaches it.
    pub offers: Vec<Option<f64>>,
    /// Services per 10,000 people that fall to each zone, mean over its people.
    pub access: Vec<Measure>,
    /// The territory's own mean.
    pub reference: f64,
    /// The people of each zone.
    pub people: People,
    /// People short of access.
    pub short: Vec<Measure>,
}

impl Assessment {
    /// Assesses a territory.
    ///
    /// # Errors
    /// `geography-not-loaded`.
    pub fn of(atlas: &Atlas, travel: &dyn Travel, query: &CoverageQuery) -> Result<Self, Fault> {
        let layer = layer(atlas, query.geography)?;
        Ok(Self::with_people(atlas, layer, travel, query, people(atlas, layer)))
    }

    /// The same when the people are known already.
    pub fn with_people(atlas: &Atlas, layer: &Layer, travel: &dyn Travel, query: &CoverageQuery, people: People) -> Self {
        let supply = Supply::of(&atlas.services, query);
        let journeys = Journeys::to(&supply.services, atlas, layer, travel, (query.mode, query.limit_minutes));
        Self::with_journeys(atlas, layer, travel, query, people, &journeys)
    }

    /// The same when times are known too, as for one theme after another. The journeys must suit the query.
    pub fn with_journeys(
        atlas: &Atlas,
        layer: &Layer,
        travel: &dyn Travel,
        query: &CoverageQuery,
        people: People,
        journeys: &Journeys,
    ) -> Self {
        let supply = Supply::of(&atlas.services, query);
        let sites = Sites { atlas, layer, supply: &supply };
        let near = journeys.among(&supply.services, query.limit_minutes);
        let serving = sites.serving(&near);
        let nearest = sites.nearest(travel, &serving);
        let shares = placed_shares(&layer.origins, &journeys.placed);
        let demand = demand(layer, &people, &shares);
        let shared = floating_catchment(&serving, &demand, &vec![1.0; supply.services.len()], &Decay::enhanced(query.limit_minutes.0));
        let offers: Vec<Option<f64>> = shared.ratios.iter().map(|ratio| ratio.map(|ratio| ratio * PER_PEOPLE)).collect();
        let reference = reference(&demand, &shared.access);
        let mut found = Self {
            query: *query,
            near: Reach { starts: vec![0], ..Reach::default() },
            serving: Reach { starts: vec![0], ..Reach::default() },
            nearest: Vec::new(),
            in_reach: Vec::new(),
            minutes: Vec::new(),
            share_within: Vec::new(),
            unplaced: spread::unplaced(&layer.origins, &journeys.placed),
            off_streets: sites.off_streets(travel),
            access: Vec::new(),
            short: Vec::new(),
            offers,
            reference,
            people,
            supply,
        };
        let of_homes = OfHomes { near, serving, nearest, access: shared.access };
        for zone in 0..layer.zones.len() {
            found.add(zone, &spread::People::of(&layer.origins, &shares, zone), &of_homes);
        }
        found
    }

    /// Sums up the homes of the next zone.
    fn add(&mut self, zone: usize, people: &spread::People<'_>, homes: &OfHomes) {
        let middle = people.at(0.5, |start| (homes.minutes(start), homes.first_minutes(start)));
        append(&mut self.near, &homes.near, middle);
        append(&mut self.serving, &homes.serving, middle);
        self.nearest.push(middle.and_then(|start| homes.nearest[start]));
        // Most first: the count at the middle is what half of the people have, or more.
        let count = |start: usize| homes.serving.from_origin(start).len();
        let reached = people.at(0.5, |start| std::cmp::Reverse(count(start))).map_or(0, count);
        self.in_reach.push(reached as u32);
        let known = !people.is_empty();
        self.minutes.push(known.then(|| people.spread(|start| homes.minutes(start))));
        self.share_within.push(known.then(|| people.within(self.query.limit_minutes, |start| homes.minutes(start))));
        let told = known && people.all(|start| homes.serving.from_origin(start).all(|(service, _)| self.offers[service].is_some()));
        let access =
            if told { Measure::estimated(people.mean(|start| homes.access[start]) * PER_PEOPLE, None) } else { Measure::missing() };
        self.access.push(access);
        self.short.push(short(access, self.people.counts[zone], self.reference));
    }

    /// In a word.
    pub fn class(&self, zone: usize) -> CoverageClass {
        match self.people.counts[zone].value() {
            None => CoverageClass::Unknown,
            Some(people) if people <= 0.0 => CoverageClass::NoPeople,
            Some(_) if self.is_unplaced(zone) => CoverageClass::Unknown,
            Some(_) if self.in_reach(zone) == 0 => CoverageClass::Uncovered,
            Some(_) if self.access[zone].value().is_some_and(|access| access >= self.reference) => CoverageClass::Covered,
            Some(_) => CoverageClass::Partial,
        }
    }

    /// Whether no home of a zone stands on the network: its times are not known.
    pub fn is_unplaced(&self, zone: usize) -> bool {
        self.minutes[zone].is_none()
    }

    /// How many services that serve half of a zone's people at least have within the limit.
    pub fn in_reach(&self, zone: usize) -> usize {
        self.in_reach[zone] as usize
    }

    /// People short of access over the territory. Zones whose people are not known count for nobody at
    /// the low end, and for as many as the middle zone at the high end; where times are not known, for nobody
    /// and for all.
    pub fn short_in_all(&self) -> Measure {
        let known = || self.short.iter().filter_map(|short| short.value().map(|value| (value, short.interval())));
        if self.people.basis.is_none() {
            return Measure::missing();
        }
        let value = known().map(|(value, _)| value).sum();
        let low = known().map(|(value, interval)| interval.map_or(value, Interval::low)).sum();
        let high: f64 = known().map(|(value, interval)| interval.map_or(value, Interval::high)).sum();
        Measure::estimated(value, Interval::new(low, high + self.short_in_unknown()))
    }

    fn short_in_unknown(&self) -> f64 {
        let mut people: Vec<f64> = self.people.counts.iter().filter_map(|count| count.value()).collect();
        people.sort_unstable_by(f64::total_cmp);
        let middle = people.get(people.len() / 2).copied().unwrap_or(0.0);
        let share = |zone: usize| share_short(self.access[zone].value().unwrap_or(0.0), self.reference);
        let of_zone = |zone: usize| match self.people.counts[zone].value() {
            None => middle * share(zone),
            Some(people) if self.is_unplaced(zone) => people,
            Some(_) => 0.0,
        };
        (0..self.people.counts.len()).map(of_zone).sum()
    }

    /// What stands between a zone's people and a service.
    pub fn obstacles(&self, atlas: &Atlas, layer: &Layer, zone: usize, service: usize) -> Obstacles {
        Sites { atlas, layer, supply: &self.supply }.obstacles(zone, service)
    }
}

/// What each home has.
struct OfHomes {
    near: Reach,
    serving: Reach,
    nearest: Vec<Option<Way>>,
    access: Vec<f64>,
}

impl OfHomes {
    /// Minutes to the nearest that serves, infinite without any.
    fn minutes(&self, start: usize) -> f64 {
        self.nearest[start].map_or(f64::INFINITY, |way| way.minutes)
    }

    /// Minutes to the first within the limit, whether or not it serves.
    fn first_minutes(&self, start: usize) -> f64 {
        self.near.from_origin(start).next().map_or(f64::INFINITY, |(_, minutes)| minutes)
    }
}

/// Adds the row of one start as the row of the next zone; an empty one without start.
fn append(rows: &mut Reach, homes: &Reach, start: Option<usize>) {
    for (service, minutes) in start.into_iter().flat_map(|start| homes.from_origin(start)) {
        rows.destinations.push(service as u32);
        rows.minutes.push(minutes);
    }
    rows.starts.push(rows.destinations.len());
}

/// The people of each start; an unknown number is nobody here.
fn demand(layer: &Layer, people: &People, shares: &[f64]) -> Vec<f64> {
    let of_zone = |zone: usize| {
        let count = people.counts[zone].value().unwrap_or(0.0);
        layer.origins.of_zone(zone).map(move |start| count * shares[start])
    };
    (0..layer.zones.len()).flat_map(of_zone).collect()
}

/// Mean access, each person counting for one.
fn reference(demand: &[f64], access: &[f64]) -> f64 {
    let people: f64 = demand.iter().sum();
    let received: f64 = demand.iter().zip(access).map(|(people, access)| people * access).sum();
    if people > 0.0 && received > 0.0 { received / people * PER_PEOPLE } else { 0.0 }
}

fn short(access: Measure, people: Measure, reference: f64) -> Measure {
    let (Some(access), Some(count)) = (access.value(), people.value()) else {
        return if people.value().is_none() { people } else { Measure::missing() };
    };
    let share = share_short(access, reference);
    let interval = people.interval().and_then(|people| Interval::new(people.low() * share, people.high() * share));
    Measure::estimated(count * share, interval)
}
