//! `maillage demo`: loads the fictional town that travels inside the program, through the same
//! importers as any other data.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use super::arguments::Demo;
use super::terminal::Terminal;
use super::{import, loaded};
use crate::config::Config;
use crate::domain::{Fault, Text};
use crate::text;

#[derive(RustEmbed)]
#[folder = "fixtures/demo/"]
struct Town;

/// Unpacks the town into the data folder and imports it.
///
/// # Errors
/// When the data folder or the database cannot be used, or when real data are already there.
pub async fn run(how: &Demo, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let loaded = loaded::open_store(config).await?.datasets().await?;
    if how.if_empty && !loaded.is_empty() {
        let count = loaded.len();
        terminal.tell(&text!(
            "{count} jeux de données déjà chargés : la démonstration n’est pas ajoutée",
            "{count} data sets already loaded: the demonstration is not added"
        ));
        return Ok(());
    }
    if let Some(real) = loaded.iter().find(|dataset| !dataset.fictional) {
        return Err(real_data_loaded(real.id.as_str()));
    }
    let manifest = unpack(&config.folder()?.join("demo"))?;
    import::manifest(&manifest, config, terminal).await
}

fn unpack(folder: &Path) -> Result<PathBuf, Fault> {
    let write = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for name in Town::iter() {
            let file = Town::get(&name).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
            fs::write(folder.join(name.as_ref()), file.data)?;
        }
        Ok(())
    };
    write().map_err(|cause| cannot_unpack(folder, &cause))?;
    Ok(folder.join("demo.toml"))
}

fn real_data_loaded(dataset: &str) -> Fault {
    Fault::new(
        "real-data-loaded",
        text!(
            "des données réelles sont déjà chargées ({dataset}) : une ville fictive ne s’y mêle pas",
            "real data are already loaded ({dataset}): a fictional town does not mix with them"
        ),
        Text::new(
            "choisir un autre dossier : maillage demo --data demonstration",
            "choose another folder: maillage demo --data demonstration",
        ),
    )
}

fn cannot_unpack(folder: &Path, cause: &io::Error) -> Fault {
    let folder = folder.display();
    Fault::new(
        "folder-unusable",
        text!("impossible d’écrire dans {folder} : {cause}", "cannot write to {folder}: {cause}"),
        Text::new("choisir un autre dossier avec --data", "choose another folder with --data"),
    )
}
