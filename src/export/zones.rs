//! The zones of one geography, every indicator as columns.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Cell, Frame, Kind, Place};
use crate::atlas::{Atlas, Layer};
use crate::domain::{Geography, IndicatorId, Measure, Text, Zone};

/// A layer of an atlas that is known to be there.
pub struct ZoneRows {
    atlas: Arc<Atlas>,
    geography: Geography,
}

impl ZoneRows {
    fn layer(&self) -> &Layer {
        &self.atlas.layers[&self.geography]
    }

    fn zone(&self, row: usize) -> &Zone {
        &self.layer().zones[row]
    }

    fn parent(&self, row: usize, geography: Geography) -> Cell<'_> {
        let codes: Vec<_> = self.zone(row).parents_in(geography).map(|parent| parent.code.as_str()).collect();
        if codes.is_empty() { Cell::Absent } else { Cell::Text(Cow::Owned(codes.join("|"))) }
    }
}

/// The table of a geography, or `None` when it is not loaded.
pub fn table(atlas: &Arc<Atlas>, geography: Geography) -> Option<Frame<ZoneRows>> {
    let layer = atlas.layer(geography)?;
    let (rows, indicators) = (layer.zones.len(), layer.columns.keys().cloned().collect::<Vec<_>>());
    let source = ZoneRows { atlas: Arc::clone(atlas), geography };
    let frame = Frame::new(source, rows, |s, row| Cow::Borrowed(s.zone(row).code.as_str()), |s, row| Place::Zone(s.layer(), row));
    Some(indicators.iter().fold(with_identity(frame), with_indicator))
}

fn with_identity(frame: Frame<ZoneRows>) -> Frame<ZoneRows> {
    frame
        .with("code", Text::new("Code officiel", "Official code"), Kind::Text, |s, row| Cell::text(s.zone(row).code.as_str()))
        .with("name", Text::new("Nom", "Name"), Kind::Text, |s, row| Cell::text(&s.zone(row).name))
        .with("geography", Text::new("Maillage", "Geography"), Kind::Text, |s, _| Cell::text(s.geography.code()))
        .with("vintage", Text::new("Millésime du contour", "Year of the outline"), Kind::Whole, |s, row| {
            Cell::Whole(s.zone(row).vintage.year().into())
        })
        .with("kind", Text::new("Type d’IRIS", "Kind of IRIS"), Kind::Text, |s, row| Cell::code(&s.zone(row).kind))
        .with("commune", Text::new("Code de la commune", "Code of the municipality"), Kind::Text, |s, row| {
            s.parent(row, Geography::Commune)
        })
        .with("departement", Text::new("Code du département", "Code of the département"), Kind::Text, |s, row| {
            s.parent(row, Geography::Departement)
        })
        .with("area_km2", Text::new("Superficie (km²)", "Area (km²)"), Kind::Number, |s, row| {
            Cell::number(s.layer().areas_km2.get(row).copied())
        })
}

fn with_indicator(frame: Frame<ZoneRows>, id: &IndicatorId) -> Frame<ZoneRows> {
    let title = frame.source().atlas.indicators.get(id).map_or_else(
        || Text::same(id.as_str()),
        |indicator| {
            let (year, label) = (indicator.vintage, &indicator.label);
            Text::new(format!("{}, {year}", label.fr), format!("{}, {year}", label.en))
        },
    );
    // The column itself is at hand: looking it up for every cell costs more than reading it.
    let column = frame.source().layer().columns.get(id).cloned().unwrap_or_default();
    frame.with_measure(id.as_str(), &title, move |_, row| column.get(row).copied().unwrap_or(Measure::missing()))
}
