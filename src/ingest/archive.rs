//! Opening archives with suspicion: zip, gzip, bzip2, and tar within the last two. What comes out is counted as it comes,
//! since what an archive says of itself may lie; names that lead elsewhere, links and archives within archives are refused.

use std::io::{BufReader, Cursor, Read};
use std::path::{Component, Path};

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::sieve::{self, Sieve};
use crate::domain::{Fault, Text};
use crate::sources::rows;
use crate::text;

/// At most so many bytes unpacked into memory.
pub(super) const MAX_UNPACKED: u64 = 1 << 30;
/// At most so many bytes read through a sieve, which keeps few of them.
const MAX_SIEVED: u64 = 8 << 30;
/// Text shrinks ten to forty times. Above a mebibyte, what shrinks more than this was made to swell.
const MAX_RATIO: u64 = 200;
/// At most so many files in an archive.
const MAX_ENTRIES: usize = 1_000;
/// Names shown when the one wanted is not there.
const SHOWN: usize = 8;
/// What a single compressed table may be.
const TABLES: [&str; 6] = ["csv", "tsv", "txt", "xlsx", "xls", "ods"];
/// Where a tar says that it is one.
const TAR_WORD: std::ops::Range<usize> = 257..262;

/// What is wanted of an archive.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inside {
    /// The name of the file wanted, `*` standing for anything, capitals aside; else the only table.
    pub member: Option<String>,
    /// Rows to keep while it is unpacked.
    pub sieve: Option<Sieve>,
}

/// The content of a gzip, of a bzip2, of the file wanted in a tar or zip, or of a zip that holds one table; anything else as
/// it is, after its archive, if it is one, was found harmless.
///
/// # Errors
/// `archive-too-large`, `archive-nested`, `archive-unsafe-name`, `archive-link`, `truncated-file`, `member-missing`,
/// `member-ambiguous`, and those of a sieve.
pub fn unpack(bytes: Vec<u8>, inside: &Inside) -> Result<Vec<u8>, Fault> {
    let packed = bytes.len() as u64;
    let content = match kind(&bytes) {
        Kind::Gz => stream(MultiGzDecoder::new(bytes.as_slice()), packed, inside)?,
        Kind::Bz2 => stream(MultiBzDecoder::new(bytes.as_slice()), packed, inside)?,
        Kind::Zip if inside.member.is_some() => member_of_zip(&bytes, inside)?,
        Kind::Zip => return only_table_of_zip(bytes),
        Kind::None => match &inside.sieve {
            Some(sieve) => sieve::sifted(bytes.as_slice(), sieve)?,
            None => return Ok(bytes),
        },
    };
    let again = kind(&content);
    if again == Kind::None || (again == Kind::Zip && rows::is_workbook(&content)) { Ok(content) } else { Err(nested()) }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gz,
    Bz2,
    Zip,
    None,
}

fn kind(bytes: &[u8]) -> Kind {
    match bytes {
        [0x1F, 0x8B, ..] => Kind::Gz,
        [b'B', b'Z', b'h', b'1'..=b'9', ..] => Kind::Bz2,
        [b'P', b'K', 3, 4, ..] => Kind::Zip,
        _ => Kind::None,
    }
}

/// What comes out of a compressed stream: a tar, or the content itself.
fn stream(packed: impl Read, size: u64, inside: &Inside) -> Result<Vec<u8>, Fault> {
    let most = if inside.sieve.is_some() { swollen(size).min(MAX_SIEVED) } else { most(size) };
    let mut counted = Counted { inner: packed, left: most, over: false };
    let result = content(&mut counted, inside);
    if counted.over { Err(too_large()) } else { result }
}

fn content(counted: &mut Counted<impl Read>, inside: &Inside) -> Result<Vec<u8>, Fault> {
    let mut head = Vec::new();
    counted.by_ref().take(512).read_to_end(&mut head).map_err(|_cause| truncated())?;
    let is_tar = head.get(TAR_WORD) == Some(b"ustar");
    let whole = Cursor::new(head).chain(counted);
    match (&inside.member, is_tar) {
        (member, true) => member_of_tar(whole, member.as_deref(), inside),
        (_, false) => taken(whole, inside),
    }
}

/// Everything that comes, through the sieve when there is one.
fn taken(mut from: impl Read, inside: &Inside) -> Result<Vec<u8>, Fault> {
    if let Some(sieve) = &inside.sieve {
        return sieve::sifted(BufReader::new(from), sieve);
    }
    let mut content = Vec::new();
    from.read_to_end(&mut content).map_err(|_cause| truncated())?;
    Ok(content)
}

fn member_of_tar(from: impl Read, wanted: Option<&str>, inside: &Inside) -> Result<Vec<u8>, Fault> {
    let mut archive = tar::Archive::new(from);
    let (mut names, mut found) = (Vec::new(), None);
    for (index, entry) in archive.entries().map_err(|_cause| truncated())?.enumerate() {
        let entry = entry.map_err(|_cause| truncated())?;
        if index >= MAX_ENTRIES {
            return Err(too_large());
        }
        let kind = entry.header().entry_type();
        let name = entry.path().map_err(|_cause| truncated())?.to_string_lossy().into_owned();
        if !(kind.is_file() || kind.is_dir() || kind.is_pax_global_extensions()) {
            return Err(link(&name));
        }
        safe(&name)?;
        if kind.is_file() && wanted.is_none_or(|wanted| fits(wanted, &name)) {
            if found.is_some() {
                return Err(ambiguous(&name));
            }
            found = Some(taken(entry, inside)?);
        }
        names.push(name);
    }
    found.ok_or_else(|| missing(wanted.unwrap_or("*"), &names))
}

