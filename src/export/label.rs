//! What must travel with a table: what it is, whom it is owed to, of which years and of which state of the data.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Notice;
use crate::atlas::Atlas;
use crate::domain::{DatasetId, Lang, Text};

/// What is written inside a file, or beside it.
#[derive(Debug, Clone, Serialize)]
pub struct Label {
    /// What the table is called.
    pub title: String,
    /// What its rows are, and how they were worked out.
    pub method: String,
    /// Producers, titles and years of the data sets.
    pub attribution: String,
    /// Their licences.
    pub licence: String,
    /// Whether the place is invented.
    pub fictional: bool,
    /// The years the data speak of.
    pub vintage: String,
    /// The state of the data.
    pub snapshot: String,
}

impl Label {
    /// The label of a table that rests on some data sets of an atlas.
    pub fn new(atlas: &Atlas, sources: &[DatasetId], title: &Text, method: &Text, lang: Lang) -> Self {
        let Notice { attribution, licence, fictional, snapshot, method: _ } = Notice::new(atlas, sources, lang);
        let years: BTreeSet<u16> = atlas.datasets.iter().filter(|set| sources.contains(&set.id)).map(|set| set.vintage.year()).collect();
        Self {
            title: title.get(lang).to_owned(),
            method: method.get(lang).to_owned(),
            attribution,
            licence,
            fictional,
            vintage: years.iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
            snapshot,
        }
    }

    /// All of it as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
