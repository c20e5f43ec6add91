//! How a data set takes the place of the one before, within one transaction of either database.

use std::future::Future;

use super::table::{self, Cell, Table};
use super::{StoreError, consistency, write};
use crate::domain::{Batch, DatasetId, Decision, Indicator, Observation, SavedNetwork, Service, Unlocated, Zone};

/// Rows to write, made one after the other. Boxed: the compiler cannot follow the lifetimes of closures
/// through an asynchronous call.
pub type Rows<'a, const COLUMNS: usize> = Box<dyn Iterator<Item = Result<[Cell<'a>; COLUMNS], StoreError>> + Send + 'a>;

/// A transaction that writes. Dropped before its commit, it leaves no trace.
pub trait Writer: Send {
    /// Raises the revision. It is the first step of every writer: the row it changes lets them pass
    /// one at a time, so that keys may be counted from what is there.
    fn take_turn(&mut self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Lets writers pass one at a time without raising the revision: what is written is no data.
    fn hold_turn(&mut self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Empties a table.
    fn clear(&mut self, table: &'static Table) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Removes a data set with all that belongs to it; `false` when there is none.
    fn remove(&mut self, dataset: &DatasetId) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The first key that is free, with all those above it.
    fn free_key(&mut self, table: &'static Table) -> impl Future<Output = Result<i64, StoreError>> + Send;

    /// Writes rows.
    fn insert<const COLUMNS: usize>(
        &mut self,
        table: &'static Table,
        rows: Rows<'_, COLUMNS>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Writes a batch in place of the data set of the same identifier.
pub async fn replace(writer: &mut impl Writer, batch: &Batch) -> Result<(), StoreError> {
    let indicators = consistency::check(batch)?;
    writer.take_turn().await?;
    writer.remove(&batch.dataset.id).await?;
    let dataset = writer.free_key(&table::DATASET).await?;
    writer.insert(&table::DATASET, Box::new(std::iter::once(write::dataset(dataset, &batch.dataset)))).await?;
    let first = writer.free_key(&table::ZONE).await?;
    writer.insert(&table::ZONE, zones(first, dataset, &batch.zones)).await?;
    writer.insert(&table::ZONE_PARENT, parents(first, &batch.zones)).await?;
    let first = writer.free_key(&table::SERVICE).await?;
    writer.insert(&table::SERVICE, services(first, dataset, &batch.services)).await?;
    let first = writer.free_key(&table::UNLOCATED).await?;
    writer.insert(&table::UNLOCATED, unlocated(first, dataset, &batch.unlocated)).await?;
    let first = writer.free_key(&table::ADDRESS_BOOK).await?;
    writer
        .insert(&table::ADDRESS_BOOK, Box::new(batch.addresses.iter().map(move |book| write::address_book(first, dataset, book))))
        .await?;
    let first = writer.free_key(&table::HOMES).await?;
    writer.insert(&table::HOMES, Box::new(batch.homes.iter().map(move |homes| write::homes(first, dataset, homes)))).await?;
    let first = writer.free_key(&table::NETWORK).await?;
    writer.insert(&table::NETWORK, networks(first, dataset, &batch.networks)).await?;
    let first = writer.free_key(&table::DECISION).await?;
    writer.insert(&table::DECISION, decisions(first, dataset, &batch.decisions)).await?;
    let first_indicator = writer.free_key(&table::INDICATOR).await?;
    writer.insert(&table::INDICATOR, defined(first_indicator, dataset, &batch.indicators)).await?;
    let first = writer.free_key(&table::OBSERVATION).await?;
    let keys = indicators.into_iter().map(|position| first_indicator + position as i64).collect();
    writer.insert(&table::OBSERVATION, observations(first, keys, &batch.observations)).await
}

/// Removes a data set; `false` when there is none, and then the transaction is not worth a commit.
pub async fn forget(writer: &mut impl Writer, dataset: &DatasetId) -> Result<bool, StoreError> {
    writer.take_turn().await?;
    writer.remove(dataset).await
}

fn zones(first: i64, dataset: i64, zones: &[Zone]) -> Rows<'_, 8> {
    Box::new((first..).zip(zones).map(move |(key, zone)| write::zone(key, dataset, zone)))
}

fn parents(first: i64, zones: &[Zone]) -> Rows<'_, 5> {
    let of_zone = |key, parents| (0..).zip(parents).map(move |(rank, parent)| write::parent(key, rank, parent));
    Box::new((first..).zip(zones).flat_map(move |(key, zone)| of_zone(key, &zone.parents)))
}

fn services(first: i64, dataset: i64, services: &[Service]) -> Rows<'_, 19> {
    Box::new((first..).zip(services).map(move |(key, service)| write::service(key, dataset, service)))
}

fn unlocated(first: i64, dataset: i64, records: &[Unlocated]) -> Rows<'_, 7> {
    Box::new((first..).zip(records).map(move |(key, record)| write::unlocated(key, dataset, record)))
}

fn networks(first: i64, dataset: i64, networks: &[SavedNetwork]) -> Rows<'_, 4> {
    Box::new((first..).zip(networks).map(move |(key, network)| write::network(key, dataset, network)))
}

fn decisions(first: i64, dataset: i64, decisions: &[Decision]) -> Rows<'_, 5> {
    Box::new((first..).zip(decisions).map(move |(key, decision)| write::decision(key, dataset, decision)))
}

fn defined(first: i64, dataset: i64, indicators: &[Indicator]) -> Rows<'_, 11> {
    Box::new((first..).zip(indicators).map(move |(key, indicator)| write::indicator(key, dataset, indicator)))
}

/// `indicators` are the keys of the indicators' rows, one for each observation.
fn observations(first: i64, indicators: Vec<i64>, observations: &[Observation]) -> Rows<'_, 8> {
    let keyed = (first..).zip(indicators).zip(observations);
    Box::new(keyed.map(|((key, indicator), observation)| write::observation(key, indicator, observation)))
}
