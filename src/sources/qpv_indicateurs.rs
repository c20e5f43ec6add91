//! Indicators of priority neighbourhoods (INSEE, geography of 2015): 44 columns, one row a QPV. The
//! file does not say its year, and its columns come from several.

use super::cell::Value;
use super::column::{Column, HigherIsNeed, LowerIsNeed, Neutral, located};
use super::rows::Dialect;
use super::table::Table;
use super::values::Plan;
use super::{Format, Input, Progress, dataset, vintage};
use crate::domain::{Batch, Dataset, DatasetId, Fault, Geography, Measure, Report, Secrecy, Text, Theme, Unit, ZoneCode};
use crate::text;

/// The format.
pub struct QpvIndicateurs;

const SIGNATURE: [&str; 4] = ["code_qp", "pop_mun", "tp60", "percou"];

impl Format for QpvIndicateurs {
    fn name(&self) -> &'static str {
        "qpv-indicateurs"
    }

    fn recognises(&self, input: &Input) -> bool {
        Table::has_header(&input.bytes, &["code_qp", "tp60"])
    }

    fn read(&self, input: &Input, progress: &dyn Progress) -> Result<Batch, Fault> {
        let table = Table::read(&input.bytes, &SIGNATURE, &Dialect::default())?;
        let mut said = Report::default();
        let vintage = vintage::said(input, &mut said)?;
        let zone = table.require("code_qp")?;
        let dataset = Dataset {
            producer: "Insee, Cnaf, Pôle emploi".to_owned(),
            secrecy: Some(secrecy()),
            notes: notes(),
            ..dataset(
                self.name(),
                DatasetId::new(self.name(), vintage),
                text!("Indicateurs des quartiers prioritaires, {vintage}", "Indicators of priority neighbourhoods, {vintage}"),
                vintage,
            )
        };
        let plan = Plan {
            geography: Geography::Qpv,
            zone: &|row| ZoneCode::new(row.cell(zone)).map_err(|fault| fault.in_column("code_qp")),
            indicators: located(&COLUMNS, &table, &dataset, &mut said),
            blank: &|_| Measure::withheld(),
            read: &Value::read,
        };
        let mut batch = plan.read(dataset, &table, input, progress)?;
        batch.dataset.report.remarks.extend(said.remarks);
        Ok(batch)
    }
}

const fn persons(column: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(column, code, Unit::Persons, fr, en)
}

const fn places(column: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(column, code, Unit::Count, fr, en)
}

const fn percent(column: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::rate(column, code, Unit::Percent, fr, en)
}

const fn euros(column: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::rate(column, code, Unit::EurosPerYear, fr, en).about(Theme::Pauvrete, LowerIsNeed)
}

