//! `maillage check`: are the settings, the database and the snapshot in order?

use serde::Serialize;

use super::loaded;
use super::terminal::Terminal;
use crate::config::Config;
use crate::domain::Fault;
use crate::text;

#[derive(Serialize)]
struct Findings {
    database: String,
    datasets: usize,
    territory: String,
    snapshot: String,
    zones: usize,
    services: usize,
}

/// Opens the database, builds the snapshot and says what it holds.
///
/// # Errors
/// Whatever stands in the way of serving.
pub async fn run(config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let atlas = loaded::atlas(config).await?;
    let findings = Findings {
        database: config.address()?.to_string(),
        datasets: atlas.datasets.len(),
        territory: atlas.name.clone(),
        snapshot: atlas.id.to_string(),
        zones: atlas.layers.values().map(|layer| layer.zones.len()).sum(),
        services: atlas.services.len(),
    };
    let Findings { database, datasets, territory, snapshot, zones, services } = &findings;
    terminal.answer(
        &findings,
        &text!(
            "Tout est en ordre.\n  base : {database}\n  territoire : {territory}, {zones} zones, {services} services, {datasets} jeux de données\n  instantané : {snapshot}",
            "All is in order.\n  database: {database}\n  territory: {territory}, {zones} zones, {services} services, {datasets} data sets\n  snapshot: {snapshot}"
        ),
    );
    Ok(())
}
