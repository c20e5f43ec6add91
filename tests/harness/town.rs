//! A small invented town: 24 zones of half a kilometre in four rows, one municipality, one priority
//! neighbourhood, 30 services. Names and identifiers are as awkward as real ones.

use chrono::DateTime;
use geo::polygon;
use maillage::domain::{
    Audience, Audiences, Batch, Dataset, DatasetId, Direction, Geography, Indicator, Interval, IrisKind, Measure, Nature, Observation,
    Opening, Parent, Position, Reception, Report, Service, ServiceId, Shape, Text, Theme, Unit, Vintage, Zone, ZoneCode,
};

const WEST: f64 = 3.80;
const SOUTH: f64 = 43.60;
const WIDTH: f64 = 0.006_2;
const HEIGHT: f64 = 0.004_5;
const COLUMNS: usize = 6;

/// How many zones the town has.
pub const ZONES: usize = 24;

/// How many services it has.
pub const SERVICES: usize = 30;

fn vintage(year: u16) -> Vintage {
    Vintage::new(year).unwrap()
}

fn dataset(name: &str, year: u16, producer: &str) -> Dataset {
    Dataset {
        id: DatasetId::new(name, vintage(year)),
        format: name.to_owned(),
        title: Text::new(format!("Jeu « {name} »"), format!("Data set “{name}”")),
        producer: producer.to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        vintage: vintage(year),
        file: format!("{name}.csv"),
        sha256: "0".repeat(64),
        imported_at: DateTime::UNIX_EPOCH,
        fictional: true,
        secrecy: None,
        notes: Vec::new(),
        report: Report::default(),
    }
}

pub fn code(index: usize) -> ZoneCode {
    ZoneCode::new(&format!("99001{index:04}")).unwrap()
}

fn corner(index: usize) -> (f64, f64) {
    (WEST + (index % COLUMNS) as f64 * WIDTH, SOUTH + (index / COLUMNS) as f64 * HEIGHT)
}

fn zone(index: usize) -> Zone {
    let (west, south) = corner(index);
    let (east, north) = (west + WIDTH, south + HEIGHT);
    let outline = polygon![(x: west, y: south), (x: west, y: north), (x: east, y: north), (x: east, y: south)];
    let commune = Parent { geography: Geography::Commune, code: ZoneCode::new("99001").unwrap(), name: Some("Bourg-l’Essai".to_owned()) };
    Zone {
        geography: Geography::Iris,
        code: code(index),
        vintage: vintage(2020),
        name: format!("Quartier n°{index} « d’en <haut> »"),
        kind: Some(IrisKind::Residential),
        parents: vec![commune],
        shape: Shape::new(outline.into()).unwrap(),
    }
}

/// The outlines.
pub fn outlines() -> Batch {
    let mut batch = Batch::new(dataset("iris", 2020, "IGN-INSEE"));
    batch.zones = (0..ZONES).map(zone).collect();
    batch
}

/// A priority neighbourhood over four zones.
pub fn qpv() -> Batch {
    let mut batch = Batch::new(dataset("qpv", 2024, "ANCT"));
    let (west, south) = corner(0);
    let (east, north) = (west + 1.5 * WIDTH, south + 1.5 * HEIGHT);
    let outline = polygon![(x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north)];
    batch.zones = vec![Zone {
        geography: Geography::Qpv,
        code: ZoneCode::new("QN09901M").unwrap(),
        vintage: vintage(2024),
        name: "Les Essarts".to_owned(),
        kind: None,
        parents: Vec::new(),
        shape: Shape::new(outline.into()).unwrap(),
    }];
    batch
}

struct Column {
    code: &'static str,
    unit: Unit,
    nature: Nature,
    value: fn(usize) -> Measure,
}

