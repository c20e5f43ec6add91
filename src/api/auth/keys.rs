//! `/keys`: the administrator makes and revokes the keys of researchers.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Payload};
use serde::Serialize;
use utoipa::ToSchema;

use super::accounts::{store, taken};
use super::refusals::{accounts_unavailable, unknown_key};
use super::sessions::{check_parameters, private, told};
use super::who::Who;
use crate::access::{Key, KeyId, KeySecret, Right, Scope, check_label, event};
use crate::api::answer::Answer;
use crate::api::ask::state;
use crate::api::members::Members;
use crate::api::problem::internal;

/// Requests a day when nothing else is said.
pub const QUOTA: u64 = 10_000;

/// Days a key lasts when nothing else is said.
pub const DAYS: u64 = 365;

/// The shape of the body of `POST /keys`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct KeyBody {
    /// What it is for.
    #[schema(example = "Thèse sur le non-recours")]
    label: String,
    /// Codes of rights with spaces between them; everything a researcher may do when not given.
    #[schema(example = "read-public")]
    scope: Option<String>,
    /// Requests a day, from 1 to 1,000,000; 10,000 when not given.
    #[schema(minimum = 1, maximum = 1_000_000)]
    quota: Option<u64>,
    /// In how many days it ends, from 1 to 730; 365 when not given.
    #[schema(minimum = 1, maximum = 730)]
    days: Option<u64>,
}

/// A key as it is made: the one moment it is shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct Made {
    /// What is kept of it.
    #[serde(flatten)]
    key: Key,
    /// The key itself: it is not kept, and cannot be shown again.
    #[schema(example = "mlg_…")]
    secret: String,
}

/// Lists every key, without its secret.
#[utoipa::path(get, path = "/keys", tag = "Accounts", responses((status = 200, description = "The keys", body = Vec<Key>), (status = 401), (status = 403)))]
pub async fn list(request: HttpRequest, who: Who) -> Answer {
    who.must(Right::ManageKeys)?;
    check_parameters(&request)?;
    let state = state(&request);
    let keys = store(&state)?.keys().await.map_err(|cause| accounts_unavailable(&cause))?;
    Ok(told(StatusCode::OK, &keys))
}

/// Makes a key for a researcher; the answer shows it, once.
#[utoipa::path(
    post,
    path = "/keys",
    tag = "Accounts",
    request_body(description = "The key", content = KeyBody, content_type = "application/json"),
    responses((status = 201, description = "The key", body = Made), (status = 401), (status = 403), (status = 413), (status = 415), (status = 422)),
)]
pub async fn post(request: HttpRequest, payload: Payload, who: Who) -> Answer {
    who.must(Right::ManageKeys)?;
    let body = taken(&request, payload).await?;
    let members = Members::of(&body, "")?;
    let label = members.needed("label", members.words("label")?)?;
    let label = check_label(label).map_err(|fault| fault.at_pointer("/label"))?;
    let scope = members.parse("scope")?.unwrap_or_else(Scope::whole);
    let quota = members.whole("quota", 1..=1_000_000)?.unwrap_or(QUOTA);
    let days = members.whole("days", 1..=730)?.unwrap_or(DAYS);
    members.finish()?;
    let state = state(&request);
    let secret = KeySecret::draw().map_err(|cause| {
        tracing::error!(%cause, "no key can be made");
        internal()
    })?;
    let mut key = Key::new(&secret, label, scope, (quota, days), state.settings.clock.now());
    let line = event(key.made, who.actor(), "key added", "{}");
    key.id = store(&state)?.add_key(&key, &secret.hash(), &line).await.map_err(|cause| accounts_unavailable(&cause))?;
    Ok(told(StatusCode::CREATED, &Made { key, secret: secret.reveal() }))
}

/// Revokes a key: it opens nothing from now on.
#[utoipa::path(
    delete,
    path = "/keys/{key}",
    tag = "Accounts",
    params(("key" = i64, Path, description = "The number of the key", example = "1")),
    responses((status = 204, description = "Revoked"), (status = 401), (status = 403), (status = 404)),
)]
pub async fn delete(request: HttpRequest, who: Who, key: Path<String>) -> Answer {
    who.must(Right::ManageKeys)?;
    check_parameters(&request)?;
    let state = state(&request);
    let id = KeyId(key.parse().map_err(|_not_a_number| unknown_key(&key))?);
    let line = event(state.settings.clock.now(), who.actor(), "key revoked", &id.to_string());
    if !store(&state)?.revoke_key(id, &line).await.map_err(|cause| accounts_unavailable(&cause))? {
        return Err(unknown_key(&key).into());
    }
    state.gate.forget_keys();
    Ok(private(StatusCode::NO_CONTENT).finish())
}
