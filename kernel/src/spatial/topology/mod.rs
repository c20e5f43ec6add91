//! The topology of a geography: its borders as arcs that two zones share, drawn at any zoom without a gap, an overlap or a crossing.
//!
//! Outlines are brought onto an integer grid ([`grid`]) and given a point wherever they meet ([`outlines`], by [`crossings`] and
//! [`rounding`]); the sides they share are joined ([`chains`]) into [`arcs`], each with one zone at most on either side ([`cover`]), without slivers ([`gaps`]).
//! The points of each arc are weighed once ([`weigh`]), so that a zoom is a threshold. What is left is rounded onto the grid of the
//! zoom ([`rounding`] again), the rings of each zone are traced ([`trace`]), and tiles are cut out of them ([`clip`]).
//!
//! All tests of position are made on integers and are exact: nothing depends on a tolerance.

mod arcs;
mod chains;
mod clip;
mod cover;
mod coverage;
mod crossings;
mod drawing;
mod gaps;
mod grid;
mod outlines;
mod pixel;
mod rounding;
mod rows;
#[cfg(test)]
mod tests;
mod trace;
mod weigh;

pub use clip::{Frame, clipped};
pub use coverage::{Coverage, Scale};
pub use drawing::Drawing;
pub use grid::{GRID_BITS, MERCATOR_LATITUDE, Side, Spot, twice_area};
pub use rounding::{Raster, Tiling};
pub use trace::{Ring, rings, sides_of};
