//! `GET /audit`: the log of who did what, for who watches over secrecy.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::accounts::store;
use super::lists::Line;
use super::refusals::accounts_unavailable;
use super::sessions::told;
use super::who::Who;
use crate::access::Right;
use crate::api::answer::Answer;
use crate::api::ask::state;
use crate::api::media;
use crate::api::params::Params;

/// Lines given when nothing else is asked for.
const USUAL: i64 = 100;

/// Lines of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page {
    /// The number of the last line there is.
    last: i64,
    /// The hash of the last line given: write it down elsewhere, and `maillage audit verify --head` tells later whether a line
    /// was changed since.
    head: Option<String>,
    /// The lines, in order. Their absence at the beginning is told by a line `checkpoint`.
    lines: Vec<Line>,
}

/// Reads the log: sign-ins, refusals, what was done to accounts and keys, readings of exact counts. Reading it is a line of it.
#[utoipa::path(
    get,
    path = "/audit",
    tag = "Accounts",
    params(
        ("from" = Option<i64>, Query, description = "The number of the first line; the last hundred when not given", minimum = 1, example = "1"),
        ("limit" = Option<i64>, Query, description = "How many lines, from 1 to 1000; 100 when not given", minimum = 1, maximum = 1000, example = "100"),
    ),
    responses((status = 200, description = "Lines of the log", body = Page), (status = 401), (status = 403)),
)]
pub async fn get(request: HttpRequest, who: Who) -> Answer {
    who.must(Right::ReadAudit)?;
    let params = Params::read(request.query_string())?;
    media::language(&params, &request)?;
    let (from, limit) = (params.number("from", 1..=i64::MAX)?, params.number("limit", 1..=1_000)?.unwrap_or(USUAL));
    params.finish()?;
    let state = state(&request);
    let accounts = store(&state)?;
    let last = accounts.last_logged().await.map_err(|cause| accounts_unavailable(&cause))?;
    let from = from.unwrap_or((last - limit + 1).max(1));
    let lines = accounts.logged(from, limit).await.map_err(|cause| accounts_unavailable(&cause))?;
    who.notice("audit read", &format!("{from} {limit}"));
    let lines: Vec<_> = lines.iter().map(Line::from).collect();
    Ok(told(StatusCode::OK, &Page { last, head: lines.last().map(|line| line.hash.clone()), lines }))
}
