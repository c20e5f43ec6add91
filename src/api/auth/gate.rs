//! The gate before every handler: not too many at once, not too often from one address, and a key that opens something.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest};
use quick_cache::sync::Cache;

use super::address;
use super::limits::{Buckets, Limits};
use super::refusals::{accounts_unavailable, bad_key, quota_spent, too_busy, too_many_requests};
use crate::access::{Key, KeyId, KeySecret, SecretHash};
use crate::api::ask::state;
use crate::api::state::State;
use crate::api::{manners, problem};
use crate::domain::Fault;

/// For how many seconds a key is believed without asking again: one revoked by a command is refused so much later at most.
const BELIEVED: i64 = 30;

/// Keys remembered at most.
const REMEMBERED: usize = 10_000;

const DAY: i64 = 86_400;

/// What the gate remembers.
pub struct Gate {
    /// The buckets that requests are taken out of.
    pub buckets: Buckets,
    reading: Places,
    /// Apart from those that read: bodies that come slowly must not keep readers out.
    sending: Places,
    keys: Cache<SecretHash, (Option<Key>, i64)>,
    /// Requests taken out of the quota of a day and not yet used.
    purses: Cache<KeyId, (i64, i64)>,
}

impl Gate {
    /// A gate that nobody has come through.
    pub fn new(limits: &Limits) -> Self {
        Self {
            buckets: Buckets::new(limits),
            reading: Places::new(limits.under_way),
            sending: Places::new(limits.under_way.div_ceil(4)),
            keys: Cache::new(REMEMBERED),
            purses: Cache::new(REMEMBERED),
        }
    }

    /// Asks the store again about every key.
    pub fn forget_keys(&self) {
        self.keys.clear();
    }

    fn enter(&self, method: &Method) -> Option<Passage<'_>> {
        if method.is_safe() { self.reading.enter() } else { self.sending.enter() }
    }
}

/// So many requests at once.
struct Places {
    taken: AtomicUsize,
    most: usize,
}

impl Places {
    const fn new(most: usize) -> Self {
        Self { taken: AtomicUsize::new(0), most }
    }

    fn enter(&self) -> Option<Passage<'_>> {
        let before = self.taken.fetch_add(1, Ordering::Relaxed);
        let passage = Passage(&self.taken);
        (before < self.most).then_some(passage)
    }
}

/// A request under way.
struct Passage<'a>(&'a AtomicUsize);

impl Drop for Passage<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A refusal, and how long to wait.
struct Turned {
    fault: Fault,
    wait: Option<u64>,
}

impl From<Fault> for Turned {
    fn from(fault: Fault) -> Self {
        Self { fault, wait: None }
    }
}

impl Turned {
    fn for_a_while(fault: impl FnOnce(u64) -> Fault, wait: Duration) -> Self {
        let seconds = wait.as_secs() + 1;
        Self { fault: fault(seconds), wait: Some(seconds) }
    }
}

/// The key that a request came with, once the gate found it good.
pub fn key_of(request: &HttpRequest) -> Option<Key> {
    request.extensions().get::<Key>().cloned()
}

/// Lets a request in, or turns it away before anything is worked out for it. Whether the process lives is always told.
pub async fn let_in(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.path() == "/healthz" {
        return next.call(request).await;
    }
    let state = state(request.request());
    let Some(_passage) = state.gate.enter(request.method()) else { return Ok(turned_away(request, &Turned::from(too_busy()))) };
    match checked(request.request(), &state).await {
        Ok(key) => {
            if let Some(key) = key {
                request.extensions_mut().insert(key);
            }
            next.call(request).await
        }
        Err(turned) => Ok(turned_away(request, &turned)),
    }
}

fn turned_away(request: ServiceRequest, turned: &Turned) -> ServiceResponse<BoxBody> {
    let (request, _) = request.into_parts();
    let mut response = problem::response(&request, &turned.fault, manners::language(&request));
    if let Some(seconds) = turned.wait {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    }
    let mut response = ServiceResponse::new(request, response);
    manners::protect(&mut response);
    response
}

async fn checked(request: &HttpRequest, state: &State) -> Result<Option<Key>, Turned> {
    let Some(given) = request.headers().get(header::AUTHORIZATION) else {
        of_address(request, state)?;
        return Ok(None);
    };
    let words = given.to_str().unwrap_or_default();
    let (scheme, rest) = words.split_once(' ').unwrap_or((words, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        // Another scheme is for the proxy before us, and says nothing here.
        of_address(request, state)?;
        return Ok(None);
    }
    let Some(key) = good_key(state, rest.trim()).await? else {
        // Who tries keys is counted like anybody.
        of_address(request, state)?;
        return Err(bad_key().into());
    };
    state.gate.buckets.of_key(key.id).map_err(|wait| Turned::for_a_while(too_many_requests, wait))?;
    spend(state, &key).await?;
    Ok(Some(key))
}

fn of_address(request: &HttpRequest, state: &State) -> Result<(), Turned> {
    let Some(address) = address::limited(request, state) else { return Ok(()) };
    state.gate.buckets.of_address(address).map_err(|wait| Turned::for_a_while(too_many_requests, wait))
}

/// The key of these words, when it opens something now.
async fn good_key(state: &State, words: &str) -> Result<Option<Key>, Fault> {
    let (Some(secret), Some(accounts)) = (KeySecret::given(words), state.settings.accounts.as_ref()) else { return Ok(None) };
    let (hash, now) = (secret.hash(), state.settings.clock.now());
    let known = state.gate.keys.get(&hash).filter(|(_, asked)| (0..BELIEVED).contains(&(now - asked)));
    let key = if let Some((key, _)) = known {
        key
    } else {
        let key = accounts.key(&hash).await.map_err(|cause| accounts_unavailable(&cause))?;
        state.gate.keys.insert(hash, (key.clone(), now));
        key
    };
    Ok(key.filter(|key| key.is_good(now)))
}

/// Takes one request out of a key's day. The store is asked for a hundredth of the day at a time: a server that stops loses no
/// more than that, and the quota is never exceeded.
async fn spend(state: &State, key: &Key) -> Result<(), Turned> {
    let Some(accounts) = state.settings.accounts.as_ref() else { return Ok(()) };
    let now = state.settings.clock.now();
    let day = now.div_euclid(DAY);
    let (of, mut left) = state.gate.purses.get(&key.id).unwrap_or((day, 0));
    if of != day {
        left = 0;
    }
    if left == 0 {
        left = accounts.spend(key.id, day, (key.quota / 100).max(1)).await.map_err(|cause| accounts_unavailable(&cause))?;
    }
    if left == 0 {
        let rest = Duration::from_secs(((day + 1) * DAY - now).unsigned_abs());
        return Err(Turned::for_a_while(|_| quota_spent(key.quota), rest));
    }
    state.gate.purses.insert(key.id, (day, left - 1));
    Ok(())
}
