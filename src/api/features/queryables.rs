//! `GET /collections/{id}/queryables`: the properties of a collection that are parameters of its items.

use actix_web::web::Path;
use serde::Serialize;
use serde_json::json;

use super::collection::Collection;
use super::properties::Properties;
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::here::Here;
use crate::api::media::Media;

/// A JSON Schema whose properties are parameters.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Queryables {
    #[serde(rename = "$schema")]
    dialect: &'static str,
    #[serde(rename = "$id")]
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    properties: Properties,
    additional_properties: bool,
}

/// Lists the properties of a collection, as a JSON Schema; each is a parameter of `/items` too.
#[utoipa::path(get, path = "/collections/{collection}/queryables", tag = "Features", params(("collection" = String, Path, description = "The name of the collection", example = "iris")), responses((status = 200, description = "The properties", content((Value = "application/schema+json"), (String = "text/html"))), (status = 404)))]
pub async fn get(ask: Ask, id: Path<String>) -> Answer {
    let media = ask.media(&[Media::Schema, Media::Html])?;
    let title = ask.title_of(&id).await?;
    ask.tell(media, Cost::Light, |_| title, move |prepared, here| Ok(queryables(prepared.collection(&id)?, here))).await
}

fn queryables(collection: &Collection, here: &Here) -> Queryables {
    let mut properties = Properties::of(collection, here.lang);
    let outline = json!({"title": "geometry", "format": "geometry-any", "x-ogc-role": "primary-geometry"});
    properties.0.push(("geometry".to_owned(), outline));
    Queryables {
        dialect: "https://json-schema.org/draft/2020-12/schema",
        id: here.address(&here.path),
        kind: "object",
        title: collection.about.title.get(here.lang).to_owned(),
        properties,
        additional_properties: false,
    }
}
