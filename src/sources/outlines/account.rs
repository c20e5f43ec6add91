//! What is said of a data set of outlines, beyond its zones.

use chrono::DateTime;
use sha2::{Digest, Sha256};

use crate::domain::{Dataset, DatasetId, Fault, Report, Text, Vintage};
use crate::sources::Input;

/// A data set as its producer publishes it.
pub struct Publication {
    /// The importer's name; with the year, the data set's identifier.
    pub format: &'static str,
    /// Its title.
    pub title: Text,
    /// Who produces it.
    pub producer: &'static str,
    /// What a reader must know.
    pub notes: Vec<Text>,
}

impl Publication {
    /// The data set, read from this file in this edition.
    pub fn dataset(self, input: &Input, vintage: Vintage, report: Report) -> Dataset {
        Dataset {
            id: DatasetId::new(self.format, vintage),
            format: self.format.to_owned(),
            title: self.title,
            producer: self.producer.to_owned(),
            licence: "Licence Ouverte 2.0".to_owned(),
            vintage,
            file: input.name.clone(),
            sha256: hex(&Sha256::digest(&input.bytes)),
            // The import stamps the moment.
            imported_at: DateTime::UNIX_EPOCH,
            fictional: input.options.fictional,
            secrecy: None,
            notes: self.notes,
            report,
        }
    }
}

/// The edition: what the user says, else the one year written in the layer's or the file's name.
///
/// # Errors
/// `missing-vintage` when neither tells.
pub fn vintage(input: &Input, layer: &str) -> Result<Vintage, Fault> {
    let told = input.options.vintage.or_else(|| year_in(layer)).or_else(|| year_in(&input.name));
    told.ok_or_else(|| {
        Fault::new(
            "missing-vintage",
            Text::new("l’année de ces contours n’est écrite nulle part", "the year of these outlines is written nowhere"),
            Text::new("la préciser : --vintage 2020", "say it: --vintage 2020"),
        )
        .in_file(&input.name)
    })
}

fn year_in(name: &str) -> Option<Vintage> {
    let numbers = name.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).find(|year| (1990..=2100).contains(year)).and_then(Vintage::new)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_four_digits_on_their_own() {
        assert_eq!(year_in("iris_2020").map(Vintage::year), Some(2020));
        assert_eq!(year_in("QP2024_France.geojson").map(Vintage::year), Some(2024));
        assert_eq!(year_in("contours_34172_20240131"), None);
    }
}
