//! `POST /session`, `GET /session`, `DELETE /session`: sign in, who am I, sign out.

use actix_web::http::{StatusCode, header};
use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::refusals::{accounts_unavailable, too_many_attempts, unavailable, wrong_credentials};
use super::who::{LONGEST, Present, Who};
use super::{cookie, provider, same_origin};
use crate::access::{Account, AccountId, Actor, Login, Password, Right, Role, Secret, event};
use crate::api::answer::Answer;
use crate::api::ask::state;
use crate::api::intake;
use crate::api::members::{self, Members};
use crate::api::params::Params;
use crate::api::problem::{Refusal, internal};
use crate::api::state::State;
use crate::domain::{Fault, Text};
use crate::store::accounts::NewSession;

/// Who is asking, as they are told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Standing {
    /// What they are.
    role: Role,
    /// The same in words.
    label: Text,
    /// What they may do.
    rights: Vec<Right>,
    /// Codes of the territories in which they may: municipalities, intermunicipal areas, départements; `*` is everywhere.
    territory: Vec<String>,
    /// The team whose notes they share.
    team: Option<String>,
    /// Their account's number.
    #[schema(value_type = Option<i64>)]
    account: Option<AccountId>,
    /// The name they signed in with.
    login: Option<String>,
    /// What requests that change something must carry in the header `Maillage-Token`.
    token: Option<String>,
    /// In how many seconds the session ends at the latest.
    ends_in_seconds: Option<i64>,
    /// What the identity provider is called at which one may sign in too, by `/sign-in/provider`; none where there is none.
    provider: Option<String>,
}

impl Standing {
    /// How somebody stands at a moment.
    pub fn of(who: &Who, state: &State) -> Self {
        let rights = Right::ALL.into_iter().filter(|right| who.may(*right)).collect();
        let nobody = Self {
            role: who.role(),
            label: who.role().label(),
            rights,
            territory: Vec::new(),
            team: None,
            account: None,
            login: None,
            token: None,
            ends_in_seconds: None,
            provider: provider_of(state),
        };
        who.present().map_or(nobody, |present| Self::of_present(present, state))
    }

    fn of_present(Present { account, secret, ends }: &Present, state: &State) -> Self {
        Self {
            role: account.role,
            label: account.role.label(),
            rights: Right::ALL.into_iter().filter(|right| crate::access::allows(account.role, *right)).collect(),
            territory: account.territory.areas().map(|area| area.code().to_owned()).collect(),
            team: account.team.clone(),
            account: Some(account.id),
            login: Some(account.login.to_string()),
            token: Some(same_origin::token(secret)),
            ends_in_seconds: Some(ends - state.settings.clock.now()),
            provider: provider_of(state),
        }
    }
}

fn provider_of(state: &State) -> Option<String> {
    state.settings.identity.as_ref().map(|provider| provider.label().to_owned())
}

/// Where a session that began at the identity provider ends as well.
#[derive(Debug, Serialize, ToSchema)]
pub struct Onward {
    /// Where to lead the browser.
    continue_at: String,
}

/// The shape of the body of `POST /session`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct SessionBody {
    /// The name of the account.
    #[schema(example = "camille")]
    login: String,
    /// Its password.
    password: String,
}

/// Says who is asking: their role, rights and territories; without a session, the public.
#[utoipa::path(
    get,
    path = "/session",
    tag = "Accounts",
    responses((status = 200, description = "Who is asking", body = Standing), (status = 401)),
)]
pub async fn get(request: HttpRequest, who: Who) -> Answer {
    check_parameters(&request)?;
    Ok(told(StatusCode::OK, &Standing::of(&who, &state(&request))))
}

/// Signs in with an account of this server; the session is a cookie.
#[utoipa::path(
    post,
    path = "/session",
    tag = "Accounts",
    request_body(description = "Login and password", content = SessionBody, content_type = "application/json"),
    responses((status = 201, description = "Signed in", body = Standing), (status = 401), (status = 403), (status = 413), (status = 415), (status = 422), (status = 429)),
)]
pub async fn post(request: HttpRequest, payload: Payload) -> Answer {
    intake::check_json(&request)?;
    check_parameters(&request)?;
    let body = members::json(&intake::whole(&request, payload).await?)?;
    let members = Members::of(&body, "")?;
    let (login, password) = (members.needed("login", members.words("login")?)?, members.needed("password", members.words("password")?)?);
    members.finish()?;
    match sign_in(&request, login, password).await {
        Ok(present) => {
            let state = state(&request);
            let mut response = told(StatusCode::CREATED, &Standing::of_present(&present, &state));
            add_cookie(&mut response, &cookie::set(&state, &present.secret, LONGEST));
            Ok(response)
        }
        Err(refused) => refused.into_answer(),
    }
}

/// Signs out: the session ends here and now.
#[utoipa::path(
    delete,
    path = "/session",
    tag = "Accounts",
    responses((status = 200, description = "Signed out here; the identity provider’s own session ends where the answer leads", body = Onward), (status = 204, description = "Signed out, or nobody was signed in"), (status = 401), (status = 403)),
)]
pub async fn delete(request: HttpRequest, who: Who) -> Answer {
    check_parameters(&request)?;
    let state = state(&request);
    let mut hint = None;
    if let Some(present) = who.present() {
        hint = sign_out(&state, present).await?;
    }
    // The session here is over whether or not the provider answers.
    let mut response = match provider::end(&request, &state, hint).await.unwrap_or_default() {
        Some(continue_at) => told(StatusCode::OK, &Onward { continue_at }),
        None => private(StatusCode::NO_CONTENT).finish(),
    };
    add_cookie(&mut response, &cookie::cleared(&state));
    Ok(response)
}

