//! The atlas of a town and of a country, built from `../shared/data`; left out, and said, where that
//! folder is absent. Prints what the builds cost.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test speaks, and fails, where it stands")]

use std::path::Path;
use std::time::Instant;

use maillage::atlas::Atlas;
use maillage::domain::{Batch, Geography, Vintage};
use maillage::sources::outlines::{Iris, QpvContours, Quartiers};
use maillage::sources::{Format, Input, Options, Unwatched};

fn imported(format: &dyn Format, file: &str) -> Option<Batch> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(file);
    let Ok(bytes) = std::fs::read(&path) else {
        println!("left out: {file} is not on this machine");
        return None;
    };
    let options = Options { vintage: Vintage::new(2020), ..Options::default() };
    Some(format.read(&Input { name: file.to_owned(), path, bytes, options }, &Unwatched).unwrap())
}

fn built(what: &str, batches: Vec<Batch>) -> Atlas {
    let (start, busy) = (Instant::now(), processor_seconds());
    let atlas = Atlas::build(batches);
    println!(
        "{what}: snapshot {} in {:.2} s, {:.2} s of processor, {}",
        atlas.id,
        start.elapsed().as_secs_f64(),
        processor_seconds() - busy,
        peak()
    );
    atlas
}

/// Seconds of processor this process has used, in hundredths.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = told.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn peak() -> String {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    told.lines().find(|line| line.starts_with("VmHWM")).map_or_else(|| "peak memory unknown".to_owned(), |line| line.replace('\t', " "))
}

#[test]
fn montpellier_is_one_commune_and_its_neighbourhoods_lie_in_it() {
    let Some(iris) = imported(&Iris, "montpellier/iris_2020.geojson") else { return };
    let Some(qpv) = imported(&QpvContours, "occitanie/qpv_2015.geojson") else { return };
    let Some(quartiers) = imported(&Quartiers, "montpellier/VilleMTP_MTP_SousQuartiers/VilleMTP_MTP_SousQuartiers.geojson") else { return };
    let atlas = built("Montpellier", vec![iris, qpv, quartiers]);
    assert_eq!(atlas.name, "Montpellier");
    let commune = atlas.layer(Geography::Commune).unwrap();
    assert_eq!((commune.zones.len(), commune.zones[0].name.as_str()), (1, "Montpellier"));
    let quartiers = atlas.layer(Geography::Quartier).unwrap();
    assert!(quartiers.zones.iter().all(|zone| zone.parents_in(Geography::Commune).any(|parent| parent.code.as_str() == "34172")));
}

#[test]
#[ignore = "a country: seven seconds of processor where the library is optimised, a minute in the development profile"]
fn all_france_is_read_from_one_geopackage_and_built() {
    let (start, busy) = (Instant::now(), processor_seconds());
    let Some(iris) = imported(&Iris, "france/iris_2020_metropole.gpkg") else { return };
    println!("France: read in {:.2} s, {:.2} s of processor", start.elapsed().as_secs_f64(), processor_seconds() - busy);
    assert_eq!((iris.dataset.report.read, iris.dataset.report.taken), (48_592, 48_592));
    let atlas = built("France", vec![iris]);
    assert_eq!(atlas.layer(Geography::Iris).unwrap().zones.len(), 48_592);
    assert_eq!(atlas.layer(Geography::Commune).unwrap().zones.len(), 34_839);
}
