//! What is saved of an atlas, and an atlas of what was saved.
//!
//! Saved are the things read and the things that cost: zones with their outlines, areas, centres, neighbours, columns,
//! joined services, starts of ways, streets. Indexes by place are made again: they cost less than reading them.
//! Records whose fields come and go in JSON (data sets, indicators, services) stay JSON within their block.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Unused;
use super::blocks::{self, Blocks};
use crate::atlas::{Atlas, Carried, Doubt, Joined, Layer, Network, Origins, SnapshotId};
use crate::domain::{
    DatasetId, Fieldwork, Flag, Geography, IndicatorId, Interval, IrisKind, Measure, Mode, Parent, Position, ServiceId, Shape, Vintage,
    Zone, ZoneCode,
};
use crate::network::Graph;
use crate::spatial::adjacency::Adjacency;
use crate::spatial::index::{PointIndex, ZoneIndex};

/// So many records in a block: enough blocks for all threads, even of one layer.
const RECORDS: usize = 2_048;

/// What stands before the layers.
#[derive(Serialize, Deserialize)]
struct Head {
    id: String,
    name: String,
    fictional: bool,
    datasets: Vec<String>,
    indicators: Vec<String>,
    doubts: Vec<Doubt>,
    service_blocks: usize,
    joined_blocks: usize,
    geographies: Vec<Geography>,
    beyond: Option<Geography>,
    networks: Vec<(Mode, DatasetId)>,
    fieldwork: Fieldwork,
}

/// What stands before the zones of a layer.
#[derive(Serialize, Deserialize)]
struct LayerHead {
    vintage: Vintage,
    zone_blocks: usize,
    neighbours: Vec<(u32, u32)>,
    columns: Vec<IndicatorId>,
    carried: BTreeMap<IndicatorId, Carried>,
    service_zones: Vec<Option<u32>>,
    origins: Origins,
}

/// A zone with what was worked out of its outline: kind, parents, outline, centre, area.
type SavedZone<C, N, P, O> = (C, N, Option<IrisKind>, P, O, Position, f64);
type SavedMeasure = (Option<f64>, Option<f64>, Option<f64>, Flag);

/// An atlas as blocks.
pub(super) fn write(atlas: &Atlas) -> Result<Vec<Vec<u8>>, Unused> {
    let services = blocks::chunked(&atlas.services, RECORDS, json)?;
    let joined = blocks::chunked(&atlas.joined.iter().collect::<Vec<_>>(), RECORDS, json)?;
    let head = Head {
        id: atlas.id.as_str().to_owned(),
        name: atlas.name.clone(),
        fictional: atlas.fictional,
        datasets: atlas.datasets.iter().map(json).collect(),
        indicators: atlas.indicators.values().map(json).collect(),
        doubts: atlas.doubts.clone(),
        service_blocks: services.len(),
        joined_blocks: joined.len(),
        geographies: atlas.layers.keys().copied().collect(),
        beyond: atlas.beyond.as_ref().map(|layer| layer.geography),
        networks: atlas.networks.iter().map(|(mode, network)| (*mode, network.dataset.clone())).collect(),
        fieldwork: atlas.fieldwork.clone(),
    };
    let mut written = vec![blocks::block(&head)?];
    written.extend(services);
    written.extend(joined);
    for layer in atlas.layers.values().chain(&atlas.beyond) {
        written.extend(write_layer(layer)?);
    }
    written.extend(atlas.networks.values().map(|network| network.graph.to_bytes()));
    Ok(written)
}

