//! The public copy of what a vault released.

use super::StoreError;
use crate::domain::{Fault, Link, Text};
use crate::text;

/// The statements of one database.
pub struct Statements {
    /// Reads the chain.
    pub read: &'static str,
    /// Adds a line.
    pub insert: &'static str,
}

/// For SQLite.
pub const SQLITE: Statements = Statements {
    read: "SELECT line, hash FROM released ORDER BY number",
    insert: "INSERT INTO released (number, line, hash) VALUES ($1, $2, $3)",
};

/// For PostgreSQL.
pub const POSTGRES: Statements = Statements {
    read: "SELECT line, hash FROM maillage.released ORDER BY number",
    insert: "INSERT INTO maillage.released (number, line, hash) VALUES ($1, $2, $3)",
};

/// Rows as links.
pub fn links(rows: Vec<(String, String)>) -> Vec<Link> {
    rows.into_iter().map(|(line, hash)| Link { line, hash }).collect()
}

/// The links of a chain that are not kept yet, with their numbers.
pub fn missing(kept: Vec<(String, String)>, chain: &[Link]) -> Result<Vec<(i64, &Link)>, StoreError> {
    let kept = links(kept);
    match kept.iter().zip(chain).position(|(kept, given)| kept != given) {
        None if kept.len() <= chain.len() => Ok((1_i64..).zip(chain).skip(kept.len()).collect()),
        first => Err(StoreError::Inconsistent(diverged(first.unwrap_or(chain.len()) as u64 + 1))),
    }
}

fn diverged(row: u64) -> Fault {
    Fault::new(
        "chain-diverged",
        text!(
            "les publications d’ici ne sont pas celles du coffre (ligne {row})",
            "the releases here are not those of the vault (row {row})"
        ),
        Text::new(
            "comparer les deux : maillage releases verify ; rien n’a été écrit",
            "compare both: maillage releases verify; nothing was written",
        ),
    )
    .at_row(row)
}
