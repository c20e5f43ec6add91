//! `GET /zones/{code}`: the card of a zone.

use actix_web::web::{Path, ServiceConfig};

use super::answer::{Answer, Cost};
use super::app::{Part, no_links};
use super::ask::Ask;
use super::media::Media;
use super::prepared::Prepared;
use super::route::read;
use crate::diagnosis::card::{Card, card_knowing, unknown};
use crate::domain::{Fault, Geography, Mode};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/zones/{code}", get));
}

/// Tells everything known of one zone: figures with their interval and rank, access to each theme, non-take-up,
/// services nearby, sources.
#[utoipa::path(
    get,
    path = "/zones/{code}",
    tag = "Territory",
    params(
        ("code" = String, Path, description = "The code of the zone", example = "341720101"),
        ("geography" = Option<Geography>, Query, description = "The geography of the zone; the finest that has this code when not given"),
    ),
    responses((status = 200, description = "The card", content((Card = "application/json"), (String = "text/html"))), (status = 404)),
)]
pub async fn get(ask: Ask, code: Path<String>) -> Answer {
    let code = code.into_inner();
    let asked = ask.params.parse("geography")?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = code.clone();
    ask.tell(media, Cost::Heavy, |_| title, move |prepared, _| card(prepared, asked, &code)).await
}

fn card(prepared: &Prepared, asked: Option<Geography>, code: &str) -> Result<Card, Fault> {
    let geography = match asked {
        Some(geography) => prepared.geography(Some(geography))?,
        None => prepared.atlas.zone(code).ok_or_else(|| unknown(code))?.0.geography,
    };
    card_knowing(&prepared.atlas, prepared.workings.ways.of(Mode::Walk), code, prepared.workings.findings(geography)?)
}
