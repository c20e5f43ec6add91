//! What a scenario changes: the zones concerned, before and after.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Cell, Frame, Kind, Place};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::scenario::{Scenario, ZoneChange, ZoneState};
use crate::domain::{Geography, Text};

/// Zones of one geography and what changes in them.
pub struct ScenarioRows {
    atlas: Arc<Atlas>,
    geography: Geography,
    rows: Vec<(usize, ZoneChange)>,
}

impl ScenarioRows {
    fn layer(&self) -> &Layer {
        &self.atlas.layers[&self.geography]
    }

    fn change(&self, row: usize) -> &ZoneChange {
        &self.rows[row].1
    }
}

/// One side of a comparison.
type Side = fn(&ZoneChange) -> &ZoneState;

/// The zones that change, by code. Their geography must be in the atlas.
pub fn table(atlas: &Arc<Atlas>, scenario: &Scenario) -> Frame<ScenarioRows> {
    let geography = scenario.query.geography;
    let index = |change: &ZoneChange| atlas.layer(geography)?.index_of(change.zone.as_str());
    let rows: Vec<_> = scenario.zones.iter().filter_map(|change| Some((index(change)?, change.clone()))).collect();
    let count = rows.len();
    let source = ScenarioRows { atlas: Arc::clone(atlas), geography, rows };
    let frame =
        Frame::new(source, count, |s, row| Cow::Borrowed(s.change(row).zone.as_str()), |s, row| Place::Zone(s.layer(), s.rows[row].0));
    let frame = with_side(with_people(frame), "before", ("avant", "before"), |change| &change.before);
    with_side(frame, "after", ("après", "after"), |change| &change.after)
}

fn with_people(frame: Frame<ScenarioRows>) -> Frame<ScenarioRows> {
    let gained = Text::new("Personnes nouvellement couvertes", "People newly covered");
    let lost = Text::new("Personnes qui ne sont plus couvertes", "People no longer covered");
    frame
        .with("code", Text::new("Code de la zone", "Code of the zone"), Kind::Text, |s, row| Cell::text(s.change(row).zone.as_str()))
        .with("name", Text::new("Nom de la zone", "Name of the zone"), Kind::Text, |s, row| Cell::text(&s.change(row).name))
        .with("effect", Text::new("Effet", "Effect"), Kind::Text, |s, row| Cell::code(&s.change(row).effect))
        .with_measure("people", &Text::new("Habitants", "People"), |s, row| s.change(row).people)
        .with_measure("newly_covered", &gained, |s, row| s.change(row).newly_covered)
        .with_measure("no_longer_covered", &lost, |s, row| s.change(row).no_longer_covered)
}

fn with_side(frame: Frame<ScenarioRows>, name: &str, (fr, en): (&str, &str), side: Side) -> Frame<ScenarioRows> {
    let title = |words_fr: &str, words_en: &str| Text::new(format!("{words_fr} ({fr})"), format!("{words_en} ({en})"));
    frame
        .with(format!("{name}_class"), title("Classe", "Class"), Kind::Text, move |s, row| Cell::code(&side(s.change(row)).class))
        .with(
            format!("{name}_minutes_median"),
            title("La moitié des habitants met au plus (minutes)", "Half of the people take at most (minutes)"),
            Kind::Number,
            move |s, row| Cell::number(side(s.change(row)).minutes.and_then(|minutes| minutes.median)),
        )
        .with(
            format!("{name}_share_within"),
            title("Part des habitants qui ont un service à portée", "Share of the people who have a service in reach"),
            Kind::Number,
            move |s, row| Cell::number(side(s.change(row)).share_within),
        )
        .with(format!("{name}_nearest"), title("Service le plus proche", "Nearest service"), Kind::Text, move |s, row| {
            Cell::maybe_text(side(s.change(row)).nearest.as_ref().map(|nearby| nearby.service.as_str()))
        })
        .with_measure(&format!("{name}_access"), &title("Services pour 10 000 habitants", "Services per 10,000 people"), move |s, row| {
            side(s.change(row)).access
        })
        .with_measure(&format!("{name}_short"), &title("Personnes en manque d’accès", "People short of access"), move |s, row| {
            side(s.change(row)).short
        })
}
