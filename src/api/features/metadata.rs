//! `GET /dcat`, `GET /collections/{id}/metadata` and `GET /collections/{id}/csvw`: collections described for catalogues
//! and for readers of tables.

use actix_web::web::Path;

use super::collection::Collection;
use super::reference::{self, Reference};
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::here::Here;
use crate::api::media::Media;
use crate::api::shelf::Shelf;
use crate::domain::{Fault, Text};
use crate::export::{csvw, dcat};

/// Describes every collection for catalogues of open data, as DCAT-AP in JSON-LD.
#[utoipa::path(get, path = "/dcat", tag = "Features", responses((status = 200, description = "The catalogue", content((Value = "application/ld+json"), (String = "text/html")))))]
pub async fn catalogue(ask: Ask) -> Answer {
    let media = ask.media(&[Media::JsonLd, Media::Html])?;
    let title = |here: &Here| Text::new("Catalogue (DCAT-AP)", "Catalogue (DCAT-AP)").get(here.lang).to_owned();
    ask.tell(media, Cost::Heavy, title, |prepared, here| {
        let collections = prepared.shelves.iter().map(Shelf::collection).collect::<Result<Vec<_>, Fault>>()?;
        let subjects: Vec<_> = collections.into_iter().map(subject).collect();
        Ok(dcat::catalogue(&prepared.atlas, &subjects, &here.base))
    })
    .await
}

/// Describes a collection for catalogues of open data, as DCAT-AP in JSON-LD.
#[utoipa::path(get, path = "/collections/{collection}/metadata", tag = "Features", params(("collection" = String, Path, description = "The name of the collection", example = "iris")), responses((status = 200, description = "The description", content((Value = "application/ld+json"), (String = "text/html"))), (status = 404)))]
pub async fn describe(ask: Ask, id: Path<String>) -> Answer {
    let media = ask.media(&[Media::JsonLd, Media::Html])?;
    let title = ask.title_of(&id).await?;
    ask.tell(
        media,
        Cost::Light,
        |_| title,
        move |prepared, here| Ok(dcat::dataset(&prepared.atlas, &subject(prepared.collection(&id)?), &here.base)),
    )
    .await
}

/// Describes the CSV of a collection for machines (CSVW): what each column holds, and how lists are joined.
#[utoipa::path(get, path = "/collections/{collection}/csvw", tag = "Features", params(("collection" = String, Path, description = "The name of the collection", example = "iris"), ("crs" = Option<String>, Query, description = "The reference system of the CSV: one of those the collection lists; CRS84 when not given", pattern = "^http://www[.]opengis[.]net/def/crs/(OGC/1[.]3/CRS84|EPSG/0/[0-9]+)$")), responses((status = 200, description = "The description", content((Value = "application/csvm+json"), (String = "text/html"))), (status = 404)))]
pub async fn csv(ask: Ask, id: Path<String>) -> Answer {
    let system = reference::read(&ask.params, "crs", ask.collection(&id).await?.extent)?;
    let media = ask.media(&[Media::CsvW, Media::Html])?;
    let title = ask.title_of(&id).await?;
    ask.tell(
        media,
        Cost::Light,
        |_| title,
        move |prepared, here| {
            let collection = prepared.collection(&id)?;
            let url = here.address(&format!("/collections/{}/items?f=csv{}", collection.about.id, system.asked("&")));
            Ok(csvw::of(&*collection.table, &collection.about.label(&prepared.atlas, here.lang), &url, &system.axes(), here.lang))
        },
    )
    .await
}

fn subject(collection: &Collection) -> dcat::Subject<'_> {
    let about = &collection.about;
    dcat::Subject {
        id: &about.id,
        title: &about.title,
        description: &about.description,
        sources: &about.sources,
        extent: collection.extent,
        systems: reference::of_land(collection.extent).into_iter().map(Reference::uri).collect(),
    }
}
