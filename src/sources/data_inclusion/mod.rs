//! data·inclusion, the national aggregator of services of inclusion, in its schema v1 (the only one since April
//! 2026): services and the structures that run them, as CSV with list literals, JSON records, GeoJSON points or Parquet.
//!
//! Source: the published schema (`v1/services.py`, `v1/structures.py`, MIT) and its closed lists.

mod networks;
mod quality;
mod services;
mod structures;

pub use services::Services;
pub use structures::Structures;

use chrono::{Datelike, NaiveDate};

use super::points::{self, Points};
use super::rows::Dialect;
use super::services::Places;
use super::table::{Row, Table};
use super::{Input, cell, columnar, records, vintage};
use crate::domain::{Fault, Report, ServiceId, Text, Vintage};

/// The coordinates' columns where there are no points.
const LON_LAT: (&str, &str) = ("longitude", "latitude");

/// A file that was opened in whatever dress it came.
struct Opened {
    table: Table,
    declared: Option<u32>,
}

impl Opened {
    /// Reads CSV, XLSX, JSON records, GeoJSON or Parquet.
    fn read(input: &Input, signature: &[&str]) -> Result<Self, Fault> {
        let bytes = input.bytes.as_slice();
        if columnar::is_parquet(bytes) {
            return Ok(Self { table: columnar::read(bytes, signature)?, declared: None });
        }
        if !records::is_json(bytes) {
            return Ok(Self { table: Table::read(bytes, signature, &Dialect::default())?, declared: None });
        }
        if !is_geojson(bytes) {
            return Ok(Self { table: records::read(bytes, signature)?, declared: None });
        }
        let Points { table, declared } = points::read(bytes)?;
        signature.iter().try_for_each(|column| table.require(column).map(|_| ()))?;
        Ok(Self { table, declared })
    }

    fn places(&self, report: &mut Report) -> Result<Places<'static>, Fault> {
        let has_points = self.table.rows.iter().any(|row| row.point.is_some());
        Places::of(&self.table, (!has_points).then_some(LON_LAT), self.declared, report)
    }

    /// The newest day a record was updated: the file is no older.
    fn latest(&self) -> Option<NaiveDate> {
        self.table.rows.iter().filter_map(|row| day(self.table.get(row, "date_maj"))).max()
    }

    /// The year the user said, else that of the newest record, else the one in the file's name.
    fn vintage(&self, input: &Input, report: &mut Report) -> Result<Vintage, Fault> {
        let newest = || self.latest().and_then(|day| Vintage::new(u16::try_from(day.year()).ok()?));
        input.options.vintage.or_else(newest).map_or_else(|| vintage::said(input, report), Ok)
    }
}

/// Whether the content has a header, keys or properties with all these names.
fn has(input: &Input, names: &[&str]) -> bool {
    let bytes = input.bytes.as_slice();
    if columnar::is_parquet(bytes) {
        return columnar::has(bytes, names);
    }
    if records::is_json(bytes) {
        return records::first_has(bytes, names) || points::has_properties(bytes, names);
    }
    Table::has_header(bytes, names)
}

/// The kind of a collection may be told first, or last, after megabytes of features.
fn is_geojson(bytes: &[u8]) -> bool {
    let told = || super::decode::head(bytes, 4_096).contains("\"FeatureCollection\"");
    points::is_json(bytes) && (told() || points::has_properties(bytes, &[]))
}

/// `2026-05-04` or the same with a time behind.
fn day(cell: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(cell.get(..10)?, "%Y-%m-%d").ok()
}

/// Names a record by its source and the source's own identifier; identifiers of v1 may carry the source already.
fn local(source: &str, id: &str) -> String {
    if id.starts_with(source) { id.to_owned() } else { format!("{source}--{id}") }
}

/// The identifier of a structure's record among ours.
fn structure_id(source: &str, id: &str) -> ServiceId {
    ServiceId::new("data-inclusion-structures", &local(source, id))
}

/// A required text.
fn required<'a>(table: &Table, row: &'a Row, column: &str) -> Result<&'a str, Fault> {
    let text = table.text(row, column)?;
    if text.is_empty() { Err(missing(column)) } else { Ok(text) }
}

fn missing(column: &str) -> Fault {
    Fault::new(
        "missing-id",
        crate::text!("la colonne « {column} » est vide, le schéma l’exige", "the column “{column}” is empty, the schema requires it"),
        Text::new("compléter la ligne, ou signaler l’erreur à la source", "complete the row, or tell its source"),
    )
    .in_column(column)
}

/// Address, postal code and town on one line.
fn address(table: &Table, row: &Row) -> Result<Option<String>, Fault> {
    let parts = ["adresse", "complement_adresse", "code_postal", "commune"].map(|column| table.text(row, column));
    let parts: Vec<&str> = parts.into_iter().collect::<Result<_, _>>()?;
    let line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Ok(Some(line).filter(|line| !line.is_empty()))
}

/// The entries of a list, in whichever dialect.
fn list(table: &Table, row: &Row, column: &str) -> Vec<String> {
    cell::list(table.get(row, column))
}

const NOTES: (&str, &str) = (
    "Soliguide et Agefiph ne sont pas dans l’export ouvert : accueil d’urgence et aides aux travailleurs handicapés y manquent en partie.",
    "Soliguide and Agefiph are not in the open export: emergency reception and aids to disabled workers are partly missing.",
);
