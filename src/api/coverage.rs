//! `GET /coverage`: who is far from the services of a theme, and why.

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
use super::vocabulary::AudienceWord;
use crate::diagnosis::coverage::{Coverage, CoverageQuery, USUAL_LIMIT};
use crate::domain::{Audience, Fault, Geography, Minutes, Mode, Text, Theme};
use crate::export;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/coverage", get));
}

fn links(here: &Here) -> Vec<Link> {
    vec![Link::new(here.address("/coverage?theme=acces-aux-droits"), "related", "application/json", title(here))]
}

fn title(here: &Here) -> String {
    Text::new("Qui est loin d’un service ?", "Who is far from a service?").get(here.lang).to_owned()
}

fn query(params: &Params, prepared: &Prepared) -> Result<CoverageQuery, Fault> {
    Ok(CoverageQuery {
        theme: params.required("theme")?,
        geography: prepared.geography(params.parse("geography")?)?,
        audience: params.parse("audience")?.map(|AudienceWord(audience)| audience),
        at: params.parse("at")?,
        mode: params.parse("mode")?.unwrap_or(Mode::Walk),
        limit_minutes: params.number("limit", 1.0..=120.0)?.map_or(USUAL_LIMIT, Minutes),
    })
}

/// Tells who is far from the services of a theme, and why.
#[utoipa::path(
    get,
    path = "/coverage",
    tag = "Territory",
    params(
        ("theme" = Theme, Query, description = "The theme of the services", example = "acces-aux-droits"),
        ("geography" = Option<Geography>, Query, description = "The zones to speak of; the finest when not given"),
        ("audience" = Option<Audience>, Query, description = "For whom; services reserved to others do not count"),
        ("at" = Option<String>, Query, description = "A moment of an ordinary week; services closed then do not count", example = "tue-18:30", pattern = "^(mon|tue|wed|thu|fri|sat|sun)-([01][0-9]|2[0-3]):[0-5][0-9]$"),
        ("mode" = Option<Mode>, Query, description = "How people travel; on foot when not given. Without streets of this mode, straight lines stand in and the method says so"),
        ("limit" = Option<f64>, Query, description = "The longest way, in minutes; 30 when not given", minimum = 1, maximum = 120),
        ("bom" = Option<u8>, Query, description = "For CSV: 1 begins with the byte order mark that spreadsheets want", minimum = 0, maximum = 1),
    ),
    responses(
        (status = 200, description = "The access of each zone", content(
            (Told<Coverage> = "application/json"), (Features = "application/geo+json"), (String = "text/csv"), (String = "text/html"),
        )),
        (status = 404),
    ),
)]
pub async fn get(ask: Ask) -> Answer {
    let query = query(&ask.params, &ask.prepared)?;
    let bom = wants_bom(&ask)?;
    let media = ask.media(&[Media::Json, Media::GeoJson, Media::Csv, Media::Html])?;
    let find = move |prepared: &Prepared| prepared.workings.coverage(&query);
    match media {
        Media::GeoJson | Media::Csv => {
            ask.rows(media, bom, move |prepared, _| {
                let found = find(prepared)?;
                let title = found.query.theme.label();
                let table = Box::new(export::coverage::table(&prepared.atlas, &found));
                Ok(Rows { table, title, method: found.method, sources: found.sources })
            })
            .await
        }
        _ => ask.tell(media, Cost::Heavy, title, move |prepared, _| Ok(Told::new(prepared, find(prepared)?))).await,
    }
}
