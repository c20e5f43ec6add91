//! Whether a request that changes something comes from our own pages: what the browser says of its origin, and a token that no
//! other site can read.

use actix_web::HttpRequest;
use actix_web::http::header;

use super::refusals::cross_site;
use crate::access::Secret;
use crate::api::ask::base;
use crate::api::state::State;
use crate::domain::Fault;

/// The header of the token.
pub const TOKEN: &str = "Maillage-Token";

/// The token that goes with a session.
pub fn token(session: &Secret) -> String {
    session.hash_for("token").as_str().to_owned()
}

/// Refuses what a browser says comes from elsewhere. A program that is no browser says nothing, and passes here.
///
/// # Errors
/// `cross-site`.
pub fn check_origin(request: &HttpRequest, state: &State) -> Result<(), Fault> {
    let said = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable").to_owned());
    let site = said("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let origin = said(header::ORIGIN.as_str()).is_none_or(|origin| origin == base(request, state));
    if site && origin { Ok(()) } else { Err(cross_site()) }
}

/// Refuses a request with a session that does not come from our pages with the token of the session.
///
/// # Errors
/// `cross-site`.
pub fn check(request: &HttpRequest, state: &State, session: &Secret) -> Result<(), Fault> {
    check_origin(request, state)?;
    let given = request.headers().get(TOKEN).and_then(|token| token.to_str().ok()).unwrap_or_default();
    check_token(session, given)
}

/// Refuses a token that is not that of the session.
///
/// # Errors
/// `cross-site`.
pub fn check_token(session: &Secret, given: &str) -> Result<(), Fault> {
    if session.hash_for("token").is(given) { Ok(()) } else { Err(cross_site()) }
}
