//! Follows the store: what an import commits, from any process, is served a moment later.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::prepared::{Prepared, prepare};
use super::state::{Settings, State};
use super::{chronicle, hot, journal};
use crate::atlas::Atlas;
use crate::atlas::save::{self, Key, Saved};
use crate::domain::Batch;
use crate::store::{Store, StoreError};

/// How often the store is asked whether it changed.
const EVERY: Duration = Duration::from_secs(1);

/// Builds a snapshot at once, and again whenever the store changes; for as long as it is run. Requests go on
/// meanwhile with the snapshot they have.
pub async fn follow(store: Arc<dyn Store>, state: Arc<State>) {
    let mut served = None;
    loop {
        served = refreshed(&store, &state, served).await;
        tokio::time::sleep(EVERY).await;
    }
}

/// Serves the store as it is now when it is not at the revision served already; says which one is served.
async fn refreshed(store: &Arc<dyn Store>, state: &Arc<State>, served: Option<u64>) -> Option<u64> {
    let revision = store.revision().await;
    state.note_store(revision.is_ok());
    match revision {
        Ok(revision) if Some(revision) != served => match made(&**store, revision, &state.settings).await {
            Ok(Made { prepared, unsaved, undrawn }) => {
                let prepared = Arc::new(prepared);
                keep(&state.settings, unsaved, &prepared);
                if state.serve(Arc::clone(&prepared)) {
                    tokio::spawn(chronicle::remember(Arc::clone(store), Arc::clone(state), Arc::clone(&prepared)));
                    let state = Arc::clone(state);
                    tokio::task::spawn_blocking(move || {
                        prepared.complete();
                        keep_drawn(&state.settings, undrawn, &prepared);
                        hot::make(&state, &prepared);
                        prepared.tiles.complete();
                    });
                }
                Some(revision)
            }
            Err(cause) => {
                tracing::error!(%cause, revision, "the snapshot could not be built; the one before is served on");
                served
            }
        },
        Ok(_) => served,
        Err(cause) => {
            tracing::error!(%cause, "the store does not answer; the snapshot in memory is served on");
            served
        }
    }
}

/// Why no snapshot came about.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Store(#[from] Box<StoreError>),
    #[error("{0}")]
    Preparing(#[from] io::Error),
    #[error("building broke off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// A snapshot, and the keys under which it and its tiles are to be saved, where they are not yet.
struct Made {
    prepared: Prepared,
    unsaved: Option<Key>,
    undrawn: Option<Key>,
}

/// The snapshot of the store at this revision: the saved one where there is one, else built.
async fn made(store: &dyn Store, revision: u64, settings: &Settings) -> Result<Made, Failure> {
    let start = Instant::now();
    if let Some(made) = warm(store, revision, settings).await? {
        tracing::info!(snapshot = %made.prepared.atlas.id, seconds = start.elapsed().as_secs_f64(), "a snapshot is read back");
        return Ok(made);
    }
    let batches: Vec<Batch> = store.load().await.map_err(Box::new)?;
    let fieldwork = store.fieldwork().await.map_err(Box::new)?;
    // Of what was loaded, not of what was there before: a commit in between changes both.
    let datasets = batches.iter().map(|batch| &batch.dataset);
    let key = settings.saved.as_ref().map(|saved| Key::new(&saved.program(), revision, datasets));
    let engine = settings.engine.clone();
    let prepared = tokio::task::spawn_blocking(move || prepare(Arc::new(Atlas::build_with(batches, fieldwork)), engine.as_ref())).await??;
    journal::built(start.elapsed());
    tracing::info!(snapshot = %prepared.atlas.id, seconds = start.elapsed().as_secs_f64(), "a snapshot is built");
    Ok(Made { prepared, unsaved: key.clone(), undrawn: key })
}

/// The saved snapshot of the store at this revision.
async fn warm(store: &dyn Store, revision: u64, settings: &Settings) -> Result<Option<Made>, Failure> {
    let Some(saved) = settings.saved.clone() else { return Ok(None) };
    let datasets = store.datasets().await.map_err(Box::new)?;
    let engine = settings.engine.clone();
    let prepared = tokio::task::spawn_blocking(move || {
        let key = Key::new(&saved.program(), revision, &datasets);
        let Some(atlas) = saved.find(&key) else { return Ok(None) };
        let prepared = prepare(Arc::new(atlas), engine.as_ref())?;
        let undrawn = (!take_drawn(&*saved, &key, &prepared)).then_some(key);
        Ok::<_, io::Error>(Some(Made { prepared, unsaved: None, undrawn }))
    });
    Ok(prepared.await??)
}

/// Takes in the tiles that were drawn of this snapshot before; whether there were any.
fn take_drawn(saved: &dyn Saved, key: &Key, prepared: &Prepared) -> bool {
    let Some(bytes) = saved.find_drawn(key) else { return false };
    let taken = save::opened(key, &bytes).map(|blocks| prepared.tiles.take(&blocks));
    if let Err(cause) = &taken {
        tracing::warn!(%cause, "saved tiles are not used; they are drawn again");
    }
    matches!(taken, Ok(true))
}

/// Saves the tiles of a snapshot that are not saved yet.
fn keep_drawn(settings: &Settings, undrawn: Option<Key>, prepared: &Prepared) {
    if let Some((key, saved)) = undrawn.zip(settings.saved.as_ref()) {
        match prepared.tiles.to_blocks() {
            Ok(blocks) => saved.keep_drawn(&key, &save::sealed(&key, &blocks)),
            Err(cause) => tracing::warn!(%cause, "tiles cannot be written"),
        }
    }
}

/// Saves a snapshot aside, when it was built.
fn keep(settings: &Settings, key: Option<Key>, prepared: &Arc<Prepared>) {
    if let Some((key, saved)) = key.zip(settings.saved.clone()) {
        let atlas = Arc::clone(&prepared.atlas);
        tokio::task::spawn_blocking(move || saved.keep(&key, &atlas));
    }
}
