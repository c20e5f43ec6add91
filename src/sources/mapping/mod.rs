//! Any CSV, workbook or GeoJSON through a declared mapping: which column is which field, what the
//! coordinates are, which rows serve which themes. A town's own files need no code.

mod declaration;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::cell::{self, Value};
use super::points::{self, Points};
use super::services::{self, Places, Roll};
use super::table::{Row, Table};
use super::values::Plan;
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{
    Audiences, Batch, Dataset, DatasetId, Eligibility, Fault, Indicator, Measure, Mobility, Position, Reception, Report, Secrecy, Service,
    ServiceId, Theme, Vintage, ZoneCode,
};
use crate::text;

pub use declaration::{Declaration, Kind};

/// A file read as a mapping declares.
pub struct Mapped {
    declaration: Declaration,
}

impl Mapped {
    /// Reads a mapping.
    ///
    /// # Errors
    /// `bad-mapping` with the row of the mapping.
    pub fn parse(toml: &str) -> Result<Self, Fault> {
        Ok(Self { declaration: Declaration::parse(toml)? })
    }
}

impl Format for Mapped {
    fn name(&self) -> &'static str {
        "table"
    }

    /// Never by itself: a mapping is named, not guessed.
    fn recognises(&self, _input: &Input) -> bool {
        false
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let (table, declared) = self.table(input)?;
        let mut report = Report::default();
        let vintage = self.vintage(input, &mut report)?;
        let dataset = self.describe(vintage);
        match self.declaration.kind {
            Kind::Services => self.services(&table, declared, input, dataset, report, progress),
            Kind::Indicators => self.indicators(&table, input, dataset, report, progress),
        }
    }
}

impl Mapped {
    fn table(&self, input: &Input) -> Result<(Table, Option<u32>), Fault> {
        let declaration = &self.declaration;
        let needed = declaration.needed_columns();
        if points::is_json(&input.bytes) {
            let Points { table, declared } = points::read(&input.bytes)?;
            needed.iter().try_for_each(|column| table.require(column).map(drop))?;
            return Ok((table, declaration.reading.epsg.or(declared)));
        }
        Ok((Table::read(&input.bytes, &needed, &declaration.reading.dialect()?)?, declaration.reading.epsg))
    }

    fn vintage(&self, input: &Input, report: &mut Report) -> Result<Vintage, Fault> {
        match (input.options.vintage, self.declaration.vintage.and_then(Vintage::new)) {
            (Some(said), _) => Ok(said),
            (None, Some(declared)) => Ok(declared),
            (None, None) => vintage::said(input, report),
        }
    }

    fn describe(&self, vintage: Vintage) -> Dataset {
        let declaration = &self.declaration;
        let secrecy = declaration.secrecy.clone().map(|rule| Secrecy {
            rule,
            min_units: None,
            rounded_to: None,
            withheld_codes: declaration.withheld.clone(),
        });
        Dataset {
            producer: declaration.producer.clone(),
            licence: declaration.licence.clone(),
            secrecy,
            notes: declaration.notes.clone(),
            ..dataset("table", DatasetId::new(&declaration.id, vintage), declaration.title.clone(), vintage)
        }
    }

    fn services(
        &self,
        table: &Table,
        declared: Option<u32>,
        input: &Input,
        dataset: Dataset,
        mut report: Report,
        progress: &dyn Progress,
    ) -> Result<Batch, Fault> {
        let fields = &self.declaration.columns;
        let columns = fields.lon.as_deref().zip(fields.lat.as_deref());
        let places = Places::of(table, columns, declared, &mut report)?;
        let roll = Roll::new(table, input, places, report).read(
            progress,
            |row| Some(self.field(table, row, "commune").ok()?.to_owned()),
            |row, position, remarks| self.service(table, row, position, &dataset.id, remarks),
        );
        Ok(roll.batch(dataset))
    }

