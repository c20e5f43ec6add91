//! A request for something that depends on a snapshot, read once for every handler.

use std::future::{Ready, ready};
use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::http::uri::Authority;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use super::bodies::Tag;
use super::coding::Coding;
use super::here::Here;
use super::hot::Ahead;
use super::media::{self, Media};
use super::params::Params;
use super::prepared::Prepared;
use super::problem::Refusal;
use super::state::State;
use super::wishes::{self, Wish};
use crate::domain::{Fault, Lang};

/// What is asked: by whom it can be answered, where, how, and of which snapshot.
pub struct Ask {
    /// The query.
    pub params: Params,
    /// Address and language.
    pub here: Here,
    /// The snapshot spoken of.
    pub prepared: Arc<Prepared>,
    pub(super) state: Data<State>,
    pub(super) accept: Option<Vec<Wish>>,
    pub(super) if_none_match: Option<String>,
    pub(super) pinned: bool,
    pub(super) coding: Coding,
    pub(super) body: Option<Tag>,
    /// Where the answer goes when nobody waits for it.
    pub(super) ahead: Option<Rc<Ahead>>,
}

impl Ask {
    fn read(request: &HttpRequest) -> Result<Self, Fault> {
        let state = state(request);
        let params = Params::read(request.query_string())?;
        let lang = media::language(&params, request)?;
        let named = params.value("snapshot");
        let (pinned, prepared) = (named.is_some(), state.snapshot(named)?);
        let query = params.given().to_vec();
        let here = Here { base: base(request, &state), path: request.path().to_owned(), query, lang, fictional: prepared.atlas.fictional };
        let coding = Coding::negotiate(request);
        let accept = wishes::of(request, header::ACCEPT);
        let if_none_match = request.headers().get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).map(str::to_owned);
        Ok(Self { params, here, prepared, state, accept, if_none_match, pinned, coding, body: None, ahead: None })
    }

    /// A request that nobody sent: what is answered to it goes to `ahead`.
    ///
    /// # Errors
    /// `bad-parameter` when the query cannot be decoded.
    pub(super) fn ahead(
        (state, prepared): (Data<State>, Arc<Prepared>),
        (path, query): (&str, &str),
        lang: Lang,
        ahead: Rc<Ahead>,
    ) -> Result<Self, Fault> {
        let params = Params::read(query)?;
        let here =
            Here { base: state.base(), path: path.to_owned(), query: params.given().to_vec(), lang, fictional: prepared.atlas.fictional };
        let (accept, if_none_match) = (None, None);
        let coding = Coding::Identity;
        Ok(Self { params, here, prepared, state, accept, if_none_match, pinned: false, coding, body: None, ahead: Some(ahead) })
    }

    /// The format to answer in; every parameter must have been asked for by now.
    ///
    /// # Errors
    /// `unknown-format`, `not-acceptable` or `unknown-parameter`.
    pub fn media(&self, offered: &[Media]) -> Result<Media, Fault> {
        let media = Media::negotiate(offered, &self.params, self.accept.as_deref())?;
        self.params.finish()?;
        Ok(media)
    }

    /// The same, asked of the snapshot that the path names.
    ///
    /// # Errors
    /// `snapshot-gone` when it is not kept, `bad-parameter` when it is no name of a snapshot.
    pub fn of_snapshot(mut self, name: &str) -> Result<Self, Fault> {
        self.prepared = self.state.snapshot(Some(name))?;
        self.pinned = true;
        Ok(self)
    }

    /// The same, answered for a body that was sent.
    #[must_use]
    pub fn about(mut self, body: &[u8]) -> Self {
        self.body = Some(Tag::of_bytes(body, Coding::Identity));
        self
    }
}

impl FromRequest for Ask {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(Self::read(request).map_err(Refusal::from))
    }
}

/// The state every application is given.
///
/// # Panics
/// When the application was put together without its state, which [`super::listen`] never does.
pub fn state(request: &HttpRequest) -> Data<State> {
    #[expect(clippy::expect_used, reason = "`app::configure` always registers the state")]
    let state = request.app_data::<Data<State>>().expect("the application holds its state");
    Data::clone(state)
}

/// Scheme and host of our addresses: as configured, else as the client wrote them. Forwarding headers are not
/// believed, since anyone can send them.
pub(super) fn base(request: &HttpRequest, state: &State) -> String {
    if state.settings.public_url.is_some() {
        return state.base();
    }
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| request.uri().authority().map(Authority::as_str));
    let plain = |host: &&str| !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]_".contains(&b));
    format!("http://{}", host.filter(plain).unwrap_or("localhost"))
}
