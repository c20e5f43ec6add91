//! Who is far from a service: access of each zone, theme by theme.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Cell, Frame, Kind, Place};
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::coverage::{Coverage, Nearby, ZoneCoverage};
use crate::domain::{Geography, Text, Theme};

/// Zones of one geography and their access for one or more themes.
pub struct CoverageRows {
    atlas: Arc<Atlas>,
    geography: Geography,
    rows: Vec<Row>,
}

struct Row {
    theme: Theme,
    zone: usize,
    id: String,
    coverage: ZoneCoverage,
    reasons_fr: Option<String>,
    reasons_en: Option<String>,
}

impl CoverageRows {
    fn layer(&self) -> &Layer {
        &self.atlas.layers[&self.geography]
    }

    fn coverage(&self, row: usize) -> &ZoneCoverage {
        &self.rows[row].coverage
    }

    fn nearest(&self, row: usize) -> Option<&Nearby> {
        self.coverage(row).nearest.as_ref()
    }
}

/// Every zone of one answer. The geography asked for must be in the atlas.
pub fn table(atlas: &Arc<Atlas>, coverage: &Coverage) -> Frame<CoverageRows> {
    frame(atlas, coverage.query.geography, rows(atlas, coverage, |_| true))
}

/// The zones where people are short of access, over several answers of one geography.
pub fn gaps(atlas: &Arc<Atlas>, geography: Geography, answers: &[Coverage]) -> Frame<CoverageRows> {
    let short = |zone: &ZoneCoverage| zone.short.value().is_some_and(|people| people > 0.0);
    frame(atlas, geography, answers.iter().flat_map(|answer| rows(atlas, answer, short)).collect())
}

fn rows(atlas: &Atlas, answer: &Coverage, wanted: impl Fn(&ZoneCoverage) -> bool) -> Vec<Row> {
    let Some(layer) = atlas.layer(answer.query.geography) else { return Vec::new() };
    let wanted = answer.zones.iter().filter(|coverage| wanted(coverage));
    wanted.filter_map(|coverage| layer.index_of(coverage.zone.as_str()).map(|zone| Row::new(answer.query.theme, zone, coverage))).collect()
}

impl Row {
    fn new(theme: Theme, zone: usize, coverage: &ZoneCoverage) -> Self {
        let words = |read: fn(&Text) -> &str| {
            let sentences: Vec<_> = coverage.reasons.iter().map(|reason| read(&reason.sentence)).collect();
            (!sentences.is_empty()).then(|| sentences.join(" "))
        };
        let (reasons_fr, reasons_en) = (words(|text| &text.fr), words(|text| &text.en));
        Self { theme, zone, id: format!("{}-{theme}", coverage.zone), coverage: coverage.clone(), reasons_fr, reasons_en }
    }
}

fn frame(atlas: &Arc<Atlas>, geography: Geography, rows: Vec<Row>) -> Frame<CoverageRows> {
    let count = rows.len();
    let source = CoverageRows { atlas: Arc::clone(atlas), geography, rows };
    let frame =
        Frame::new(source, count, |s, row| Cow::Borrowed(s.rows[row].id.as_str()), |s, row| Place::Zone(s.layer(), s.rows[row].zone));
    with_reasons(with_homes(with_nearest(with_access(with_identity(frame)))))
}

fn with_identity(frame: Frame<CoverageRows>) -> Frame<CoverageRows> {
    frame
        .with("code", Text::new("Code de la zone", "Code of the zone"), Kind::Text, |s, row| Cell::text(s.coverage(row).zone.as_str()))
        .with("name", Text::new("Nom de la zone", "Name of the zone"), Kind::Text, |s, row| Cell::text(&s.coverage(row).name))
        .with("geography", Text::new("Maillage", "Geography"), Kind::Text, |s, _| Cell::text(s.geography.code()))
        .with("theme", Text::new("Thème", "Theme"), Kind::Text, |s, row| Cell::text(s.rows[row].theme.code()))
        .with("class", Text::new("Classe", "Class"), Kind::Text, |s, row| Cell::code(&s.coverage(row).class))
}

