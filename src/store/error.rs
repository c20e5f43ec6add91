//! What can go wrong with a database, told apart by what a person would do about it.

use sqlx::migrate::MigrateError;
use sqlx::sqlite::SqliteError;

use crate::domain::Fault;

/// What went wrong in the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// It could not be opened.
    #[error("{database}: {cause}")]
    Opening {
        /// Which database, without its password.
        database: String,
        /// Why.
        #[source]
        cause: Box<Self>,
    },
    /// The address is neither a file nor a PostgreSQL address. It is not repeated: it may hold a password.
    #[error("the address of the database cannot be read")]
    BadAddress,
    /// It does not answer, or its file cannot be opened.
    #[error("the database does not answer: {0}")]
    Unavailable(#[source] sqlx::Error),
    /// Another program held it for too long.
    #[error("the database is held by another program: {0}")]
    Locked(#[source] sqlx::Error),
    /// It does not let us in, or not far enough.
    #[error("the database denies access: {0}")]
    Denied(#[source] sqlx::Error),
    /// It can be read only.
    #[error("the database cannot be written to: {0}")]
    ReadOnly(#[source] sqlx::Error),
    /// Its disk is full.
    #[error("the disk of the database is full: {0}")]
    Full(#[source] sqlx::Error),
    /// The file is damaged or is no database at all.
    #[error("the file is not a sound database: {0}")]
    Damaged(#[source] sqlx::Error),
    /// The PostgreSQL server has no PostGIS.
    #[error("PostGIS is not installed on the server: {0}")]
    PostgisMissing(#[source] sqlx::Error),
    /// A newer version of the program changed its tables.
    #[error("the database was changed by a newer version (migration {migration})")]
    Newer {
        /// The first migration this program does not know.
        migration: i64,
    },
    /// Its tables are not those this program made.
    #[error("the tables of the database are not those of this program: {0}")]
    Altered(#[source] MigrateError),
    /// What it holds cannot be read back.
    #[error("table {table}: {reason}")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// What could not be read.
        reason: String,
    },
    /// The batch to commit contradicts itself.
    #[error("{0}")]
    Inconsistent(#[source] Fault),
    /// Anything else it refused.
    #[error("the database refused: {0}")]
    Refused(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(refusal) => match refusal.try_downcast_ref::<SqliteError>() {
                Some(_) => sqlite_kind(refusal.code().as_deref())(error),
                None => postgres_kind(refusal.code().as_deref())(error),
            },
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error),
            _ => Self::Refused(error),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(migration) => Self::Newer { migration },
            MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => cause.into(),
            other => Self::Altered(other),
        }
    }
}

type Kind = fn(sqlx::Error) -> StoreError;

/// Primary result codes of SQLite: <https://www.sqlite.org/rescode.html>.
fn sqlite_kind(code: Option<&str>) -> Kind {
    let extended: u32 = code.and_then(|code| code.parse().ok()).unwrap_or_default();
    match extended & 0xff {
        3 | 23 => StoreError::Denied,
        5 | 6 => StoreError::Locked,
        8 => StoreError::ReadOnly,
        10 | 14 => StoreError::Unavailable,
        11 | 26 => StoreError::Damaged,
        13 => StoreError::Full,
        _ => StoreError::Refused,
    }
}

/// SQLSTATE codes of PostgreSQL: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn postgres_kind(code: Option<&str>) -> Kind {
    match code.unwrap_or_default() {
        "0A000" | "58P01" => StoreError::PostgisMissing,
        "25006" => StoreError::ReadOnly,
        "3D000" | "53300" => StoreError::Unavailable,
        "42501" => StoreError::Denied,
        "40001" | "40P01" | "55P03" => StoreError::Locked,
        "53100" => StoreError::Full,
        code if code.starts_with("08") || code.starts_with("57P") => StoreError::Unavailable,
        code if code.starts_with("28") => StoreError::Denied,
        _ => StoreError::Refused,
    }
}
