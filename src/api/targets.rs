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
use crate::diagnosis::targets::components::{Components, Firmness, Stability, components as parts, stability as firm};
use crate::diagnosis::targets::{Targets, TargetsQuery, Weights, targets_knowing};
use crate::domain::{Fault, Geography, Minutes, Mode, Text, Theme};
use crate::export;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links };

/// Targets told when `limit` does not say.
const USUAL_COUNT: usize = 20;

/// Draws of weights when `draws` does not say.
const USUAL_DRAWS: u32 = 1_000;

/// The largest weight taken: more says nothing more.
const LARGEST_WEIGHT: f64 = 1e6;

fn routes(config: &mut ServiceConfig) {
    config.service(read("/targets", get));
    config.service(read("/targets/components", components));
    config.service(read("/targets/stability", stability));
}

fn links(here: &Here) -> Vec<Link> {
    vec![Link::new(here.address("/targets"), "related", "application/json", title(here))]
}

fn title(here: &Here) -> String {
    Text::new("Où agir d’abord ?", "Where to act first?").get(here.lang).to_owned()
}

/// What every question about targets rests on.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read one by one, so that each fault names its parameter")]
struct Ground {
    /// One theme; all together when not given
    theme: Option<Theme>,
    /// The zones; the finest when not given
    geography: Option<Geography>,
    /// How people travel to services; on foot when not given
    mode: Option<Mode>,
    /// A longer way than so many minutes is no access; 30 when not given
    #[param(minimum = 1, maximum = 120)]
    within: Option<f64>,
}

/// The question with every component counting alike.
fn unweighted(params: &Params, prepared: &Prepared) -> Result<TargetsQuery, Fault> {
    Ok(TargetsQuery {
        geography: prepared.geography(params.parse("geography")?)?,
        theme: params.parse("theme")?,
        weights: Weights::EQUAL,
        mode: params.parse("mode")?.unwrap_or(Mode::Walk),
        limit_minutes: params.number("within", 1.0..=120.0)?.map_or(USUAL_LIMIT, Minutes),
    })
}

fn query(params: &Params, prepared: &Prepared) -> Result<TargetsQuery, Fault> {
    let weight = |name| Ok::<_, Fault>(params.number(name, 0.0..=LARGEST_WEIGHT)?.unwrap_or(1.0));
    let weights = Weights { need: weight("need")?, gap: weight("gap")?, take_up: weight("take_up")? };
    Ok(TargetsQuery { weights, ..unweighted(params, prepared)? })
}

/// Ranks the zones where to act first, with what makes their score and what to do.
#[utoipa::path(
    get,
    path = "/targets",
    tag = "Territory",
    params(
        Ground,
        ("need" = Option<f64>, Query, description = "How much social need counts; 1 when not given", minimum = 0, maximum = 1_000_000),
        ("gap" = Option<f64>, Query, description = "How much the shortfall of access counts; 1 when not given", minimum = 0, maximum = 1_000_000),
        ("take_up" = Option<f64>, Query, description = "How much probable non-take-up counts; 1 when not given", minimum = 0, maximum = 1_000_000),
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

fn find_components(prepared: &Prepared, query: &TargetsQuery) -> Result<Components, Fault> {
    let findings = prepared.workings.findings(query.geography)?;
    parts(&prepared.atlas, prepared.workings.ways.of(query.mode), query, findings.known())
}

/// Tells the components of every zone's score, so that scores and ranks can be worked out for any weights.
///
/// Columns, zones in the order of their codes. The method says the formula.
#[utoipa::path(
    get,
    path = "/targets/components",
    tag = "Territory",
    params(Ground),
    responses(
        (status = 200, description = "The components", content((Told<Components> = "application/json"), (String = "text/html"))),
        (status = 404),
    ),
)]
pub async fn components(ask: Ask) -> Answer {
    let query = unweighted(&ask.params, &ask.prepared)?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    ask.tell(media, Cost::Heavy, title, move |prepared, _| Ok(Told::new(prepared, find_components(prepared, &query)?))).await
}

/// Tells how firm ranks are when weights are anything at all: how often each zone stays at the top.
///
/// Columns, zones in the order of their ranks under equal weights.
#[utoipa::path(
    get,
    path = "/targets/stability",
    tag = "Territory",
    params(
        Ground,
        ("top" = Option<u32>, Query, description = "How long the top of the list is; 20 when not given", minimum = 1, maximum = 1000),
        ("draws" = Option<u32>, Query, description = "Draws of weights; 1,000 when not given. Fewer are made where zones are very many, and said", minimum = 10, maximum = 10000),
    ),
    responses(
        (status = 200, description = "How firm ranks are", content((Told<Stability> = "application/json"), (String = "text/html"))),
        (status = 404),
    ),
)]
pub async fn stability(ask: Ask) -> Answer {
    let query = unweighted(&ask.params, &ask.prepared)?;
    let asked = Firmness {
        top: ask.params.number("top", 1..=1_000)?.unwrap_or(USUAL_COUNT as u32),
        draws: ask.params.number("draws", 10..=10_000)?.unwrap_or(USUAL_DRAWS),
    };
    let media = ask.media(&[Media::Json, Media::Html])?;
    ask.tell(media, Cost::Heavy, title, move |prepared, _| {
        Ok(Told::new(prepared, firm(&prepared.atlas, find_components(prepared, &query)?, asked)?))
    })
    .await
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
