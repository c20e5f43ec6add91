//! Ways of travelling: each implements [`crate::domain::Travel`].

pub mod graph;
pub mod straight_line;

pub use graph::{Graph, Mode};
pub use straight_line::StraightLine;
