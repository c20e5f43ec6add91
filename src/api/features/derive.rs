//! Collections of what an atlas holds: the zones of each geography, and services.

use std::io;
use std::sync::Arc;

use super::collection::{About, Collection};
use super::computed;
use crate::api::shelf::Shelf;
use crate::api::workings::Workings;
use crate::atlas::{Atlas, Layer};
use crate::domain::{DatasetId, Geography, Text};
use crate::export::{services, zones};
use crate::text;

/// The collections of an atlas: those of what it holds, and those of what is worked out of it.
pub fn shelves(workings: &Arc<Workings>) -> (Vec<Shelf>, Vec<Shelf>) {
    (held(&workings.atlas), computed::shelves(workings))
}

fn held(atlas: &Arc<Atlas>) -> Vec<Shelf> {
    let of_zones = |geography: &Geography| {
        let (atlas, geography) = (Arc::clone(atlas), *geography);
        Shelf::new(geography.code(), move || zones_of(&atlas, geography))
    };
    let shared = Arc::clone(atlas);
    atlas.layers.keys().map(of_zones).chain([Shelf::new("services", move || services_of(&shared))]).collect()
}

fn zones_of(atlas: &Arc<Atlas>, geography: Geography) -> io::Result<Collection> {
    let absent = || io::Error::other("the layer is gone");
    let layer = atlas.layer(geography).ok_or_else(absent)?;
    let table = zones::table(atlas, geography).ok_or_else(absent)?;
    Collection::new(about_zones(atlas, layer), Box::new(table))
}

fn about_zones(atlas: &Atlas, layer: &Layer) -> About {
    let (label, year) = (layer.geography.label(), layer.vintage);
    let (fr, en) = (&label.fr, &label.en);
    About {
        id: layer.geography.code().to_owned(),
        description: text!(
            "{fr}, contours de {year}, avec tous les indicateurs chargés",
            "{en}, outlines of {year}, with every indicator loaded"
        ),
        title: label,
        sources: zone_sources(atlas, layer),
    }
}

/// The data sets of a layer's indicators, and those that give outlines alone.
fn zone_sources(atlas: &Atlas, layer: &Layer) -> Vec<DatasetId> {
    let of_indicators = layer.columns.keys().filter_map(|id| atlas.indicators.get(id)).map(|indicator| &indicator.dataset);
    let travelled = |id: &DatasetId| {
        let homes = atlas.layers.values().any(|layer| layer.origins.datasets.contains(id));
        homes || atlas.networks.values().any(|network| network.dataset == *id)
    };
    let used = |id: &DatasetId| {
        atlas.indicators.values().any(|i| i.dataset == *id) || atlas.services.iter().any(|s| s.dataset == *id) || travelled(id)
    };
    let of_outlines = atlas.datasets.iter().map(|dataset| &dataset.id).filter(|id| !used(id));
    of_indicators.chain(of_outlines).cloned().collect()
}

fn services_of(atlas: &Arc<Atlas>) -> io::Result<Collection> {
    let table = services::table(atlas);
    let about = About {
        id: "services".to_owned(),
        title: Text::new("Services", "Services"),
        description: Text::new(
            "Lieux où l’on est reçu, avec thèmes, publics, horaires et modes d’accueil",
            "Places where people are received, with themes, audiences, opening hours and ways of receiving",
        ),
        sources: atlas.datasets.iter().map(|d| d.id.clone()).filter(|id| atlas.services.iter().any(|s| s.dataset == *id)).collect(),
    };
    Collection::new(about, Box::new(table))
}
