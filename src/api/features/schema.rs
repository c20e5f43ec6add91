//! `GET /collections/{id}/schema`: the form of a feature, as a JSON Schema. Clients such as GDAL read column types
//! from it, where a first page full of `null` would mislead them.

use actix_web::web::Path;
use serde::Serialize;
use serde_json::{Value, json};

use super::collection::Collection;
use super::properties::Properties;
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::here::Here;
use crate::api::media::Media;

/// A JSON Schema of a feature.
#[derive(Serialize)]
struct Schema {
    #[serde(rename = "$schema")]
    dialect: &'static str,
    #[serde(rename = "$id")]
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    required: [&'static str; 4],
    properties: Members,
}

#[derive(Serialize)]
struct Members {
    r#type: Value,
    id: Value,
    geometry: Value,
    properties: Group,
}

#[derive(Serialize)]
struct Group {
    r#type: &'static str,
    properties: Properties,
}

/// Tells the form of a collection’s features, as a JSON Schema. A property may be `null` when its value is not known.
#[utoipa::path(get, path = "/collections/{collection}/schema", tag = "Features", params(("collection" = String, Path, description = "The name of the collection", example = "iris")), responses((status = 200, description = "The form of a feature", content((Value = "application/schema+json"), (String = "text/html"))), (status = 404)))]
pub async fn get(ask: Ask, id: Path<String>) -> Answer {
    let media = ask.media(&[Media::Schema, Media::Html])?;
    let title = ask.title_of(&id).await?;
    ask.tell(media, Cost::Light, |_| title, move |prepared, here| Ok(schema(prepared.collection(&id)?, here))).await
}

fn schema(collection: &Collection, here: &Here) -> Schema {
    let mut properties = Properties::of(collection, here.lang);
    // GDAL makes a column of the feature's own identifier; a second one of that name would empty both.
    properties.0.retain(|(name, _)| name != "id");
    Schema {
        dialect: "https://json-schema.org/draft/2020-12/schema",
        id: here.address(&here.path),
        kind: "object",
        title: collection.about.title.get(here.lang).to_owned(),
        required: ["type", "id", "geometry", "properties"],
        properties: Members {
            r#type: json!({"type": "string", "enum": ["Feature"]}),
            id: json!({"type": "string"}),
            geometry: json!({"type": "object"}),
            properties: Group { r#type: "object", properties },
        },
    }
}
