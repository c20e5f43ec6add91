//! Filters in CQL2 (OGC 21-065r2), as text or as JSON: which rows of a table are wanted.
//!
//! A filter is read into a tree of [`expression`]s that knows where each part stood in what the user wrote, then bound
//! to the columns of a table ([`bind`]), which checks every type, and asked row by row ([`condition`]).
//!
//! What does not fit is refused at its character (or JSON pointer). The tree is never deeper than [`DEEPEST`], whatever
//! is sent: no filter can exhaust the stack; lists of `OR` are flat, however long.
//!
//! A value that is withheld or missing is null: a comparison with it is neither true nor false (three-valued logic),
//! and a row is wanted only when its condition is true.

mod arrays;
mod bind;
mod condition;
mod expression;
mod fault;
mod folding;
mod geometry;
mod instant;
mod json;
mod lexer;
mod literals;
mod pattern;
mod scalar;
mod space;
#[cfg(test)]
mod tests;
mod text;

use geo::Rect;

use self::bind::Columns;
pub use self::condition::Condition;
use super::reference::Reference;
use crate::domain::Fault;
use crate::export::Field;

/// How deep a filter may be nested.
pub const DEEPEST: usize = 32;

/// How many characters a filter may have.
pub const LONGEST: usize = 65_536;

/// The two ways of writing a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `theme = 'sante' AND capacity > 3`.
    Text,
    /// `{"op": "=", "args": [{"property": "theme"}, "sante"]}`.
    Json,
}

/// Reads a filter and binds it to columns. Its coordinates are those of `reference`.
///
/// # Errors
/// `bad-filter`, `filter-too-deep`, `filter-too-long`, `unknown-property`, or what is wrong with a geometry: each at
/// its character or JSON pointer.
pub fn read(filter: &str, language: Language, reference: Reference, fields: &[Field]) -> Result<Condition, Fault> {
    if filter.chars().nth(LONGEST).is_some() {
        return Err(fault::too_long());
    }
    let tree = match language {
        Language::Text => text::read(filter)?,
        Language::Json => json::read(filter)?,
    };
    Columns { fields, reference }.condition(&tree)
}

impl Condition {
    /// Rectangles outside of which no row can fit; `None` when rows anywhere may.
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Self::All(parts) => parts.iter().find_map(Self::bounds),
            Self::Space(space) => space.bounds(),
            _ => None,
        }
    }
}
