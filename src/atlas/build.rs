//! Building an atlas aside, from everything the store holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::editions::Editions;
use super::former::{self, Formers};
use super::joined::Shown;
use super::origins::{Crossings, Origins};
use super::{Atlas, Layer, Network, SnapshotId, communes, few, identity, joined, margin, places};
use crate::domain::territory::town_of;
use crate::domain::{
    Batch, Dataset, DatasetId, Fault, Fieldwork, Geography, Indicator, IndicatorId, Measure, Mode, Observation, SavedNetwork, Service,
    Sighting, Zone, ZoneCode,
};
use crate::network::Graph;
use crate::spatial::adjacency::Adjacency;
use crate::spatial::index::{PointIndex, ZoneIndex};
use crate::spatial::{area, centre};

impl Atlas {
    /// The atlas of these data sets, one batch each, in any order.
    ///
    /// # Algorithm
    /// 1. Of each geography, and of each series of services, the newest edition is kept. Figures of a former edition's zones are carried
    ///    into those of the newest.
    /// 2. Where no municipality is drawn, the union of its IRIS draws it; nothing is ever added up.
    /// 3. Zones that straddle municipalities learn which from the outlines.
    /// 4. Services without coordinates are looked up by their addresses; records of several sources that tell of one service
    ///    are joined.
    /// 5. Values are laid in columns beside their zones, services and homes located, neighbours found.
    ///
    /// # Notes
    /// The identifier is a function of the content: neither the order of the batches nor the time of
    /// the imports changes it. Takes about a second for a hundred thousand vertices at most; call it
    /// aside from the threads that answer.
    pub fn build(batches: Vec<Batch>) -> Self {
        Self::build_with(batches, Fieldwork::default())
    }

    /// The same with what the field brought: releases are carried as they are, and a service that was seen in place is as fresh
    /// as the day it was seen on.
    pub fn build_with(batches: Vec<Batch>, fieldwork: Fieldwork) -> Self {
        let Editions {
            datasets,
            zones,
            margin,
            former,
            indicators,
            observations,
            mut services,
            unlocated,
            addresses,
            decisions,
            homes,
            networks,
        } = Editions::newest(batches);
        let mut layers: BTreeMap<_, _> = zones.into_iter().filter_map(|(geography, zones)| Some((geography, Layer::of(zones)?))).collect();
        let undrawn = !layers.contains_key(&Geography::Commune);
        if let Some(drawn) = layers.get(&Geography::Iris).filter(|_| undrawn).and_then(communes::of) {
            layers.insert(Geography::Commune, drawn);
        }
        communes::name_straddled(&mut layers);
        let formers = former::lay(former, undrawn, &layers, &homes);
        places::find(&mut services, unlocated, &addresses, &layers);
        let Shown { mut services, joined, doubts } = joined::join(services, &decisions);
        for service in &mut services {
            refresh(service, &fieldwork);
        }
        lay_columns(&mut layers, &formers, observations, &indicators);
        few::lay(&mut layers, &fieldwork.released, &datasets, &indicators);
        let networks_drawn = drawn(&networks);
        let walked = networks_drawn.get(&Mode::Walk).map_or(&[][..], |network| network.graph.nodes.as_slice());
        let crossings = Crossings::new(walked);
        for layer in layers.values_mut() {
            layer.service_zones = layer.locate(&services);
            layer.origins = Origins::of(layer, &homes, &crossings);
        }
        let beyond = margin::layer(margin, layers.get(&Geography::Iris), &homes, &crossings);
        let mut atlas = Self {
            id: SnapshotId(String::new()),
            name: declared(&datasets).unwrap_or_else(|| name(&layers)),
            fictional: datasets.iter().any(|dataset| dataset.fictional),
            datasets,
            layers,
            beyond,
            indicators,
            service_index: PointIndex::new(services.iter().map(|service| service.position)),
            services,
            joined,
            doubts,
            networks: networks_drawn,
            fieldwork,
        };
        atlas.id = identity::of(&atlas, homes.iter().map(|(_, set)| set), networks.values().map(|(_, saved)| saved));
        atlas
    }
}

impl Layer {
    /// The layer of some zones of one edition, in any order, without values yet; `None` without zones.
    pub fn of(mut zones: Vec<Zone>) -> Option<Self> {
        zones.sort_by(|a, b| a.code.cmp(&b.code));
        zones.dedup_by(|later, first| later.code == first.code);
        let areas = zones.par_iter().map(|zone| area::km2(zone.shape.outline())).collect();
        let adjacency = Adjacency::new(zones.iter().map(|zone| &zone.shape));
        Self::with(zones, areas, adjacency)
    }

    /// The layer of zones sorted by code, whose areas and neighbours are known.
    pub(super) fn with(zones: Vec<Zone>, areas_km2: Vec<f64>, adjacency: Adjacency) -> Option<Self> {
        let first = zones.first()?;
        let (geography, vintage) = (first.geography, first.vintage);
        Some(Self {
            geography,
            vintage,
            centres: zones.par_iter().map(|zone| centre::inside(&zone.shape)).collect(),
            areas_km2,
            columns: BTreeMap::new(),
            carried: BTreeMap::new(),
            index: ZoneIndex::new(zones.iter().map(|zone| &zone.shape)),
            adjacency,
            service_zones: Vec::new(),
            origins: Origins::default(),
            zones,
        })
    }

