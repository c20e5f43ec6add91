//! The files of a data set: asked of its producer, or found among those kept.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::desk::{Desk, not_kept, unreadable};
use super::memory::{File, Memory};
use super::voice::Voice;
use crate::catalogue::{Container, Source, Territory, address};
use crate::domain::{Fault, Text};
use crate::fetch::{Got, Record, Wanted};
use crate::ingest::{self, archive};
use crate::text;

/// What the description of a data set of data.gouv.fr may weigh, in mebibytes.
const LARGEST_DESCRIPTION: u64 = 16;

/// The files of a data set.
pub struct Files {
    /// In the order of their addresses.
    pub files: Vec<File>,
    /// Whether any is not the one remembered.
    pub changed: bool,
}

/// The files of a data set for a territory, as they are now or were at the date of the desk.
///
/// # Errors
/// Why one of them was not brought; `not-kept`.
pub async fn of(desk: &Desk, source: &Source, territory: &Territory, memory: &Memory, voice: &dyn Voice) -> Result<Files, Fault> {
    let addresses = address::addresses(source, territory);
    let mut files = Vec::with_capacity(addresses.len());
    if let Some(day) = desk.as_of {
        files = recalled(desk, source, &addresses, day)?;
    } else {
        for address in &addresses {
            files.push(asked(desk, source, address, memory, voice).await?);
        }
    }
    let same = |file: &File| memory.file(&file.address).is_some_and(|known| known.sha256 == file.sha256);
    let changed = files.len() != memory.files.len() || !files.iter().all(same);
    Ok(Files { files, changed })
}

/// The official geography: one file, of no territory.
///
/// # Errors
/// As [`of`].
pub async fn geography(desk: &Desk, source: &Source, memory: &Memory, voice: &dyn Voice) -> Result<File, Fault> {
    match desk.as_of {
        Some(day) => recalled(desk, source, std::slice::from_ref(&source.address), day)?.pop().ok_or_else(not_kept),
        None => asked(desk, source, &source.address, memory, voice).await,
    }
}

async fn asked(desk: &Desk, source: &Source, address: &str, memory: &Memory, voice: &dyn Voice) -> Result<File, Fault> {
    let address = match &source.resource {
        Some(pattern) => resource(desk, address, pattern).await?,
        None => address.to_owned(),
    };
    let known = memory.file(&address).filter(|file| desk.kept.holds(&file.sha256));
    let validators = known.map(|file| &file.validators).filter(|validators| !validators.is_empty());
    let wanted = Wanted { address: &address, container: source.container, largest_mib: source.largest_mib, known: validators };
    let got = {
        let progress = voice.progress(&source.id);
        desk.fetcher()?.fetch(wanted, progress.as_ref()).await?
    };
    let arrived = match (got, known) {
        (Got::New(arrived), _) => arrived,
        (Got::Same, Some(known)) => return Ok(known.clone()),
        (Got::Same, None) => return Err(not_kept()),
    };
    let called = called(source, &arrived.file);
    let record = Record {
        at: ingest::now(),
        source: source.id.clone(),
        address: address.clone(),
        file: called.clone(),
        sha256: arrived.sha256.clone(),
        bytes: arrived.bytes,
        validators: arrived.validators.clone(),
        licence: source.licence.clone(),
    };
    desk.kept.note(&record).map_err(|cause| unreadable(&cause))?;
    Ok(File { address, called, sha256: arrived.sha256, validators: arrived.validators })
}

/// What a file is called: as its producer does where that is the name of a file.
fn called(source: &Source, file: &str) -> String {
    let ending = match source.container {
        Container::Csv => "csv",
        Container::Json => "json",
        Container::Geojson => "geojson",
        Container::Xml => "osm",
        Container::Xlsx => "xlsx",
        Container::Zip => "zip",
        Container::Gz => "csv.gz",
        Container::TarBz2 => "tar.bz2",
        Container::TarGz => "tar.gz",
    };
    if file.contains('.') { file.to_owned() } else { format!("{}.{ending}", source.id) }
}

