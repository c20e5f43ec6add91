//! Bodies on their way in: bounded in size and in time. The HTTP library cuts slow heads but never slow bodies.

use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::{Bytes, Payload};

use super::ask::state;
use crate::domain::{Fault, Text};
use crate::text;

/// The largest body taken, in bytes.
pub const BODY_LIMIT: usize = 2 << 20;

/// Refuses a body that is not said to be JSON: no form of another site can send one without asking.
///
/// # Errors
/// `not-json`.
pub fn check_json(request: &HttpRequest) -> Result<(), Fault> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence == "application/json" {
        return Ok(());
    }
    Err(Fault::new(
        "not-json",
        Text::new("le corps doit être du JSON", "the body must be JSON"),
        Text::new("envoyer Content-Type: application/json", "send Content-Type: application/json"),
    ))
}

/// Takes in a whole body.
///
/// # Errors
/// `body-too-large`, `slow-request`, or `bad-request` when the client breaks off.
pub async fn whole(request: &HttpRequest, payload: Payload) -> Result<Bytes, Fault> {
    within(request, payload, BODY_LIMIT).await
}

/// Takes in a whole body of at most so many bytes.
///
/// # Errors
/// As [`whole`].
pub async fn within(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Bytes, Fault> {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > limit) {
        return Err(too_large(limit));
    }
    let deadline = state(request).settings.body_deadline;
    let arrived = tokio::time::timeout(deadline, payload.to_bytes_limited(limit)).await;
    let complete = arrived.map_err(|_late| too_slow(deadline.as_secs()))?.map_err(|_larger| too_large(limit))?;
    complete.map_err(|cause| broken_off(&cause))
}

fn too_large(limit: usize) -> Fault {
    let limit = limit >> 10;
    Fault::new(
        "body-too-large",
        text!("le corps dépasse {limit} Kio", "the body is over {limit} KiB"),
        Text::new("envoyer moins : un contour simplifié, une note sans texte", "send less: a simplified outline, a note without words"),
    )
}

fn too_slow(seconds: u64) -> Fault {
    Fault::new(
        "slow-request",
        text!("le corps n’est pas arrivé en {seconds} s", "the body did not arrive within {seconds} s"),
        Text::new("envoyer à nouveau", "send it again"),
    )
}

fn broken_off(cause: &actix_web::Error) -> Fault {
    Fault::new(
        "bad-request",
        text!("le corps est interrompu : {cause}", "the body broke off: {cause}"),
        Text::new("envoyer à nouveau", "send it again"),
    )
}
