//! Who is far from a service: access scores, people short of access, and why.

pub mod assessment;
pub mod conditions;
pub mod journeys;
mod note;
mod outside;
pub mod reasons;
pub mod services;
mod sites;
pub mod spread;
pub mod standing;
mod starts;
pub mod summary;

use rayon::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

pub use assessment::Assessment;
pub use journeys::Journeys;
pub use spread::{OffStreets, Spread};

use super::{Basis, Method, layer, sources};
use crate::atlas::{Atlas, Layer};
use crate::domain::{
    Audience, DatasetId, Fault, Geography, HomeBasis, Measure, Minutes, Mode, ServiceId, Text, Theme, Travel, WeekTime, ZoneCode,
};
use reasons::Reasons;
use services::Services;

/// The longest way where nobody says otherwise.
pub const USUAL_LIMIT: Minutes = Minutes(30.0);

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct CoverageQuery {
    /// The zones to speak of.
    pub geography: Geography,
    /// The theme of the services.
    pub theme: Theme,
    /// For whom; `None` counts every service.
    pub audience: Option<Audience>,
    /// Open at this moment of the week; `None` counts services whatever their hours.
    #[schema(value_type = Option<String>, example = "tue-18:30")]
    pub at: Option<WeekTime>,
    /// How people travel.
    pub mode: Mode,
    /// The longest way, in minutes, bound included.
    pub limit_minutes: Minutes,
}

/// The answer, zones in the order of the layer.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Coverage {
    /// What was asked.
    pub query: CoverageQuery,
    /// How.
    pub method: Method,
    /// Whom the numbers of people count; `None` when nothing loaded counts people.
    pub people: Option<Basis>,
    /// The access a zone should have: services per 10,000 people, the territory's own mean.
    pub reference: f64,
    /// What the margin holds: people who share the services within, told of in no zone; `None` where none are loaded.
    pub margin: Option<Margin>,
    /// Services of the theme in the territory, before conditions.
    pub services: u32,
    /// People short of access over all zones, and the interval of unknown zones.
    pub short: Measure,
    /// Each zone.
    pub zones: Vec<ZoneCoverage>,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// What lies beyond the border and counts as demand alone.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Margin {
    /// Zones.
    pub zones: u32,
    /// Those whose people are not known: they count for nobody.
    pub unknown: u32,
    /// People; `null` where nothing loaded counts them.
    pub people: Measure,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// One zone's access.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ZoneCoverage {
    /// Its code.
    pub zone: ZoneCode,
    /// Its name.
    pub name: String,
    /// What stands behind the points that ways start from.
    pub basis: HomeBasis,
    /// The nearest service that meets every condition, whatever the distance, as the person in the middle has
    /// it: half of the people take no longer.
    pub nearest: Option<Nearby>,
    /// Minutes to the nearest such service, over the people; `None` where times are not known.
    pub minutes: Option<Spread>,
    /// Share of the people who have such a service within the limit, 0 to 1; `None` where times are not known.
    pub share_within: Option<f64>,
    /// Homes that stand on no street, left out of the times.
    pub unplaced: OffStreets,
    /// How many such services half of the people at least have within the limit.
    pub in_reach: u32,
    /// E2SFCA: services per 10,000 people, competition counted.
    pub access: Measure,
    /// People who live there.
    pub people: Measure,
    /// People short of access: `people × max(0, 1 − access / reference)`.
    pub short: Measure,
    /// In a word.
    pub class: CoverageClass,
    /// Why it is not covered, in the order of METHODS; empty when covered.
    pub reasons: Vec<Reason>,
}

/// A service and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Nearby {
    /// The service.
    pub service: ServiceId,
    /// Its name.
    pub name: String,
    /// Minutes, in the mode asked.
    pub minutes: f64,
    /// Metres that take so long.
    pub metres: f64,
}

