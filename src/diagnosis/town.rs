//! Small invented towns for tests: zones in a row, 500 m apart, going east from the same point.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::DateTime;
use geo::polygon;

use crate::atlas::{Atlas, margin};
use crate::domain::{
    Audiences, Batch, Dataset, DatasetId, Direction, Geography, Home, HomeBasis, Homes, Indicator, IndicatorId, Measure, Nature,
    Observation, Opening, Parent, Position, Reception, Report, Service, ServiceId, Shape, Text, Theme, Unit, Vintage, Zone, ZoneCode,
};

/// Degrees of longitude in 500 m at the town's latitude.
const STEP: f64 = 0.006_209_4;
const WEST: f64 = 3.80;
const SOUTH: f64 = 43.60;
/// Degrees of latitude in 500 m.
const HEIGHT: f64 = 0.004_497;

pub struct Town {
    zones: usize,
    /// Zones from here on are the margin.
    inside: usize,
    /// Zones of the margin that are loaded.
    margin: usize,
    columns: BTreeMap<IndicatorId, Vec<Measure>>,
    indicators: BTreeMap<IndicatorId, Indicator>,
    services: Vec<Service>,
    homes: Vec<Home>,
}

pub fn vintage(year: u16) -> Vintage {
    Vintage::new(year).unwrap()
}

/// The middle of a zone, or of a place between two.
pub fn place(zone: f64) -> Position {
    Position::new(WEST + (zone + 0.5) * STEP, SOUTH + 0.5 * HEIGHT).unwrap()
}

fn zone(index: usize) -> Zone {
    let (west, north) = (WEST + index as f64 * STEP, SOUTH + HEIGHT);
    let outline = polygon![(x: west, y: SOUTH), (x: west + STEP, y: SOUTH), (x: west + STEP, y: north), (x: west, y: north)];
    let commune = Parent { geography: Geography::Commune, code: ZoneCode::new("34172").unwrap(), name: Some("Bourg".to_owned()) };
    Zone {
        geography: Geography::Iris,
        code: ZoneCode::new(&format!("34172{index:04}")).unwrap(),
        vintage: vintage(2020),
        name: format!("Quartier {index}"),
        kind: None,
        parents: vec![commune],
        shape: Shape::new(outline.into()).unwrap(),
    }
}

/// A service of access to rights that admits everyone, on site, in one place.
pub fn service(id: &str, at: Position) -> Service {
    Service {
        themes: vec![Theme::AccesAuxDroits],
        audiences: Audiences::Everyone,
        reception: Reception::InPerson,
        opening: Some(Opening::new("Mo-Fr 09:00-17:00").unwrap()),
        ..Service::bare(
            ServiceId::new("essai", id),
            &DatasetId::from_stored("services-2024"),
            &format!("Maison {id}"),
            "Maison des services",
            at,
        )
    }
}

impl Town {
    pub fn of_zones(zones: usize) -> Self {
        Self {
            zones,
            inside: zones,
            margin: 0,
            columns: BTreeMap::new(),
            indicators: BTreeMap::new(),
            services: Vec::new(),
            homes: Vec::new(),
        }
    }

    /// Cut down to its first zones, so many of the next ones being its margin.
    pub fn cut(mut self, inside: usize, margin: usize) -> Self {
        (self.inside, self.margin) = (inside, margin);
        self
    }

    /// An address at a place between zones, counting for so many dwellings.
    pub fn home(mut self, zone: f64, weight: f64) -> Self {
        self.homes.push(Home::new(place(zone), weight).unwrap());
        self
    }

    /// Counts of people or households, missing where `None`.
    pub fn counts(self, code: &str, year: u16, values: &[Option<f64>]) -> Self {
        self.column(
            code,
            year,
            Nature::Extensive,
            values.iter().map(|value| value.map_or(Measure::missing(), Measure::published)).collect(),
        )
    }

    /// Rates, medians, quantiles.
    pub fn rates(self, code: &str, year: u16, values: &[f64]) -> Self {
        self.column(code, year, Nature::Intensive, values.iter().map(|value| Measure::published(*value)).collect())
    }

