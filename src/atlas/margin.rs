//! The people beyond the border: they use services within, and nothing else is told of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Layer, origins::Crossings, origins::Origins};
use crate::domain::{Batch, Dataset, DatasetId, Geography, Homes, Measure, Vintage};

/// What the format of a data set of the margin ends with: `iris-margin`.
const ENDING: &str = "-margin";

/// The name of a format where it speaks of the margin.
pub fn format_of(format: &str) -> String {
    format!("{format}{ENDING}")
}

/// Whether a data set speaks of the margin alone.
pub fn is_of(dataset: &Dataset) -> bool {
    dataset.format.ends_with(ENDING)
}

/// The zones of the margin with the counts of their people: IRIS of the newest edition that are none of the territory.
pub(super) fn layer(
    batches: Vec<Batch>,
    territory: Option<&Layer>,
    homes: &[(DatasetId, Homes)],
    crossings: &Crossings<'_>,
) -> Option<Layer> {
    let newest: Vintage = batches.iter().flat_map(|batch| &batch.zones).map(|zone| zone.vintage).max()?;
    let (mut zones, mut observations) = (Vec::new(), Vec::new());
    for batch in batches {
        zones.extend(batch.zones);
        observations.extend(batch.observations);
    }
    let beyond = |code: &str| territory.is_none_or(|layer| layer.index_of(code).is_none());
    zones.retain(|zone| zone.geography == Geography::Iris && zone.vintage == newest && beyond(zone.code.as_str()));
    let mut layer = Layer::of(zones)?;
    let mut columns = BTreeMap::new();
    for observation in observations {
        let Some(zone) = layer.index_of(observation.zone.as_str()) else { continue };
        columns.entry(observation.indicator).or_insert_with(|| vec![Measure::missing(); layer.zones.len()])[zone] = observation.measure;
    }
    layer.columns = columns.into_iter().map(|(indicator, column)| (indicator, Arc::new(column))).collect();
    layer.origins = Origins::of(&layer, homes, crossings);
    Some(layer)
}