/// The atlas of these blocks.
pub(super) fn read(blocks: &Blocks<'_>) -> Result<Atlas, Unused> {
    let mut rest = blocks.checked()?;
    let head: Head = blocks::next(&mut rest)?;
    let services = blocks::next_chunked(&mut rest, head.service_blocks, |words: String| of_json(&words))?;
    let joined: Vec<(ServiceId, Vec<Joined>)> = blocks::next_chunked(&mut rest, head.joined_blocks, |words: String| of_json(&words))?;
    let mut layers = BTreeMap::new();
    for geography in head.geographies {
        layers.insert(geography, read_layer(geography, &mut rest)?);
    }
    let beyond = head.beyond.map(|geography| read_layer(geography, &mut rest)).transpose()?;
    let mut networks = BTreeMap::new();
    for (mode, dataset) in head.networks {
        let graph = Graph::from_bytes(rest.next().ok_or(Unused::Cut)?).map_err(|fault| Unused::Unreadable(fault.to_string()))?;
        networks.insert(mode, Network { graph: Arc::new(graph), dataset });
    }
    let indicators = head.indicators.iter().map(|words| of_json(words));
    Ok(Atlas {
        id: SnapshotId(head.id),
        name: head.name,
        fictional: head.fictional,
        datasets: head.datasets.iter().map(|words| of_json(words)).collect::<Result<_, _>>()?,
        layers,
        beyond,
        indicators: indicators
            .map(|read| read.map(|indicator: crate::domain::Indicator| (indicator.id(), indicator)))
            .collect::<Result<_, _>>()?,
        service_index: PointIndex::new(services.iter().map(|service: &crate::domain::Service| service.position)),
        services,
        joined: joined.into_iter().collect(),
        doubts: head.doubts,
        networks,
        fieldwork: head.fieldwork,
    })
}

fn write_layer(layer: &Layer) -> Result<Vec<Vec<u8>>, Unused> {
    let places: Vec<usize> = (0..layer.zones.len()).collect();
    let zones = blocks::chunked(&places, RECORDS, |place| -> SavedZone<&ZoneCode, &str, &[Parent], &MultiPolygon> {
        let zone = &layer.zones[*place];
        (&zone.code, &zone.name, zone.kind, &zone.parents, zone.shape.outline(), layer.centres[*place], layer.areas_km2[*place])
    })?;
    let neighbours =
        (0_u32..).take(places.len()).flat_map(|zone| layer.adjacency.of(zone as usize).iter().map(move |other| (zone, *other)));
    let head = LayerHead {
        vintage: layer.vintage,
        zone_blocks: zones.len(),
        neighbours: neighbours.filter(|(one, other)| one < other).collect(),
        columns: layer.columns.keys().cloned().collect(),
        carried: layer.carried.clone(),
        service_zones: layer.service_zones.clone(),
        origins: layer.origins.clone(),
    };
    let columns: Vec<Vec<u8>> = layer
        .columns
        .par_iter()
        .map(|(_, column)| blocks::block(&column.iter().map(measure).collect::<Vec<_>>()))
        .collect::<Result<_, _>>()?;
    Ok(std::iter::once(blocks::block(&head)?).chain(zones).chain(columns).collect())
}

fn read_layer<'a>(geography: Geography, rest: &mut impl Iterator<Item = &'a [u8]>) -> Result<Layer, Unused> {
    let head: LayerHead = blocks::next(rest)?;
    let vintage = head.vintage;
    let read = blocks::next_chunked(rest, head.zone_blocks, |saved: SavedZone<ZoneCode, String, Vec<Parent>, MultiPolygon>| {
        let (code, name, kind, parents, outline, centre, area) = saved;
        let shape = Shape::new(outline).map_err(|fault| Unused::Unreadable(fault.to_string()))?;
        Ok((Zone { geography, code, vintage, name, kind, parents, shape }, (centre, area)))
    })?;
    let (zones, (centres, areas_km2)): (Vec<Zone>, (Vec<Position>, Vec<f64>)) = read.into_iter().unzip();
    let mut columns = BTreeMap::new();
    for indicator in head.columns {
        columns.insert(indicator, Arc::new(blocks::next_chunked(rest, 1, of_measure)?));
    }
    Ok(Layer {
        geography,
        vintage,
        centres,
        areas_km2,
        columns,
        carried: head.carried,
        index: ZoneIndex::new(zones.iter().map(|zone| &zone.shape)),
        adjacency: Adjacency::from_pairs(zones.len(), head.neighbours),
        service_zones: head.service_zones,
        origins: head.origins,
        zones,
    })
}

fn measure(measure: &Measure) -> SavedMeasure {
    let interval = measure.interval();
    (measure.value(), interval.map(Interval::low), interval.map(Interval::high), measure.flag())
}

fn of_measure((value, low, high, flag): SavedMeasure) -> Result<Measure, Unused> {
    Measure::from_parts(value, low, high, flag).ok_or_else(|| Unused::Unreadable(format!("{value:?} cannot be {}", flag.code())))
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn of_json<T: DeserializeOwned>(words: &str) -> Result<T, Unused> {
    serde_json::from_str(words).map_err(|cause| Unused::Unreadable(cause.to_string()))
}
