//! An answer of a method with the state of the data it speaks of.

use serde::Serialize;
use utoipa::ToSchema;

use super::prepared::Prepared;

/// An answer and the state of the data it speaks of.
#[derive(Debug, Serialize, ToSchema)]
pub struct Told<T> {
    /// Names the state of the data.
    #[schema(example = "8b1f0c2d3e4f5a6b")]
    snapshot: String,
    /// The answer itself, its members beside.
    #[serde(flatten)]
    answer: T,
}

impl<T> Told<T> {
    /// An answer drawn from a snapshot.
    pub fn new(prepared: &Prepared, answer: T) -> Self {
        Self { snapshot: prepared.atlas.id.to_string(), answer }
    }
}
