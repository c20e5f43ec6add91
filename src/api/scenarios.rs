//! `POST /scenarios` and `GET /scenarios`: what services added, moved, closed or open at other hours change.

use actix_web::HttpRequest;
use actix_web::web::{Payload, ServiceConfig};
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::{Answer, Cost};
use super::app::{Part, no_links};
use super::ask::Ask;
use super::features::form::Features;
use super::here::Here;
use super::intake;
use super::media::Media;
use super::members;
use super::params::{Params, bad_parameter};
use super::prepared::Prepared;
use super::route::read_and_submit;
use super::rows::{Rows, wants_bom};
use super::scenario_body::{self, Asked};
use super::told::Told;
use super::vocabulary::AudienceWord;
use crate::diagnosis::scenario::{BetterFor, Scenario, scenario_knowing};
use crate::domain::{Audience, Fault, Geography, Minutes, Mode, Text, Theme};
use crate::export;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

const FORMATS: [Media; 4] = [Media::Json, Media::GeoJson, Media::Csv, Media::Html];

fn routes(config: &mut ServiceConfig) {
    config.service(read_and_submit("/scenarios", get, post));
}

fn title(here: &Here) -> String {
    Text::new("Que change un nouveau lieu ?", "What does a new place change?").get(here.lang).to_owned()
}

/// The shape of the body, for the description of the interface.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct ScenarioBody {
    /// What the scenario is called; it comes back.
    name: Option<String>,
    /// The theme of the services.
    theme: Theme,
    /// The zones to speak of; the finest when not given.
    geography: Option<Geography>,
    /// For whom.
    audience: Option<Audience>,
    /// A moment of an ordinary week.
    #[schema(example = "tue-18:30", pattern = "^(mon|tue|wed|thu|fri|sat|sun)-([01][0-9]|2[0-3]):[0-5][0-9]$")]
    at: Option<String>,
    /// How people travel; on foot when not given.
    mode: Option<Mode>,
    /// The longest way, in minutes; 30 when not given.
    #[schema(minimum = 1, maximum = 120)]
    limit: Option<f64>,
    /// Which added or moved service to look better places for, counted from 0; the last when not given, none when null.
    better_for: Option<u32>,
    /// What changes, at most 20.
    #[schema(max_items = 20)]
    changes: Vec<ChangeBody>,
}

/// One change; `kind` says which members count.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct ChangeBody {
    /// `add`, `move`, `close` or `hours`.
    #[schema(example = "add")]
    kind: String,
    /// The service moved, closed or open at other hours.
    service: Option<String>,
    /// Longitude and latitude of a service added or moved.
    #[schema(min_items = 2, max_items = 2)]
    position: Option<Vec<f64>>,
    /// How many ordinary services an added one counts for; 1 when not given.
    #[schema(minimum = 0.01, maximum = 100)]
    capacity: Option<f64>,
    /// Opening hours, as OpenStreetMap writes them.
    #[schema(example = "Mo-Fr 09:00-17:00")]
    opening: Option<String>,
    /// What an added service is called.
    name: Option<String>,
}

/// Tells what changes of services do: zones before and after, people newly covered and no longer covered by group,
/// and better places nearby.
///
/// The scenario is kept by nobody: the same body over the same state of the data gives the same answer.
#[utoipa::path(
    post,
    path = "/scenarios",
    tag = "Territory",
    params(("bom" = Option<u8>, Query, description = "For CSV: 1 begins with the byte order mark that spreadsheets want", minimum = 0, maximum = 1)),
    request_body(description = "The coverage asked, and what changes", content = ScenarioBody, content_type = "application/json"),
    responses(
        (status = 200, description = "What changes", content(
            (Told<Scenario> = "application/json"), (Features = "application/geo+json"), (String = "text/csv"), (String = "text/html"),
        )),
        (status = 404), (status = 408), (status = 413), (status = 415), (status = 422),
    ),
)]
pub async fn post(request: HttpRequest, payload: Payload, ask: Ask) -> Answer {
    intake::check_json(&request)?;
    let bom = wants_bom(&ask)?;
    let media = ask.media(&FORMATS)?;
    let body = intake::whole(&request, payload).await?;
    let asked = scenario_body::read(&members::json(&body)?)?;
    answer(ask.about(&body), media, bom, asked).await
}

