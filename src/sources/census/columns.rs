//! The columns of the census that feed our indicators, without the year.

use crate::domain::{Theme, Unit};
use crate::sources::column::{Column, HigherIsNeed, LowerIsNeed, Neutral};

/// The column we work out.
pub const WITHOUT_CAR: &str = "households_without_car";

const fn persons(part: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(part, code, Unit::Persons, fr, en)
}

const fn households(part: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(part, code, Unit::Households, fr, en)
}

const fn dwellings(part: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(part, code, Unit::Dwellings, fr, en).about(Theme::LogementHebergement, Neutral)
}

/// Every column.
#[rustfmt::skip]
pub const COLUMNS: [Column; 29] = [
    // structure of the population
    persons(&["P_POP"], "population", "Population", "Population"),
    persons(&["P_POP0014"], "population_0_14", "Population de 0 à 14 ans", "Population aged 0 to 14").about(Theme::FamilleParentalite, HigherIsNeed),
    persons(&["P_POP1529"], "population_15_29", "Population de 15 à 29 ans", "Population aged 15 to 29").about(Theme::JeunessePrevention, HigherIsNeed),
    persons(&["P_POP3044"], "population_30_44", "Population de 30 à 44 ans", "Population aged 30 to 44").about(Theme::FamilleParentalite, Neutral),
    persons(&["P_POP4559"], "population_45_59", "Population de 45 à 59 ans", "Population aged 45 to 59").about(Theme::FamilleParentalite, Neutral),
    persons(&["P_POP6074"], "population_60_74", "Population de 60 à 74 ans", "Population aged 60 to 74").about(Theme::Vieillissement, HigherIsNeed),
    persons(&["P_POP75P"], "population_75_plus", "Population de 75 ans et plus", "Population aged 75 and over").about(Theme::Vieillissement, HigherIsNeed),
    // housing
    dwellings(&["P_LOG"], "dwellings", "Logements", "Dwellings"),
    dwellings(&["P_RP"], "principal_residences", "Résidences principales", "Principal residences"),
    dwellings(&["P_LOGVAC"], "vacant_dwellings", "Logements vacants", "Vacant dwellings"),
    dwellings(&["P_RP_LOC"], "rented_dwellings", "Résidences principales louées", "Rented principal residences"),
    dwellings(&["P_RP_LOCHLMV"], "social_dwellings", "Résidences principales en HLM", "Principal residences in social housing").about(Theme::LogementHebergement, HigherIsNeed),
    dwellings(&["C_RP_HSTU1P_SUROCC"], "overcrowded_dwellings", "Résidences principales suroccupées", "Overcrowded principal residences").about(Theme::LogementHebergement, HigherIsNeed),
    households(&["P_RP_VOIT1P"], "households_with_car", "Ménages avec une voiture au moins", "Households with a car at least").about(Theme::Mobilite, LowerIsNeed),
    Column::rate(&[WITHOUT_CAR], WITHOUT_CAR, Unit::Share, "Ménages sans voiture", "Households without a car").about(Theme::Mobilite, HigherIsNeed),
    // couples, families, households
    households(&["C_MEN"], "households", "Ménages", "Households"),
    persons(&["C_PMEN"], "persons_in_households", "Personnes des ménages", "Persons in households"),
    households(&["C_MENPSEUL"], "households_single", "Ménages d’une personne", "One-person households").about(Theme::Isolement, HigherIsNeed),
    households(&["C_MENFAM"], "households_family", "Ménages avec une famille", "Households with a family").about(Theme::FamilleParentalite, Neutral),
    households(&["C_MENFAMMONO"], "households_lone_parent", "Ménages dont la famille est monoparentale", "Lone-parent households").about(Theme::FamilleParentalite, HigherIsNeed),
    // activity
    persons(&["P_POP1564"], "population_15_64", "Population de 15 à 64 ans", "Population aged 15 to 64").about(Theme::EmploiInsertion, Neutral),
    persons(&["P_ACT1564"], "active_15_64", "Actifs de 15 à 64 ans", "Active population aged 15 to 64").about(Theme::EmploiInsertion, Neutral),
    persons(&["P_ACTOCC1564"], "employed_15_64", "Actifs de 15 à 64 ans ayant un emploi", "Employed population aged 15 to 64").about(Theme::EmploiInsertion, LowerIsNeed),
    persons(&["P_CHOM1564"], "unemployed_15_64", "Chômeurs de 15 à 64 ans", "Unemployed aged 15 to 64").about(Theme::EmploiInsertion, HigherIsNeed),
    persons(&["P_INACT1564"], "inactive_15_64", "Inactifs de 15 à 64 ans", "Inactive aged 15 to 64").about(Theme::EmploiInsertion, HigherIsNeed),
    persons(&["P_ETUD1564"], "students_15_64", "Élèves et étudiants de 15 à 64 ans", "Students aged 15 to 64").about(Theme::JeunessePrevention, Neutral),
    // schooling
    persons(&["P_NSCOL15P"], "out_of_school_15_plus", "Non scolarisés de 15 ans ou plus", "Out of school aged 15 and over").about(Theme::EmploiInsertion, Neutral),
    persons(&["P_NSCOL15P_DIPLMIN"], "no_diploma_15_plus", "Sans diplôme parmi les non scolarisés de 15 ans ou plus", "No diploma among those out of school aged 15 and over").about(Theme::EmploiInsertion, HigherIsNeed),
    persons(&["P_SCOL1824"], "in_school_18_24", "Scolarisés de 18 à 24 ans", "In school aged 18 to 24").about(Theme::JeunessePrevention, Neutral),
];
