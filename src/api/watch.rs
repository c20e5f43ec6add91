//! Follows the store: what an import commits, from any process, is served a moment later.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::prepared::{Prepared, prepare};
use super::state::State;
use super::{chronicle, hot, journal};
use crate::atlas::Atlas;
use crate::domain::Batch;
use crate::remote::Engine;
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
        Ok(revision) if Some(revision) != served => match rebuilt(&**store, state.settings.engine.clone()).await {
            Ok(prepared) => {
                let prepared = Arc::new(prepared);
                if state.serve(Arc::clone(&prepared)) {
                    tokio::spawn(chronicle::remember(Arc::clone(store), Arc::clone(state), Arc::clone(&prepared)));
                    let state = Arc::clone(state);
                    tokio::task::spawn_blocking(move || {
                        prepared.complete();
                        hot::make(&state, &prepared);
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
    Preparing(#[from] std::io::Error),
    #[error("building broke off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

async fn rebuilt(store: &dyn Store, engine: Option<Engine>) -> Result<Prepared, Failure> {
    let start = Instant::now();
    let batches: Vec<Batch> = store.load().await.map_err(Box::new)?;
    let prepared = tokio::task::spawn_blocking(move || prepare(Arc::new(Atlas::build(batches)), engine.as_ref())).await??;
    journal::built(start.elapsed());
    tracing::info!(snapshot = %prepared.atlas.id, seconds = start.elapsed().as_secs_f64(), "a snapshot is built");
    Ok(prepared)
}
