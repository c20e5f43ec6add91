//! Potential local accessibility of health professions (DREES, APL): one workbook a profession, one sheet a year, title
//! lines, then a header of two lines, the second of which tells the unit.
//!
//! Source: Barlet, Coldefy, Collin, Lucas-Gabrielli (2012), *L'accessibilité potentielle localisée*, DREES/IRDES.

mod columns;

use columns::{Heading, Profession, heading};

use super::cell::Value;
use super::rows::{self, Numbered};
use super::table::{Row, Table};
use super::values::Plan;
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Indicator, Measure, Report, Text, Vintage, ZoneCode};
use crate::text;

/// The format.
pub struct Apl;

/// The column of codes, in plain words.
const CODE: &str = "code commune insee";

impl Format for Apl {
    fn name(&self) -> &'static str {
        "apl"
    }

    fn recognises(&self, input: &Input) -> bool {
        rows::heads(&input.bytes).iter().any(|head| header(head).is_some())
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let mut said = Report::default();
        let Sheet { vintage, mut table, code } = chosen(input, &mut said)?;
        take_away_what_is_no_commune(&mut table, code, &mut said);
        give_back_leading_zeros(&mut table, code, &mut said);
        let profession = table.columns.iter().find_map(|title| heading(title)?.profession());
        let profession = profession.ok_or_else(no_column)?;
        let (fr, en) = (profession.fr, profession.en);
        let dataset = Dataset {
            producer: "Drees".to_owned(),
            licence: "Licence Ouverte 2.0".to_owned(),
            notes: notes(),
            ..dataset(
                self.name(),
                DatasetId::new(&format!("apl-{}", profession.stem), vintage),
                text!("{fr} : accessibilité potentielle localisée, {vintage}", "{en}: potential local accessibility, {vintage}"),
                vintage,
            )
        };
        let plan = Plan {
            geography: Geography::Commune,
            zone: &|row| commune(row.cell(code)),
            indicators: indicators(&table, profession, &dataset, &mut said),
            blank: &|_| Measure::missing(),
            read: &Value::read,
        };
        let mut batch = plan.read(dataset, &table, input, progress)?;
        batch.dataset.report.remarks.extend(said.remarks);
        Ok(batch)
    }
}

/// One year of the workbook.
struct Sheet {
    vintage: Vintage,
    table: Table,
    /// The column of codes.
    code: usize,
}

/// The sheet of the year asked for, else the newest; the others are said.
fn chosen(input: &Input, said: &mut Report) -> Result<Sheet, Fault> {
    let mut found = Vec::new();
    for (name, rows) in rows::sheets(&input.bytes)? {
        let Some(signature) = header(&rows.rows).map(|row| row.cells.iter().map(str::to_owned).collect::<Vec<_>>()) else { continue };
        let signature: Vec<&str> = signature.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        let table = Table::of(rows, &signature)?;
        let code = table.columns.iter().position(|title| columns::plain(title) == CODE).ok_or_else(no_column)?;
        found.push((vintage::in_name(&name), table, code));
    }
    let years: Vec<Vintage> = found.iter().filter_map(|(year, ..)| *year).collect();
    let asked = input.options.vintage.filter(|year| years.contains(year)).or_else(|| years.iter().max().copied());
    let (year, table, code) = found.into_iter().find(|(year, ..)| *year == asked).ok_or_else(no_column)?;
    let vintage = year.map_or_else(|| vintage::said(input, said), Ok)?;
    if years.len() > 1 {
        let all = years.iter().map(Vintage::to_string).collect::<Vec<_>>().join(", ");
        said.remark(text!(
            "le classeur a une feuille par année ({all}) : {vintage} est lue ; --vintage en choisit une autre",
            "the workbook has a sheet a year ({all}): {vintage} is read; --vintage chooses another"
        ));
    }
    Ok(Sheet { vintage, table, code })
}

/// The first line of the header: it names the code, and an accessibility.
fn header(rows: &[Numbered]) -> Option<&Numbered> {
    const HEADER_WITHIN: usize = 30;
    let is_header = |row: &&Numbered| {
        row.cells.iter().any(|cell| columns::plain(cell) == CODE)
            && row.cells.iter().any(|cell| columns::plain(cell).starts_with("apl aux "))
    };
    rows.iter().take(HEADER_WITHIN).find(is_header)
}

/// The second line of the header, whose unit is said; notes below the table, alone on their line.
fn take_away_what_is_no_commune(table: &mut Table, code: usize, said: &mut Report) {
    if let Some(units) = table.rows.first().filter(|row| row.cell(code).is_empty()) {
        let unit = units.cells.iter().map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default().to_owned();
        said.remark(text!("unité dite par le fichier : {unit}", "unit as the file tells it: {unit}"));
        table.rows.remove(0);
    }
    table.rows.retain(|row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count() > 1);
}