const COLUMNS: [Column; 41] = [
    persons(&["pop_mun"], "population", "Population", "Population"),
    // The two below speak of the whole municipality: QPV of one town must not add them up.
    Column::rate(
        &["pop_com_qp"],
        "municipality_qpv_population",
        Unit::Persons,
        "Population de tous les QPV de la commune",
        "Population of all priority neighbourhoods of the municipality",
    ),
    Column::rate(&["pop_com"], "municipality_population", Unit::Persons, "Population de la commune", "Population of the municipality"),
    Column::rate(
        &["ind_jeune"],
        "youth_index",
        Unit::Ratio,
        "Indice de jeunesse (moins de 20 ans / 60 ans et plus)",
        "Youth index (under 20 / 60 and over)",
    )
    .about(Theme::JeunessePrevention, Neutral),
    percent(&["tx_tot_et"], "foreigners_share", "Part des étrangers", "Share of foreigners").about(Theme::AccesAuxDroits, Neutral),
    percent(&["tx_f"], "women_share", "Part des femmes", "Share of women").about(Theme::AccesAuxDroits, Neutral),
    percent(&["tx_f_et"], "foreign_women_share", "Part des étrangères parmi les femmes", "Share of foreigners among women")
        .about(Theme::AccesAuxDroits, Neutral),
    persons(&["percou"], "caf_persons_covered", "Personnes couvertes par la CAF", "Persons covered by the CAF"),
    percent(&["pmimp"], "taxed_households_share", "Part des ménages imposés", "Share of taxed households")
        .about(Theme::Pauvrete, LowerIsNeed),
    percent(
        &["part_chomprinc"],
        "households_living_on_unemployment_benefit",
        "Ménages vivant surtout d’indemnités de chômage",
        "Households living mainly on unemployment benefit",
    )
    .about(Theme::EmploiInsertion, HigherIsNeed),
    euros(&["decuc_q2"], "declared_income_uc_median", "Revenu déclaré par UC : médiane", "Declared income per CU: median"),
    euros(&["decuc_d1"], "declared_income_uc_d1", "Revenu déclaré par UC : premier décile", "Declared income per CU: first decile"),
    euros(&["decuc_d9"], "declared_income_uc_d9", "Revenu déclaré par UC : neuvième décile", "Declared income per CU: ninth decile"),
    euros(
        &["disp_q2"],
        "disposable_income_uc_median",
        "Niveau de vie (revenu disponible par UC) : médiane",
        "Living standard (disposable income per CU): median",
    ),
    euros(
        &["disp_d1"],
        "disposable_income_uc_d1",
        "Niveau de vie (revenu disponible par UC) : premier décile",
        "Living standard (disposable income per CU): first decile",
    ),
    euros(
        &["disp_d9"],
        "disposable_income_uc_d9",
        "Niveau de vie (revenu disponible par UC) : neuvième décile",
        "Living standard (disposable income per CU): ninth decile",
    ),
    percent(&["tp60"], "poverty_rate", "Taux de pauvreté à 60 %", "Poverty rate at 60%").about(Theme::Pauvrete, HigherIsNeed),
    percent(&["brev"], "low_income_rate", "Taux de bas revenus", "Low-income rate").about(Theme::Pauvrete, HigherIsNeed),
    Column::count(&["a"], "caf_claimants", Unit::Claimants, "Allocataires de la CAF", "CAF claimants"),
    percent(&["tx_tot_empl"], "employment_rate", "Taux d’emploi", "Employment rate").about(Theme::EmploiInsertion, LowerIsNeed),
    percent(&["tx_f_empl"], "employment_rate_women", "Taux d’emploi des femmes", "Employment rate of women")
        .about(Theme::EmploiInsertion, LowerIsNeed),
    percent(&["tx_et_empl"], "employment_rate_foreigners", "Taux d’emploi des étrangers", "Employment rate of foreigners")
        .about(Theme::EmploiInsertion, LowerIsNeed),
    percent(&["tx_tot_eprec"], "precarious_jobs_share", "Part des emplois précaires", "Share of precarious jobs")
        .about(Theme::EmploiInsertion, HigherIsNeed),
    percent(
        &["tx_f_eprec"],
        "precarious_jobs_share_women",
        "Part des emplois précaires chez les femmes",
        "Share of precarious jobs among women",
    )
    .about(Theme::EmploiInsertion, HigherIsNeed),
    percent(
        &["tx_et_eprec"],
        "precarious_jobs_share_foreigners",
        "Part des emplois précaires chez les étrangers",
        "Share of precarious jobs among foreigners",
    )
    .about(Theme::EmploiInsertion, HigherIsNeed),
    persons(&["abcde"], "job_seekers", "Demandeurs d’emploi, toutes catégories", "Job seekers, all categories")
        .about(Theme::EmploiInsertion, HigherIsNeed),
    persons(&["abcde_f"], "job_seekers_women", "Demandeurs d’emploi : femmes", "Job seekers: women")
        .about(Theme::EmploiInsertion, HigherIsNeed),
    persons(&["abcde_h"], "job_seekers_men", "Demandeurs d’emploi : hommes", "Job seekers: men")
        .about(Theme::EmploiInsertion, HigherIsNeed),
    persons(
        &["abc_capbep"],
        "job_seekers_abc_vocational",
        "Demandeurs d’emploi A, B, C de niveau CAP-BEP",
        "Job seekers A, B, C with vocational education",
    )
    .about(Theme::EmploiInsertion, HigherIsNeed),
    persons(
        &["abc_bac"],
        "job_seekers_abc_baccalaureate",
        "Demandeurs d’emploi A, B, C de niveau baccalauréat",
        "Job seekers A, B, C with the baccalaureate",
    )
    .about(Theme::EmploiInsertion, HigherIsNeed),
    persons(
        &["abc_supbac"],
        "job_seekers_abc_higher_education",
        "Demandeurs d’emploi A, B, C de niveau supérieur au bac",
        "Job seekers A, B, C with higher education",
    )
    .about(Theme::EmploiInsertion, HigherIsNeed),
    places(&["ec_mat"], "nursery_schools_nearby", "Écoles maternelles à moins de 100 m", "Nursery schools within 100 m")
        .about(Theme::FamilleParentalite, LowerIsNeed),
    places(&["ec_elem"], "primary_schools_nearby", "Écoles élémentaires à moins de 100 m", "Primary schools within 100 m")
        .about(Theme::FamilleParentalite, LowerIsNeed),
    places(
        &["ec_elem_pri"],
        "private_primary_schools_nearby",
        "Écoles élémentaires privées à moins de 100 m",
        "Private primary schools within 100 m",
    )
    .about(Theme::FamilleParentalite, Neutral),
    places(&["coll"], "lower_secondary_schools_nearby", "Collèges à moins de 300 m", "Lower secondary schools within 300 m")
        .about(Theme::JeunessePrevention, LowerIsNeed),
    places(
        &["coll_pri"],
        "private_lower_secondary_schools_nearby",
        "Collèges privés à moins de 300 m",
        "Private lower secondary schools within 300 m",
    )
    .about(Theme::JeunessePrevention, Neutral),
    places(&["nbetab"], "establishments", "Établissements", "Establishments").about(Theme::EmploiInsertion, Neutral),
    places(
        &["ens_sante"],
        "education_health_social_establishments",
        "Établissements d’enseignement, de santé et d’action sociale",
        "Education, health and social work establishments",
    )
    .about(Theme::Sante, LowerIsNeed),
    places(
        &["serv_par"],
        "personal_service_establishments",
        "Établissements de services aux particuliers",
        "Personal service establishments",
    )
    .about(Theme::EmploiInsertion, Neutral),
    places(&["serv_tot"], "service_establishments", "Établissements de services", "Service establishments")
        .about(Theme::EmploiInsertion, Neutral),
    places(
        &["auto_ent"],
        "new_sole_traders",
        "Auto-entrepreneurs parmi les créations d’établissements",
        "Sole traders among new establishments",
    )
    .about(Theme::EmploiInsertion, Neutral),
];

