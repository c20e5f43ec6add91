//! The desk: how a transaction begins in either database, and every reading and writing as one transaction.

use std::fmt::Debug;
use std::future::Future;
use std::path::Path;

use async_trait::async_trait;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{ConnectOptions, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use super::{Accounts, Change, Logged, NewAccount, NewSession, Session, keys, log, people, seals, sessions};
use crate::access::{Account, AccountId, Key, KeyId, Login, PasswordHash, Secret, SecretHash};
use crate::store::vault::hand::Hand;
use crate::store::{PostgresUrl, StoreError, postgres as in_postgres, sqlite as in_sqlite};

/// A database whose transactions have hands.
trait Desk: Send + Sync + Debug {
    type Hand: Hand;

    /// Begins a transaction that reads.
    fn reading(&self) -> impl Future<Output = Result<Self::Hand, StoreError>> + Send;

    /// Begins a transaction that writes.
    fn writing(&self) -> impl Future<Output = Result<Self::Hand, StoreError>> + Send;

    /// Ends one that wrote.
    fn done(hand: Self::Hand) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// In one SQLite file.
#[derive(Debug)]
struct SqliteDesk(SqlitePool);

/// In the schema of a PostgreSQL database.
#[derive(Debug)]
struct PostgresDesk(PgPool);

/// Accounts in a file whose tables are up to date.
pub fn sqlite(path: &Path) -> impl Accounts + use<> {
    let pool = SqlitePoolOptions::new().max_connections(3).acquire_timeout(in_sqlite::PATIENCE);
    SqliteDesk(pool.connect_lazy_with(in_sqlite::options(path)))
}

/// Accounts in a database whose tables are up to date.
pub fn postgres(url: &PostgresUrl) -> Result<impl Accounts + use<>, StoreError> {
    let options = url.options()?.application_name("maillage").options([("search_path", "maillage")]).disable_statement_logging();
    let pool = PgPoolOptions::new().max_connections(4).acquire_timeout(in_postgres::PATIENCE);
    Ok(PostgresDesk(pool.connect_lazy_with(options)))
}

impl Desk for SqliteDesk {
    type Hand = Transaction<'static, Sqlite>;

    async fn reading(&self) -> Result<Self::Hand, StoreError> {
        Ok(self.0.begin().await?)
    }

    async fn writing(&self) -> Result<Self::Hand, StoreError> {
        Ok(self.0.begin_with("BEGIN IMMEDIATE").await?)
    }

    async fn done(hand: Self::Hand) -> Result<(), StoreError> {
        Ok(hand.commit().await?)
    }
}

impl Desk for PostgresDesk {
    type Hand = Transaction<'static, Postgres>;

    async fn reading(&self) -> Result<Self::Hand, StoreError> {
        Ok(self.0.begin().await?)
    }

    async fn writing(&self) -> Result<Self::Hand, StoreError> {
        let mut hand = self.0.begin().await?;
        hand.run("UPDATE turn SET number = number + 1", Vec::new()).await?;
        Ok(hand)
    }

    async fn done(hand: Self::Hand) -> Result<(), StoreError> {
        Ok(hand.commit().await?)
    }
}

/// Runs a function in a transaction that writes, and keeps what it did.
macro_rules! write {
    ($desk:ident, $work:path $(, $argument:expr)*) => {{
        let mut hand = $desk.writing().await?;
        let result = $work(&mut hand $(, $argument)*).await?;
        Self::done(hand).await?;
        Ok(result)
    }};
}

/// Runs a function in a transaction that reads.
macro_rules! read {
    ($desk:ident, $work:path $(, $argument:expr)*) => {
        $work(&mut $desk.reading().await? $(, $argument)*).await
    };
}

#[async_trait]
impl<D: Desk> Accounts for D {
    async fn add(&self, new: &NewAccount, now: i64, event: &str) -> Result<AccountId, StoreError> {
        write!(self, people::add, new, now, event)
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        read!(self, people::all)
    }

    async fn by_login(&self, login: &Login) -> Result<Option<(Account, Option<PasswordHash>)>, StoreError> {
        read!(self, people::by_login, login)
    }

    async fn by_subject(&self, subject: &str) -> Result<Option<Account>, StoreError> {
        read!(self, people::by_subject, subject)
    }

    async fn change(&self, account: AccountId, change: &Change, event: &str) -> Result<bool, StoreError> {
        write!(self, people::change, account, change, event)
    }

    async fn remove(&self, account: AccountId, event: &str) -> Result<bool, StoreError> {
        write!(self, people::remove, account, event)
    }

    async fn begin_session(&self, session: &NewSession, event: &str) -> Result<(), StoreError> {
        write!(self, sessions::begin, session, event)
    }

    async fn session(&self, hash: &SecretHash) -> Result<Option<Session>, StoreError> {
        read!(self, sessions::get, hash)
    }

    async fn sessions_of(&self, account: AccountId) -> Result<Vec<(i64, i64)>, StoreError> {
        read!(self, sessions::of, account)
    }

    async fn touch(&self, hash: &SecretHash, now: i64) -> Result<(), StoreError> {
        write!(self, sessions::touch, hash, now)
    }

    async fn end_session(&self, hash: &SecretHash, event: &str) -> Result<Option<Option<String>>, StoreError> {
        write!(self, sessions::end, hash, event)
    }

    async fn sweep(&self, made_before: i64, used_before: i64) -> Result<(), StoreError> {
        write!(self, sessions::sweep, made_before, used_before)
    }

    async fn add_key(&self, key: &Key, hash: &SecretHash, event: &str) -> Result<KeyId, StoreError> {
        write!(self, keys::add, key, hash, event)
    }

    async fn keys(&self) -> Result<Vec<Key>, StoreError> {
        read!(self, keys::all)
    }

    async fn key(&self, hash: &SecretHash) -> Result<Option<Key>, StoreError> {
        read!(self, keys::get, hash)
    }

    async fn revoke_key(&self, key: KeyId, event: &str) -> Result<bool, StoreError> {
        write!(self, keys::revoke, key, event)
    }

    async fn spend(&self, key: KeyId, day: i64, wanted: i64) -> Result<i64, StoreError> {
        write!(self, keys::spend, key, day, wanted)
    }

    async fn mark(&self, holder: &str, fresh: &Secret) -> Result<String, StoreError> {
        write!(self, seals::mark, holder, fresh)
    }

    async fn marks(&self) -> Result<Vec<String>, StoreError> {
        read!(self, seals::marks)
    }

    async fn log(&self, events: &[String]) -> Result<(), StoreError> {
        write!(self, log::append, events.iter().cloned())
    }

    async fn logged(&self, from: i64, limit: i64) -> Result<Vec<Logged>, StoreError> {
        read!(self, log::page, from, limit)
    }

    async fn last_logged(&self) -> Result<i64, StoreError> {
        read!(self, log::last)
    }

    async fn forget_log(&self, up_to: i64, now: i64) -> Result<i64, StoreError> {
        write!(self, log::forget, up_to, now)
    }
}
