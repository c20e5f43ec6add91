//! Taxable income by neighbourhood (tax authority, worked out by INSEE).

use super::Quartiers;
use crate::domain::{Measure, Secrecy, Text, Theme, Unit};
use crate::sources::column::{Column, HigherIsNeed, LowerIsNeed, Neutral};
use crate::text;

/// The theme « Revenus fiscaux ».
pub const FORMAT: Quartiers = Quartiers {
    name: "revenus-quartiers",
    stem: "revenus",
    telltale: "NbMen",
    signature: &["uu", "note", "NbMen", "NbPers", "RFUCQ2"],
    columns: &COLUMNS,
    producer: "DGFiP, Insee",
    title: |vintage| text!("Revenus fiscaux localisés de {vintage}", "Local taxable income in {vintage}"),
    notes,
    secrecy: || Some(secrecy()),
    blank: |_| Measure::withheld(),
};

const fn euros(part: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::rate(part, code, Unit::EurosPerYear, fr, en).about(Theme::Pauvrete, LowerIsNeed)
}

const COLUMNS: [Column; 17] = [
    Column::count(&["NbMen"], "tax_households", Unit::Households, "Ménages fiscaux", "Tax households").about(Theme::Pauvrete, Neutral),
    Column::count(&["NbPers"], "tax_persons", Unit::Persons, "Personnes des ménages fiscaux", "Persons in tax households")
        .about(Theme::Pauvrete, Neutral),
    Column::count(&["NbUC"], "tax_consumption_units", Unit::ConsumptionUnits, "Unités de consommation", "Consumption units")
        .about(Theme::Pauvrete, Neutral),
    euros(&["RFMQ1"], "income_household_q1", "Revenu fiscal par ménage : premier quartile", "Taxable income per household: first quartile"),
    euros(&["RFMQ2"], "income_household_median", "Revenu fiscal par ménage : médiane", "Taxable income per household: median"),
    euros(
        &["RFMQ3"],
        "income_household_q3",
        "Revenu fiscal par ménage : troisième quartile",
        "Taxable income per household: third quartile",
    ),
    euros(&["RFMD1"], "income_household_d1", "Revenu fiscal par ménage : premier décile", "Taxable income per household: first decile"),
    euros(&["RFMD9"], "income_household_d9", "Revenu fiscal par ménage : neuvième décile", "Taxable income per household: ninth decile"),
    euros(&["RFMMO"], "income_household_mean", "Revenu fiscal par ménage : moyenne", "Taxable income per household: mean"),
    euros(
        &["RFUCQ1"],
        "income_uc_q1",
        "Revenu fiscal par unité de consommation : premier quartile",
        "Taxable income per consumption unit: first quartile",
    ),
    euros(
        &["RFUCQ2"],
        "income_uc_median",
        "Revenu fiscal par unité de consommation : médiane",
        "Taxable income per consumption unit: median",
    ),
    euros(
        &["RFUCQ3"],
        "income_uc_q3",
        "Revenu fiscal par unité de consommation : troisième quartile",
        "Taxable income per consumption unit: third quartile",
    ),
    euros(
        &["RFUCD1"],
        "income_uc_d1",
        "Revenu fiscal par unité de consommation : premier décile",
        "Taxable income per consumption unit: first decile",
    ),
    euros(
        &["RFUCD9"],
        "income_uc_d9",
        "Revenu fiscal par unité de consommation : neuvième décile",
        "Taxable income per consumption unit: ninth decile",
    ),
    euros(&["RFUCMO"], "income_uc_mean", "Revenu fiscal par unité de consommation : moyenne", "Taxable income per consumption unit: mean"),
    Column::rate(&["PtSa"], "wage_share", Unit::Percent, "Part des traitements et salaires", "Share of wages and salaries")
        .about(Theme::EmploiInsertion, LowerIsNeed),
    Column::count(&["NbMenNI"], "untaxed_households", Unit::Households, "Ménages non imposables", "Untaxed households")
        .about(Theme::Pauvrete, HigherIsNeed),
];

fn secrecy() -> Secrecy {
    Secrecy {
        rule: Text::new(
            "les déciles, la moyenne et les ménages non imposables ne sont pas publiés pour les petites zones, ni rien pour les plus petites",
            "deciles, mean and untaxed households are not published for small zones, nor anything for the smallest",
        ),
        min_units: None,
        rounded_to: None,
        withheld_codes: vec![String::new()],
    }
}

fn notes() -> Vec<Text> {
    vec![Text::new(
        "Revenu déclaré, avant impôts et sans les prestations sociales ; un ménage fiscal n’est pas un ménage du recensement.",
        "Declared income, before tax and without social benefits; a tax household is not a census household.",
    )]
}
