//! Twelve archives made to do harm: each is refused at once (the time is printed).
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use maillage::ingest::{Known, Request, file};
use maillage::sources::Unwatched;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TABLE: &[u8] = b"IRIS,perc_voit\n341720101,0.2\n341720102,0.3\n";
const MIB: usize = 1 << 20;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deflated() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name.as_str(), deflated()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn one(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    zip(&[(name.to_owned(), bytes)])
}

fn symlink() -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.add_symlink("table.csv", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    archive.finish().unwrap().into_inner()
}

/// The bytes of an archive with every copy of one run of bytes put for another of the same length.
fn forged(mut archive: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let places: Vec<usize> = archive.windows(from.len()).enumerate().filter(|(_, window)| *window == from).map(|(at, _)| at).collect();
    assert!(!places.is_empty() && from.len() == to.len());
    for at in places {
        archive[at..at + to.len()].copy_from_slice(to);
    }
    archive
}

/// An archive that says of its file that it is tiny.
fn lying() -> Vec<u8> {
    let size = 16 * MIB as u32;
    forged(one("table.csv", vec![b'0'; size as usize]), &size.to_le_bytes(), &40_u32.to_le_bytes())
}

/// An archive whose directory names one packed file two hundred times.
fn overlapping() -> Vec<u8> {
    let plain = one("t.csv", vec![b'0'; MIB]);
    let directory = plain.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let end = plain.windows(4).position(|window| window == b"PK\x05\x06").unwrap();
    let entry = plain[directory..end].to_vec();
    let name = entry.windows(5).position(|window| window == b"t.csv").unwrap();
    let mut forged = plain[..directory].to_vec();
    for number in 0..200_u32 {
        let mut entry = entry.clone();
        entry[name..name + 5].copy_from_slice(format!("{number:05}").as_bytes());
        forged.extend(entry);
    }
    let size = forged.len() - directory;
    let mut tail = plain[end..].to_vec();
    tail[8..10].copy_from_slice(&200_u16.to_le_bytes());
    tail[10..12].copy_from_slice(&200_u16.to_le_bytes());
    tail[12..16].copy_from_slice(&(size as u32).to_le_bytes());
    forged.extend(tail);
    forged
}

/// A workbook whose words are entities that grow tenfold nine times over.
fn laughing() -> Vec<u8> {
    let mut entities = r#"<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a0 "lol">"#.to_owned();
    for depth in 1..10 {
        let before = format!("&a{};", depth - 1).repeat(10);
        write!(entities, r#"<!ENTITY a{depth} "{before}">"#).unwrap();
    }
    entities.push_str("]><sst><si><t>&a9;</t></si></sst>");
    let text = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    zip(&[
        text(
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        text("xl/workbook.xml", r#"<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        text(
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        text("xl/worksheets/sheet1.xml", r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#),
        ("xl/sharedStrings.xml".to_owned(), entities.into_bytes()),
    ])
}

fn nested(depth: usize) -> Vec<u8> {
    (0..depth).fold(one("table.csv", vec![b'0'; MIB]), |inner, _| one("inner.zip", inner))
}

#[test]
fn twelve_archives_made_to_do_harm_are_refused_at_once() {
    let many: Vec<(String, Vec<u8>)> = (0..1_001).map(|number| (format!("{number}.csv"), TABLE.to_vec())).collect();
    let swelling: Vec<(String, Vec<u8>)> = (0..300).map(|number| (format!("{number}.csv"), vec![b'0'; MIB])).collect();
    let members: Vec<u8> = (0..16).flat_map(|_| gzip(&vec![b'0'; MIB])).collect();
    let up = "../../table.csv";
    let bombs: [(&str, Vec<u8>, &[&str]); 12] = [
        ("a gzip that swells a thousandfold", gzip(&vec![b'0'; 16 * MIB]), &["archive-too-large"]),
        ("a gzip of many members", members, &["archive-too-large"]),
        ("a gzip of a gzip", gzip(&gzip(&vec![b'0'; 16 * MIB])), &["archive-nested"]),
        ("a zip that swells", one("table.csv", vec![b'0'; 16 * MIB]), &["archive-too-large"]),
        ("many files that swell together", zip(&swelling), &["archive-too-large"]),
        ("files that share their bytes", overlapping(), &["archive-too-large", "truncated-file"]),
        ("a size that lies", lying(), &["archive-too-large", "truncated-file"]),
        ("a thousand and one files", zip(&many), &["archive-too-large"]),
        ("archives in archives", nested(40), &["archive-nested", "unknown-format"]),
        (
            "a path that leads up",
            forged(one("xx/xx/table.csv", TABLE.to_vec()), b"xx/xx/table.csv", up.as_bytes()),
            &["archive-unsafe-name"],
        ),
        ("a link to elsewhere", symlink(), &["archive-link"]),
        ("a workbook of endless words", laughing(), &["unknown-format", "unreadable-workbook", "truncated-file", "bad-workbook"]),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (what, bytes, codes) in bombs {
        let path = folder.path().join("bomb");
        std::fs::write(&path, &bytes).unwrap();
        let start = Instant::now();
        let fault = file(&Request::new(&path), &Known::of(&[]), &Unwatched).err().unwrap_or_else(|| panic!("{what} was read"));
        let took = start.elapsed();
        println!("{what}: {} bytes, {} in {took:?}", bytes.len(), fault.code);
        assert!(codes.contains(&fault.code.as_str()), "{what}: {}", fault.code);
        assert!(took < Duration::from_secs(10), "{what} took {took:?}");
    }
}
