//! What every command on field notes needs: the vault, and the zones notes may name.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::atlas::{Atlas, Layer};
use crate::config::Config;
use crate::diagnosis::{people, releases};
use crate::disclosure::release::PublicZone;
use crate::domain::{Fault, Geography, Text, Zone, ZoneCode};
use crate::store::vault::{self, Vault};
use crate::text;

/// Opens the vault of these settings, making it when it is not there.
///
/// # Errors
/// When the settings name none beside a PostgreSQL database, or it cannot be used.
pub async fn open(config: &Config) -> Result<Arc<dyn Vault>, Fault> {
    config.folder()?;
    Ok(vault::open(&config.vault_address()?).await?)
}

/// The layer notes speak of: neighbourhoods, else municipalities.
///
/// # Errors
/// `no-zones` when neither is loaded.
pub fn layer(atlas: &Atlas) -> Result<&Layer, Fault> {
    releases::noted(atlas).ok_or_else(|| {
        Fault::new(
            "no-zones",
            Text::new("ni quartiers (IRIS) ni communes ne sont chargés", "neither neighbourhoods (IRIS) nor municipalities are loaded"),
            Text::new("importer leurs contours : maillage import FICHIER…", "import their outlines: maillage import FILE…"),
        )
    })
}

/// Its zones as everybody knows them.
pub fn public_zones(atlas: &Atlas, layer: &Layer) -> Vec<PublicZone> {
    let people = people::people(atlas, layer).counts;
    let zone = |(zone, people): (&Zone, &crate::domain::Measure)| PublicZone {
        code: zone.code.clone(),
        commune: parent(zone, Geography::Commune).unwrap_or_else(|| zone.code.clone()),
        epci: parent(zone, Geography::Epci),
        population: people.value(),
    };
    layer.zones.iter().zip(&people).map(zone).collect()
}

fn parent(zone: &Zone, geography: Geography) -> Option<ZoneCode> {
    zone.parents_in(geography).next().map(|parent| parent.code.clone())
}

/// The places a partner asked to keep out, all of them known.
///
/// # Errors
/// `unknown-vetoed-zone`: a veto that protects nothing must not go unnoticed.
pub fn vetoed(config: &Config, layer: &Layer) -> Result<BTreeSet<ZoneCode>, Fault> {
    let known = |code: &String| match ZoneCode::new(code) {
        Ok(zone) if layer.index_of(zone.as_str()).is_some() => Ok(zone),
        _ => Err(unknown_vetoed_zone(code, layer.geography)),
    };
    config.notes.veto.iter().map(known).collect()
}

fn unknown_vetoed_zone(code: &str, geography: Geography) -> Fault {
    Fault::new(
        "unknown-vetoed-zone",
        text!("la zone « {code} » du réglage notes.veto n’est pas chargée", "the zone “{code}” of the setting notes.veto is not loaded"),
        text!("nommer une zone du maillage « {geography} »", "name a zone of the geography “{geography}”"),
    )
    .in_column("notes.veto")
}
