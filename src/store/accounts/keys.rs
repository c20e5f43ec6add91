//! Keys of researchers: made, found, revoked, spent.

use super::{log, row};
use crate::access::{Key, KeyId, SecretHash};
use crate::store::StoreError;
use crate::store::vault::hand::Hand;

const ADD: &str = "INSERT INTO api_key (beginning, hash, label, scope, quota, made, expires, revoked, spent_day, spent) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0) RETURNING CAST(id AS TEXT)";
const ALL: &str = "SELECT CAST(id AS TEXT) AS rank, beginning, label, scope, CAST(quota AS TEXT), CAST(made AS TEXT), CAST(expires AS TEXT), \
    CAST(revoked AS TEXT) FROM api_key ORDER BY id";
const GET: &str = "SELECT CAST(id AS TEXT), beginning, label, scope, CAST(quota AS TEXT), CAST(made AS TEXT), CAST(expires AS TEXT), \
    CAST(revoked AS TEXT) FROM api_key WHERE hash = $1";
const REVOKE: &str = "UPDATE api_key SET revoked = 1 WHERE id = $1 RETURNING CAST(id AS TEXT)";
const LEFT: &str = "SELECT CAST(quota - CASE WHEN spent_day = $2 THEN spent ELSE 0 END AS TEXT) FROM api_key WHERE id = $1 AND revoked = 0";
const SPEND: &str = "UPDATE api_key SET spent = CASE WHEN spent_day = $2 THEN spent ELSE 0 END + $3, spent_day = $2 WHERE id = $1";

/// Keeps a key. `{}` in the line of the log stands for its number.
pub async fn add(hand: &mut impl Hand, key: &Key, hash: &SecretHash, event: &str) -> Result<KeyId, StoreError> {
    let values = vec![
        key.beginning.as_str().into(),
        row::hash(hash),
        key.label.as_str().into(),
        key.scope.to_string().as_str().into(),
        key.quota.into(),
        key.made.into(),
        key.expires.into(),
    ];
    let made = hand.rows(ADD, values).await?;
    let id = row::number(&made.first().cloned().unwrap_or_default(), 0, "api_key")?;
    log::append(hand, [event.replace("{}", &id.to_string())]).await?;
    Ok(KeyId(id))
}

/// Every key.
pub async fn all(hand: &mut impl Hand) -> Result<Vec<Key>, StoreError> {
    hand.rows(ALL, Vec::new()).await?.iter().map(row::key).collect()
}

/// The key of a hash.
pub async fn get(hand: &mut impl Hand, hash: &SecretHash) -> Result<Option<Key>, StoreError> {
    hand.rows(GET, vec![row::hash(hash)]).await?.first().map(row::key).transpose()
}

/// Revokes a key.
pub async fn revoke(hand: &mut impl Hand, key: KeyId, event: &str) -> Result<bool, StoreError> {
    let found = !hand.rows(REVOKE, vec![key.0.into()]).await?.is_empty();
    if found {
        log::append(hand, [event.to_owned()]).await?;
    }
    Ok(found)
}

/// Takes requests out of a day's quota.
pub async fn spend(hand: &mut impl Hand, key: KeyId, day: i64, wanted: i64) -> Result<i64, StoreError> {
    let rows = hand.rows(LEFT, vec![key.0.into(), day.into()]).await?;
    let left = rows.first().map(|cells| row::number(cells, 0, "api_key")).transpose()?.unwrap_or_default();
    let got = wanted.min(left).max(0);
    if got > 0 {
        hand.run(SPEND, vec![key.0.into(), day.into(), got.into()]).await?;
    }
    Ok(got)
}
