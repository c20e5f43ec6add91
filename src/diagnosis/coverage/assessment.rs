//! The numbers of a coverage, without a word: kept once, put into words zone by zone.

use std::collections::BTreeMap;

use super::conditions::{Obstacles, Supply, reserved_to, residence};
use super::{CoverageClass, CoverageQuery, ReasonCode};
use crate::analysis::access::{Decay, floating_catchment};
use crate::analysis::gap::share_short;
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::layer;
use crate::diagnosis::people::{People, people};
use crate::domain::{Fault, Interval, Measure, Minutes, Position, Reach, Travel};

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

/// What a coverage is made of, zones in the order of the layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// What was asked.
    pub query: CoverageQuery,
    /// The services of the theme.
    pub supply: Supply,
    /// Services of the theme within the limit, whether or not they serve.
    pub near: Reach,
    /// Those that serve.
    pub serving: Reach,
    /// The nearest that serves, whatever the distance.
    pub nearest: Vec<Option<Way>>,
    /// Services per 10,000 people that each service offers; `None` when nobody known reaches it.
    pub offers: Vec<Option<f64>>,
    /// Services per 10,000 people that fall to each zone.
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

    /// The same when the people are known already, as for one theme after another.
    pub fn with_people(atlas: &Atlas, layer: &Layer, travel: &dyn Travel, query: &CoverageQuery, people: People) -> Self {
        let supply = Supply::of(&atlas.services, query);
        let sites = Sites { atlas, layer, supply: &supply };
        let near = travel.reach(&layer.centres, &sites.positions(0..supply.services.len()), query.limit_minutes);
        let serving = sites.serving(&near);
        let nearest = sites.nearest(travel);
        let demand: Vec<f64> = people.counts.iter().map(|count| count.value().unwrap_or(0.0)).collect();
        let shared = floating_catchment(&serving, &demand, &vec![1.0; supply.services.len()], &Decay::enhanced(query.limit_minutes.0));
        let offers: Vec<Option<f64>> = shared.ratios.iter().map(|ratio| ratio.map(|ratio| ratio * PER_PEOPLE)).collect();
        let access = access(&serving, &shared.access, &offers);
        let reference = reference(&demand, &shared.access);
        let short = access.iter().zip(&people.counts).map(|(access, people)| short(*access, *people, reference)).collect();
        Self { query: *query, near, serving, nearest, offers, access, reference, short, people, supply }
    }

    /// In a word.
    pub fn class(&self, zone: usize) -> CoverageClass {
        match self.people.counts[zone].value() {
            None => CoverageClass::Unknown,
            Some(people) if people <= 0.0 => CoverageClass::NoPeople,
            Some(_) if self.in_reach(zone) == 0 => CoverageClass::Uncovered,
            Some(_) if self.access[zone].value().is_some_and(|access| access >= self.reference) => CoverageClass::Covered,
            Some(_) => CoverageClass::Partial,
        }
    }

    /// How many services serve a zone within the limit.
    pub fn in_reach(&self, zone: usize) -> usize {
        self.serving.from_origin(zone).len()
    }

    /// People short of access over the territory. Zones whose people are not known count for nobody at
    /// the low end, and for as many as the middle zone at the high end.
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
        let unknown = self.people.counts.iter().zip(&self.access).filter(|(count, _)| count.value().is_none());
        unknown.map(|(_, access)| middle * share_short(access.value().unwrap_or(0.0), self.reference)).sum()
    }

    /// What stands between a zone's people and a service.
    pub fn obstacles(&self, atlas: &Atlas, layer: &Layer, zone: usize, service: usize) -> Obstacles {
        Sites { atlas, layer, supply: &self.supply }.obstacles(zone, service)
    }
}

/// The services of a theme seen from the zones of a layer.
struct Sites<'a> {
    atlas: &'a Atlas,
    layer: &'a Layer,
    supply: &'a Supply,
}

