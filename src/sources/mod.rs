//! Open data formats: one file each. A format recognises its files from their content and reads them
//! into a [`Batch`]; it rejects single rows into the batch's report and fails only when the file as a
//! whole cannot be used.

pub mod outlines;

use std::path::PathBuf;

use crate::domain::{Batch, Fault, Vintage};

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

/// What the user says about a file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The year it speaks of, where the file does not say.
    pub vintage: Option<Vintage>,
    /// Keep only rows of these communes (and services within the margin); empty keeps all.
    pub communes: Vec<String>,
    /// Whether it describes an invented place.
    pub fictional: bool,
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

    /// Reads the whole file.
    ///
    /// # Errors
    /// When the file as a whole cannot be used: not this format, a column missing, truncated.
    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault>;
}
