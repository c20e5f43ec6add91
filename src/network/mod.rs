//! Ways of travelling: each implements [`crate::domain::Travel`].

pub mod straight_line;

pub use straight_line::StraightLine;
