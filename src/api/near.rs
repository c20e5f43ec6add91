//! `GET /near`: the nearest services to a point.

use actix_web::web::ServiceConfig;

use super::answer::{Answer, Cost};
use super::app::{Part, no_links};
use super::ask::Ask;
use super::here::Here;
use super::media::Media;
use super::params::Params;
use super::route::read;
use super::told::Told;
use super::vocabulary::{AudienceWord, PointWord};
use crate::diagnosis::near::{Near, NearQuery, near};
use crate::domain::{Audience, Fault, Minutes, Mode, Text, Theme};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/near", get));
}

fn title(here: &Here) -> String {
    Text::new("Les services les plus proches", "The nearest services").get(here.lang).to_owned()
}

fn query(params: &Params) -> Result<NearQuery, Fault> {
    let PointWord(point) = params.required("point")?;
    Ok(NearQuery {
        point,
        theme: params.parse("theme")?,
        audience: params.parse("audience")?.map(|AudienceWord(audience)| audience),
        at: params.parse("at")?,
        limit: params.number("limit", 1..=100)?.unwrap_or(10),
        mode: params.parse("mode")?.unwrap_or(Mode::Walk),
        within: params.number("within", 1.0..=1_440.0)?.map(Minutes),
    })
}

/// Lists the nearest services to a point, by the time it takes to go there.
#[utoipa::path(
    get,
    path = "/near",
    tag = "Territory",
    params(
        ("point" = String, Query, description = "Longitude and latitude, in degrees", example = "3.87,43.61", pattern = "^-?[0-9]{1,2}(\\.[0-9]+)?,-?[0-8]?[0-9](\\.[0-9]+)?$"),
        ("theme" = Option<Theme>, Query, description = "The theme of the services; any when not given"),
        ("audience" = Option<Audience>, Query, description = "For whom; services reserved to others are left out"),
        ("at" = Option<String>, Query, description = "A moment of an ordinary week: says whether each is open then", example = "tue-18:30", pattern = "^(mon|tue|wed|thu|fri|sat|sun)-([01][0-9]|2[0-3]):[0-5][0-9]$"),
        ("limit" = Option<u32>, Query, description = "At most so many; 10 when not given", minimum = 1, maximum = 100),
        ("mode" = Option<Mode>, Query, description = "How one travels; on foot when not given. Without streets of this mode, straight lines stand in and the method says so"),
        ("within" = Option<f64>, Query, description = "None farther than so many minutes; however far when not given", minimum = 1, maximum = 1440),
    ),
    responses((status = 200, description = "The services, nearest first", content((Told<Near> = "application/json"), (String = "text/html")))),
)]
pub async fn get(ask: Ask) -> Answer {
    let query = query(&ask.params)?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    ask.tell(media, Cost::Heavy, title, move |prepared, _| {
        Ok(Told::new(prepared, near(&prepared.atlas, prepared.workings.ways.of(query.mode), &query)))
    })
    .await
}
