//! Centrelines of any producer, through a mapping that says in the words of OpenStreetMap what their
//! columns mean (TOML).
//!
//! ```toml
//! kind = "streets"
//! id = "filaire-montpellier"
//! title = { fr = "Filaire des voies", en = "Street centrelines" }
//! producer = "Ville de Montpellier"
//! licence = "Licence Ouverte"
//! vintage = 2014
//! epsg = 2154                     # else what the .prj says
//! snap_metres = 1.0               # ends this close to one another are one; 0 when left out
//!
//! [tags]                          # of every line
//! highway = "residential"
//!
//! [[column]]                      # later columns speak louder than earlier ones
//! name = "SENS_CIRCU"
//! [column.values]                 # a value that is not declared leaves the line out; "*" is any other, "" is blank
//! "SENS UNIQUE" = { oneway = "yes" }
//! "*" = {}
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{keys, shapefile};
use crate::domain::{Fault, StreetMap, Tags, Text};
use crate::sources::Input;
use crate::sources::outlines::attributes::Attributes;
use crate::text;

/// The farthest that ends may be moved, in metres.
const MOST_SNAP: f64 = 10.0;

/// A mapping of street lines.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StreetMapping {
    /// `streets`.
    kind: String,
    /// Begins the data set's identifier.
    pub id: String,
    /// Title of the data set.
    pub title: Text,
    /// Who produces it.
    pub producer: String,
    /// Its licence.
    pub licence: String,
    /// The year it speaks of.
    pub vintage: Option<u16>,
    /// What a reader must know.
    #[serde(default)]
    pub notes: Vec<Text>,
    pub(super) epsg: Option<u32>,
    #[serde(default)]
    pub(super) snap_metres: f64,
    #[serde(default)]
    tags: BTreeMap<String, String>,
    #[serde(default, rename = "column")]
    columns: Vec<Column>,
}

/// What the values of a column mean.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    name: String,
    values: BTreeMap<String, BTreeMap<String, String>>,
}

impl StreetMapping {
    /// Whether a mapping file is one of streets, to be asked before it is read as another kind.
    pub fn is_one(toml: &str) -> bool {
        toml.parse::<toml::Table>().is_ok_and(|table| table.get("kind").and_then(toml::Value::as_str) == Some("streets"))
    }

    /// Reads a mapping.
    ///
    /// # Errors
    /// `bad-mapping` with the row of the mapping.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let fault = bad(error.message(), error.message());
            let before = error.span().and_then(|span| text.get(..span.start));
            before.map_or_else(|| fault.clone(), |before| fault.clone().at_row(before.matches('\n').count() as u64 + 1))
        })?;
        if mapping.kind != "streets" {
            return Err(bad("kind : « streets » attendu", "kind: “streets” expected").in_column("kind"));
        }
        if !(0.0..=MOST_SNAP).contains(&mapping.snap_metres) {
            return Err(bad("snap_metres : entre 0 et 10", "snap_metres: between 0 and 10").in_column("snap_metres"));
        }
        let keys = mapping.tags.keys().chain(mapping.columns.iter().flat_map(|column| column.values.values().flat_map(BTreeMap::keys)));
        for key in keys {
            if keys::way_key(key).is_none() {
                return Err(
                    bad(&format!("l’étiquette {key} n’est pas comprise"), &format!("the tag {key} is not understood")).in_column(key)
                );
            }
        }
        Ok(mapping)
    }

    /// Reads lines: a `.shp` with the files beside it, or their zip.
    ///
    /// # Errors
    /// `missing-column`, `not-a-line`, `no-streets`, `unknown-crs`, `swapped-axes`, `bad-coordinate`, those of
    /// shapefiles and archives, and `outside-territory`, each with the file.
    pub fn read(&self, input: &Input) -> Result<StreetMap, Fault> {
        let map = shapefile::read(self, input).and_then(|map| super::checked(map, input.options.near));
        map.map_err(|fault| fault.in_file(&input.name))
    }

    /// The columns it speaks of.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// The tags of a line; `None` when a value is not declared.
    pub(super) fn tags(&self, attributes: &Attributes) -> Option<Tags> {
        let mut tags: BTreeMap<&'static str, Box<str>> = BTreeMap::new();
        let mut add = |pairs: &BTreeMap<String, String>| {
            tags.extend(pairs.iter().filter_map(|(key, value)| Some((keys::way_key(key)?, Box::from(value.as_str())))));
        };
        add(&self.tags);
        for Column { name, values } in &self.columns {
            let value = attributes.get(&[&name.to_lowercase()]).unwrap_or_default();
            add(values.get(value).or_else(|| values.get("*"))?);
        }
        Some(Tags::new(tags))
    }
}

fn bad(fr: &str, en: &str) -> Fault {
    Fault::new(
        "bad-mapping",
        text!("la correspondance n’est pas utilisable : {fr}", "the mapping cannot be used: {en}"),
        Text::new(
            "voir la forme d’une correspondance de rues dans docs/TRAVEL.md",
            "see the shape of a mapping of streets in docs/TRAVEL.md",
        ),
    )
}
