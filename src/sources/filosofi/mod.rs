//! Filosofi by IRIS (INSEE): income and poverty of tax households, every vintage's spelling of the
//! columns: `DISP_TP6018`, `DISP_TP60_A21`, `TP60_A13`, `DEC_MED13`.

use super::cell::Value;
use super::column::{Column, HigherIsNeed, LowerIsNeed, Neutral};
use super::rows::{self, Dialect};
use super::table::Table;
use super::values::Plan;
use super::{Format, Input, Progress, dataset};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Indicator, Measure, Secrecy, Text, Theme, Unit, Vintage, ZoneCode};
use crate::text;

/// The format.
pub struct Filosofi;

/// Which income the columns are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Income {
    /// After taxes and benefits (`DISP_`).
    Disposable,
    /// As declared (`DEC_`).
    Declared,
}

impl Format for Filosofi {
    fn name(&self) -> &'static str {
        "filosofi-iris"
    }

    fn recognises(&self, input: &Input) -> bool {
        let known = |cells: &csv::StringRecord| cells.iter().filter_map(parse).filter(|(key, ..)| find(key).is_some()).count();
        rows::head(&input.bytes).iter().any(|row| known(&row.cells) >= 3)
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let table = Table::read(&input.bytes, &["IRIS"], &Dialect::default())?;
        let zone = table.require("IRIS")?;
        let (income, vintage) =
            table.columns.iter().find_map(|name| parse(name)).map_or_else(|| Err(no_indicator()), |(_, i, v)| Ok((i, v)))?;
        let dataset = describe(income, vintage);
        let plan = Plan {
            geography: Geography::Iris,
            zone: &|row| ZoneCode::new(row.cell(zone)).map_err(|fault| fault.in_column("IRIS")),
            indicators: indicators(&table, &dataset),
            blank: &|_| Measure::withheld(),
            read: &Value::read,
        };
        plan.read(dataset, &table, input, progress)
    }
}

const COLUMNS: [Column; 30] = [
    Column::rate(&["TP60"], "poverty_rate", Unit::Percent, "Taux de pauvreté à 60 %", "Poverty rate at 60%")
        .about(Theme::Pauvrete, HigherIsNeed),
    Column::rate(&["INCERT"], "poverty_rate_precision", Unit::Code, "Précision du taux de pauvreté", "Precision of the poverty rate")
        .about(Theme::Pauvrete, Neutral),
    euros(&["Q1"], "income_uc_q1", "premier quartile", "first quartile"),
    euros(&["MED"], "income_uc_median", "médiane", "median"),
    euros(&["Q3"], "income_uc_q3", "troisième quartile", "third quartile"),
    Column::rate(
        &["EQ"],
        "income_uc_interquartile_ratio",
        Unit::Ratio,
        "Écart interquartile rapporté à la médiane",
        "Interquartile range over median",
    )
    .about(Theme::Pauvrete, Neutral),
    euros(&["D1"], "income_uc_d1", "premier décile", "first decile"),
    euros(&["D2"], "income_uc_d2", "deuxième décile", "second decile"),
    euros(&["D3"], "income_uc_d3", "troisième décile", "third decile"),
    euros(&["D4"], "income_uc_d4", "quatrième décile", "fourth decile"),
    euros(&["D6"], "income_uc_d6", "sixième décile", "sixth decile"),
    euros(&["D7"], "income_uc_d7", "septième décile", "seventh decile"),
    euros(&["D8"], "income_uc_d8", "huitième décile", "eighth decile"),
    euros(&["D9"], "income_uc_d9", "neuvième décile", "ninth decile"),
    Column::rate(&["RD"], "income_uc_d9_d1_ratio", Unit::Ratio, "Rapport interdécile (D9/D1)", "Interdecile ratio (D9/D1)")
        .about(Theme::Pauvrete, HigherIsNeed),
    Column::rate(&["S80S20"], "income_uc_s80_s20_ratio", Unit::Ratio, "Rapport des masses S80/S20", "S80/S20 share ratio")
        .about(Theme::Pauvrete, HigherIsNeed),
    Column::rate(&["GI"], "income_uc_gini", Unit::Ratio, "Indice de Gini", "Gini index").about(Theme::Pauvrete, HigherIsNeed),
    share(&["PACT"], "income_share_activity", "Part des revenus d’activité", "Share of earned income")
        .about(Theme::EmploiInsertion, LowerIsNeed),
    share(&["PTSA"], "income_share_wages", "Part des traitements et salaires", "Share of wages and salaries")
        .about(Theme::EmploiInsertion, LowerIsNeed),
    share(&["PCHO"], "income_share_unemployment", "Part des indemnités de chômage", "Share of unemployment benefits")
        .about(Theme::EmploiInsertion, HigherIsNeed),
    share(&["PBEN"], "income_share_self_employment", "Part des revenus non salariés", "Share of self-employment income")
        .about(Theme::EmploiInsertion, Neutral),
    share(&["PPEN"], "income_share_pensions", "Part des pensions et retraites", "Share of pensions").about(Theme::Vieillissement, Neutral),
    share(&["PPAT", "PAUT"], "income_share_assets", "Part des revenus du patrimoine et autres", "Share of income from assets and other")
        .about(Theme::Pauvrete, LowerIsNeed),
    share(&["PPSOC"], "income_share_benefits", "Part des prestations sociales", "Share of social benefits")
        .about(Theme::Pauvrete, HigherIsNeed),
    share(&["PPFAM"], "income_share_family_benefits", "Part des prestations familiales", "Share of family benefits")
        .about(Theme::FamilleParentalite, HigherIsNeed),
    share(&["PPMINI"], "income_share_minimum_income", "Part des minima sociaux", "Share of minimum income benefits")
        .about(Theme::Pauvrete, HigherIsNeed),
    share(&["PPLOGT"], "income_share_housing_benefits", "Part des aides au logement", "Share of housing benefits")
        .about(Theme::LogementHebergement, HigherIsNeed),
    share(&["PIMPOT"], "income_share_taxes", "Part des impôts directs", "Share of direct taxes").about(Theme::Pauvrete, LowerIsNeed),
    Column::rate(
        &["PIMP", "PMIMP"],
        "taxed_households_share",
        Unit::Percent,
        "Part des ménages fiscaux imposés",
        "Share of taxed households",
    )
    .about(Theme::Pauvrete, LowerIsNeed),
    Column::rate(&["NOTE"], "filosofi_note", Unit::Code, "Note de précaution du producteur", "Producer’s note of caution")
        .about(Theme::Pauvrete, Neutral),
];

