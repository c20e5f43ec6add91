//! The folder where snapshots are kept between runs: `saved` in the data folder, beside the database.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::atlas::Atlas;
use crate::atlas::save::{self, Key, Saved};

/// So many snapshots are kept, the newest.
const KEPT: usize = 3;

const ENDING: &str = "atlas";

/// The ending of what was drawn of an atlas, beside it.
const DRAWN: &str = "tiles";

/// A folder of saved snapshots.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder of a data folder; made when first written to.
    pub fn of(data: &Path) -> Self {
        Self(data.join("saved"))
    }

    fn file(&self, key: &Key, ending: &str) -> PathBuf {
        self.0.join(key.name()).with_extension(ending)
    }

    /// Written aside, then put in place: a file is whole or not there.
    fn put(&self, key: &Key, ending: &str, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let aside = self.0.join(format!("{}-{ending}.{}", key.name(), std::process::id()));
        fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, self.file(key, ending))).inspect_err(|_| _ = fs::remove_file(&aside))?;
        self.thin()
    }

    /// Removes all but the newest, with what a run that broke off left aside before them.
    fn thin(&self) -> io::Result<()> {
        let files = fs::read_dir(&self.0)?.map(|entry| {
            let entry = entry?;
            Ok((entry.metadata()?.modified()?, entry.path()))
        });
        let mut files = files.collect::<io::Result<Vec<_>>>()?;
        files.sort();
        let whole = files.iter().rev().filter(|(_, file)| file.extension().is_some_and(|ending| ending == ENDING));
        let Some((oldest, _)) = whole.take(KEPT).last().cloned() else { return Ok(()) };
        files.iter().filter(|(written, _)| *written < oldest).try_for_each(|(_, old)| fs::remove_file(old))
    }
}

impl Saved for Folder {
    fn program(&self) -> String {
        program()
    }

    fn find(&self, key: &Key) -> Option<Atlas> {
        let file = self.file(key, ENDING);
        let bytes = bytes_of(&file)?;
        let unused =
            |cause: &save::Unused| tracing::warn!(file = %file.display(), %cause, "a saved snapshot is not used; it is built again");
        save::read(key, &bytes).inspect_err(unused).ok()
    }

    fn keep(&self, key: &Key, atlas: &Atlas) {
        let kept = save::write(key, atlas).map_err(io::Error::other).and_then(|bytes| self.put(key, ENDING, &bytes));
        match kept {
            Ok(()) => tracing::info!(snapshot = %atlas.id, "the snapshot is saved for the next start"),
            Err(cause) => {
                tracing::warn!(folder = %self.0.display(), %cause, "the snapshot cannot be saved; the next start builds it again");
            }
        }
    }

    fn find_drawn(&self, key: &Key) -> Option<Vec<u8>> {
        bytes_of(&self.file(key, DRAWN))
    }

    fn keep_drawn(&self, key: &Key, bytes: &[u8]) {
        if let Err(cause) = self.put(key, DRAWN, bytes) {
            tracing::warn!(folder = %self.0.display(), %cause, "tiles cannot be saved; the next start draws them again");
        }
    }
}

/// A file that may not be there.
fn bytes_of(file: &Path) -> Option<Vec<u8>> {
    let told = |cause: &io::Error| {
        if cause.kind() != io::ErrorKind::NotFound {
            tracing::warn!(file = %file.display(), %cause, "a saved snapshot cannot be read; it is built again");
        }
    };
    fs::read(file).inspect_err(told).ok()
}

/// Tells this build of the program from others: the length of its file and when it was written.
fn program() -> String {
    let file = std::env::current_exe().and_then(fs::metadata);
    let written = file.as_ref().ok().and_then(|file| file.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    format!("{:?} {:?}", file.map(|file| file.len()).ok(), written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(revision: u64) -> Key {
        Key::new("a build", revision, [])
    }

    fn files(folder: &Folder) -> usize {
        fs::read_dir(&folder.0).unwrap().count()
    }

    #[test]
    fn the_newest_snapshots_are_kept_and_nothing_left_aside() {
        let data = tempfile::tempdir().unwrap();
        let (folder, atlas) = (Folder::of(data.path()), Atlas::build(Vec::new()));
        assert!(folder.find(&key(1)).is_none());
        folder.keep(&key(1), &atlas);
        fs::write(folder.0.join("broken-off.77"), "half").unwrap();
        for revision in 2..=5 {
            std::thread::sleep(std::time::Duration::from_millis(20));
            folder.keep(&key(revision), &atlas);
            folder.keep_drawn(&key(revision), b"tiles");
        }
        assert_eq!(files(&folder), 2 * KEPT);
        assert_eq!((1..=5).filter(|revision| folder.find_drawn(&key(*revision)).is_some()).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!((1..=5).filter(|revision| folder.find(&key(*revision)).is_some()).collect::<Vec<_>>(), [3, 4, 5]);
    }

    #[test]
    fn a_damaged_file_is_ignored_and_replaced() {
        let data = tempfile::tempdir().unwrap();
        let (folder, atlas) = (Folder::of(data.path()), Atlas::build(Vec::new()));
        folder.keep(&key(1), &atlas);
        let whole = fs::read(folder.file(&key(1), ENDING)).unwrap();
        fs::write(folder.file(&key(1), ENDING), &whole[..whole.len() - 1]).unwrap();
        assert!(folder.find(&key(1)).is_none());
        folder.keep(&key(1), &atlas);
        assert_eq!(folder.find(&key(1)).unwrap().id, atlas.id);
    }

    #[test]
    fn a_folder_that_cannot_be_written_stops_nothing() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("saved"), "a file stands there").unwrap();
        let folder = Folder::of(data.path());
        folder.keep(&key(1), &Atlas::build(Vec::new()));
        assert!(folder.find(&key(1)).is_none());
    }
}