/// Counts and incomes: people everywhere but in one zone, recipients too few in three neighbouring zones, one value
/// withheld, one zone empty.
const COUNTS: [Column; 6] = [
    Column {
        code: "tax_persons",
        unit: Unit::Persons,
        nature: Nature::Extensive,
        value: |i| whole(if i == 23 { 0.0 } else { 1_500.0 + 40.0 * i as f64 }),
    },
    Column {
        code: "tax_households",
        unit: Unit::Households,
        nature: Nature::Extensive,
        value: |i| whole(if i == 23 { 0.0 } else { 700.0 + 20.0 * i as f64 }),
    },
    Column { code: "income_uc_d1", unit: Unit::EurosPerYear, nature: Nature::Intensive, value: |i| whole(0.3 * median(i)) },
    Column { code: "income_uc_median", unit: Unit::EurosPerYear, nature: Nature::Intensive, value: |i| whole(median(i)) },
    Column { code: "income_uc_d9", unit: Unit::EurosPerYear, nature: Nature::Intensive, value: |i| whole(2.1 * median(i)) },
    Column { code: "rsa_recipients", unit: Unit::Claimants, nature: Nature::Extensive, value: recipients },
];

fn median(index: usize) -> f64 {
    9_000.0 + 600.0 * (index % 12) as f64
}

fn whole(value: f64) -> Measure {
    Measure::published(value.round())
}

fn recipients(index: usize) -> Measure {
    if index == 22 {
        return Measure::withheld();
    }
    let expected = (700.0 + 20.0 * index as f64) * 0.25 * 9_000.0 / median(index);
    let share = if [6, 7, 13].contains(&index) { 0.35 } else { 1.0 };
    let rounded = 5.0 * (expected * share / 5.0).round();
    Measure::rounded(rounded, Interval::new(rounded - 2.0, rounded + 4.0).unwrap())
}

/// The figures. `shift` is added to the people of every zone: a later edition of the same data set.
pub fn figures(shift: f64) -> Batch {
    let mut batch = Batch::new(dataset("chiffres", 2009, "INSEE, CAF"));
    for column in COUNTS {
        let indicator = Indicator {
            code: column.code.to_owned(),
            vintage: vintage(2009),
            label: Text::new(format!("Libellé de {}", column.code), format!("Label of {}", column.code)),
            theme: Theme::Pauvrete,
            unit: column.unit,
            nature: column.nature,
            direction: Direction::HigherIsNeed,
            dataset: batch.dataset.id.clone(),
        };
        let shifted = |index: usize| match (column.code, (column.value)(index).value()) {
            ("tax_persons", Some(people)) => whole(people + shift),
            _ => (column.value)(index),
        };
        batch.observations.extend((0..ZONES).map(|index| Observation {
            indicator: indicator.id(),
            geography: Geography::Iris,
            zone: code(index),
            measure: shifted(index),
        }));
        batch.indicators.push(indicator);
    }
    batch
}

fn service(index: usize, dataset: &DatasetId) -> Service {
    let (west, south) = corner((index * 5) % 12);
    let awkward = ["=HYPERLINK(\"http://x\")", "Maison, « la Ronde »", "Point \"B\"", "Accueil\nde jour", "+33 chez nous", "Épicerie"];
    let position = Position::new(west + WIDTH * (0.2 + 0.02 * index as f64), south + HEIGHT * 0.4).unwrap();
    Service {
        themes: if index.is_multiple_of(3) { vec![Theme::AccesAuxDroits] } else { vec![Theme::AccesAuxDroits, Theme::Sante] },
        audiences: if index.is_multiple_of(4) { Audiences::Only(vec![Audience::Seniors]) } else { Audiences::Everyone },
        reception: Reception::InPerson,
        capacity: (index.is_multiple_of(2)).then_some(12.0),
        opening: (!index.is_multiple_of(5)).then(|| Opening::new("Mo-Fr 09:00-17:00").unwrap()),
        free: Some(true),
        address: Some(format!("{index}, rue de l’Essai")),
        commune: Some("99001".to_owned()),
        updated: chrono::NaiveDate::from_ymd_opt(2024, 5, 1 + index as u32 % 28),
        ..Service::bare(
            ServiceId::new("essai", &format!("n° {index}/a")),
            dataset,
            awkward[index % awkward.len()],
            "Maison des services",
            position,
        )
    }
}

/// The services.
pub fn services() -> Batch {
    let mut batch = Batch::new(dataset("services", 2024, "Ville d’essai"));
    batch.services = (0..SERVICES).map(|index| service(index, &batch.dataset.id)).collect();
    batch
}

/// Everything.
pub fn everything() -> Vec<Batch> {
    vec![outlines(), qpv(), figures(0.0), services()]
}
