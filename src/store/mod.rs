//! The store room: the only code that speaks SQL. It keeps data sets whole, in one SQLite file or in
//! PostgreSQL with PostGIS, with the same behaviour.
//!
//! A [`Batch`] goes in whole or not at all and comes back as it was. Both databases share one path:
//! [`table`] names the columns, [`write`] and [`read`] turn domain values into cells and back,
//! [`replace`] and [`load`] say in which order. Only the dialect lies in [`sqlite`] and [`postgres`].
//!
//! Absent on purpose: queries by place or by zone. Questions are answered by the atlas, from memory;
//! people who want SQL have the views `zone_values` and `services_by_theme`.

use std::sync::Arc;

use async_trait::async_trait;

use crate::domain::{Batch, Dataset, DatasetId, Fieldwork, Link, Remembered, ServiceCheck};

pub mod accounts;
mod address;
mod checks;
mod consistency;
mod error;
mod fault;
mod history;
mod load;
mod migrations;
mod outline;
mod points;
mod postgres;
mod read;
mod released;
mod replace;
mod sqlite;
mod table;
pub mod vault;
mod write;

pub use address::{Address, PostgresUrl};
pub use error::StoreError;

/// Where data sets are kept.
#[async_trait]
pub trait Store: Send + Sync {
    /// Puts a data set in place of the one of the same identifier, in one transaction: whatever
    /// happens meanwhile, the store holds the old one whole or the new one whole. Committing the same
    /// batch again changes nothing but the revision. The time of import is kept to the microsecond.
    ///
    /// # Errors
    /// `duplicate-in-batch`, `unknown-indicator`, `foreign-dataset` or `unstorable-text` when the batch
    /// contradicts itself, or any fault of the database.
    async fn commit(&self, batch: &Batch) -> Result<(), StoreError>;

    /// Removes a data set; `false` when there was none of this identifier.
    async fn forget(&self, dataset: &DatasetId) -> Result<bool, StoreError>;

    /// The data sets kept, sorted by identifier.
    async fn datasets(&self) -> Result<Vec<Dataset>, StoreError>;

    /// Everything, as of one moment, sorted by data set identifier; each batch in the order it was
    /// committed in.
    async fn load(&self) -> Result<Vec<Batch>, StoreError>;

    /// A number that grows with every commit and every data set forgotten, from any process. Read it
    /// *before* [`Store::load`]: what is loaded is then at least as recent.
    async fn revision(&self) -> Result<u64, StoreError>;

    /// Adds a state of the data to the history of those served, unless it is the last there already: `false` then.
    /// The revision stays as it is. A few dozen states are remembered; the last of them keep their digest.
    async fn remember(&self, entry: &Remembered) -> Result<bool, StoreError>;

    /// The states that were served, oldest first.
    async fn history(&self) -> Result<Vec<Remembered>, StoreError>;

    /// Whether the store answers.
    async fn check(&self) -> Result<(), StoreError>;

    /// Adds what a vault has released since: the whole chain is given, and what is there already stays. Raises the revision.
    ///
    /// # Errors
    /// `chain-diverged` when what is there is not the beginning of the chain.
    async fn publish(&self, chain: &[Link]) -> Result<(), StoreError>;

    /// What was released of field notes, as a chain.
    async fn released(&self) -> Result<Vec<Link>, StoreError>;

    /// Keeps what was seen of a service, and raises the revision; `false`, and nothing written, when it is there already under
    /// its key.
    ///
    /// # Errors
    /// `key-reused` when the key holds another check.
    async fn check_service(&self, key: &str, check: &ServiceCheck) -> Result<bool, StoreError>;

    /// What the field brought that everybody may read. Read it *after* [`Store::revision`].
    async fn fieldwork(&self) -> Result<Fieldwork, StoreError>;
}

/// Opens a store and brings its tables up to date; creates the SQLite file and its folder when they
/// are not there yet.
///
/// # Errors
/// When the database cannot be reached or used; the fault names it without its password.
pub async fn open(address: &Address) -> Result<Arc<dyn Store>, StoreError> {
    let opened = match address {
        Address::Sqlite(path) => sqlite::open(path).await.map(|store| Arc::new(store) as Arc<dyn Store>),
        Address::Postgres(url) => postgres::open(url).await.map(|store| Arc::new(store) as Arc<dyn Store>),
    };
    opened.map_err(|cause| StoreError::Opening { database: address.to_string(), cause: Box::new(cause) })
}
