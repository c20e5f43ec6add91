//! `POST /areas`: statistics inside a drawn outline.

use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::{Payload, ServiceConfig};

use super::answer::{Answer, Cost};
use super::app::{Part, no_links};
use super::ask::Ask;
use super::features::form::Geometry;
use super::here::Here;
use super::media::Media;
use super::route::submit;
use super::told::Told;
use super::{intake, outline};
use crate::diagnosis::area::{AreaStatistics, area_knowing};
use crate::domain::{Fault, Text};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(submit("/areas", post));
}

/// Estimates what lies inside a drawn outline: counts by area share, services by theme.
///
/// The interval of a count goes from the zones wholly inside to all those touched. A count withheld in a zone
/// touched is itself withheld. Rates and medians are not summed.
#[utoipa::path(
    post,
    path = "/areas",
    tag = "Territory",
    request_body(
        description = "A GeoJSON Polygon, MultiPolygon, or Feature of one of them; at most 500 vertices",
        content((Geometry = "application/geo+json"), (Geometry = "application/json")),
    ),
    responses(
        (status = 200, description = "What lies inside", content((Told<AreaStatistics> = "application/json"), (String = "text/html"))),
        (status = 404), (status = 408), (status = 413), (status = 415), (status = 422),
    ),
)]
pub async fn post(request: HttpRequest, payload: Payload, ask: Ask) -> Answer {
    check_content_type(&request)?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    let body = intake::whole(&request, payload).await?;
    let outline = outline::read(&body)?;
    let title = |here: &Here| Text::new("Dans ce contour", "Inside this outline").get(here.lang).to_owned();
    ask.about(&body)
        .tell(media, Cost::Heavy, title, move |prepared, _| {
            Ok(Told::new(prepared, area_knowing(&prepared.atlas, &outline, prepared.workings.spread())?))
        })
        .await
}

fn check_content_type(request: &HttpRequest) -> Result<(), Fault> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(essence.as_str(), "application/json" | "application/geo+json") {
        return Ok(());
    }
    Err(Fault::new(
        "not-json",
        Text::new("le corps doit être du GeoJSON", "the body must be GeoJSON"),
        Text::new("envoyer Content-Type: application/geo+json", "send Content-Type: application/geo+json"),
    ))
}
