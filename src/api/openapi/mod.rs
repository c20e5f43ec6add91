//! `GET /api`: the interface described for machines (OpenAPI 3.0) and for people.

pub mod complete;
pub mod reading;
pub mod version;

use std::sync::LazyLock;

use actix_web::web::ServiceConfig;
use serde_json::{Value, json};
use utoipa::OpenApi;

use super::answer::{Answer, Cost};
use super::app::Part;
use super::ask::Ask;
use super::here::{Here, Link};
use super::media::Media;
use super::problem::internal;
use super::route::read;
use super::{
    areas, auth, changes, columns, contradictions, coverage, exact_counts, features, isochrones, landing, near, observations, operations,
    own_notes, page, plans, problems, releases, scenarios, series, service_checks, sources, take_up, targets, territory, tiles, zones,
};
use crate::domain::{Fault, Text};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/api", get));
}

fn links(here: &Here) -> Vec<Link> {
    let words = |fr, en| Text::new(fr, en).get(here.lang).to_owned();
    vec![
        Link::new(
            here.address("/api?f=json"),
            "service-desc",
            Media::OpenApi.content_type(),
            words("L’interface décrite", "The interface described"),
        ),
        Link::new(here.address("/api?f=html"), "service-doc", "text/html", words("L’interface expliquée", "The interface explained")),
    ]
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Maillage",
        description = "Shows a territory where needs go unmet and rights are not taken up, and helps go towards the people \
                       concerned. Standards first (OGC API Features, GeoJSON, CSV, problem+json). Every answer is a function of \
                       the state of the data (header `Maillage-Snapshot`) and of the request. Numbers are never bare: a measure \
                       is a value, an interval and a flag; a value withheld or missing is `null`, never zero.",
    ),
    tags(
        (name = "Features", description = "Everything as collections of features (OGC API Features)"),
        (name = "Tiles", description = "Vector tiles: of numbers alone for our own map, with every attribute for others (OGC API Tiles, TileJSON)"),
        (name = "Territory", description = "What is loaded and what it says"),
        (name = "Accounts", description = "Who is asking, and what they may do"),
        (name = "Field notes", description = "What outreach teams met: notes in, through a door of their own; releases out, with noise"),
        (name = "Operations", description = "For those who keep the server running"),
    ),
    paths(
        landing::get,
        landing::conformance,
        get,
        features::collections::list,
        features::collections::describe,
        features::queryables::get,
        features::schema::get,
        features::items::get,
        features::item::get,
        features::nearest::get,
        features::counts::get,
        features::metadata::catalogue,
        features::metadata::describe,
        features::metadata::csv,
        tiles::matrix::list,
        tiles::matrix::get,
        tiles::tileset::list,
        tiles::tileset::get,
        tiles::tilejson::get,
        tiles::standard::get,
        tiles::ids::get,
        tiles::numbers::get,
        tiles::zone_list::get,
        territory::get,
        columns::get,
        coverage::get,
        take_up::get,
        targets::get,
        targets::components,
        targets::stability,
        zones::get,
        near::get,
        isochrones::get,
        areas::post,
        scenarios::post,
        scenarios::get,
        changes::get,
        changes::history,
        changes::feed,
        series::get,
        sources::get,
        plans::sites,
        plans::rounds,
        plans::status,
        plans::dismiss,
        plans::results,
        contradictions::get,
        auth::sessions::get,
        auth::sessions::post,
        auth::sessions::delete,
        auth::here::get,
        auth::own::get,
        auth::own::delete,
        auth::own::password,
        auth::accounts::list,
        auth::accounts::post,
        auth::accounts::get,
        auth::accounts::patch,
        auth::accounts::delete,
        auth::keys::list,
        auth::keys::post,
        auth::keys::delete,
        auth::audit::get,
        releases::list,
        releases::one,
        releases::get_ledger,
        exact_counts::get,
        own_notes::get,
        observations::post,
        observations::erase,
        service_checks::post,
        problems::list,
        problems::get,
        operations::alive,
        operations::ready,
        operations::figures,
    ),
)]
struct Description;

/// The description, complete, without the address it is served at.
///
/// # Errors
/// When it cannot be written, which would be our mistake.
pub fn document() -> serde_json::Result<Value> {
    static DOCUMENT: LazyLock<Result<Value, String>> = LazyLock::new(|| {
        let generated = serde_json::to_value(Description::openapi()).map_err(|cause| cause.to_string())?;
        Ok(complete::completed(version::to_3_0(generated)))
    });
    DOCUMENT.clone().map_err(serde::ser::Error::custom)
}

/// Describes this interface.
#[utoipa::path(get, path = "/api", tag = "Features", responses((status = 200, description = "The description", content(
    (Value = "application/vnd.oai.openapi+json;version=3.0"), (String = "text/html"),
))))]
pub async fn get(ask: Ask) -> Answer {
    let media = ask.media(&[Media::OpenApi, Media::Html])?;
    ask.answer(media, Cost::Heavy, move |_, here| {
        let mut document = document().map_err(|cause| failed(&cause))?;
        if media == Media::Html {
            let title = Text::new("L’interface", "The interface");
            return Ok(page::document(here, title.get(here.lang), &reading::of(&document, here.lang)).into_bytes().into());
        }
        document["servers"] = json!([{"url": here.base}]);
        Ok(serde_json::to_vec(&document).map_err(|cause| failed(&cause))?.into())
    })
    .await
}

fn failed(cause: &serde_json::Error) -> Fault {
    tracing::error!(%cause, "the description of the interface cannot be written");
    internal()
}
