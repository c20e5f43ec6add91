//! Batches to put into stores: one that holds every case by name, and large ones.

use chrono::{DateTime, NaiveDate};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use maillage::domain::{
    AddressBook, Audience, Audiences, Batch, Certainty, Dataset, DatasetId, Decision, Direction, Door, Eligibility, Fault, Geography, Home,
    HomeBasis, Homes, Indicator, Interval, IrisKind, Located, Measure, Mobility, Mode, NamedStreet, Nature, Observation, Opening, Parent,
    Placement, Position, Provenance, Reception, Report, SavedNetwork, Secrecy, Service, ServiceId, Shape, Text, Theme, Unit, Unlocated,
    Verdict, Vintage, Zone, ZoneCode,
};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

pub fn year(year: u16) -> Vintage {
    Vintage::new(year).unwrap()
}

pub fn dataset(name: &str, vintage: u16) -> Dataset {
    Dataset {
        id: DatasetId::new(name, year(vintage)),
        format: name.to_owned(),
        title: Text::new("Allocataires par quartier", "Claimants by neighbourhood"),
        producer: "CAF de l’Hérault".to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        vintage: year(vintage),
        file: "caf d'été.csv".to_owned(),
        sha256: "ab".repeat(32),
        imported_at: DateTime::from_timestamp_micros(1_767_225_600_123_456).unwrap(),
        fictional: true,
        secrecy: Some(Secrecy {
            rule: Text::new("moins de 5 foyers", "fewer than 5 households"),
            min_units: Some(5),
            rounded_to: None,
            withheld_codes: vec!["s".to_owned(), "nd".to_owned()],
        }),
        notes: vec![Text::new("« à lire »\n\t\\N", "read \"this\"")],
        report: report(),
    }
}

fn report() -> Report {
    let mut report = Report {
        read: 90,
        taken: 88,
        outside: 1,
        joined: Some(87),
        withheld: 14,
        remarks: vec![Text::same("Windows-1252")],
        ..Report::default()
    };
    report.reject(Fault::new("not-a-number", Text::same("abc"), Text::same("12")).in_file("caf.csv").at_row(12).in_column("ARSA"));
    report
}

pub fn code(code: &str) -> ZoneCode {
    ZoneCode::new(code).unwrap()
}

pub fn indicator(dataset: &Dataset, name: &str) -> Indicator {
    Indicator {
        code: name.to_owned(),
        vintage: dataset.vintage,
        label: Text::new("Bénéficiaires du RSA", "RSA recipients"),
        theme: Theme::Pauvrete,
        unit: Unit::Claimants,
        nature: Nature::Extensive,
        direction: Direction::HigherIsNeed,
        dataset: dataset.id.clone(),
    }
}

/// A square of a hundredth of a degree, with a hole.
pub fn square(lon: f64, lat: f64) -> Shape {
    let ring = |inset: f64| {
        let (west, south, side) = (lon + inset, lat + inset, 0.01 - 2.0 * inset);
        let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)];
        LineString::new(corners.map(|(x, y)| Coord { x: west + x, y: south + y }).to_vec())
    };
    Shape::new(MultiPolygon::new(vec![Polygon::new(ring(0.0), vec![ring(0.003)])])).unwrap()
}

pub fn zone(code_words: &str, vintage: u16) -> Zone {
    Zone {
        geography: Geography::Iris,
        code: code(code_words),
        vintage: year(vintage),
        name: "Cité Mion, l’\"Aiguelongue\"".to_owned(),
        kind: Some(IrisKind::Residential),
        parents: vec![
            Parent { geography: Geography::Commune, code: code("34172"), name: Some("Montpellier".to_owned()) },
            Parent { geography: Geography::Departement, code: code("34"), name: None },
        ],
        shape: square(3.87, 43.61),
    }
}

/// Every flag, with and without interval, in every geography.
pub fn every_measure() -> Vec<Measure> {
    let interval = Interval::new(-0.5, 1e300).unwrap();
    vec![
        Measure::published(0.1 + 0.2),
        Measure::published(0.0),
        Measure::published(f64::MIN_POSITIVE),
        Measure::rounded(10.0, Interval::new(8.0, 14.0).unwrap()),
        Measure::imputed(3.0, None),
        Measure::imputed(3.0, Some(interval)),
        Measure::estimated(-1.5, None),
        Measure::estimated(1.0 / 3.0, Some(interval)),
        Measure::withheld(),
        Measure::missing(),
        Measure::not_applicable(),
    ]
}

/// A service with every field filled.
pub fn full_service(dataset: &Dataset) -> Service {
    Service {
        id: ServiceId::new("france-services", "34-Mosson"),
        dataset: dataset.id.clone(),
        name: "France services Mosson".to_owned(),
        category: "France services".to_owned(),
        position: Position::new(3.820_000_000_000_1, 43.62).unwrap(),
        themes: vec![Theme::AccesAuxDroits, Theme::MediationNumerique],
        topics: vec!["numerique--acceder-a-une-connexion-internet".to_owned()],
        audiences: Audiences::Only(vec![Audience::Jeunes, Audience::Seniors]),
        reception: Reception::Both,
        mobility: Mobility::Mobile,
        eligibility: Eligibility::Areas(vec!["34172".to_owned(), "france".to_owned()]),
        capacity: Some(12.5),
        opening: Some(Opening::new("Mo-Fr 09:00-12:00,13:30-17:00").unwrap()),
        free: Some(true),
        address: Some("1 place de l’Europe".to_owned()),
        commune: Some("34172".to_owned()),
        updated: NaiveDate::from_ymd_opt(2024, 8, 1),
        placed: Placement::default(),
        provenance: Provenance {
            siret: Some("73282932000074".to_owned()),
            finess: Some("340000001".to_owned()),
            source: Some("dora".to_owned()),
            structure: Some("dora:17".to_owned()),
            quality: Some(0.1 + 0.2),
        },
    }
}