impl Sites<'_> {
    fn positions(&self, services: impl IntoIterator<Item = usize>) -> Vec<Position> {
        services.into_iter().map(|service| self.atlas.services[self.supply.services[service] as usize].position).collect()
    }

    fn reserved(&self, service: usize) -> Option<&[String]> {
        reserved_to(&self.atlas.services[self.supply.services[service] as usize])
    }

    fn obstacles(&self, zone: usize, service: usize) -> Obstacles {
        let elsewhere = self.reserved(service).is_some_and(|areas| {
            let residence = residence(self.layer, zone);
            !areas.iter().any(|area| residence.contains(area))
        });
        self.supply.obstacles[service].with(ReasonCode::NotEligible, elsewhere)
    }

    /// Keeps the pairs that serve.
    fn serving(&self, near: &Reach) -> Reach {
        let mut serving = Reach { starts: vec![0], ..Reach::default() };
        for zone in 0..near.origin_count() {
            for (service, minutes) in near.from_origin(zone).filter(|(service, _)| self.obstacles(zone, *service).none()) {
                serving.destinations.push(service as u32);
                serving.minutes.push(minutes);
            }
            serving.starts.push(serving.destinations.len());
        }
        serving
    }

    /// The nearest serving service of each zone: among those open to all areas, then among those reserved
    /// to an area, area by area.
    fn nearest(&self, travel: &dyn Travel) -> Vec<Option<Way>> {
        let able = |service: &usize| self.supply.obstacles[*service].none();
        let everywhere: Vec<usize> =
            (0..self.supply.services.len()).filter(able).filter(|service| self.reserved(*service).is_none()).collect();
        let mut nearest = vec![None; self.layer.zones.len()];
        self.improve(travel, &mut nearest, &(0..self.layer.zones.len()).collect::<Vec<_>>(), &everywhere);
        let by_area = self.by_area(able);
        for (area, residents) in self.residents(&by_area) {
            self.improve(travel, &mut nearest, &residents, &by_area[area]);
        }
        nearest
    }

    /// The zones whose people may use what is reserved to each area.
    fn residents<'b>(&self, by_area: &BTreeMap<&'b str, Vec<usize>>) -> BTreeMap<&'b str, Vec<usize>> {
        let mut residents: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let zones = if by_area.is_empty() { 0 } else { self.layer.zones.len() };
        for zone in 0..zones {
            for area in residence(self.layer, zone).iter().filter_map(|code| by_area.get_key_value(code.as_str()).map(|(area, _)| *area)) {
                residents.entry(area).or_default().push(zone);
            }
        }
        residents
    }

    fn by_area(&self, able: impl Fn(&usize) -> bool) -> BTreeMap<&str, Vec<usize>> {
        let mut by_area: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for service in (0..self.supply.services.len()).filter(able) {
            for area in self.reserved(service).unwrap_or_default() {
                by_area.entry(area).or_default().push(service);
            }
        }
        by_area
    }

    fn improve(&self, travel: &dyn Travel, nearest: &mut [Option<Way>], zones: &[usize], services: &[usize]) {
        let origins: Vec<Position> = zones.iter().map(|zone| self.layer.centres[*zone]).collect();
        let found = travel.nearest(&origins, &self.positions(services.iter().copied()));
        for (zone, found) in zones.iter().zip(found) {
            let Some((service, Minutes(minutes))) = found else { continue };
            if nearest[*zone].is_none_or(|way: Way| minutes < way.minutes) {
                nearest[*zone] = Some(Way { service: services[service], minutes });
            }
        }
    }
}

/// A zone that reaches a service whose users are not known has an access that is not known either.
fn access(serving: &Reach, per_person: &[f64], offers: &[Option<f64>]) -> Vec<Measure> {
    let of_zone = |(zone, access): (usize, &f64)| {
        let told = serving.from_origin(zone).all(|(service, _)| offers[service].is_some());
        if told { Measure::estimated(access * PER_PEOPLE, None) } else { Measure::missing() }
    };
    per_person.iter().enumerate().map(of_zone).collect()
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
