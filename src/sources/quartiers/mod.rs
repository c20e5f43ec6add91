//! INSEE's files on neighbourhoods of the years 1999–2011: allowances, taxable income, job seekers,
//! census. One layout: title lines (theme and year first), a row of codes, a row of labels, then one
//! row a zone — IRIS, commune or ZUS — with a `note` on availability. Delimiter `,` or `;`, decimal
//! comma, Windows-1252; also as a workbook.

mod caf;
mod census;
mod income;
mod jobs;

use std::cell::Cell;

use super::cell::Value;
use super::column::{Column, located};
use super::rows::Dialect;
use super::table::{Row, Table};
use super::values::Plan;
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Measure, Report, Secrecy, Text, Vintage, ZoneCode};

/// One theme of the family.
pub struct Quartiers {
    name: &'static str,
    stem: &'static str,
    /// Column that no other theme has.
    telltale: &'static str,
    signature: &'static [&'static str],
    columns: &'static [Column],
    producer: &'static str,
    title: fn(Vintage) -> Text,
    notes: fn() -> Vec<Text>,
    secrecy: fn() -> Option<Secrecy>,
    blank: fn(&str) -> Measure,
}

/// Allowances paid by the CAF.
pub static CAF: Quartiers = caf::FORMAT;
/// Taxable income.
pub static INCOME: Quartiers = income::FORMAT;
/// Job seekers.
pub static JOBS: Quartiers = jobs::FORMAT;
/// Population and dwellings.
pub static CENSUS: Quartiers = census::FORMAT;

/// Which zones the rows are about.
struct Level {
    geography: Geography,
    /// Columns that make up the code, and how wide each part is.
    parts: Vec<(usize, usize)>,
    suffix: &'static str,
    name: Text,
}

impl Format for Quartiers {
    fn name(&self) -> &'static str {
        self.name
    }

    fn recognises(&self, input: &Input) -> bool {
        Table::has_header(&input.bytes, &["uu", "note", self.telltale])
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let mut table = Table::read(&input.bytes, self.signature, &Dialect::default())?;
        let note = table.require("note")?;
        drop_labels(&mut table, note);
        let mut report = Report::default();
        let vintage = title_year(&table).map_or_else(|| vintage::said(input, &mut report), Ok)?;
        let level = Level::of(&table)?;
        let dataset = self.dataset(vintage, &level);
        let padded = Cell::new(0_u64);
        let plan = Plan {
            geography: level.geography,
            zone: &|row| level.zone(row, &padded),
            indicators: located(self.columns, &table, &dataset, &mut report),
            blank: &|row| (self.blank)(row.cell(note)),
            read: &Value::read,
        };
        let mut batch = plan.read(dataset, &table, input, progress)?;
        report.remarks.append(&mut batch.dataset.report.remarks);
        batch.dataset.report.remarks = report.remarks;
        if padded.get() > 0 {
            batch.dataset.report.remark(padded_zeros(padded.get()));
        }
        Ok(batch)
    }
}

impl Quartiers {
    fn dataset(&self, vintage: Vintage, level: &Level) -> Dataset {
        let (stem, suffix) = (self.stem, level.suffix);
        let Text { fr, en } = (self.title)(vintage);
        let title = Text::new(format!("{fr}, par {}", level.name.fr), format!("{en}, by {}", level.name.en));
        Dataset {
            producer: self.producer.to_owned(),
            secrecy: (self.secrecy)(),
            notes: (self.notes)(),
            ..dataset(self.name, DatasetId::new(&format!("{stem}-{suffix}"), vintage), title, vintage)
        }
    }
}

impl Level {
    fn of(table: &Table) -> Result<Self, Fault> {
        if let Some(zus) = table.find("zus") {
            let name = Text::new("zone urbaine sensible (ZUS)", "sensitive urban area (ZUS)");
            return Ok(Self { geography: Geography::Quartier, parts: vec![(zus, 7)], suffix: "zus", name });
        }
        let commune = table.require("dc")?;
        // Only files by IRIS name the commune beside the zone.
        if table.find("iris").is_some() || table.find("nomc").is_some() {
            let parts = vec![(commune, 5), (table.require("iris")?, 4)];
            let name = Text::new("quartier (IRIS)", "neighbourhood (IRIS)");
            return Ok(Self { geography: Geography::Iris, parts, suffix: "quartiers", name });
        }
        Ok(Self {
            geography: Geography::Commune,
            parts: vec![(commune, 5)],
            suffix: "communes",
            name: Text::new("commune", "municipality"),
        })
    }

    /// The zone's code, with the leading zeros a spreadsheet may have eaten.
    fn zone(&self, row: &Row, padded: &Cell<u64>) -> Result<ZoneCode, Fault> {
        let parts = self.parts.iter().map(|(column, width)| (row.cell(*column), *width));
        if parts.clone().any(|(part, _)| part.is_empty()) {
            return ZoneCode::new("");
        }
        let short = parts.clone().filter(|(part, width)| part.len() < *width).count();
        padded.set(padded.get() + short as u64);
        let padded: Vec<String> = parts.map(|(part, width)| format!("{part:0>width$}")).collect();
        ZoneCode::new(&padded.concat())
    }
}

/// The row below the codes says in words what each column is.
fn drop_labels(table: &mut Table, note: usize) {
    if table.rows.first().is_some_and(|row| row.cell(note).starts_with("Disponibilité")) {
        table.rows.remove(0);
    }
}

