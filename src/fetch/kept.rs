//! What was brought: `fetched` in the data folder. Files lie under the SHA-256 of their content, so that the same edition
//! brought twice is kept once; a journal says which address gave which file when, so that an import can be repeated years
//! later. Files under way lie aside, and are taken up where they stopped.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fetcher::Validators;

/// A folder of files brought.
#[derive(Debug, Clone)]
pub struct Kept(PathBuf);

/// One line of the journal: what was brought, from where, when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// When.
    pub at: DateTime<Utc>,
    /// The data set of the catalogue.
    pub source: String,
    /// Where it was asked for.
    pub address: String,
    /// What the file is called where it was.
    pub file: String,
    /// SHA-256 of its content, hexadecimal: its name in `files`.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
    /// What the producer names this state of it by.
    #[serde(flatten)]
    pub validators: Validators,
    /// The licence it is published under.
    pub licence: String,
}

impl Kept {
    /// The folder of a data folder; made when first written to.
    pub fn of(data: &Path) -> Self {
        Self(data.join("fetched"))
    }

    /// The file of this content.
    pub fn file(&self, sha256: &str) -> PathBuf {
        let (first, _) = sha256.split_at_checked(2).unwrap_or((sha256, ""));
        self.0.join("files").join(first).join(sha256)
    }

    /// Holds the folder against other processes that fetch, until what is given is dropped; `None` when another holds it.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn hold(&self) -> io::Result<Option<fs::File>> {
        fs::create_dir_all(&self.0)?;
        let lock = fs::File::create(self.0.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(lock)),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(cause)) => Err(cause),
        }
    }

    /// Whether the file of this content is there.
    pub fn holds(&self, sha256: &str) -> bool {
        self.file(sha256).is_file()
    }

    /// Where the file of an address grows, and what is known of it.
    pub fn part(&self, address: &str) -> (PathBuf, PathBuf) {
        let name = format!("{:x}", Sha256::digest(address.as_bytes()));
        let part = self.0.join("parts").join(name);
        (part.with_extension("part"), part.with_extension("json"))
    }

    /// Takes a whole file in under its content; gives its SHA-256 and length.
    ///
    /// # Errors
    /// When it cannot be read or moved.
    pub fn take(&self, part: &Path) -> io::Result<(String, u64)> {
        let (mut hash, mut file) = (Sha256::new(), fs::File::open(part)?);
        let (mut length, mut piece) = (0_u64, vec![0; 1 << 16]);
        loop {
            let read = file.read(&mut piece)?;
            if read == 0 {
                break;
            }
            hash.update(&piece[..read]);
            length += read as u64;
        }
        let sha256 = format!("{:x}", hash.finalize());
        let place = self.file(&sha256);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        file.sync_all()?;
        fs::rename(part, &place)?;
        Ok((sha256, length))
    }

    /// Keeps bytes made here from files brought: parts put together.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn keep(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let place = self.file(&format!("{:x}", Sha256::digest(bytes)));
        if !place.is_file() {
            whole(&place, bytes)?;
        }
        Ok(place)
    }

    /// Adds a line to the journal.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note(&self, record: &Record) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        fs::OpenOptions::new().create(true).append(true).open(self.0.join("journal.jsonl"))?.write_all(&line)
    }

    /// The lines of the journal, oldest first; a line cut short by a stop is passed over.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn journal(&self) -> io::Result<Vec<Record>> {
        match fs::read_to_string(self.0.join("journal.jsonl")) {
            Ok(text) => Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(cause) => Err(cause),
        }
    }

    /// A small document of this name, `None` when there is none or it is not what is expected.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn document<T: DeserializeOwned>(&self, name: &str) -> io::Result<Option<T>> {
        match fs::read(self.0.join(name).with_extension("json")) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
        }
    }

    /// Writes a small document, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write<T: Serialize>(&self, name: &str, document: &T) -> io::Result<()> {
        whole(&self.0.join(name).with_extension("json"), &serde_json::to_vec_pretty(document)?)
    }
}

/// Written aside, then put in place.
fn whole(place: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    let aside = place.with_extension(format!("{}.aside", std::process::id()));
    fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, place)).inspect_err(|_| _ = fs::remove_file(&aside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_is_kept_once_and_the_journal_survives_a_line_cut_short() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::of(folder.path());
        let place = kept.keep(b"a;b\n").unwrap();
        assert_eq!(kept.keep(b"a;b\n").unwrap(), place);
        let part = folder.path().join("x.part");
        fs::write(&part, b"a;b\n").unwrap();
        let (sha256, bytes) = kept.take(&part).unwrap();
        assert_eq!((kept.file(&sha256), bytes, part.exists()), (place, 4, false));
        let record = Record {
            at: DateTime::UNIX_EPOCH,
            source: "x".to_owned(),
            address: "https://a.fr/x".to_owned(),
            file: "x.csv".to_owned(),
            sha256,
            bytes,
            validators: Validators { etag: Some("\"1\"".to_owned()), last_modified: None },
            licence: "Licence Ouverte 2.0".to_owned(),
        };
        kept.note(&record).unwrap();
        fs::OpenOptions::new().append(true).open(folder.path().join("fetched/journal.jsonl")).unwrap().write_all(b"{\"at\"").unwrap();
        assert_eq!(kept.journal().unwrap(), [record]);
    }

    #[test]
    fn one_process_fetches_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::of(folder.path());
        let held = kept.hold().unwrap().unwrap();
        assert!(kept.hold().unwrap().is_none());
        drop(held);
        assert!(kept.hold().unwrap().is_some());
    }

    #[test]
    fn a_document_comes_back_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::of(folder.path());
        assert_eq!(kept.document::<Vec<u8>>("state/x").unwrap(), None);
        kept.write("state/x", &vec![1_u8, 2]).unwrap();
        assert_eq!(kept.document::<Vec<u8>>("state/x").unwrap(), Some(vec![1, 2]));
        fs::write(folder.path().join("fetched/state/x.json"), "{").unwrap();
        assert_eq!(kept.document::<Vec<u8>>("state/x").unwrap(), None);
    }
}
