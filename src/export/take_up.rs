//! Probable non-take-up of each zone.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Cell, Frame, Kind, Place};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::take_up::{TakeUp, ZoneTakeUp};
use crate::domain::{Geography, Text};

/// The zones of one geography and their signal.
pub struct TakeUpRows {
    atlas: Arc<Atlas>,
    geography: Geography,
    rows: Vec<(usize, ZoneTakeUp)>,
}

impl TakeUpRows {
    fn layer(&self) -> &Layer {
        &self.atlas.layers[&self.geography]
    }

    fn signal(&self, row: usize) -> &ZoneTakeUp {
        &self.rows[row].1
    }
}

/// Every zone of the signal. Its geography must be in the atlas.
pub fn table(atlas: &Arc<Atlas>, take_up: &TakeUp) -> Frame<TakeUpRows> {
    let index = |zone: &ZoneTakeUp| atlas.layer(take_up.geography)?.index_of(zone.zone.as_str());
    let rows: Vec<_> = take_up.zones.iter().filter_map(|zone| Some((index(zone)?, zone.clone()))).collect();
    let count = rows.len();
    let source = TakeUpRows { atlas: Arc::clone(atlas), geography: take_up.geography, rows };
    let frame =
        Frame::new(source, count, |s, row| Cow::Borrowed(s.signal(row).zone.as_str()), |s, row| Place::Zone(s.layer(), s.rows[row].0));
    with_verdict(with_figures(with_identity(frame)))
}

fn with_identity(frame: Frame<TakeUpRows>) -> Frame<TakeUpRows> {
    frame
        .with("code", Text::new("Code de la zone", "Code of the zone"), Kind::Text, |s, row| Cell::text(s.signal(row).zone.as_str()))
        .with("name", Text::new("Nom de la zone", "Name of the zone"), Kind::Text, |s, row| Cell::text(&s.signal(row).name))
        .with("geography", Text::new("Maillage", "Geography"), Kind::Text, |s, _| Cell::text(s.geography.code()))
        .with("class", Text::new("Classe", "Class"), Kind::Text, |s, row| Cell::code(&s.signal(row).class))
}

fn with_figures(frame: Frame<TakeUpRows>) -> Frame<TakeUpRows> {
    let ratio = Text::new("Observés rapportés aux attendus", "Observed over expected");
    frame
        .with_measure("observed", &Text::new("Bénéficiaires observés", "Recipients observed"), |s, row| s.signal(row).observed)
        .with_measure("expected", &Text::new("Bénéficiaires attendus", "Recipients expected"), |s, row| s.signal(row).expected)
        .with_measure("ratio", &ratio, |s, row| s.signal(row).ratio)
        .with_measure("shortfall", &Text::new("Bénéficiaires manquants", "Recipients missing"), |s, row| s.signal(row).shortfall)
}

fn with_verdict(frame: Frame<TakeUpRows>) -> Frame<TakeUpRows> {
    let p = Text::new("Valeur p ajustée (Benjamini–Hochberg)", "Adjusted p-value (Benjamini–Hochberg)");
    frame.with("p_adjusted", p, Kind::Number, |s, row| Cell::number(s.signal(row).p_adjusted)).with(
        "cluster",
        Text::new("Rang de l’agrégat", "Rank of its cluster"),
        Kind::Whole,
        |s, row| Cell::whole(s.signal(row).cluster),
    )
}
