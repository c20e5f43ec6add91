//! `GET /collections/{id}/tiles/{tiling}/tilejson`: what a map needs to draw a collection.

use std::collections::BTreeMap;

use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::check_tiling;
use super::tileset::template;
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::features::collection::Collection;
use crate::api::here::Here;
use crate::api::media::Media;
use crate::api::prepared::Prepared;
use crate::domain::Geography;
use crate::export::{Kind, Notice};
use crate::tiles::{LAST_ZOOM, first_zoom};

/// A description of tiles, after TileJSON 3.0.
#[derive(Serialize, ToSchema)]
pub struct TileJson {
    /// The version of the format.
    tilejson: &'static str,
    /// The title of the collection.
    name: String,
    /// What its features are.
    description: String,
    /// Producers, titles, years and licences of the data.
    attribution: String,
    /// The state of the data.
    version: String,
    /// How rows are counted: from the north.
    scheme: &'static str,
    /// The address of a tile, with places to fill in. It names the state of the data, so that tiles may be kept.
    tiles: Vec<String>,
    /// The first zoom.
    minzoom: u32,
    /// The last zoom.
    maxzoom: u32,
    /// The zoom to look at first: from it on, every zone is drawn.
    fillzoom: u32,
    /// West, south, east, north in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<[f64; 4]>,
    /// Longitude, latitude and zoom to start from.
    #[serde(skip_serializing_if = "Option::is_none")]
    center: Option<[f64; 3]>,
    /// The layers of a tile.
    vector_layers: Vec<VectorLayer>,
}

#[derive(Serialize, ToSchema)]
struct VectorLayer {
    /// Its name.
    id: String,
    /// What its features are.
    description: String,
    /// The first zoom.
    minzoom: u32,
    /// The last zoom.
    maxzoom: u32,
    /// Its attributes and what they hold.
    fields: BTreeMap<String, String>,
}

/// Describes the tiles of a collection as TileJSON.
#[utoipa::path(
    get,
    path = "/collections/{collection}/tiles/{tiling}/tilejson",
    tag = "Tiles",
    params(
        ("collection" = String, Path, description = "The name of the collection", example = "iris"),
        ("tiling" = String, Path, description = "The tiling: WebMercatorQuad is the only one", example = "WebMercatorQuad"),
    ),
    responses((status = 200, description = "The description", content((TileJson = "application/json"), (String = "text/html"))), (status = 404)),
)]
pub async fn get(ask: Ask, path: Path<(String, String)>) -> Answer {
    let (id, tiling) = path.into_inner();
    check_tiling(&tiling)?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    ask.collection(&id).await?;
    ask.tell(media, Cost::Light, |_| "TileJSON".to_owned(), move |prepared, here| Ok(described(prepared, prepared.collection(&id)?, here)))
        .await
}

fn described(prepared: &Prepared, collection: &Collection, here: &Here) -> TileJson {
    let (about, lang) = (&collection.about, here.lang);
    let notice = Notice::new(&prepared.atlas, &about.sources, lang);
    let description = about.description.get(lang).to_owned();
    let first = about.id.parse::<Geography>().map_or(0, first_zoom);
    TileJson {
        tilejson: "3.0.0",
        name: about.title.get(lang).to_owned(),
        description: description.clone(),
        attribution: format!("{} — {}", notice.attribution, notice.licence),
        version: "1.0.0".to_owned(),
        scheme: "xyz",
        tiles: vec![template(prepared, &about.id, here, ["{z}", "{y}", "{x}"])],
        minzoom: 0,
        maxzoom: LAST_ZOOM,
        fillzoom: first,
        bounds: collection.extent,
        center: collection
            .extent
            .map(|[west, south, east, north]| [f64::midpoint(west, east), f64::midpoint(south, north), f64::from(first)]),
        vector_layers: vec![VectorLayer { id: about.id.clone(), description, minzoom: 0, maxzoom: LAST_ZOOM, fields: fields(collection) }],
    }
}

fn fields(collection: &Collection) -> BTreeMap<String, String> {
    let word = |kind: Kind| match kind {
        Kind::Text | Kind::Date | Kind::List => "String",
        Kind::Number | Kind::Whole => "Number",
        Kind::YesNo => "Boolean",
    };
    collection.table.fields().iter().map(|field| (field.name.clone(), word(field.kind).to_owned())).collect()
}
