//! The ground reached from a point, one row a limit.

use std::borrow::Cow;

use super::{Cell, Frame, Kind, Place};
use crate::diagnosis::isochrones::Isochrones;
use crate::domain::{Position, Shape, Text};

/// Grounds and their outlines.
pub struct GroundRows {
    found: Isochrones,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    minutes: f64,
    outline: Shape,
    at: Position,
}

/// The grounds of an answer, the shortest limit first; those too short to be drawn are left out.
pub fn table(found: Isochrones) -> Frame<GroundRows> {
    let drawn = found.grounds.iter().filter_map(|ground| {
        let (outline, minutes) = (ground.outline.clone()?, ground.limit.0);
        Some(Row { id: format!("{}-{minutes}", found.mode), minutes, outline, at: found.point })
    });
    let rows: Vec<Row> = drawn.collect();
    let count = rows.len();
    Frame::new(
        GroundRows { found, rows },
        count,
        |s, row| Cow::Borrowed(s.rows[row].id.as_str()),
        |s, row| Place::Area(s.rows[row].outline.outline(), s.rows[row].at),
    )
    .with("minutes", Text::new("Minutes au plus", "Minutes at most"), Kind::Number, |s, row| Cell::number(Some(s.rows[row].minutes)))
    .with("mode", Text::new("Mode de déplacement", "How one travels"), Kind::Text, |s, _| Cell::text(s.found.mode.code()))
    .with("method_fr", Text::new("Méthode (français)", "Method (French)"), Kind::Text, |s, _| Cell::text(&s.found.method.note.fr))
    .with("method_en", Text::new("Méthode (anglais)", "Method (English)"), Kind::Text, |s, _| Cell::text(&s.found.method.note.en))
}
