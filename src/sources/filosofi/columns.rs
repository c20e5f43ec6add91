//! What the columns of Filosofi measure, by their names without prefix and year.

use crate::domain::{Theme, Unit};
use crate::sources::column::{Column, HigherIsNeed, LowerIsNeed, Neutral};

/// The column behind a key.
pub fn find(key: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.parts.contains(&key))
}

/// Every column; the parts of one are other names of the same.
const COLUMNS: [Column; 31] = [
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
    Column::rate(&["GI", "GINI"], "income_uc_gini", Unit::Ratio, "Indice de Gini", "Gini index").about(Theme::Pauvrete, HigherIsNeed),
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
    Column::rate(&["BREV"], "low_income_rate", Unit::Percent, "Taux de bas revenus déclarés", "Rate of low declared incomes")
        .about(Theme::Pauvrete, HigherIsNeed),
    Column::rate(&["NOTE"], "filosofi_note", Unit::Code, "Note de précaution du producteur", "Producer’s note of caution")
        .about(Theme::Pauvrete, Neutral),
];

const fn euros(keys: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::rate(keys, code, Unit::EurosPerYear, fr, en).about(Theme::Pauvrete, LowerIsNeed)
}

const fn share(keys: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::rate(keys, code, Unit::Percent, fr, en)
}
