//! Ways of travelling: each implements [`crate::domain::Travel`].

pub mod graph;
pub mod straight_line;
mod ways;

pub use graph::{Graph, Mode};
pub use straight_line::StraightLine;
pub use ways::Ways;
