//! Services without coordinates put where their addresses stand, out of everything that is loaded.

use std::collections::{BTreeMap, HashSet};

use super::Layer;
use crate::domain::{AddressBook, Geography, Position, Service, ServiceId, Unlocated};
use crate::linkage::geocode::{Gazetteer, Land};

/// Adds the services whose places are found, in the order of their identifiers. Those that stand nowhere wait for their
/// municipality or addresses to be loaded; one that another edition places is not there twice.
pub(super) fn find(services: &mut Vec<Service>, unlocated: Vec<Unlocated>, addresses: &[AddressBook], layers: &BTreeMap<Geography, Layer>) {
    if unlocated.is_empty() {
        return;
    }
    let mut land = Land::default();
    for layer in [Geography::Iris, Geography::Commune].iter().filter_map(|geography| layers.get(geography)) {
        layer.zones.iter().for_each(|zone| land.add(zone));
    }
    let gazetteer = Gazetteer::new(addresses, &land, &|place| commune_at(layers, place));
    let there: HashSet<ServiceId> = services.iter().map(|service| service.id.clone()).collect();
    let found = gazetteer.place(unlocated);
    services.extend(found.into_iter().filter(|service| !there.contains(&service.id)));
    services.sort_by(|a, b| a.id.cmp(&b.id));
}

fn commune_at(layers: &BTreeMap<Geography, Layer>, place: Position) -> Option<String> {
    let layer = layers.get(&Geography::Commune)?;
    let zone = *layer.zones_at(place).first()?;
    Some(layer.zones[zone].code.as_str().to_owned())
}
