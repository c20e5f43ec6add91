//! `GET /collections/{id}/queryables`: the properties of a collection, as a JSON Schema.

use actix_web::web::Path;
use serde_json::{Map, Value, json};

use super::collection::Collection;
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::here::Here;
use crate::api::media::Media;
use crate::domain::Lang;
use crate::export::{Field, Kind};

/// Lists the properties of a collection, as a JSON Schema; each is a parameter of `/items` too.
#[utoipa::path(get, path = "/collections/{collection}/queryables", tag = "Features", params(("collection" = String, Path, description = "The name of the collection", example = "iris")), responses((status = 200, description = "The properties", content((Value = "application/schema+json"), (String = "text/html"))), (status = 404)))]
pub async fn get(ask: Ask, id: Path<String>) -> Answer {
    let media = ask.media(&[Media::Schema, Media::Html])?;
    let title = ask.collection(&id).await?.about.title.get(ask.here.lang).to_owned();
    ask.tell(media, Cost::Light, |_| title, move |prepared, here| Ok(schema(prepared.collection(&id)?, here))).await
}

fn schema(collection: &Collection, here: &Here) -> Value {
    let fields = collection.table.fields().iter();
    let mut properties: Map<String, Value> = fields.map(|field| (field.name.clone(), property(field, here.lang))).collect();
    let outline = json!({"title": "geometry", "format": "geometry-any", "x-ogc-role": "primary-geometry"});
    properties.insert("geometry".to_owned(), outline);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": here.address(&here.path),
        "type": "object",
        "title": collection.about.title.get(here.lang),
        "properties": properties,
        "additionalProperties": false,
    })
}

fn property(field: &Field, lang: Lang) -> Value {
    let title = field.title.get(lang);
    match field.kind {
        Kind::Text => json!({"title": title, "type": "string"}),
        Kind::Number => json!({"title": title, "type": "number"}),
        Kind::Whole => json!({"title": title, "type": "integer"}),
        Kind::YesNo => json!({"title": title, "type": "boolean"}),
        Kind::List => json!({"title": title, "type": "array", "items": {"type": "string"}}),
    }
}
