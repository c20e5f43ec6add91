//! The services of a theme seen from the homes of a layer: which serve whom, and which is nearest.

use std::collections::{BTreeMap, BTreeSet};

use super::ReasonCode;
use super::assessment::Way;
use super::conditions::{Obstacles, Supply, reserved_to, residence};
use super::services::Services;
use crate::atlas::Layer;
use crate::domain::{Minutes, Position, Reach, Travel};

/// The services of a theme seen from the starts of a layer.
pub struct Sites<'a> {
    /// Where the services are.
    pub services: Services<'a>,
    /// Where the homes are.
    pub layer: &'a Layer,
    /// The services.
    pub supply: &'a Supply,
}

impl Sites<'_> {
    /// What stands between the people of a zone and a service.
    pub fn obstacles(&self, zone: usize, service: usize) -> Obstacles {
        self.obstacles_of(&residence(self.layer, zone), service)
    }

    fn obstacles_of(&self, residence: &BTreeSet<String>, service: usize) -> Obstacles {
        let elsewhere = self.reserved(service).is_some_and(|areas| !areas.iter().any(|area| residence.contains(area)));
        self.supply.obstacles[service].with(ReasonCode::NotEligible, elsewhere)
    }

    /// The services that stand on no street: no time to them is known.
    pub fn off_streets(&self, travel: &dyn Travel) -> Vec<usize> {
        let positions = self.positions(0..self.supply.services.len());
        travel.unplaced(&positions).iter().enumerate().filter(|(_, reason)| reason.is_some()).map(|(service, _)| service).collect()
    }

    fn positions(&self, services: impl IntoIterator<Item = usize>) -> Vec<Position> {
        services.into_iter().map(|service| self.services.at(self.supply.services[service]).position).collect()
    }

    /// Keeps the pairs that serve.
    pub fn serving(&self, near: &Reach) -> Reach {
        let mut serving = Reach { starts: vec![0], ..Reach::default() };
        // Residence matters to few services: it is looked at pair by pair, never for every zone and service.
        let able: Vec<bool> = self.supply.obstacles.iter().map(|obstacles| obstacles.none()).collect();
        let reserved: Vec<bool> = (0..able.len()).map(|service| self.reserved(service).is_some()).collect();
        for zone in 0..self.layer.zones.len() {
            let residence = residence(self.layer, zone);
            let serves = |service: usize| able[service] && (!reserved[service] || self.obstacles_of(&residence, service).none());
            for start in self.layer.origins.of_zone(zone) {
                for (service, minutes) in near.from_origin(start).filter(|(service, _)| serves(*service)) {
                    serving.destinations.push(service as u32);
                    serving.minutes.push(minutes);
                }
                serving.starts.push(serving.destinations.len());
            }
        }
        serving
    }

    /// The nearest serving service of each start: within the limit, the first in reach; beyond, that among
    /// services open to all areas, then among those reserved to an area, area by area.
    pub fn nearest(&self, travel: &dyn Travel, serving: &Reach) -> Vec<Option<Way>> {
        let first = |start| serving.from_origin(start).next().map(|(service, minutes)| Way { service, minutes });
        let mut nearest: Vec<Option<Way>> = (0..serving.origin_count()).map(first).collect();
        let far: Vec<usize> = (0..nearest.len()).filter(|start| nearest[*start].is_none()).collect();
        self.beyond(travel, &mut nearest, &far, |_| true);
        nearest
    }

    /// Gives some starts, in ascending order, the nearest of the wanted services that serve, whatever the distance,
    /// where it is nearer than what they have.
    pub fn beyond(&self, travel: &dyn Travel, nearest: &mut [Option<Way>], far: &[usize], wanted: impl Fn(usize) -> bool) {
        let able = |service: &usize| self.supply.obstacles[*service].none() && wanted(*service);
        let everywhere: Vec<usize> =
            (0..self.supply.services.len()).filter(able).filter(|service| self.reserved(*service).is_none()).collect();
        self.improve(travel, nearest, far, &everywhere);
        let by_area = self.by_area(able);
        for (area, residents) in self.residents(&by_area) {
            let residents: Vec<usize> = residents.into_iter().filter(|start| far.binary_search(start).is_ok()).collect();
            self.improve(travel, nearest, &residents, &by_area[area]);
        }
    }

    fn reserved(&self, service: usize) -> Option<&[String]> {
        reserved_to(self.services.at(self.supply.services[service]))
    }

    /// The starts whose people may use what is reserved to each area, in order.
    fn residents<'b>(&self, by_area: &BTreeMap<&'b str, Vec<usize>>) -> BTreeMap<&'b str, Vec<usize>> {
        let mut residents: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let zones = if by_area.is_empty() { 0 } else { self.layer.zones.len() };
        for zone in 0..zones {
            for area in residence(self.layer, zone).iter().filter_map(|code| by_area.get_key_value(code.as_str()).map(|(area, _)| *area)) {
                residents.entry(area).or_default().extend(self.layer.origins.of_zone(zone));
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

    fn improve(&self, travel: &dyn Travel, nearest: &mut [Option<Way>], starts: &[usize], services: &[usize]) {
        if starts.is_empty() || services.is_empty() {
            return;
        }
        let origins: Vec<Position> = starts.iter().map(|start| self.layer.origins.positions[*start]).collect();
        let sites = services.iter().map(|service| self.services.at(self.supply.services[*service]).position);
        let found = travel.nearest(&origins, &sites.collect::<Vec<_>>());
        for (start, found) in starts.iter().zip(found) {
            let Some((service, Minutes(minutes))) = found else { continue };
            if nearest[*start].is_none_or(|way: Way| minutes < way.minutes) {
                nearest[*start] = Some(Way { service: services[service], minutes });
            }
        }
    }
}
