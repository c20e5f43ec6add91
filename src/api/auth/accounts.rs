//! `/accounts`: the administrator makes, changes and erases accounts.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Payload};
use serde_json::Value;
use utoipa::ToSchema;

use super::lists::Listed;
use super::refusals::{accounts_unavailable, last_administrator, unavailable, unknown_account};
use super::sessions::{check_parameters, private, told};
use super::who::Who;
use crate::access::{Account, AccountId, AccountPlace, Login, Password, PasswordHash, Right, Role, Territory, event};
use crate::api::answer::Answer;
use crate::api::ask::state;
use crate::api::intake;
use crate::api::members::{self, Members};
use crate::api::problem::internal;
use crate::api::state::State;
use crate::domain::Fault;
use crate::store::accounts::{Accounts, Change, NewAccount};

/// The shape of the body of `POST /accounts`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct AccountBody {
    /// The name to sign in with; the work address for who signs in at the identity provider.
    #[schema(example = "camille")]
    login: String,
    /// What one is: `outreach`, `planner`, `administrator` or `data-protection`.
    #[schema(example = "outreach")]
    role: String,
    /// Codes of territories with spaces between them: 34172, 243400017, 34, or * for everything.
    #[schema(example = "34172")]
    territory: Option<String>,
    /// The team whose notes one shares.
    team: Option<String>,
    /// A first password; none for who signs in at the identity provider alone.
    password: Option<String>,
}

/// The shape of the body of `PATCH /accounts/{account}`: only what is given changes.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
#[schema(as = AccountChange)]
pub struct ChangeBody {
    /// Shuts the account, or opens it again.
    disabled: Option<bool>,
    /// Another password.
    password: Option<String>,
    /// Another role.
    role: Option<String>,
    /// Other territories.
    territory: Option<String>,
    /// Another team.
    team: Option<String>,
}

/// Lists every account.
#[utoipa::path(get, path = "/accounts", tag = "Accounts", responses((status = 200, description = "The accounts", body = Vec<Listed>), (status = 401), (status = 403)))]
pub async fn list(request: HttpRequest, who: Who) -> Answer {
    who.must(Right::ManageAccounts)?;
    check_parameters(&request)?;
    let all = all(&state(&request)).await?;
    Ok(told(StatusCode::OK, &all.iter().map(Listed::from).collect::<Vec<_>>()))
}

/// Makes an account.
#[utoipa::path(
    post,
    path = "/accounts",
    tag = "Accounts",
    request_body(description = "The account", content = AccountBody, content_type = "application/json"),
    responses((status = 201, description = "The account", body = Listed), (status = 401), (status = 403), (status = 409), (status = 413), (status = 415), (status = 422)),
)]
pub async fn post(request: HttpRequest, payload: Payload, who: Who) -> Answer {
    who.must(Right::ManageAccounts)?;
    let body = taken(&request, payload).await?;
    let members = Members::of(&body, "")?;
    let login: Login = members.needed("login", members.parse("login")?)?;
    let role: Role = members.needed("role", members.parse("role")?)?;
    let territory: Territory = members.parse("territory")?.unwrap_or_default();
    let team = members.words("team")?;
    let password = members.words("password")?;
    members.finish()?;
    let place = AccountPlace::new(role, territory, team).map_err(pointed)?;
    let state = state(&request);
    let password = match password {
        Some(words) => Some(hashed(&state, words).await?),
        None => None,
    };
    let now = state.settings.clock.now();
    let line = event(now, who.actor(), "account added", &format!("{{}} {role} {}", place.territory));
    let new = NewAccount { login: login.clone(), place, password };
    store(&state)?.add(&new, now, &line).await.map_err(|cause| accounts_unavailable(&cause))?;
    let made = all(&state).await?.into_iter().find(|account| account.login == login).ok_or_else(internal)?;
    Ok(told(StatusCode::CREATED, &Listed::from(&made)))
}

/// Tells of one account.
#[utoipa::path(
    get,
    path = "/accounts/{account}",
    tag = "Accounts",
    params(("account" = i64, Path, description = "The number of the account", example = "1")),
    responses((status = 200, description = "The account", body = Listed), (status = 401), (status = 403), (status = 404)),
)]
pub async fn get(request: HttpRequest, who: Who, account: Path<String>) -> Answer {
    who.must(Right::ManageAccounts)?;
    check_parameters(&request)?;
    let (_, account) = found(&state(&request), &account).await?;
    Ok(told(StatusCode::OK, &Listed::from(&account)))
}

