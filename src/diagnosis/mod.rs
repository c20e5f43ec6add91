//! What the methods say of a territory: each file takes columns from the atlas, calls `analysis` and
//! puts the result into words. The same answers serve the map, HTTP, exports and the command line.

pub mod area;
pub mod card;
pub mod changes;
pub mod columns;
pub mod contradictions;
pub mod coverage;
pub mod editions;
pub mod isochrones;
pub mod near;
pub mod people;
pub mod plans;
pub mod releases;
pub mod scenario;
pub mod series;
pub mod take_up;
pub mod targets;
pub mod ways;
pub mod wording;

#[cfg(test)]
pub(crate) mod town;

use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{Atlas, Layer};
use crate::domain::{DatasetId, Fault, Geography, Indicator, IndicatorId, Text};
use crate::text;

/// How a result was obtained, for the note beside every figure.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Method {
    /// Its name.
    pub name: Text,
    /// What it does, and what it is not, in a few plain sentences.
    pub note: Text,
    /// The works it follows.
    pub citation: String,
}

/// An indicator a result rests on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Basis {
    /// Its identifier.
    pub indicator: IndicatorId,
    /// What it is called.
    pub label: Text,
    /// Where it comes from.
    pub dataset: DatasetId,
}

impl Basis {
    /// An indicator as a basis.
    pub fn of(indicator: &Indicator) -> Self {
        Self { indicator: indicator.id(), label: indicator.label.clone(), dataset: indicator.dataset.clone() }
    }
}

/// The layer of a geography.
///
/// # Errors
/// `geography-not-loaded`, naming those that are.
pub fn layer(atlas: &Atlas, geography: Geography) -> Result<&Layer, Fault> {
    atlas.layer(geography).ok_or_else(|| {
        let loaded = atlas.layers.keys().map(|geography| geography.code()).collect::<Vec<_>>().join(", ");
        let hint = if loaded.is_empty() {
            Text::new("importer d’abord des contours", "import outlines first")
        } else {
            text!("choisir parmi {loaded}", "choose one of {loaded}")
        };
        Fault::new(
            "geography-not-loaded",
            text!("aucune zone de « {geography} » n’est chargée", "no zone of “{geography}” is loaded"),
            hint,
        )
        .in_column("geography")
    })
}

/// Data sets, each once, in order.
fn sources(datasets: impl IntoIterator<Item = DatasetId>) -> Vec<DatasetId> {
    datasets.into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}
