//! Ways of travelling: each implements [`crate::domain::Travel`].
//!
//! | question | file |
//! |---|---|
//! | as the crow flies | [`straight_line`] |
//! | what a network is | [`graph`], [`lines`] |
//! | on which street a place lies | [`snap`] |
//! | how long from a node to those around | [`dijkstra`] |
//! | who reaches what within a limit | [`reach`] |
//! | which few are nearest | [`nearest`] |
//! | by which way | [`path`] |
//! | every time between many and many | [`hierarchy`], [`matrix`] |
//! | what ground lies within a limit | [`isochrone`] |
//! | all of it, from door to door | [`streets`] |

pub mod build;
mod bytes;
mod contour;
pub mod dijkstra;
pub mod graph;
pub mod hierarchy;
pub mod isochrone;
pub mod lines;
pub mod matrix;
pub mod nearest;
pub mod path;
pub mod reach;
pub mod snap;
mod stops;
pub mod straight_line;
pub mod streets;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod town;
mod ways;

pub use build::{Profile, StreetReport, build};
pub use graph::{Graph, Mode};
pub use hierarchy::Hierarchy;
pub use isochrone::{Drawing, Heading};
pub use lines::Lines;
pub use matrix::Matrix;
pub use snap::{Snap, Snapper};
pub use stops::Side;
pub use straight_line::StraightLine;
pub use streets::{Approach, Origin, Streets};
pub use ways::Ways;
