//! Whom a table is owed to: producers, licences, and whether the place is invented.

use crate::atlas::Atlas;
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
        Self { attribution: attribution.join(" ; "), licence: licences.join(" ; "), fictional }
    }
}
