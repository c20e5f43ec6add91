//! Share of households without a car by IRIS (census): `IRIS,perc_voit`, a share from 0 to 1. The file
//! does not say its year.

use super::cell::Value;
use super::column::{Column, HigherIsNeed};
use super::rows::Dialect;
use super::table::Table;
use super::values::Plan;
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Measure, Report, Text, Theme, Unit, ZoneCode};
use crate::text;

/// The format.
pub struct VoitureIris;

const SIGNATURE: [&str; 2] = ["IRIS", "perc_voit"];

const COLUMN: Column =
    Column::rate(&["perc_voit"], "households_without_car", Unit::Share, "Ménages sans voiture", "Households without a car")
        .about(Theme::Mobilite, HigherIsNeed);

impl Format for VoitureIris {
    fn name(&self) -> &'static str {
        "voiture-iris"
    }

    fn recognises(&self, input: &Input) -> bool {
        Table::has_header(&input.bytes, &SIGNATURE)
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let table = Table::read(&input.bytes, &SIGNATURE, &Dialect::default())?;
        let mut said = Report::default();
        let vintage = vintage::said(input, &mut said)?;
        let (zone, value) = (table.require("IRIS")?, table.require("perc_voit")?);
        let title = text!("Part des ménages sans voiture en {vintage}", "Share of households without a car in {vintage}");
        let id = DatasetId::new("voiture-iris", vintage);
        let indicator = COLUMN.indicator(vintage, &id);
        let dataset = Dataset {
            producer: "Insee".to_owned(),
            notes: vec![Text::new(
                "Recensement, exploitation par IRIS : dans un petit IRIS la part est imprécise.",
                "Census, worked out by IRIS: in a small IRIS the share is imprecise.",
            )],
            ..dataset(self.name(), id, title, vintage)
        };
        let plan = Plan {
            geography: Geography::Iris,
            zone: &|row| ZoneCode::new(row.cell(zone)).map_err(|fault| fault.in_column("IRIS")),
            indicators: vec![(indicator, vec![value])],
            blank: &|_| Measure::missing(),
            read: &share,
        };
        let mut batch = plan.read(dataset, &table, input, progress)?;
        batch.dataset.report.remarks.extend(said.remarks);
        Ok(batch)
    }
}

fn share(cell: &str) -> Result<Value, Fault> {
    match Value::read(cell)? {
        Value::Number(share) if !(0.0..=1.0).contains(&share) => Err(Fault::new(
            "out-of-range",
            text!("{share} n’est pas une part", "{share} is not a share"),
            Text::new("attendu : un nombre de 0 à 1", "expected a number from 0 to 1"),
        )),
        value => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;

    #[test]
    fn a_share_is_kept_between_zero_and_one() {
        let input = Input::of("voiture_rp2020.csv", b"IRIS,perc_voit\n010010000,0.0277\n010020000,46\n");
        assert!(VoitureIris.recognises(&input));
        let batch = VoitureIris.read(&input, &Unwatched).unwrap();
        assert_eq!(batch.observations[0].measure.value(), Some(0.0277));
        let fault = &batch.dataset.report.faults[0];
        assert_eq!((fault.code.as_str(), fault.place.row, fault.place.column.as_deref()), ("out-of-range", Some(3), Some("perc_voit")));
        assert_eq!(batch.indicators[0].id().as_str(), "households_without_car_2020");
    }

    #[test]
    fn without_a_year_anywhere_it_is_asked_for() {
        let fault = VoitureIris.read(&Input::of("v.csv", b"IRIS,perc_voit\n010010000,0.1\n"), &Unwatched).unwrap_err();
        assert_eq!(fault.code, "missing-vintage");
    }
}
