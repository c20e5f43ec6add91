//! Which edition of each thing is shown when several have been imported.

use std::collections::BTreeMap;

use crate::domain::{Batch, Dataset, Geography, Indicator, IndicatorId, Observation, Service, Vintage, Zone};

/// The content of all batches, older editions left aside.
pub(super) struct Editions {
    /// All data sets, by id: those left aside stay listed.
    pub datasets: Vec<Dataset>,
    /// Zones of the newest edition of each geography.
    pub zones: BTreeMap<Geography, Vec<Zone>>,
    /// Indicators of every year: the year is part of their name.
    pub indicators: BTreeMap<IndicatorId, Indicator>,
    /// Their values.
    pub observations: Vec<Observation>,
    /// Services of the newest edition of each series, by id.
    pub services: Vec<Service>,
}

impl Editions {
    /// Sorts out the batches, in any order.
    pub fn newest(mut batches: Vec<Batch>) -> Self {
        batches.sort_by(|a, b| a.dataset.id.cmp(&b.dataset.id));
        let (newest_zones, newest_services) = (newest_of_geographies(&batches), newest_of_series(&batches));
        let mut editions = Self {
            datasets: Vec::new(),
            zones: BTreeMap::new(),
            indicators: BTreeMap::new(),
            observations: Vec::new(),
            services: Vec::new(),
        };
        for batch in batches {
            let kept = batch.zones.into_iter().filter(|zone| newest_zones.get(&zone.geography) == Some(&zone.vintage));
            kept.for_each(|zone| editions.zones.entry(zone.geography).or_default().push(zone));
            batch.indicators.into_iter().for_each(|indicator| _ = editions.indicators.entry(indicator.id()).or_insert(indicator));
            editions.observations.extend(batch.observations);
            if newest_services.get(&series(&batch.dataset)) == Some(&batch.dataset.vintage) {
                editions.services.extend(batch.services);
            }
            editions.datasets.push(batch.dataset);
        }
        editions.services.sort_by(|a, b| a.id.cmp(&b.id));
        editions.services.dedup_by(|later, first| later.id == first.id);
        editions
    }
}

fn newest_of_geographies(batches: &[Batch]) -> BTreeMap<Geography, Vintage> {
    let mut newest = BTreeMap::new();
    for zone in batches.iter().flat_map(|batch| &batch.zones) {
        let known = newest.entry(zone.geography).or_insert(zone.vintage);
        *known = zone.vintage.max(*known);
    }
    newest
}

/// A service that the newest edition of its source no longer lists is closed.
fn newest_of_series(batches: &[Batch]) -> BTreeMap<String, Vintage> {
    let mut newest = BTreeMap::new();
    for batch in batches.iter().filter(|batch| !batch.services.is_empty()) {
        let known = newest.entry(series(&batch.dataset)).or_insert(batch.dataset.vintage);
        *known = batch.dataset.vintage.max(*known);
    }
    newest
}

/// The name of a data set without its year.
fn series(dataset: &Dataset) -> String {
    let id = dataset.id.as_str();
    id.strip_suffix(&format!("-{}", dataset.vintage)).unwrap_or(id).to_owned()
}
