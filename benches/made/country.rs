//! All France for one theme: 48,592 IRIS centres and the 2,845 France services, read from `../shared/data/france` when it
//! lies beside the checkout; else both are scattered, and the bench says so.

#![allow(clippy::print_stdout, reason = "the bench says what it measures on")]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::DateTime;
use geo::polygon;
use maillage::analysis::permutation::Draws;
use maillage::atlas::Atlas;
use maillage::diagnosis::coverage::{CoverageQuery, USUAL_LIMIT};
use maillage::domain::{
    Audiences, Batch, Dataset, DatasetId, Direction, Geography, Indicator, Measure, Mode, Nature, Observation, Position, Reception, Report,
    Service, ServiceId, Shape, Text, Theme, Unit, Vintage, Zone, ZoneCode,
};
use maillage::ingest::{self, Known, Request};
use maillage::sources::Unwatched;
use maillage::spatial::centre;

const ZONES: usize = 48_592;

/// Access to rights, on foot, for everyone at any hour.
pub fn query() -> CoverageQuery {
    CoverageQuery {
        geography: Geography::Iris,
        theme: Theme::AccesAuxDroits,
        audience: None,
        at: None,
        mode: Mode::Walk,
        limit_minutes: USUAL_LIMIT,
    }
}

/// All France and its France services.
pub fn national() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| {
        let listed = beside("liste-fs-20240801.csv").and_then(|path| ingest::file(&Request::new(path), &Known::default(), &Unwatched).ok());
        if let Some(services) = listed {
            println!("{} France services, read", services.services.len());
            atlas(services)
        } else {
            println!("the list of France services is not here: 2,845 scattered instead");
            atlas(services_near(zones(), 2_845))
        }
    })
}

/// Zones as small squares around their centres: outlines do not matter to coverage.
pub fn zones() -> &'static [Zone] {
    static ZONES_OF_FRANCE: OnceLock<Vec<Zone>> = OnceLock::new();
    ZONES_OF_FRANCE.get_or_init(|| {
        let outlines =
            beside("iris_2020_metropole.gpkg").and_then(|path| ingest::file(&Request::new(path), &Known::default(), &Unwatched).ok());
        if let Some(batch) = outlines {
            println!("{} IRIS, read", batch.zones.len());
            batch.zones.into_iter().map(|zone| Zone { shape: square(centre::inside(&zone.shape)), ..zone }).collect()
        } else {
            println!("the outlines of France are not here: {ZONES} scattered centres instead");
            let mut draws = Draws::new(1, 0);
            let mut draw = |from: f64, width: f64| from + width * f64::from(draws.below(1_000_000)) / 1e6;
            (0..ZONES).filter_map(|index| zone(index, Position::new(draw(-1.0, 7.0), draw(43.5, 6.5)).ok()?)).collect()
        }
    })
}

fn beside(file: &str) -> Option<PathBuf> {
    Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/france").join(file)).filter(|path| path.exists())
}

fn square(at: Position) -> Shape {
    let (x, y, half) = (at.lon(), at.lat(), 1e-5);
    let outline = polygon![(x: x - half, y: y - half), (x: x + half, y: y - half), (x: x + half, y: y + half), (x: x - half, y: y + half)];
    Shape::new(outline.into()).expect("a square is valid")
}

fn zone(index: usize, at: Position) -> Option<Zone> {
    let code = ZoneCode::new(&format!("{index:09}")).ok()?;
    let (name, vintage) = (format!("Quartier {index}"), Vintage::new(2020)?);
    Some(Zone { geography: Geography::Iris, code, vintage, name, kind: None, parents: Vec::new(), shape: square(at) })
}

/// An atlas of the zones, 500 to 3,500 people each, and these services.
pub fn atlas(services: Batch) -> Atlas {
    let mut outlines = Batch::new(dataset("iris"));
    outlines.zones = zones().to_vec();
    let indicator = Indicator {
        code: "population".to_owned(),
        vintage: year(),
        label: Text::same("population"),
        theme: Theme::Pauvrete,
        unit: Unit::Count,
        nature: Nature::Extensive,
        direction: Direction::HigherIsNeed,
        dataset: DatasetId::new("population", year()),
    };
    let mut draws = Draws::new(3, 0);
    let mut people = Batch::new(dataset("population"));
    people.observations = zones().iter().map(|zone| observation(zone, &indicator, f64::from(500 + draws.below(3_000)))).collect();
    people.indicators.push(indicator);
    Atlas::build(vec![outlines, people, services])
}

fn observation(zone: &Zone, indicator: &Indicator, count: f64) -> Observation {
    Observation { geography: zone.geography, zone: zone.code.clone(), indicator: indicator.id(), measure: Measure::published(count) }
}

/// Services within some kilometres of zones drawn at random: many where zones are many.
pub fn services_near(zones: &[Zone], count: usize) -> Batch {
    let mut draws = Draws::new(2, 0);
    let mut services = Batch::new(dataset("services"));
    for index in 0..count {
        let near = zones[draws.below(zones.len() as u32) as usize].shape.corner();
        let mut aside = || (f64::from(draws.below(1_000)) - 500.0) / 50_000.0;
        let Ok(position) = Position::new(near.lon() + aside(), near.lat() + aside()) else { continue };
        services.services.push(service(index, position));
    }
    services
}

fn service(index: usize, position: Position) -> Service {
    let (id, dataset) = (ServiceId::new("bench", &index.to_string()), DatasetId::new("services", year()));
    Service {
        themes: vec![Theme::AccesAuxDroits],
        audiences: Audiences::Everyone,
        reception: Reception::InPerson,
        ..Service::bare(id, &dataset, &format!("Maison {index}"), "Maison des services", position)
    }
}

fn year() -> Vintage {
    Vintage::new(2020).expect("a year")
}

fn dataset(name: &str) -> Dataset {
    Dataset {
        id: DatasetId::new(name, year()),
        format: name.to_owned(),
        title: Text::same(name),
        producer: "bench".to_owned(),
        licence: "LOv2".to_owned(),
        vintage: year(),
        file: format!("{name}.csv"),
        sha256: String::new(),
        imported_at: DateTime::UNIX_EPOCH,
        fictional: true,
        secrecy: None,
        notes: Vec::new(),
        report: Report::default(),
    }
}
