//! `maillage check`: are the settings, the database and the snapshot in order?

use serde::Serialize;

use super::loaded;
use super::terminal::Terminal;
use crate::atlas::Atlas;
use crate::config::Config;
use crate::domain::{Fault, Mode, Text};
use crate::remote::Sign;
use crate::text;

#[derive(Serialize)]
struct Findings {
    database: String,
    datasets: usize,
    territory: String,
    snapshot: String,
    zones: usize,
    services: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    engine: Vec<Text>,
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
        engine: engine(config, &atlas)?,
    };
    let Findings { database, datasets, territory, snapshot, zones, services, engine } = &findings;
    let fr: String = engine.iter().flat_map(|sign| ["\n  moteur : ", &sign.fr]).collect();
    let en: String = engine.iter().flat_map(|sign| ["\n  engine: ", &sign.en]).collect();
    terminal.answer(
        &findings,
        &text!(
            "Tout est en ordre.\n  base : {database}\n  territoire : {territory}, {zones} zones, {services} services, {datasets} jeux de données\n  instantané : {snapshot}{fr}",
            "All is in order.\n  database: {database}\n  territory: {territory}, {zones} zones, {services} services, {datasets} data sets\n  snapshot: {snapshot}{en}"
        ),
    );
    Ok(())
}

/// Whether the engine of the settings answers, mode by mode, near the first service, else the first zone.
fn engine(config: &Config, atlas: &Atlas) -> Result<Vec<Text>, Fault> {
    let service = atlas.services.iter().map(|service| service.position).next();
    let corner = || atlas.layers.values().flat_map(|layer| &layer.zones).map(|zone| zone.shape.corner()).next();
    let Some((engine, place)) = config.engine()?.zip(service.or_else(corner)) else { return Ok(Vec::new()) };
    Ok(engine.signs(place).iter().map(in_words).collect())
}

fn in_words(sign: &Sign) -> Text {
    let mode = match sign.mode {
        Mode::Walk => Text::new("à pied", "on foot"),
        Mode::Bike => Text::new("à vélo", "by bicycle"),
        Mode::Car => Text::new("en voiture", "by car"),
    };
    let answer = match &sign.answer {
        Ok(true) => Text::new("répond", "answers"),
        Ok(false) => Text::new(
            "répond, mais ne connaît pas de rue dans ce territoire : vérifier sa carte",
            "answers, but knows no street in this territory: check its map",
        ),
        Err(failure) => {
            let Text { fr, en } = failure.text();
            text!("ne répond pas : {fr} ; les temps locaux en tiennent lieu", "does not answer: {en}; local times stand in for it")
        }
    };
    let name = &sign.name;
    Text::new(format!("{name}, {} : {}", mode.fr, answer.fr), format!("{name}, {}: {}", mode.en, answer.en))
}
