//! The immutable picture of everything published, held in memory and named by the hash of its
//! content. A new import builds a new atlas aside; readers never wait and never see half.

mod build;
mod carried;
mod communes;
mod editions;
mod few;
mod former;
mod identity;
mod joined;
pub mod margin;
mod origins;
mod places;
pub mod save;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{
    Dataset, DatasetId, Fieldwork, Geography, Indicator, IndicatorId, Measure, Mode, Position, Service, ServiceId, Vintage, Zone,
};
use crate::network::Graph;
use crate::spatial::adjacency::Adjacency;
use crate::spatial::index::{PointIndex, ZoneIndex};

pub use carried::{Carriage, Carried, NotCarried};
pub use joined::{Doubt, Joined};
pub use origins::Origins;

/// Names an atlas by its content: 16 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(transparent)]
pub struct SnapshotId(pub(crate) String);

impl SnapshotId {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SnapshotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything published, at one moment.
#[derive(Debug)]
pub struct Atlas {
    /// Names the content.
    pub id: SnapshotId,
    /// What the territory is called: its EPCI, its commune, or how many communes it counts.
    pub name: String,
    /// Whether any data set describes an invented place.
    pub fictional: bool,
    /// Data sets, by id.
    pub datasets: Vec<Dataset>,
    /// One layer a geography.
    pub layers: BTreeMap<Geography, Layer>,
    /// Zones beyond the border, where they are loaded: their people use services within, and nothing else is told of them.
    pub beyond: Option<Layer>,
    /// Indicators of all data sets.
    pub indicators: BTreeMap<IndicatorId, Indicator>,
    /// Services, sorted by id; what several sources tell of one is joined.
    pub services: Vec<Service>,
    /// The other records of a service that several sources tell of, by its id: nothing is lost.
    pub joined: BTreeMap<ServiceId, Vec<Joined>>,
    /// Records that may be one service, for a person to decide, the likeliest first.
    pub doubts: Vec<Doubt>,
    /// The same by distance.
    pub service_index: PointIndex,
    /// Streets, where they are loaded.
    pub networks: BTreeMap<Mode, Network>,
    /// Releases of field notes, and what was seen of services.
    pub fieldwork: Fieldwork,
}

/// The streets of one mode and the data set they come from.
#[derive(Debug, Clone)]
pub struct Network {
    /// The streets.
    pub graph: Arc<Graph>,
    /// Where they come from.
    pub dataset: DatasetId,
}

/// The zones of one geography and what is known of them. Everything is indexed by the zone's place
/// in `zones`, 0 to N−1, which is its number for the life of the snapshot.
#[derive(Debug)]
pub struct Layer {
    /// The geography.
    pub geography: Geography,
    /// Its edition.
    pub vintage: Vintage,
    /// Its zones, sorted by code.
    pub zones: Vec<Zone>,
    /// A point inside each zone.
    pub centres: Vec<Position>,
    /// Area of each zone in km².
    pub areas_km2: Vec<f64>,
    /// Values of each indicator, one a zone; missing where there was no row.
    pub columns: BTreeMap<IndicatorId, Arc<Vec<Measure>>>,
    /// Of those whose values were published for a former edition of the zones: which, and how they came here.
    pub carried: BTreeMap<IndicatorId, Carried>,
    /// Its zones by place.
    pub index: ZoneIndex,
    /// Which of its zones are neighbours.
    pub adjacency: Adjacency,
    /// The zone each service of the atlas lies in; on a border, the first by code.
    pub service_zones: Vec<Option<u32>>,
    /// Where people live in each zone.
    pub origins: Origins,
}

impl Layer {
    /// The place of a zone in this layer.
    pub fn index_of(&self, code: &str) -> Option<usize> {
        self.zones.binary_search_by(|zone| zone.code.as_str().cmp(code)).ok()
    }

    /// The zones that hold a place, borders included.
    pub fn zones_at(&self, at: Position) -> Vec<usize> {
        self.index.holding(at, |zone| &self.zones[zone].shape)
    }

    /// The values of an indicator.
    pub fn column(&self, indicator: &IndicatorId) -> Option<&[Measure]> {
        self.columns.get(indicator).map(|column| column.as_slice())
    }
}

impl Atlas {
    /// The layer of a geography.
    pub fn layer(&self, geography: Geography) -> Option<&Layer> {
        self.layers.get(&geography)
    }

    /// The zone of this code in the finest geography that has it.
    pub fn zone(&self, code: &str) -> Option<(&Layer, usize)> {
        self.layers.values().find_map(|layer| layer.index_of(code).map(|index| (layer, index)))
    }

    /// The data sets that times rest on: the homes of a layer and the streets of a mode.
    pub fn travel_sources(&self, layer: &Layer, mode: Mode) -> Vec<DatasetId> {
        let streets = self.networks.get(&mode).map(|network| network.dataset.clone());
        layer.origins.datasets.iter().cloned().chain(streets).collect()
    }

    /// The newest edition of an indicator that a layer holds, by its code without year.
    pub fn newest<'a>(&'a self, layer: &'a Layer, code: &str) -> Option<(&'a Indicator, &'a [Measure])> {
        let newest =
            self.indicators.values().filter(|i| i.code == code && layer.columns.contains_key(&i.id())).max_by_key(|i| i.vintage)?;
        layer.column(&newest.id()).map(|column| (newest, column))
    }
}
