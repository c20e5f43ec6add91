//! A server that looks for newer editions by itself, when the settings say how often. What it brings is committed, and the
//! server follows the database as it follows any other import.

use std::sync::Arc;
use std::time::Duration;

use super::desk::Desk;
use super::init;
use super::voice::Journal;
use crate::config::Config;
use crate::domain::{Fault, Lang};
use crate::ingest;
use crate::store::Store;

/// How long after a start the first look comes: a start is no time for long work.
const FIRST: Duration = Duration::from_secs(2);

/// Looks again and again, for as long as it is run.
pub async fn run(config: Config, store: Arc<dyn Store>, every: Duration) {
    tokio::time::sleep(FIRST.min(every)).await;
    loop {
        match look(&config, &store).await {
            Ok(taken) => tracing::info!(taken, "looked for newer editions"),
            Err(fault) => tracing::warn!(code = %fault.code, "no look for newer editions: {}", fault.line(Lang::En)),
        }
        tokio::time::sleep(every).await;
    }
}

/// Brings the data sets that are due; how many were taken.
async fn look(config: &Config, store: &Arc<dyn Store>) -> Result<usize, Fault> {
    let desk = Desk::open(config)?;
    let territory = desk.territory()?;
    let now = ingest::now();
    let due = |source: &crate::catalogue::Source, memory: &super::memory::Memory| memory.is_due(source.refresh_days, now);
    let lines = init::all(&desk, &territory, &due, Arc::clone(store), &Journal).await?;
    Ok(lines.iter().filter(|line| matches!(line.outcome, super::bring::Outcome::Taken { .. })).count())
}
