//! What the commands of a town work with.

use std::io;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::memory::Memory;
use crate::catalogue::{Catalogue, Source, Territory};
use crate::config::Config;
use crate::domain::{Fault, Text};
use crate::fetch::{Allowed, Fetcher, Kept};
use crate::remote::geocoding::Geocoder;
use crate::text;

/// Name of one's own catalogue in the data folder.
const OWN: &str = "catalogue.toml";

/// The catalogue, the fetcher, and what is kept.
pub struct Desk {
    /// The data sets known.
    pub catalogue: Catalogue,
    /// What was brought.
    pub kept: Kept,
    /// Where mappings of one's own catalogue lie.
    pub folder: std::path::PathBuf,
    fetcher: Option<Fetcher>,
    /// What is asked about addresses that the loaded base does not know.
    pub geocoder: Option<Geocoder>,
    /// Held so that no other process writes the same files meanwhile.
    held: Option<std::fs::File>,
    /// Work with what was kept at the end of this day, and ask nobody.
    pub as_of: Option<NaiveDate>,
}

impl Desk {
    /// A desk that may ask producers. Nothing is contacted yet.
    ///
    /// # Errors
    /// `bad-catalogue`, `bad-setting`, `folder-unusable`, `fetch-unusable`, `already-fetching`.
    pub fn open(config: &Config) -> Result<Self, Fault> {
        let mut desk = Self::reading(config)?;
        let allowed = Allowed::new(&desk.catalogue.hosts, config.fetch.mirror()?);
        desk.held = Some(desk.kept.hold().map_err(|cause| unreadable(&cause))?.ok_or_else(already_fetching)?);
        desk.geocoder = config.geocoder()?;
        desk.fetcher = Some(Fetcher::new(allowed, config.fetch.limits()?, desk.kept.clone())?);
        Ok(desk)
    }

    /// A desk that asks nobody.
    ///
    /// # Errors
    /// `bad-catalogue`, `folder-unusable`.
    pub fn reading(config: &Config) -> Result<Self, Fault> {
        let folder = config.folder()?.to_path_buf();
        let catalogue = Catalogue::embedded()?;
        let catalogue = match std::fs::read_to_string(folder.join(OWN)) {
            Ok(own) => catalogue.with(&own).map_err(|fault| fault.in_file(OWN))?,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => catalogue,
            Err(cause) => return Err(unreadable(&cause)),
        };
        Ok(Self { catalogue, kept: Kept::of(&folder), folder, fetcher: None, geocoder: None, held: None, as_of: None })
    }

    /// The fetcher.
    ///
    /// # Errors
    /// When the desk asks nobody; `not-kept` says so.
    pub fn fetcher(&self) -> Result<&Fetcher, Fault> {
        self.fetcher.as_ref().filter(|_| self.as_of.is_none()).ok_or_else(not_kept)
    }

    /// The territory that was asked for.
    ///
    /// # Errors
    /// `no-territory` when none was.
    pub fn territory(&self) -> Result<Territory, Fault> {
        self.kept.document("territory").map_err(|cause| unreadable(&cause))?.ok_or_else(no_territory)
    }

    /// What is remembered of a data set.
    ///
    /// # Errors
    /// `folder-unusable`.
    pub fn memory(&self, source: &Source) -> Result<Memory, Fault> {
        Ok(self.kept.document(&place(source)).map_err(|cause| unreadable(&cause))?.unwrap_or_default())
    }

    /// Remembers.
    ///
    /// # Errors
    /// `folder-unusable`.
    pub fn remember(&self, source: &Source, memory: &Memory) -> Result<(), Fault> {
        self.kept.write(&place(source), memory).map_err(|cause| unreadable(&cause))
    }
}

/// How files are read: by this entry of the catalogue, for these municipalities.
pub fn recipe(source: &Source, territory: &Territory) -> String {
    let around = if source.margin { (territory.departements_around(), territory.codes_around()) } else { Default::default() };
    let how = (source, territory.communes(), territory.margin_km.to_bits(), around);
    format!("{:x}", Sha256::digest(serde_json::to_vec(&how).unwrap_or_default()))
}

fn place(source: &Source) -> String {
    format!("state/{}", source.id)
}

/// The folder of what was brought cannot be used.
pub fn unreadable(cause: &io::Error) -> Fault {
    Fault::new(
        "folder-unusable",
        text!("le dossier de données n’est pas utilisable : {cause}", "the data folder cannot be used: {cause}"),
        Text::new("vérifier les droits et la place", "check rights and space"),
    )
}

/// Nothing was kept of it at that date.
pub fn not_kept() -> Fault {
    Fault::new(
        "not-kept",
        Text::new("rien n’en a été gardé à cette date", "nothing of it was kept at that date"),
        Text::new("choisir une date plus récente, ou laisser --as-of", "choose a later date, or leave out --as-of"),
    )
}

fn already_fetching() -> Fault {
    Fault::new(
        "already-fetching",
        Text::new("un autre processus reçoit déjà des données dans ce dossier", "another process is already fetching into this folder"),
        Text::new("attendre qu’il ait fini", "wait until it is done"),
    )
}

fn no_territory() -> Fault {
    Fault::new(
        "no-territory",
        Text::new("aucun territoire n’a été demandé", "no territory was asked for"),
        Text::new("commencer par : maillage init 34172", "begin with: maillage init 34172"),
    )
}
