//! What the methods say of a territory: each file takes columns from the atlas, calls `analysis` and
//! puts the result into words. The same answers serve the map, HTTP, exports and the command line.

pub mod coverage;
pub mod take_up;
pub mod targets;

use serde::Serialize;

use crate::domain::{DatasetId, IndicatorId, Text};

/// How a result was obtained, for the note beside every figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Method {
    /// Its name.
    pub name: Text,
    /// What it does, and what it is not, in a few plain sentences.
    pub note: Text,
    /// The works it follows.
    pub citation: String,
}

/// An indicator a result rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Basis {
    /// Its identifier.
    pub indicator: IndicatorId,
    /// What it is called.
    pub label: Text,
    /// Where it comes from.
    pub dataset: DatasetId,
}