/// A spreadsheet that took codes for numbers lost the zero of `01004`.
fn give_back_leading_zeros(table: &mut Table, code: usize, said: &mut Report) {
    let lost = |row: &&mut Row| row.cell(code).len() == 4 && row.cell(code).bytes().all(|digit| digit.is_ascii_digit());
    let mut count = 0_u64;
    for row in table.rows.iter_mut().filter(lost) {
        let whole = format!("0{}", row.cell(code));
        row.cells = row.cells.with(code, &whole);
        count += 1;
    }
    if count > 0 {
        said.remark(text!(
            "{count} codes de commune avaient perdu leur zéro de tête : rendu",
            "{count} codes of municipalities had lost their leading zero: given back"
        ));
    }
}

fn commune(cell: &str) -> Result<ZoneCode, Fault> {
    let code = ZoneCode::new(cell).and_then(|code| if code.as_str().len() == 5 { Ok(code) } else { Err(no_commune(cell)) });
    code.map_err(|fault| fault.in_column("Code commune INSEE"))
}

fn indicators(table: &Table, profession: Profession, dataset: &Dataset, said: &mut Report) -> Vec<(Indicator, Vec<usize>)> {
    let mut found = Vec::new();
    for (at, title) in table.columns.iter().enumerate() {
        match heading(title) {
            Some(Heading::Unknown) => {
                said.remark(text!("colonne inconnue, laissée de côté : {title}", "unknown column, left out: {title}"));
            }
            Some(known) => found.extend(known.indicator(profession, dataset).map(|indicator| (indicator, vec![at]))),
            None => {}
        }
    }
    found
}

fn notes() -> Vec<Text> {
    vec![
        Text::new(
            "Calculée de commune à commune, par la route, besoins de soins standardisés selon l’âge : ne se lit pas rue par rue, et une moyenne de communes doit être pondérée par la population standardisée.",
            "Worked out from municipality to municipality, by road, needs standardised by age: not to be read street by street; a mean of municipalities must be weighted by the standardised population.",
        ),
        Text::new(
            "Médecins généralistes : consultations ou visites par an et par habitant standardisé ; autres professions : équivalents temps plein pour 100 000 habitants standardisés.",
            "General practitioners: consultations or visits a year and standardised inhabitant; other professions: full-time equivalents for 100,000 standardised inhabitants.",
        ),
    ]
}

fn no_column() -> Fault {
    Fault::new(
        "missing-column",
        Text::new(
            "aucune feuille n’a de colonne « Code commune INSEE » avec une colonne « APL aux … »",
            "no sheet has a column “Code commune INSEE” with a column “APL aux …”",
        ),
        Text::new("donner le classeur d’APL de la Drees, tel que publié", "give the DREES workbook of APL as published"),
    )
    .in_column("Code commune INSEE")
}

fn no_commune(cell: &str) -> Fault {
    Fault::new(
        "bad-zone-code",
        text!("« {cell} » n’est pas un code de commune", "“{cell}” is not the code of a municipality"),
        Text::new("attendu : cinq caractères, comme 01004 ou 2A004", "expected five characters, as in 01004 or 2A004"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::Flag;

    const TEXT: &str = "Accessibilité potentielle localisée;;;;\n;;;;\nCode commune INSEE;Commune;APL aux médecins généralistes;APL aux médecins généralistes de 65 ans et moins;Population totale 2021\n;;(en nb de consultations par an et par habitant standardisé);(…);\n1004;Ambérieu;3,2;3,0;14000\n2A004;Ajaccio;;2,5;72000\n9;?;1;1;1\nSource : Drees;;;;\n";

    #[test]
    fn two_lines_of_header_lost_zeros_and_notes_below_are_seen_through() {
        let mut input = Input::of("apl_2023.csv", TEXT.as_bytes());
        assert!(Apl.recognises(&input));
        let batch = Apl.read(&input, &Unwatched).unwrap();
        let seen: Vec<_> =
            batch.observations.iter().map(|o| (o.zone.as_str(), o.indicator.as_str(), o.measure.value(), o.measure.flag())).collect();
        assert_eq!(
            seen,
            [
                ("01004", "apl_general_practitioners_2023", Some(3.2), Flag::Published),
                ("01004", "apl_general_practitioners_65_and_under_2023", Some(3.0), Flag::Published),
                ("01004", "apl_population_2023", Some(14_000.0), Flag::Published),
                ("2A004", "apl_general_practitioners_2023", None, Flag::Missing),
                ("2A004", "apl_general_practitioners_65_and_under_2023", Some(2.5), Flag::Published),
                ("2A004", "apl_population_2023", Some(72_000.0), Flag::Published),
            ]
        );
        let report = &batch.dataset.report;
        assert_eq!((report.read, report.rejected, report.faults[0].code.as_str()), (3, 1, "bad-zone-code"));
        assert!(report.remarks.iter().any(|remark| remark.en.contains("leading zero")));
        assert_eq!(batch.dataset.id.as_str(), "apl-medecins-generalistes-2023");
        input.name = "apl.csv".to_owned();
        assert_eq!(Apl.read(&input, &Unwatched).unwrap_err().code, "missing-vintage");
    }

    #[test]
    fn a_table_without_accessibility_is_refused() {
        let input = Input::of("apl_2023.csv", b"Code commune INSEE;Commune;Population totale 2021\n01004;A;1\n");
        assert!(!Apl.recognises(&input));
        assert_eq!(Apl.read(&input, &Unwatched).unwrap_err().code, "missing-column");
    }
}
