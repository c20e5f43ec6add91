//! Where a result goes: a file that appears whole or not at all, or the terminal.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::domain::{Fault, Text};
use crate::text;

/// Writes to a file, or to standard output for `-`. A file is written aside and put in place when it
/// is complete, so that an interrupted run never leaves half of one. A device or a pipe (`/dev/null`,
/// `/dev/stdout`) is written to where it is: putting a file in its place would destroy it.
///
/// # Errors
/// `cannot-write`, with the system's reason.
pub fn to(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Fault> {
    let done = match path {
        _ if path == Path::new("-") => to_terminal(write),
        _ if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) => to_device(path, write),
        _ => to_file(path, write),
    };
    done.map_err(|cause| cannot_write(path, &cause))
}

fn to_terminal(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        // The reader has seen enough: `| head` is not a failure.
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

fn to_device(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(File::options().write(true).open(path)?);
    write(&mut out).and_then(|()| out.flush())
}

fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(".part");
    let aside = path.with_file_name(name);
    let mut out = BufWriter::new(File::create(&aside)?);
    let done = write(&mut out).and_then(|()| out.flush()).and_then(|()| fs::rename(&aside, path));
    if done.is_err() {
        // The reason of the failure matters more than a leftover.
        let _ = fs::remove_file(&aside);
    }
    done
}

/// A result cannot be written, with the system’s reason.
pub fn cannot_write(path: &Path, cause: &io::Error) -> Fault {
    let path = path.display();
    Fault::new(
        "cannot-write",
        text!("impossible d’écrire {path} : {cause}", "cannot write {path}: {cause}"),
        Text::new("choisir un autre fichier avec --out", "choose another file with --out"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let reader = std::thread::spawn({
            let path = path.clone();
            move || fs::read(path).unwrap()
        });
        to(&path, |out| out.write_all(b"whole")).unwrap();
        assert_eq!(reader.join().unwrap(), b"whole");
        assert!(!fs::metadata(&path).unwrap().is_file());
    }

    #[test]
    fn a_failed_write_leaves_the_former_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("result.csv");
        to(&path, |out| out.write_all(b"first")).unwrap();
        let fault = to(&path, |out| out.write_all(b"half").and_then(|()| Err(io::Error::other("disk full")))).unwrap_err();
        assert_eq!(fault.code, "cannot-write");
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
