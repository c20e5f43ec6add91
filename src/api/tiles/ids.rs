//! `GET /tiles/{snapshot}/{geography}/{z}/{x}/{y}`: a tile whose features bear their number alone.

use actix_web::web::Path;

use super::or_no_content;
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::media::Media;
use crate::domain::Geography;
use crate::tiles::Address;

/// The last zoom whose tiles hold thousands of zones.
const CROWDED: u32 = 8;

/// Reads a tile for a map that colours zones itself.
///
/// Mapbox Vector Tile of one layer, named after the geography. Each feature bears the number of its zone, 0 to N−1 in the order of
/// codes, as `/zones/{snapshot}/{geography}` and `/columns/{snapshot}/{geography}/{indicator}` list them, and no attribute. 1,024
/// units to the side up to zoom 8, 4,096 above, and a sixty-fourth of that round it. Zoom 14 is the last.
#[utoipa::path(
    get,
    path = "/tiles/{snapshot}/{geography}/{z}/{x}/{y}",
    tag = "Tiles",
    params(
        ("snapshot" = String, Path, description = "The state of the data, as `/atlas` names it", pattern = "^[0-9a-f]{16}$"),
        ("geography" = Geography, Path, description = "The zones", example = "iris"),
        ("z" = String, Path, description = "Zoom, 0 to 14", example = "12", pattern = "^[0-9]{1,2}$"),
        ("x" = String, Path, description = "Column from the west", example = "2091", pattern = "^[0-9]{1,5}$"),
        ("y" = String, Path, description = "Row from the north", example = "1495", pattern = "^[0-9]{1,5}$"),
    ),
    responses(
        (status = 200, description = "The tile", content((String = "application/vnd.mapbox-vector-tile"))),
        (status = 204, description = "Nothing lies in this tile"),
        (status = 404),
    ),
)]
pub async fn get(ask: Ask, path: Path<(String, String, String, String, String)>) -> Answer {
    let (snapshot, geography, z, x, y) = path.into_inner();
    let ask = ask.of_snapshot(&snapshot)?;
    let geography = ask.prepared.geography(Some(geography.parse()?))?;
    let address = Address::read(&z, &x, &y)?;
    let media = ask.media(&[Media::Tile])?;
    let ready = ask.prepared.tiles.is_drawn(geography, address.zoom());
    let cost = if ready && address.zoom() > CROWDED { Cost::Light } else { Cost::Heavy };
    ask.answer(media, cost, move |prepared, _| Ok(prepared.tiles.ids(geography, address).into())).await.map(or_no_content)
}
