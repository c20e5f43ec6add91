//! How everything is read back, within one read transaction of either database.

use std::collections::HashMap;

use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;

use super::StoreError;
use super::read::{self, Cells, Row};
use super::table::{ADDRESS_BOOK, DATASET, DECISION, HOMES, INDICATOR, NETWORK, OBSERVATION, SERVICE, Table, UNLOCATED, ZONE, ZONE_PARENT};
use crate::domain::{Batch, Dataset, IndicatorId, Observation, Parent};

/// A transaction that reads: every call sees the same moment.
pub trait Reader: Send {
    /// Its rows.
    type Row: Row;

    /// The rows of a table, in its order.
    fn rows(&mut self, table: &'static Table) -> BoxStream<'_, Result<Self::Row, sqlx::Error>>;
}

/// The data sets, sorted by identifier.
pub async fn datasets(reader: &mut impl Reader) -> Result<Vec<Dataset>, StoreError> {
    let mut datasets = Vec::new();
    let mut rows = reader.rows(&DATASET);
    while let Some(row) = rows.try_next().await? {
        let mut cells = Cells::of(&DATASET, &row);
        cells.integer()?;
        datasets.push(read::dataset(&mut cells)?);
    }
    Ok(datasets)
}

/// Every data set with its content, sorted by identifier.
pub async fn everything(reader: &mut impl Reader) -> Result<Vec<Batch>, StoreError> {
    let mut shelf = Shelf::default();
    shelf.datasets(reader).await?;
    let parents = parents(reader).await?;
    shelf.zones(reader, parents).await?;
    shelf.observations(reader).await?;
    shelf.services(reader).await?;
    shelf.unlocated(reader).await?;
    shelf.address_books(reader).await?;
    shelf.homes(reader).await?;
    shelf.networks(reader).await?;
    shelf.decisions(reader).await?;
    Ok(shelf.batches)
}

/// Batches being filled, and where each data set's key leads.
#[derive(Default)]
struct Shelf {
    batches: Vec<Batch>,
    places: HashMap<i64, usize>,
}

impl Shelf {
    fn place(&self, dataset: i64) -> Result<usize, StoreError> {
        self.places.get(&dataset).copied().ok_or_else(|| orphan(&DATASET, dataset))
    }

    async fn datasets(&mut self, reader: &mut impl Reader) -> Result<(), StoreError> {
        let mut rows = reader.rows(&DATASET);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&DATASET, &row);
            self.places.insert(cells.integer()?, self.batches.len());
            self.batches.push(Batch::new(read::dataset(&mut cells)?));
        }
        Ok(())
    }

    /// Parents come sorted by zone, as zones do: each zone takes those at the front that are its own.
    async fn zones(&mut self, reader: &mut impl Reader, parents: Vec<(i64, Parent)>) -> Result<(), StoreError> {
        let mut parents = parents.into_iter().peekable();
        let mut rows = reader.rows(&ZONE);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&ZONE, &row);
            let (key, place) = (cells.integer()?, self.place(cells.integer()?)?);
            let own = std::iter::from_fn(|| parents.next_if(|(zone, _)| *zone == key)).map(|(_, parent)| parent).collect();
            self.batches[place].zones.push(read::zone(&mut cells, own)?);
        }
        Ok(())
    }

    async fn observations(&mut self, reader: &mut impl Reader) -> Result<(), StoreError> {
        let indicators = self.indicators(reader).await?;
        let mut rows = reader.rows(&OBSERVATION);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&OBSERVATION, &row);
            cells.integer()?;
            let indicator = cells.integer()?;
            let (place, id) = indicators.get(&indicator).ok_or_else(|| orphan(&INDICATOR, indicator))?;
            let (geography, zone, measure) = read::observation(&mut cells)?;
            self.batches[*place].observations.push(Observation { indicator: id.clone(), geography, zone, measure });
        }
        Ok(())
    }

    async fn indicators(&mut self, reader: &mut impl Reader) -> Result<HashMap<i64, (usize, IndicatorId)>, StoreError> {
        let mut found = HashMap::new();
        let mut rows = reader.rows(&INDICATOR);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&INDICATOR, &row);
            let (key, place) = (cells.integer()?, self.place(cells.integer()?)?);
            let batch = &mut self.batches[place];
            let indicator = read::indicator(&mut cells, &batch.dataset.id)?;
            found.insert(key, (place, indicator.id()));
            batch.indicators.push(indicator);
        }
        Ok(found)
    }

    async fn services(&mut self, reader: &mut impl Reader) -> Result<(), StoreError> {
        let mut rows = reader.rows(&SERVICE);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&SERVICE, &row);
            cells.integer()?;
            let place = self.place(cells.integer()?)?;
            let batch = &mut self.batches[place];
            batch.services.push(read::service(&mut cells, &batch.dataset.id)?);
        }
        Ok(())
    }

    async fn unlocated(&mut self, reader: &mut impl Reader) -> Result<(), StoreError> {
        let mut rows = reader.rows(&UNLOCATED);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&UNLOCATED, &row);
            cells.integer()?;
            let place = self.place(cells.integer()?)?;
            self.batches[place].unlocated.push(read::unlocated(&mut cells)?);
        }
        Ok(())
    }

    async fn address_books(&mut self, reader: &mut impl Reader) -> Result<(), StoreError> {
        let mut rows = reader.rows(&ADDRESS_BOOK);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&ADDRESS_BOOK, &row);
            cells.integer()?;
            let place = self.place(cells.integer()?)?;
            self.batches[place].addresses = Some(read::address_book(&mut cells)?);
        }
        Ok(())
    }

    async fn homes(&mut self, reader: &mut impl Reader) -> Result<(), StoreError> {
        let mut rows = reader.rows(&HOMES);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&HOMES, &row);
            cells.integer()?;
            let place = self.place(cells.integer()?)?;
            self.batches[place].homes = Some(read::homes(&mut cells)?);
        }
        Ok(())
    }

    async fn networks(&mut self, reader: &mut impl Reader) -> Result<(), StoreError> {
        let mut rows = reader.rows(&NETWORK);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&NETWORK, &row);
            cells.integer()?;
            let place = self.place(cells.integer()?)?;
            self.batches[place].networks.push(read::network(&mut cells)?);
        }
        Ok(())
    }

    async fn decisions(&mut self, reader: &mut impl Reader) -> Result<(), StoreError> {
        let mut rows = reader.rows(&DECISION);
        while let Some(row) = rows.try_next().await? {
            let mut cells = Cells::of(&DECISION, &row);
            cells.integer()?;
            let place = self.place(cells.integer()?)?;
            self.batches[place].decisions.push(read::decision(&mut cells)?);
        }
        Ok(())
    }
}

async fn parents(reader: &mut impl Reader) -> Result<Vec<(i64, Parent)>, StoreError> {
    let mut parents = Vec::new();
    let mut rows = reader.rows(&ZONE_PARENT);
    while let Some(row) = rows.try_next().await? {
        let mut cells = Cells::of(&ZONE_PARENT, &row);
        let zone = cells.integer()?;
        cells.integer()?;
        parents.push((zone, read::parent(&mut cells)?));
    }
    Ok(parents)
}

fn orphan(table: &Table, key: i64) -> StoreError {
    StoreError::Unreadable { table: table.name, reason: format!("no row of key {key}") }
}
