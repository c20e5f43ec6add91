//! `POST /plans/sites` and `POST /plans/rounds`: plans as jobs, in the shape of OGC API Processes.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Path, Payload, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::Answer;
use super::app::{Part, no_links};
use super::ask::Ask;
use super::here::{Here, Link};
use super::jobs::{Job, Status, name};
use super::media::Media;
use super::members::{self, Members};
use super::plan_body;
use super::prepared::Prepared;
use super::problem::internal;
use super::route::{read, read_and_remove, submit};
use super::told::Told;
use super::{intake, workings::Workings};
use crate::diagnosis::plans::Watch;
use crate::diagnosis::plans::rounds::{Round, Unmet, rounds as plan_round};
use crate::diagnosis::plans::sites::{SitesPlan, sites as plan_sites};
use crate::domain::{Audience, Fault, Geography, Mode, Text, Theme};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

/// `Prefer: wait` waits at most so long.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

fn routes(config: &mut ServiceConfig) {
    config.service(submit("/plans/sites", sites));
    config.service(submit("/plans/rounds", rounds));
    config.service(read("/plans/{job}/results", results));
    config.service(read_and_remove("/plans/{job}", status, dismiss));
}

/// How a job stands, after OGC API Processes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusInfo {
    /// `sites` or `rounds`.
    #[serde(rename = "processID")]
    process: &'static str,
    /// Always `process`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The name of the job.
    #[serde(rename = "jobID")]
    job: String,
    /// How it stands.
    status: Status,
    /// How far it is, in hundredths.
    #[schema(maximum = 100)]
    progress: u32,
    /// The same in words.
    message: Text,
    /// Where it and its result lie.
    links: Vec<Link>,
}

impl StatusInfo {
    fn of(job: &Job, here: &Here) -> Self {
        let own = format!("/plans/{}", job.id);
        let link = |path: &str, rel| Link::new(here.address(path), rel, "application/json", job.process);
        let mut links = vec![link(&own, "self")];
        if job.status() == Status::Successful {
            links.push(link(&format!("{own}/results"), "http://www.opengis.net/def/rel/ogc/1.0/results"));
        }
        Self {
            process: job.process,
            kind: "process",
            job: job.id.clone(),
            status: job.status(),
            progress: job.progress(),
            message: message(job),
            links,
        }
    }
}

fn message(job: &Job) -> Text {
    match job.status() {
        Status::Accepted => Text::new("en attente", "waiting"),
        Status::Running => Text::new("en cours", "under way"),
        Status::Successful => Text::new("fini", "done"),
        Status::Dismissed => Text::new("abandonné", "dismissed"),
        Status::Failed => job.fault().map_or_else(|| Text::same(""), |fault| fault.message.clone()),
    }
}

/// A finished plan.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes results that are kept as bytes")]
enum Plan {
    /// Of places.
    Sites(Box<Told<SitesPlan>>),
    /// Of a round.
    Round(Box<Told<Round>>),
}

/// The shape of the body of `POST /plans/sites`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct SitesBody {
    /// The theme of the places.
    theme: Theme,
    /// The zones to speak of; the finest when not given.
    geography: Option<Geography>,
    /// For whom.
    audience: Option<Audience>,
    /// A moment of an ordinary week at which services must be open to count.
    #[schema(example = "tue-18:30", pattern = "^(mon|tue|wed|thu|fri|sat|sun)-([01][0-9]|2[0-3]):[0-5][0-9]$")]
    at: Option<String>,
    /// How people travel; on foot when not given.
    mode: Option<Mode>,
    /// The longest way, in minutes; 30 when not given.
    #[schema(minimum = 1, maximum = 120)]
    limit: Option<f64>,
    /// How many places; 1 when not given.
    #[schema(minimum = 1, maximum = 50)]
    count: Option<u32>,
}

/// The shape of the body of `POST /plans/rounds`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct RoundsBody {
    /// The theme of the need to meet.
    theme: Theme,
    /// Where the team leaves from: longitude and latitude.
    #[schema(min_items = 2, max_items = 2)]
    start: Vec<f64>,
    /// How long the round may take, in minutes; 180 when not given.
    #[schema(minimum = 15, maximum = 720)]
    minutes: Option<f64>,
    /// How long a stop takes, in minutes; 20 when not given.
    #[schema(minimum = 1, maximum = 240)]
    stop_minutes: Option<f64>,
    /// Whether the team comes back to where it left from; yes when not given.
    r#return: Option<bool>,
    /// The zones to speak of; the finest when not given.
    geography: Option<Geography>,
    /// How the team travels, and people to services; on foot when not given.
    mode: Option<Mode>,
    /// The longest way of people to services, in minutes; 30 when not given.
    #[schema(minimum = 1, maximum = 120)]
    limit: Option<f64>,
}

/// Plans where to open places so that the most people who have none within reach get one.
///
/// A job: `Prefer: wait=5` answers with the plan when it is done in so many seconds. The same request about the same state
/// of the data is the same job.
#[utoipa::path(
    post,
    path = "/plans/sites",
    tag = "Territory",
    request_body(description = "What to plan", content = SitesBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The plan, when it was waited for", body = Told<SitesPlan>),
        (status = 201, description = "The job", body = StatusInfo),
        (status = 404), (status = 413), (status = 415), (status = 422), (status = 503),
    ),
)]
pub async fn sites(request: HttpRequest, payload: Payload, ask: Ask) -> Answer {
    planned(&request, payload, ask, "sites", plan_body::sites, |prepared, query, job| {
        let Workings { atlas, ways, .. } = &*prepared.workings;
        let standing = prepared.workings.standing(&query.coverage)?;
        job.reached(10);
        plan_sites(atlas, ways.of(query.coverage.mode), query, &standing, job)
    })
    .await
}

