//! OGC API Features: everything as collections of features, for QGIS, GDAL, geopandas and the like.

mod area;
pub mod collection;
pub mod collections;
mod computed;
pub mod counts;
pub mod cql2;
pub mod derive;
pub mod form;
mod heads;
pub mod item;
pub mod items;
pub mod metadata;
pub mod nearest;
mod order;
mod properties;
pub mod queryables;
mod reading;
mod records;
pub mod reference;
pub mod schema;
pub mod select;
mod sketch;

use std::sync::Arc;

use actix_web::http::header::HeaderName;
use actix_web::web::ServiceConfig;

use self::collection::Collection;
use super::app::Part;
use super::ask::Ask;
use super::here::{Here, Link};
use super::media::Media;
use super::prepared::Prepared;
use super::route::read;
use super::shelf::Shelf;
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
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
];

/// Names the reference system of an answer (part 2 of the standard).
const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");

fn routes(config: &mut ServiceConfig) {
    config
        .service(read("/collections", collections::list))
        .service(read("/collections/{collection}", collections::describe))
        .service(read("/collections/{collection}/queryables", queryables::get))
        .service(read("/collections/{collection}/schema", schema::get))
        .service(read("/dcat", metadata::catalogue))
        .service(read("/collections/{collection}/metadata", metadata::describe))
        .service(read("/collections/{collection}/csvw", metadata::csv))
        .service(read("/collections/{collection}/nearest", nearest::get))
        .service(read("/collections/{collection}/counts", counts::get))
        .service(read("/collections/{collection}/items", items::get))
        .service(read("/collections/{collection}/items/{feature:.*}", item::get));
}

fn links(here: &Here) -> Vec<Link> {
    let words = |fr, en| Text::new(fr, en).get(here.lang).to_owned();
    vec![
        Link::new(here.address("/collections"), "data", "application/json", words("Les collections", "The collections")),
        Link::new(
            here.address("/dcat"),
            "describedby",
            Media::JsonLd.content_type(),
            words("Le catalogue (DCAT-AP)", "The catalogue (DCAT-AP)"),
        ),
    ]
}

impl Ask {
    /// The collection of this name; made aside when it is not ready, so that nobody else waits.
    pub(super) async fn collection(&self, id: &str) -> Result<&Collection, Fault> {
        let shelf = self.prepared.shelf(id)?;
        if !shelf.is_ready() {
            let (prepared, id) = (Arc::clone(&self.prepared), id.to_owned());
            self.state.pool.run(move || prepared.collection(&id).map(drop)).await?;
        }
        shelf.collection()
    }

    /// The title of the collection of this name, in the language asked for; made aside when it is not ready.
    pub(super) async fn title_of(&self, id: &str) -> Result<String, Fault> {
        Ok(self.collection(id).await?.about.title.get(self.here.lang).to_owned())
    }
}

impl Prepared {
    /// The place of the collection of this name.
    ///
    /// # Errors
    /// `unknown-collection`, with those that exist.
    pub fn shelf(&self, id: &str) -> Result<&Shelf, Fault> {
        self.shelves.iter().find(|shelf| shelf.id == id).ok_or_else(|| self.unknown_collection(id))
    }

    /// The collection of this name, made now when it is not ready.
    ///
    /// # Errors
    /// `unknown-collection`, or as [`Shelf::collection`].
    pub fn collection(&self, id: &str) -> Result<&Collection, Fault> {
        self.shelf(id)?.collection()
    }

    fn unknown_collection(&self, id: &str) -> Fault {
        let known = self.shelves.iter().map(|shelf| shelf.id.as_str()).collect::<Vec<_>>().join(", ");
        Fault::new(
            "unknown-collection",
            text!("il n’y a pas de collection « {id} »", "there is no collection “{id}”"),
            text!("collections d’ici : {known}", "collections here: {known}"),
        )
    }
}
