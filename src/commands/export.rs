//! `maillage export COLLECTION`: writes a collection to a file, as the server would give it.

use std::sync::Arc;

use super::arguments::{Export, TableFormat};
use super::terminal::Terminal;
use super::{loaded, written};
use crate::api;
use crate::config::Config;
use crate::domain::Fault;
use crate::export::{Notice, csv, geojson};

/// Writes one collection.
///
/// # Errors
/// `unknown-collection`, naming those there are; `cannot-write` when the file cannot be written.
pub async fn run(export: &Export, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let atlas = Arc::new(loaded::atlas(config).await?);
    let prepared =
        api::prepare(Arc::clone(&atlas), config.engine()?.as_ref()).map_err(|cause| written::cannot_write(&export.out, &cause))?;
    let collection = prepared.collection(&export.collection)?;
    let table = collection.table.as_ref();
    let lang = terminal.lang();
    written::to(&export.out, |mut out| match export.format {
        TableFormat::Csv => csv::write(&mut out, table, false),
        TableFormat::Geojson => {
            let notice = Notice::new(&atlas, &collection.about.sources, lang);
            geojson::write(&mut out, table, collection.about.title.get(lang), &notice)
        }
    })
}