#[derive(Deserialize)]
struct Described {
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    url: String,
    #[serde(default)]
    last_modified: Option<String>,
}

/// The address of the newest resource of a data set of data.gouv.fr whose file has this name.
async fn resource(desk: &Desk, address: &str, pattern: &str) -> Result<String, Fault> {
    let wanted = Wanted { address, container: Container::Json, largest_mib: LARGEST_DESCRIPTION, known: None };
    let Got::New(arrived) = desk.fetcher()?.fetch(wanted, &crate::sources::Unwatched).await? else { return Err(not_described("304")) };
    let bytes = std::fs::read(&arrived.path).map_err(|cause| unreadable(&cause))?;
    newest(&bytes, pattern)
}

fn newest(bytes: &[u8], pattern: &str) -> Result<String, Fault> {
    let described: Described = serde_json::from_slice(bytes).map_err(|cause| not_described(&cause.to_string()))?;
    let name = |resource: &Resource| resource.url.rsplit('/').next().unwrap_or_default().to_owned();
    let suits = described.resources.iter().filter(|resource| archive::glob(pattern, &name(resource)));
    // Names bear their date; where they do not, the moment of the last change decides.
    let newest = suits.max_by_key(|resource| (name(resource), resource.last_modified.clone()));
    newest.map(|resource| resource.url.clone()).ok_or_else(|| {
        let there = described.resources.iter().take(8).map(name).collect::<Vec<_>>().join(", ");
        Fault::new(
            "resource-missing",
            text!("le jeu n’a plus de fichier « {pattern} »", "the data set has no file “{pattern}” any more"),
            text!(
                "il propose : {there} ; mettre le nouveau nom dans un catalogue.toml à vous",
                "it offers: {there}; put the new name in a catalogue.toml of your own"
            ),
        )
    })
}

fn not_described(cause: &str) -> Fault {
    Fault::new(
        "resource-missing",
        text!("la description du jeu ne se lit pas ({cause})", "the description of the data set cannot be read ({cause})"),
        Text::new(
            "réessayer plus tard, ou donner l’adresse du fichier dans un catalogue.toml à vous",
            "try again later, or give the address of the file in a catalogue.toml of your own",
        ),
    )
}

/// The files kept of a data set at the end of a day.
fn recalled(desk: &Desk, source: &Source, addresses: &[String], day: NaiveDate) -> Result<Vec<File>, Fault> {
    let journal = desk.kept.journal().map_err(|cause| unreadable(&cause))?;
    let by_then: Vec<Record> = journal.into_iter().filter(|record| record.source == source.id && is_by(record.at, day)).collect();
    let file = |record: &Record| File {
        address: record.address.clone(),
        called: record.file.clone(),
        sha256: record.sha256.clone(),
        validators: record.validators.clone(),
    };
    let last = |suits: &dyn Fn(&&Record) -> bool| {
        let found = by_then.iter().rev().find(suits).filter(|record| desk.kept.holds(&record.sha256));
        found.map(file).ok_or_else(not_kept)
    };
    if source.resource.is_some() {
        return Ok(vec![last(&|_| true)?]);
    }
    addresses.iter().map(|address| last(&|record| record.address == *address)).collect()
}

fn is_by(at: DateTime<Utc>, day: NaiveDate) -> bool {
    at.date_naive() <= day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_resource_of_the_name_is_taken() {
        let described = br#"{"resources": [
            {"url": "https://a.fr/x/services-inclusion-2026-08-24.csv", "last_modified": "2026-08-24"},
            {"url": "https://a.fr/y/services-inclusion-2026-08-31.csv"},
            {"url": "https://a.fr/z/services-inclusion-2026-08-31.json"}]}"#;
        assert_eq!(newest(described, "services-inclusion-*.csv").unwrap(), "https://a.fr/y/services-inclusion-2026-08-31.csv");
        let fault = newest(described, "structures-*.csv").unwrap_err();
        assert!(fault.code == "resource-missing" && fault.hint.en.contains("services-inclusion-2026-08-24.csv"));
        assert_eq!(newest(b"<html>", "x").unwrap_err().code, "resource-missing");
    }
}