const fn euros(keys: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::rate(keys, code, Unit::EurosPerYear, fr, en).about(Theme::Pauvrete, LowerIsNeed)
}

const fn share(keys: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::rate(keys, code, Unit::Percent, fr, en)
}

/// The column behind a key; its parts are here other names of the same.
fn find(key: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.parts.contains(&key))
}

/// Key, income and year of a column name: `DISP_TP60_A21` is `TP60`, disposable, 2021.
fn parse(name: &str) -> Option<(String, Income, Vintage)> {
    let name = name.trim().to_ascii_uppercase();
    let (income, rest) = match (name.strip_prefix("DISP_"), name.strip_prefix("DEC_")) {
        (Some(rest), _) => (Income::Disposable, rest),
        (_, Some(rest)) => (Income::Declared, rest),
        _ => (Income::Disposable, name.as_str()),
    };
    let (key, year) = rest.split_at_checked(rest.len().checked_sub(2)?)?;
    let vintage = Vintage::new(2_000 + year.parse::<u16>().ok()?)?;
    let key = key.strip_suffix("_A").unwrap_or(key);
    find(key).map(|_| (key.to_owned(), income, vintage))
}

fn indicators(table: &Table, dataset: &Dataset) -> Vec<(Indicator, Vec<usize>)> {
    let known = table.columns.iter().enumerate().filter_map(|(index, name)| Some((index, parse(name)?)));
    known
        .filter(|(_, (_, _, vintage))| *vintage == dataset.vintage)
        .filter_map(|(index, (key, income, _))| Some((named(find(&key)?.indicator(dataset.vintage, &dataset.id), income), vec![index])))
        .collect()
}

/// Quantiles say which income they are of; other indicators only when it is not the disposable one.
fn named(indicator: Indicator, income: Income) -> Indicator {
    let quantile = indicator.code.starts_with("income_uc_") && indicator.unit == Unit::EurosPerYear;
    let Text { fr, en } = indicator.label;
    let (code, label) = match (income, quantile) {
        (Income::Disposable, true) => (
            format!("disposable_{}", indicator.code),
            text!("Niveau de vie (revenu disponible par UC) : {fr}", "Living standard (disposable income per CU): {en}"),
        ),
        (Income::Declared, true) => {
            (format!("declared_{}", indicator.code), text!("Revenu déclaré par UC : {fr}", "Declared income per CU: {en}"))
        }
        (Income::Disposable, false) => (indicator.code, Text::new(fr, en)),
        (Income::Declared, false) => (format!("declared_{}", indicator.code), text!("{fr} (revenu déclaré)", "{en} (declared income)")),
    };
    Indicator { code, label, ..indicator }
}

