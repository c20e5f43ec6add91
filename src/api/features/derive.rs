//! Which collections an atlas gives, and how they come about.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::collection::{About, Collection, outlines};
use crate::atlas::{Atlas, Layer};
use crate::domain::{DatasetId, Text};
use crate::export::{services, zones};
use crate::text;

/// Every collection of an atlas.
///
/// # Errors
/// Never: memory does not fail to be written to.
pub fn collections(atlas: &Arc<Atlas>) -> io::Result<Vec<Collection>> {
    let mut collections = Vec::new();
    let mut shared = BTreeMap::new();
    for (geography, layer) in &atlas.layers {
        let Some(table) = zones::table(atlas, *geography) else { continue };
        let outlines = Arc::new(outlines(&table)?);
        shared.insert(*geography, Arc::clone(&outlines));
        collections.push(Collection::new(about_zones(atlas, layer), Box::new(table), outlines)?);
    }
    collections.push(of_services(atlas)?);
    Ok(collections)
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
    let used = |id: &DatasetId| atlas.indicators.values().any(|i| i.dataset == *id) || atlas.services.iter().any(|s| s.dataset == *id);
    let of_outlines = atlas.datasets.iter().map(|dataset| &dataset.id).filter(|id| !used(id));
    of_indicators.chain(of_outlines).cloned().collect()
}

fn of_services(atlas: &Arc<Atlas>) -> io::Result<Collection> {
    let table = services::table(atlas);
    let outlines = Arc::new(outlines(&table)?);
    let about = About {
        id: "services".to_owned(),
        title: Text::new("Services", "Services"),
        description: Text::new(
            "Lieux où l’on est reçu, avec thèmes, publics, horaires et modes d’accueil",
            "Places where people are received, with themes, audiences, opening hours and ways of receiving",
        ),
        sources: atlas.datasets.iter().map(|d| d.id.clone()).filter(|id| atlas.services.iter().any(|s| s.dataset == *id)).collect(),
    };
    Collection::new(about, Box::new(table), outlines)
}
