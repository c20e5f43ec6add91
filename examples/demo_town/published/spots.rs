//! The places of the town, read back from the files it is published in.

use anyhow::Context;
use serde_json::Value;

use crate::town::File;

/// One place.
pub struct Spot {
    /// Its name.
    pub name: String,
    /// Number and street.
    pub street: String,
    /// Code of its commune.
    pub commune: String,
    /// Name of its commune.
    pub town: String,
    /// Its postal code.
    pub postcode: String,
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// Opening hours of each weekday from Monday on, as `09:00 - 12:00 / 13:30 - 17:00`.
    pub week: Vec<String>,
    /// The same or the source's own in OpenStreetMap's dialect.
    pub hours: String,
}

/// Places by what they are.
pub struct Spots {
    /// France services desks.
    pub desks: Vec<Spot>,
    /// Places of digital mediation.
    pub digital: Vec<Spot>,
    /// Pharmacies.
    pub pharmacies: Vec<Spot>,
}

impl Spots {
    /// Reads them from the town's files.
    pub fn read(files: &[File]) -> anyhow::Result<Self> {
        let bytes =
            |name: &str| files.iter().find(|(file, _)| *file == name).map(|(_, bytes)| bytes.as_slice()).context("a file of the town");
        Ok(Self {
            desks: desks(bytes("france_services.csv")?)?,
            digital: features(bytes("mediation_numerique.geojson")?, digital)?,
            pharmacies: features(bytes("pharmacies.geojson")?, pharmacy)?,
        })
    }
}

fn desks(bytes: &[u8]) -> anyhow::Result<Vec<Spot>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let spot = |record: csv::StringRecord| {
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        Ok(Spot {
            name: cell(2),
            street: cell(3),
            commune: cell(5),
            town: cell(7),
            postcode: cell(6),
            lat: cell(8).parse()?,
            lon: cell(9).parse()?,
            week: (12..18).map(cell).collect(),
            hours: String::new(),
        })
    };
    reader.records().map(|record| spot(record?)).collect()
}

fn features(bytes: &[u8], spot: fn(&Value) -> Option<Spot>) -> anyhow::Result<Vec<Spot>> {
    let layer: Value = serde_json::from_slice(bytes)?;
    let features = layer["features"].as_array().context("features")?;
    features.iter().map(|feature| spot(feature).context("a place")).collect()
}

fn text(feature: &Value, key: &str) -> String {
    feature["properties"][key].as_str().unwrap_or_default().to_owned()
}

fn digital(feature: &Value) -> Option<Spot> {
    let at = &feature["geometry"]["coordinates"];
    Some(Spot {
        name: text(feature, "nom"),
        street: text(feature, "adresse"),
        commune: text(feature, "code_insee"),
        town: text(feature, "commune"),
        postcode: text(feature, "code_postal"),
        lon: at[0].as_f64()?,
        lat: at[1].as_f64()?,
        week: Vec::new(),
        hours: text(feature, "horaires"),
    })
}

fn pharmacy(feature: &Value) -> Option<Spot> {
    let at = &feature["geometry"]["coordinates"];
    Some(Spot {
        name: text(feature, "name"),
        street: format!("{} {}", text(feature, "addr:housenumber"), text(feature, "addr:street")),
        commune: "00101".to_owned(),
        town: text(feature, "addr:city"),
        postcode: text(feature, "addr:postcode"),
        lon: at[0].as_f64()?,
        lat: at[1].as_f64()?,
        week: Vec::new(),
        hours: String::new(),
    })
}
