//! Outlines as their producers publish them, read from `../shared/data`; left out, and said, where
//! that folder is absent.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test speaks, and fails, where it stands")]

use std::path::{Path, PathBuf};

use geo::{Area, Validation};
use maillage::domain::{Batch, Geography, IrisKind, Vintage};
use maillage::sources::outlines::{Iris, QpvContours, Quartiers};
use maillage::sources::{Format, Input, Options, Unwatched};
use maillage::spatial::adjacency::Adjacency;
use maillage::spatial::area::km2;
use maillage::spatial::dissolve::dissolve;

fn shared(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(file);
    if path.exists() {
        return Some(path);
    }
    println!("left out: {file} is not on this machine");
    None
}

fn imported(format: &dyn Format, file: &str, options: Options) -> Option<Batch> {
    let path = shared(file)?;
    let name = path.file_name()?.to_string_lossy().into_owned();
    let input = Input { name, bytes: std::fs::read(&path).ok()?, path, options };
    assert!(format.recognises(&input), "{file}");
    Some(format.read(&input, &Unwatched).unwrap())
}

#[test]
fn montpellier_has_its_88_iris() {
    let Some(batch) = imported(&Iris, "montpellier/iris_2020.geojson", Options::default()) else { return };
    let report = &batch.dataset.report;
    assert_eq!((report.read, report.taken, report.rejected), (88, 88, 0));
    assert!(report.remarks.is_empty(), "{:?}", report.remarks);
    let towers = batch.zones.iter().find(|zone| zone.code.as_str() == "341720503").unwrap();
    assert_eq!((towers.name.as_str(), towers.kind, towers.vintage.year()), ("Les Tours", Some(IrisKind::Residential), 2020));
    assert!(batch.zones.iter().all(|zone| zone.parents_in(Geography::Commune).next().unwrap().code.as_str() == "34172"));
}

#[test]
fn every_qpv_of_occitanie_is_taken_and_valid_and_keeps_its_area() {
    let Some(batch) = imported(&QpvContours, "occitanie/qpv_2015.geojson", Options::default()) else { return };
    assert_eq!((batch.zones.len(), batch.dataset.report.rejected, batch.dataset.vintage.year()), (105, 0, 2015));
    assert!(batch.zones.iter().all(|zone| zone.shape.outline().is_valid()));
    let mended =
        batch.dataset.report.remarks.iter().find(|remark| remark.en.starts_with("invalid outline mended, area unchanged")).unwrap();
    assert!(mended.en.contains(": 32 ("), "{}", mended.en);
    // In square millidegrees, by shapely 2.2 `make_valid`.
    let crossing = batch.zones.iter().find(|zone| zone.code.as_str() == "QP030003").unwrap();
    assert!((crossing.shape.outline().unsigned_area() * 1e6 - 108.314_615_384).abs() < 1e-6);
}

#[test]
fn the_sub_quarters_of_montpellier_are_read_once_their_year_is_said() {
    let options = Options { vintage: Vintage::new(2014), communes: vec!["34172".to_owned()], ..Options::default() };
    let Some(batch) = imported(&Quartiers, "montpellier/VilleMTP_MTP_SousQuartiers/VilleMTP_MTP_SousQuartiers.geojson", options) else {
        return;
    };
    assert_eq!((batch.zones.len(), batch.dataset.report.rejected), (31, 0));
    let pompignane = batch.zones.iter().find(|zone| zone.code.as_str() == "34172-16").unwrap();
    assert_eq!(pompignane.name, "La Pompignane");
}

#[test]
fn every_iris_of_montpellier_has_neighbours_across_the_slivers() {
    let Some(batch) = imported(&Iris, "montpellier/iris_2020.geojson", Options::default()) else { return };
    let adjacency = Adjacency::new(batch.zones.iter().map(|zone| &zone.shape));
    let place = |code: &str| batch.zones.iter().position(|zone| zone.code.as_str() == code).unwrap();
    let neighbours = |a: &str, b: &str| adjacency.of(place(a)).contains(&(place(b) as u32));
    assert_eq!(adjacency.pair_count(), 213);
    assert!((0..88).all(|zone| !adjacency.of(zone).is_empty()));
    assert!(neighbours("341720501", "341720502"), "an ordinary border");
    assert!(neighbours("341720701", "341720702"), "a gap of 7 m along 130 m");
    assert!(!neighbours("341721402", "341721102"), "a corner");
    let commune = dissolve(batch.zones.iter().map(|zone| &zone.shape)).unwrap();
    assert_eq!((commune.outline().0.len(), commune.outline().0[0].interiors().len()), (1, 0), "110 slivers closed");
    assert!((km2(commune.outline()) - 57.08).abs() < 0.01);
}
