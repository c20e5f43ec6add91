//! Where an address stands, asked of a geocoder that answers as that of the Géoplateforme does (Addok's `search`), where the
//! settings name one. What is asked are addresses of services, which are public; never those of people.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Failure;
use super::address::Address;
use super::client::{Client, Question};
use crate::domain::territory::town_of;
use crate::domain::{Certainty, Fault, Located, Placement, Position, Unlocated};

/// How long one answer may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The least score of a house number, and of a street: below, the words do not say the same place.
const SURE_NUMBER: f64 = 0.8;
const SURE_STREET: f64 = 0.7;

/// How far the best answer must be above the second.
const LEAD: f64 = 0.02;

/// The table `[geocoding]`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeocodingSettings {
    /// Where it listens: `https://data.geopf.fr/geocodage`.
    pub url: String,
}

/// A geocoder.
pub struct Geocoder {
    address: Address,
    client: Client,
}

#[derive(Deserialize)]
struct Answer {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Point,
    properties: Found,
}

#[derive(Deserialize)]
struct Point {
    coordinates: [f64; 2],
}

#[derive(Deserialize)]
struct Found {
    #[serde(rename = "type")]
    kind: String,
    score: f64,
    #[serde(default)]
    citycode: String,
}

impl Geocoder {
    /// The geocoder of the settings. Nothing is contacted.
    ///
    /// # Errors
    /// `bad-setting` when its address is none; `engine-unusable` when the machine lacks what connections need.
    pub fn new(settings: &GeocodingSettings) -> Result<Self, Fault> {
        Ok(Self { address: Address::of_setting("geocoding.url", &settings.url)?, client: Client::new(TIMEOUT)? })
    }

    /// Where records stand that name their municipality, in their order; `None` where it is not sure, or in another municipality.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn locate(&self, records: &[&Unlocated]) -> Result<Vec<Option<Located>>, Failure> {
        let questions: Vec<Question> = records.iter().map(|record| self.question(record)).collect();
        let answers: Vec<Answer> = self.client.ask_all(&questions)?;
        Ok(records.iter().zip(answers).map(|(record, answer)| chosen(record.commune()?, answer.features)).collect())
    }

    fn question(&self, record: &Unlocated) -> Question {
        let mut url = self.address.at(["search"]);
        url.query_pairs_mut()
            .append_pair("q", record.address())
            .append_pair("citycode", record.commune().unwrap_or_default())
            .append_pair("limit", "2")
            .append_pair("autocomplete", "0");
        Question { url, body: None }
    }
}

/// The first answer, where it is sure enough, in the municipality, and well above the second.
fn chosen(commune: &str, found: Vec<Feature>) -> Option<Located> {
    let mut found = found.into_iter().filter(|feature| town_of(&feature.properties.citycode) == town_of(commune));
    let first = found.next()?;
    if found.next().is_some_and(|second| first.properties.score - second.properties.score < LEAD) {
        return None;
    }
    let score = first.properties.score;
    let certainty = match first.properties.kind.as_str() {
        "housenumber" if score >= SURE_NUMBER => Certainty::HouseNumber,
        "street" if score >= SURE_STREET => Certainty::Street,
        _ => return None,
    };
    let [lon, lat] = first.geometry.coordinates;
    Some(Located { position: Position::new(lon, lat).ok()?, placement: Placement { certainty, score: score.min(1.0) } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(found: &[(&str, f64, &str)]) -> Vec<Feature> {
        let feature = |(kind, score, citycode): &(&str, f64, &str)| Feature {
            geometry: Point { coordinates: [3.8, 43.6] },
            properties: Found { kind: (*kind).to_owned(), score: *score, citycode: (*citycode).to_owned() },
        };
        found.iter().map(feature).collect()
    }

    #[test]
    fn what_is_sure_is_taken_and_nothing_is_guessed() {
        let certainty = |found: &[_]| chosen("34172", answer(found)).map(|located| located.placement.certainty);
        assert_eq!(certainty(&[("housenumber", 0.95, "34172"), ("housenumber", 0.6, "34172")]), Some(Certainty::HouseNumber));
        assert_eq!(certainty(&[("street", 0.75, "34172")]), Some(Certainty::Street));
        for unsure in [
            &[("housenumber", 0.6, "34172")][..],
            &[("housenumber", 0.95, "34057")],
            &[("housenumber", 0.95, "34172"), ("housenumber", 0.94, "34172")],
            &[("municipality", 0.99, "34172")],
            &[],
        ] {
            assert_eq!(certainty(unsure), None, "{unsure:?}");
        }
        assert!(chosen("75056", answer(&[("housenumber", 0.9, "75111")])).is_some(), "an arrondissement is its town");
    }
}
