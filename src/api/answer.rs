//! How an answer goes out: from the store of bodies when it was made before, named by its tag.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;

use super::ask::Ask;
use super::bodies::{Body, Tag, is_named_by};
use super::coding::{Coding, Effort};
use super::here::Here;
use super::media::Media;
use super::page;
use super::prepared::Prepared;
use super::problem::{Refusal, internal};
use super::recall::VARY;
use crate::domain::Fault;
use crate::remote::Engine;

/// What handlers return.
pub type Answer = Result<HttpResponse, Refusal>;

/// How much work an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// Bytes put together: made where the request is read.
    Light,
    /// A computation or a long body: made in the pool.
    Heavy,
}

/// A body as it was made, before coding.
pub struct Draft {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The `Link` header, when there is more to read.
    pub link: Option<String>,
}

impl From<Vec<u8>> for Draft {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, link: None }
    }
}

impl Ask {
    /// Answers with bytes.
    ///
    /// # Errors
    /// What `make` refuses, or `overloaded`.
    pub async fn answer<F>(self, media: Media, cost: Cost, make: F) -> Answer
    where
        F: FnOnce(&Prepared, &Here) -> Result<Draft, Fault> + Send + 'static,
    {
        if self.ahead.is_some() {
            return self.make_ahead(media, make).await;
        }
        if let Some((tag, body)) = self.kept(media) {
            return Ok(self.reply(media, &tag, body));
        }
        let tag = self.tag(media, self.coding, media.effort());
        if self.has(&tag) {
            return Ok(self.head(StatusCode::NOT_MODIFIED, &tag).finish());
        }
        let body = self.state.bodies.get_or_make(&tag, self.make(cost, media.effort(), make)).await?;
        Ok(self.reply(media, &tag, body))
    }

    /// The answer made when the snapshot was, in the coding asked for.
    fn kept(&self, media: Media) -> Option<(Tag, Body)> {
        let kept = self.prepared.kept.get().filter(|kept| !kept.is_empty() && self.body.is_none())?;
        let tag = self.tag(media, self.coding, Effort::Best);
        kept.get(&tag).cloned().map(|body| (tag, body))
    }

    /// Whether the client says it has the answer of this tag.
    pub(super) fn has(&self, tag: &Tag) -> bool {
        self.body.is_none() && self.if_none_match.as_deref().is_some_and(|header| is_named_by(tag.as_str(), header))
    }

    fn reply(&self, media: Media, tag: &Tag, body: Body) -> HttpResponse {
        if self.has(tag) {
            return self.head(StatusCode::NOT_MODIFIED, tag).finish();
        }
        let mut response = self.head(StatusCode::OK, tag);
        response.insert_header((header::CONTENT_TYPE, media.content_type()));
        if media == Media::Html {
            response.insert_header((header::CONTENT_LANGUAGE, self.here.lang.code()));
        }
        if let Some(extension) = media.extension() {
            response.insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.{extension}\"", self.here.name())));
        }
        if body.coding != Coding::Identity {
            response.insert_header((header::CONTENT_ENCODING, body.coding.word()));
        }
        if let Some(link) = &body.link {
            response.insert_header((header::LINK, link.as_str()));
        }
        response.body(body.bytes)
    }

    /// Answers with a value, as JSON or as a page.
    ///
    /// # Errors
    /// What `make` refuses, or `overloaded`.
    pub async fn tell<T: Serialize>(
        self,
        media: Media,
        cost: Cost,
        title: impl FnOnce(&Here) -> String + Send + 'static,
        make: impl FnOnce(&Prepared, &Here) -> Result<T, Fault> + Send + 'static,
    ) -> Answer {
        self.answer(media, cost, move |prepared, here| {
            let value = make(prepared, here)?;
            if media != Media::Html {
                return Ok(serde_json::to_vec(&value).map_err(|cause| broken(&cause))?.into());
            }
            let value = serde_json::to_value(&value).map_err(|cause| broken(&cause))?;
            Ok(page::of_value(here, &title(here), &value).into_bytes().into())
        })
        .await
    }

    async fn make<F>(&self, cost: Cost, effort: Effort, make: F) -> Result<Body, Fault>
    where
        F: FnOnce(&Prepared, &Here) -> Result<Draft, Fault> + Send + 'static,
    {
        let (prepared, here, coding) = (self.prepared.clone(), self.here.clone(), self.coding);
        let work = move || {
            let draft = make(&prepared, &here)?;
            Body::new(draft.bytes, coding, effort, draft.link).map_err(|cause| broken(&cause))
        };
        match cost {
            Cost::Light => work(),
            Cost::Heavy => self.state.pool.run(work).await,
        }
    }

    /// Everything an answer depends on; the version, since another may word it otherwise.
    pub(super) fn tag(&self, media: Media, coding: Coding, effort: Effort) -> Tag {
        let mut query: Vec<_> = self.here.query.iter().filter(|(name, _)| !matches!(name.as_str(), "f" | "lang")).collect();
        query.sort_unstable();
        let engine = self.state.settings.engine.as_ref().map(Engine::edition).unwrap_or_default();
        let fixed = [
            env!("CARGO_PKG_VERSION"),
            self.prepared.atlas.id.as_str(),
            &self.here.base,
            &self.here.path,
            media.content_type(),
            self.here.lang.code(),
            coding.word(),
            effort.word(),
            self.body.as_ref().map_or("", Tag::as_str),
            &engine,
        ];
        Tag::of(fixed.into_iter().chain(query.into_iter().flat_map(|(name, value)| [name.as_str(), value.as_str()])))
    }

    pub(super) fn head(&self, status: StatusCode, tag: &Tag) -> HttpResponseBuilder {
        // The times of another engine are not those of the snapshot alone.
        let caching = if self.pinned && self.state.settings.engine.is_none() { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut response = HttpResponse::build(status);
        response
            .insert_header((header::ETAG, tag.as_str()))
            .insert_header((header::CACHE_CONTROL, caching))
            .insert_header((header::VARY, VARY))
            .insert_header(("Maillage-Snapshot", self.prepared.atlas.id.as_str()));
        response
    }
}

pub(super) fn broken(cause: &dyn std::error::Error) -> Fault {
    tracing::error!(%cause, "an answer could not be written");
    internal()
}
