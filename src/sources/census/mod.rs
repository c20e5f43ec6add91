//! The census by IRIS (INSEE, `base-ic-*`): population, dwellings, households, activity, schooling; CSV `;`, or XLSX
//! with title lines and a row of labels above the row of codes.
//!
//! A column is `P22_POP0014`: exploitation (`P` main, `C` complementary, on a quarter of the forms), year, what is
//! counted. A file may hold an earlier year beside; the latest is read. Counts come from a rolling survey: those that
//! are not whole are estimates, and are flagged so.

mod columns;

use columns::{COLUMNS, WITHOUT_CAR};

use super::cell::{self, Value};
use super::rows::{self, Dialect};
use super::table::Table;
use super::values::Plan;
use super::{Format, Input, Progress, dataset};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Measure, Text, Vintage, ZoneCode};
use crate::text;

/// The format.
pub struct Census;

impl Format for Census {
    fn name(&self) -> &'static str {
        "recensement-iris"
    }

    fn recognises(&self, input: &Input) -> bool {
        telltale(input).is_some()
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let telltale = telltale(input).ok_or_else(no_column)?;
        let mut table = Table::read(&input.bytes, &["IRIS", &telltale], &Dialect::default())?;
        let zone = table.require("IRIS")?;
        let vintage = table.columns.iter().filter_map(|name| parse(name)).map(|(_, year)| year).max().ok_or_else(no_column)?;
        name_without_year(&mut table, vintage);
        work_out_cars(&mut table);
        let (stem, title) = theme(&table);
        let dataset = Dataset {
            producer: "Insee".to_owned(),
            licence: "Licence Ouverte 2.0".to_owned(),
            notes: notes(),
            ..dataset(self.name(), DatasetId::new(&format!("recensement-{stem}"), vintage), described(&title, vintage), vintage)
        };
        let located = COLUMNS.iter().filter_map(|column| {
            let parts: Option<Vec<usize>> = column.parts.iter().map(|part| table.find(part)).collect();
            Some((column.indicator(vintage, &dataset.id), parts?))
        });
        let plan = Plan {
            geography: Geography::Iris,
            zone: &|row| ZoneCode::new(row.cell(zone)).map_err(|fault| fault.in_column("IRIS")),
            indicators: located.collect(),
            blank: &|_| Measure::missing(),
            read: &Value::read,
        };
        let mut batch = plan.read(dataset, &table, input, progress)?;
        flag_estimates(&mut batch);
        Ok(batch)
    }
}

/// A column we read, in the row that also names the IRIS: the row of codes, not that of labels.
fn telltale(input: &Input) -> Option<String> {
    let head = rows::head(&input.bytes);
    let codes = head.iter().filter(|row| row.cells.iter().any(|cell| cell.trim().eq_ignore_ascii_case("IRIS")));
    let known = |cell: &str| parse(cell).is_some_and(|(key, _)| COLUMNS.iter().any(|column| column.parts.contains(&key.as_str())));
    codes.flat_map(|row| row.cells.iter()).map(str::trim).find(|cell| known(cell)).map(str::to_owned)
}

/// `P22_POP0014` is `P_POP0014` of 2022.
fn parse(name: &str) -> Option<(String, Vintage)> {
    let name = name.trim().to_ascii_uppercase();
    let (kind, rest) = name.split_at_checked(1)?;
    let (year, rest) = rest.split_at_checked(2)?;
    let year = Vintage::new(2_000 + year.parse::<u16>().ok()?)?;
    (matches!(kind, "P" | "C") && rest.starts_with('_')).then(|| (format!("{kind}{rest}"), year))
}

fn name_without_year(table: &mut Table, vintage: Vintage) {
    for column in &mut table.columns {
        if let Some((key, _)) = parse(column).filter(|(_, year)| *year == vintage) {
            *column = key;
        }
    }
}

/// The census counts households with a car: those without are the others, as a share of all.
fn work_out_cars(table: &mut Table) {
    let (Some(all), Some(with)) = (table.find("P_RP"), table.find("P_RP_VOIT1P")) else { return };
    table.columns.push(WITHOUT_CAR.to_owned());
    let width = table.columns.len();
    for row in table.rows.iter_mut().filter(|row| row.cells.len() + 1 >= width) {
        let share = match (cell::number(row.cell(all)), cell::number(row.cell(with))) {
            (Some(all), Some(with)) if all > 0.0 && with <= all => (1.0 - with / all).to_string(),
            _ => String::new(),
        };
        row.cells = row.cells.first(width - 1).and([share]);
    }
}

/// What is not whole was worked out from a sample.
fn flag_estimates(batch: &mut Batch) {
    for observation in &mut batch.observations {
        if let Some(value) = observation.measure.value().filter(|value| value.fract() != 0.0) {
            observation.measure = Measure::estimated(value, None);
        }
    }
}

