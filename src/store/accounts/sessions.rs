//! Sessions: begun, found, ended, swept.

use super::{NewSession, Session, log, row};
use crate::access::{AccountId, SecretHash};
use crate::store::StoreError;
use crate::store::vault::hand::{Hand, Value};

const BEGIN: &str = "INSERT INTO session (hash, account, made, used, hint) VALUES ($1, $2, $3, $3, $4)";
const GET: &str = "SELECT CAST(account.id AS TEXT), login, role, territory, team, CAST(disabled AS TEXT), CAST(account.made AS TEXT), \
    CAST(session.made AS TEXT), CAST(session.used AS TEXT) FROM session JOIN account ON account.id = session.account WHERE hash = $1";
const OF: &str = "SELECT CAST(made AS TEXT) AS began, CAST(used AS TEXT) AS last_used FROM session WHERE account = $1 ORDER BY made";
const TOUCH: &str = "UPDATE session SET used = $2 WHERE hash = $1";
const END: &str = "DELETE FROM session WHERE hash = $1 RETURNING hint";
const SWEEP: &str = "DELETE FROM session WHERE made < $1 OR used < $2";

/// Begins a session.
pub async fn begin(hand: &mut impl Hand, session: &NewSession, event: &str) -> Result<(), StoreError> {
    let hint = Value::Text(session.hint.clone());
    hand.run(BEGIN, vec![row::hash(&session.hash), session.account.0.into(), session.made.into(), hint]).await?;
    log::append(hand, [event.to_owned()]).await
}

/// The session of a hash with its account.
pub async fn get(hand: &mut impl Hand, hash: &SecretHash) -> Result<Option<Session>, StoreError> {
    let rows = hand.rows(GET, vec![row::hash(hash)]).await?;
    let Some(cells) = rows.first() else { return Ok(None) };
    let (made, used) = (row::number(cells, row::ACCOUNT, "session")?, row::number(cells, row::ACCOUNT + 1, "session")?);
    Ok(Some(Session { account: row::account(cells)?, made, used }))
}

/// When the sessions of an account began and were last used.
pub async fn of(hand: &mut impl Hand, account: AccountId) -> Result<Vec<(i64, i64)>, StoreError> {
    let rows = hand.rows(OF, vec![account.0.into()]).await?;
    rows.iter().map(|cells| Ok((row::number(cells, 0, "session")?, row::number(cells, 1, "session")?))).collect()
}

/// Notes that a session is used.
pub async fn touch(hand: &mut impl Hand, hash: &SecretHash, now: i64) -> Result<(), StoreError> {
    hand.run(TOUCH, vec![row::hash(hash), now.into()]).await
}

/// Ends a session.
pub async fn end(hand: &mut impl Hand, hash: &SecretHash, event: &str) -> Result<Option<Option<String>>, StoreError> {
    let rows = hand.rows(END, vec![row::hash(hash)]).await?;
    let Some(cells) = rows.into_iter().next() else { return Ok(None) };
    log::append(hand, [event.to_owned()]).await?;
    Ok(Some(cells.into_iter().next().flatten()))
}

/// Forgets sessions that are over.
pub async fn sweep(hand: &mut impl Hand, made_before: i64, used_before: i64) -> Result<(), StoreError> {
    hand.run(SWEEP, vec![made_before.into(), used_before.into()]).await
}
