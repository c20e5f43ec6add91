//! What is done from time to time: sessions that are over are forgotten, buckets that are full too, and lines of the log older
//! than a year.

use std::sync::Arc;
use std::time::Duration;

use super::who::{IDLE, LONGEST};
use crate::access::moment;
use crate::api::state::State;
use crate::store::StoreError;
use crate::store::accounts::Accounts;

/// How often.
const PERIOD: Duration = Duration::from_mins(10);

/// How long lines of the log are kept, in seconds: twelve months.
pub const KEPT: i64 = 365 * 86_400;

const DAY: i64 = 86_400;

/// Lines looked at in one reading.
const PAGE: i64 = 2_000;

/// Keeps house until the task is aborted.
pub async fn keep_house(state: Arc<State>) {
    let mut told = 0;
    loop {
        state.gate.buckets.sweep();
        if let Some(accounts) = state.settings.accounts.as_ref() {
            let now = state.settings.clock.now();
            if let Err(cause) = tidy(accounts.as_ref(), now).await {
                tracing::warn!(%cause, "sessions and log are tidied later");
            }
            if now - told >= DAY && tell_head(accounts.as_ref()).await.is_ok() {
                told = now;
            }
        }
        tokio::time::sleep(PERIOD).await;
    }
}

/// Writes the last hash of the log into the journal of the server, which lies elsewhere: what is in the database alone could be
/// written anew as a whole.
async fn tell_head(accounts: &dyn Accounts) -> Result<(), StoreError> {
    let last = accounts.last_logged().await?;
    if let Some(logged) = accounts.logged(last, 1).await?.first() {
        tracing::info!(line = logged.number, hash = %logged.link.hash, "the log of who did what ends here");
    }
    Ok(())
}

/// Forgets sessions that are over and lines older than a year; gives how many lines went.
///
/// # Errors
/// Those of the store.
pub async fn tidy(accounts: &dyn Accounts, now: i64) -> Result<i64, StoreError> {
    accounts.sweep(now - LONGEST, now - IDLE).await?;
    let (mut old, mut from) = (0, 0);
    loop {
        let page = accounts.logged(from, PAGE).await?;
        let outdated = page.iter().take_while(|logged| moment(&logged.link.line).is_some_and(|at| at < now - KEPT)).last();
        old = outdated.map_or(old, |logged| logged.number);
        match page.last() {
            Some(last) if last.number == old => from = last.number + 1,
            _ => break,
        }
    }
    // The last line stays: the chain goes on from it.
    let old = old.min(accounts.last_logged().await? - 1);
    if old > 0 { accounts.forget_log(old, now).await } else { Ok(0) }
}
