//! `/account`: one's own account, seen, erased, its password changed: rights that everybody has who has an account.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use utoipa::ToSchema;

use super::accounts::{all, erase, hashed, store, taken};
use super::address;
use super::lists::Dossier;
use super::refusals::{accounts_unavailable, not_signed_in, too_many_attempts, wrong_credentials};
use super::sessions::{check_parameters, checked, private, told};
use super::who::{Present, Who};
use crate::access::{Right, event};
use crate::api::answer::Answer;
use crate::api::ask::state;
use crate::api::members::Members;
use crate::api::problem::Refusal;
use crate::domain::Fault;
use crate::store::accounts::Change;

/// The shape of the body of `POST /account/password`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct PasswordBody {
    /// The password there is.
    old: String,
    /// The one to come: at least 12 characters.
    password: String,
}

/// Gives everything that is kept of whoever asks: account, sessions, lines of the log (right of access, RGPD article 15).
#[utoipa::path(get, path = "/account", tag = "Accounts", responses((status = 200, description = "Everything that is kept", body = Dossier), (status = 401), (status = 403)))]
pub async fn get(request: HttpRequest, who: Who) -> Answer {
    let present = present(&who)?;
    check_parameters(&request)?;
    let state = state(&request);
    let dossier = Dossier::of(store(&state)?, &present.account).await.map_err(|cause| accounts_unavailable(&cause))?;
    Ok(told(StatusCode::OK, &dossier))
}

/// Erases the account of whoever asks (right to erasure, RGPD article 17): its number alone stays in the log, for a year.
#[utoipa::path(delete, path = "/account", tag = "Accounts", responses((status = 204, description = "Erased"), (status = 401), (status = 403), (status = 409)))]
pub async fn delete(request: HttpRequest, who: Who) -> Answer {
    let present = present(&who)?;
    check_parameters(&request)?;
    let state = state(&request);
    let others: Vec<_> = all(&state).await?.into_iter().filter(|account| account.id != present.account.id).collect();
    erase(&state, &who, &others, &present.account).await
}

/// Changes the password of whoever asks, and ends every session of theirs, this one too.
#[utoipa::path(
    post,
    path = "/account/password",
    tag = "Accounts",
    request_body(description = "The old and the new", content = PasswordBody, content_type = "application/json"),
    responses((status = 204, description = "Changed"), (status = 401), (status = 403), (status = 413), (status = 415), (status = 422), (status = 429)),
)]
pub async fn password(request: HttpRequest, payload: Payload, who: Who) -> Answer {
    let present = present(&who)?;
    let body = taken(&request, payload).await?;
    let members = Members::of(&body, "")?;
    let (old, new) = (members.needed("old", members.words("old")?)?, members.needed("password", members.words("password")?)?);
    members.finish()?;
    let state = state(&request);
    let (login, now) = (present.account.login.as_str(), state.settings.clock.now());
    let place = address::of(&request, &state);
    let waits = |seconds: i64| Refusal::waiting(too_many_attempts(seconds), seconds.unsigned_abs());
    state.attempts.begin(login, &place, now).map_err(waits)?;
    if checked(&state, login, old).await?.is_none() {
        return Err(wrong_credentials().into());
    }
    state.attempts.succeeded(login, &place, now);
    let change = Change::Password(hashed(&state, new).await?);
    let line = event(now, who.actor(), "account password", &present.account.id.to_string());
    store(&state)?.change(present.account.id, &change, &line).await.map_err(|cause| accounts_unavailable(&cause))?;
    Ok(private(StatusCode::NO_CONTENT).finish())
}

fn present(who: &Who) -> Result<&Present, Fault> {
    who.must(Right::OwnAccount)?;
    who.present().ok_or_else(not_signed_in)
}
