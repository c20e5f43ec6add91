//! The name of an atlas: the hash of all that can be read in it.

use std::fmt::Write;

use chrono::DateTime;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Atlas, Layer, SnapshotId};
use crate::domain::{Dataset, Fieldwork, Homes, Interval, Link, Measure, Report, SavedNetwork, Zone};

/// Changes when what is hashed changes, so that no two atlases of different content share a name.
const EDITION: &str = "maillage atlas 3";

/// The first 16 hexadecimal digits of SHA-256 over the content, in the order of the atlas. The times of
/// the imports stay out, and their reports: they tell what was joined at that moment.
pub(super) fn of<'a>(
    atlas: &Atlas,
    homes: impl Iterator<Item = &'a Homes>,
    networks: impl Iterator<Item = &'a SavedNetwork>,
) -> SnapshotId {
    let mut content = Content(Sha256::new());
    content.words(EDITION);
    content.words(&atlas.name);
    atlas.datasets.iter().map(timeless).for_each(|dataset| content.json(&dataset));
    atlas.indicators.values().for_each(|indicator| content.json(indicator));
    atlas.layers.values().for_each(|layer| content.layer(layer));
    if let Some(beyond) = &atlas.beyond {
        content.words("beyond");
        content.layer(beyond);
    }
    atlas.services.iter().for_each(|service| content.json(service));
    for joined in atlas.joined.values().flatten() {
        content.json(&joined.record);
    }
    homes.for_each(|homes| content.homes(homes));
    for SavedNetwork { mode, bytes } in networks {
        content.words(mode.code());
        content.piece(bytes);
    }
    content.fieldwork(&atlas.fieldwork);
    SnapshotId(content.0.finalize().iter().take(8).fold(String::new(), |mut name, byte| {
        let _infallible = write!(name, "{byte:02x}");
        name
    }))
}

fn timeless(dataset: &Dataset) -> Dataset {
    Dataset { imported_at: DateTime::UNIX_EPOCH, report: Report::default(), ..dataset.clone() }
}

/// What has been hashed so far. Every piece is preceded by its length, so that no two contents read alike.
struct Content(Sha256);

impl Content {
    fn piece(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn words(&mut self, words: &str) {
        self.piece(words.as_bytes());
    }

    fn json(&mut self, value: &impl Serialize) {
        let written = serde_json::to_vec(value);
        self.piece(&written.unwrap_or_default());
    }

    fn layer(&mut self, layer: &Layer) {
        self.words(layer.geography.code());
        let zones: Vec<_> = layer.zones.par_iter().map(zone).collect();
        for digest in zones {
            self.piece(&digest);
        }
        for (indicator, values) in &layer.columns {
            self.words(indicator.as_str());
            for value in values.iter() {
                self.measure(*value);
            }
        }
        // Nothing where a single edition is loaded.
        for (indicator, carried) in &layer.carried {
            self.words(indicator.as_str());
            self.json(carried);
        }
    }

    fn homes(&mut self, homes: &Homes) {
        self.json(&(homes.basis, homes.unit, homes.points.len()));
        for home in &homes.points {
            let figures = [home.position().lon(), home.position().lat(), home.weight()];
            for figure in figures {
                self.0.update(figure.to_bits().to_le_bytes());
            }
        }
    }

    /// Nothing where the field brought nothing.
    fn fieldwork(&mut self, fieldwork: &Fieldwork) {
        for Link { line, hash } in &fieldwork.released {
            self.words("released");
            self.words(line);
            self.words(hash);
        }
        for check in &fieldwork.checks {
            self.words("seen");
            self.json(check);
        }
    }

    fn measure(&mut self, measure: Measure) {
        self.words(measure.flag().code());
        let interval = measure.interval();
        let figures = [measure.value(), interval.map(Interval::low), interval.map(Interval::high)];
        figures.into_iter().flatten().for_each(|figure| self.0.update(figure.to_bits().to_le_bytes()));
        self.0.update([u8::from(interval.is_some())]);
    }
}

fn zone(zone: &Zone) -> [u8; 32] {
    let mut content = Content(Sha256::new());
    content.words(zone.code.as_str());
    content.words(&zone.name);
    content.json(&(zone.vintage, zone.kind, &zone.parents));
    for polygon in zone.shape.outline() {
        content.0.update((polygon.interiors().len() as u64).to_le_bytes());
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            let figures = ring.0.iter().flat_map(|at| [at.x, at.y]);
            content.piece(&figures.flat_map(|figure| figure.to_bits().to_le_bytes()).collect::<Vec<u8>>());
        }
    }
    content.0.finalize().into()
}
