//! `GET /targets`: where to act first, why, and what to do.

use actix_web::web::ServiceConfig;

use super::answer::{Answer, Cost};
use super::app::Part;
use super::ask::Ask;
use super::features::form::Features;
use super::here::{Here, Link};
use super::media::Media;
use super::params::Params;
use super::prepared::Prepared;
use super::route::read;
use super::rows::{Rows, wants_bom};
use super::told::Told;
use crate::diagnosis::coverage::USUAL_LIMIT;
use crate::diagnosis::targets::{Targets, TargetsQuery, Weights, targets_knowing};
use crate::domain::{Fault, Geography, Minutes, Mode, Text, Theme};
use crate::export;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links };

/// Targets told when `limit` does not say.
const USUAL_COUNT: usize = 20;

/// The largest weight taken: more says nothing more.
const LARGEST_WEIGHT: f64 = 1e6;

fn routes(config: &mut ServiceConfig) {
    config.service(read("/targets", get));
}

fn links(here: &Here) -> Vec<Link> {
    vec![Link::new(here.address("/targets"), "related", "application/json", title(here))]
}

fn title(here: &Here) -> String {
    Text::new("Où agir d’abord ?", "Where to act first?").get(here.lang).to_owned()
}

fn query(params: &Params, prepared: &Prepared) -> Result<TargetsQuery, Fault> {
    let weight = |name| Ok::<_, Fault>(params.number(name, 0.0..=LARGEST_WEIGHT)?.unwrap_or(1.0));
    Ok(TargetsQuery {
        geography: prepared.geography(params.parse("geography")?)?,
        theme: params.parse("theme")?,
        weights: Weights { need: weight("need")?, gap: weight("gap")?, take_up: weight("take_up")? },
        mode: params.parse("mode")?.unwrap_or(Mode::Walk),
        limit_minutes: params.number("within", 1.0..=120.0)?.map_or(USUAL_LIMIT, Minutes),
    })
}

/// Ranks the zones where to act first, with what makes their score and what to do.
#[utoipa::path(
    get,
    path = "/targets",
    tag = "Territory",
    params(
        ("theme" = Option<Theme>, Query, description = "One theme; all together when not given"),
        ("geography" = Option<Geography>, Query, description = "The zones to rank; the finest when not given"),
        ("need" = Option<f64>, Query, description = "How much social need counts; 1 when not given", minimum = 0, maximum = 1_000_000),
        ("gap" = Option<f64>, Query, description = "How much the shortfall of access counts; 1 when not given", minimum = 0, maximum = 1_000_000),
        ("take_up" = Option<f64>, Query, description = "How much probable non-take-up counts; 1 when not given", minimum = 0, maximum = 1_000_000),
        ("mode" = Option<Mode>, Query, description = "How people travel to services; on foot when not given"),
        ("within" = Option<f64>, Query, description = "A longer way than so many minutes is no access; 30 when not given", minimum = 1, maximum = 120),
        ("limit" = Option<u32>, Query, description = "At most so many; 20 when not given", minimum = 1, maximum = 10000),
        ("bom" = Option<u8>, Query, description = "For CSV: 1 begins with the byte order mark that spreadsheets want", minimum = 0, maximum = 1),
    ),
    responses(
        (status = 200, description = "The targets, first to act first", content(
            (Told<Targets> = "application/json"), (Features = "application/geo+json"), (String = "text/csv"), (String = "text/html"),
        )),
        (status = 404),
    ),
)]
pub async fn get(ask: Ask) -> Answer {
    let query = query(&ask.params, &ask.prepared)?;
    let limit = ask.params.number("limit", 1..=10_000)?.unwrap_or(USUAL_COUNT);
    let bom = wants_bom(&ask)?;
    let media = ask.media(&[Media::Json, Media::GeoJson, Media::Csv, Media::Html])?;
    let find = move |prepared: &Prepared| find(prepared, &query, limit);
    match media {
        Media::GeoJson | Media::Csv => {
            ask.rows(media, bom, move |prepared, here| {
                let found = find(prepared)?;
                let table = Box::new(export::targets::table(&prepared.atlas, &found));
                Ok(Rows { table, title: Text::same(title(here)), method: found.method, sources: found.sources })
            })
            .await
        }
        _ => ask.tell(media, Cost::Heavy, title, move |prepared, _| Ok(Told::new(prepared, find(prepared)?))).await,
    }
}

fn find(prepared: &Prepared, query: &TargetsQuery, limit: usize) -> Result<Targets, Fault> {
    let workings = &prepared.workings;
    let findings = workings.findings(query.geography)?;
    let mut found = if findings.targets.query == *query {
        findings.targets.clone()
    } else {
        targets_knowing(&prepared.atlas, workings.ways.of(query.mode), query, findings.known())?
    };
    found.targets.truncate(limit);
    Ok(found)
}
