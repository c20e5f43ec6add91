//! The store in one SQLite file: write-ahead log, so that readers never wait, and every commit on disk
//! before it is acknowledged.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{Arguments, AssertSqlSafe, ConnectOptions, Connection, Row as _, Sqlite, SqliteConnection, SqlitePool, Transaction};

use super::history;
use super::load::{self, Reader};
use super::read::Row;
use super::replace::{self, Rows, Writer};
use super::table::{Cell, Table};
use super::{Store, StoreError, checks, migrations, released};
use crate::domain::{Batch, Dataset, DatasetId, Fieldwork, Link, Remembered, ServiceCheck};

/// How long to wait for another program's write: the import of a whole country takes a few seconds.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// Bounds the log kept on disk after a large import.
const LOG_BYTES: &str = "67108864";

/// Rows of one statement. SQLite takes at most 32,766 values in one; beyond a few thousand nothing is gained.
const VALUES_AT_ONCE: usize = 4_000;

/// A store in one file.
pub struct SqliteStore {
    pool: SqlitePool,
}

/// Opens the file, creating it and its folder if need be, and brings its tables up to date.
pub async fn open(path: &Path) -> Result<SqliteStore, StoreError> {
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(sqlx::Error::Io)?;
    }
    let options = options(path);
    let mut connection = options.connect().await?;
    migrate(&mut connection).await?;
    connection.close().await?;
    Ok(SqliteStore { pool: SqlitePoolOptions::new().max_connections(4).acquire_timeout(PATIENCE).connect_lazy_with(options) })
}

pub(super) fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .pragma("journal_size_limit", LOG_BYTES)
        .row_buffer_size(1_024)
        .disable_statement_logging()
}

/// Runs the missing steps under one lock, so that two programs may open a new file at once.
async fn migrate(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    migrations::sqlite().run_direct(None, &mut *transaction, false).await?;
    Ok(transaction.commit().await?)
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, batch: &Batch) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        replace::replace(&mut transaction, batch).await?;
        Ok(transaction.commit().await?)
    }

    async fn forget(&self, dataset: &DatasetId) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let found = replace::forget(&mut transaction, dataset).await?;
        if found {
            transaction.commit().await?;
        }
        Ok(found)
    }

    async fn datasets(&self) -> Result<Vec<Dataset>, StoreError> {
        load::datasets(&mut self.pool.begin().await?).await
    }

    async fn load(&self) -> Result<Vec<Batch>, StoreError> {
        load::everything(&mut self.pool.begin().await?).await
    }

    async fn revision(&self) -> Result<u64, StoreError> {
        let number: i64 = sqlx::query_scalar("SELECT number FROM revision").fetch_one(&self.pool).await?;
        Ok(number.unsigned_abs())
    }

    async fn remember(&self, entry: &Remembered) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let added = history::add(&mut transaction, entry).await?;
        if added {
            transaction.commit().await?;
        }
        Ok(added)
    }

    async fn history(&self) -> Result<Vec<Remembered>, StoreError> {
        history::all(&mut self.pool.begin().await?).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.revision().await.map(|_| ())
    }

    async fn publish(&self, chain: &[Link]) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("UPDATE revision SET number = number + 1").execute(&mut *transaction).await?;
        let kept = sqlx::query_as(released::SQLITE.read).fetch_all(&mut *transaction).await?;
        for (number, link) in released::missing(kept, chain)? {
            let insert = sqlx::query(released::SQLITE.insert).bind(number).bind(&link.line).bind(&link.hash);
            insert.execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn released(&self) -> Result<Vec<Link>, StoreError> {
        Ok(released::links(sqlx::query_as(released::SQLITE.read).fetch_all(&self.pool).await?))
    }

    async fn check_service(&self, key: &str, check: &ServiceCheck) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("UPDATE revision SET number = number + 1").execute(&mut *transaction).await?;
        let kept = sqlx::query_as(checks::SQLITE.by_key).bind(key).fetch_optional(&mut *transaction).await?;
        if checks::is_known(kept, check)? {
            return Ok(false);
        }
        let [service, day, sighting] = checks::cells(check);
        let insert = sqlx::query(checks::SQLITE.insert).bind(key).bind(service).bind(day).bind(sighting);
        insert.execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn fieldwork(&self) -> Result<Fieldwork, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let released = released::links(sqlx::query_as(released::SQLITE.read).fetch_all(&mut *transaction).await?);
        let checks = checks::newest(sqlx::query_as(checks::SQLITE.read).fetch_all(&mut *transaction).await?)?;
        Ok(Fieldwork { released, checks })
    }
}

