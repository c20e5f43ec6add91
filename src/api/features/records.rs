//! Features one after the other (RFC 8142), sent while they are written: any number of them in constant memory.

use std::io;
use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;
use futures_util::stream;

use super::CONTENT_CRS;
use super::collection::Head;
use super::select::Selection;
use crate::api::answer::Answer;
use crate::api::ask::Ask;
use crate::api::coding::{Coding, Effort};
use crate::api::media::Media;
use crate::api::prepared::Prepared;
use crate::export::Axes;
use crate::export::geojson::RECORD_SEPARATOR;

/// Bytes sent at a time, about.
const PIECE: usize = 64 << 10;

/// What is left to be sent.
struct Records {
    prepared: Arc<Prepared>,
    collection: String,
    rows: std::vec::IntoIter<usize>,
    columns: Option<Vec<usize>>,
    axes: Axes,
}

impl Ask {
    /// Answers with every feature of a selection, or one page when a limit is given.
    ///
    /// # Errors
    /// `overloaded` when too many selections are worked out at once.
    pub(super) async fn records(mut self, collection: String, selection: Selection) -> Answer {
        self.coding = Coding::Identity;
        let media = Media::GeoJsonSeq;
        let tag = self.tag(media, self.coding, Effort::Quick);
        if self.has(&tag) {
            return Ok(self.head(StatusCode::NOT_MODIFIED, &tag).finish());
        }
        let (prepared, id) = (Arc::clone(&self.prepared), collection.clone());
        let (selection, found) = self
            .state
            .pool
            .run(move || {
                let found = selection.wanted.find(prepared.collection(&id)?);
                Ok((selection, found))
            })
            .await?;
        let rows = found.page(selection.offset, selection.limit.unwrap_or(usize::MAX));
        let mut response = self.head(StatusCode::OK, &tag);
        response.insert_header((header::CONTENT_TYPE, media.content_type())).insert_header((CONTENT_CRS, selection.reference.header()));
        let name = format!("attachment; filename=\"{}.geojsons\"", self.here.name());
        response.insert_header((header::CONTENT_DISPOSITION, name));
        let next = selection.offset.saturating_add(rows.len());
        if next < found.count() && !rows.is_empty() {
            let address = self.here.with(&[("offset", Some(&next.to_string())), ("snapshot", Some(self.prepared.atlas.id.as_str()))]);
            response.insert_header((header::LINK, format!("<{address}>; rel=\"next\"")));
        }
        let axes = selection.reference.axes();
        let records = Records { prepared: self.prepared, collection, rows: rows.into_iter(), columns: selection.columns, axes };
        Ok(response.streaming(stream::iter(records)))
    }
}

impl Iterator for Records {
    type Item = io::Result<Bytes>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut piece = Vec::with_capacity(PIECE + PIECE / 4);
        match self.fill(&mut piece) {
            Ok(()) if piece.is_empty() => None,
            Ok(()) => Some(Ok(Bytes::from(piece))),
            Err(cause) => {
                tracing::error!(%cause, "a record could not be written");
                Some(Err(cause))
            }
        }
    }
}

impl Records {
    fn fill(&mut self, piece: &mut Vec<u8>) -> io::Result<()> {
        let collection = self.prepared.collection(&self.collection).map_err(io::Error::other)?;
        while piece.len() < PIECE {
            let Some(row) = self.rows.next() else { break };
            piece.push(RECORD_SEPARATOR);
            collection.write_feature(piece, row, self.columns.as_deref(), &self.axes, Head::Whole)?;
            piece.push(b'\n');
        }
        Ok(())
    }
}
