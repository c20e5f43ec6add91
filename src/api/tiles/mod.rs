//! Vector tiles over HTTP. For our own map: tiles that bear numbers alone, columns of two bytes a zone, and the list of zones, each
//! named by its snapshot. For everybody else: OGC API Tiles and TileJSON over every collection, with all attributes.

mod attributes;
pub mod ids;
pub mod matrix;
pub mod numbers;
pub mod standard;
pub mod tilejson;
pub mod tileset;
pub mod zone_list;

pub use self::attributes::{Areas, Attributes};

use actix_web::HttpResponse;
use actix_web::body::{BodySize, MessageBody};
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;

use super::app::Part;
use super::here::{Here, Link};
use super::route::read;
use crate::domain::{Fault, Text};
use crate::text;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: CONFORMANCE, links };

const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
];

/// The one tiling there is.
pub const TILING: &str = "WebMercatorQuad";

/// Where the standard defines it.
const TILING_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";

/// How a tiling is linked to.
const TILING_SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/// How the tilings of a collection are linked to.
pub const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

fn routes(config: &mut ServiceConfig) {
    config
        .service(read("/tileMatrixSets", matrix::list))
        .service(read("/tileMatrixSets/{tiling}", matrix::get))
        .service(read("/collections/{collection}/tiles", tileset::list))
        .service(read("/collections/{collection}/tiles/{tiling}", tileset::get))
        .service(read("/collections/{collection}/tiles/{tiling}/tilejson", tilejson::get))
        .service(read("/collections/{collection}/tiles/{tiling}/{z}/{y}/{x}", standard::get))
        .service(read("/tiles/{snapshot}/{geography}/{z}/{x}/{y}", ids::get))
        .service(read("/columns/{snapshot}/{geography}/{indicator}", numbers::get))
        .service(read("/zones/{snapshot}/{geography}", zone_list::get));
}

fn links(here: &Here) -> Vec<Link> {
    let title = Text::new("Quadrillages des tuiles", "Tilings");
    let rel = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";
    vec![Link::new(here.address("/tileMatrixSets"), rel, "application/json", title.get(here.lang))]
}

/// Refuses a tiling that does not exist.
fn check_tiling(tiling: &str) -> Result<(), Fault> {
    if tiling == TILING {
        return Ok(());
    }
    Err(Fault::new(
        "unknown-tiling",
        text!("il n’y a pas de quadrillage « {tiling} »", "there is no tiling “{tiling}”"),
        text!("le seul est {TILING}", "the only one is {TILING}"),
    )
    .in_column("tiling"))
}

/// A tile without anything in it says so: 204.
fn or_no_content(mut response: HttpResponse) -> HttpResponse {
    if response.status() == StatusCode::OK && response.body().size() == BodySize::Sized(0) {
        *response.status_mut() = StatusCode::NO_CONTENT;
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    response
}
