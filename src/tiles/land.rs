//! The geographies of an atlas, cut into arcs and drawn when they are first needed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::address::Address;
use super::encode::{Layer, Shape, Words, tile};
use super::sheet::Sheet;
use super::zoom::{COARSE, LAST_ZOOM, extent, scale};
use crate::atlas::{self, Atlas};
use crate::domain::{self, Geography};
use crate::spatial::topology::Coverage;

/// Zones drawn together.
#[derive(Debug, Default)]
pub struct Land {
    /// Kept from the first zoom drawn to the last.
    coverage: Mutex<Option<Arc<Coverage>>>,
    sheets: [OnceLock<Sheet>; LAST_ZOOM as usize + 1],
}

impl Land {
    /// The sheet of a zoom, drawn now when it is not yet. Takes some hundred milliseconds for a country, and some seconds the first time:
    /// call it aside from the threads that answer.
    pub fn sheet<'a, S: IntoIterator<Item = &'a domain::Shape>>(&self, zoom: u32, shapes: impl FnOnce() -> S) -> &Sheet {
        self.sheets[zoom as usize].get_or_init(|| {
            let coverage = {
                let mut cut = self.coverage.lock().unwrap_or_else(PoisonError::into_inner);
                Arc::clone(cut.get_or_insert_with(|| Arc::new(Coverage::new(shapes()))))
            };
            Sheet::new(&coverage.drawn(scale(zoom)))
        })
    }

    /// Lets go of the arcs when every zoom is drawn of them.
    fn let_go(&self) {
        if self.sheets.iter().all(|sheet| sheet.get().is_some()) {
            self.coverage.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
    }

    /// Whether a zoom is drawn.
    pub fn is_drawn(&self, zoom: u32) -> bool {
        self.sheets[zoom as usize].get().is_some()
    }
}

/// The tiles of an atlas.
#[derive(Debug)]
pub struct Tiles {
    atlas: Arc<Atlas>,
    lands: BTreeMap<Geography, Land>,
}

impl Tiles {
    /// The tiles of an atlas; nothing is drawn yet.
    pub fn new(atlas: Arc<Atlas>) -> Self {
        let lands = atlas.layers.keys().map(|geography| (*geography, Land::default())).collect();
        Self { atlas, lands }
    }

    /// The zones of a layer at a zoom, drawn now when they are not yet; `None` when the geography is not loaded.
    pub fn sheet(&self, geography: Geography, zoom: u32) -> Option<&Sheet> {
        let (land, layer) = (self.lands.get(&geography)?, self.atlas.layer(geography)?);
        Some(land.sheet(zoom, || shapes(layer)))
    }

    /// Whether a zoom of a geography is drawn.
    pub fn is_drawn(&self, geography: Geography, zoom: u32) -> bool {
        self.lands.get(&geography).is_some_and(|land| land.is_drawn(zoom))
    }

    /// A tile of a geography whose features bear their number and nothing else; empty when it shows no zone.
    pub fn ids(&self, geography: Geography, address: Address) -> Vec<u8> {
        let (Some(sheet), Some(layer)) = (self.sheet(geography, address.zoom()), self.atlas.layer(geography)) else { return Vec::new() };
        let mut written = Layer::default();
        for zone in layer.index.within(address.bounds()) {
            if let Some(piece) = sheet.piece(zone, address) {
                written.feature(zone as u64, Shape::Polygon, &piece);
            }
        }
        tile(geography.code(), extent(address.zoom()), &written, &Words::default())
    }

    /// Draws the zooms that show a country, of every geography. Takes seconds for a country.
    pub fn begin(&self) {
        for geography in self.lands.keys() {
            for zoom in 0..=COARSE {
                self.sheet(*geography, zoom);
            }
        }
    }

    /// Draws every zoom of every geography. Takes seconds for a country.
    pub fn complete(&self) {
        for (geography, land) in &self.lands {
            for zoom in 0..=LAST_ZOOM {
                self.sheet(*geography, zoom);
            }
            land.let_go();
        }
    }

    /// The zooms that show a country as bytes, two blocks each: drawn now when they are not yet.
    ///
    /// # Errors
    /// When a sheet cannot be written, which its types rule out.
    pub fn to_blocks(&self) -> Result<Vec<Vec<u8>>, postcard::Error> {
        self.begin();
        let sheets = self.lands.values().flat_map(|land| &land.sheets[..=COARSE as usize]).filter_map(OnceLock::get);
        Ok(sheets.map(Sheet::to_blocks).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// Takes in what [`Tiles::to_blocks`] gave for the same atlas; whether it was that.
    pub fn take(&self, blocks: &[&[u8]]) -> bool {
        let zones = self.lands.keys().filter_map(|geography| self.atlas.layer(*geography)).map(|layer| layer.zones.len());
        let places: Vec<_> = zones
            .zip(self.lands.values())
            .flat_map(|(zones, land)| land.sheets[..=COARSE as usize].iter().map(move |sheet| (zones, sheet)))
            .collect();
        let read =
            |((zones, _), blocks): (&(usize, &OnceLock<Sheet>), &[&[u8]])| Sheet::of_blocks(blocks).filter(|sheet| sheet.zones() == *zones);
        let Some(sheets) = places.iter().zip(blocks.chunks(2)).map(read).collect::<Option<Vec<_>>>() else { return false };
        let whole = sheets.len() == places.len() && blocks.len() == 2 * places.len();
        if whole {
            for ((_, place), sheet) in places.into_iter().zip(sheets) {
                // One drawn meanwhile is the same.
                let _ = place.set(sheet);
            }
        }
        whole
    }
}

fn shapes(layer: &atlas::Layer) -> impl Iterator<Item = &domain::Shape> {
    layer.zones.iter().map(|zone| &zone.shape)
}
