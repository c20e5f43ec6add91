//! Who is asking, and whether they may.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::noticed::Noticed;
use super::refusals::{accounts_unavailable, not_allowed, not_signed_in, too_many_requests, unknown_zone};
use super::{cookie, same_origin};
use crate::access::{Account, AccountId, Actor, Key, Right, Role, Secret, allows};
use crate::api::ask::state;
use crate::api::problem::Refusal;
use crate::api::state::State;
use crate::domain::{Fault, Zone};

/// A session ends when it was not used for so many seconds: two hours.
pub const IDLE: i64 = 2 * 3_600;

/// It ends in any case after so many: half a day.
pub const LONGEST: i64 = 12 * 3_600;

/// How often it is noted that a session is used, in seconds.
const TOUCHED: i64 = 60;

/// Who is asking.
///
/// As an argument of a handler it reads the session or the key of the request. For a request that changes something and comes
/// with a session, it refuses what does not come from our own pages: `cross-site`.
#[derive(Debug)]
pub struct Who {
    standing: Standing,
    noticed: Noticed,
}

#[derive(Debug)]
enum Standing {
    Public,
    Key(Key),
    Account(Box<Present>),
}

/// Somebody with a session under way.
#[derive(Debug)]
pub struct Present {
    /// Their account.
    pub account: Account,
    /// The secret of the session.
    pub secret: Secret,
    /// When the session ends at the latest, in seconds since 1970.
    pub ends: i64,
}

impl Who {
    /// Reads who sent a request, without asking where it comes from.
    ///
    /// # Errors
    /// `bad-key`, or `accounts-unavailable`.
    pub async fn of(request: &HttpRequest) -> Result<Self, Fault> {
        let (state, noticed) = (state(request), Noticed::of(request));
        let standing = match super::gate::key_of(request) {
            Some(key) => Standing::Key(key),
            None => present(request, &state).await?.map_or(Standing::Public, |present| Standing::Account(Box::new(present))),
        };
        Ok(Self { standing, noticed })
    }

    /// What they are.
    pub fn role(&self) -> Role {
        match &self.standing {
            Standing::Public => Role::Public,
            Standing::Key(_) => Role::Researcher,
            Standing::Account(present) => present.account.role,
        }
    }

    /// Their account's number, which stands for them in the log and for keys of one's own; none without an account.
    pub fn agent(&self) -> Option<AccountId> {
        self.present().map(|present| present.account.id)
    }

    /// The team whose notes they share.
    pub fn team(&self) -> Option<&str> {
        self.present().and_then(|present| present.account.team.as_deref())
    }

    /// Their session, when they have an account.
    pub fn present(&self) -> Option<&Present> {
        match &self.standing {
            Standing::Account(present) => Some(present),
            Standing::Public | Standing::Key(_) => None,
        }
    }

    /// How they stand in the log.
    pub fn actor(&self) -> Actor {
        match &self.standing {
            Standing::Public => Actor::Nobody,
            Standing::Key(key) => Actor::Key(key.id),
            Standing::Account(present) => Actor::Account(present.account.id),
        }
    }

    /// Whether they have a right, somewhere at least.
    pub fn may(&self, right: Right) -> bool {
        let in_scope = match &self.standing {
            Standing::Key(key) => key.scope.holds(right),
            Standing::Public | Standing::Account(_) => true,
        };
        in_scope && allows(self.role(), right)
    }

    /// Refuses whoever does not have a right. What is refused to somebody goes into the log.
    ///
    /// # Errors
    /// `not-signed-in` (401) to the public, `not-allowed` (403) to others.
    pub fn must(&self, right: Right) -> Result<(), Fault> {
        if self.may(right) {
            return Ok(());
        }
        if matches!(self.standing, Standing::Public) {
            return Err(not_signed_in());
        }
        self.notice("refused", right.code());
        Err(not_allowed(right))
    }

    /// Refuses whoever does not have a right in this very zone. Another's territory is as if it were not there.
    ///
    /// # Errors
    /// Those of [`Who::must`], and `unknown-zone` (404).
    pub fn must_in(&self, right: Right, zone: &Zone) -> Result<(), Fault> {
        self.must(right)?;
        if self.holds(zone) {
            return Ok(());
        }
        self.notice("foreign", &format!("{} {}", right.code(), zone.code));
        Err(unknown_zone(zone.code.as_str()))
    }

    /// Whether a zone lies in their territory; asking is no line of the log.
    pub fn holds(&self, zone: &Zone) -> bool {
        self.present().is_some_and(|present| present.account.territory.holds(zone))
    }

    /// Puts a line into the log that goes with the answer: it is on disk before the answer leaves.
    pub fn notice(&self, what: &'static str, about: &str) {
        self.noticed.add(self.actor(), what, about.to_owned());
    }
}

impl FromRequest for Who {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let who = Self::of(&request).await?;
            if let Some(present) = who.present().filter(|_| !request.method().is_safe()) {
                let state = state(&request);
                same_origin::check(&request, &state, &present.secret)?;
                let hash = present.secret.hash();
                let turned = |wait: std::time::Duration| {
                    let seconds = wait.as_secs() + 1;
                    Refusal::waiting(too_many_requests(seconds), seconds)
                };
                state.gate.buckets.of_session(hash.as_str()).map_err(turned)?;
            }
            Ok(who)
        })
    }
}

/// Whoever a request's cookie names, while the session lasts and the account is open.
async fn present(request: &HttpRequest, state: &State) -> Result<Option<Present>, Fault> {
    let (Some(accounts), Some(secret)) = (state.settings.accounts.as_ref(), cookie::read(request, state)) else { return Ok(None) };
    let hash = secret.hash();
    let found = accounts.session(&hash).await.map_err(|cause| accounts_unavailable(&cause))?;
    let now = state.settings.clock.now();
    let Some(session) = found.filter(|session| now < session.made + LONGEST && now < session.used + IDLE && !session.account.disabled)
    else {
        return Ok(None);
    };
    if now - session.used >= TOUCHED {
        let accounts = Arc::clone(accounts);
        // Nobody waits for it: an import may hold the database for a while.
        actix_web::rt::spawn(async move {
            if let Err(cause) = accounts.touch(&hash, now).await {
                tracing::warn!(%cause, "the use of a session was not noted");
            }
        });
    }
    Ok(Some(Present { account: session.account, secret, ends: session.made + LONGEST }))
}