    pub fn column(mut self, code: &str, year: u16, nature: Nature, values: Vec<Measure>) -> Self {
        assert_eq!(values.len(), self.zones);
        let indicator = Indicator {
            code: code.to_owned(),
            vintage: vintage(year),
            label: Text::same(code),
            theme: Theme::Pauvrete,
            unit: Unit::Count,
            nature,
            direction: Direction::HigherIsNeed,
            dataset: DatasetId::new(code, vintage(year)),
        };
        self.columns.insert(indicator.id(), values);
        self.indicators.insert(indicator.id(), indicator);
        self
    }

    /// The same columns under other names.
    pub fn renamed(mut self, names: &[(&str, &str)]) -> Self {
        let columns = std::mem::take(&mut self.columns);
        let old = std::mem::take(&mut self.indicators);
        for (id, mut indicator) in old {
            if let Some((_, name)) = names.iter().find(|(name, _)| *name == indicator.code) {
                (*name).clone_into(&mut indicator.code);
            }
            self.columns.insert(indicator.id(), columns[&id].clone());
            self.indicators.insert(indicator.id(), indicator);
        }
        self
    }

    pub fn service(mut self, service: Service) -> Self {
        self.services.push(service);
        self
    }

    /// The atlas: outlines, columns and services as three imports bring them.
    pub fn atlas(self) -> Atlas {
        let (indicators, columns) = (&self.indicators, &self.columns);
        let of = |zones: Range<usize>| indicators.values().map(move |indicator| values(indicator, columns, zones.clone()));
        let mut batches: Vec<Batch> = of(0..self.inside).collect();
        batches.push(Batch { zones: (0..self.inside).map(zone).collect(), ..batch("contours", 2020) });
        let beyond = self.inside..self.inside + self.margin;
        if !beyond.is_empty() {
            batches.extend(of(beyond.clone()).map(of_margin));
            batches.push(of_margin(Batch { zones: beyond.map(zone).collect(), ..batch("contours", 2020) }));
        }
        batches.push(Batch { services: self.services, ..batch("services", 2024) });
        if !self.homes.is_empty() {
            let homes = Homes { basis: HomeBasis::Addresses, unit: Unit::Dwellings, points: self.homes };
            batches.push(Batch { homes: Some(homes), ..batch("adresses", 2024) });
        }
        Atlas::build(batches)
    }
}

fn of_margin(mut batch: Batch) -> Batch {
    batch.dataset.id = DatasetId::from_stored(format!("{}-marge", batch.dataset.id));
    batch.dataset.format = margin::format_of(&batch.dataset.format);
    batch
}

fn values(indicator: &Indicator, columns: &BTreeMap<IndicatorId, Vec<Measure>>, zones: Range<usize>) -> Batch {
    let observation = |(place, measure): (usize, &Measure)| Observation {
        indicator: indicator.id(),
        geography: Geography::Iris,
        zone: zone(place).code,
        measure: *measure,
    };
    let observations = columns[&indicator.id()].iter().enumerate().skip(zones.start).take(zones.len()).map(observation).collect();
    Batch { observations, ..Batch { indicators: vec![indicator.clone()], ..batch(&indicator.code, indicator.vintage.year()) } }
}

fn batch(name: &str, year: u16) -> Batch {
    Batch::new(dataset(DatasetId::new(name, vintage(year)), vintage(year)))
}

fn dataset(id: DatasetId, vintage: Vintage) -> Dataset {
    Dataset {
        id,
        format: "essai".to_owned(),
        title: Text::same("Essai"),
        producer: "Personne".to_owned(),
        licence: "LOv2".to_owned(),
        vintage,
        file: "essai.csv".to_owned(),
        sha256: String::new(),
        imported_at: DateTime::UNIX_EPOCH,
        fictional: true,
        secrecy: None,
        notes: Vec::new(),
        report: Report::default(),
    }
}
