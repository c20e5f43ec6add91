//! Where to act first: the ranked areas.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Cell, Frame, Kind, Place};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::targets::{DriverKind, Target, Targets};
use crate::domain::{Geography, Text};

/// Ranked zones of one geography.
pub struct TargetRows {
    atlas: Arc<Atlas>,
    geography: Geography,
    rows: Vec<(usize, Target)>,
}

impl TargetRows {
    fn layer(&self) -> &Layer {
        &self.atlas.layers[&self.geography]
    }

    fn target(&self, row: usize) -> &Target {
        &self.rows[row].1
    }

    fn contribution(&self, row: usize, kind: DriverKind) -> Cell<'_> {
        Cell::number(self.target(row).drivers.iter().find(|driver| driver.kind == kind).map(|driver| driver.contribution))
    }
}

/// The targets, first to act first. Their geography must be in the atlas.
pub fn table(atlas: &Arc<Atlas>, targets: &Targets) -> Frame<TargetRows> {
    let geography = targets.query.geography;
    let index = |target: &Target| atlas.layer(geography)?.index_of(target.zone.as_str());
    let rows: Vec<_> = targets.targets.iter().filter_map(|target| Some((index(target)?, target.clone()))).collect();
    let count = rows.len();
    let source = TargetRows { atlas: Arc::clone(atlas), geography, rows };
    let frame =
        Frame::new(source, count, |s, row| Cow::Borrowed(s.target(row).zone.as_str()), |s, row| Place::Zone(s.layer(), s.rows[row].0));
    with_action(with_drivers(with_rank(frame)))
}

fn with_rank(frame: Frame<TargetRows>) -> Frame<TargetRows> {
    frame
        .with("code", Text::new("Code de la zone", "Code of the zone"), Kind::Text, |s, row| Cell::text(s.target(row).zone.as_str()))
        .with("name", Text::new("Nom de la zone", "Name of the zone"), Kind::Text, |s, row| Cell::text(&s.target(row).name))
        .with("geography", Text::new("Maillage", "Geography"), Kind::Text, |s, _| Cell::text(s.geography.code()))
        .with("rank", Text::new("Rang", "Rank"), Kind::Whole, |s, row| Cell::Whole(s.target(row).rank.into()))
        .with("rank_low", Text::new("Meilleur rang (5 %)", "Best rank (5%)"), Kind::Whole, |s, row| {
            Cell::Whole(s.target(row).rank_low.into())
        })
        .with("rank_high", Text::new("Plus mauvais rang (95 %)", "Worst rank (95%)"), Kind::Whole, |s, row| {
            Cell::Whole(s.target(row).rank_high.into())
        })
        .with("score", Text::new("Score (0 à 100)", "Score (0 to 100)"), Kind::Number, |s, row| Cell::number(Some(s.target(row).score)))
}

fn with_drivers(frame: Frame<TargetRows>) -> Frame<TargetRows> {
    let share = |fr: &str, en: &str| Text::new(format!("Part du score due {fr}"), format!("Share of the score due to {en}"));
    frame
        .with("need", share("au besoin social", "social need"), Kind::Number, |s, row| s.contribution(row, DriverKind::Need))
        .with("gap", share("au manque d’accès", "the shortfall of access"), Kind::Number, |s, row| s.contribution(row, DriverKind::Gap))
        .with("take_up", share("au non-recours", "non-take-up"), Kind::Number, |s, row| s.contribution(row, DriverKind::TakeUp))
}

fn with_action(frame: Frame<TargetRows>) -> Frame<TargetRows> {
    frame
        .with_measure("people", &Text::new("Habitants", "People"), |s, row| s.target(row).people)
        .with("action", Text::new("Action recommandée", "Recommended action"), Kind::Text, |s, row| Cell::code(&s.target(row).action))
        .with("sentence_fr", Text::new("En une phrase (français)", "In a sentence (French)"), Kind::Text, |s, row| {
            Cell::text(&s.target(row).sentence.fr)
        })
        .with("sentence_en", Text::new("En une phrase (anglais)", "In a sentence (English)"), Kind::Text, |s, row| {
            Cell::text(&s.target(row).sentence.en)
        })
}
