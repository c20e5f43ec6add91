//! `maillage export COLLECTION`: writes a collection, or the part of it that is asked for, to a file, as the server would
//! give it.

use std::sync::Arc;

use super::arguments::Export;
use super::terminal::Terminal;
use super::{loaded, written};
use crate::api;
use crate::api::features::select::Selection;
use crate::api::params::Params;
use crate::config::Config;
use crate::domain::Fault;
use crate::export::Extract;

/// Writes one collection.
///
/// # Errors
/// `unknown-collection`, naming those there are; what is wrong with the filter, the rectangle or the reference system;
/// `cannot-write` when the file cannot be written.
pub async fn run(export: &Export, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let atlas = Arc::new(loaded::atlas(config).await?);
    let prepared =
        api::prepare(Arc::clone(&atlas), config.engine()?.as_ref()).map_err(|cause| written::cannot_write(&export.out, &cause))?;
    let collection = prepared.collection(&export.collection)?;
    let params = Params::of(asked(export));
    let selection = Selection::read(&params, collection)?;
    let rows = selection.wanted.find(collection).page(0, usize::MAX);
    let table = collection.table.as_ref();
    let columns = selection.columns.unwrap_or_else(|| (0..table.fields().len()).collect());
    let label = collection.about.label(&atlas, terminal.lang());
    let extract = Extract { table, rows: &rows, columns: &columns, axes: selection.reference.axes() };
    written::to(&export.out, |out| extract.write(out, export.format.into(), &label))
}

/// The options as the parameters of the server that they are.
fn asked(export: &Export) -> Vec<(String, String)> {
    let is_json = export.filter.as_ref().is_some_and(|filter| filter.trim_start().starts_with('{'));
    let language = is_json.then(|| "cql2-json".to_owned());
    let options = [
        ("filter", &export.filter),
        ("filter-lang", &language),
        ("bbox", &export.bbox),
        ("properties", &export.properties),
        ("sortby", &export.sortby),
        ("crs", &export.crs),
    ];
    options.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))).collect()
}
