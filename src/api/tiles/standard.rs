//! `GET /collections/{id}/tiles/{tiling}/{tileMatrix}/{tileRow}/{tileCol}`: a tile of a collection, after OGC API Tiles.

use actix_web::web::Path;

use super::{attributes, check_tiling, or_no_content};
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::media::Media;
use crate::tiles::Address;

/// Reads a tile of a collection with every attribute.
///
/// Mapbox Vector Tile of one layer, named after the collection. A value withheld or missing is left out; the attribute that ends in
/// `_flag` says which.
#[utoipa::path(
    get,
    path = "/collections/{collection}/tiles/{tiling}/{z}/{y}/{x}",
    tag = "Tiles",
    params(
        ("collection" = String, Path, description = "The name of the collection", example = "iris"),
        ("tiling" = String, Path, description = "The tiling: WebMercatorQuad is the only one", example = "WebMercatorQuad"),
        ("z" = String, Path, description = "Tile matrix: the zoom, 0 to 14", example = "12", pattern = "^[0-9]{1,2}$"),
        ("y" = String, Path, description = "Tile row from the north", example = "1495", pattern = "^[0-9]{1,5}$"),
        ("x" = String, Path, description = "Tile column from the west", example = "2091", pattern = "^[0-9]{1,5}$"),
    ),
    responses(
        (status = 200, description = "The tile", content((String = "application/vnd.mapbox-vector-tile"))),
        (status = 204, description = "Nothing lies in this tile"),
        (status = 404),
    ),
)]
pub async fn get(ask: Ask, path: Path<(String, String, String, String, String)>) -> Answer {
    let (id, tiling, z, y, x) = path.into_inner();
    let collection = ask.collection(&id).await?;
    check_tiling(&tiling)?;
    let address = Address::read(&z, &x, &y)?;
    let cost = if attributes::is_light(&ask.prepared, collection, address) { Cost::Light } else { Cost::Heavy };
    let media = ask.media(&[Media::Tile])?;
    let make = move |prepared: &crate::api::Prepared, _: &_| Ok(attributes::of(prepared, prepared.collection(&id)?, address).into());
    ask.answer(media, cost, make).await.map(or_no_content)
}