/// A service of which only what must be known is known.
pub fn bare_service(dataset: &Dataset) -> Service {
    let full = full_service(dataset);
    Service::bare(ServiceId::new("finess", "340000001"), &dataset.id, &full.name, &full.category, full.position)
}

/// Two homes whose figures have no short writing.
pub fn homes() -> Homes {
    let home = |lon, lat, weight| Home::new(Position::new(lon, lat).unwrap(), weight).unwrap();
    Homes { basis: HomeBasis::Squares, unit: Unit::Persons, points: vec![home(0.1 + 0.2, 43.6, 1.0 / 3.0), home(-180.0, 90.0, 1e300)] }
}

/// Where a producer puts a service for want of an address.
fn rough() -> Located {
    Located { position: Position::new(3.9, 43.6).unwrap(), placement: Placement { certainty: Certainty::Commune, score: 0.1 + 0.2 } }
}

/// A street with a door.
fn book() -> AddressBook {
    let street =
        NamedStreet { commune: "34172".to_owned(), name: "Rue de l’Œuf".to_owned(), postcode: "34000".to_owned(), town: String::new() };
    let door = Door { street: 0, number: 8, suffix: "bis".to_owned(), position: Position::new(0.1 + 0.2, 43.6).unwrap() };
    AddressBook { streets: vec![street], doors: vec![door] }
}

fn decision(one: &str, other: &str, verdict: Verdict) -> Decision {
    Decision { one: ServiceId::from_stored(one), other: ServiceId::from_stored(other), verdict }
}

fn saved(mode: Mode, bytes: &[u8]) -> SavedNetwork {
    SavedNetwork { mode, bytes: bytes.to_vec() }
}

/// A batch with every case.
pub fn rich(name: &str, vintage: u16) -> Batch {
    let dataset = dataset(name, vintage);
    let rsa = indicator(&dataset, "rsa_recipients");
    let value = |(number, measure): (usize, Measure)| Observation {
        indicator: rsa.id(),
        geography: Geography::ALL[number % Geography::ALL.len()],
        zone: code(&format!("0{number}")),
        measure,
    };
    Batch {
        zones: vec![zone("341720503", 2020), Zone { kind: None, parents: Vec::new(), ..zone("2A0040101", 2020) }],
        observations: every_measure().into_iter().enumerate().map(value).collect(),
        services: vec![full_service(&dataset), bare_service(&dataset)],
        indicators: vec![rsa, indicator(&dataset, "single_parents")],
        homes: Some(homes()),
        unlocated: vec![
            Unlocated::new(Service { id: ServiceId::new("finess", "340000002"), ..full_service(&dataset) }, None),
            Unlocated::new(Service { id: ServiceId::new("finess", "340000003"), ..bare_service(&dataset) }, Some(rough())),
        ],
        addresses: Some(book()),
        networks: vec![saved(Mode::Walk, &[0, 1, 255]), saved(Mode::Car, &[])],
        decisions: vec![decision("finess:1", "dora:2", Verdict::Same), decision("dora:2", "dora:3", Verdict::Different)],
        dataset,
    }
}

/// A batch of any size whose content depends on the seed alone: `zones` of `vertices` points each and
/// `columns` values for each zone.
pub fn large(name: &str, seed: u64, zones: usize, vertices: usize, columns: usize) -> Batch {
    let mut random = Pcg64::seed_from_u64(seed);
    let dataset = dataset(name, 2018);
    let indicators: Vec<Indicator> = (0..columns).map(|column| indicator(&dataset, &format!("column_{column}"))).collect();
    let zones: Vec<Zone> = (0..zones)
        .map(|number| Zone { shape: star(&mut random, vertices), ..zone(&format!("{:09}", 10_000_000 + number), 2020) })
        .collect();
    let mut observations = Vec::with_capacity(zones.len() * columns);
    for zone in &zones {
        observations.extend(indicators.iter().map(|indicator| Observation {
            indicator: indicator.id(),
            geography: Geography::Iris,
            zone: zone.code.clone(),
            measure: any_measure(&mut random),
        }));
    }
    Batch { zones, indicators, observations, ..Batch::new(dataset) }
}

fn star(random: &mut Pcg64, vertices: usize) -> Shape {
    let (lon, lat) = (random.random_range(-4.0..8.0), random.random_range(42.0..51.0));
    let corner = |step: usize, radius: f64| {
        let angle = std::f64::consts::TAU * step as f64 / vertices as f64;
        Coord { x: lon + radius * angle.cos(), y: lat + radius * angle.sin() }
    };
    let mut ring: Vec<Coord> = (1..vertices.max(4)).map(|step| corner(step, random.random_range(0.005..0.01))).collect();
    ring.push(ring[0]);
    Shape::new(MultiPolygon::new(vec![Polygon::new(LineString::new(ring), Vec::new())])).unwrap()
}

fn any_measure(random: &mut Pcg64) -> Measure {
    let value = random.random_range(0.0..30_000.0);
    match random.random_range(0..10) {
        0 => Measure::withheld(),
        1 => Measure::rounded(value, Interval::new(value - 2.0, value + 4.0).unwrap()),
        _ => Measure::published(value),
    }
}
