//! Empty databases to test on: a SQLite file of its own or a PostgreSQL database of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use maillage::store::{self, Address, Store};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;

/// Holds the URL of a PostgreSQL server on which databases may be created.
const SERVER: &str = "MAILLAGE_TEST_POSTGRES";

/// A database that belongs to one test.
pub struct Place {
    pub address: Address,
    url: String,
    prefix: &'static str,
    _folder: Option<TempDir>,
}

impl Place {
    pub fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("data").join("maillage.sqlite");
        Self { url: format!("sqlite://{}", path.display()), address: Address::Sqlite(path), prefix: "", _folder: Some(folder) }
    }

    /// `None`, said plainly, when no server is given.
    pub async fn postgres(test: &str) -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var(SERVER) else {
            eprintln!("left out: {test} on PostgreSQL, because {SERVER} is not set");
            return None;
        };
        let name = format!("maillage_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut admin = PgConnection::connect(&server).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.unwrap();
        let (head, _) = server.rsplit_once('/').unwrap();
        let url = format!("{head}/{name}");
        Some(Self { address: url.parse().unwrap(), url, prefix: "maillage.", _folder: None })
    }

    pub async fn open(&self) -> Arc<dyn Store> {
        store::open(&self.address).await.unwrap()
    }

    /// Where the vault beside the store lies: another file, or another schema of the same database.
    pub fn vault(&self) -> Address {
        match &self.address {
            Address::Sqlite(path) => Address::Sqlite(path.with_file_name("vault.sqlite")),
            postgres @ Address::Postgres(_) => postgres.clone(),
        }
    }

    /// The same as text, for another process.
    pub fn vault_url(&self) -> String {
        match self.vault() {
            Address::Sqlite(path) => format!("sqlite://{}", path.display()),
            Address::Postgres(_) => self.url.clone(),
        }
    }

    /// Runs a query in PostgreSQL as a role that may only read what the public reads; the SQLSTATE it is refused with.
    pub async fn as_public_role(&self, query: &str) -> Option<String> {
        let mut connection = PgConnection::connect(&self.url).await.unwrap();
        let role = "maillage_test_public";
        let make = format!("DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        sqlx::query(AssertSqlSafe(make)).execute(&mut connection).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("SET ROLE {role}"))).execute(&mut connection).await.unwrap();
        let refused = sqlx::query(AssertSqlSafe(query.to_owned())).fetch_all(&mut connection).await.err()?;
        refused.as_database_error()?.code().map(std::borrow::Cow::into_owned)
    }

    /// The address with its password, for another process.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs a statement behind the store's back; `{}` stands for the schema.
    pub async fn tamper(&self, statement: &str) -> Result<u64, sqlx::Error> {
        let sql = AssertSqlSafe(statement.replace("{}", self.prefix));
        match &self.address {
            Address::Sqlite(path) => {
                let mut connection = SqliteConnection::connect(&path.to_string_lossy()).await?;
                Ok(sqlx::query(sql).execute(&mut connection).await?.rows_affected())
            }
            Address::Postgres(_) => {
                let mut connection = PgConnection::connect(&self.url).await?;
                Ok(sqlx::query(sql).execute(&mut connection).await?.rows_affected())
            }
        }
    }

    /// The numbers a query gives behind the store's back; `{}` stands for the schema.
    pub async fn count(&self, query: &str) -> i64 {
        let sql = AssertSqlSafe(query.replace("{}", self.prefix));
        match &self.address {
            Address::Sqlite(path) => {
                let mut connection = SqliteConnection::connect(&path.to_string_lossy()).await.unwrap();
                sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
            }
            Address::Postgres(_) => {
                let mut connection = PgConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
            }
        }
    }

    /// Gives the database back.
    pub async fn remove(self) {
        if let (Address::Postgres(_), Some((server, name))) = (&self.address, self.url.rsplit_once('/')) {
            let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
            sqlx::query(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).execute(&mut admin).await.unwrap();
        }
    }
}
