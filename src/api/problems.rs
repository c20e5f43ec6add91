//! `GET /problems` and `GET /problems/{kind}`: what each kind of error means, where its `type` leads.

use actix_web::web::{Path, ServiceConfig};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Cost};
use super::app::{Part, no_links};
use super::ask::Ask;
use super::kinds::{KINDS, Kind};
use super::media::Media;
use super::problem::of_status;
use super::route::read;
use crate::domain::Text;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/problems", list)).service(read("/problems/{kind}", get));
}

/// A kind of error.
#[derive(Serialize, ToSchema)]
pub struct Meaning {
    /// Its address, the `type` of a problem.
    #[serde(rename = "type")]
    address: String,
    /// The HTTP status it comes with.
    status: u16,
    /// What it means.
    means: Text,
}

impl Meaning {
    fn new(kind: &Kind) -> Self {
        Self { address: format!("/problems/{}", kind.code), status: kind.status.as_u16(), means: kind.meaning() }
    }
}

/// Lists every kind of error.
#[utoipa::path(get, path = "/problems", tag = "Operations", responses((status = 200, description = "The kinds of error", content((Vec<Meaning> = "application/json"), (String = "text/html")))))]
pub async fn list(ask: Ask) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = |here: &super::here::Here| Text::new("Erreurs", "Errors").get(here.lang).to_owned();
    ask.tell(media, Cost::Light, title, |_, _| Ok(KINDS.iter().map(Meaning::new).collect::<Vec<_>>())).await
}

/// Explains one kind of error.
#[utoipa::path(get, path = "/problems/{kind}", tag = "Operations", params(("kind" = String, Path, description = "The end of a problem’s `type`", example = "unknown-theme")), responses((status = 200, description = "The kind of error", content((Meaning = "application/json"), (String = "text/html"))), (status = 404)))]
pub async fn get(ask: Ask, kind: Path<String>) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    let kind = KINDS.iter().find(|known| known.code == *kind).ok_or_else(|| of_status(actix_web::http::StatusCode::NOT_FOUND))?;
    ask.tell(media, Cost::Light, |_| kind.code.to_owned(), |_, _| Ok(Meaning::new(kind))).await
}
