//! `maillage init 34172`: a territory from nothing.

use std::sync::Arc;

use super::bring::{self, Outcome, Shelf};
use super::desk::{Desk, unreadable};
use super::found::{Line, found};
use super::memory::{Failed, Memory};
use super::voice::Voice;
use super::{files, words};
use crate::atlas::Atlas;
use crate::atlas::save::{Key, Saved};
use crate::catalogue::{Gazetteer, Source, Territory};
use crate::commands::arguments::Init;
use crate::commands::saved::Folder;
use crate::commands::terminal::Terminal;
use crate::commands::{import, loaded};
use crate::config::Config;
use crate::domain::{Fault, Geography, Text};
use crate::ingest;
use crate::store::Store;
use crate::text;

/// Resolves the codes, goes through the catalogue, and says what was found.
///
/// # Errors
/// `unknown-territory`, `real-data-loaded`; the fault of the outlines when there are none: without them nothing can be shown.
pub async fn run(asked: &Init, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let desk = Desk::open(config)?;
    let gazetteer = gazetteer(&desk, terminal).await?;
    let territory = gazetteer.territory(&asked.codes, asked.margin)?;
    let store = loaded::open_store(config).await?;
    not_mixed(&store, &territory).await?;
    desk.kept.write("territory", &territory).map_err(|cause| unreadable(&cause))?;
    tell_of(&territory, terminal);
    through(&desk, &territory, &|_, _| true, (config, store), terminal).await
}

/// Goes through the data sets that are wanted, and says what was found.
///
/// # Errors
/// The fault of the outlines when none are loaded.
pub async fn through(
    desk: &Desk,
    territory: &Territory,
    wanted: &(dyn Fn(&Source, &Memory) -> bool + Sync),
    (config, store): (&Config, Arc<dyn Store>),
    terminal: &Terminal,
) -> Result<(), Fault> {
    let lines = all(desk, territory, wanted, Arc::clone(&store), terminal).await?;
    let atlas = Atlas::build(store.load().await?);
    if atlas.layers.is_empty() {
        return Err(no_outlines());
    }
    let folder = Folder::of(&config.data);
    folder.keep(&Key::new(&folder.program(), store.revision().await?, &store.datasets().await?), &atlas);
    let found = found(&desk.catalogue, territory, lines, &atlas);
    terminal.answer(&found, &words::of(&found));
    Ok(())
}

/// Brings every data set that is wanted, in the order of the catalogue.
///
/// # Errors
/// When the database or the folder fails; the fault of the outlines when there are none. Failures of other data sets are among
/// what is given.
pub async fn all(
    desk: &Desk,
    territory: &Territory,
    wanted: &(dyn Fn(&Source, &Memory) -> bool + Sync),
    store: Arc<dyn Store>,
    voice: &dyn Voice,
) -> Result<Vec<Line>, Fault> {
    let known = import::known_zones(&store).await?;
    let mut shelf = Shelf { store, known };
    let mut lines = Vec::new();
    for source in desk.catalogue.imported() {
        if !wanted(source, &desk.memory(source)?) {
            continue;
        }
        let outcome = bring::one(desk, source, territory, &mut shelf, voice).await?;
        if let (Outcome::Failed { fault, .. }, "iris", false) = (&outcome, source.format.as_str(), shelf.known.has_any(Geography::Iris)) {
            // Nothing can be shown without outlines: no producer is asked for what would not be looked at.
            return Err(Fault::clone(fault));
        }
        if let Outcome::Taken { taken, rejected, .. } = &outcome {
            let id = &source.id;
            voice.tell(&text!("  {id} : {taken} lignes prises, {rejected} rejetées", "  {id}: {taken} rows taken, {rejected} rejected"));
        }
        lines.push(Line { source: source.id.clone(), title: source.title.clone(), outcome });
    }
    Ok(lines)
}

/// Every municipality: as it is listed now, else as it was last time.
async fn gazetteer(desk: &Desk, voice: &dyn Voice) -> Result<Gazetteer, Fault> {
    let source = desk.catalogue.geography()?;
    let mut memory = desk.memory(source)?;
    let fresh = match files::geography(desk, source, &memory, voice).await {
        Ok(file) => read(desk, &file.sha256).map(|gazetteer| (file, gazetteer)),
        Err(fault) => Err(fault),
    };
    let now = Some(ingest::now());
    let (gazetteer, memory) = match fresh {
        Ok((file, gazetteer)) => {
            let changed = memory.file(&file.address).is_none_or(|known| known.sha256 != file.sha256);
            let fetched_at = if changed { now } else { memory.fetched_at };
            (gazetteer, Memory { files: vec![file], fetched_at, checked_at: now, failure: None, ..memory })
        }
        Err(fault) => {
            voice.warn(&source.id, &fault);
            let former = memory.files.first().ok_or_else(|| fault.clone().in_file(&source.id))?;
            let gazetteer = read(desk, &former.sha256)?;
            memory.failure = Some(Failed { at: ingest::now(), fault });
            (gazetteer, memory)
        }
    };
    desk.remember(source, &memory)?;
    Ok(gazetteer)
}

fn read(desk: &Desk, sha256: &str) -> Result<Gazetteer, Fault> {
    Gazetteer::parse(&ingest::content(&desk.kept.file(sha256), &ingest::Inside::default())?)
}

/// A fictional town and a real one do not stand side by side.
async fn not_mixed(store: &Arc<dyn Store>, territory: &Territory) -> Result<(), Fault> {
    let other = store.datasets().await?.into_iter().find(|dataset| dataset.fictional != territory.fictional());
    let Some(other) = other else { return Ok(()) };
    let id = other.id.as_str();
    Err(Fault::new(
        "real-data-loaded",
        text!(
            "ce dossier porte déjà « {id} » : une ville fictive et une vraie ne s’y mêlent pas",
            "this folder already holds “{id}”: a fictional town and a real one do not mix"
        ),
        Text::new(
            "choisir un autre dossier : maillage init 34172 --data montpellier",
            "choose another folder: maillage init 34172 --data montpellier",
        ),
    ))
}

fn tell_of(territory: &Territory, terminal: &Terminal) {
    let (name, within, around, margin) = (&territory.name, territory.within.len(), territory.around.len(), territory.margin_km);
    terminal.tell(&text!(
        "{name} : {within} commune(s) ; les services des {around} communes à moins de {margin} km comptent aussi",
        "{name}: {within} municipality(ies); services of the {around} municipalities within {margin} km count too"
    ));
}

fn no_outlines() -> Fault {
    Fault::new(
        "nothing-loaded",
        Text::new("aucun contour n’a été trouvé pour ce territoire", "no outline was found for this territory"),
        Text::new(
            "vérifier les codes, et la source « iris » : maillage sources",
            "check the codes, and the source “iris”: maillage sources",
        ),
    )
}
