//! `GET /sources`: how the data sets of the catalogue stand, for those who keep them fresh. It depends on the moment, unlike
//! every other answer, and so is never kept; it holds neither a secret nor the address of a mirror, and why something failed is told to
//! an administrator alone.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::ServiceConfig;
use serde::Serialize;
use utoipa::ToSchema;

mod page;

use super::answer::{Answer, broken};
use super::app::{Part, no_links};
use super::ask::Ask;
use super::auth::Who;
use super::media::Media;
use super::recall::VARY;
use super::route::read;
use crate::access::Role;
use crate::atlas::{Atlas, margin};
use crate::catalogue::Standing;
use crate::domain::{Dataset, Report, Text};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/sources", get));
}

/// How the data sets stand.
#[derive(Serialize, ToSchema)]
pub struct Overview {
    /// Title of the page.
    title: String,
    /// The data sets of the catalogue, in its order.
    sources: Vec<Entry>,
    /// Data sets imported by hand.
    by_hand: Vec<ByHand>,
}

/// A data set of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = SourceEntry)]
struct Entry {
    #[serde(flatten)]
    standing: Standing,
    /// What the import took and rejected, with reasons; `null` while nothing is loaded from it.
    report: Option<Report>,
}

/// A data set imported by hand: nobody keeps it fresh.
#[derive(Serialize, ToSchema)]
struct ByHand {
    id: String,
    title: Text,
    producer: String,
    licence: String,
    imported_at: String,
    /// Rows taken.
    taken: u64,
    /// Rows rejected.
    rejected: u64,
}

/// Tells how the data sets of the catalogue stand: state, age, rows taken and rejected, licence, next look, last failure. Why it
/// failed in detail is told to an administrator who is signed in.
#[utoipa::path(
    get,
    path = "/sources",
    tag = "Operations",
    responses((status = 200, description = "How they stand", content((Overview = "application/json"), (String = "text/html")))),
)]
pub async fn get(ask: Ask, who: Who) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    let mut standings = match &ask.state.settings.sources {
        Some(sources) => sources.standings()?,
        None => Vec::new(),
    };
    let in_detail = who.role() == Role::Administrator;
    if !in_detail {
        for failure in standings.iter_mut().filter_map(|standing| standing.failure.as_mut()) {
            *failure = failure.for_everybody();
        }
    }
    let title = Text::new("Où en sont les données", "How the data stand").get(ask.here.lang).to_owned();
    let told = Overview::new(title.clone(), &standings, &ask.prepared.atlas);
    let body = match media {
        Media::Html => super::page::document(&ask.here, &title, &page::body(&told, ask.here.lang)).into_bytes(),
        _ => serde_json::to_vec(&told).map_err(|cause| broken(&cause))?,
    };
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_TYPE, media.content_type())).insert_header((header::CACHE_CONTROL, "no-store"));
    // What begins with the cookie is for whoever is signed in alone: no other site reads it.
    let vary = if in_detail { format!("Cookie, {VARY}") } else { VARY.to_owned() };
    Ok(response.insert_header((header::VARY, vary)).body(body))
}

impl Overview {
    fn new(title: String, standings: &[Standing], atlas: &Atlas) -> Self {
        let of = |standing: &Standing| atlas.datasets.iter().find(|dataset| Some(dataset.id.as_str()) == standing.dataset.as_deref());
        // What the margin holds came with the data set of the territory.
        let own = atlas.datasets.iter().filter(|dataset| !margin::is_of(dataset));
        let by_hand = own.filter(|dataset| !standings.iter().any(|s| s.dataset.as_deref() == Some(dataset.id.as_str())));
        Self {
            title,
            by_hand: by_hand.map(ByHand::new).collect(),
            sources: standings.iter().map(|s| Entry { report: of(s).map(|dataset| dataset.report.clone()), standing: s.clone() }).collect(),
        }
    }
}

impl ByHand {
    fn new(dataset: &Dataset) -> Self {
        Self {
            id: dataset.id.to_string(),
            title: dataset.title.clone(),
            producer: dataset.producer.clone(),
            licence: dataset.licence.clone(),
            imported_at: dataset.imported_at.to_rfc3339(),
            taken: dataset.report.taken,
            rejected: dataset.report.rejected,
        }
    }
}
