//! `/sign-in/provider` and `/sign-in/callback`: signing in at an identity provider, there and back.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::{StatusCode, header};
use quick_cache::sync::Cache;

use super::page::{asked, leave, refused_page};
use super::refusals::{accounts_unavailable, no_account, no_provider, stale_sign_in};
use super::sessions::{add_cookie, begin, private};
use super::who::LONGEST;
use super::{accounts, cookie};
use crate::access::{Account, Actor, Login, Secret, SecretHash, event};
use crate::api::answer::Answer;
use crate::api::ask::{base, state};
use crate::api::media;
use crate::api::params::Params;
use crate::api::problem::internal;
use crate::api::state::State;
use crate::domain::{Fault, Lang};
use crate::remote::identity::{Begun, Drawn, Person, Provider};
use crate::store::accounts::Change;

/// Sign-ins under way at most: the least recent go first.
const UNDER_WAY: usize = 10_000;

/// How long somebody may take at the provider's, in seconds.
const PATIENCE: i64 = 600;

/// The cookie that binds a sign-in to the browser it began in.
const COOKIE: &str = "maillage-sign-in";

/// A sign-in under way.
#[derive(Clone)]
struct Flow {
    begun: Begun,
    browser: SecretHash,
    began: i64,
    next: String,
}

/// Sign-ins under way, by their `state`: each is used once.
pub struct Flows(Cache<String, Flow>);

impl Default for Flows {
    fn default() -> Self {
        Self(Cache::new(UNDER_WAY))
    }
}

/// Sends somebody to the provider.
pub async fn go(request: HttpRequest) -> Answer {
    let (asked, state) = (asked(&request)?, state(&request));
    let provider = provider(&state)?;
    let redirect = format!("{}/sign-in/callback", base(&request, &state));
    let (browser, drawn) = (drawn()?, Drawn { state: fresh()?, nonce: fresh()?, verifier: fresh()? });
    let name = drawn.state.clone();
    let begun = state.pool.run(move || provider.begin(redirect, drawn)).await?;
    let mut response = private(StatusCode::FOUND).insert_header((header::LOCATION, begun.address.as_str())).finish();
    add_cookie(&mut response, &flow_cookie(&state, browser.reveal().to_owned(), PATIENCE));
    let flow = Flow { begun, browser: browser.hash_for("sign-in"), began: state.settings.clock.now(), next: asked.next };
    state.flows.0.insert(name, flow);
    Ok(response)
}

/// Takes somebody back from the provider.
pub async fn back(request: HttpRequest) -> Answer {
    let state = state(&request);
    let params = Params::read(request.query_string())?;
    let lang = media::preferred_language(&request);
    let word = |name: &str| params.word(name).map(str::to_owned);
    let (code, named, from, error) = (word("code"), word("state"), word("iss"), word("error"));
    for ignored in ["error_description", "error_uri", "session_state"] {
        let _ = params.value(ignored);
    }
    params.finish()?;
    match come_back(&request, &state, named.as_deref(), code, from, error).await {
        Ok((response, next)) => {
            let mut answer = leave(&next, lang);
            for cookie in response {
                add_cookie(&mut answer, &cookie);
            }
            Ok(answer)
        }
        Err(fault) => refuse(&state, lang, &fault).await,
    }
}

type Cookies = Vec<Cookie<'static>>;

async fn come_back(
    request: &HttpRequest,
    state: &State,
    named: Option<&str>,
    code: Option<String>,
    from: Option<String>,
    error: Option<String>,
) -> Result<(Cookies, String), Fault> {
    let provider = provider(state)?;
    let flow = named.and_then(|named| state.flows.0.remove(named)).map(|(_, flow)| flow).ok_or_else(stale_sign_in)?;
    let browser = request.cookie(flow_name(state)).and_then(|cookie| Secret::given(cookie.value()));
    let same = browser.is_some_and(|browser| flow.browser.is(browser.hash_for("sign-in").as_str()));
    if !same || state.settings.clock.now() - flow.began > PATIENCE {
        return Err(stale_sign_in());
    }
    if let Some(error) = error {
        return Err(crate::remote::identity::flaw::refused(&error));
    }
    let code = code.ok_or_else(stale_sign_in)?;
    let begun = flow.begun.clone();
    let person = state.pool.run(move || provider.complete(&begun, &code, from.as_deref())).await?;
    let account = account_of(state, &person).await?;
    let present = begin(state, account, Some(person.hint)).await?;
    let cookies = vec![cookie::set(state, &present.secret, LONGEST), flow_cookie(state, String::new(), 0)];
    Ok((cookies, flow.next))
}

/// The account of somebody: known from before, or made for their work address and waiting for them.
async fn account_of(state: &State, person: &Person) -> Result<Account, Fault> {
    let accounts = accounts::store(state)?;
    let known = accounts.by_subject(&person.subject).await.map_err(|cause| accounts_unavailable(&cause))?;
    let found = match known {
        Some(account) => Some(account),
        None => first_time(state, person).await?,
    };
    found.filter(|account| !account.disabled).ok_or_else(|| no_account(&person.subject))
}

async fn first_time(state: &State, person: &Person) -> Result<Option<Account>, Fault> {
    let accounts = accounts::store(state)?;
    let Some(login) = person.email.as_ref().and_then(|email| email.parse::<Login>().ok()) else { return Ok(None) };
    let Some((account, _)) = accounts.by_login(&login).await.map_err(|cause| accounts_unavailable(&cause))? else { return Ok(None) };
    let line = event(state.settings.clock.now(), Actor::Account(account.id), "account bound", &account.id.to_string());
    let bound = accounts.change(account.id, &Change::Subject(person.subject.clone()), &line).await;
    // One that is bound to somebody else already stays theirs, whoever has the address now.
    Ok(bound.map_err(|cause| accounts_unavailable(&cause))?.then_some(account))
}

async fn refuse(state: &State, lang: Lang, fault: &Fault) -> Answer {
    if let Some(accounts) = state.settings.accounts.as_ref() {
        let line = event(state.settings.clock.now(), Actor::Nobody, "sign-in refused", &fault.code);
        accounts.log(&[line]).await.map_err(|cause| accounts_unavailable(&cause))?;
    }
    let mut response = refused_page(state, lang, fault);
    add_cookie(&mut response, &flow_cookie(state, String::new(), 0));
    Ok(response)
}

/// Where the session ends at the provider's as well, when it began there.
///
/// # Errors
/// `identity-unreachable`.
pub async fn end(request: &HttpRequest, state: &State, hint: Option<String>) -> Result<Option<String>, Fault> {
    let (Some(hint), Ok(provider)) = (hint, provider(state)) else { return Ok(None) };
    let (back, word) = (format!("{}/sign-in", base(request, state)), fresh()?);
    state.pool.run(move || provider.end(&hint, &back, &word)).await
}

fn provider(state: &State) -> Result<Arc<Provider>, Fault> {
    state.settings.identity.clone().ok_or_else(no_provider)
}

fn drawn() -> Result<Secret, Fault> {
    Secret::draw().map_err(|cause| {
        tracing::error!(%cause, "no sign-in can begin");
        internal()
    })
}

fn fresh() -> Result<String, Fault> {
    Ok(drawn()?.reveal().to_owned())
}

fn flow_name(state: &State) -> &'static str {
    if cookie::is_https(state) { "__Host-maillage-sign-in" } else { COOKIE }
}

fn flow_cookie(state: &State, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build(flow_name(state), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(cookie::is_https(state))
        .max_age(Duration::seconds(seconds))
        .finish()
}
