//! Vector tiles: every geography drawn at every zoom out of shared arcs, cut into the tiles of Web Mercator, written as Mapbox Vector
//! Tiles. Seen together, the zones of a tile neither overlap nor leave a crack, at any zoom; `docs/TILES.md` tells how.
//!
//! A geography is cut into arcs when its first tile is asked for, and drawn at a zoom when the first tile of that zoom is. A zoom is
//! kept as a [`Sheet`], whose rings are written already: a tile that holds a zone whole copies it.

mod address;
mod encode;
mod land;
mod sheet;
mod zoom;

pub use address::Address;
pub use encode::{Layer, Shape, Value, Values, Words, tile};
pub use land::{Land, Tiles};
pub use sheet::{Piece, Sheet, dot};
pub use zoom::{LAST_ZOOM, MEDIA_TYPE, extent, first_zoom, scale, shift};
