//! `GET /collections/{id}/tiles`: the tilings of a collection, and what its tiles hold.

use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::{TILING, TILING_SCHEME, TILING_URI, attributes, check_tiling};
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::features::collection::Collection;
use crate::api::here::{Here, Link, percent};
use crate::api::media::Media;
use crate::api::prepared::Prepared;
use crate::export::Notice;
use crate::tiles::{LAST_ZOOM, MEDIA_TYPE};

/// The tilings of a collection.
#[derive(Serialize, ToSchema)]
pub struct Tilesets {
    /// Links to this answer and the collection.
    links: Vec<Link>,
    /// The tilings.
    tilesets: Vec<Tileset>,
}

/// A collection in a tiling.
#[derive(Serialize, ToSchema)]
pub struct Tileset {
    /// The title of the collection.
    title: String,
    /// Producers, titles and years of the data it rests on.
    attribution: String,
    /// Their licences.
    license: String,
    /// What is in the tiles.
    #[serde(rename = "dataType")]
    data_type: &'static str,
    /// The reference system of the tiling.
    crs: &'static str,
    /// The tiling.
    #[serde(rename = "tileMatrixSetURI")]
    tile_matrix_set_uri: &'static str,
    /// Where the tiles hold something.
    #[serde(rename = "boundingBox", skip_serializing_if = "Option::is_none")]
    bounding_box: Option<Bounds>,
    /// The layers of a tile.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    layers: Vec<LayerEntry>,
    /// Links: `item` is the address of a tile, with its places to fill in.
    links: Vec<Link>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Bounds {
    /// West and south, in degrees.
    lower_left: [f64; 2],
    /// East and north, in degrees.
    upper_right: [f64; 2],
    /// The reference system of the two.
    crs: &'static str,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LayerEntry {
    /// Its name.
    id: String,
    /// What is in it.
    data_type: &'static str,
    /// 0 for points, 2 for polygons.
    #[serde(skip_serializing_if = "Option::is_none")]
    geometry_dimension: Option<u8>,
    /// The first zoom.
    min_tile_matrix: String,
    /// The last zoom.
    max_tile_matrix: String,
}

/// Lists the tilings of a collection.
#[utoipa::path(get, path = "/collections/{collection}/tiles", tag = "Tiles", params(("collection" = String, Path, description = "The name of the collection", example = "iris")), responses((status = 200, description = "The tilings", content((Tilesets = "application/json"), (String = "text/html"))), (status = 404)))]
pub async fn list(ask: Ask, id: Path<String>) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = ask.title_of(&id).await?;
    ask.tell(
        media,
        Cost::Light,
        |_| title,
        move |prepared, here| {
            let collection = prepared.collection(&id)?;
            let tileset = Tileset::new(prepared, collection, here, Vec::new());
            Ok(Tilesets { links: vec![Link::new(here.with(&[]), "self", "application/json", here.path.clone())], tilesets: vec![tileset] })
        },
    )
    .await
}

/// Describes the tiles of a collection.
#[utoipa::path(
    get,
    path = "/collections/{collection}/tiles/{tiling}",
    tag = "Tiles",
    params(
        ("collection" = String, Path, description = "The name of the collection", example = "iris"),
        ("tiling" = String, Path, description = "The tiling: WebMercatorQuad is the only one", example = "WebMercatorQuad"),
    ),
    responses((status = 200, description = "The tiles", content((Tileset = "application/json"), (String = "text/html"))), (status = 404)),
)]
pub async fn get(ask: Ask, path: Path<(String, String)>) -> Answer {
    let (id, tiling) = path.into_inner();
    check_tiling(&tiling)?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = ask.title_of(&id).await?;
    ask.tell(
        media,
        Cost::Light,
        |_| title,
        move |prepared, here| {
            let collection = prepared.collection(&id)?;
            let layer = LayerEntry {
                id,
                data_type: "vector",
                geometry_dimension: attributes::dimension(&*collection.table),
                min_tile_matrix: "0".to_owned(),
                max_tile_matrix: LAST_ZOOM.to_string(),
            };
            Ok(Tileset::new(prepared, collection, here, vec![layer]))
        },
    )
    .await
}

impl Tileset {
    fn new(prepared: &Prepared, collection: &Collection, here: &Here, layers: Vec<LayerEntry>) -> Self {
        let notice = Notice::new(&prepared.atlas, &collection.about.sources, here.lang);
        let crs = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
        Self {
            title: collection.about.title.get(here.lang).to_owned(),
            attribution: notice.attribution,
            license: notice.licence,
            data_type: "vector",
            crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
            tile_matrix_set_uri: TILING_URI,
            bounding_box: collection.extent.map(|[west, south, east, north]| Bounds {
                lower_left: [west, south],
                upper_right: [east, north],
                crs,
            }),
            layers,
            links: links(prepared, &collection.about.id, here),
        }
    }
}

fn links(prepared: &Prepared, id: &str, here: &Here) -> Vec<Link> {
    let own = here.address(&format!("/collections/{}/tiles/{TILING}", percent(id)));
    let template = template(prepared, id, here, ["{tileMatrix}", "{tileRow}", "{tileCol}"]);
    vec![
        Link::new(own.clone(), "self", "application/json", TILING),
        Link::new(format!("{own}/tilejson"), "describedby", "application/json", "TileJSON"),
        Link::new(here.address(&format!("/tileMatrixSets/{TILING}")), TILING_SCHEME, "application/json", TILING),
        Link { templated: Some(true), ..Link::new(template, "item", MEDIA_TYPE, TILING) },
    ]
}

/// The address of a tile of this state of the data, with places to fill in for zoom, row and column.
pub fn template(prepared: &Prepared, id: &str, here: &Here, [zoom, row, column]: [&str; 3]) -> String {
    let path = format!("/collections/{}/tiles/{TILING}/{zoom}/{row}/{column}?snapshot={}", percent(id), prepared.atlas.id);
    here.address(&path)
}