fn describe(income: Income, vintage: Vintage) -> Dataset {
    let (stem, title) = match income {
        Income::Disposable => (
            "filosofi-iris",
            text!("Revenus et pauvreté des ménages en {vintage} (Filosofi)", "Household income and poverty in {vintage} (Filosofi)"),
        ),
        Income::Declared => (
            "filosofi-iris-declares",
            text!("Revenus déclarés des ménages en {vintage} (Filosofi)", "Declared household income in {vintage} (Filosofi)"),
        ),
    };
    Dataset {
        producer: "Insee, DGFiP, Cnaf, Cnav, CCMSA".to_owned(),
        secrecy: Some(secrecy()),
        notes: vec![Text::new(
            "Communes de 5 000 habitants et plus. Un taux de pauvreté très bas n’est pas publié. Médianes, rapports et taux ne s’additionnent pas.",
            "Municipalities of 5,000 inhabitants and over. A very low poverty rate is not published. Medians, ratios and rates do not add up.",
        )],
        ..dataset("filosofi-iris", DatasetId::new(stem, vintage), title, vintage)
    }
}

fn secrecy() -> Secrecy {
    Secrecy {
        rule: Text::new(
            "secret statistique de la source fiscale : valeur vide, ns, s ou nd",
            "statistical secrecy of the tax source: empty value, ns, s or nd",
        ),
        min_units: None,
        rounded_to: None,
        withheld_codes: vec![String::new(), "ns".to_owned(), "s".to_owned()],
    }
}

fn no_indicator() -> Fault {
    Fault::new(
        "missing-column",
        Text::new("aucune colonne de Filosofi (DISP_MED18, DISP_TP6018…)", "no column of Filosofi (DISP_MED18, DISP_TP6018…)"),
        Text::new("donner le fichier BASE_TD_FILO…_IRIS de l’Insee", "give INSEE’s file BASE_TD_FILO…_IRIS"),
    )
    .in_column("DISP_MED")
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::Flag;

    #[test]
    fn every_vintages_spelling_is_understood() {
        for (name, key, year, income) in [
            ("DISP_TP6018", "TP60", 2018, Income::Disposable),
            ("DISP_TP60_A21", "TP60", 2021, Income::Disposable),
            ("TP60_A13", "TP60", 2013, Income::Disposable),
            ("disp_s80s2018", "S80S20", 2018, Income::Disposable),
            ("DEC_MED13", "MED", 2013, Income::Declared),
            ("DISP_D118", "D1", 2018, Income::Disposable),
        ] {
            let vintage = Vintage::new(year).unwrap();
            assert_eq!(parse(name), Some((key.to_owned(), income, vintage)), "{name}");
        }
        assert_eq!(parse("LIBIRIS"), None);
        assert_eq!(parse("DISP_XYZ18"), None);
    }

    #[test]
    fn codes_of_secrecy_stay_without_value_and_zeros_stay_in_codes() {
        let text = "IRIS;DISP_TP6021;DISP_MED21;DISP_GI21\n010040101;20,1;19300;0,242\n2A0040101;ns;21000;nd\n";
        let input = Input::of("f.csv", text.as_bytes());
        assert!(Filosofi.recognises(&input));
        let batch = Filosofi.read(&input, &Unwatched).unwrap();
        let seen: Vec<_> =
            batch.observations.iter().map(|o| (o.zone.as_str(), o.indicator.as_str(), o.measure.value(), o.measure.flag())).collect();
        assert_eq!(
            seen,
            [
                ("010040101", "poverty_rate_2021", Some(20.1), Flag::Published),
                ("010040101", "disposable_income_uc_median_2021", Some(19_300.0), Flag::Published),
                ("010040101", "income_uc_gini_2021", Some(0.242), Flag::Published),
                ("2A0040101", "poverty_rate_2021", None, Flag::Withheld),
                ("2A0040101", "disposable_income_uc_median_2021", Some(21_000.0), Flag::Published),
                ("2A0040101", "income_uc_gini_2021", None, Flag::Missing),
            ]
        );
        assert_eq!(batch.dataset.id.as_str(), "filosofi-iris-2021");
    }

    #[test]
    fn a_file_without_any_of_its_columns_is_refused() {
        let fault = Filosofi.read(&Input::of("f.csv", b"IRIS;X\n1;2\n"), &Unwatched).unwrap_err();
        assert_eq!(fault.code, "missing-column");
    }
}