    /// The zone of each service. One known to its municipality alone is in no zone smaller than that.
    fn locate(&self, services: &[Service]) -> Vec<Option<u32>> {
        let within = |service: &Service| match (service.has_place(), self.geography, service.commune.as_deref()) {
            (false, Geography::Iris | Geography::Qpv | Geography::Quartier, _) => None,
            (false, Geography::Commune, Some(commune)) => self.index_of(town_of(commune)),
            _ => self.zones_at(service.position).first().copied(),
        };
        services.par_iter().map(|service| within(service).map(|zone| zone as u32)).collect()
    }
}

/// A service seen in place is as fresh as that day. One seen closed stays: one look is no proof, and is told beside it.
fn refresh(service: &mut Service, fieldwork: &Fieldwork) {
    let seen = fieldwork.check_of(&service.id).filter(|check| check.sighting == Sighting::There).map(|check| check.day);
    service.updated = service.updated.max(seen);
}

/// The networks that can be read; one saved by another edition of the program is left out, and straight lines
/// stand in.
fn drawn(saved: &BTreeMap<Mode, (DatasetId, SavedNetwork)>) -> BTreeMap<Mode, Network> {
    let read = |(mode, (dataset, saved)): (&Mode, &(DatasetId, SavedNetwork))| {
        let unread = |fault: &Fault| tracing::warn!(%mode, %dataset, %fault, "a street network cannot be read: import it again");
        let graph = Graph::from_bytes(&saved.bytes).inspect_err(unread).ok()?;
        Some((*mode, Network { graph: Arc::new(graph), dataset: dataset.clone() }))
    };
    saved.par_iter().filter_map(read).collect()
}

/// Values of zones that are not loaded are left aside: they come back with their zones.
fn lay_columns(
    layers: &mut BTreeMap<Geography, Layer>,
    formers: &Formers,
    observations: Vec<Observation>,
    indicators: &BTreeMap<IndicatorId, Indicator>,
) {
    let mut of_several_editions: BTreeMap<Geography, Vec<Observation>> = BTreeMap::new();
    for observation in observations {
        if formers.contains_key(&observation.geography) {
            of_several_editions.entry(observation.geography).or_default().push(observation);
            continue;
        }
        let Observation { indicator, geography, zone, measure } = observation;
        let Some(layer) = layers.get_mut(&geography).filter(|_| indicators.contains_key(&indicator)) else { continue };
        let Some(index) = layer.index_of(zone.as_str()) else { continue };
        let zones = layer.zones.len();
        let column = layer.columns.entry(indicator).or_insert_with(|| Arc::new(vec![Measure::missing(); zones]));
        Arc::make_mut(column)[index] = measure;
    }
    for (geography, observations) in of_several_editions {
        if let (Some(layer), Some(formers)) = (layers.get_mut(&geography), formers.get(&geography)) {
            former::lay_columns(layer, formers, observations, indicators);
        }
    }
}

/// What manifests call the territory; of several, all, in order: the time of an import names nothing.
fn declared(datasets: &[Dataset]) -> Option<String> {
    let names: BTreeSet<&str> = datasets.iter().filter_map(|dataset| dataset.report.territory.as_deref()).collect();
    (!names.is_empty()).then(|| names.into_iter().collect::<Vec<_>>().join(" + "))
}

/// What the territory is called where nobody says: the one EPCI or municipality of its finest zones; a town that holds
/// most of them, with the number of others; or how many municipalities there are.
fn name(layers: &BTreeMap<Geography, Layer>) -> String {
    let Some(layer) = layers.values().next() else { return "Aucun territoire".to_owned() };
    let names_of = |geography| {
        let mut names: Vec<_> = layer.zones.iter().flat_map(|zone| zone.parents_in(geography)).collect();
        names.sort_by(|a, b| a.code.cmp(&b.code).then(b.name.cmp(&a.name)));
        names.dedup_by(|later, first| later.code == first.code);
        names
    };
    let communes = names_of(Geography::Commune);
    match (names_of(Geography::Epci).as_slice(), communes.as_slice()) {
        ([epci], _) if epci.name.is_some() => epci.name.clone().unwrap_or_default(),
        (_, [commune]) => commune.name.clone().unwrap_or_else(|| commune.code.to_string()),
        (_, []) => format!("{} zones", layer.zones.len()),
        (_, several) => match centre(layer) {
            Some(town) => format!("{town} (+ {} communes)", several.len() - 1),
            None => format!("{} communes", several.len()),
        },
    }
}

/// The name of the municipality that holds more than half of a layer's zones.
fn centre(layer: &Layer) -> Option<&str> {
    let mut held: BTreeMap<&ZoneCode, (usize, Option<&str>)> = BTreeMap::new();
    for commune in layer.zones.iter().flat_map(|zone| zone.parents_in(Geography::Commune)) {
        let (count, name) = held.entry(&commune.code).or_default();
        *count += 1;
        *name = name.or(commune.name.as_deref());
    }
    let (count, name) = held.into_values().max_by_key(|(count, _)| *count)?;
    name.filter(|_| 2 * count > layer.zones.len())
}
