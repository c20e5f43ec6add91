//! What of a request goes into the log of who did what: refusals, and readings that the law or a convention wants to see. It is
//! on disk before the answer leaves.

use std::cell::RefCell;
use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};

use super::refusals::accounts_unavailable;
use crate::access::{Actor, event};
use crate::api::ask::state;
use crate::api::problem::Refusal;

/// Who, what, about what.
type Notice = (Actor, &'static str, String);

/// The lines a request has earned so far.
#[derive(Debug, Clone, Default)]
pub struct Noticed(Rc<RefCell<Vec<Notice>>>);

impl Noticed {
    /// Those of a request.
    pub fn of(request: &HttpRequest) -> Self {
        let mut extensions = request.extensions_mut();
        if let Some(noticed) = extensions.get::<Self>() {
            return noticed.clone();
        }
        let noticed = Self::default();
        extensions.insert(noticed.clone());
        noticed
    }

    /// Adds one.
    pub fn add(&self, who: Actor, what: &'static str, about: String) {
        self.0.borrow_mut().push((who, what, about));
    }
}

/// Keeps what was noticed of a request. When the log cannot be written, the answer is not given.
pub async fn keep(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(request).await?;
    let noticed = response.request().extensions().get::<Noticed>().map(|noticed| noticed.0.take()).unwrap_or_default();
    if noticed.is_empty() {
        return Ok(response);
    }
    let state = state(response.request());
    let Some(accounts) = state.settings.accounts.as_ref() else { return Ok(response) };
    let (now, request) = (state.settings.clock.now(), response.request().clone());
    let place = format!("{} {}", request.method(), request.match_pattern().unwrap_or_default());
    let lines: Vec<_> = noticed.into_iter().map(|(who, what, about)| event(now, who, what, &format!("{place} {about}"))).collect();
    match accounts.log(&lines).await {
        Ok(()) => Ok(response),
        Err(cause) => {
            let refusal = Refusal::from(accounts_unavailable(&cause));
            Ok(ServiceResponse::new(request, HttpResponse::from_error(refusal)))
        }
    }
}
