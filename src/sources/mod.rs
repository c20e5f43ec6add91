//! Open data formats: one file each. A format recognises its files from their content and reads them
//! into a [`Batch`]; it rejects single rows into the batch's report and fails only when the file as a
//! whole cannot be used.
//!
//! Below the formats lie the layers they share, each on the one before: [`decode`] (bytes to text),
//! [`rows`] (text or workbook to numbered rows), [`table`] (rows under a header), [`points`] (GeoJSON
//! points as the same table), [`cell`] (what one cell says); then [`values`] for figures of zones and
//! [`services`] for places.

pub mod outlines;

pub mod apl;
pub mod bpe;
pub mod caf_ods;
pub mod catalogue;
pub mod cell;
pub mod cells;
pub mod census;
pub mod column;
pub mod columnar;
pub mod data_inclusion;
pub mod decisions;
pub mod decode;
pub mod directory;
pub mod drawn;
pub mod filosofi;
pub mod finess;
pub mod france_services;
pub mod homes;
pub mod mapping;
pub mod mediation_numerique;
pub mod points;
pub mod qpv_indicateurs;
pub mod quartiers;
pub mod records;
pub mod rows;
pub mod services;
pub mod streets;
pub mod table;
pub mod values;
pub mod vintage;
pub mod voiture_iris;

pub use catalogue::{FORMATS, named, recognise};
pub use drawn::Drawn;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

pub use crate::domain::territory::town_of;

use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Position, Report, Text, Vintage, ZoneCode};

/// A file as given by the user.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name without folder, for reports.
    pub name: String,
    /// Where it lies: formats of several files (shapefile, GeoPackage) read from here.
    pub path: PathBuf,
    /// Its whole content.
    pub bytes: Vec<u8>,
    /// What the user said about it.
    pub options: Options,
}

impl Input {
    /// Content without a path, nothing said about it.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), path: PathBuf::from(name), bytes: bytes.to_vec(), options: Options::default() }
    }
}

/// What the user says about a file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The year it speaks of, where the file does not say.
    pub vintage: Option<Vintage>,
    /// Keep only rows of these communes (and services within the margin); empty keeps all.
    pub communes: Vec<String>,
    /// Whether it describes an invented place.
    pub fictional: bool,
    /// Zones already loaded: among geographies whose codes do not hold the commune's, these are kept.
    pub known: HashSet<(Geography, ZoneCode)>,
    /// The outlines of loaded zones, for data that finds its zone by place.
    pub drawn: Arc<Drawn>,
    /// The loaded zones' surroundings: services of other communes are kept within it.
    pub near: Option<Surroundings>,
}

/// A box of longitudes and latitudes, bounds included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Surroundings {
    /// West and east, in degrees.
    pub lon: (f64, f64),
    /// South and north, in degrees.
    pub lat: (f64, f64),
}

impl Surroundings {
    /// Whether a position lies inside.
    pub fn holds(&self, position: Position) -> bool {
        (self.lon.0..=self.lon.1).contains(&position.lon()) && (self.lat.0..=self.lat.1).contains(&position.lat())
    }
}

impl Options {
    /// Whether a commune is among those asked for; an arrondissement of Paris, Lyon or Marseille is
    /// when its town is.
    pub fn covers_commune(&self, commune: &str) -> bool {
        let town = town_of(commune);
        self.communes.is_empty() || self.communes.iter().any(|asked| asked == commune || asked == town)
    }

    /// Whether a zone lies in the communes asked for: by its code for IRIS and communes; otherwise
    /// when it is loaded, or when no zone of its geography is.
    pub fn covers_zone(&self, geography: Geography, zone: &ZoneCode) -> bool {
        match geography {
            Geography::Iris | Geography::Commune => zone.as_str().get(..5).is_some_and(|commune| self.covers_commune(commune)),
            _ if self.communes.is_empty() => true,
            _ => self.known.contains(&(geography, zone.clone())) || !self.known.iter().any(|(loaded, _)| *loaded == geography),
        }
    }

    /// Whether a service is to be kept: in the communes by its code, or near the loaded zones.
    pub fn covers_place(&self, commune: Option<&str>, position: Position) -> bool {
        self.communes.is_empty()
            || commune.is_some_and(|commune| self.covers_commune(commune))
            || self.near.is_some_and(|near| near.holds(position))
    }
}

/// Told how far a reading has come.
pub trait Progress: Sync {
    /// The number of rows to come, once known.
    fn expect(&self, rows: u64);
    /// So many more rows are done.
    fn advance(&self, rows: u64);
}

/// A progress that nobody watches.
pub struct Unwatched;

impl Progress for Unwatched {
    fn expect(&self, _rows: u64) {}
    fn advance(&self, _rows: u64) {}
}

/// One open data format.
pub trait Format: Sync {
    /// Its name on the command line: `caf-quartiers`.
    fn name(&self) -> &'static str;

    /// Whether the content looks like this format. Only the content decides, never the file's name.
    fn recognises(&self, input: &Input) -> bool;

    /// Whether its rows find their zones by place: the outlines loaded so far are then in the options.
    fn finds_zones(&self) -> bool {
        false
    }

    /// Reads the whole file.
    ///
    /// # Errors
    /// When the file as a whole cannot be used: not this format, a column missing, truncated.
    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault>;
}

/// A data set of a format, about which only the reading can say more: the file's name, its hash and
/// the moment are stamped by the import.
pub fn dataset(format: &str, id: DatasetId, title: Text, vintage: Vintage) -> Dataset {
    Dataset {
        id,
        format: format.to_owned(),
        title,
        producer: String::new(),
        licence: "Licence Ouverte".to_owned(),
        vintage,
        file: String::new(),
        sha256: String::new(),
        imported_at: chrono::DateTime::UNIX_EPOCH,
        fictional: false,
        secrecy: None,
        notes: Vec::new(),
        report: Report::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_an_arrondissement_belong_to_their_town() {
        let options = Options { communes: vec!["75056".to_owned(), "34172".to_owned()], ..Options::default() };
        for (commune, covered) in
            [("75101", true), ("75120", true), ("75056", true), ("34172", true), ("69381", false), ("2A004", false), ("01004", false)]
        {
            assert_eq!(options.covers_commune(commune), covered, "{commune}");
        }
        assert!(options.covers_zone(Geography::Iris, &ZoneCode::new("751010101").unwrap()));
    }
}
