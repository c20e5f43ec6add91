//! The vault in a PostgreSQL schema of its own, owned by the role of its address: the role that serves the public has no right
//! on it.

use std::time::Duration;

use async_trait::async_trait;
use chrono::NaiveDate;
use sqlx::postgres::{PgArguments, PgPoolOptions};
use sqlx::{Arguments, ConnectOptions, Connection, PgPool, Postgres, Row};

use super::hand::{Cells, Value};
use super::{
    Erased, ExactPlace, ExactQuarter, Ledger, Link, Note, Noted, OwnNote, Pending, Release, Retained, Rho, Vault, hand, own, retention,
    work,
};
use crate::domain::{Geography, Quarter};
use crate::store::{PostgresUrl, StoreError, migrations};

/// How long to wait for the server before saying that it does not answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// A vault in a schema.
pub struct PostgresVault {
    pool: PgPool,
}

/// Reaches the database and brings the tables of the vault up to date.
pub async fn open(url: &PostgresUrl) -> Result<PostgresVault, StoreError> {
    let options =
        url.options()?.application_name("maillage-vault").options([("search_path", "maillage_vault")]).disable_statement_logging();
    let mut connection = crate::store::postgres::reach(&options).await?;
    migrations::vault_postgres().run_direct(None, &mut connection, false).await?;
    connection.close().await?;
    Ok(PostgresVault { pool: PgPoolOptions::new().max_connections(2).acquire_timeout(PATIENCE).connect_lazy_with(options) })
}

hand::hand!(Postgres, PgArguments);
hand::vault!(PostgresVault, "BEGIN");
