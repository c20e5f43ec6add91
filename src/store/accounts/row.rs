//! Rows as what they hold.

use crate::access::{Account, AccountId, Key, KeyId, SecretHash};
use crate::store::StoreError;
use crate::store::vault::hand::Cells;

/// The columns of [`account`], in order.
pub const ACCOUNT: usize = 7;

/// Reads an account: `id, login, role, territory, team, disabled, made`.
pub fn account(cells: &Cells) -> Result<Account, StoreError> {
    Ok(Account {
        id: AccountId(number(cells, 0, "account")?),
        login: parsed(cells, 1, "account")?,
        role: parsed(cells, 2, "account")?,
        territory: parsed(cells, 3, "account")?,
        team: cells.get(4).cloned().flatten(),
        disabled: number(cells, 5, "account")? != 0,
        made: number(cells, 6, "account")?,
    })
}

/// Reads a key: `id, beginning, label, scope, quota, made, expires, revoked`.
pub fn key(cells: &Cells) -> Result<Key, StoreError> {
    Ok(Key {
        id: KeyId(number(cells, 0, "api_key")?),
        beginning: text(cells, 1).to_owned(),
        label: text(cells, 2).to_owned(),
        scope: parsed(cells, 3, "api_key")?,
        quota: number(cells, 4, "api_key")?,
        made: number(cells, 5, "api_key")?,
        expires: number(cells, 6, "api_key")?,
        revoked: number(cells, 7, "api_key")? != 0,
    })
}

/// A text, empty where there is none.
pub fn text(cells: &Cells, column: usize) -> &str {
    cells.get(column).and_then(Option::as_deref).unwrap_or_default()
}

/// A whole number.
pub fn number(cells: &Cells, column: usize, table: &'static str) -> Result<i64, StoreError> {
    text(cells, column).parse().map_err(|_not_a_number| unreadable(table, column))
}

/// Anything that reads from its own words.
fn parsed<T: std::str::FromStr>(cells: &Cells, column: usize, table: &'static str) -> Result<T, StoreError> {
    text(cells, column).parse().map_err(|_foreign| unreadable(table, column))
}

fn unreadable(table: &'static str, column: usize) -> StoreError {
    StoreError::Unreadable { table, reason: format!("column {column}") }
}

/// The value of a hash in a statement.
pub fn hash(hash: &SecretHash) -> crate::store::vault::hand::Value {
    hash.as_str().into()
}
