//! Ways of travelling: each implements [`crate::domain::Travel`].

pub mod build;
mod bytes;
pub mod graph;
pub mod straight_line;

pub use build::{Profile, StreetReport, build};
pub use graph::{Graph, Mode};
pub use straight_line::StraightLine;
