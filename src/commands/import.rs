//! `maillage import`: files of open data into the database, each whole or not at all, with a report.

use std::path::Path;
use std::sync::Arc;

use super::arguments::Import;
use super::terminal::Terminal;
use super::{geocoding, loaded};
use crate::atlas::margin;
use crate::config::Config;
use crate::domain::{Fault, Text};
use crate::ingest::{self, Known, Manifest, Request};
use crate::remote::geocoding::Geocoder;
use crate::store::Store;
use crate::text;

/// Imports the files named, or those of a manifest.
///
/// # Errors
/// `not-all-imported` when a file was refused; its own fault has been said before. What was taken stays.
pub async fn run(asked: &Import, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    match &asked.manifest {
        Some(path) => manifest(path, config, terminal).await,
        None => files(requests(asked), config, terminal).await,
    }
}

/// Imports every file of a manifest.
///
/// # Errors
/// As [`run`], and when the manifest itself cannot be used.
pub async fn manifest(path: &Path, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    files(Manifest::read(path)?.files, config, terminal).await
}

fn requests(asked: &Import) -> Vec<Request> {
    let request = |path: &std::path::PathBuf| Request {
        format: asked.format.clone(),
        mapping: asked.mapping.clone(),
        vintage: asked.vintage,
        communes: asked.communes.clone(),
        ..Request::new(path)
    };
    asked.files.iter().map(request).collect()
}

async fn files(requests: Vec<Request>, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let geocoder = config.geocoder()?;
    let store = loaded::open_store(config).await?;
    let mut known = known_zones(&store).await?;
    let count = requests.len();
    let mut refused = 0;
    for request in requests {
        if let Err(fault) = one(&request, &store, (&mut known, geocoder.as_ref()), terminal).await {
            terminal.refuse(&fault);
            refused += 1;
        }
    }
    if refused > 0 { Err(not_all_imported(refused, count)) } else { Ok(()) }
}

/// Reads one file and commits it; the zones it draws are known to the files after it.
async fn one(
    request: &Request,
    store: &Arc<dyn Store>,
    (known, geocoder): (&mut Known, Option<&Geocoder>),
    terminal: &Terminal,
) -> Result<(), Fault> {
    let mut batch = {
        let progress = terminal.progress(&request.name());
        ingest::file(request, known, &progress)?
    };
    geocoding::ask(geocoder, known, &mut batch);
    store.commit(&batch).await?;
    known.add(&batch.zones);
    known.add_records(&batch);
    terminal.report(&batch.dataset);
    Ok(())
}

/// What is loaded so far.
///
/// # Errors
/// When the database fails.
pub async fn known_zones(store: &Arc<dyn Store>) -> Result<Known, Fault> {
    let mut known = Known::default();
    for batch in store.load().await?.into_iter().filter(|batch| !margin::is_of(&batch.dataset)) {
        known.add(&batch.zones);
        known.add_records(&batch);
    }
    Ok(known)
}

fn not_all_imported(refused: usize, count: usize) -> Fault {
    Fault::new(
        "not-all-imported",
        text!("{refused} fichier(s) sur {count} n’ont pas été importés", "{refused} of {count} file(s) were not imported"),
        Text::new(
            "corriger ce qui est dit plus haut et recommencer : le reste est en place",
            "mend what is said above and start again: the rest is in place",
        ),
    )
}
