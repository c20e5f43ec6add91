//! The vault in a SQLite file of its own: on disk before anything is acknowledged, readable by its owner alone.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use chrono::NaiveDate;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Arguments, ConnectOptions, Connection, Row, Sqlite, SqlitePool};

use super::hand::{Cells, Value};
use super::{
    Erased, ExactPlace, ExactQuarter, Ledger, Link, Note, Noted, OwnNote, Pending, Release, Retained, Rho, Vault, hand, own, retention,
    work,
};
use crate::domain::{Geography, Quarter};
use crate::store::{StoreError, migrations};

/// How long to wait for another program's write.
const PATIENCE: Duration = Duration::from_secs(30);

/// A vault in one file.
pub struct SqliteVault {
    pool: SqlitePool,
}

/// Opens the file, creating it if need be, and brings its tables up to date.
pub async fn open(path: &Path) -> Result<SqliteVault, StoreError> {
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(sqlx::Error::Io)?;
    }
    make_private(path).await.map_err(sqlx::Error::Io)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        // What is erased is overwritten.
        .pragma("secure_delete", "ON")
        .disable_statement_logging();
    let mut connection = options.connect().await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    migrations::vault_sqlite().run_direct(None, &mut *transaction, false).await?;
    transaction.commit().await?;
    connection.close().await?;
    Ok(SqliteVault { pool: SqlitePoolOptions::new().max_connections(2).acquire_timeout(PATIENCE).connect_lazy_with(options) })
}

/// Makes the file, where it is not there, before the database does: SQLite gives its log the rights of the file.
async fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    options.mode(0o600);
    options.open(path).await.map(drop)
}

hand::hand!(Sqlite, SqliteArguments);
hand::vault!(SqliteVault, "BEGIN IMMEDIATE");
