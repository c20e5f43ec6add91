//! Whom a table is owed to and how it came about: producers, licences, method, and whether the place is invented.

use crate::atlas::Atlas;
use crate::diagnosis::Method;
use crate::domain::{DatasetId, Lang, Text};

/// What must stand beside exported rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Producers, titles and years of the data sets.
    pub attribution: String,
    /// Their licences.
    pub licence: String,
    /// Whether any of them describes an invented place.
    pub fictional: bool,
    /// The state of the data it was read from.
    pub snapshot: String,
    /// How it was worked out, what it is not, and the works it follows; nothing for what is published as it is.
    pub method: Option<String>,
}

impl Notice {
    /// The notice of some data sets of an atlas.
    pub fn new<'a>(atlas: &Atlas, datasets: impl IntoIterator<Item = &'a DatasetId>, lang: Lang) -> Self {
        let wanted: Vec<_> = datasets.into_iter().collect();
        let (mut attribution, mut licences, mut fictional) = (Vec::new(), Vec::new(), false);
        for dataset in atlas.datasets.iter().filter(|dataset| wanted.contains(&&dataset.id)) {
            attribution.push(format!("{}, {} ({})", dataset.producer, dataset.title.get(lang), dataset.vintage));
            if !licences.contains(&dataset.licence) {
                licences.push(dataset.licence.clone());
            }
            fictional |= dataset.fictional;
        }
        if fictional {
            attribution.insert(0, Text::new("Données fictives", "Fictional data").get(lang).to_owned());
        }
        let (attribution, licence) = (attribution.join(" ; "), licences.join(" ; "));
        Self { attribution, licence, fictional, snapshot: atlas.id.to_string(), method: None }
    }

    /// The same, with the method of what is told.
    #[must_use]
    pub fn by(self, method: &Method, lang: Lang) -> Self {
        let (name, note, citation) = (method.name.get(lang), method.note.get(lang), &method.citation);
        Self { method: Some(format!("{name}. {note} ({citation})")), ..self }
    }
}
