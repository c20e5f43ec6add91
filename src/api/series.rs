//! `GET /series/{geography}/{code}`: two periods of one indicator, and the difference between them.

use actix_web::web::{Path, ServiceConfig};

use super::answer::{Answer, Cost};
use super::app::{Part, no_links};
use super::ask::Ask;
use super::media::Media;
use super::params::Params;
use super::route::read;
use super::told::Told;
use crate::diagnosis::series::{Series, series};
use crate::domain::{Fault, Geography, Vintage};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/series/{geography}/{code}", get));
}

/// Compares two editions of one indicator, zone by zone, and says what stands against comparing them.
#[utoipa::path(
    get,
    path = "/series/{geography}/{code}",
    tag = "Territory",
    params(
        ("geography" = Geography, Path, description = "The zones", example = "iris"),
        ("code" = String, Path, description = "The indicator, without year", example = "rsa_recipients"),
        ("from" = Option<u16>, Query, description = "The year compared from; the oldest when not given", minimum = 1800, maximum = 2200),
        ("to" = Option<u16>, Query, description = "The year compared to; the newest when not given", minimum = 1800, maximum = 2200),
    ),
    responses(
        (status = 200, description = "The editions and their difference", content((Told<Series> = "application/json"), (String = "text/html"))),
        (status = 404),
    ),
)]
pub async fn get(ask: Ask, path: Path<(String, String)>) -> Answer {
    let (geography, code) = path.into_inner();
    let geography: Geography = geography.parse()?;
    let (from, to) = (year(&ask.params, "from")?, year(&ask.params, "to")?);
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = code.clone();
    ask.tell(
        media,
        Cost::Heavy,
        |_| title,
        move |prepared, _| Ok(Told::new(prepared, series(&prepared.atlas, geography, &code, from, to)?)),
    )
    .await
}

fn year(params: &Params, name: &str) -> Result<Option<Vintage>, Fault> {
    Ok(params.number(name, 1_800..=2_200)?.and_then(Vintage::new))
}
