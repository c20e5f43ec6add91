//! Answers known by the very words of a request: what was asked before in the same words is answered again without
//! reading it. Everything else goes through, and is remembered when it says that it depends on these words alone.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpMessage, HttpResponse};
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};

use super::ask::state;
use super::bodies::is_named_by;

/// Remembered at most, in bytes. Most bodies are those of [`super::bodies::Bodies`], held once.
const CAPACITY: u64 = 32 << 20;

/// What an answer that may be remembered depends on: these headers, the host and the address.
pub const VARY: &str = "Accept, Accept-Encoding, Accept-Language";

const HEADERS: [HeaderName; 4] = [header::HOST, header::ACCEPT, header::ACCEPT_ENCODING, header::ACCEPT_LANGUAGE];

/// What says how a body is: an answer without one does not.
const OF_A_BODY: [HeaderName; 5] =
    [header::ACCEPT_RANGES, header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LANGUAGE, header::CONTENT_DISPOSITION];

/// A header that weighs about this much.
const HEADER: u64 = 96;

/// An answer as it went out.
#[derive(Clone)]
struct Remembered(Arc<Parts>);

struct Parts {
    headers: HeaderMap,
    body: Bytes,
    route: Route,
}

/// The pattern of the address an answer came from, for the journal.
#[derive(Clone)]
pub struct Route(pub Arc<str>);

#[derive(Clone)]
struct Bulk;

impl Weighter<String, Remembered> for Bulk {
    fn weight(&self, words: &String, Remembered(parts): &Remembered) -> u64 {
        words.len() as u64 + parts.body.len() as u64 + HEADER * parts.headers.len() as u64
    }
}

/// The answers remembered, of the snapshot served.
pub struct Recall {
    answers: Cache<String, Remembered, Bulk>,
    era: AtomicU64,
}

impl Recall {
    /// Nothing remembered.
    ///
    /// # Errors
    /// When the options contradict each other, which they do not.
    pub fn new() -> io::Result<Self> {
        let options = OptionsBuilder::new()
            .estimated_items_capacity(8_192)
            .weight_capacity(CAPACITY)
            .build()
            .map_err(|cause| io::Error::other(cause.to_string()))?;
        let answers = Cache::with_options(options, Bulk, DefaultHashBuilder::default(), DefaultLifecycle::default());
        Ok(Self { answers, era: AtomicU64::new(0) })
    }

    /// Forgets everything: what is answered from now on may be another thing. Answers under way are remembered under
    /// the era they began in, where nobody looks any more.
    pub fn forget(&self) {
        self.era.fetch_add(1, Ordering::SeqCst);
        self.answers.clear();
    }

    /// The words of a request that is read, not sent, whole, and not for one person alone.
    fn words(&self, request: &ServiceRequest) -> Option<String> {
        let (method, headers) = (request.method(), request.headers());
        let reads = matches!(*method, Method::GET | Method::HEAD);
        if !reads || headers.contains_key(header::AUTHORIZATION) || headers.contains_key(header::RANGE) {
            return None;
        }
        let mut words = self.era.load(Ordering::SeqCst).to_string();
        let authority = request.uri().authority().map_or("", |authority| authority.as_str());
        for word in [authority, request.uri().path(), "?", request.query_string()] {
            words.push_str(word);
            words.push('\n');
        }
        for name in HEADERS {
            for value in headers.get_all(name) {
                words.push_str(value.to_str().ok()?);
                words.push(',');
            }
            words.push('\n');
        }
        Some(words)
    }
}

/// Answers from memory, or lets the request through and remembers its answer.
pub async fn from_memory(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = state(request.request());
    let Some(words) = state.recall.words(&request) else { return next.call(request).await };
    if let Some(Remembered(parts)) = state.recall.answers.get(words.as_str()) {
        return Ok(parts.answer(request));
    }
    let response = next.call(request).await?;
    Ok(if is_for_all(&response) { state.recall.remembered(words, response) } else { response })
}

/// Whether an answer is whole and depends on the words of the request alone.
fn is_for_all(response: &ServiceResponse) -> bool {
    let varies = response.headers().get(header::VARY).is_some_and(|vary| vary == VARY);
    response.status() == StatusCode::OK && varies && response.headers().contains_key(header::ETAG)
}

impl Recall {
    fn remembered(&self, words: String, response: ServiceResponse) -> ServiceResponse {
        let (request, response) = response.into_parts();
        let (response, body) = response.into_parts();
        // A body that flows is not held.
        match body.try_into_bytes() {
            Err(flowing) => ServiceResponse::new(request, response.set_body(flowing)),
            Ok(body) => {
                let pattern = request.match_pattern().unwrap_or_default();
                let parts = Parts { headers: response.headers().clone(), body: body.clone(), route: Route(pattern.into()) };
                self.answers.insert(words, Remembered(Arc::new(parts)));
                ServiceResponse::new(request, response.set_body(BoxBody::new(body)))
            }
        }
    }
}

impl Parts {
    fn answer(&self, request: ServiceRequest) -> ServiceResponse {
        request.extensions_mut().insert(self.route.clone());
        let known = request.headers().get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
        let tag = self.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
        let unchanged = known.zip(tag).is_some_and(|(known, tag)| is_named_by(tag, known));
        let mut response = if unchanged {
            HttpResponse::new(StatusCode::NOT_MODIFIED)
        } else {
            HttpResponse::with_body(StatusCode::OK, BoxBody::new(self.body.clone()))
        };
        *response.headers_mut() = self.headers.clone();
        if unchanged {
            for name in OF_A_BODY {
                response.headers_mut().remove(name);
            }
        }
        request.into_response(response)
    }
}
