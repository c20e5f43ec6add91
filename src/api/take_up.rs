//! `GET /take-up`: where rights are probably not taken up.

use actix_web::web::ServiceConfig;

use super::answer::{Answer, Cost};
use super::app::Part;
use super::ask::Ask;
use super::features::form::Features;
use super::here::{Here, Link};
use super::media::Media;
use super::prepared::Prepared;
use super::route::read;
use super::rows::{Rows, wants_bom};
use super::told::Told;
use crate::diagnosis::take_up::TakeUp;
use crate::domain::{Geography, Text};
use crate::export;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/take-up", get));
}

fn links(here: &Here) -> Vec<Link> {
    vec![Link::new(here.address("/take-up"), "related", "application/json", title(here))]
}

fn title(here: &Here) -> String {
    Text::new("Où le non-recours est-il probable ?", "Where is non-take-up probable?").get(here.lang).to_owned()
}

/// Tells where rights are probably not taken up: recipients against those expected, and clusters.
#[utoipa::path(
    get,
    path = "/take-up",
    tag = "Territory",
    params(
        ("geography" = Option<Geography>, Query, description = "The zones to speak of; the finest when not given"),
        ("bom" = Option<u8>, Query, description = "For CSV: 1 begins with the byte order mark that spreadsheets want", minimum = 0, maximum = 1),
    ),
    responses(
        (status = 200, description = "The signal of each zone", content(
            (Told<TakeUp> = "application/json"), (Features = "application/geo+json"), (String = "text/csv"), (String = "text/html"),
        )),
        (status = 404),
    ),
)]
pub async fn get(ask: Ask) -> Answer {
    let geography = ask.prepared.geography(ask.params.parse("geography")?)?;
    let bom = wants_bom(&ask)?;
    let media = ask.media(&[Media::Json, Media::GeoJson, Media::Csv, Media::Html])?;
    let find = move |prepared: &Prepared| prepared.workings.take_up(geography).cloned();
    match media {
        Media::GeoJson | Media::Csv => {
            ask.rows(media, bom, move |prepared, here| {
                let found = find(prepared)?;
                Ok(Rows {
                    table: Box::new(export::take_up::table(&prepared.atlas, &found)),
                    title: Text::same(title(here)),
                    method: found.method,
                    sources: found.sources,
                })
            })
            .await
        }
        _ => ask.tell(media, Cost::Heavy, title, move |prepared, _| Ok(Told::new(prepared, find(prepared)?))).await,
    }
}
