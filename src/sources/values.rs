//! Values of zones: one row a zone, one column an indicator.

use std::collections::HashMap;

use super::cell::Value;
use super::table::{Kept, Row, Table};
use super::{Input, Progress};
use crate::domain::{Batch, Dataset, Fault, Flag, Geography, Indicator, IndicatorId, Measure, Observation, Report, ZoneCode};
use crate::text;

/// How the rows of a table become values of zones.
pub struct Plan<'a> {
    /// The geography of the zones.
    pub geography: Geography,
    /// The zone a row speaks of.
    pub zone: &'a dyn Fn(&Row) -> Result<ZoneCode, Fault>,
    /// The indicators and where their parts stand; several parts are added up.
    pub indicators: Vec<(Indicator, Vec<usize>)>,
    /// What a blank cell means in a row.
    pub blank: &'a dyn Fn(&Row) -> Measure,
    /// Reads a cell; [`Value::read`] unless the format has codes of its own.
    pub read: &'a dyn Fn(&str) -> Result<Value, Fault>,
}

impl Plan<'_> {
    /// Reads the whole table. Columns without a single value are left out, and said.
    ///
    /// # Errors
    /// `duplicate-code` when a zone comes twice with different values: neither can be trusted.
    pub fn read(self, dataset: Dataset, table: &Table, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let mut report = Report::default();
        let (mut seen, mut clash) = (HashMap::new(), None);
        let ids: Vec<IndicatorId> = self.indicators.iter().map(|(indicator, _)| indicator.id()).collect();
        let mut observations = Vec::new();
        table.each(input, progress, &mut report, |row| {
            let zone = (self.zone)(row)?;
            if !input.options.covers_zone(self.geography, &zone) {
                return Ok(Kept::Outside);
            }
            let measures = self.measures(table, row)?;
            match seen.get(&zone) {
                None => observations.extend(self.observations(&ids, &zone, &measures)),
                Some((_, earlier)) if *earlier == measures => {}
                Some((first, _)) => {
                    clash.get_or_insert_with(|| duplicate(&zone, *first, row.number));
                }
            }
            seen.entry(zone).or_insert((row.number, measures));
            Ok(Kept::Taken)
        });
        match clash {
            Some(fault) => Err(fault.in_file(&input.name)),
            None => Ok(self.batch(dataset, report, observations)),
        }
    }

    fn measures(&self, table: &Table, row: &Row) -> Result<Vec<Measure>, Fault> {
        let blank = (self.blank)(row);
        self.indicators.iter().map(|(_, parts)| self.measure(table, row, parts, blank)).collect()
    }

    /// The sum of the parts; when one has no value, the sum has none either, and secrecy outweighs absence.
    fn measure(&self, table: &Table, row: &Row, parts: &[usize], blank: Measure) -> Result<Measure, Fault> {
        let mut sum = None;
        for &part in parts {
            let read = (self.read)(row.cell(part)).map_err(|fault| fault.in_column(&table.columns[part]))?;
            let measure = read.measure(blank);
            sum = Some(sum.map_or(measure, |sum| add(sum, measure)));
        }
        Ok(sum.unwrap_or_else(Measure::missing))
    }

    fn observations<'a>(
        &'a self,
        ids: &'a [IndicatorId],
        zone: &'a ZoneCode,
        measures: &'a [Measure],
    ) -> impl Iterator<Item = Observation> + 'a {
        ids.iter().zip(measures).map(move |(id, measure)| Observation {
            indicator: id.clone(),
            geography: self.geography,
            zone: zone.clone(),
            measure: *measure,
        })
    }

    fn batch(self, dataset: Dataset, mut report: Report, mut observations: Vec<Observation>) -> Batch {
        let width = self.indicators.len();
        let valued = |index: usize| observations.iter().skip(index).step_by(width.max(1)).any(|o| o.measure.value().is_some());
        let keep: Vec<bool> = (0..width).map(valued).collect();
        let mut column = (0..width).cycle();
        observations.retain(|_| column.next().is_some_and(|index| keep[index]));
        let (mut indicators, mut empty) = (Vec::new(), Vec::new());
        for ((indicator, _), keep) in self.indicators.into_iter().zip(keep) {
            if keep { indicators.push(indicator) } else { empty.push(indicator.label) }
        }
        for label in empty {
            let (fr, en) = (label.fr, label.en);
            report.remark(text!("colonne sans aucune valeur, laissée de côté : {fr}", "column without any value, left out: {en}"));
        }
        report.withheld = observations.iter().filter(|o| o.measure.flag() == Flag::Withheld).count() as u64;
        Batch { indicators, observations, ..Batch::new(Dataset { report, ..dataset }) }
    }
}

fn add(sum: Measure, part: Measure) -> Measure {
    match (sum.value(), part.value()) {
        (Some(a), Some(b)) => Measure::published(a + b),
        (Some(_), None) => part,
        (None, None) if part.flag() == Flag::Withheld => part,
        (None, _) => sum,
    }
}

fn duplicate(zone: &ZoneCode, first: u64, row: u64) -> Fault {
    Fault::new(
        "duplicate-code",
        text!(
            "la zone {zone} revient avec d’autres valeurs (déjà ligne {first})",
            "zone {zone} comes again with other values (already at row {first})"
        ),
        text!("garder une seule des lignes {first} et {row}", "keep only one of rows {first} and {row}"),
    )
    .at_row(row)
}
