//! What a mapping file says (TOML).
//!
//! ```toml
//! kind = "services"                     # or "indicators"
//! id = "equipements"                    # begins the data set's and the services' identifiers
//! title = { fr = "Équipements", en = "Facilities" }
//! producer = "Ville de Montpellier"
//! licence = "Licence Ouverte"
//! vintage = 2014                        # else --vintage, else the file's name
//!
//! [reading]                             # each found when left out
//! encoding = "windows-1252"
//! delimiter = ";"
//! skip_lines = 3
//! epsg = 2154
//!
//! [columns]                             # field = column; see [`Fields`]
//! id = "FID"
//! name = "LIBEL"
//!
//! [constants]                           # field = value, where there is no column or it is blank
//! category = "Équipement"
//!
//! [[themes]]                            # every rule that fits adds its themes
//! column = "CATEGORIE"
//! equals = ["Petite enfance"]           # and, or instead: contains = ["crèche"]
//! themes = ["famille-parentalite"]
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::cell::Value;
use super::super::rows::Dialect;
use crate::domain::{Direction, Fault, Geography, Nature, Text, Theme, Unit};
use crate::text;

/// A whole mapping.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// Services or indicators.
    pub kind: Kind,
    /// Begins the identifiers.
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
    /// The producer's rule of secrecy.
    pub secrecy: Option<Text>,
    /// How to read the file.
    #[serde(default)]
    pub reading: Reading,
    /// For services: which column is which field.
    #[serde(default)]
    pub columns: Fields,
    /// For services: values of fields that have no column.
    #[serde(default)]
    pub constants: BTreeMap<String, String>,
    /// For services: which rows serve which themes.
    #[serde(default)]
    pub themes: Vec<ThemeRule>,
    /// For indicators: the geography of the zones.
    #[serde(default = "iris")]
    pub geography: Geography,
    /// For indicators: the columns that make up a zone's code, in order.
    #[serde(default)]
    pub zone: Vec<String>,
    /// For indicators: the columns of values.
    #[serde(default)]
    pub indicators: Vec<DeclaredIndicator>,
    /// For indicators: further codes of values withheld; `""` when a blank is secret.
    #[serde(default)]
    pub withheld: Vec<String>,
    /// For indicators: further codes of missing values.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// What the rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Places people can go to.
    Services,
    /// Values of zones.
    Indicators,
}

/// How to read the file, where it does not show it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    encoding: Option<String>,
    delimiter: Option<String>,
    #[serde(default)]
    skip_lines: u64,
    /// EPSG number of the coordinates.
    pub epsg: Option<u32>,
}

impl Reading {
    /// The same for the reader of rows.
    ///
    /// # Errors
    /// `bad-mapping` when the delimiter is not one ASCII character.
    pub fn dialect(&self) -> Result<Dialect, Fault> {
        let delimiter = match self.delimiter.as_deref().map(str::as_bytes) {
            None => None,
            Some(&[delimiter]) => Some(delimiter),
            Some(_) => return Err(bad("delimiter : un seul caractère", "delimiter: one character only").in_column("delimiter")),
        };
        Ok(Dialect { encoding: self.encoding.clone(), delimiter, skip_lines: self.skip_lines })
    }
}

/// Which column is which field of a service.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// Longitude or easting; left out for the points of a GeoJSON.
    pub lon: Option<String>,
    /// Latitude or northing.
    pub lat: Option<String>,
    id: Option<String>,
    name: Option<String>,
    category: Option<String>,
    commune: Option<String>,
    address: Option<String>,
    opening: Option<String>,
    updated: Option<String>,
    capacity: Option<String>,
    audiences: Option<String>,
    topics: Option<String>,
    eligibility: Option<String>,
    reception: Option<String>,
    mobile: Option<String>,
    free: Option<String>,
}

impl Fields {
    /// The column of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.all().into_iter().find(|(name, _)| *name == field).and_then(|(_, column)| column)
    }

    fn all(&self) -> [(&'static str, Option<&str>); 16] {
        [
            ("lon", self.lon.as_deref()),
            ("lat", self.lat.as_deref()),
            ("id", self.id.as_deref()),
            ("name", self.name.as_deref()),
            ("category", self.category.as_deref()),
            ("commune", self.commune.as_deref()),
            ("address", self.address.as_deref()),
            ("opening", self.opening.as_deref()),
            ("updated", self.updated.as_deref()),
            ("capacity", self.capacity.as_deref()),
            ("audiences", self.audiences.as_deref()),
            ("topics", self.topics.as_deref()),
            ("eligibility", self.eligibility.as_deref()),
            ("reception", self.reception.as_deref()),
            ("mobile", self.mobile.as_deref()),
            ("free", self.free.as_deref()),
        ]
    }
}

