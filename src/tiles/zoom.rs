//! How zones are drawn at each zoom.

use crate::domain::Geography;
use crate::spatial::topology::{GRID_BITS, Raster, Scale, Tiling};

/// The last zoom that has tiles of its own; beyond, these are enlarged.
pub const LAST_ZOOM: u32 = 14;

/// The media type of a tile.
pub const MEDIA_TYPE: &str = "application/vnd.mapbox-vector-tile";

/// The last zoom drawn on the coarser grid: these show a country, and are what a reader begins with.
pub const COARSE: u32 = 8;

/// Cells on the side of a tile.
pub const fn extent(zoom: u32) -> u32 {
    1 << extent_bits(zoom)
}

const fn extent_bits(zoom: u32) -> u32 {
    if zoom <= COARSE { 10 } else { 12 }
}

/// Cells drawn round a tile, so that a border along its edge is whole: a sixty-fourth of its side.
pub const fn margin(zoom: u32) -> u32 {
    extent(zoom) / 64
}

/// The zoom from which every zone of a geography is drawn, held to all metropolitan France by `scripts/conformance-tiles`. Before, a
/// zone thinner than a cell may be missing, and its neighbours stand in its place.
pub const fn first_zoom(geography: Geography) -> u32 {
    match geography {
        Geography::Pays => 0,
        Geography::Departement => 4,
        Geography::Epci => 6,
        Geography::Commune | Geography::Iris | Geography::Quartier | Geography::Qpv => 9,
    }
}

/// How many times the world grid is halved for the grid of a zoom.
pub const fn shift(zoom: u32) -> u32 {
    GRID_BITS - zoom - extent_bits(zoom)
}

/// The grid of a zoom, and how much of each border is left out: triangles of less than a quarter of a pixel of 256 to the tile, and at the
/// last zoom, which is enlarged, of less than a cell.
pub const fn scale(zoom: u32) -> Scale {
    let shift = shift(zoom);
    let cells = if zoom == LAST_ZOOM {
        1
    } else if zoom <= COARSE {
        4
    } else {
        64
    };
    let tiling = Some(Tiling { extent: extent(zoom) as i32, margin: margin(zoom) as i32 });
    Scale { raster: Raster { shift, tiling }, least_area: cells as f32 * (1_u64 << (2 * shift)) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_a_pixel_is_the_same_at_every_zoom_but_the_last() {
        let pixels = |zoom: u32| {
            let pixel = f64::from(1_u32 << (GRID_BITS - zoom - 8));
            f64::from(scale(zoom).least_area) / pixel / pixel
        };
        assert!((0..LAST_ZOOM).all(|zoom| (pixels(zoom) - 0.25).abs() < 1e-12));
        assert!(pixels(LAST_ZOOM) < 0.01);
    }
}
