//! “Fewer than eleven”, laid into the columns of a release: the store keeps such a value as withheld and nothing more, the chain
//! tells everybody how far it can go.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Layer;
use crate::disclosure::release::{Counted, Level, Release, SHOWN_FROM, Shown};
use crate::domain::{Dataset, Geography, Indicator, IndicatorId, Link, Measure, Quarter};

/// Tells of each zone that a release counts fewer than eleven in, that they are fewer than eleven; of a chain that cannot be read,
/// nothing.
pub(super) fn lay(
    layers: &mut BTreeMap<Geography, Layer>,
    chain: &[Link],
    datasets: &[Dataset],
    indicators: &BTreeMap<IndicatorId, Indicator>,
) {
    let Ok(releases) = Release::read(chain.iter().map(|link| link.line.as_str())) else { return };
    for release in releases {
        let quarter = release.order.quarter.to_string();
        let Some(dataset) = datasets.iter().find(|dataset| dataset.format == "field-notes" && dataset.file == quarter) else { continue };
        let of_release: BTreeMap<String, IndicatorId> = indicators
            .values()
            .filter(|indicator| indicator.dataset == dataset.id)
            .map(|indicator| (indicator.code.clone(), indicator.id()))
            .collect();
        for row in release.rows.iter().filter(|row| row.shown == Shown::Few) {
            let Some(id) = of_release.get(&code(row.counted, release.order.quarter)) else { continue };
            let Some(layer) = geography(row.level, release.order.geography).and_then(|geography| layers.get_mut(&geography)) else {
                continue;
            };
            let zones: Vec<usize> = row.cell.iter().filter_map(|code| layer.index_of(code.as_str())).collect();
            let Some(column) = layer.columns.get_mut(id) else { continue };
            let column = Arc::make_mut(column);
            for zone in zones {
                column[zone] = Measure::fewer_than(SHOWN_FROM as u32);
            }
        }
    }
}

/// The code of the indicator that tells of one thing counted in a quarter, as `ingest::released` names it.
fn code(counted: Counted, quarter: Quarter) -> String {
    let words = format!("field_{}_{}", counted.code(), quarter.to_string().get(5..).unwrap_or_default());
    words.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}

/// The geography of a level, where the map has one.
fn geography(level: Level, finest: Geography) -> Option<Geography> {
    match level {
        Level::Zone => (finest != Geography::Commune).then_some(finest),
        Level::Commune => Some(Geography::Commune),
        Level::Epci => Some(Geography::Epci),
    }
}