/// Which of the five files it is, by a column that only this one has.
fn theme(table: &Table) -> (&'static str, Text) {
    let themes = [
        ("P_POP0014", "population", "population", "population"),
        ("P_LOG", "logement", "logement", "housing"),
        ("C_MEN", "menages", "couples, familles, ménages", "couples, families, households"),
        ("P_ACT1564", "activite", "activité des résidents", "activity of residents"),
        ("P_NSCOL15P", "diplomes", "diplômes et formation", "diplomas and schooling"),
    ];
    let found = themes.into_iter().find(|(column, ..)| table.find(column).is_some());
    found.map_or_else(|| ("iris", Text::new("par IRIS", "by IRIS")), |(_, stem, fr, en)| (stem, Text::new(fr, en)))
}

fn described(theme: &Text, vintage: Vintage) -> Text {
    let Text { fr, en } = theme;
    text!("Recensement de {vintage} par IRIS : {fr}", "Census of {vintage} by IRIS: {en}")
}

fn notes() -> Vec<Text> {
    vec![
        Text::new(
            "Recensement tournant sur cinq ans : un effectif qui n’est pas entier est une estimation ; sous 200 habitants, il est très imprécis.",
            "A census rolling over five years: a count that is not whole is an estimate; under 200 inhabitants it is very imprecise.",
        ),
        Text::new(
            "Les effectifs de l’exploitation complémentaire (familles, ménages) reposent sur un quart des bulletins.",
            "Counts of the complementary exploitation (families, households) rest on a quarter of the forms.",
        ),
    ]
}

fn no_column() -> Fault {
    Fault::new(
        "missing-column",
        Text::new(
            "aucune colonne du recensement que nous lisons (P22_POP, P22_RP…)",
            "no column of the census that we read (P22_POP, P22_RP…)",
        ),
        Text::new("donner un fichier base-ic-… de l’Insee, par IRIS", "give one of INSEE’s files base-ic-…, by IRIS"),
    )
    .in_column("P22_POP")
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::Flag;

    const TEXT: &str = "IRIS;COM;TYP_IRIS;LAB_IRIS;P16_POP;P22_POP;P22_POP0014;P22_POP75P\n\
        340010101;34001;H;1;12;1000;150,25;80\n2A0040101;2A004;H;1;12;900,5;;70\n";

    #[test]
    fn counts_that_are_not_whole_are_estimates_and_the_latest_year_is_read() {
        let input = Input::of("base-ic.csv", TEXT.as_bytes());
        assert!(Census.recognises(&input));
        let batch = Census.read(&input, &Unwatched).unwrap();
        let seen: Vec<_> = batch.observations.iter().map(|o| (o.indicator.as_str(), o.measure.value(), o.measure.flag())).collect();
        assert_eq!(
            seen,
            [
                ("population_2022", Some(1_000.0), Flag::Published),
                ("population_0_14_2022", Some(150.25), Flag::Estimated),
                ("population_75_plus_2022", Some(80.0), Flag::Published),
                ("population_2022", Some(900.5), Flag::Estimated),
                ("population_0_14_2022", None, Flag::Missing),
                ("population_75_plus_2022", Some(70.0), Flag::Published),
            ]
        );
        assert_eq!(batch.dataset.id.as_str(), "recensement-population-2022");
    }

    #[test]
    fn households_without_a_car_are_those_that_have_none() {
        let text = "IRIS;P20_LOG;P20_RP;P20_RP_VOIT1P\n340010101;500;400;300\n340010102;0;0;0\n";
        let batch = Census.read(&Input::of("l.csv", text.as_bytes()), &Unwatched).unwrap();
        let shares: Vec<_> = batch
            .observations
            .iter()
            .filter(|o| o.indicator.as_str() == "households_without_car_2020")
            .map(|o| o.measure.value())
            .collect();
        assert_eq!(shares, [Some(0.25), None], "no household, no share");
    }

    #[test]
    fn labels_above_the_codes_are_no_header() {
        let text = "Couples - Familles - Ménages en 2022;;\nIRIS, en géographie au 01/01/2024;;\nIRIS;Ménages en 2022;Ménages d’une personne\nIRIS;C22_MEN;C22_MENPSEUL\n340010101;410,5;120\n";
        let batch = Census.read(&Input::of("m.csv", text.as_bytes()), &Unwatched).unwrap();
        assert_eq!(batch.observations[0].measure.value(), Some(410.5));
        assert_eq!(Census.read(&Input::of("m.csv", b"IRIS;X\n1;2\n"), &Unwatched).unwrap_err().code, "missing-column");
    }
}
