//! `GET /tileMatrixSets`: the one tiling there is, after the standard for two-dimensional tile matrix sets.

use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::{TILING, TILING_URI, check_tiling};
use crate::api::answer::{Answer, Cost};
use crate::api::ask::Ask;
use crate::api::here::{Here, Link};
use crate::api::media::Media;
use crate::domain::Text;
use crate::tiles::LAST_ZOOM;

/// Half the circumference of the globe of Web Mercator, in metres.
const HALF_WORLD: f64 = 20_037_508.342_789_244;

/// The size of a pixel that scales are told for, in metres.
const PIXEL: f64 = 0.000_28;

/// The tilings.
#[derive(Serialize, ToSchema)]
pub struct Tilings {
    /// The tilings.
    #[serde(rename = "tileMatrixSets")]
    tile_matrix_sets: Vec<TilingEntry>,
}

#[derive(Serialize, ToSchema)]
struct TilingEntry {
    /// Its name.
    id: &'static str,
    /// Its title.
    title: &'static str,
    /// Where it is defined.
    uri: &'static str,
    /// Where it is described here.
    links: Vec<Link>,
}

/// A tiling.
#[derive(Serialize, ToSchema)]
pub struct Tiling {
    /// Its name.
    id: &'static str,
    /// Its title.
    title: &'static str,
    /// Where it is defined.
    uri: &'static str,
    /// The reference system of its coordinates.
    crs: &'static str,
    /// In which order coordinates come.
    #[serde(rename = "orderedAxes")]
    ordered_axes: [&'static str; 2],
    /// The scales of the set.
    #[serde(rename = "wellKnownScaleSet")]
    well_known_scale_set: &'static str,
    /// One matrix a zoom.
    #[serde(rename = "tileMatrices")]
    tile_matrices: Vec<Matrix>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the names are the standard’s")]
struct Matrix {
    /// The zoom.
    id: String,
    /// Metres on the ground to a metre on a screen, at the equator.
    scale_denominator: f64,
    /// Metres to a pixel, at the equator.
    cell_size: f64,
    /// Where it starts, in metres.
    point_of_origin: [f64; 2],
    /// Pixels across a tile.
    tile_width: u32,
    /// Pixels down a tile.
    tile_height: u32,
    /// Tiles across.
    matrix_width: u32,
    /// Tiles down.
    matrix_height: u32,
}

/// Lists the tilings.
#[utoipa::path(get, path = "/tileMatrixSets", tag = "Tiles", responses((status = 200, description = "The tilings", content((Tilings = "application/json"), (String = "text/html")))))]
pub async fn list(ask: Ask) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = |here: &Here| Text::new("Quadrillages", "Tilings").get(here.lang).to_owned();
    ask.tell(media, Cost::Light, title, |_, here| {
        let own = Link::new(here.address(&format!("/tileMatrixSets/{TILING}")), "self", "application/json", TILING);
        Ok(Tilings { tile_matrix_sets: vec![TilingEntry { id: TILING, title: TITLE, uri: TILING_URI, links: vec![own] }] })
    })
    .await
}

const TITLE: &str = "Google Maps Compatible for the World";

/// Describes a tiling.
#[utoipa::path(get, path = "/tileMatrixSets/{tiling}", tag = "Tiles", params(("tiling" = String, Path, description = "The tiling: WebMercatorQuad is the only one", example = "WebMercatorQuad")), responses((status = 200, description = "The tiling", content((Tiling = "application/json"), (String = "text/html"))), (status = 404)))]
pub async fn get(ask: Ask, tiling: Path<String>) -> Answer {
    check_tiling(&tiling)?;
    let media = ask.media(&[Media::Json, Media::Html])?;
    ask.tell(media, Cost::Light, |_| TILING.to_owned(), |_, _| Ok(web_mercator())).await
}

fn web_mercator() -> Tiling {
    let matrix = |zoom: u32| {
        let tiles = 1_u32 << zoom;
        let cell_size = 2.0 * HALF_WORLD / 256.0 / f64::from(tiles);
        Matrix {
            id: zoom.to_string(),
            scale_denominator: cell_size / PIXEL,
            cell_size,
            point_of_origin: [-HALF_WORLD, HALF_WORLD],
            tile_width: 256,
            tile_height: 256,
            matrix_width: tiles,
            matrix_height: tiles,
        }
    };
    Tiling {
        id: TILING,
        title: TITLE,
        uri: TILING_URI,
        crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
        ordered_axes: ["X", "Y"],
        well_known_scale_set: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        tile_matrices: (0..=LAST_ZOOM).map(matrix).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scales_are_those_of_the_standard() {
        let tiling = web_mercator();
        assert!((tiling.tile_matrices[0].scale_denominator - 559_082_264.028_717_8).abs() < 1e-3);
        assert!((tiling.tile_matrices[14].cell_size - 9.554_628_535_634_155).abs() < 1e-9);
    }
}