    fn service(&self, table: &Table, row: &Row, position: Position, dataset: &DatasetId, remarks: &mut Report) -> Result<Service, Fault> {
        let field = |name: &str| self.field(table, row, name);
        let local = Some(field("id")?).filter(|id| !id.is_empty()).map_or_else(|| row.number.to_string(), str::to_owned);
        let topics = cell::list(field("topics")?);
        let (audiences, unknown) = Audiences::from_codes(cell::list(field("audiences")?).iter().map(String::as_str));
        if let Some(word) = unknown.first() {
            remarks.remark(text!("public inconnu, laissé de côté : « {word} »", "unknown audience, left out: “{word}”"));
        }
        let areas = cell::list(field("eligibility")?);
        let capacity = match Value::read(field("capacity")?).map_err(|fault| fault.in_column("capacity"))? {
            Value::Number(capacity) => Some(capacity),
            _ => None,
        };
        Ok(Service {
            themes: services::sorted(self.themes(table, row, &topics)),
            topics,
            audiences,
            reception: reception(field("reception")?),
            mobility: if said(field("mobile")?) == Some(true) { Mobility::Mobile } else { Mobility::Fixed },
            eligibility: if areas.is_empty() { Eligibility::Everywhere } else { Eligibility::Areas(areas) },
            capacity,
            opening: services::opening(field("opening")?, remarks),
            free: said(field("free")?),
            address: Some(field("address")?.to_owned()).filter(|address| !address.is_empty()),
            updated: field("updated")?.get(..10).and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()),
            ..Service::bare(ServiceId::new(&self.declaration.id, &local), dataset, field("name")?, field("category")?, position)
        })
    }

    /// A field's text: from its column, else the constant, else blank.
    fn field<'a>(&'a self, table: &Table, row: &'a Row, name: &str) -> Result<&'a str, Fault> {
        let column = self.declaration.columns.of(name);
        let constant = || self.declaration.constants.get(name).map_or("", String::as_str);
        match column.map(|column| table.text(row, column)).transpose()? {
            Some("") | None => Ok(constant()),
            Some(text) => Ok(text),
        }
    }

    fn themes(&self, table: &Table, row: &Row, topics: &[String]) -> Vec<Theme> {
        let ruled = self.declaration.themes.iter().filter(|rule| rule.fits(|column| table.get(row, column)));
        ruled.flat_map(|rule| rule.themes.iter().copied()).chain(topics.iter().flat_map(|topic| Theme::of_topic(topic)).copied()).collect()
    }

    fn indicators(&self, table: &Table, input: &Input, dataset: Dataset, report: Report, progress: &dyn Progress) -> Result<Batch, Fault> {
        let declaration = &self.declaration;
        let zone: Vec<usize> = declaration.zone.iter().map(|column| table.require(column)).collect::<Result<_, _>>()?;
        let mut indicators = Vec::new();
        for declared in &declaration.indicators {
            let indicator = Indicator {
                code: declared.code.clone(),
                vintage: dataset.vintage,
                label: declared.label.clone(),
                theme: declared.theme,
                unit: declared.unit,
                nature: declared.nature,
                direction: declared.direction,
                dataset: dataset.id.clone(),
            };
            indicators.push((indicator, vec![table.require(&declared.column)?]));
        }
        let codes: HashMap<&str, Value> = declaration.codes().collect();
        let plan = Plan {
            geography: declaration.geography,
            zone: &|row| ZoneCode::new(&zone.iter().map(|column| row.cell(*column)).collect::<String>()),
            indicators,
            blank: &|_| if declaration.withheld.iter().any(String::is_empty) { Measure::withheld() } else { Measure::missing() },
            read: &|cell| codes.get(cell).map_or_else(|| Value::read(cell), |value| Ok(*value)),
        };
        let mut batch = plan.read(dataset, table, input, progress)?;
        batch.dataset.report.remarks.extend(report.remarks);
        Ok(batch)
    }
}

fn reception(word: &str) -> Reception {
    let (place, remote) = (word.contains("presentiel") || word.contains("in_person"), word.contains("distance") || word.contains("remote"));
    match (place, remote) {
        (true, true) => Reception::Both,
        (true, false) => Reception::InPerson,
        (false, true) => Reception::Remote,
        (false, false) if word == "both" => Reception::Both,
        (false, false) => Reception::Unknown,
    }
}

/// Yes or no in the words of files; `None` when it is neither.
fn said(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "oui" | "true" | "vrai" | "1" | "yes" | "gratuit" | "mobile" => Some(true),
        "non" | "false" | "faux" | "0" | "no" | "payant" | "fixe" | "fixed" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
