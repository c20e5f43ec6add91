//! The files of the demonstration town, read plainly, without the importers they are made to exercise.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its files has nothing more to say")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use encoding_rs::{UTF_8, WINDOWS_1252};
use geo::{Coord, LineString, Point, Polygon};
use serde_json::Value;

use crate::town::benefits::{BANDS, RATES};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo")
}

/// The bytes of a file.
pub fn fixture(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap_or_else(|cause| panic!("{name}: {cause}"))
}

/// The names of all files.
pub fn listed() -> BTreeSet<String> {
    fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// One row of a table.
pub struct Record(BTreeMap<String, String>);

impl Record {
    /// The text under a column.
    pub fn text(&self, column: &str) -> &str {
        self.0.get(column).map_or_else(|| panic!("no column {column}"), String::as_str)
    }

    /// The number under a column; `None` when it is blank or a code.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.text(column).replace(',', ".").parse().ok()
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Every cell.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
}

/// The rows below the header; titles and labels are skipped.
pub fn table(name: &str) -> Vec<Record> {
    let bytes = fixture(name);
    let utf_8 = UTF_8.decode_without_bom_handling_and_without_replacement(&bytes).map(Cow::into_owned);
    let text = utf_8.unwrap_or_else(|| WINDOWS_1252.decode(&bytes).0.into_owned()).replace('\u{feff}', "");
    let titled = text.contains("Données par IRIS");
    let body: String = text.split_inclusive('\n').skip(if titled { 6 } else { 0 }).collect();
    let delimiter = if body.lines().next().unwrap().contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(body.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(Result::unwrap).skip(usize::from(titled));
    rows.map(|row| Record(columns.iter().cloned().zip(row.iter().map(str::to_owned)).collect())).collect()
}

fn features(name: &str) -> Vec<Value> {
    let layer: Value = serde_json::from_slice(&fixture(name)).unwrap();
    layer["features"].as_array().unwrap().clone()
}

/// The outer rings of a layer by a property.
pub fn rings(name: &str, key: &str) -> Vec<(String, Polygon)> {
    let ring = |feature: &Value| {
        let coordinates = &feature["geometry"]["coordinates"][0];
        let ring = if coordinates[0][0].is_array() { &coordinates[0] } else { coordinates };
        let places = ring.as_array().unwrap().iter().map(|at| Coord { x: at[0].as_f64().unwrap(), y: at[1].as_f64().unwrap() });
        Polygon::new(LineString(places.collect()), Vec::new())
    };
    features(name).iter().map(|feature| (feature["properties"][key].as_str().unwrap().to_owned(), ring(feature))).collect()
}

/// The outlines of the neighbourhoods by code.
pub fn outlines() -> Vec<(String, Polygon)> {
    rings("iris.geojson", "CODE_IRIS")
}

/// What was planted.
pub struct Truth(toml::Table);

impl Truth {
    /// The neighbourhoods where something was planted.
    pub fn zones(&self, what: &str) -> Vec<String> {
        self.0[what]["zones"].as_array().unwrap().iter().map(|zone| zone.as_str().unwrap().to_owned()).collect()
    }

    /// A number about it.
    pub fn number(&self, what: &str, key: &str) -> f64 {
        let value = &self.0[what][key];
        value.as_float().unwrap_or_else(|| value.as_integer().unwrap() as f64)
    }
}

/// Reads what was planted.
pub fn truth() -> Truth {
    Truth(String::from_utf8(fixture("TRUTH.toml")).unwrap().parse().unwrap())
}

/// RSA recipients expected from published quantiles and lone parents; `None` where they are withheld.
pub fn expected_rsa(caf: &Record, incomes: &Record) -> Option<f64> {
    let known: Vec<(f64, f64)> = [("RFUCD1", 0.1), ("RFUCQ1", 0.25), ("RFUCQ2", 0.5), ("RFUCQ3", 0.75), ("RFUCD9", 0.9)]
        .iter()
        .map(|(column, share)| Some((incomes.number(column)?, *share)))
        .collect::<Option<_>>()?;
    let curve: Vec<(f64, f64)> = [(0.0, 0.0)].into_iter().chain(known).chain([(200_000.0, 1.0)]).collect();
    let below = |income: f64| {
        let pair = curve.windows(2).find(|pair| income <= pair[1].0).unwrap();
        pair[0].1 + (pair[1].1 - pair[0].1) * (income - pair[0].0) / (pair[1].0 - pair[0].0)
    };
    let bounds: Vec<f64> = [0.0].into_iter().chain(BANDS.map(below)).chain([1.0]).collect();
    let households = incomes.number("NbMen")?;
    let lone = caf.number("AM")? / 0.89 / households;
    let rates = bounds.windows(2).zip(RATES).map(|(pair, [alone, other])| (pair[1] - pair[0]) * (lone * alone + (1.0 - lone) * other));
    Some(households * rates.sum::<f64>())
}

/// A service as its file has it.
pub struct Service {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub at: Point,
    /// Its hours as OpenStreetMap writes them, where the file has them so.
    pub opening: Option<String>,
    /// Whether one gets help with rights there.
    pub gives_access_to_rights: bool,
    /// Whether it cares for bodily health.
    pub cares_for_health: bool,
}

/// Every service of every file, each establishment once.
pub fn services() -> Vec<Service> {
    [desks(), establishments(), facilities(), points("mediation_numerique.geojson"), points("pharmacies.geojson")]
        .into_iter()
        .flatten()
        .collect()
}

fn place(row: &Record) -> Point {
    Point::new(row.number("longitude").unwrap(), row.number("latitude").unwrap())
}

fn desks() -> Vec<Service> {
    let desk = |row: &Record| Service {
        name: row.text("lib_fs").to_owned(),
        at: place(row),
        opening: None,
        gives_access_to_rights: true,
        cares_for_health: false,
    };
    table("france_services.csv").iter().map(desk).collect()
}

fn establishments() -> Vec<Service> {
    let mut seen = BTreeSet::new();
    let rows = table("finess.csv");
    assert!(rows.len() > 50, "establishments repeat by activity");
    let own = rows.iter().filter(|row| seen.insert(row.text("numero finess etablissement").to_owned()));
    let service = |row: &Record| Service {
        name: row.text("raison_sociale").to_owned(),
        at: place(row),
        opening: None,
        gives_access_to_rights: ["340", "463", "609"].contains(&row.text("categetab")),
        cares_for_health: ["124", "223", "228", "355", "603", "611"].contains(&row.text("categetab")),
    };
    own.map(service).collect()
}

fn facilities() -> Vec<Service> {
    let globe = crate::town::place::Globe::new().unwrap();
    let origin = crate::town::place::lambert_93(Coord::zero());
    let service = |row: &Record| {
        let plan = Coord { x: row.number("X").unwrap(), y: row.number("Y").unwrap() } - origin;
        let rights =
            row.text("FAMILLE") == "Administration" || ["CCAS", "Maison des solidarités", "Point-justice"].contains(&row.text("CATEGORIE"));
        Service {
            name: row.text("NOM").to_owned(),
            at: Point(globe.degrees(plan).unwrap()),
            opening: Some(row.text("HORAIRES").to_owned()).filter(|hours| !hours.is_empty()),
            gives_access_to_rights: rights,
            cares_for_health: false,
        }
    };
    table("equipements.csv").iter().map(service).collect()
}

fn points(name: &str) -> Vec<Service> {
    let service = |feature: &Value| {
        let (said, at) = (&feature["properties"], &feature["geometry"]["coordinates"]);
        let text = |keys: [&str; 2]| keys.iter().find_map(|key| said[key].as_str()).filter(|text| !text.is_empty()).map(str::to_owned);
        Service {
            name: text(["nom", "name"]).unwrap(),
            at: Point::new(at[0].as_f64().unwrap(), at[1].as_f64().unwrap()),
            opening: text(["horaires", "opening_hours"]),
            gives_access_to_rights: text(["services", "services"]).is_some_and(|services| services.contains("démarches administratives")),
            cares_for_health: said["amenity"] == "pharmacy",
        }
    };
    features(name).iter().map(service).collect()
}

/// The street network: nodes, and streets as runs of nodes with their tags.
pub struct Streets {
    /// Where each node lies.
    pub nodes: BTreeMap<usize, Point>,
    streets: Vec<(Vec<usize>, BTreeMap<String, String>)>,
}

/// Reads the network, streets only.
pub fn streets() -> Streets {
    let xml = String::from_utf8(fixture("streets.osm")).unwrap();
    let (mut nodes, mut streets, mut way) = (BTreeMap::new(), Vec::new(), (Vec::new(), BTreeMap::new()));
    for line in xml.lines().map(str::trim) {
        let said = |key: &str| line.split(&format!("{key}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let number = |key: &str| said(key).parse::<f64>().unwrap();
        if line.starts_with("<node") {
            nodes.insert(number("id") as usize, Point::new(number("lon"), number("lat")));
        } else if line.starts_with("<nd") {
            way.0.push(number("ref") as usize);
        } else if line.starts_with("<tag") {
            way.1.insert(said("k"), said("v"));
        } else if line.starts_with("</way") {
            streets.push(std::mem::take(&mut way));
        }
    }
    streets.retain(|(_, tags)| tags.contains_key("highway"));
    Streets { nodes, streets }
}

impl Streets {
    /// How many streets have a tag.
    pub fn count(&self, tag: &str) -> usize {
        self.streets.iter().filter(|(_, tags)| tags.contains_key(tag)).count()
    }

    /// Where streets have nodes.
    pub fn used_nodes(&self) -> impl Iterator<Item = Point> {
        self.streets.iter().flat_map(|(run, _)| run).map(|node| self.nodes[node])
    }

    /// Into how many pieces the network falls.
    pub fn components(&self) -> usize {
        components(self.streets.iter().map(|(run, _)| run))
    }

    /// The same when no bridge can be crossed.
    pub fn components_without_bridges(&self) -> usize {
        components(self.streets.iter().filter(|(_, tags)| !tags.contains_key("bridge")).map(|(run, _)| run))
    }
}

fn components<'a>(runs: impl Iterator<Item = &'a Vec<usize>>) -> usize {
    let mut next: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for pair in runs.flat_map(|run| run.windows(2)) {
        next.entry(pair[0]).or_default().push(pair[1]);
        next.entry(pair[1]).or_default().push(pair[0]);
    }
    let (mut seen, mut count) = (BTreeSet::new(), 0);
    for &start in next.keys() {
        if !seen.insert(start) {
            continue;
        }
        count += 1;
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            open.extend(next[&node].iter().filter(|node| seen.insert(**node)));
        }
    }
    count
}