/// Rows that serve some themes. Without a column it fits every row; otherwise when the cell equals or
/// contains one of the words, whatever its case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeRule {
    column: Option<String>,
    #[serde(default)]
    equals: Vec<String>,
    #[serde(default)]
    contains: Vec<String>,
    /// The themes it adds.
    pub themes: Vec<Theme>,
}

impl ThemeRule {
    /// Whether a row fits; `cell` gives its cell under a column.
    pub fn fits<'a>(&self, cell: impl Fn(&str) -> &'a str) -> bool {
        let Some(column) = &self.column else { return true };
        let cell = cell(column).to_lowercase();
        let equal = self.equals.iter().any(|word| cell == word.to_lowercase());
        equal || self.contains.iter().any(|word| cell.contains(&word.to_lowercase()))
    }
}

/// One column of values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredIndicator {
    /// Its column.
    pub column: String,
    /// Its code without year.
    pub code: String,
    /// What it is called.
    pub label: Text,
    /// Its unit.
    pub unit: Unit,
    /// Whether it adds up.
    pub nature: Nature,
    /// Which way lies need.
    pub direction: Direction,
    /// The theme it speaks to.
    pub theme: Theme,
}

impl Declaration {
    /// Reads a mapping and checks that it is whole.
    ///
    /// # Errors
    /// `bad-mapping`, with the row where TOML tells it.
    pub fn parse(toml: &str) -> Result<Self, Fault> {
        let declaration: Self = toml::from_str(toml).map_err(|error| {
            let cause = error.message();
            let row = error.span().map(|span| toml.get(..span.start).unwrap_or(toml).matches('\n').count() as u64 + 1);
            let fault = bad(cause, cause);
            row.map_or(fault.clone(), |row| fault.at_row(row))
        })?;
        declaration.check()?;
        Ok(declaration)
    }

    fn check(&self) -> Result<(), Fault> {
        let fields = &self.columns;
        let told = |field: &str| fields.of(field).is_some() || self.constants.contains_key(field);
        if let Some(field) = self.constants.keys().find(|name| !fields.all().iter().any(|(known, _)| known == name)) {
            return Err(bad(&format!("champ inconnu : {field}"), &format!("unknown field: {field}")).in_column(field));
        }
        match self.kind {
            Kind::Services if !told("name") => Err(bad("le champ « name » manque", "the field “name” is missing").in_column("name")),
            Kind::Services if fields.lon.is_some() != fields.lat.is_some() => {
                Err(bad("« lon » et « lat » vont ensemble", "“lon” and “lat” go together").in_column("lon"))
            }
            Kind::Indicators if self.zone.is_empty() => {
                Err(bad("la liste « zone » est vide", "the list “zone” is empty").in_column("zone"))
            }
            Kind::Indicators if self.indicators.is_empty() => {
                Err(bad("aucun indicateur n’est déclaré", "no indicator is declared").in_column("indicators"))
            }
            _ => Ok(()),
        }
    }

    /// Every column the file must have.
    pub fn needed_columns(&self) -> Vec<&str> {
        let fields = self.columns.all().into_iter().filter_map(|(_, column)| column);
        let ruled = self.themes.iter().filter_map(|rule| rule.column.as_deref());
        let valued = self.indicators.iter().map(|indicator| indicator.column.as_str());
        fields.chain(ruled).chain(self.zone.iter().map(String::as_str)).chain(valued).collect()
    }

    /// The declared codes of absence.
    pub fn codes(&self) -> impl Iterator<Item = (&str, Value)> {
        let withheld = self.withheld.iter().filter(|code| !code.is_empty()).map(|code| (code.as_str(), Value::Withheld));
        withheld.chain(self.missing.iter().map(|code| (code.as_str(), Value::Missing)))
    }
}

const fn iris() -> Geography {
    Geography::Iris
}

fn bad(fr: &str, en: &str) -> Fault {
    Fault::new(
        "bad-mapping",
        text!("la correspondance n’est pas utilisable : {fr}", "the mapping cannot be used: {en}"),
        Text::new(
            "voir la forme d’une correspondance dans la documentation des données",
            "see the shape of a mapping in the data documentation",
        ),
    )
}
