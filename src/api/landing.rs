//! `GET /` and `GET /conformance`: the map for people, the way in for programs.

use actix_web::http::header;
use actix_web::web::ServiceConfig;
use actix_web::{FromRequest, HttpRequest};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Cost};
use super::app::{PARTS, Part};
use super::ask::Ask;
use super::assets;
use super::here::{Here, Link};
use super::media::Media;
use super::params::Params;
use super::route::read;
use super::wishes;
use crate::domain::Text;
use crate::text;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: CONFORMANCE, links };

const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
];

fn routes(config: &mut ServiceConfig) {
    config.service(read("/", get)).service(read("/conformance", conformance));
}

fn links(here: &Here) -> Vec<Link> {
    let words = |fr, en| Text::new(fr, en).get(here.lang).to_owned();
    vec![
        Link::new(here.address("/?f=json"), "self", "application/json", words("Cette page", "This page")),
        Link::new(here.address("/?f=html"), "alternate", "text/html", words("Cette page, à lire", "This page, to read")),
        Link::new(here.address("/"), "alternate", "text/html", words("La carte", "The map")),
        Link::new(here.address("/conformance"), "conformance", "application/json", words("Normes respectées", "Standards fulfilled")),
    ]
}

/// The way in.
#[derive(Serialize, ToSchema)]
pub struct Landing {
    /// What this is.
    title: String,
    /// What it is for, and of which territory.
    description: String,
    /// Where to go from here.
    links: Vec<Link>,
}

/// The standards fulfilled.
#[derive(Serialize, ToSchema)]
pub struct Conformance {
    /// Conformance classes.
    #[serde(rename = "conformsTo")]
    conforms_to: Vec<&'static str>,
}

/// The way in.
///
/// A browser that asks for HTML without `f` gets the map, which reads its own parameters.
#[utoipa::path(get, path = "/", tag = "Features", responses((status = 200, description = "The way in", content((Landing = "application/json"), (String = "text/html")))))]
pub async fn get(request: HttpRequest) -> Answer {
    if wants_map(&request) {
        return assets::index(&request).await;
    }
    let ask = Ask::extract(&request).await?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    ask.tell(media, Cost::Light, title, |prepared, here| {
        let name = &prepared.atlas.name;
        let description = text!(
            "Les besoins non couverts et les droits non demandés : {name}",
            "Needs that go unmet and rights that are not taken up: {name}"
        );
        let links = PARTS.iter().flat_map(|part| (part.links)(here)).collect();
        Ok(Landing { title: title(here), description: description.get(here.lang).to_owned(), links })
    })
    .await
}

/// A browser that names no format. The map's own parameters are none of ours.
fn wants_map(request: &HttpRequest) -> bool {
    let names_format = Params::read(request.query_string()).is_ok_and(|params| params.word("f").is_some());
    let accept = wishes::of(request, header::ACCEPT);
    let page_first =
        Media::negotiate(&[Media::Json, Media::Html], &Params::default(), accept.as_deref()).is_ok_and(|media| media == Media::Html);
    page_first && !names_format
}

fn title(here: &Here) -> String {
    Text::new("Maillage territorial", "Maillage territorial").get(here.lang).to_owned()
}

/// Lists the standards fulfilled.
#[utoipa::path(get, path = "/conformance", tag = "Features", responses((status = 200, description = "The standards", content((Conformance = "application/json"), (String = "text/html")))))]
pub async fn conformance(ask: Ask) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = |here: &Here| Text::new("Normes respectées", "Standards fulfilled").get(here.lang).to_owned();
    ask.tell(media, Cost::Light, title, |_, _| {
        Ok(Conformance { conforms_to: PARTS.iter().flat_map(|part| part.conformance).copied().collect() })
    })
    .await
}
