//! The zones loaded so far, as far as reading a further file needs them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use geo::BoundingRect;

use crate::domain::{AddressBook, Batch, DatasetId, Decision, Geography, Position, Service, Shape, Unlocated, Zone, ZoneCode};
use crate::linkage::geocode::{Gazetteer, Land};
use crate::sources::{Drawn, Surroundings};

/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.32;

/// Codes and extents of loaded zones, and the records of services already there.
#[derive(Debug, Clone, Default)]
pub struct Known {
    extents: HashMap<(Geography, ZoneCode), Surroundings>,
    pub(super) shapes: HashMap<(Geography, ZoneCode), Arc<Shape>>,
    pub(super) services: Vec<Service>,
    pub(super) unlocated: Vec<Unlocated>,
    land: Land,
    books: BTreeMap<DatasetId, Arc<AddressBook>>,
    pub(super) decisions: Vec<Decision>,
}

impl Known {
    /// The zones of a territory.
    pub fn of<'a>(zones: impl IntoIterator<Item = &'a Zone>) -> Self {
        let mut known = Self::default();
        known.add(zones);
        known
    }

    /// Adds zones just imported.
    pub fn add<'a>(&mut self, zones: impl IntoIterator<Item = &'a Zone>) {
        for zone in zones {
            self.land.add(zone);
            if let Some(extent) = zone.shape.outline().bounding_rect() {
                let extent = Surroundings { lon: (extent.min().x, extent.max().x), lat: (extent.min().y, extent.max().y) };
                self.extents.insert((zone.geography, zone.code.clone()), extent);
                self.shapes.insert((zone.geography, zone.code.clone()), Arc::new(zone.shape.clone()));
            }
        }
    }

    /// Adds the records and decisions of a batch, in place of those of the same data set.
    pub fn add_records(&mut self, batch: &Batch) {
        self.services.retain(|service| service.dataset != batch.dataset.id);
        self.services.extend(batch.services.iter().cloned());
        self.unlocated.retain(|record| *record.dataset() != batch.dataset.id);
        self.unlocated.extend(batch.unlocated.iter().cloned());
        if let Some(book) = &batch.addresses {
            self.books.insert(batch.dataset.id.clone(), Arc::new(book.clone()));
        }
        self.decisions.extend(batch.decisions.iter().cloned());
    }

    /// Everything loaded in which addresses can be looked up, and a further book.
    pub fn gazetteer(&self, further: Option<&AddressBook>) -> Gazetteer {
        // Outlines are gathered only for a book that does not say its municipality.
        let drawn = OnceCell::new();
        let commune_at = |place: Position| {
            let drawn = drawn.get_or_init(|| self.drawn());
            let zone = drawn.zone_at(Geography::Commune, place).or_else(|| drawn.zone_at(Geography::Iris, place))?;
            zone.as_str().get(..5).map(str::to_owned)
        };
        Gazetteer::new(self.books.values().map(Arc::as_ref).chain(further), &self.land, &commune_at)
    }

    /// Whether a zone is loaded.
    pub fn has(&self, geography: Geography, zone: &ZoneCode) -> bool {
        self.extents.contains_key(&(geography, zone.clone()))
    }

    /// Whether any zone of a geography is loaded.
    pub fn has_any(&self, geography: Geography) -> bool {
        self.extents.keys().any(|(loaded, _)| *loaded == geography)
    }

    /// All codes.
    pub fn codes(&self) -> HashSet<(Geography, ZoneCode)> {
        self.extents.keys().cloned().collect()
    }

    /// All outlines, to find zones by place.
    pub fn drawn(&self) -> Drawn {
        Drawn::of(self.shapes.iter().map(|((geography, code), shape)| (*geography, code, shape.as_ref())))
    }

    /// How many of the finest zones of these communes are loaded (of all, when none is named), and which of them
    /// have none of these places within their extent, by code.
    pub fn without(&self, communes: &[String], places: &[Position]) -> (usize, Vec<ZoneCode>) {
        let asked = |code: &ZoneCode| communes.is_empty() || communes.iter().any(|commune| code.as_str().starts_with(commune.as_str()));
        let drawn = |geography: &Geography| matches!(geography, Geography::Iris | Geography::Commune);
        let wanted = || self.extents.iter().filter(|((geography, code), _)| drawn(geography) && asked(code));
        let Some(finest) = wanted().map(|((geography, _), _)| *geography).min() else { return (0, Vec::new()) };
        let mut by_lon: Vec<Position> = places.to_vec();
        by_lon.sort_unstable_by(|a, b| a.lon().total_cmp(&b.lon()));
        let holds_one = |extent: &Surroundings| {
            let first = by_lon.partition_point(|place| place.lon() < extent.lon.0);
            by_lon.iter().skip(first).take_while(|place| place.lon() <= extent.lon.1).any(|place| extent.holds(*place))
        };
        let zones: Vec<_> = wanted().filter(|((geography, _), _)| *geography == finest).collect();
        let mut bare: Vec<ZoneCode> = zones.iter().filter(|(_, extent)| !holds_one(extent)).map(|((_, code), _)| code.clone()).collect();
        bare.sort_unstable();
        (zones.len(), bare)
    }

    /// The box around the IRIS and communes of these communes, widened by a margin; `None` when none
    /// is loaded.
    pub fn surroundings(&self, communes: &[String], margin_km: f64) -> Option<Surroundings> {
        let inside = |(geography, code): &(Geography, ZoneCode)| {
            let asked = communes.iter().any(|commune| code.as_str().starts_with(commune.as_str()));
            matches!(geography, Geography::Iris | Geography::Commune) && asked
        };
        let extents = self.extents.iter().filter(|(key, _)| inside(key)).map(|(_, extent)| *extent);
        let whole = extents.reduce(|a, b| Surroundings {
            lon: (a.lon.0.min(b.lon.0), a.lon.1.max(b.lon.1)),
            lat: (a.lat.0.min(b.lat.0), a.lat.1.max(b.lat.1)),
        })?;
        let north = margin_km / KM_PER_DEGREE;
        let widest = whole.lat.0.abs().max(whole.lat.1.abs()).min(89.0);
        let east = north / widest.to_radians().cos();
        Some(Surroundings { lon: (whole.lon.0 - east, whole.lon.1 + east), lat: (whole.lat.0 - north, whole.lat.1 + north) })
    }
}
