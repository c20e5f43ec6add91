//! Answers that are rows with a place: the whole of a table as GeoJSON or CSV.

use super::answer::{Answer, Cost};
use super::ask::Ask;
use super::here::Here;
use super::media::Media;
use super::prepared::Prepared;
use super::problem::internal;
use crate::diagnosis::Method;
use crate::domain::{DatasetId, Fault, Text};
use crate::export::{Notice, Table, csv, geojson};

/// A table, what it is called, how it was worked out, and the data sets it rests on.
pub struct Rows {
    /// The rows.
    pub table: Box<dyn Table>,
    /// Their title.
    pub title: Text,
    /// How it was worked out.
    pub method: Method,
    /// The data sets.
    pub sources: Vec<DatasetId>,
}

/// Whether CSV begins with the byte order mark that spreadsheets want.
///
/// # Errors
/// `bad-parameter` when `bom` is neither 0 nor 1.
pub fn wants_bom(ask: &Ask) -> Result<bool, Fault> {
    Ok(ask.params.number("bom", 0..=1)? == Some(1))
}

impl Ask {
    /// Answers with a whole table, as GeoJSON or CSV.
    ///
    /// # Errors
    /// What `make` refuses, or `overloaded`.
    pub async fn rows(
        self,
        media: Media,
        bom: bool,
        make: impl FnOnce(&Prepared, &Here) -> Result<Rows, Fault> + Send + 'static,
    ) -> Answer {
        self.answer(media, Cost::Heavy, move |prepared, here| {
            let Rows { table, title, method, sources } = make(prepared, here)?;
            let notice = Notice::new(&prepared.atlas, &sources, here.lang).by(&method, here.lang);
            let mut out = Vec::new();
            let written = match media {
                Media::Csv => csv::write(&mut out, &*table, bom),
                _ => geojson::write(&mut out, &*table, title.get(here.lang), &notice),
            };
            written.map_err(|cause| {
                tracing::error!(%cause, "rows could not be written");
                internal()
            })?;
            Ok(out.into())
        })
        .await
    }
}
