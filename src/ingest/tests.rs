use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use geo::{MultiPolygon, polygon};
use proptest::prelude::*;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::domain::{Geography, Shape, Zone, ZoneCode};
use crate::sources::Unwatched;

const VOITURE: &[u8] = b"IRIS,perc_voit\n341720101,0.2\n341720102,0.3\n340570101,0.1\n";

fn import(name: &str, bytes: &[u8]) -> Result<Batch, Fault> {
    import_as(name, bytes, |request| request)
}

fn import_as(name: &str, bytes: &[u8], say: impl FnOnce(Request) -> Request) -> Result<Batch, Fault> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let request = Request { vintage: Vintage::new(2020), ..Request::new(path) };
    file(&say(request), &known(), &Unwatched)
}

fn known() -> Known {
    let square = polygon![(x: 3.8, y: 43.6), (x: 3.9, y: 43.6), (x: 3.9, y: 43.7), (x: 3.8, y: 43.6)];
    Known::of(&[Zone {
        geography: Geography::Iris,
        code: ZoneCode::new("341720101").unwrap(),
        vintage: Vintage::new(2020).unwrap(),
        name: "Les Tours".to_owned(),
        kind: None,
        parents: vec![],
        shape: Shape::new(MultiPolygon::new(vec![square])).unwrap(),
    }])
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_batch_is_stamped_with_where_it_came_from_and_what_it_joins() {
    let batch = import_as("v.csv", VOITURE, |request| Request { fictional: true, ..request }).unwrap();
    let dataset = &batch.dataset;
    assert_eq!((dataset.file.as_str(), dataset.fictional, dataset.format.as_str()), ("v.csv", true, "voiture-iris"));
    assert_eq!(dataset.sha256, format!("{:x}", Sha256::digest(VOITURE)));
    assert_eq!((dataset.report.taken, dataset.report.joined), (3, Some(1)));
}

#[test]
fn compressed_files_are_read_as_their_content() {
    let plain = import("v.csv", VOITURE).unwrap();
    for packed in [gzip(VOITURE), zip_of(&[("voiture.csv", VOITURE)])] {
        assert_eq!(import("v.csv.gz", &packed).unwrap().observations, plain.observations);
    }
}

/// What it is, its bytes, and the code, row and column of its fault.
type Case<'a> = (&'a str, &'a [u8], &'a str, Option<u64>, Option<&'a str>);

#[test]
fn every_bad_file_has_its_name_and_its_place() {
    let bomb = gzip(&vec![b'0'; 64 << 20]);
    let zip_bomb = zip_of(&[("bombe.csv", &vec![b'0'; 64 << 20])]);
    let workbook_bomb = zip_of(&[("[Content_Types].xml", &vec![b' '; 64 << 20])]);
    let many: Vec<(String, &[u8])> = (0..1_001).map(|n| (format!("{n}.csv"), VOITURE)).collect();
    let many = zip_of(&many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect::<Vec<_>>());
    let cut = gzip(VOITURE);
    let cases: [Case; 16] = [
        ("empty", b"", "empty-file", None, None),
        ("blank", b"\n\n  ", "empty-file", None, None),
        ("a web page", b"<!DOCTYPE html><html><body>404</body></html>", "html-not-data", None, None),
        ("unknown", b"a;b\n1;2\n", "unknown-format", None, None),
        ("a swelling gzip", &bomb, "archive-too-large", None, None),
        ("a swelling zip", &zip_bomb, "archive-too-large", None, None),
        ("a swelling workbook", &workbook_bomb, "archive-too-large", None, None),
        ("a thousand files", &many, "archive-too-large", None, None),
        ("half a gzip", &cut[..cut.len() / 2], "truncated-file", None, None),
        ("only a header", b"IRIS,perc_voit\n", "no-rows", None, None),
        ("half a row", b"IRIS,perc_voit\n341720101,0.2\n341720", "truncated-file", Some(3), None),
        ("a byte without meaning", b"IRIS,perc_voit\n3417\x8101,0.2\n", "wrong-encoding", Some(2), None),
        ("a code twice", b"IRIS,perc_voit\n341720101,0.2\n341720101,0.3\n", "duplicate-code", Some(3), None),
        ("not a number", b"IRIS,perc_voit\n341720101,NaN\n", "not-finite", Some(2), Some("perc_voit")),
        ("a formula", b"IRIS,perc_voit\n341720101,=1+1\n", "formula-cell", Some(2), Some("perc_voit")),
        ("a column missing", b"code_qp,tp60,pop_mun\nQP1,1,2\n", "missing-column", Some(1), Some("percou")),
    ];
    for (what, bytes, code, row, column) in cases {
        let fault = import("f.csv", bytes).expect_err(what);
        let place = (fault.place.file.as_deref(), fault.place.row, fault.place.column.as_deref());
        assert_eq!((fault.code.as_str(), place), (code, (Some("f.csv"), row, column)), "{what}");
    }
}

#[test]
fn a_bad_row_among_good_ones_is_rejected_alone() {
    let report = import("v.csv", b"IRIS,perc_voit\n341720101,NaN\n341720102,0.3\n").unwrap().dataset.report;
    assert_eq!((report.read, report.taken, report.rejected), (2, 1, 1));
}

#[test]
fn a_file_that_is_not_there_has_a_name() {
    let fault = file(&Request::new("/nowhere/f.csv"), &Known::default(), &Unwatched).unwrap_err();
    assert_eq!((fault.code.as_str(), fault.place.file.as_deref()), ("file-unreadable", Some("f.csv")));
}

#[test]
fn nothing_about_the_communes_asked_for_is_said_not_refused() {
    let report = import_as("v.csv", VOITURE, |request| Request { communes: vec!["75101".to_owned()], ..request }).unwrap().dataset.report;
    assert_eq!((report.taken, report.outside), (0, 3));
    assert!(report.remarks.iter().any(|remark| remark.en.contains("no row is about")));
}

#[test]
fn services_are_kept_in_the_communes_and_near_the_zones() {
    let text = "id_fs,lib_fs,insee_com,latitude,longitude,h_lundi,format_fs\n1,dedans,34172,43.61,3.85,,Fixe\n2,pas loin,34057,43.63,3.91,,Fixe\n3,loin,75101,48.85,2.35,,Fixe\n4,sans lieu,75101,,,,Fixe\n";
    let batch = import_as("fs.csv", text.as_bytes(), |request| Request { communes: vec!["34172".to_owned()], ..request }).unwrap();
    assert_eq!(batch.services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>(), ["dedans", "pas loin"]);
    assert_eq!((batch.dataset.report.outside, batch.dataset.report.rejected), (2, 0));
}

#[test]
fn a_mapping_file_is_placed_in_its_faults() {
    let folder = TempDir::new().unwrap();
    let mapping = folder.path().join("m.toml");
    fs::write(&mapping, "kind = \"services\"\nid = 1\n").unwrap();
    let fault = import_as("v.csv", VOITURE, |request| Request { mapping: Some(mapping), ..request }).unwrap_err();
    assert_eq!((fault.code.as_str(), fault.place.file.as_deref(), fault.place.row), ("bad-mapping", Some("m.toml"), Some(2)));
}

/// A workbook as small as they come: one sheet, its cells in XML.
fn workbook(cells: &str) -> Vec<u8> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#;
    const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
    );
    zip_of(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn a_workbook_with_title_lines_is_read_as_its_table_would_be() {
    let text = |at: &str, words: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{words}</t></is></c>"#);
    let cells = [
        format!(r#"<row r="1">{}</row>"#, text("A1", "Ménages sans voiture")),
        format!(r#"<row r="3">{}{}</row>"#, text("A3", "IRIS"), text("B3", "perc_voit")),
        format!(r#"<row r="4">{}<c r="B4"><v>0.25</v></c></row>"#, text("A4", "341720101")),
        format!(r#"<row r="5">{}{}</row>"#, text("A5", "341720102"), text("B5", "beaucoup")),
    ];
    let batch = import("v.xlsx", &workbook(&cells.concat())).unwrap();
    assert_eq!(batch.observations[0].measure.value(), Some(0.25));
    let fault = &batch.dataset.report.faults[0];
    assert_eq!((fault.code.as_str(), fault.place.row, fault.place.column.as_deref()), ("not-a-number", Some(5), Some("perc_voit")));
}

#[test]
fn half_a_workbook_is_refused() {
    let whole = workbook("");
    assert_eq!(import("v.xlsx", &whole[..whole.len() / 2]).unwrap_err().code, "truncated-file");
}

const DEMO: [&str; 10] = [
    "caf_iris_2021.csv",
    "demandeurs_emploi_iris_2021.csv",
    "filosofi_iris_2021.csv",
    "finess.csv",
    "france_services.csv",
    "iris.geojson",
    "mediation_numerique.geojson",
    "population_iris_2021.csv",
    "qpv_indicateurs.csv",
    "revenus_fiscaux_iris_2021.csv",
];

fn demo(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo").join(name)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_is_read_or_refused_but_never_breaks_the_program(
        which in 0..DEMO.len(),
        cut in any::<prop::sample::Index>(),
        blows in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        let mut bytes = demo(DEMO[which]);
        for (at, byte) in blows {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len() * 2).max(1));
        if let Ok(batch) = import("damaged_2021", &bytes) {
            let report = batch.dataset.report;
            prop_assert_eq!(report.read, report.taken + report.outside + report.rejected);
        }
    }
}
