//! What a client is told when a request cannot be answered: `application/problem+json` (RFC 9457).

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use super::kinds;
use crate::domain::{Fault, Lang, Place, Text};

/// A request that is refused, and why. It carries no language: [`super::manners`] puts it into words.
#[derive(Debug)]
pub struct Refusal(pub Box<Fault>, Option<u64>);

impl Refusal {
    /// A refusal that passes: in so many seconds.
    pub fn waiting(fault: Fault, seconds: u64) -> Self {
        Self(Box::new(fault), Some(seconds))
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self(Box::new(fault), None)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        kinds::status(&self.0.code)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::new(self.status_code());
        if let Some(seconds) = self.1 {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An error, after RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem<'a> {
    /// Where this kind of error is explained; stable, scripts may rely on it.
    #[serde(rename = "type")]
    #[schema(example = "/problems/unknown-theme")]
    pub kind: String,
    /// What is wrong, in a sentence.
    pub title: &'a str,
    /// The HTTP status.
    #[schema(example = 400)]
    pub status: u16,
    /// What is wrong and where.
    pub detail: String,
    /// What was expected, or how to mend it.
    pub hint: &'a str,
    /// Where exactly: file, row, column (or parameter), vertex, JSON pointer.
    #[schema(inline)]
    pub place: &'a Place,
    /// The path that was asked for.
    pub instance: &'a str,
}

impl<'a> Problem<'a> {
    /// A fault in words, at a path.
    pub fn of(fault: &'a Fault, instance: &'a str, lang: Lang) -> Self {
        Self {
            kind: format!("/problems/{}", fault.code),
            title: fault.message.get(lang),
            status: kinds::status(&fault.code).as_u16(),
            detail: fault.line(lang),
            hint: fault.hint.get(lang),
            place: &fault.place,
            instance,
        }
    }

    /// The body of its response.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The headers that go with it.
    pub fn headers(lang: Lang) -> [(HeaderName, HeaderValue); 3] {
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json")),
            (header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.code())),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ]
    }
}

/// Puts a fault into a response.
pub fn response(request: &HttpRequest, fault: &Fault, lang: Lang) -> HttpResponse<BoxBody> {
    let status = kinds::status(&fault.code);
    let mut response = HttpResponse::build(status);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.insert_header((header::RETRY_AFTER, "2"));
    }
    if status == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    for header in Problem::headers(lang) {
        response.insert_header(header);
    }
    response.body(Problem::of(fault, request.path(), lang).to_bytes())
}

/// A fault for an answer that failed without one: an unknown path, a wrong method, or our own failure.
pub fn of_status(status: StatusCode) -> Fault {
    match status {
        StatusCode::NOT_FOUND => Fault::new(
            "not-found",
            Text::new("il n’y a rien à cette adresse", "there is nothing at this address"),
            Text::new("les adresses sont décrites à /api", "addresses are described at /api"),
        ),
        StatusCode::METHOD_NOT_ALLOWED => Fault::new(
            "method-not-allowed",
            Text::new("cette adresse n’admet pas cette méthode", "this address does not take this method"),
            Text::new("l’en-tête Allow dit lesquelles", "the Allow header says which"),
        ),
        status if status.is_client_error() => Fault::new(
            "bad-request",
            Text::new("la requête ne se lit pas", "the request cannot be read"),
            Text::new("les requêtes sont décrites à /api", "requests are described at /api"),
        ),
        _ => internal(),
    }
}

/// Our own failure: the cause is in the log, never in the answer.
pub fn internal() -> Fault {
    Fault::new(
        "internal",
        Text::new("le serveur a échoué", "the server failed"),
        Text::new("réessayer, puis le signaler avec l’heure de la requête", "try again, then report it with the time of the request"),
    )
}