/// The same for a scenario in the address, to share it.
#[utoipa::path(
    get,
    path = "/scenarios",
    tag = "Territory",
    params(
        ("theme" = Theme, Query, description = "The theme of the services", example = "acces-aux-droits"),
        ("changes" = String, Query, description = "What changes: the array of the body, as JSON", example = "[]"),
        ("name" = Option<String>, Query, description = "What the scenario is called; it comes back"),
        ("geography" = Option<Geography>, Query, description = "The zones to speak of; the finest when not given"),
        ("audience" = Option<Audience>, Query, description = "For whom; services reserved to others do not count"),
        ("at" = Option<String>, Query, description = "A moment of an ordinary week; services closed then do not count", example = "tue-18:30", pattern = "^(mon|tue|wed|thu|fri|sat|sun)-([01][0-9]|2[0-3]):[0-5][0-9]$"),
        ("mode" = Option<Mode>, Query, description = "How people travel; on foot when not given"),
        ("limit" = Option<f64>, Query, description = "The longest way, in minutes; 30 when not given", minimum = 1, maximum = 120),
        ("better_for" = Option<String>, Query, description = "Which added or moved service to look better places for, counted from 0; the last when not given, none for `none`", pattern = "^([0-9]{1,2}|none)$"),
        ("bom" = Option<u8>, Query, description = "For CSV: 1 begins with the byte order mark that spreadsheets want", minimum = 0, maximum = 1),
    ),
    responses(
        (status = 200, description = "What changes", content(
            (Told<Scenario> = "application/json"), (Features = "application/geo+json"), (String = "text/csv"), (String = "text/html"),
        )),
        (status = 404), (status = 422),
    ),
)]
pub async fn get(ask: Ask) -> Answer {
    let asked = of_address(&ask.params)?;
    let bom = wants_bom(&ask)?;
    let media = ask.media(&FORMATS)?;
    answer(ask, media, bom, asked).await
}

fn of_address(params: &Params) -> Result<Asked, Fault> {
    let changes = params.word("changes").ok_or_else(|| super::params::missing("changes"))?;
    let changes: Value = members::json(changes.as_bytes()).map_err(|fault| fault.in_column("changes"))?;
    let better_for = match params.word("better_for") {
        None => BetterFor::Last,
        Some("none") => BetterFor::Nobody,
        Some(index) => BetterFor::Change(index.parse().map_err(|_words| {
            let expected = Text::new("attendu : un rang compté à partir de 0, ou none", "expected a place counted from 0, or none");
            bad_parameter("better_for", index, expected)
        })?),
    };
    Ok(Asked {
        name: params.word("name").map(str::to_owned),
        theme: params.required("theme")?,
        geography: params.parse("geography")?,
        audience: params.parse("audience")?.map(|AudienceWord(audience)| audience),
        at: params.parse("at")?,
        mode: params.parse("mode")?,
        limit: params.number("limit", 1.0..=120.0)?.map(Minutes),
        changes: scenario_body::changes(&changes)?,
        better_for,
    })
}

async fn answer(ask: Ask, media: Media, bom: bool, asked: Asked) -> Answer {
    let find = move |prepared: &Prepared| find(prepared, asked);
    match media {
        Media::GeoJson | Media::Csv => {
            ask.rows(media, bom, move |prepared, here| {
                let found = find(prepared)?;
                let title = Text::same(found.name.clone().unwrap_or_else(|| title(here)));
                let table = Box::new(export::scenario::table(&prepared.atlas, &found));
                Ok(Rows { table, title, method: found.method, sources: found.sources })
            })
            .await
        }
        _ => ask.tell(media, Cost::Heavy, title, move |prepared, _| Ok(Told::new(prepared, find(prepared)?))).await,
    }
}

fn find(prepared: &Prepared, asked: Asked) -> Result<Scenario, Fault> {
    let geography = prepared.geography(asked.geography)?;
    let query = asked.over(geography);
    let standing = prepared.workings.standing(&query.coverage)?;
    scenario_knowing(&prepared.atlas, prepared.workings.ways.of(query.coverage.mode), &query, &standing)
}
