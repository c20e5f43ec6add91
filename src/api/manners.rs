//! What every exchange obeys, whatever the handler: length of addresses, words for errors, headers.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse};

use super::ask::state;
use super::media;
use super::params::Params;
use super::problem::{self, Refusal};
use crate::domain::{Fault, Lang, Text};
use crate::text;

/// The longest address taken, in bytes.
pub const ADDRESS_LIMIT: usize = 8_192;

/// Everything from here and nothing from elsewhere: no script or style in the page itself, no plug-in, no frame around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     worker-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The same for the page made to be framed, by anybody: it holds nothing that a reader could be tricked into sending.
pub const FRAMED_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/// What of the machine a page of ours may ask for: where one stands, and nothing else.
const PERMISSIONS: &str =
    "geolocation=(self), camera=(), microphone=(), display-capture=(), payment=(), usb=(), serial=(), bluetooth=(), midi=()";

/// The policy of a page with a form that leads, in the end, to another server.
pub fn policy_with_form_to(origin: &str) -> String {
    POLICY.replace("form-action 'self'", &format!("form-action 'self' {origin}"))
}

/// Headers of every response: what a browser may do with it.
pub const PROTECTION: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::PERMISSIONS_POLICY, HeaderValue::from_static(PERMISSIONS)),
    (header::CROSS_ORIGIN_OPENER_POLICY, HeaderValue::from_static("same-origin")),
    (header::CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin")),
];

/// Puts the headers of every response, where the response has not its own.
pub async fn protected(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    let mut response = next.call(request).await?;
    protect(&mut response);
    Ok(response)
}

/// Puts the headers of every response where it has not its own; over TLS, that a browser must not come back without.
pub fn protect(response: &mut ServiceResponse<BoxBody>) {
    let is_https = state(response.request()).settings.public_url.as_ref().is_some_and(|url| url.starts_with("https://"));
    let strict = is_https.then_some((header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000")));
    let headers = response.headers_mut();
    for (name, value) in PROTECTION.into_iter().chain(strict) {
        if !headers.contains_key(&name) {
            headers.insert(name, value);
        }
    }
}

/// Lets pages of any origin read, never send, and never with credentials.
pub async fn open_reading(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let mut response = next.call(request).await?;
    let private = response.headers().get(header::VARY).is_some_and(|vary| vary.as_bytes().starts_with(b"Cookie"));
    if reads && !private {
        let headers = response.headers_mut();
        let fixed = HeaderValue::from_static;
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, fixed("*"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, fixed("GET, HEAD, OPTIONS"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, fixed("Accept, Accept-Language, If-None-Match"));
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            fixed("Content-Crs, ETag, Link, Maillage-Offset, Maillage-Scale, Maillage-Snapshot"),
        );
    }
    Ok(response)
}

/// Puts every refusal into words, in the language asked for.
pub async fn in_words(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > ADDRESS_LIMIT) {
        let (request, _) = request.into_parts();
        let worded = problem::response(&request, &address_too_long(), media::preferred_language(&request));
        return Ok(ServiceResponse::new(request, worded));
    }
    let response = next.call(request).await?;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || response.headers().contains_key(header::CONTENT_TYPE) {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let worded = worded(&request, &response);
    Ok(ServiceResponse::new(request, worded))
}

fn worded(request: &HttpRequest, response: &HttpResponse) -> HttpResponse {
    let refusal = response.error().and_then(Error::as_error::<Refusal>);
    let fault = refusal.map_or_else(|| problem::of_status(response.status()), |refusal| (*refusal.0).clone());
    let mut worded = problem::response(request, &fault, language(request));
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            worded.headers_mut().insert(name, value.clone());
        }
    }
    worded
}

pub(super) fn language(request: &HttpRequest) -> Lang {
    let asked = Params::read(request.query_string()).and_then(|params| media::language(&params, request));
    asked.unwrap_or_else(|_unreadable| media::preferred_language(request))
}

/// That an address is over [`ADDRESS_LIMIT`].
pub fn address_too_long() -> Fault {
    Fault::new(
        "address-too-long",
        text!("l’adresse dépasse {ADDRESS_LIMIT} octets", "the address is over {ADDRESS_LIMIT} bytes"),
        Text::new("raccourcir la requête", "shorten the request"),
    )
    .at_character(ADDRESS_LIMIT as u64 + 1)
}
