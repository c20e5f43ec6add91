//! From a file to a batch that may be committed: reads it within caps, recognises it, has it read,
//! checks what came out and stamps where it came from. Nothing is written here.

pub mod archive;
mod astray;
mod check;
mod joined;
mod known;
mod linked;
mod located;
pub mod manifest;
mod notes;
mod open;
mod released;
mod sieve;
mod streets;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use crate::domain::{Batch, Fault, Vintage};
use crate::sources::mapping::Mapped;
use crate::sources::streets::{StreetFormat, StreetMapping};
use crate::sources::{self, Format, Input, Options, Progress};

pub use archive::Inside;
pub use joined::{join, whole};
pub use known::Known;
pub use manifest::Manifest;
pub use notes::{NotesFile, read as notes};
pub use released::batch as released;
pub use sieve::Sieve;

/// Kilometres around the loaded zones within which services of other communes are kept.
pub const MARGIN_KM: f64 = 5.0;

/// The day it is, in universal time.
pub fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// The moment it is, in universal time.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The last day it is anywhere: who notes late in the evening is not told that tomorrow has not come.
pub fn latest_day() -> NaiveDate {
    (Utc::now() + chrono::TimeDelta::hours(14)).date_naive()
}

/// One file to import and what the user says about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is called, where that is not the name it lies under.
    pub called: Option<String>,
    /// What is wanted of it, when it is an archive.
    pub inside: Inside,
    /// Name of its format; else recognised from the content.
    pub format: Option<String>,
    /// A mapping that declares its columns.
    pub mapping: Option<PathBuf>,
    /// The year it speaks of, where it does not say.
    pub vintage: Option<Vintage>,
    /// Communes to keep; empty keeps everything.
    pub communes: Vec<String>,
    /// How far from the loaded zones services of other communes are kept.
    pub margin_km: f64,
    /// Whether it describes an invented place.
    pub fictional: bool,
    /// What the territory is called, where a manifest says so.
    pub territory: Option<String>,
}

impl Request {
    /// A file about which nothing is said.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            called: None,
            inside: Inside::default(),
            format: None,
            mapping: None,
            vintage: None,
            communes: Vec::new(),
            margin_km: MARGIN_KM,
            fictional: false,
            territory: None,
        }
    }

    /// The file's name without folder.
    pub fn name(&self) -> String {
        self.called.clone().unwrap_or_else(|| name(&self.path))
    }
}

/// The content of a file, unpacked and sifted as asked for.
///
/// # Errors
/// `file-unreadable`, `file-too-large`, and those of [`archive::unpack`].
pub fn content(path: &Path, inside: &Inside) -> Result<Vec<u8>, Fault> {
    archive::unpack(open::read(path)?, inside)
}

/// Reads one file into a batch.
///
/// # Parameters
/// `known`: the zones loaded so far; they decide which services are near and which rows join.
///
/// # Errors
/// A named fault placed in the file, and nothing else happens: `file-unreadable`, `file-too-large`,
/// those of [`archive::unpack`], `empty-file`, `html-not-data`, `unknown-format`, `mapping-needed`, those of the
/// format, `no-rows`, `duplicate-code`; or the first row's fault when every row is rejected.
pub fn file(request: &Request, known: &Known, progress: &dyn Progress) -> Result<Batch, Fault> {
    read(request, known, progress).map_err(|fault| if fault.place.file.is_some() { fault } else { fault.in_file(request.name()) })
}

fn read(request: &Request, known: &Known, progress: &dyn Progress) -> Result<Batch, Fault> {
    let raw = open::read(&request.path)?;
    let sha256 = format!("{:x}", Sha256::digest(&raw));
    let mut input = Input {
        name: request.name(),
        path: request.path.clone(),
        bytes: archive::unpack(raw, &request.inside)?,
        options: options(request, known),
    };
    open::refuse_what_is_not_data(&input.bytes)?;
    let mut batch = match (&request.mapping, street_format(request, &input)) {
        (Some(mapping), _) => mapped(mapping, &input, known, progress)?,
        (None, Some(format)) => streets::extract(&input, format, known)?,
        (None, None) => found(request, &mut input, known, progress)?,
    };
    check::batch(&mut batch, known)?;
    linked::say(&mut batch, known);
    astray::say(&mut batch, known);
    located::say(&mut batch, known);
    batch.dataset.file = input.name;
    batch.dataset.sha256 = sha256;
    batch.dataset.imported_at = Utc::now();
    batch.dataset.fictional = request.fictional;
    batch.dataset.report.territory.clone_from(&request.territory);
    Ok(batch)
}

fn options(request: &Request, known: &Known) -> Options {
    Options {
        vintage: request.vintage,
        communes: request.communes.clone(),
        fictional: request.fictional,
        known: known.codes(),
        near: known.surroundings(&request.communes, request.margin_km),
        drawn: Arc::default(),
    }
}

/// The street format of a file, unless another is asked for.
fn street_format(request: &Request, input: &Input) -> Option<StreetFormat> {
    let found = sources::streets::recognise(&input.bytes)?;
    request.format.as_ref().is_none_or(|asked| asked == found.name()).then_some(found)
}

/// Reads a file of a format with a name. Outlines are gathered for the one format that finds its zones by place.
fn found(request: &Request, input: &mut Input, known: &Known, progress: &dyn Progress) -> Result<Batch, Fault> {
    let format = chosen(request, input)?;
    if format.finds_zones() {
        input.options.drawn = Arc::new(known.drawn());
    }
    format.read(input, progress)
}

fn chosen(request: &Request, input: &Input) -> Result<&'static dyn Format, Fault> {
    request.format.as_deref().map_or_else(|| sources::recognise(input), sources::named)
}

/// Reads a file as its mapping declares: services, indicators, or streets.
fn mapped(path: &Path, input: &Input, known: &Known, progress: &dyn Progress) -> Result<Batch, Fault> {
    let toml = open::text(path)?;
    let misdeclared = |fault: Fault| fault.in_file(name(path));
    if StreetMapping::is_one(&toml) {
        let mapping = StreetMapping::parse(&toml).map_err(misdeclared)?;
        return streets::declared(input, &mapping, known);
    }
    Mapped::parse(&toml).map_err(misdeclared)?.read(input, progress)
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests;
