//! Zip archives, opened with suspicion: nothing is unpacked to disk, nothing named out of the archive,
//! linked, nested, encrypted or swollen beyond measure is read.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::layer::{Layer, Peek, broken};
use super::{geojson, shapefile};
use crate::domain::{Fault, Text};
use crate::text;

/// At most so many entries.
const MAX_ENTRIES: usize = 1_000;
/// At most so many bytes unpacked, over all entries.
const MAX_BYTES: u64 = 1 << 30;
/// No entry larger than a mebibyte may shrink more than this. Attribute tables, padded with blanks,
/// reach 60.
const MAX_RATIO: u64 = 200;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Whether the content starts as a zip does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads the one layer of an archive: GeoJSON in WGS 84 by preference, else a shapefile.
///
/// # Errors
/// `unsafe-archive`, `truncated-file`; `not-a-layer` when it holds none, `several-layers` when the
/// choice is not ours to make.
pub fn read(bytes: &[u8]) -> Result<Layer, Fault> {
    match content(bytes)? {
        Content::Shapefile(parts) => parts.read(),
        Content::GeoJson(text) => geojson::read(&text),
    }
}

/// Reads every layer of an archive in its best encoding, one after the other: GeoJSON when there is any, else shapefiles.
/// An archive with a layer of the whole country in degrees has that one alone.
///
/// # Errors
/// Those of [`read`], but for `several-layers`.
pub fn read_all(bytes: &[u8]) -> Result<Vec<Layer>, Fault> {
    let mut archive = opened(bytes)?;
    let names = match chosen(&archive) {
        Ok(only) => vec![only],
        Err(fault) => Some(candidates(&archive)).filter(|names| !names.is_empty()).ok_or(fault)?,
    };
    let layer = |name: &String| match unpacked(&mut archive, name)? {
        content if has_extension(name, "shp") => parts(&mut archive, name, content)?.read(),
        content => geojson::read(&content),
    };
    names.iter().map(layer).collect()
}

/// The columns of the layer that stands for all, as [`read_all`] takes them.
pub fn peek_all(bytes: &[u8]) -> Option<Peek> {
    let mut archive = opened(bytes).ok()?;
    let name = chosen(&archive).ok().or_else(|| candidates(&archive).into_iter().next())?;
    let content = unpacked(&mut archive, &name).ok()?;
    if has_extension(&name, "shp") { parts(&mut archive, &name, content).ok()?.peek() } else { geojson::peek(&content) }
}

/// The files of the one shapefile of an archive.
///
/// # Errors
/// Those of [`read`]; `not-a-layer` also when the layer is of another kind.
pub fn shapefile(bytes: &[u8]) -> Result<shapefile::Parts<'static>, Fault> {
    let mut archive = opened(bytes)?;
    let name = chosen(&archive)?;
    if !has_extension(&name, "shp") {
        return Err(no_layer());
    }
    let content = unpacked(&mut archive, &name)?;
    parts(&mut archive, &name, content)
}

/// The columns of its one layer, if it can be told safely.
pub fn peek(bytes: &[u8]) -> Option<Peek> {
    match content(bytes).ok()? {
        Content::Shapefile(parts) => parts.peek(),
        Content::GeoJson(text) => geojson::peek(&text),
    }
}

/// The one layer of an archive, unpacked.
#[derive(Debug)]
pub enum Content {
    /// A shapefile.
    Shapefile(shapefile::Parts<'static>),
    /// The text of a GeoJSON file.
    GeoJson(Vec<u8>),
}

/// Unpacks the one layer of an archive.
///
/// # Errors
/// As [`read`].
pub fn content(bytes: &[u8]) -> Result<Content, Fault> {
    let mut archive = opened(bytes)?;
    let name = chosen(&archive)?;
    let unpacked = unpacked(&mut archive, &name)?;
    if has_extension(&name, "shp") { parts(&mut archive, &name, unpacked).map(Content::Shapefile) } else { Ok(Content::GeoJson(unpacked)) }
}

fn opened(bytes: &[u8]) -> Result<Archive<'_>, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_cause| broken("truncated-file", "l’archive est incomplète", "the archive is incomplete"))?;
    if archive.len() > MAX_ENTRIES {
        return Err(refused("trop de fichiers", "too many files"));
    }
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_cause| refused("un fichier illisible", "an unreadable file"))?;
        total = total.saturating_add(entry.size());
        check_entry(&entry, total)?;
    }
    Ok(archive)
}

