//! What a state of the data is compared by: small enough to be kept when the state itself is gone.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use chrono::{DateTime, Days, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::atlas::{Atlas, Layer};
use crate::diagnosis::coverage::Assessment;
use crate::domain::{DatasetId, Geography, IndicatorId, Mobility, Service, ServiceId, Text, Theme, ZoneCode};

/// The edition of the form: another is not read.
const EDITION: u32 = 1;

/// A service whose source says nothing new of it for so many days is stale.
const STALE_DAYS: u64 = 730;

/// A share that is not known, among hundredths.
const UNKNOWN: u8 = u8::MAX;

/// What a state of the data is compared by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    edition: u32,
    /// Names the state.
    pub snapshot: String,
    /// When the newest of its data sets was imported; `None` without any.
    pub updated: Option<DateTime<Utc>>,
    /// The geography of its zones, the finest; `None` without any.
    pub geography: Option<Geography>,
    pub(super) zones: Vec<ZoneLine>,
    /// Hundredths of the people of each zone who have a service of the theme within the usual limit, on foot.
    pub(super) covered: BTreeMap<Theme, Vec<u8>>,
    pub(super) services: Vec<ServiceLine>,
    pub(super) indicators: BTreeMap<IndicatorId, IndicatorLine>,
    pub(super) datasets: BTreeMap<DatasetId, DatasetLine>,
}

/// A zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ZoneLine {
    pub code: ZoneCode,
    pub name: String,
    pub people: Option<f64>,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ServiceLine {
    pub id: ServiceId,
    pub name: String,
    pub themes: Vec<Theme>,
    pub position: [f64; 2],
    /// Of what it is and how it receives: hours, audiences, reception, areas, capacity.
    pub print: String,
    pub stale: bool,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct IndicatorLine {
    pub label: Text,
    pub dataset: DatasetId,
}

/// A data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct DatasetLine {
    pub title: Text,
    pub sha256: String,
}

impl Digest {
    /// The digest of an atlas and of the coverage of its finest geography, theme by theme.
    pub fn of(atlas: &Atlas, coverage: &[Arc<Assessment>]) -> Self {
        let layer = atlas.layers.values().next();
        let people = coverage.first().map(|assessment| assessment.people.counts.as_slice()).unwrap_or_default();
        let zone = |(place, zone): (usize, &crate::domain::Zone)| ZoneLine {
            code: zone.code.clone(),
            name: zone.name.clone(),
            people: people.get(place).and_then(|count| count.value()),
        };
        Self {
            edition: EDITION,
            snapshot: atlas.id.to_string(),
            updated: atlas.datasets.iter().map(|dataset| dataset.imported_at).max(),
            geography: layer.map(|layer| layer.geography),
            zones: layer.map(|layer| layer.zones.iter().enumerate().map(zone).collect()).unwrap_or_default(),
            covered: coverage.iter().filter_map(|assessment| covered(layer?, assessment)).collect(),
            services: atlas.services.iter().map(|service| line(atlas, service)).collect(),
            indicators: atlas
                .indicators
                .values()
                .map(|indicator| (indicator.id(), IndicatorLine { label: indicator.label.clone(), dataset: indicator.dataset.clone() }))
                .collect(),
            datasets: atlas
                .datasets
                .iter()
                .map(|set| (set.id.clone(), DatasetLine { title: set.title.clone(), sha256: set.sha256.clone() }))
                .collect(),
        }
    }

    /// Whether it is written in the form that this program reads.
    pub const fn is_readable(&self) -> bool {
        self.edition == EDITION
    }

    /// The share covered of each zone for a theme, 0 to 1; 0 for all where there is no service of the theme.
    pub(super) fn shares(&self, theme: Theme) -> Vec<Option<f64>> {
        let share = |hundredths: &u8| (*hundredths != UNKNOWN).then(|| f64::from(*hundredths) / 100.0);
        self.covered.get(&theme).map_or_else(|| vec![Some(0.0); self.zones.len()], |shares| shares.iter().map(share).collect())
    }
}

fn covered(layer: &Layer, assessment: &Assessment) -> Option<(Theme, Vec<u8>)> {
    if assessment.query.geography != layer.geography {
        return None;
    }
    let hundredths = |share: &Option<f64>| share.map_or(UNKNOWN, |share| (share * 100.0).round().clamp(0.0, 100.0) as u8);
    Some((assessment.query.theme, assessment.share_within.iter().map(hundredths).collect()))
}

fn line(atlas: &Atlas, service: &Service) -> ServiceLine {
    ServiceLine {
        id: service.id.clone(),
        name: service.name.clone(),
        themes: service.themes.clone(),
        position: [service.position.lon(), service.position.lat()],
        print: print(service),
        stale: is_stale(atlas, service),
    }
}

/// Eight bytes of a hash of what a visitor would notice.
fn print(service: &Service) -> String {
    let told = (&service.category, &service.audiences, service.reception, service.mobility == Mobility::Mobile);
    let more = (&service.eligibility, service.capacity, &service.opening, service.free, &service.address);
    let written = serde_json::to_vec(&(told, more, &service.themes)).unwrap_or_default();
    Sha256::digest(written).iter().take(8).fold(String::new(), |mut print, byte| {
        let _ = write!(print, "{byte:02x}");
        print
    })
}

/// Whether its source had said nothing new of it for two years when it was imported.
fn is_stale(atlas: &Atlas, service: &Service) -> bool {
    let imported = atlas.datasets.iter().find(|dataset| dataset.id == service.dataset).map(|dataset| dataset.imported_at.date_naive());
    let last = service.updated.and_then(|updated| updated.checked_add_days(Days::new(STALE_DAYS)));
    imported.zip(last).is_some_and(|(imported, last)| last < imported)
}
