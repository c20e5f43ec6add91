//! Which edition of each thing is shown when several have been imported.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::former::Undrawn;
use super::margin;
use crate::domain::{
    AddressBook, Batch, Dataset, DatasetId, Decision, Geography, Homes, Indicator, IndicatorId, Mode, Observation, SavedNetwork, Service,
    Unlocated, Vintage, Zone,
};

/// The content of all batches, older editions left aside.
pub(super) struct Editions {
    /// All data sets, by id: those left aside stay listed.
    pub datasets: Vec<Dataset>,
    /// Zones of the newest edition of each geography.
    pub zones: BTreeMap<Geography, Vec<Zone>>,
    /// What speaks of the margin alone.
    pub margin: Vec<Batch>,
    /// Zones of the others: figures of their years bear their codes.
    pub former: Undrawn,
    /// Indicators of every year: the year is part of their name.
    pub indicators: BTreeMap<IndicatorId, Indicator>,
    /// Their values.
    pub observations: Vec<Observation>,
    /// Services of the newest edition of each series, by id.
    pub services: Vec<Service>,
    /// Services of the same editions whose places are still to be found, by id.
    pub unlocated: Vec<Unlocated>,
    /// Addresses by name, of the newest edition of each series.
    pub addresses: Vec<AddressBook>,
    /// What people decided about records, in the order of the data sets.
    pub decisions: Vec<Decision>,
    /// Homes of the newest edition of each series, the preferred first: addresses, squares; the newest.
    pub homes: Vec<(DatasetId, Homes)>,
    /// The newest street network of each mode, with the data set it comes from.
    pub networks: BTreeMap<Mode, (DatasetId, SavedNetwork)>,
}

impl Editions {
    /// Sorts out the batches, in any order.
    pub fn newest(mut batches: Vec<Batch>) -> Self {
        batches.sort_by(|a, b| a.dataset.id.cmp(&b.dataset.id));
        let (margin, batches): (Vec<Batch>, Vec<Batch>) = batches.into_iter().partition(|batch| margin::is_of(&batch.dataset));
        let newest_zones = newest_of_geographies(&batches);
        let newest_services = newest_of_series(&batches, |batch| !(batch.services.is_empty() && batch.unlocated.is_empty()));
        let newest_homes = newest_of_series(&batches, |batch| batch.homes.is_some() || batch.addresses.is_some());
        let (mut homes, mut networks) = (Vec::new(), BTreeMap::new());
        let mut editions = Self {
            datasets: margin.iter().map(|batch| batch.dataset.clone()).collect(),
            margin,
            zones: BTreeMap::new(),
            former: BTreeMap::new(),
            indicators: BTreeMap::new(),
            observations: Vec::new(),
            services: Vec::new(),
            unlocated: Vec::new(),
            addresses: Vec::new(),
            decisions: Vec::new(),
            homes: Vec::new(),
            networks: BTreeMap::new(),
        };
        for batch in batches {
            for zone in batch.zones {
                let newest = newest_zones.get(&zone.geography) == Some(&zone.vintage);
                let of_edition = if newest {
                    editions.zones.entry(zone.geography).or_default()
                } else {
                    editions.former.entry((zone.geography, zone.vintage)).or_default()
                };
                of_edition.push(zone);
            }
            batch.indicators.into_iter().for_each(|indicator| _ = editions.indicators.entry(indicator.id()).or_insert(indicator));
            editions.observations.extend(batch.observations);
            if newest_services.get(&series(&batch.dataset)) == Some(&batch.dataset.vintage) {
                editions.services.extend(batch.services);
                editions.unlocated.extend(batch.unlocated);
            }
            editions.decisions.extend(batch.decisions);
            if newest_homes.get(&series(&batch.dataset)) == Some(&batch.dataset.vintage) {
                editions.addresses.extend(batch.addresses);
                homes.extend(batch.homes.map(|set| (batch.dataset.vintage, batch.dataset.id.clone(), set)));
            }
            for network in batch.networks {
                keep_newest(&mut networks, &batch.dataset, network);
            }
            editions.datasets.push(batch.dataset);
        }
        editions.datasets.sort_by(|a, b| a.id.cmp(&b.id));
        editions.unlocated.sort_by(|a, b| a.id().cmp(b.id()));
        editions.unlocated.dedup_by(|later, first| later.id() == first.id());
        editions.services.sort_by(|a, b| a.id.cmp(&b.id));
        editions.services.dedup_by(|later, first| later.id == first.id);
        homes.sort_by_key(|(vintage, _, set)| (set.basis, Reverse(*vintage)));
        editions.homes = homes.into_iter().map(|(_, dataset, set)| (dataset, set)).collect();
        editions.networks = networks.into_iter().map(|(mode, (_, dataset, network))| (mode, (dataset, network))).collect();
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

/// The newest edition of each series among the batches that count: a service that it no longer lists is closed.
fn newest_of_series(batches: &[Batch], counts: impl Fn(&Batch) -> bool) -> BTreeMap<String, Vintage> {
    let mut newest = BTreeMap::new();
    for batch in batches.iter().filter(|batch| counts(batch)) {
        let known = newest.entry(series(&batch.dataset)).or_insert(batch.dataset.vintage);
        *known = batch.dataset.vintage.max(*known);
    }
    newest
}

type Newest = BTreeMap<Mode, (Vintage, DatasetId, SavedNetwork)>;

/// Of two networks of a mode, the newer stays; of one year, the first by id.
fn keep_newest(networks: &mut Newest, dataset: &Dataset, network: SavedNetwork) {
    let older = networks.get(&network.mode).is_none_or(|(vintage, ..)| *vintage < dataset.vintage);
    if older {
        networks.insert(network.mode, (dataset.vintage, dataset.id.clone(), network));
    }
}

/// The name of a data set without its year.
fn series(dataset: &Dataset) -> String {
    let id = dataset.id.as_str();
    id.strip_suffix(&format!("-{}", dataset.vintage)).unwrap_or(id).to_owned()
}