impl Writer for Transaction<'_, Sqlite> {
    async fn take_turn(&mut self) -> Result<(), StoreError> {
        sqlx::query("UPDATE revision SET number = number + 1").execute(&mut **self).await?;
        Ok(())
    }

    async fn hold_turn(&mut self) -> Result<(), StoreError> {
        // The transaction began with the lock of the only writer.
        Ok(())
    }

    async fn clear(&mut self, table: &'static Table) -> Result<(), StoreError> {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {}", table.name))).execute(&mut **self).await?;
        Ok(())
    }

    async fn remove(&mut self, dataset: &DatasetId) -> Result<bool, StoreError> {
        let removed = sqlx::query("DELETE FROM dataset WHERE id = $1").bind(dataset.as_str()).execute(&mut **self).await?;
        Ok(removed.rows_affected() > 0)
    }

    async fn free_key(&mut self, table: &'static Table) -> Result<i64, StoreError> {
        let sql = format!("SELECT coalesce(max(key), 0) + 1 FROM {}", table.name);
        Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut **self).await?)
    }

    async fn insert<const COLUMNS: usize>(&mut self, table: &'static Table, mut rows: Rows<'_, COLUMNS>) -> Result<(), StoreError> {
        loop {
            let mut values = SqliteArguments::default();
            for row in rows.by_ref().take(VALUES_AT_ONCE / COLUMNS) {
                row?.into_iter().try_for_each(|cell| bind(&mut values, cell)).map_err(sqlx::Error::Encode)?;
            }
            if values.len() == 0 {
                return Ok(());
            }
            let sql = insertion(table, values.len() / COLUMNS);
            sqlx::query_with(AssertSqlSafe(sql), values).execute(&mut **self).await?;
        }
    }
}

fn insertion(table: &Table, rows: usize) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let row = format!("({})", vec!["?"; columns.len()].join(", "));
    format!("INSERT INTO {} ({}) VALUES {}", table.name, columns.join(", "), vec![row; rows].join(", "))
}

fn bind(values: &mut SqliteArguments, cell: Cell<'_>) -> Result<(), sqlx::error::BoxDynError> {
    match cell {
        Cell::Null => values.add(None::<i64>),
        Cell::Integer(number) => values.add(number),
        Cell::Real(number) => values.add(number),
        Cell::Boolean(yes) => values.add(i64::from(yes)),
        Cell::Text(words) => values.add(words.into_owned()),
        Cell::Date(day) => values.add(day.to_string()),
        Cell::Moment(moment) => values.add(moment.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)),
        Cell::Geometry(bytes) | Cell::Bytes(bytes) => values.add(bytes),
    }
}

impl Reader for Transaction<'_, Sqlite> {
    type Row = SqliteRow;

    fn rows(&mut self, table: &'static Table) -> BoxStream<'_, Result<SqliteRow, sqlx::Error>> {
        let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!("SELECT {} FROM {} ORDER BY {}", columns.join(", "), table.name, table.order);
        sqlx::query(AssertSqlSafe(sql)).fetch(&mut **self).boxed()
    }
}

impl Row for SqliteRow {
    fn text(&self, column: usize) -> Result<Option<&str>, sqlx::Error> {
        self.try_get(column)
    }

    fn integer(&self, column: usize) -> Result<Option<i64>, sqlx::Error> {
        self.try_get(column)
    }

    fn real(&self, column: usize) -> Result<Option<f64>, sqlx::Error> {
        self.try_get(column)
    }

    fn bytes(&self, column: usize) -> Result<Option<&[u8]>, sqlx::Error> {
        self.try_get(column)
    }
}
