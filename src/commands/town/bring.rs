//! One data set of the catalogue: its files, then its import, whole or not at all. Whatever fails, the edition taken before
//! is served on, and the cause is remembered.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};
use serde::Serialize;

use super::desk::{Desk, recipe, unreadable};
use super::files::{self, Files};
use super::margin;
use super::memory::{Failed, File, Memory};
use super::voice::Voice;
use crate::catalogue::source::SieveBy;
use crate::catalogue::{Container, Editions, Source, Territory};
use crate::commands::geocoding;
use crate::domain::{Batch, DatasetId, Fault, Text, Vintage};
use crate::ingest::{self, Inside, Known, Request, Sieve};
use crate::store::Store;
use crate::text;

/// What came of a data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Outcome {
    /// It was taken.
    Taken {
        /// The data set loaded.
        dataset: String,
        /// Rows read, taken and rejected.
        read: u64,
        /// Rows taken.
        taken: u64,
        /// Rows rejected.
        rejected: u64,
    },
    /// It has not changed.
    Unchanged {
        /// The data set loaded.
        dataset: String,
    },
    /// It failed.
    Failed {
        /// Why.
        fault: Box<Fault>,
        /// The edition taken before, which is served on.
        kept: Option<String>,
    },
}

/// Where data sets go.
pub struct Shelf {
    /// The database.
    pub store: Arc<dyn Store>,
    /// What is loaded so far.
    pub known: Known,
}

/// Brings one data set up to date and remembers what came of it.
///
/// # Errors
/// When what is remembered cannot be read or written; a failure of the data set itself is an outcome.
pub async fn one(desk: &Desk, source: &Source, territory: &Territory, shelf: &mut Shelf, voice: &dyn Voice) -> Result<Outcome, Fault> {
    let mut memory = desk.memory(source)?;
    let outcome = match attempt(desk, source, territory, shelf, &memory, voice).await {
        Ok((outcome, renewed)) => {
            memory = renewed;
            outcome
        }
        Err(fault) => {
            let fault = hidden(fault, source);
            voice.warn(&source.id, &fault);
            memory.failure = Some(Failed { at: ingest::now(), fault: fault.clone() });
            Outcome::Failed { fault: Box::new(fault), kept: memory.dataset.clone() }
        }
    };
    desk.remember(source, &memory)?;
    Ok(outcome)
}

/// A fault names the file as its producer calls it, or the data set: never where it lies here.
fn hidden(fault: Fault, source: &Source) -> Fault {
    if fault.place.file.is_some() { fault } else { fault.in_file(&source.id) }
}

async fn attempt(
    desk: &Desk,
    source: &Source,
    territory: &Territory,
    shelf: &mut Shelf,
    memory: &Memory,
    voice: &dyn Voice,
) -> Result<(Outcome, Memory), Fault> {
    let Files { files, changed } = files::of(desk, source, territory, memory, voice).await?;
    let now = ingest::now();
    let recipe = recipe(source, territory);
    if !changed && memory.recipe == recipe && is_loaded(shelf, memory).await? {
        let dataset = memory.dataset.clone().unwrap_or_default();
        return Ok((Outcome::Unchanged { dataset }, Memory { files, checked_at: Some(now), failure: None, ..memory.clone() }));
    }
    let request = request(desk, source, territory, &files)?;
    let mut batch = read(&request, source, (&files, now), shelf, voice)?;
    let geocoder = desk.geocoder.as_ref().filter(|_| desk.as_of.is_none());
    tokio::task::block_in_place(|| geocoding::ask(geocoder, &shelf.known, &mut batch));
    let beyond = margin::apart(&mut batch, &margin::wanted(source, territory));
    if memory.recipe == recipe {
        not_shrunk(memory, &batch)?;
    }
    shelf.store.commit(&batch).await?;
    let id = batch.dataset.id.as_str().to_owned();
    match &beyond {
        Some(beyond) => shelf.store.commit(beyond).await?,
        None => _ = shelf.store.forget(&margin::name(&id)).await?,
    }
    if let Some(former) = memory.dataset.as_ref().filter(|former| **former != id && source.editions == Editions::Replace) {
        shelf.store.forget(&DatasetId::from_stored(former)).await?;
        shelf.store.forget(&margin::name(former)).await?;
    }
    shelf.known.add(&batch.zones);
    shelf.known.add_records(&batch);
    let report = &batch.dataset.report;
    let outcome = Outcome::Taken { dataset: id.clone(), read: report.read, taken: report.taken, rejected: report.rejected };
    let fetched_at = if changed { Some(now) } else { memory.fetched_at };
    let taken = report.taken;
    Ok((outcome, Memory { files, recipe, dataset: Some(id), taken, fetched_at, checked_at: Some(now), failure: None }))
}