fn member_of_zip(bytes: &[u8], inside: &Inside) -> Result<Vec<u8>, Fault> {
    let wanted = inside.member.as_deref().unwrap_or("*");
    let mut archive = opened(bytes)?;
    let names: Vec<String> =
        archive.file_names().filter(|name| !name.ends_with('/') && !name.starts_with("__MACOSX")).map(str::to_owned).collect();
    let mut fitting = names.iter().filter(|name| fits(wanted, name));
    let name = match (fitting.next(), fitting.next()) {
        (Some(name), None) => name,
        (Some(_), Some(other)) => return Err(ambiguous(other)),
        (None, _) => return Err(missing(wanted, &names)),
    };
    let entry = archive.by_name(name).map_err(damaged)?;
    let packed = entry.compressed_size();
    stream(entry, packed, inside)
}

/// The only table of a zip; else the zip itself, after every file in it was counted.
fn only_table_of_zip(bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let mut archive = opened(&bytes)?;
    count_all(&mut archive, bytes.len() as u64)?;
    match only_table(&archive).filter(|_| !rows::is_workbook(&bytes)) {
        None => Ok(bytes),
        Some(name) => {
            let entry = archive.by_name(&name).map_err(damaged)?;
            let packed = entry.compressed_size();
            let content = stream(entry, packed, &Inside::default())?;
            if kind(&content) == Kind::None || rows::is_workbook(&content) { Ok(content) } else { Err(nested()) }
        }
    }
}

/// A zip whose names and kinds of entries are harmless.
fn opened(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(too_large());
    }
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        safe(entry.name())?;
        if entry.is_symlink() {
            return Err(link(entry.name()));
        }
    }
    Ok(archive)
}

/// Counts what really comes out of every file. Entries may share bytes: the whole is held to the size of the archive.
fn count_all(archive: &mut ZipArchive<Cursor<&[u8]>>, packed: u64) -> Result<(), Fault> {
    let mut left = most(packed);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(damaged)?;
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

/// A reader that ends with an error once more has come than may.
struct Counted<R> {
    inner: R,
    left: u64,
    over: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let Some(left) = self.left.checked_sub(read as u64) else {
            self.over = true;
            return Err(std::io::Error::other("more than may come out"));
        };
        self.left = left;
        Ok(read)
    }
}

/// A name stays below the folder it would be unpacked in, on every system.
fn safe(name: &str) -> Result<(), Fault> {
    let plain = Path::new(name).components().all(|step| matches!(step, Component::Normal(_) | Component::CurDir));
    if plain && !name.contains(['\\', '\0', ':']) { Ok(()) } else { Err(unsafe_name(name)) }
}

/// Whether a name is the one wanted: by its last step, or whole where the pattern has steps.
fn fits(pattern: &str, name: &str) -> bool {
    let name = if pattern.contains('/') { name } else { name.rsplit('/').next().unwrap_or(name) };
    glob(&pattern.to_lowercase(), &name.to_lowercase())
}

/// Whether a text is a pattern's, `*` standing for anything.
pub fn glob(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(after) = text.strip_prefix(head) else { return false };
    (0..=after.len()).filter(|at| after.is_char_boundary(*at)).any(|at| after.get(at..).is_some_and(|tail| glob(rest, tail)))
}

/// The most that so many packed bytes may become in memory.
const fn most(packed: u64) -> u64 {
    let swollen = swollen(packed);
    if swollen < MAX_UNPACKED { swollen } else { MAX_UNPACKED }
}

/// The most that so many packed bytes honestly become.
const fn swollen(packed: u64) -> u64 {
    let swollen = packed.saturating_mul(MAX_RATIO);
    if swollen > 1 << 20 { swollen } else { 1 << 20 }
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

fn truncated() -> Fault {
    Fault::new(
        "truncated-file",
        Text::new("l’archive est incomplète ou abîmée", "the archive is incomplete or damaged"),
        Text::new("la télécharger à nouveau", "download it again"),
    )
}

fn damaged(_cause: ZipError) -> Fault {
    truncated()
}

fn nested() -> Fault {
    Fault::new(
        "archive-nested",
        Text::new("l’archive contient une archive", "the archive holds an archive"),
        Text::new("déployer la première soi-même et fournir la seconde", "unpack the first yourself and give the second"),
    )
}

fn unsafe_name(name: &str) -> Fault {
    let name = shown(name);
    Fault::new(
        "archive-unsafe-name",
        text!("l’archive contient un nom qui mène hors d’elle : « {name} »", "the archive holds a name that leads out of it: “{name}”"),
        Text::new("ne pas s’en servir : elle n’a pas été faite honnêtement", "do not use it: it was not made honestly"),
    )
}

fn link(name: &str) -> Fault {
    let name = shown(name);
    Fault::new(
        "archive-link",
        text!("l’archive contient un lien ou un périphérique : « {name} »", "the archive holds a link or a device: “{name}”"),
        Text::new("ne pas s’en servir, ou la refaire avec des fichiers seuls", "do not use it, or make it again with files alone"),
    )
}

fn ambiguous(name: &str) -> Fault {
    let name = shown(name);
    Fault::new(
        "member-ambiguous",
        text!("plusieurs fichiers de l’archive conviennent, dont « {name} »", "several files of the archive suit, “{name}” among them"),
        Text::new("préciser member dans le catalogue", "be more precise in member of the catalogue"),
    )
}

fn missing(wanted: &str, names: &[String]) -> Fault {
    let there = names.iter().take(SHOWN).map(|name| shown(name)).collect::<Vec<_>>().join(", ");
    Fault::new(
        "member-missing",
        text!("l’archive n’a pas de fichier « {wanted} »", "the archive has no file “{wanted}”"),
        text!("elle contient : {there}", "it holds: {there}"),
    )
}

fn shown(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(80).collect()
}

#[cfg(test)]
mod tests;
