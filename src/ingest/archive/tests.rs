use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

use super::*;

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

fn bz2(content: &[u8]) -> Vec<u8> {
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

/// A tar with one entry of this kind under this name, as no honest tool writes it.
fn tar(kind: tar::EntryType, name: &[u8], content: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.as_old_mut().name[..name.len()].copy_from_slice(name);
    header.as_old_mut().linkname[..4].copy_from_slice(b"/etc");
    header.set_cksum();
    let mut archive = tar::Builder::new(Vec::new());
    archive.append(&header, content).unwrap();
    archive.into_inner().unwrap()
}

fn zip_with_link() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.add_symlink("a.csv", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    archive.finish().unwrap().into_inner()
}

/// A zip whose sizes say that it holds ten bytes.
fn zip_that_lies() -> Vec<u8> {
    let mut bytes = zip(&[("a.csv", &zeros())]);
    let size = u32::try_from(zeros().len()).unwrap().to_le_bytes();
    for at in (0..bytes.len() - 4).rev() {
        if bytes[at..at + 4] == size {
            bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    bytes
}

fn zeros() -> Vec<u8> {
    vec![0; 60 << 20]
}

fn wanted(member: &str) -> Inside {
    Inside { member: Some(member.to_owned()), sieve: None }
}

#[test]
fn bombs_are_refused_at_once() {
    let csv = b"a;b\n1;2\n";
    let file = tar::EntryType::Regular;
    let many: Vec<String> = (0..1_500).map(|n| format!("{n}.csv")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), csv.as_slice())).collect();
    let any = || wanted("*.csv");
    for (name, bytes, inside, codes) in [
        ("zip that swells", zip(&[("a.csv", &zeros())]), Inside::default(), &["archive-too-large"][..]),
        ("zip that swells, by name", zip(&[("a.csv", &zeros()), ("b", csv)]), any(), &["archive-too-large"]),
        ("gzip that swells", gz(&zeros()), Inside::default(), &["archive-too-large"]),
        ("bzip2 that swells", bz2(&zeros()), Inside::default(), &["archive-too-large"]),
        ("tar in bzip2 that swells", bz2(&tar(file, b"a.csv", &zeros())), any(), &["archive-too-large"]),
        ("zip of many", zip(&many), any(), &["archive-too-large"]),
        ("zip that lies", zip_that_lies(), Inside::default(), &["archive-too-large", "truncated-file"]),
        ("zip in zip", zip(&[("a.csv", &zip(&[("b.csv", csv)]))]), any(), &["archive-nested"]),
        ("zip in zip, unasked", zip(&[("a.csv", &zip(&[("b.csv", csv)]))]), Inside::default(), &["archive-nested"]),
        ("gzip in gzip", gz(&gz(csv)), Inside::default(), &["archive-nested"]),
        ("zip in bzip2", bz2(&zip(&[("b.csv", csv)])), Inside::default(), &["archive-nested"]),
        ("zip that climbs", zip(&[("../a.csv", csv)]), any(), &["archive-unsafe-name"]),
        ("zip that climbs, unasked", zip(&[("x/../../a.csv", csv)]), Inside::default(), &["archive-unsafe-name"]),
        ("zip from the root", zip(&[("/etc/a.csv", csv)]), any(), &["archive-unsafe-name"]),
        ("zip of a drive", zip(&[("C:\\a.csv", csv)]), any(), &["archive-unsafe-name"]),
        ("zip with a link", zip_with_link(), any(), &["archive-link"]),
        ("tar that climbs", gz(&tar(file, b"../a.csv", csv)), any(), &["archive-unsafe-name"]),
        ("tar from the root", bz2(&tar(file, b"/etc/a.csv", csv)), any(), &["archive-unsafe-name"]),
        ("tar with a symbolic link", bz2(&tar(tar::EntryType::Symlink, b"a.csv", b"")), any(), &["archive-link"]),
        ("tar with a hard link", gz(&tar(tar::EntryType::Link, b"a.csv", b"")), any(), &["archive-link"]),
        ("tar with a device", gz(&tar(tar::EntryType::Block, b"a.csv", b"")), any(), &["archive-link"]),
    ] {
        let start = Instant::now();
        let fault = unpack(bytes, &inside).expect_err(name);
        assert!(codes.contains(&fault.code.as_str()), "{name}: {fault}");
        // A tenth of a second each on a machine that does nothing else.
        assert!(start.elapsed() < Duration::from_secs(5), "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn the_file_wanted_comes_out_and_no_other() {
    let (csv, meta) = (b"a;b\n1;2\n", b"what;means\n");
    let archive = zip(&[("x/META_base.csv", meta), ("x/base-2022.CSV", csv)]);
    assert_eq!(unpack(archive.clone(), &wanted("base-*.csv")).unwrap(), csv);
    assert_eq!(unpack(archive.clone(), &wanted("x/base-*.csv")).unwrap(), csv);
    assert_eq!(unpack(archive.clone(), &wanted("*.csv")).unwrap_err().code, "member-ambiguous");
    let fault = unpack(archive.clone(), &wanted("*.xlsx")).unwrap_err();
    assert!(fault.code == "member-missing" && fault.hint.en.contains("base-2022.CSV"));
    assert_eq!(unpack(archive.clone(), &Inside::default()).unwrap(), archive, "several files, none asked for: a shapefile may be one");
    let tar = tar(tar::EntryType::Regular, b"2021-data.gouv_local.json", b"{}");
    for packed in [gz(&tar), bz2(&tar)] {
        assert_eq!(unpack(packed, &wanted("*gouv_local.json")).unwrap(), b"{}");
    }
    assert_eq!(unpack(bz2(csv), &Inside::default()).unwrap(), csv);
}

#[test]
fn a_sieve_works_on_every_way_a_table_is_packed() {
    let table = b"c;x\n34172;1\n75056;2\n";
    let inside = Inside { member: Some("*.csv".to_owned()), sieve: Some(Sieve { column: "c".to_owned(), starts: vec!["34".to_owned()] }) };
    for packed in [zip(&[("a.csv", table)]), gz(table), bz2(table), bz2(&tar(tar::EntryType::Regular, b"a.csv", table)), table.to_vec()] {
        assert_eq!(unpack(packed, &inside).unwrap(), b"c;x\n34172;1\n");
    }
}

#[test]
fn half_an_archive_is_damaged() {
    let whole = [zip(&[("a.csv", b"a;b\n1;2\n")]), gz(&zeros()[..2_000]), bz2(&tar(tar::EntryType::Regular, b"a.csv", &zeros()[..5_000]))];
    for packed in whole {
        let half = packed[..packed.len() / 2].to_vec();
        assert_eq!(unpack(half, &wanted("*.csv")).unwrap_err().code, "truncated-file");
    }
}

#[test]
fn a_star_stands_for_anything() {
    for (pattern, text, fits) in
        [("*", "", true), ("a*c", "abc", true), ("a*c", "abd", false), ("*é*", "caféx", true), ("a", "ab", false), ("**", "x", true)]
    {
        assert_eq!(glob(pattern, text), fits, "{pattern} {text}");
    }
}
