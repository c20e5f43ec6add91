//! `GET /contradictions`: where need and take-up disagree, to be looked at on the spot.

use actix_web::web::ServiceConfig;

use super::answer::{Answer, Cost};
use super::app::{Part, no_links};
use super::ask::Ask;
use super::here::Here;
use super::media::Media;
use super::route::read;
use super::told::Told;
use crate::diagnosis::contradictions::{Contradictions, contradictions};
use crate::domain::{Geography, Text};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/contradictions", get));
}

fn title(here: &Here) -> String {
    Text::new("À vérifier sur le terrain", "To be checked on the spot").get(here.lang).to_owned()
}

/// Lists the zones where need and take-up disagree, to be checked on the spot.
#[utoipa::path(
    get,
    path = "/contradictions",
    tag = "Territory",
    params(("geography" = Option<Geography>, Query, description = "The zones; the finest when not given")),
    responses(
        (status = 200, description = "The disagreements", content((Told<Contradictions> = "application/json"), (String = "text/html"))),
        (status = 404),
    ),
)]
pub async fn get(ask: Ask) -> Answer {
    let geography = ask.prepared.geography(ask.params.parse("geography")?)?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    ask.tell(media, Cost::Heavy, title, move |prepared, _| {
        let take_up = prepared.workings.take_up(geography)?;
        Ok(Told::new(prepared, contradictions(&prepared.atlas, geography, take_up)?))
    })
    .await
}
