//! Seals: with what the vault marks the notes of a team, so that it can read them back. The vault has the marks alone, this database
//! the seals alone; once a seal is gone, nothing says any more whose the marks were.

use super::row;
use crate::access::Secret;
use crate::store::StoreError;
use crate::store::vault::hand::Hand;

const OF: &str = "SELECT secret FROM seal WHERE holder = $1";
const ADD: &str = "INSERT INTO seal (holder, secret) VALUES ($1, $2)";
const ALL: &str = "SELECT holder, secret FROM seal ORDER BY holder";
const SWEEP: &str = "DELETE FROM seal WHERE holder NOT IN (SELECT 'team ' || team FROM account WHERE team IS NOT NULL) \
    AND holder NOT IN (SELECT 'account ' || CAST(id AS TEXT) FROM account)";

/// The mark of a holder, made with its seal; `fresh` becomes the seal where there is none yet.
pub async fn mark(hand: &mut impl Hand, holder: &str, fresh: &Secret) -> Result<String, StoreError> {
    if let Some(cells) = hand.rows(OF, vec![holder.into()]).await?.first() {
        return made(holder, row::text(cells, 0));
    }
    hand.run(ADD, vec![holder.into(), fresh.reveal().into()]).await?;
    made(holder, fresh.reveal())
}

/// Every mark there is.
pub async fn marks(hand: &mut impl Hand) -> Result<Vec<String>, StoreError> {
    hand.rows(ALL, Vec::new()).await?.iter().map(|cells| made(row::text(cells, 0), row::text(cells, 1))).collect()
}

fn made(holder: &str, seal: &str) -> Result<String, StoreError> {
    let seal = Secret::given(seal).ok_or_else(|| StoreError::Unreadable { table: "seal", reason: "a secret".to_owned() })?;
    Ok(seal.hash_for(holder).as_str().to_owned())
}

/// Drops the seals of teams that have no account any more, and of accounts that are gone.
pub async fn sweep(hand: &mut impl Hand) -> Result<(), StoreError> {
    hand.run(SWEEP, Vec::new()).await
}
