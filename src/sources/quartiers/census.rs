//! Population by age and dwellings by neighbourhood (census, INSEE).

use super::Quartiers;
use crate::domain::{Measure, Text, Theme, Unit};
use crate::sources::column::{Column, HigherIsNeed, Neutral};
use crate::text;

/// The theme « Population par âge ».
pub const FORMAT: Quartiers = Quartiers {
    name: "population-quartiers",
    stem: "population",
    telltale: "XNBLOG",
    signature: &["uu", "note", "XNBLOG", "XPOPTOT", "XP75PF"],
    columns: &COLUMNS,
    producer: "Insee",
    title: |vintage| text!("Population et logements au recensement de {vintage}", "Population and dwellings in the {vintage} census"),
    notes,
    secrecy: || None,
    blank: |_| Measure::missing(),
};

const fn dwellings(part: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(part, code, Unit::Dwellings, fr, en).about(Theme::LogementHebergement, Neutral)
}

const fn persons(parts: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(parts, code, Unit::Persons, fr, en)
}

const COLUMNS: [Column; 15] = [
    dwellings(&["XNBLOG"], "dwellings", "Logements", "Dwellings"),
    dwellings(&["XRP"], "principal_residences", "Résidences principales", "Principal residences"),
    persons(&["XRPPER"], "persons_in_principal_residences", "Personnes dans les résidences principales", "Persons in principal residences")
        .about(Theme::LogementHebergement, Neutral),
    dwellings(&["XNBOCC"], "occasional_dwellings", "Logements occasionnels", "Occasional dwellings"),
    dwellings(&["XNBRSC"], "second_homes", "Résidences secondaires", "Second homes"),
    dwellings(&["XNBVAC"], "vacant_dwellings", "Logements vacants", "Vacant dwellings"),
    persons(&["XPOPTOT"], "population", "Population", "Population"),
    persons(&["XPOPH"], "population_men", "Population : hommes", "Population: men"),
    persons(&["XPOPF"], "population_women", "Population : femmes", "Population: women"),
    persons(&["XP0019H", "XP0019F"], "population_0_19", "Population de 0 à 19 ans", "Population aged 0 to 19")
        .about(Theme::JeunessePrevention, HigherIsNeed),
    persons(&["XP2024H", "XP2024F"], "population_20_24", "Population de 20 à 24 ans", "Population aged 20 to 24")
        .about(Theme::JeunessePrevention, HigherIsNeed),
    persons(&["XP2539H", "XP2539F"], "population_25_39", "Population de 25 à 39 ans", "Population aged 25 to 39")
        .about(Theme::FamilleParentalite, Neutral),
    persons(&["XP4059H", "XP4059F"], "population_40_59", "Population de 40 à 59 ans", "Population aged 40 to 59")
        .about(Theme::FamilleParentalite, Neutral),
    persons(&["XP6074H", "XP6074F"], "population_60_74", "Population de 60 à 74 ans", "Population aged 60 to 74")
        .about(Theme::Vieillissement, HigherIsNeed),
    persons(&["XP75PH", "XP75PF"], "population_75_plus", "Population de 75 ans et plus", "Population aged 75 and over")
        .about(Theme::Vieillissement, HigherIsNeed),
];

fn notes() -> Vec<Text> {
    vec![Text::new(
        "Contours d’IRIS du recensement : un IRIS redessiné depuis n’a pas de valeur.",
        "IRIS outlines of the census: an IRIS redrawn since has no value.",
    )]
}
