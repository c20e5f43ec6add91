//! The outlines loaded so far, for data that finds its zone by place and not by code.

use std::collections::BTreeMap;

use crate::domain::{Geography, Position, Shape, ZoneCode};
use crate::spatial::index::ZoneIndex;

/// Zones by geography.
#[derive(Debug, Default)]
pub struct Drawn {
    layers: BTreeMap<Geography, Layer>,
}

/// The zones of one geography.
#[derive(Debug)]
pub struct Layer {
    codes: Vec<ZoneCode>,
    shapes: Vec<Shape>,
    index: ZoneIndex,
}

impl Drawn {
    /// Zones to be found, in the order of their codes.
    pub fn of<'a>(zones: impl IntoIterator<Item = (Geography, &'a ZoneCode, &'a Shape)>) -> Self {
        let mut sorted: Vec<_> = zones.into_iter().collect();
        sorted.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let mut layers: BTreeMap<Geography, Layer> = BTreeMap::new();
        for (geography, code, shape) in sorted {
            let layer =
                layers.entry(geography).or_insert_with(|| Layer { codes: Vec::new(), shapes: Vec::new(), index: ZoneIndex::default() });
            layer.codes.push(code.clone());
            layer.shapes.push(shape.clone());
        }
        for layer in layers.values_mut() {
            layer.index = ZoneIndex::new(&layer.shapes);
        }
        Self { layers }
    }

    /// The geographies loaded, with their zones.
    pub fn layers(&self) -> impl Iterator<Item = (Geography, &Layer)> {
        self.layers.iter().map(|(geography, layer)| (*geography, layer))
    }

    /// The first zone of a geography that holds a place.
    pub fn zone_at(&self, geography: Geography, at: Position) -> Option<&ZoneCode> {
        let layer = self.layer(geography)?;
        layer.codes.get(layer.holding(at)?)
    }

    /// The zones of one geography.
    pub fn layer(&self, geography: Geography) -> Option<&Layer> {
        self.layers.get(&geography)
    }
}

impl Layer {
    /// The codes, in order.
    pub fn codes(&self) -> &[ZoneCode] {
        &self.codes
    }

    /// The zone that holds a place, by its rank among the codes; on a border, the first.
    pub fn holding(&self, at: Position) -> Option<usize> {
        self.index.holding(at, |zone| &self.shapes[zone]).first().copied()
    }
}