/// How well a zone is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoverageClass {
    /// Access at or above the reference.
    Covered,
    /// Some access, below the reference.
    Partial,
    /// More than half of the people have no service within the limit that meets the conditions.
    Uncovered,
    /// Nobody lives there.
    NoPeople,
    /// The number of people, or how long they take, is not known.
    Unknown,
}

/// Why a service nearby does not serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// None within the limit.
    NoneInReach,
    /// Within the limit, but far.
    Distant,
    /// Reserved to residents of other areas.
    NotEligible,
    /// Reserved to another audience.
    WrongAudience,
    /// Closed at that moment.
    Closed,
    /// In reach, but shared by too many people.
    Saturated,
    /// Receives at a distance only.
    RemoteOnly,
    /// No home of the zone stands on a street of the network: times are not known.
    Unplaced,
}

/// One reason, with the nearest near-miss named.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Reason {
    /// The reason.
    pub code: ReasonCode,
    /// The nearest service that fails for this reason alone.
    pub near_miss: Option<Nearby>,
    /// In words: « à 1,2 km, mais fermé à ce moment ».
    pub sentence: Text,
}

/// Who is far from the services of a theme, and why.
///
/// # Errors
/// `geography-not-loaded`.
pub fn coverage(atlas: &Atlas, travel: &dyn Travel, query: &CoverageQuery) -> Result<Coverage, Fault> {
    Assessment::of(atlas, travel, query)?.in_words(atlas, travel)
}

impl Assessment {
    /// The whole territory in words.
    ///
    /// # Errors
    /// `geography-not-loaded`, when the atlas is not the one assessed.
    pub fn in_words(&self, atlas: &Atlas, travel: &dyn Travel) -> Result<Coverage, Fault> {
        let layer = layer(atlas, self.query.geography)?;
        let services = self.supply.services.iter().map(|service| atlas.services[*service as usize].dataset.clone());
        let people = self.people.basis.iter().map(|basis| basis.dataset.clone());
        Ok(Coverage {
            query: self.query,
            method: note::method(self, layer, travel, outside::margin(atlas).as_ref()),
            people: self.people.basis.clone(),
            reference: self.reference,
            margin: outside::margin(atlas),
            services: self.supply.services.len() as u32 + self.supply.mobile + self.supply.unplaced,
            short: self.short_in_all(),
            zones: (0..layer.zones.len()).into_par_iter().map(|zone| self.zone_in_words(atlas, layer, travel, zone)).collect(),
            sources: sources(
                services
                    .chain(people)
                    .chain(atlas.travel_sources(layer, self.query.mode))
                    .chain(outside::margin(atlas).into_iter().flat_map(|margin| margin.sources)),
            ),
        })
    }

    /// One zone in words.
    pub fn zone_in_words(&self, atlas: &Atlas, layer: &Layer, travel: &dyn Travel, zone: usize) -> ZoneCoverage {
        self.zone_among(Services::of(atlas), layer, travel, zone)
    }

    /// The same where the services are not those of the atlas alone.
    pub fn zone_among(&self, services: Services<'_>, layer: &Layer, travel: &dyn Travel, zone: usize) -> ZoneCoverage {
        let reasons = Reasons { assessment: self, services, layer, travel };
        ZoneCoverage {
            zone: layer.zones[zone].code.clone(),
            name: layer.zones[zone].name.clone(),
            basis: layer.origins.basis[zone],
            nearest: self.nearest[zone].map(|way| reasons.nearby(way)),
            minutes: self.minutes[zone].map(Spread::rounded),
            share_within: self.share_within[zone].map(spread::rounded_share),
            unplaced: self.unplaced[zone].rounded(),
            in_reach: self.in_reach(zone) as u32,
            access: self.access[zone],
            people: self.people.counts[zone],
            short: self.short[zone],
            class: self.class(zone),
            reasons: reasons.of(zone),
        }
    }
}

#[cfg(test)]
mod tests;