fn with_access(frame: Frame<CoverageRows>) -> Frame<CoverageRows> {
    let access = Text::new("Accès : services pour 10 000 habitants (E2SFCA)", "Access: services per 10,000 people (E2SFCA)");
    let short = Text::new("Personnes en manque d’accès", "People short of access");
    frame
        .with("in_reach", Text::new("Services à portée", "Services in reach"), Kind::Whole, |s, row| {
            Cell::Whole(s.coverage(row).in_reach.into())
        })
        .with_measure("access", &access, |s, row| s.coverage(row).access)
        .with_measure("people", &Text::new("Habitants", "People"), |s, row| s.coverage(row).people)
        .with_measure("short", &short, |s, row| s.coverage(row).short)
}

fn with_nearest(frame: Frame<CoverageRows>) -> Frame<CoverageRows> {
    frame
        .with("nearest", Text::new("Service le plus proche", "Nearest service"), Kind::Text, |s, row| {
            Cell::maybe_text(s.nearest(row).map(|nearby| nearby.service.as_str()))
        })
        .with("nearest_name", Text::new("Nom du plus proche", "Name of the nearest"), Kind::Text, |s, row| {
            Cell::maybe_text(s.nearest(row).map(|nearby| nearby.name.as_str()))
        })
        .with("nearest_minutes", Text::new("Minutes jusqu’au plus proche", "Minutes to the nearest"), Kind::Number, |s, row| {
            Cell::number(s.nearest(row).map(|nearby| nearby.minutes))
        })
        .with("nearest_metres", Text::new("Mètres jusqu’au plus proche", "Metres to the nearest"), Kind::Number, |s, row| {
            Cell::number(s.nearest(row).map(|nearby| nearby.metres))
        })
}

fn with_homes(frame: Frame<CoverageRows>) -> Frame<CoverageRows> {
    let median = Text::new("La moitié des habitants met au plus (minutes)", "Half of the people take at most (minutes)");
    let p90 = Text::new("Neuf habitants sur dix mettent au plus (minutes)", "Nine people in ten take at most (minutes)");
    let within = Text::new("Part des habitants qui ont un service à portée", "Share of the people who have a service in reach");
    let unplaced = Text::new("Part des habitants dont le temps n’est pas connu", "Share of the people whose time is not known");
    frame
        .with("minutes_median", median, Kind::Number, |s, row| Cell::number(s.coverage(row).minutes.and_then(|minutes| minutes.median)))
        .with("minutes_p90", p90, Kind::Number, |s, row| Cell::number(s.coverage(row).minutes.and_then(|minutes| minutes.p90)))
        .with("share_within", within, Kind::Number, |s, row| Cell::number(s.coverage(row).share_within))
        .with("unplaced_share", unplaced, Kind::Number, |s, row| Cell::number(Some(s.coverage(row).unplaced.share)))
        .with("starts_from", Text::new("Points de départ", "Where ways start"), Kind::Text, |s, row| {
            Cell::text(s.coverage(row).basis.code())
        })
}

fn with_reasons(frame: Frame<CoverageRows>) -> Frame<CoverageRows> {
    frame
        .with("reasons", Text::new("Motifs", "Reasons"), Kind::List, |s, row| {
            Cell::codes(s.coverage(row).reasons.iter().map(|reason| reason.code))
        })
        .with("reasons_fr", Text::new("Motifs en mots (français)", "Reasons in words (French)"), Kind::Text, |s, row| {
            Cell::maybe_text(s.rows[row].reasons_fr.as_deref())
        })
        .with("reasons_en", Text::new("Motifs en mots (anglais)", "Reasons in words (English)"), Kind::Text, |s, row| {
            Cell::maybe_text(s.rows[row].reasons_en.as_deref())
        })
}
