//! The numbers of a coverage, without a word: kept once, put into words zone by zone.

use std::collections::BTreeMap;

use super::conditions::{Obstacles, Supply};
use super::journeys::Journeys;
use super::outside::Outside;
use super::services::Services;
use super::sites::Sites;
use super::spread::{self, OffStreets, Spread, placed_shares};
use super::summary::{Measuring, OfHomes, Summary};
use super::{CoverageClass, CoverageQuery};
use crate::analysis::access::{Decay, FloatingCatchment, floating_catchment};
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
        Ground::of(atlas, layer, travel, query, people, journeys).assessment
    }

    /// Adds what is told of the next zone.
    fn push(&mut self, told: &Summary) {
        append(&mut self.near, &told.near);
        append(&mut self.serving, &told.serving);
        self.nearest.push(told.nearest);
        self.in_reach.push(told.in_reach);
        self.minutes.push(told.minutes);
        self.share_within.push(told.share_within);
        self.access.push(told.access);
        self.short.push(told.short);
    }

    /// What is told of a zone, as it was added.
    fn told(&self, zone: usize) -> Summary {
        Summary {
            near: self.near.from_origin(zone).collect(),
            serving: self.serving.from_origin(zone).collect(),
            nearest: self.nearest[zone],
            in_reach: self.in_reach[zone],
            minutes: self.minutes[zone],
            share_within: self.share_within[zone],
            access: self.access[zone],
            short: self.short[zone],
        }
    }

    /// The same where some zones are told anew, of other services. The reference stays.
    #[must_use]
    pub fn with(&self, supply: Supply, offers: Vec<Option<f64>>, mut changed: BTreeMap<usize, Summary>) -> Self {
        let mut found = Self::empty(self.query, supply, offers, self.reference, self.people.clone());
        found.unplaced.clone_from(&self.unplaced);
        found.off_streets.clone_from(&self.off_streets);
        for zone in 0..self.nearest.len() {
            found.push(&changed.remove(&zone).unwrap_or_else(|| self.told(zone)));
        }
        found
    }

    /// Without any zone yet.
    fn empty(query: CoverageQuery, supply: Supply, offers: Vec<Option<f64>>, reference: f64, people: People) -> Self {
        Self {
            query,
            supply,
            near: no_rows(),
            serving: no_rows(),
            nearest: Vec::new(),
            in_reach: Vec::new(),
            minutes: Vec::new(),
            share_within: Vec::new(),
            unplaced: Vec::new(),
            off_streets: Vec::new(),
            offers,
            access: Vec::new(),
            reference,
            people,
            short: Vec::new(),
        }
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
    pub fn obstacles(&self, services: Services<'_>, layer: &Layer, zone: usize, service: usize) -> Obstacles {
        Sites { services, layer, supply: &self.supply }.obstacles(zone, service)
    }
}

/// An assessment and the homes it was summed up from.
pub struct Ground {
    /// What is told of the zones.
    pub assessment: Assessment,
    /// What each home has.
    pub homes: OfHomes,
    /// The people of each start; an unknown number is nobody here.
    pub demand: Vec<f64>,
    /// The share of its zone's people at each start, those on no street left out.
    pub shares: Vec<f64>,
    /// Who shares the services besides.
    pub outside: Outside,
}

impl Ground {
    /// Assesses a territory, home by home. The journeys must suit the query.
    pub fn of(atlas: &Atlas, layer: &Layer, travel: &dyn Travel, query: &CoverageQuery, people: People, journeys: &Journeys) -> Self {
        let supply = Supply::of(&atlas.services, query);
        let sites = Sites { services: Services::of(atlas), layer, supply: &supply };
        let near = journeys.among(&supply.services, query.limit_minutes);
        let serving = sites.serving(&near);
        let nearest = sites.nearest(travel, &serving);
        let off_streets = sites.off_streets(travel);
        let shares = placed_shares(&layer.origins, &journeys.placed);
        let demand = demand(layer, &people, &shares);
        let outside = Outside::of(atlas, &supply, journeys, query.limit_minutes);
        let (everyone, asking) = outside.after(&serving, demand.clone());
        let FloatingCatchment { mut access, ratios, .. } =
            floating_catchment(&everyone, &asking, &vec![1.0; supply.services.len()], &decay(query));
        access.truncate(demand.len());
        let reference = reference(&demand, &access);
        let homes = OfHomes { near, serving, nearest, access };
        let mut assessment = Assessment::empty(*query, supply, ratios.iter().map(|ratio| offer(*ratio)).collect(), reference, people);
        for zone in 0..layer.zones.len() {
            let of_zone = spread::People::of(&layer.origins, &shares, zone);
            let measuring = Measuring { limit: query.limit_minutes, reference, offer: &|service| assessment.offers[service] };
            let told = Summary::of(&of_zone, &homes, assessment.people.counts[zone], &measuring);
            assessment.push(&told);
        }
        assessment.unplaced = spread::unplaced(&layer.origins, &journeys.placed);
        assessment.off_streets = off_streets;
        Self { assessment, homes, demand, shares, outside }
    }
}

/// How a service weighs less the longer the way to it.
pub fn decay(query: &CoverageQuery) -> Decay {
    Decay::enhanced(query.limit_minutes.0)
}

/// What a service offers, per 10,000 people.
pub fn offer(ratio: Option<f64>) -> Option<f64> {
    ratio.map(|ratio| ratio * PER_PEOPLE)
}

/// No row yet.
pub fn no_rows() -> Reach {
    Reach { starts: vec![0], ..Reach::default() }
}

/// Adds the next row.
pub fn append(rows: &mut Reach, row: &[(usize, f64)]) {
    for (service, minutes) in row {
        rows.destinations.push(*service as u32);
        rows.minutes.push(*minutes);
    }
    rows.starts.push(rows.destinations.len());
}

/// The people of each start; an unknown number is nobody here.
pub fn demand(layer: &Layer, people: &People, shares: &[f64]) -> Vec<f64> {
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