async fn is_loaded(shelf: &Shelf, memory: &Memory) -> Result<bool, Fault> {
    let Some(id) = &memory.dataset else { return Ok(false) };
    Ok(shelf.store.datasets().await?.iter().any(|dataset| dataset.id.as_str() == id))
}

/// What to import: the one file, or all put together.
fn request(desk: &Desk, source: &Source, territory: &Territory, files: &[File]) -> Result<Request, Fault> {
    if source.container == Container::Geojson {
        for file in files {
            ingest::whole(&ingest::content(&desk.kept.file(&file.sha256), &Inside::default())?)?;
        }
    }
    let inside = Inside { member: source.member.clone(), sieve: sieve(source, territory) };
    let (path, inside, called) = match files {
        [one] => (desk.kept.file(&one.sha256), inside, one.called.clone()),
        several => {
            let parts =
                several.iter().map(|file| ingest::content(&desk.kept.file(&file.sha256), &inside)).collect::<Result<Vec<_>, _>>()?;
            let whole = ingest::join(&parts)?;
            (desk.kept.keep(&whole).map_err(|cause| unreadable(&cause))?, Inside::default(), source.id.clone())
        }
    };
    Ok(Request {
        called: Some(called),
        inside,
        format: source.mapping.is_none().then(|| source.format.clone()),
        mapping: source.mapping.as_ref().map(|mapping| desk.folder.join(mapping)),
        vintage: source.vintage.and_then(Vintage::new),
        communes: [territory.communes(), margin::wanted(source, territory)].concat(),
        margin_km: if source.margin { territory.margin_km } else { 0.0 },
        fictional: territory.fictional(),
        ..Request::new(path)
    })
}

fn sieve(source: &Source, territory: &Territory) -> Option<Sieve> {
    let sieve = source.sieve.as_ref()?;
    let starts = match sieve.by {
        SieveBy::Commune => [territory.codes_of_outlines(), margin::wanted(source, territory)].concat(),
        SieveBy::Departement if source.margin => territory.departements_around(),
        SieveBy::Departement => territory.departements(),
    };
    Some(Sieve { column: sieve.column.clone(), starts })
}

/// Reads what was brought. A file that says no year is of the year it was last changed, else of the year it came.
fn read(
    request: &Request,
    source: &Source,
    (files, now): (&[File], DateTime<Utc>),
    shelf: &Shelf,
    voice: &dyn Voice,
) -> Result<Batch, Fault> {
    let progress = voice.progress(&source.id);
    let first = tokio::task::block_in_place(|| ingest::file(request, &shelf.known, progress.as_ref()));
    match first {
        Err(fault) if fault.code == "missing-vintage" => {
            let request = Request { vintage: Vintage::new(year(files, now)), ..request.clone() };
            tokio::task::block_in_place(|| ingest::file(&request, &shelf.known, progress.as_ref()))
        }
        read => read,
    }
}

fn year(files: &[File], now: DateTime<Utc>) -> u16 {
    let changed = files.iter().filter_map(|file| DateTime::parse_from_rfc2822(file.validators.last_modified.as_ref()?).ok());
    let year = changed.map(|at| at.year()).max().unwrap_or_else(|| now.year());
    u16::try_from(year).unwrap_or_default()
}

/// A data set of the same territory that lost half of its rows was cut short, or is another.
fn not_shrunk(memory: &Memory, batch: &Batch) -> Result<(), Fault> {
    let (before, now) = (memory.taken, batch.dataset.report.taken);
    if now.saturating_mul(2) >= before {
        return Ok(());
    }
    Err(Fault::new(
        "data-set-shrunk",
        text!(
            "le jeu n’a plus que {now} lignes pour ce territoire, contre {before} auparavant",
            "the data set has only {now} rows for this territory, against {before} before"
        ),
        Text::new(
            "vérifier chez le producteur ; si c’est voulu, l’importer à la main : maillage import",
            "check with the producer; if it is meant, import it by hand: maillage import",
        ),
    ))
}
