//! `GET /collections/{id}/items/{feature}`: one feature.

use actix_web::web::Path;

use super::collection::{Collection, Head};
use super::form::Feature;
use super::reference::{self, Reference};
use super::{CONTENT_CRS, reading, sketch};
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::here::{Here, Link};
use crate::api::media::Media;
use crate::api::page;
use crate::api::prepared::Prepared;
use crate::api::problem::internal;
use crate::domain::{Fault, Text};
use crate::export::Notice;
use crate::text;

/// Reads one feature.
#[utoipa::path(
    get,
    path = "/collections/{collection}/items/{feature}",
    tag = "Features",
    description = "A record that was joined into a service (`duplicates_of`) answers with that service: its `id` is the one shown.",
    params(
        ("collection" = String, Path, description = "The name of the collection", example = "iris"),
        ("feature" = String, Path, description = "The identifier of the feature", example = "341720101"),
        ("crs" = Option<String>, Query, description = "The reference system of the answer: one of those the collection lists; CRS84 when not given", pattern = "^http://www[.]opengis[.]net/def/crs/(OGC/1[.]3/CRS84|EPSG/0/[0-9]+)$"),
    ),
    responses((status = 200, description = "The feature", content((Feature = "application/geo+json"), (String = "text/html"))), (status = 404)),
)]
pub async fn get(ask: Ask, path: Path<(String, String)>) -> Answer {
    let (id, feature) = path.into_inner();
    let reference = reference::read(&ask.params, "crs", ask.collection(&id).await?.extent)?;
    let media = ask.media(&[Media::GeoJson, Media::Html])?;
    let mut response = ask
        .answer(media, Cost::Light, move |prepared, here| {
            let collection = prepared.collection(&id)?;
            let row = collection.number(&feature).ok_or_else(|| unknown(&id, &feature))?;
            Ok(if media == Media::Html { to_read(prepared, collection, row, here) } else { geojson(collection, row, reference, here)? }
                .into())
        })
        .await?;
    response.headers_mut().insert(CONTENT_CRS, reference.header());
    Ok(response)
}

/// The feature as it was written at preparation, with links before its closing brace.
fn geojson(collection: &Collection, row: usize, reference: Reference, here: &Here) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    collection.write_feature(&mut out, row, None, &reference.axes(), Head::Whole).map_err(|cause| {
        tracing::error!(%cause, "a feature could not be written");
        internal()
    })?;
    out.pop();
    out.extend_from_slice(b",\"links\":");
    out.extend(serde_json::to_vec(&links(collection, here)).unwrap_or_default());
    out.push(b'}');
    Ok(out)
}

fn links(collection: &Collection, here: &Here) -> Vec<Link> {
    let words = |fr, en| Text::new(fr, en).get(here.lang).to_owned();
    let owner = here.address(&format!("/collections/{}", collection.about.id));
    vec![
        Link::new(here.with(&[]), "self", Media::GeoJson.content_type(), words("Cet objet", "This feature")),
        Link::new(here.with(&[("f", Some("html"))]), "alternate", Media::Html.content_type(), words("À lire", "To read")),
        Link::new(owner, "collection", Media::Json.content_type(), words("La collection", "The collection")),
    ]
}

fn to_read(prepared: &Prepared, collection: &Collection, row: usize, here: &Here) -> Vec<u8> {
    let drawn = sketch::of(prepared, collection, &[row], here.lang);
    let notice = Notice::new(&prepared.atlas, &collection.about.sources, here.lang);
    let body = [drawn, reading::feature(collection, row, here.lang), reading::owed(&notice)].concat();
    page::document(here, &collection.name(row), &body).into_bytes()
}

fn unknown(collection: &str, feature: &str) -> Fault {
    Fault::new(
        "unknown-feature",
        text!("la collection {collection} n’a pas d’objet « {feature} »", "collection {collection} has no feature “{feature}”"),
        text!("les objets sont listés à /collections/{collection}/items", "features are listed at /collections/{collection}/items"),
    )
}