/// Characters of a login that are looked at.
const LONGEST_LOGIN: usize = 255;

/// A sign-in that is refused, and how long to wait before the next.
pub struct Refused {
    /// Why.
    pub fault: Fault,
    /// Seconds to wait.
    pub wait: Option<i64>,
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self { fault, wait: None }
    }
}

impl Refused {
    fn into_answer(self) -> Answer {
        Err(match self.wait {
            Some(seconds) => Refusal::waiting(self.fault, seconds.unsigned_abs()),
            None => self.fault.into(),
        })
    }
}

/// Signs somebody in, from our own pages.
///
/// # Errors
/// `cross-site`, `too-many-attempts`, `wrong-credentials`, or `accounts-unavailable`.
pub async fn sign_in(request: &HttpRequest, login: &str, password: &str) -> Result<Present, Refused> {
    let state = state(request);
    same_origin::check_origin(request, &state)?;
    let (now, address) = (state.settings.clock.now(), super::address::of(request, &state));
    // Letters in another case are the same login, and no attempt more.
    let login: String = login.trim().to_lowercase().chars().take(LONGEST_LOGIN).collect();
    let login = login.as_str();
    state.attempts.begin(login, &address, now).map_err(|wait| Refused { fault: too_many_attempts(wait), wait: Some(wait) })?;
    let found = checked(&state, login, password).await?;
    let Some(account) = found else {
        note(&state, &event(now, Actor::Nobody, "sign-in refused", "")).await?;
        return Err(wrong_credentials().into());
    };
    state.attempts.succeeded(login, &address, now);
    Ok(begin(&state, account, None).await?)
}

/// The account of a login whose password this is. Takes as long for one that does not exist.
pub(super) async fn checked(state: &State, login: &str, password: &str) -> Result<Option<Account>, Fault> {
    let found = match (state.settings.accounts.as_ref(), login.parse::<Login>()) {
        (Some(accounts), Ok(login)) => accounts.by_login(&login).await.map_err(|cause| accounts_unavailable(&cause))?,
        _ => None,
    };
    let (account, kept) = found.map_or((None, None), |(account, kept)| (Some(account), kept));
    let password = Password::given(password);
    let right = state.pool.run(move || Ok(password.is(kept.as_ref()))).await?;
    Ok(account.filter(|account| right && !account.disabled))
}

/// Begins a session of an account.
///
/// # Errors
/// `accounts-unavailable`.
pub async fn begin(state: &State, account: Account, hint: Option<String>) -> Result<Present, Fault> {
    let accounts = state.settings.accounts.as_ref().ok_or_else(unavailable)?;
    let secret = Secret::draw().map_err(|cause| {
        tracing::error!(%cause, "no session can begin");
        internal()
    })?;
    let now = state.settings.clock.now();
    let session = NewSession { hash: secret.hash(), account: account.id, made: now, hint };
    let line = event(now, Actor::Account(account.id), "sign-in", "");
    accounts.begin_session(&session, &line).await.map_err(|cause| accounts_unavailable(&cause))?;
    Ok(Present { account, secret, ends: now + LONGEST })
}

/// Ends a session; gives what the identity provider wants to be told.
///
/// # Errors
/// `accounts-unavailable`.
pub async fn sign_out(state: &State, present: &Present) -> Result<Option<String>, Fault> {
    let accounts = state.settings.accounts.as_ref().ok_or_else(unavailable)?;
    let line = event(state.settings.clock.now(), Actor::Account(present.account.id), "sign-out", "");
    let ended = accounts.end_session(&present.secret.hash(), &line).await;
    Ok(ended.map_err(|cause| accounts_unavailable(&cause))?.flatten())
}

async fn note(state: &State, line: &str) -> Result<(), Fault> {
    let Some(accounts) = state.settings.accounts.as_ref() else { return Ok(()) };
    accounts.log(&[line.to_owned()]).await.map_err(|cause| accounts_unavailable(&cause))
}

/// These addresses take the language and nothing else.
///
/// # Errors
/// `unknown-parameter`, or those of the language.
pub fn check_parameters(request: &HttpRequest) -> Result<(), Fault> {
    let params = Params::read(request.query_string())?;
    crate::api::media::language(&params, request)?;
    params.finish()
}

/// An answer for one person alone: kept by nobody, read by no other site.
pub fn private(status: StatusCode) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "Cookie, Authorization"))
        .insert_header(("Cross-Origin-Resource-Policy", "same-origin"));
    response
}

/// A value for one person alone, as JSON.
pub fn told(status: StatusCode, value: &impl Serialize) -> HttpResponse {
    private(status).insert_header((header::CONTENT_TYPE, "application/json")).body(serde_json::to_vec(value).unwrap_or_default())
}

/// Adds a cookie to an answer.
pub fn add_cookie(response: &mut HttpResponse, cookie: &actix_web::cookie::Cookie<'_>) {
    if let Ok(value) = header::HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