fn secrecy() -> Secrecy {
    Secrecy {
        rule: Text::new(
            "valeur vide : secret statistique ou précision insuffisante",
            "empty value: statistical secrecy or too little precision",
        ),
        min_units: None,
        rounded_to: None,
        withheld_codes: vec![String::new()],
    }
}

fn notes() -> Vec<Text> {
    vec![
        Text::new(
            "Contours des QPV de 2015 ; les colonnes viennent de sources et d’années différentes.",
            "Outlines of the 2015 QPV; the columns come from different sources and years.",
        ),
        Text::new("La plupart des indicateurs ne s’additionnent pas.", "Most indicators do not add up."),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::Unwatched;
    use super::*;
    use crate::domain::Flag;

    const TEXT: &str = "\u{FEFF}code_qp,nom_qp,pop_mun,tp60,percou,part_chomprinc\nQP034004,Celleneuve,1420,37.3,977,\nQP009001,Coeur De Ville,1177,40.2,692,\n";

    #[test]
    fn a_blank_is_withheld_and_an_empty_column_left_out() {
        let mut input = Input::of("qpv_2015.csv", TEXT.replace("692,\n", "692,4\n").as_bytes());
        assert!(QpvIndicateurs.recognises(&input));
        let batch = QpvIndicateurs.read(&input, &Unwatched).unwrap();
        let hidden = batch.observations.iter().find(|o| o.measure.value().is_none()).unwrap();
        assert_eq!((hidden.zone.as_str(), hidden.measure.flag()), ("QP034004", Flag::Withheld));
        input.bytes = TEXT.as_bytes().to_vec();
        assert_eq!(QpvIndicateurs.read(&input, &Unwatched).unwrap().indicators.len(), 3);
    }

    #[test]
    fn with_communes_asked_for_only_loaded_neighbourhoods_are_kept() {
        let mut input = Input::of("qpv_2015.csv", TEXT.as_bytes());
        input.options.communes = vec!["34172".to_owned()];
        input.options.known.insert((Geography::Qpv, ZoneCode::new("QP034004").unwrap()));
        let report = QpvIndicateurs.read(&input, &Unwatched).unwrap().dataset.report;
        assert_eq!((report.taken, report.outside), (1, 1));
    }
}