fn check_entry<R: Read>(entry: &ZipFile<'_, R>, total: u64) -> Result<(), Fault> {
    if entry.enclosed_name().is_none() || entry.name().contains("..") || entry.is_symlink() {
        return Err(refused("un fichier désigné hors de l’archive", "a file named out of the archive"));
    }
    if entry.encrypted() {
        return Err(refused("un fichier chiffré", "an encrypted file"));
    }
    let swollen = entry.size() > 1 << 20 && entry.size() / entry.compressed_size().max(1) > MAX_RATIO;
    if swollen || total > MAX_BYTES {
        return Err(refused("un contenu démesuré", "content beyond measure"));
    }
    Ok(())
}

fn chosen(archive: &Archive<'_>) -> Result<String, Fault> {
    let candidates = candidates(archive);
    let says = |name: &str, word: &str| name.to_ascii_uppercase().contains(word);
    let in_degrees = || candidates.iter().filter(|name| says(name, "WGS84"));
    let in_degrees = in_degrees().find(|name| says(name, "FRANCE")).or_else(|| in_degrees().next());
    match (candidates.as_slice(), in_degrees) {
        ([], _) => Err(no_layer()),
        ([only], _) => Ok(only.clone()),
        (_, Some(name)) => Ok(name.clone()),
        (several, None) => Err(too_many(several)),
    }
}

/// The layers in the best encoding there is, by name.
fn candidates(archive: &Archive<'_>) -> Vec<String> {
    let of = |extension: &str| {
        let seen = archive.file_names().filter(|name| has_extension(name, extension) && !name.starts_with("__MACOSX"));
        let mut names: Vec<String> = seen.map(str::to_owned).collect();
        names.sort_unstable();
        names
    };
    ["geojson", "json", "shp"].map(of).into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

fn parts(archive: &mut Archive<'_>, name: &str, outlines: Vec<u8>) -> Result<shapefile::Parts<'static>, Fault> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let mut sibling = |extension: &str| {
        let wanted = format!("{stem}.{extension}");
        let found = archive.file_names().find(|name| name.eq_ignore_ascii_case(&wanted)).map(str::to_owned);
        found.map(|name| unpacked(archive, &name)).transpose()
    };
    let attributes = sibling("dbf")?.ok_or_else(|| shapefile::missing_sibling(&stem))?;
    let mut words = |extension: &str| Ok::<_, Fault>(sibling(extension)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
    let (projection, code_page) = (words("prj")?, words("cpg")?);
    Ok(shapefile::Parts { name: stem, outlines: Cow::Owned(outlines), attributes, projection, code_page })
}

/// One entry's content, and no byte more than its directory promised.
fn unpacked(archive: &mut Archive<'_>, name: &str) -> Result<Vec<u8>, Fault> {
    let corrupt = || broken("truncated-file", "un fichier de l’archive est abîmé", "a file of the archive is damaged");
    let entry = archive.by_name(name).map_err(|_cause| corrupt())?;
    let promised = entry.size();
    let mut content = Vec::new();
    entry.take(promised + 1).read_to_end(&mut content).map_err(|_cause| corrupt())?;
    if content.len() as u64 == promised { Ok(content) } else { Err(refused("une taille mensongère", "a size that lies")) }
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

fn refused(why_fr: &str, why_en: &str) -> Fault {
    Fault::new(
        "unsafe-archive",
        text!("archive refusée : {why_fr}", "archive refused: {why_en}"),
        Text::new("la décompresser soi-même et fournir le fichier voulu", "unpack it yourself and give the file wanted"),
    )
}

fn no_layer() -> Fault {
    Fault::new(
        "not-a-layer",
        Text::new("l’archive ne contient ni GeoJSON ni shapefile", "the archive holds neither GeoJSON nor shapefile"),
        Text::new("pour un GeoPackage, le décompresser d’abord", "unpack a GeoPackage first"),
    )
}

fn too_many(names: &[String]) -> Fault {
    let names = names.join(", ");
    Fault::new(
        "several-layers",
        text!("l’archive contient plusieurs couches : {names}", "the archive holds several layers: {names}"),
        Text::new("la décompresser et choisir", "unpack it and choose"),
    )
}
