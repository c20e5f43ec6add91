//! The loaded territory, as every command but `import` needs it.

use std::io;
use std::sync::Arc;

use super::saved::Folder;
use crate::atlas::Atlas;
use crate::atlas::save::{Key, Saved};
use crate::config::Config;
use crate::diagnosis;
use crate::domain::{Fault, Geography, Text};
use crate::network::Ways;
use crate::store::{self, Store};
use crate::text;

/// Opens the database of these settings, making it when it is not there.
///
/// # Errors
/// When the folder or the database cannot be used.
pub async fn open_store(config: &Config) -> Result<Arc<dyn Store>, Fault> {
    config.folder()?;
    Ok(store::open(&config.address()?).await?)
}

/// The atlas of everything loaded: the one a server saved where it is of this state of the store, else built.
///
/// # Errors
/// `nothing-loaded` when the database holds no zone.
pub async fn atlas(config: &Config) -> Result<Atlas, Fault> {
    let store = open_store(config).await?;
    let folder = Folder::of(&config.data);
    let key = Key::new(&folder.program(), store.revision().await?, &store.datasets().await?);
    let atlas = match folder.find(&key) {
        Some(atlas) => atlas,
        None => Atlas::build_with(store.load().await?, store.fieldwork().await?),
    };
    if atlas.layers.is_empty() { Err(nothing_loaded()) } else { Ok(atlas) }
}

/// How one travels there: by the engine of the settings where they name one.
///
/// # Errors
/// When the settings of the engine are refused.
pub fn ways(atlas: &Atlas, config: &Config) -> Result<Ways, Fault> {
    let local = diagnosis::ways::ways(atlas);
    Ok(match config.engine()? {
        Some(engine) => engine.over(local),
        None => local,
    })
}

/// The geography asked for, or the finest loaded.
///
/// # Errors
/// `geography-not-loaded`, naming those that are.
pub fn geography(atlas: &Atlas, asked: Option<Geography>) -> Result<Geography, Fault> {
    let finest = atlas.layers.keys().next().copied().ok_or_else(nothing_loaded)?;
    let geography = asked.unwrap_or(finest);
    if atlas.layers.contains_key(&geography) {
        return Ok(geography);
    }
    let loaded = atlas.layers.keys().map(|geography| geography.code()).collect::<Vec<_>>().join(", ");
    Err(Fault::new(
        "geography-not-loaded",
        text!("le maillage « {geography} » n’est pas chargé", "the geography “{geography}” is not loaded"),
        text!("chargés : {loaded}", "loaded: {loaded}"),
    ))
}

/// The machine gave no threads to work with.
pub fn no_runtime(cause: &io::Error) -> Fault {
    Fault::new(
        "no-runtime",
        text!("le programme ne peut pas démarrer : {cause}", "the program cannot start: {cause}"),
        Text::new("libérer des ressources sur la machine", "free some resources on the machine"),
    )
}

fn nothing_loaded() -> Fault {
    Fault::new(
        "nothing-loaded",
        Text::new("aucune zone n’est chargée", "no zone is loaded"),
        Text::new(
            "charger la ville de démonstration : maillage demo ; ou des fichiers : maillage import FICHIER…",
            "load the demonstration town: maillage demo; or files: maillage import FILE…",
        ),
    )
}
