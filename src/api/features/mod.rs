//! OGC API Features: everything as collections of features, for QGIS, GDAL, geopandas and the like.

mod arena;
pub mod collection;
pub mod collections;
pub mod derive;
pub mod form;
pub mod item;
pub mod items;
pub mod queryables;
mod reading;
pub mod select;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::ServiceConfig;

use self::collection::Collection;
use super::app::Part;
use super::here::{Here, Link};
use super::prepared::Prepared;
use super::route::read;
use crate::domain::{Fault, Text};
use crate::text;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: CONFORMANCE, links };

const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
];

/// Names the reference system of an answer (part 2 of the standard).
const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
const CRS84_HEADER: HeaderValue = HeaderValue::from_static("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");

fn routes(config: &mut ServiceConfig) {
    config
        .service(read("/collections", collections::list))
        .service(read("/collections/{collection}", collections::describe))
        .service(read("/collections/{collection}/queryables", queryables::get))
        .service(read("/collections/{collection}/items", items::get))
        .service(read("/collections/{collection}/items/{feature:.*}", item::get));
}

fn links(here: &Here) -> Vec<Link> {
    let title = Text::new("Les collections", "The collections");
    vec![Link::new(here.address("/collections"), "data", "application/json", title.get(here.lang))]
}

impl Prepared {
    /// The collection of this name.
    ///
    /// # Errors
    /// `unknown-collection`, with those that exist.
    pub fn collection(&self, id: &str) -> Result<&Collection, Fault> {
        self.collections.iter().find(|collection| collection.about.id == id).ok_or_else(|| self.unknown_collection(id))
    }

    fn unknown_collection(&self, id: &str) -> Fault {
        let known = self.collections.iter().map(|collection| collection.about.id.as_str()).collect::<Vec<_>>().join(", ");
        Fault::new(
            "unknown-collection",
            text!("il n’y a pas de collection « {id} »", "there is no collection “{id}”"),
            text!("collections d’ici : {known}", "collections here: {known}"),
        )
    }
}
