//! The log: lines chained by their hashes, the oldest of which go after a year without breaking the chain.

use super::{Logged, row};
use crate::access::checkpoint;
use crate::disclosure::chain::{self, Link};
use crate::store::StoreError;
use crate::store::vault::hand::{Cells, Hand};

// Columns cast to text have names of their own: PostgreSQL would sort by the text otherwise.
const LAST: &str = "SELECT hash, CAST(number AS TEXT) AS rank FROM audit ORDER BY number DESC LIMIT 1";
const ADD: &str = "INSERT INTO audit (number, line, hash) VALUES ($1, $2, $3)";
const PAGE: &str = "SELECT line, hash, CAST(number AS TEXT) AS rank FROM audit WHERE number >= $1 ORDER BY number LIMIT $2";
const COUNT: &str = "SELECT CAST(count(*) AS TEXT) FROM audit WHERE number <= $1";
const FORGET: &str = "DELETE FROM audit WHERE number <= $1";

/// Adds lines after those there are.
pub async fn append(hand: &mut impl Hand, events: impl IntoIterator<Item = String>) -> Result<(), StoreError> {
    let rows = hand.rows(LAST, Vec::new()).await?;
    let (head, last) = match rows.first() {
        Some(cells) => (row::text(cells, 0).to_owned(), row::number(cells, 1, "audit")?),
        None => (chain::START.to_owned(), 0),
    };
    for (number, link) in (last + 1..).zip(chain::extend(&head, events.into_iter().map(|line| line.replace(['\n', '\r'], " ")))) {
        hand.run(ADD, vec![number.into(), link.line.as_str().into(), link.hash.as_str().into()]).await?;
    }
    Ok(())
}

/// Lines from a number on.
pub async fn page(hand: &mut impl Hand, from: i64, limit: i64) -> Result<Vec<Logged>, StoreError> {
    hand.rows(PAGE, vec![from.into(), limit.into()]).await?.iter().map(logged).collect()
}

fn logged(cells: &Cells) -> Result<Logged, StoreError> {
    let link = Link { line: row::text(cells, 0).to_owned(), hash: row::text(cells, 1).to_owned() };
    Ok(Logged { number: row::number(cells, 2, "audit")?, link })
}

/// The number of the last line.
pub async fn last(hand: &mut impl Hand) -> Result<i64, StoreError> {
    let rows = hand.rows(LAST, Vec::new()).await?;
    rows.first().map_or(Ok(0), |cells| row::number(cells, 1, "audit"))
}

/// Removes the oldest lines; never all of them.
pub async fn forget(hand: &mut impl Hand, up_to: i64, now: i64) -> Result<i64, StoreError> {
    let Some(last_gone) = page(hand, up_to, 1).await?.into_iter().find(|logged| logged.number == up_to) else { return Ok(0) };
    let counted = hand.rows(COUNT, vec![up_to.into()]).await?;
    let gone = counted.first().map_or(Ok(0), |cells| row::number(cells, 0, "audit"))?;
    append(hand, [checkpoint(now, up_to, &last_gone.link.hash)]).await?;
    hand.run(FORGET, vec![up_to.into()]).await?;
    Ok(gone)
}