/// Changes an account, and ends its sessions.
#[utoipa::path(
    patch,
    path = "/accounts/{account}",
    tag = "Accounts",
    params(("account" = i64, Path, description = "The number of the account", example = "1")),
    request_body(description = "What changes", content = ChangeBody, content_type = "application/json"),
    responses((status = 200, description = "The account", body = Listed), (status = 401), (status = 403), (status = 404), (status = 409), (status = 413), (status = 415), (status = 422)),
)]
pub async fn patch(request: HttpRequest, payload: Payload, who: Who, account: Path<String>) -> Answer {
    who.must(Right::ManageAccounts)?;
    let body = taken(&request, payload).await?;
    let state = state(&request);
    let (others, account) = found(&state, &account).await?;
    let members = Members::of(&body, "")?;
    let disabled = members.yes_no("disabled")?;
    let password = members.words("password")?;
    let role: Option<Role> = members.parse("role")?;
    let territory: Option<Territory> = members.parse("territory")?;
    let team = members.words("team")?;
    members.finish()?;
    let place = (role.is_some() || territory.is_some() || team.is_some()).then(|| {
        let role = role.unwrap_or(account.role);
        let kept = if role.is_bounded() { account.territory.clone() } else { Territory::default() };
        AccountPlace::new(role, territory.unwrap_or(kept), team.or(account.team.as_deref())).map_err(pointed)
    });
    let place = place.transpose()?;
    let leaves = disabled == Some(true) || place.as_ref().is_some_and(|place| place.role != Role::Administrator);
    if leaves {
        keep_an_administrator(&others, &account)?;
    }
    let mut changes = Vec::new();
    if let Some(place) = place {
        let about = format!("{} {}", place.role, place.territory);
        changes.push((Change::Place(place), "account changed", about));
    }
    if let Some(words) = password {
        changes.push((Change::Password(hashed(&state, words).await?), "account password", String::new()));
    }
    if let Some(disabled) = disabled {
        changes.push((Change::Disabled(disabled), if disabled { "account disabled" } else { "account enabled" }, String::new()));
    }
    for (change, what, about) in &changes {
        let line = event(state.settings.clock.now(), who.actor(), what, &format!("{} {about}", account.id));
        store(&state)?.change(account.id, change, &line).await.map_err(|cause| accounts_unavailable(&cause))?;
    }
    let (_, changed) = found(&state, &account.id.to_string()).await?;
    Ok(told(StatusCode::OK, &Listed::from(&changed)))
}

/// Erases an account: its number alone stays in the log.
#[utoipa::path(
    delete,
    path = "/accounts/{account}",
    tag = "Accounts",
    params(("account" = i64, Path, description = "The number of the account", example = "1")),
    responses((status = 204, description = "Erased"), (status = 401), (status = 403), (status = 404), (status = 409)),
)]
pub async fn delete(request: HttpRequest, who: Who, account: Path<String>) -> Answer {
    who.must(Right::ManageAccounts)?;
    check_parameters(&request)?;
    let state = state(&request);
    let (others, account) = found(&state, &account).await?;
    erase(&state, &who, &others, &account).await
}

/// Erases an account, unless nobody could make accounts afterwards.
///
/// # Errors
/// `last-administrator`, or `accounts-unavailable`.
pub async fn erase(state: &State, who: &Who, others: &[Account], account: &Account) -> Answer {
    keep_an_administrator(others, account)?;
    let line = event(state.settings.clock.now(), who.actor(), "account erased", &account.id.to_string());
    store(state)?.remove(account.id, &line).await.map_err(|cause| accounts_unavailable(&cause))?;
    Ok(private(StatusCode::NO_CONTENT).finish())
}

/// Every account.
///
/// # Errors
/// `accounts-unavailable`.
pub async fn all(state: &State) -> Result<Vec<Account>, Fault> {
    store(state)?.accounts().await.map_err(|cause| accounts_unavailable(&cause))
}

/// Where accounts are kept.
///
/// # Errors
/// `accounts-unavailable` on a server without any.
pub fn store(state: &State) -> Result<&dyn Accounts, Fault> {
    state.settings.accounts.as_deref().ok_or_else(unavailable)
}

/// What is kept of a new password.
///
/// # Errors
/// `weak-password`, pointing at the member.
pub async fn hashed(state: &State, words: &str) -> Result<PasswordHash, Fault> {
    let password = Password::chosen(words).map_err(|fault| fault.at_pointer("/password"))?;
    state
        .pool
        .run(move || {
            password.hash().map_err(|cause| {
                tracing::error!(%cause, "a password was not kept");
                internal()
            })
        })
        .await
}

/// Takes in a body of JSON; no parameter of the address but the language is known.
///
/// # Errors
/// Those of bodies and of parameters.
pub async fn taken(request: &HttpRequest, payload: Payload) -> Result<Value, Fault> {
    intake::check_json(request)?;
    check_parameters(request)?;
    members::json(&intake::whole(request, payload).await?)
}

/// The account of a number, and all the others.
async fn found(state: &State, number: &str) -> Result<(Vec<Account>, Account), Fault> {
    let wanted = number.parse().ok().map(AccountId);
    let (mut found, others): (Vec<_>, Vec<_>) = all(state).await?.into_iter().partition(|account| Some(account.id) == wanted);
    Ok((others, found.pop().ok_or_else(|| unknown_account(number))?))
}

/// Somebody must be left who makes accounts.
fn keep_an_administrator(others: &[Account], account: &Account) -> Result<(), Fault> {
    let makes_accounts = |account: &Account| account.role == Role::Administrator && !account.disabled;
    if !makes_accounts(account) || others.iter().any(makes_accounts) { Ok(()) } else { Err(last_administrator()) }
}

/// A fault of a part points at the member of the body.
fn pointed(fault: Fault) -> Fault {
    let member = fault.place.column.clone().unwrap_or_default();
    fault.at_pointer(format!("/{member}"))
}
