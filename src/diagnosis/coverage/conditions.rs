//! The conditions under which a service serves someone: theme, place, hour, audience, residence.

use std::collections::BTreeSet;

use super::{CoverageQuery, ReasonCode};
use crate::atlas::Layer;
use crate::domain::{Audiences, Eligibility, Geography, Mobility, Reception, Service};

/// Why a service does not serve the people of a zone: a set of reason codes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Obstacles(u8);

impl Obstacles {
    /// Nothing stands in the way.
    pub const fn none(self) -> bool {
        self.0 == 0
    }

    /// Whether this is among the reasons.
    pub const fn has(self, code: ReasonCode) -> bool {
        self.0 & bit(code) != 0
    }

    /// Whether this is the only reason.
    pub const fn only(self, code: ReasonCode) -> bool {
        self.0 == bit(code)
    }

    /// With one reason more, if it holds.
    #[must_use]
    pub const fn with(self, code: ReasonCode, holds: bool) -> Self {
        if holds { Self(self.0 | bit(code)) } else { self }
    }
}

const fn bit(code: ReasonCode) -> u8 {
    1 << code as u8
}

/// What stands between a service and anyone at all, wherever they live.
pub fn obstacles(service: &Service, query: &CoverageQuery) -> Obstacles {
    let wrong_audience = query.audience.is_some_and(|audience| service.audiences.admits(audience) == Some(false));
    let closed = query.at.is_some_and(|at| !service.opening.as_ref().is_some_and(|opening| opening.open_at(at)));
    Obstacles::default()
        .with(ReasonCode::WrongAudience, wrong_audience)
        .with(ReasonCode::Closed, closed)
        .with(ReasonCode::RemoteOnly, service.reception == Reception::Remote)
}

/// The services of a theme that stay in one place that is known, by index, and what must be said of the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Supply {
    /// Indices in the atlas.
    pub services: Vec<u32>,
    /// What stands in the way of each.
    pub obstacles: Vec<Obstacles>,
    /// Services that move, left out: their position is where they are based, not where they receive.
    pub mobile: u32,
    /// Services known to their municipality alone, left out: no way can be measured to them.
    pub unplaced: u32,
    /// Services that do not say whom they admit, counted.
    pub unknown_audience: u32,
    /// Services without hours, not counted when an hour is asked.
    pub unknown_hours: u32,
}

impl Supply {
    /// Sorts the services of the theme asked.
    pub fn of(services: &[Service], query: &CoverageQuery) -> Self {
        let of_theme = || (0..).zip(services).filter(|(_, service)| service.themes.contains(&query.theme));
        let fixed = || of_theme().filter(|(_, service)| service.receives_where_shown());
        let count = |told: &dyn Fn(&Service) -> bool| fixed().filter(|(_, service)| told(service)).count() as u32;
        Self {
            services: fixed().map(|(index, _)| index).collect(),
            obstacles: fixed().map(|(_, service)| obstacles(service, query)).collect(),
            mobile: of_theme().filter(|(_, service)| service.mobility == Mobility::Mobile).count() as u32,
            unplaced: of_theme().filter(|(_, service)| service.mobility == Mobility::Fixed && !service.has_place()).count() as u32,
            unknown_audience: count(&|service| service.audiences == Audiences::Unknown),
            unknown_hours: count(&|service| service.opening.is_none()),
        }
    }
}

/// Every code under which a zone's residents may be eligible: the zone, what holds it, its départements.
pub fn residence(layer: &Layer, zone: usize) -> BTreeSet<String> {
    let zone = &layer.zones[zone];
    let held = zone.parents.iter().map(|parent| (parent.geography, parent.code.as_str()));
    let mut codes = BTreeSet::new();
    for (geography, code) in held.chain([(zone.geography, zone.code.as_str())]) {
        codes.insert(code.to_owned());
        if matches!(geography, Geography::Commune | Geography::Iris) {
            codes.extend(departement(code));
        }
        if geography == Geography::Iris {
            codes.extend(code.get(..5).map(str::to_owned));
        }
    }
    codes
}

/// The département of a commune or IRIS code: two characters, three overseas.
fn departement(code: &str) -> Option<String> {
    let overseas = code.starts_with("97") || code.starts_with("98");
    code.get(..if overseas { 3 } else { 2 }).map(str::to_owned)
}

/// The areas a service is reserved to; `None` when it serves everywhere.
pub fn reserved_to(service: &Service) -> Option<&[String]> {
    match &service.eligibility {
        Eligibility::Areas(areas) if !areas.is_empty() && !areas.iter().any(|area| area.eq_ignore_ascii_case("france")) => Some(areas),
        Eligibility::Areas(_) | Eligibility::Everywhere => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overseas_departements_have_three_digits() {
        assert_eq!(departement("974110101").as_deref(), Some("974"));
        assert_eq!(departement("2A0040101").as_deref(), Some("2A"));
    }

    #[test]
    fn obstacles_are_told_apart() {
        let two = Obstacles::default().with(ReasonCode::Closed, true).with(ReasonCode::WrongAudience, true);
        assert!(two.has(ReasonCode::Closed) && !two.only(ReasonCode::Closed) && !two.none());
        assert!(Obstacles::default().with(ReasonCode::Closed, false).none());
    }
}
