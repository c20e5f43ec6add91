//! The atlas of a town and of a country, built from `../shared/data`; left out, and said, where that
//! folder is absent. Prints what the builds cost.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test speaks, and fails, where it stands")]

use std::path::Path;
use std::time::Instant;

use geo::{BooleanOps, MapCoords};
use maillage::atlas::{Atlas, Carriage, NotCarried};
use maillage::domain::{
    Batch, DatasetId, Direction, Geography, Indicator, IndicatorId, Measure, Nature, Observation, Shape, Text, Theme, Unit, Vintage, Zone,
    ZoneCode,
};
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

/// The zones of Montpellier, every vertex drawn up to three metres off.
fn drawn_anew(batch: &Batch) -> Vec<Zone> {
    let off = |degrees: f64| ((degrees * 1e7).to_bits() % 13) as f64 / 6.0 - 1.0;
    let moved = |zone: &Zone| {
        let outline = zone.shape.outline().map_coords(|at| geo::Coord { x: at.x + off(at.x) * 3.7e-5, y: at.y + off(at.y) * 2.7e-5 });
        Zone { shape: Shape::new(outline).unwrap(), vintage: Vintage::new(2018).unwrap(), ..zone.clone() }
    };
    batch.zones.iter().map(moved).collect()
}

#[test]
fn montpellier_drawn_anew_is_itself_and_its_mergers_are_exact() {
    let Some(today) = imported(&Iris, "montpellier/iris_2020.geojson") else { return };
    let mut former = Batch { zones: drawn_anew(&today), ..today.clone() };
    former.dataset.id = DatasetId::from_stored("iris-2018");
    // One zone was two, one of them under a code that is no more.
    let whole = today.zones[0].clone();
    let east = maillage::spatial::index::bounds(&whole.shape);
    let middle = f64::midpoint(east[0], east[2]);
    let half = |west: bool| {
        let (from, to) = if west { (east[0] - 1.0, middle) } else { (middle, east[2] + 1.0) };
        let side = geo::Rect::new((from, east[1] - 1.0), (to, east[3] + 1.0)).to_polygon();
        Shape::new(whole.shape.outline().intersection(&geo::MultiPolygon::new(vec![side]))).unwrap()
    };
    let vintage = Vintage::new(2018).unwrap();
    let other = Zone { code: ZoneCode::new("341729999").unwrap(), vintage, shape: half(false), ..whole.clone() };
    former.zones[0] = Zone { vintage, shape: half(true), ..whole };
    former.zones.push(other);
    let indicator = |code: &str, nature| Indicator {
        code: code.to_owned(),
        vintage,
        label: Text::same(code),
        theme: Theme::Pauvrete,
        unit: Unit::Count,
        nature,
        direction: Direction::Neutral,
        dataset: former.dataset.id.clone(),
    };
    former.indicators = vec![indicator("people", Nature::Extensive), indicator("rate", Nature::Intensive)];
    let values = (0..).zip(&former.zones).flat_map(|(place, zone)| {
        let value = |indicator: &Indicator| Observation {
            indicator: indicator.id(),
            geography: Geography::Iris,
            zone: zone.code.clone(),
            measure: Measure::published(f64::from(place * 37 % 101) + 1.0),
        };
        former.indicators.iter().map(value).collect::<Vec<_>>()
    });
    former.observations = values.collect();
    let total: f64 = former.observations.iter().step_by(2).filter_map(|value| value.measure.value()).sum();
    let atlas = built("Montpellier in two editions", vec![today, former]);
    let layer = atlas.layer(Geography::Iris).unwrap();
    let told = |code: &str| {
        let id = IndicatorId::new(code, vintage);
        (layer.column(&id).unwrap().to_vec(), layer.carried[&id].ways.clone())
    };
    let (people, ways) = told("people");
    let count = |wanted| ways.iter().filter(|(way, _)| *way == wanted).count();
    assert_eq!((count(Carriage::Same), count(Carriage::Merged)), (layer.zones.len() - 1, 1));
    assert!((people.iter().filter_map(|value| value.value()).sum::<f64>() - total).abs() < 1e-9);
    let (rates, ways) = told("rate");
    assert_eq!(rates.iter().filter(|rate| rate.value().is_none()).count(), 1);
    assert!(ways.iter().any(|(way, why)| *way == Carriage::NotCarried && *why == Some(NotCarried::RateOfMerged)));
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