/// Plans a round of outreach: from a start, in so much time, the stops that meet the most unmet need.
///
/// A job, as `POST /plans/sites`.
#[utoipa::path(
    post,
    path = "/plans/rounds",
    tag = "Territory",
    request_body(description = "What to plan", content = RoundsBody, content_type = "application/json"),
    responses(
        (status = 200, description = "The round, when it was waited for", body = Told<Round>),
        (status = 201, description = "The job", body = StatusInfo),
        (status = 404), (status = 413), (status = 415), (status = 422), (status = 503),
    ),
)]
pub async fn rounds(request: HttpRequest, payload: Payload, ask: Ask) -> Answer {
    planned(&request, payload, ask, "rounds", plan_body::rounds, |prepared, query, job| {
        let workings = &prepared.workings;
        let findings = workings.findings(query.coverage.geography)?;
        let standing = workings.standing(&query.coverage)?;
        job.reached(10);
        let known = Unmet { assessment: &standing.assessment, take_up: findings.take_up.as_ref() };
        plan_round(&prepared.atlas, workings.ways.of(query.coverage.mode), query, &known, job)
    })
    .await
}

/// Says how a job stands.
#[utoipa::path(
    get,
    path = "/plans/{job}",
    tag = "Territory",
    params(("job" = String, Path, description = "The name of the job", example = "8b1f0c2d3e4f5a6b8b1f0c2d3e4f5a6b")),
    responses((status = 200, description = "How it stands", body = StatusInfo), (status = 404)),
)]
pub async fn status(ask: Ask, job: Path<String>) -> Answer {
    ask.media(&[Media::Json])?;
    let job = ask.state.jobs.get(&job)?;
    Ok(told(StatusCode::OK, &StatusInfo::of(&job, &ask.here)))
}

/// Tells a job to stop.
#[utoipa::path(
    delete,
    path = "/plans/{job}",
    tag = "Territory",
    params(("job" = String, Path, description = "The name of the job", example = "8b1f0c2d3e4f5a6b8b1f0c2d3e4f5a6b")),
    responses((status = 200, description = "It is dismissed", body = StatusInfo), (status = 404)),
)]
pub async fn dismiss(ask: Ask, job: Path<String>) -> Answer {
    ask.media(&[Media::Json])?;
    let job = ask.state.jobs.get(&job)?;
    job.dismiss();
    Ok(told(StatusCode::OK, &StatusInfo::of(&job, &ask.here)))
}

/// Gives the result of a job that is done.
#[utoipa::path(
    get,
    path = "/plans/{job}/results",
    tag = "Territory",
    params(("job" = String, Path, description = "The name of the job", example = "8b1f0c2d3e4f5a6b8b1f0c2d3e4f5a6b")),
    responses((status = 200, description = "The plan: of places, or of a round", body = Plan), (status = 404), (status = 409), (status = 410), (status = 422)),
)]
pub async fn results(ask: Ask, job: Path<String>) -> Answer {
    ask.media(&[Media::Json])?;
    let job = ask.state.jobs.get(&job)?;
    Ok(done(&job)?)
}

/// Reads what is to be planned and plans it as a job: the one waited for, or how it stands.
async fn planned<Q: Send + 'static, P: Serialize>(
    request: &HttpRequest,
    payload: Payload,
    ask: Ask,
    process: &'static str,
    read: impl FnOnce(&Members<'_>, &plan_body::Loaded<'_>) -> Result<Q, Fault>,
    plan: impl FnOnce(&Prepared, &Q, &Job) -> Result<P, Fault> + Send + 'static,
) -> Answer {
    intake::check_json(request)?;
    ask.media(&[Media::Json])?;
    let body = members::json(&intake::whole(request, payload).await?)?;
    let query = read(&Members::of(&body, "")?, &|asked| ask.prepared.geography(asked))?;
    let prepared = ask.prepared.clone();
    let id = name(process, prepared.atlas.id.as_str(), &body);
    let job = ask.state.jobs.begin(id, process, move |job| written(&prepared, plan(&prepared, &query, job)?))?;
    if let Some(seconds) = wanted_wait(request) {
        job.wait(seconds).await;
        if !matches!(job.status(), Status::Accepted | Status::Running) {
            return Ok(done(&job)?);
        }
    }
    let mut response = told(StatusCode::CREATED, &StatusInfo::of(&job, &ask.here));
    if let Ok(location) = header::HeaderValue::from_str(&ask.here.address(&format!("/plans/{}", job.id))) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// The seconds of `Prefer: wait=…` (RFC 7240), as many as are granted.
fn wanted_wait(request: &HttpRequest) -> Option<Duration> {
    let prefer = request.headers().get("prefer")?.to_str().ok()?;
    let preferences = prefer.split([',', ';']).map(str::trim);
    let seconds = preferences.filter_map(|preference| preference.strip_prefix("wait=")).find_map(|seconds| seconds.parse().ok())?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

fn done(job: &Job) -> Result<HttpResponse, Fault> {
    Ok(json(StatusCode::OK, job.result()?.to_vec()))
}

fn written<T: Serialize>(prepared: &Prepared, plan: T) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(&Told::new(prepared, plan)).map_err(|cause| {
        tracing::error!(%cause, "a plan could not be written");
        internal()
    })
}

fn told(status: StatusCode, value: &impl Serialize) -> HttpResponse {
    json(status, serde_json::to_vec(value).unwrap_or_default())
}

fn json(status: StatusCode, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes)
}
