//! The store in PostgreSQL with PostGIS: rows go in many at once, every write waits for its turn on
//! the revision row, every read sees one moment.

use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, PgPool, Postgres, Row as _, Transaction};

use super::history;
use super::load::{self, Reader};
use super::read::Row;
use super::replace::{self, Rows, Writer};
use super::table::{Kind, Table};
use super::{PostgresUrl, Store, StoreError, checks, migrations, released};
use crate::domain::{Batch, Dataset, DatasetId, Fieldwork, Link, Remembered, ServiceCheck};

mod insert;

/// How long to wait for the server before saying that it does not answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// A store in a PostgreSQL database.
pub struct PostgresStore {
    pool: PgPool,
}

/// Reaches the database and brings its tables up to date.
pub async fn open(url: &PostgresUrl) -> Result<PostgresStore, StoreError> {
    let options = url.options()?.application_name("maillage").disable_statement_logging();
    let mut connection = reach(&options).await?;
    migrations::postgres().run_direct(None, &mut connection, false).await?;
    connection.close().await?;
    Ok(PostgresStore { pool: PgPoolOptions::new().max_connections(4).acquire_timeout(PATIENCE).connect_lazy_with(options) })
}

/// Connects once, without the pool's silent attempts, so that the true cause of a refusal is told.
pub(super) async fn reach(options: &PgConnectOptions) -> Result<PgConnection, StoreError> {
    let silence = |_| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into());
    Ok(tokio::time::timeout(PATIENCE, options.connect()).await.map_err(silence)??)
}

#[async_trait]
impl Store for PostgresStore {
    async fn commit(&self, batch: &Batch) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        replace::replace(&mut transaction, batch).await?;
        Ok(transaction.commit().await?)
    }

    async fn forget(&self, dataset: &DatasetId) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let found = replace::forget(&mut transaction, dataset).await?;
        if found {
            transaction.commit().await?;
        }
        Ok(found)
    }

    async fn datasets(&self) -> Result<Vec<Dataset>, StoreError> {
        load::datasets(&mut self.pool.begin_with(READ).await?).await
    }

    async fn load(&self) -> Result<Vec<Batch>, StoreError> {
        load::everything(&mut self.pool.begin_with(READ).await?).await
    }

    async fn revision(&self) -> Result<u64, StoreError> {
        let number: i64 = sqlx::query_scalar("SELECT number FROM maillage.revision").fetch_one(&self.pool).await?;
        Ok(number.unsigned_abs())
    }

    async fn remember(&self, entry: &Remembered) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let added = history::add(&mut transaction, entry).await?;
        if added {
            transaction.commit().await?;
        }
        Ok(added)
    }

    async fn history(&self) -> Result<Vec<Remembered>, StoreError> {
        history::all(&mut self.pool.begin_with(READ).await?).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.revision().await.map(|_| ())
    }

    async fn publish(&self, chain: &[Link]) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("UPDATE maillage.revision SET number = number + 1").execute(&mut *transaction).await?;
        let kept = sqlx::query_as(released::POSTGRES.read).fetch_all(&mut *transaction).await?;
        for (number, link) in released::missing(kept, chain)? {
            let insert = sqlx::query(released::POSTGRES.insert).bind(number).bind(&link.line).bind(&link.hash);
            insert.execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn released(&self) -> Result<Vec<Link>, StoreError> {
        Ok(released::links(sqlx::query_as(released::POSTGRES.read).fetch_all(&self.pool).await?))
    }

    async fn check_service(&self, key: &str, check: &ServiceCheck) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("UPDATE maillage.revision SET number = number + 1").execute(&mut *transaction).await?;
        let kept = sqlx::query_as(checks::POSTGRES.by_key).bind(key).fetch_optional(&mut *transaction).await?;
        if checks::is_known(kept, check)? {
            return Ok(false);
        }
        let [service, day, sighting] = checks::cells(check);
        let insert = sqlx::query(checks::POSTGRES.insert).bind(key).bind(service).bind(day).bind(sighting);
        insert.execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn fieldwork(&self) -> Result<Fieldwork, StoreError> {
        let mut transaction = self.pool.begin_with(READ).await?;
        let released = released::links(sqlx::query_as(released::POSTGRES.read).fetch_all(&mut *transaction).await?);
        let checks = checks::newest(sqlx::query_as(checks::POSTGRES.read).fetch_all(&mut *transaction).await?)?;
        Ok(Fieldwork { released, checks })
    }
}

impl Writer for Transaction<'_, Postgres> {
    async fn take_turn(&mut self) -> Result<(), StoreError> {
        sqlx::query("UPDATE maillage.revision SET number = number + 1").execute(&mut **self).await?;
        Ok(())
    }

    async fn hold_turn(&mut self) -> Result<(), StoreError> {
        sqlx::query("SELECT number FROM maillage.revision FOR UPDATE").execute(&mut **self).await?;
        Ok(())
    }

    async fn clear(&mut self, table: &'static Table) -> Result<(), StoreError> {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM maillage.{}", table.name))).execute(&mut **self).await?;
        Ok(())
    }

    async fn remove(&mut self, dataset: &DatasetId) -> Result<bool, StoreError> {
        let removed = sqlx::query("DELETE FROM maillage.dataset WHERE id = $1").bind(dataset.as_str()).execute(&mut **self).await?;
        Ok(removed.rows_affected() > 0)
    }

    async fn free_key(&mut self, table: &'static Table) -> Result<i64, StoreError> {
        let sql = format!("SELECT coalesce(max(key), 0) + 1 FROM maillage.{}", table.name);
        Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut **self).await?)
    }

    async fn insert<const COLUMNS: usize>(&mut self, table: &'static Table, rows: Rows<'_, COLUMNS>) -> Result<(), StoreError> {
        insert::rows(self, table, rows).await
    }
}

impl Reader for Transaction<'_, Postgres> {
    type Row = PgRow;

    fn rows(&mut self, table: &'static Table) -> BoxStream<'_, Result<PgRow, sqlx::Error>> {
        let columns: Vec<String> = table.columns.iter().map(|(name, kind)| readable(name, *kind)).collect();
        let sql = format!("SELECT {} FROM maillage.{} ORDER BY {}", columns.join(", "), table.name, table.order);
        sqlx::query(AssertSqlSafe(sql)).fetch(&mut **self).boxed()
    }
}

/// A column as [`Row`] wants it: 0 or 1, ISO text, WKB.
fn readable(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Integer | Kind::Real | Kind::Text | Kind::Bytes => name.to_owned(),
        Kind::Boolean => format!("{name}::integer::bigint"),
        Kind::Json => format!("{name}::text"),
        Kind::Date => format!("to_char({name}, 'YYYY-MM-DD')"),
        Kind::Moment => format!(r#"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"#),
        Kind::Geometry => format!("ST_AsBinary({name}, 'NDR')"),
    }
}

impl Row for PgRow {
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