/// « Revenus fiscaux (2009) ».
fn title_year(table: &Table) -> Option<Vintage> {
    let (_, year) = table.titles.first()?.rsplit_once('(')?;
    Vintage::new(year.trim_end().strip_suffix(')')?.trim().parse().ok()?)
}

fn padded_zeros(count: u64) -> Text {
    crate::text!("zéros de tête rendus à {count} codes", "leading zeros given back to {count} codes")
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::Flag;

    const CAF_FILE: &str = "\"Bénéficiaires des prestations légales, source CAF (2009)\",,,,,,,,\n\"Données par IRIS\",,,,,,,,\n,,,,,,,,\n\
        \"REG\",\"uu\",\"dc\",\"iris\",\"note\",\"A\",\"PERCOU\",\"ARMI\",\"ARSA\"\n\
        \"Code région\",\"Code unité urbaine\",\"Code commune\",\"Code IRIS\",\"Disponibilité (voir documentation)\",\"a\",\"b\",\"c\",\"d\"\n\
        \"91\",\"34701\",\"34172\",\"0503\",0,615,1727,,213\n\"91\",\"34701\",\"34172\",\"0108\",1,,,,\n\"91\",\"34701\",\"34172\",\"1303\",2,,,,\n\
        \"91\",\"34701\",\"34057\",\"0101\",0,190,398,,\n";

    fn read(text: &str) -> Batch {
        CAF.read(&Input::of("caf.csv", text.as_bytes()), &Unwatched).unwrap()
    }

    fn flag(batch: &Batch, zone: &str, code: &str) -> (Option<f64>, Flag) {
        let found = batch.observations.iter().find(|o| o.zone.as_str() == zone && o.indicator.as_str() == code).unwrap();
        (found.measure.value(), found.measure.flag())
    }

    #[test]
    fn theme_year_and_zones_are_read_below_the_titles() {
        assert!(CAF.recognises(&Input::of("x", CAF_FILE.as_bytes())));
        assert!(!INCOME.recognises(&Input::of("x", CAF_FILE.as_bytes())));
        let batch = read(CAF_FILE);
        assert_eq!(batch.dataset.id.as_str(), "caf-quartiers-2009");
        assert_eq!(flag(&batch, "341720503", "rsa_recipients_2009"), (Some(213.0), Flag::Published));
    }

    #[test]
    fn a_blank_is_secret_or_missing_as_the_note_says_and_never_zero() {
        let batch = read(CAF_FILE);
        assert_eq!(flag(&batch, "340570101", "rsa_recipients_2009"), (None, Flag::Withheld), "fewer than five");
        assert_eq!(flag(&batch, "341721303", "caf_claimants_2009"), (None, Flag::Withheld));
        assert_eq!(flag(&batch, "341720108", "caf_claimants_2009"), (None, Flag::Missing), "zone drawn after the data");
        assert_eq!(batch.dataset.report.withheld, 4);
    }

    #[test]
    fn a_column_without_any_value_is_left_out_and_said() {
        let batch = read(CAF_FILE);
        assert!(!batch.indicators.iter().any(|indicator| indicator.code == "rmi_recipients"));
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.fr.contains("sans aucune valeur")));
    }

    #[test]
    fn leading_zeros_eaten_by_a_spreadsheet_are_given_back() {
        let batch = read(&CAF_FILE.replace("\"0503\"", "503"));
        assert_eq!(flag(&batch, "341720503", "caf_persons_covered_2009").0, Some(1727.0));
        assert!(batch.dataset.report.remarks.iter().any(|remark| remark.en.contains("leading zeros")));
    }

    #[test]
    fn a_file_by_iris_that_lost_its_iris_column_is_not_taken_for_communes() {
        let lost = CAF_FILE.replace("\"iris\"", "\"nomc\"");
        let fault = CAF.read(&Input::of("caf.csv", lost.as_bytes()), &Unwatched).unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("missing-column", Some("iris")));
    }

    #[test]
    fn a_zone_that_comes_twice_with_other_values_refuses_the_file() {
        let twice = format!("{CAF_FILE}\"91\",\"34701\",\"34172\",\"0503\",0,616,1727,,213\n");
        let fault = CAF.read(&Input::of("caf.csv", twice.as_bytes()), &Unwatched).unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.row, fault.place.file.as_deref()), ("duplicate-code", Some(10), Some("caf.csv")));
    }

    #[test]
    fn a_bad_cell_rejects_its_row_alone_with_its_place() {
        let batch = read(&CAF_FILE.replace(",615,", ",NaN,"));
        let fault = &batch.dataset.report.faults[0];
        assert_eq!((fault.code.as_str(), fault.place.row, fault.place.column.as_deref()), ("not-finite", Some(6), Some("A")));
        assert_eq!((batch.dataset.report.read, batch.dataset.report.taken, batch.dataset.report.rejected), (4, 3, 1));
    }

    #[test]
    fn rows_of_other_communes_are_outside_not_wrong() {
        let mut input = Input::of("caf.csv", CAF_FILE.as_bytes());
        input.options.communes = vec!["34172".to_owned()];
        let report = CAF.read(&input, &Unwatched).unwrap().dataset.report;
        assert_eq!((report.read, report.taken, report.outside, report.rejected), (4, 3, 1, 0));
    }
}
