//! Where a store lies, and how to say it without giving its password away.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

use super::StoreError;

/// Where a store lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// One file, usually `maillage.sqlite` in the data folder.
    Sqlite(PathBuf),
    /// A PostgreSQL database with PostGIS.
    Postgres(PostgresUrl),
}

/// A checked `postgres://user:password@host/database`. It holds a password: only host, port and
/// database are ever shown.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

impl PostgresUrl {
    /// Checks the address of a PostgreSQL database.
    ///
    /// # Errors
    /// [`StoreError::BadAddress`] when it cannot be read as one.
    pub fn new(url: impl Into<String>) -> Result<Self, StoreError> {
        let url = url.into();
        match (is_postgres(&url), url.parse::<PgConnectOptions>()) {
            (true, Ok(_)) => Ok(Self(url)),
            _ => Err(StoreError::BadAddress),
        }
    }

    /// The driver's options for this address.
    pub(super) fn options(&self) -> Result<PgConnectOptions, StoreError> {
        Ok(self.0.parse()?)
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(options) = self.0.parse::<PgConnectOptions>() else { return f.write_str("postgres://…") };
        let database = options.get_database().unwrap_or_else(|| options.get_username());
        write!(f, "postgres://{}:{}/{database}", options.get_host(), options.get_port())
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

impl FromStr for Address {
    type Err = StoreError;

    /// `postgres://…` is PostgreSQL, `sqlite:…` or anything without a scheme is a file.
    fn from_str(words: &str) -> Result<Self, StoreError> {
        if is_postgres(words) {
            return PostgresUrl::new(words).map(Self::Postgres);
        }
        let path = words.strip_prefix("sqlite://").or_else(|| words.strip_prefix("sqlite:")).unwrap_or(words);
        if path.is_empty() || path.contains("://") {
            return Err(StoreError::BadAddress);
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

fn is_postgres(words: &str) -> bool {
    words.starts_with("postgres://") || words.starts_with("postgresql://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_shows_its_password() {
        for url in ["postgres://ana:s3cret@db.example:5433/town", "postgres://db.example:5433/town?user=ana&password=s3cret"] {
            let address: Address = url.parse().unwrap();
            assert_eq!(address.to_string(), "postgres://db.example:5433/town");
            assert!(!format!("{address:?}").contains("s3cret"));
        }
    }

    #[test]
    fn a_path_is_a_file_and_an_unknown_scheme_is_refused() {
        assert_eq!("data/maillage.sqlite".parse::<Address>().unwrap(), Address::Sqlite("data/maillage.sqlite".into()));
        assert_eq!("sqlite:///srv/m.sqlite".parse::<Address>().unwrap(), Address::Sqlite("/srv/m.sqlite".into()));
        for bad in ["mysql://ana:s3cret@host/db", "postgres://ana:s3cret@host:notaport/db", ""] {
            let error = bad.parse::<Address>().unwrap_err();
            assert!(!format!("{error:?} {error} {}", error.fault()).contains("s3cret"));
        }
    }
}
