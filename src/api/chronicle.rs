//! The history of the states served: what each is compared by, written down when it is first served, so that what
//! changed is told after a restart too.

use std::io::{self, Read, Write};
use std::sync::Arc;

use arc_swap::ArcSwap;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use tokio::sync::Mutex;

use super::prepared::Prepared;
use super::state::State;
use crate::diagnosis::changes::{Digest, changes, first};
use crate::domain::{Fault, Remembered};
use crate::store::Store;

/// A digest is never longer than this, unpacked.
const LONGEST_DIGEST: u64 = 1 << 28;

/// What this server knows of the states served, oldest first.
#[derive(Default)]
pub struct Chronicle {
    entries: ArcSwap<Vec<Remembered>>,
    turn: Mutex<()>,
}

impl Chronicle {
    /// The states, oldest first.
    pub fn entries(&self) -> Arc<Vec<Remembered>> {
        self.entries.load_full()
    }

    /// The digest of a state, the last of its name; `None` when it is not kept.
    pub fn digest(&self, snapshot: &str) -> Option<Digest> {
        let entries = self.entries();
        let entry = entries.iter().rev().find(|entry| entry.snapshot == snapshot)?;
        unpacked(entry.digest.as_deref()?).filter(Digest::is_readable)
    }

    /// The state served before this one, as far as it is known.
    pub fn before(&self, snapshot: &str) -> Option<String> {
        let entries = self.entries();
        let entry = entries.iter().rev().find(|entry| entry.snapshot == snapshot)?;
        entry.before.clone()
    }
}

/// Writes a state down once what it is compared by is worked out. Failures are logged: the state is served all the same.
pub async fn remember(store: Arc<dyn Store>, state: Arc<State>, prepared: Arc<Prepared>) {
    let _turn = state.chronicle.turn.lock().await;
    let mut history = match store.history().await {
        Ok(history) => history,
        Err(cause) => {
            tracing::warn!(%cause, "the history of states cannot be read");
            state.chronicle.entries().as_ref().clone()
        }
    };
    state.chronicle.entries.store(Arc::new(history.clone()));
    let last = history.last().cloned();
    let work = move || {
        prepared.complete();
        let known = last.as_ref().is_some_and(|last| last.snapshot == prepared.atlas.id.as_str());
        (!known).then(|| entry(&prepared, last.as_ref())).transpose()
    };
    let entry = match tokio::task::spawn_blocking(work).await {
        Ok(Ok(Some(entry))) => entry,
        Ok(Ok(None)) => return,
        Ok(Err(fault)) => return tracing::error!(%fault, "what a state is compared by could not be worked out"),
        Err(cause) => return tracing::error!(%cause, "what a state is compared by could not be worked out"),
    };
    if let Err(cause) = store.remember(&entry).await {
        tracing::warn!(%cause, "a state could not be written into the history");
    }
    history.push(entry);
    state.chronicle.entries.store(Arc::new(history));
}

/// The entry of a state served after another.
fn entry(prepared: &Prepared, last: Option<&Remembered>) -> Result<Remembered, Fault> {
    let digest = prepared.workings.digest()?;
    let before = last.and_then(|last| unpacked(last.digest.as_deref()?)).filter(Digest::is_readable);
    let summary = before.as_ref().map_or_else(|| first(digest), |before| changes(before, digest)).summary;
    let epoch = chrono::DateTime::UNIX_EPOCH;
    let updated = digest.updated.unwrap_or(epoch).max(last.map_or(epoch, |last| last.updated));
    let packed = packed(digest).map_err(|cause| {
        tracing::error!(%cause, "what a state is compared by cannot be written");
        super::problem::internal()
    })?;
    Ok(Remembered {
        snapshot: digest.snapshot.clone(),
        before: last.map(|last| last.snapshot.clone()),
        updated,
        summary,
        digest: Some(packed),
    })
}

fn packed(digest: &Digest) -> io::Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    serde_json::to_writer(&mut writer, digest)?;
    writer.flush()?;
    writer.finish()
}

fn unpacked(bytes: &[u8]) -> Option<Digest> {
    let read = serde_json::from_reader(io::BufReader::new(GzDecoder::new(bytes).take(LONGEST_DIGEST)));
    read.inspect_err(|cause| tracing::warn!(%cause, "a state of the history cannot be read")).ok()
}
