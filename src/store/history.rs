//! How the history of states is kept, within one transaction of either database.

use futures_util::TryStreamExt;

use super::StoreError;
use super::load::Reader;
use super::read::{self, Cells};
use super::replace::Writer;
use super::table::HISTORY;
use super::write;
use crate::domain::Remembered;

/// So many states are remembered…
const ENTRIES: usize = 64;

/// …and so many, the last, can be compared with.
const DIGESTS: usize = 8;

/// The states that were served, oldest first.
pub async fn all(reader: &mut impl Reader) -> Result<Vec<Remembered>, StoreError> {
    let mut history = Vec::new();
    let mut rows = reader.rows(&HISTORY);
    while let Some(row) = rows.try_next().await? {
        let mut cells = Cells::of(&HISTORY, &row);
        cells.integer()?;
        history.push(read::remembered(&mut cells)?);
    }
    Ok(history)
}

/// Adds a state after the last one; `false`, and nothing written, when it is the last already.
pub async fn add<T: Reader + Writer>(transaction: &mut T, entry: &Remembered) -> Result<bool, StoreError> {
    transaction.hold_turn().await?;
    let mut history = all(transaction).await?;
    if history.last().is_some_and(|last| last.snapshot == entry.snapshot) {
        return Ok(false);
    }
    history.push(entry.clone());
    history.drain(..history.len().saturating_sub(ENTRIES));
    let old = history.len().saturating_sub(DIGESTS);
    history[..old].iter_mut().for_each(|entry| entry.digest = None);
    transaction.clear(&HISTORY).await?;
    transaction.insert(&HISTORY, Box::new((1..).zip(&history).map(|(key, entry)| write::remembered(key, entry)))).await?;
    Ok(true)
}
