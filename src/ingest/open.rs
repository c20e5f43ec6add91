//! Opening a file with suspicion: how large it is, how large it becomes unpacked, whether it is data.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use crate::domain::{Fault, Text};
use crate::sources::{decode, rows};
use crate::text;

/// At most so many bytes in a file: the largest IRIS and network files of the country are below it.
const MAX_FILE: u64 = 1 << 30;
/// At most so many bytes unpacked.
const MAX_UNPACKED: u64 = 1 << 30;
/// Text shrinks ten to forty times. Above a mebibyte, what shrinks more than this was made to swell.
const MAX_RATIO: u64 = 200;
/// At most so many files in an archive.
const MAX_ENTRIES: usize = 1_000;
/// What a single compressed table may be.
const TABLES: [&str; 6] = ["csv", "tsv", "txt", "xlsx", "xls", "ods"];

/// The whole content of a file.
///
/// # Errors
/// `file-unreadable` or `file-too-large`.
pub fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let unreadable = |cause: std::io::Error| {
        Fault::new(
            "file-unreadable",
            text!("le fichier ne s’ouvre pas ({cause})", "the file does not open ({cause})"),
            Text::new("vérifier le chemin et les droits de lecture", "check the path and the right to read it"),
        )
    };
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_FILE {
        let (size, most) = (size >> 20, MAX_FILE >> 20);
        return Err(Fault::new(
            "file-too-large",
            text!("le fichier pèse {size} Mio", "the file weighs {size} MiB"),
            text!("au plus {most} Mio : extraire le territoire voulu", "at most {most} MiB: extract the territory wanted"),
        ));
    }
    fs::read(path).map_err(unreadable)
}

/// A small text file of settings.
///
/// # Errors
/// Those of [`read`] and of [`decode::decode`].
pub fn text(path: &Path) -> Result<String, Fault> {
    Ok(decode::decode(&read(path)?, None)?.text)
}

/// The content of a gzip or of a zip that holds one table; anything else as it is, after its archive,
/// if it is one, was found harmless.
///
/// # Errors
/// `archive-too-large`, `archive-leads-elsewhere`, `truncated-file`.
pub fn unpack(bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    if bytes.starts_with(&[0x1F, 0x8B]) {
        return unpacked(MultiGzDecoder::new(bytes.as_slice()), bytes.len() as u64);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(bytes);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|_cause| truncated())?;
    harmless(&mut archive, bytes.len() as u64)?;
    match only_table(&archive).filter(|_| !rows::is_workbook(&bytes)) {
        None => Ok(bytes),
        Some(name) => {
            let entry = archive.by_name(&name).map_err(|_cause| truncated())?;
            let packed = entry.compressed_size();
            unpacked(entry, packed)
        }
    }
}

/// Refuses what a browser saved in place of data.
///
/// # Errors
/// `empty-file` or `html-not-data`.
pub fn refuse_what_is_not_data(bytes: &[u8]) -> Result<(), Fault> {
    decode::refuse_what_is_not_data(&decode::head(bytes, 512))
}

/// Counts what really comes out of every file, and of all of them: what an archive says of itself may lie, and files may share their bytes.
fn harmless(archive: &mut ZipArchive<Cursor<&[u8]>>, packed: u64) -> Result<(), Fault> {
    if archive.len() > MAX_ENTRIES {
        return Err(too_large());
    }
    let mut left = most(packed);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_cause| truncated())?;
        if entry.enclosed_name().is_none() || entry.is_symlink() {
            return Err(leads_elsewhere());
        }
        let most = most(entry.compressed_size()).min(left);
        let size = std::io::copy(&mut entry.take(most + 1), &mut std::io::sink()).map_err(|_cause| truncated())?;
        if size > most {
            return Err(too_large());
        }
        left -= size;
    }
    Ok(())
}

fn only_table(archive: &ZipArchive<Cursor<&[u8]>>) -> Option<String> {
    let table = |name: &&str| name.rsplit_once('.').is_some_and(|(_, end)| TABLES.contains(&end.to_ascii_lowercase().as_str()));
    let mut names = archive.file_names().filter(|name| !name.ends_with('/') && !name.starts_with("__MACOSX"));
    match (names.next(), names.next()) {
        (Some(only), None) if table(&only) => Some(only.to_owned()),
        _ => None,
    }
}

fn unpacked(packed: impl Read, size: u64) -> Result<Vec<u8>, Fault> {
    let most = most(size);
    let mut content = Vec::new();
    packed.take(most + 1).read_to_end(&mut content).map_err(|_cause| truncated())?;
    if content.len() as u64 > most { Err(too_large()) } else { Ok(content) }
}

/// The most that so many packed bytes may become.
const fn most(packed: u64) -> u64 {
    let swollen = packed.saturating_mul(MAX_RATIO);
    let most = if swollen > 1 << 20 { swollen } else { 1 << 20 };
    if most < MAX_UNPACKED { most } else { MAX_UNPACKED }
}

fn too_large() -> Fault {
    let most = MAX_UNPACKED >> 20;
    Fault::new(
        "archive-too-large",
        Text::new("l’archive se déploie démesurément", "the archive swells beyond measure"),
        text!(
            "au plus {most} Mio déployés et {MAX_RATIO} fois la taille : la décompresser soi-même et fournir le fichier voulu",
            "at most {most} MiB unpacked and {MAX_RATIO} times the size: unpack it yourself and give the file wanted"
        ),
    )
}

fn leads_elsewhere() -> Fault {
    Fault::new(
        "archive-leads-elsewhere",
        Text::new(
            "un fichier de l’archive porte un chemin ou un lien qui en sort",
            "a file of the archive bears a path or a link that leads out of it",
        ),
        Text::new("décompresser soi-même et fournir le fichier voulu", "unpack it yourself and give the file wanted"),
    )
}

fn truncated() -> Fault {
    Fault::new(
        "truncated-file",
        Text::new("l’archive est incomplète ou abîmée", "the archive is incomplete or damaged"),
        Text::new("la télécharger à nouveau", "download it again"),
    )
}
