//! Job seekers by neighbourhood (Pôle emploi, on 31 December, worked out by INSEE).

use super::Quartiers;
use crate::domain::{Measure, Secrecy, Text, Theme, Unit};
use crate::sources::column::{Column, HigherIsNeed};
use crate::text;

/// The theme « Demandeurs d'emploi inscrits à Pôle emploi ».
pub const FORMAT: Quartiers = Quartiers {
    name: "emploi-quartiers",
    stem: "emploi",
    telltale: "BCatABC",
    signature: &["uu", "note", "A", "BCatABC", "BDur4"],
    columns: &COLUMNS,
    producer: "Pôle emploi, Insee",
    title: |vintage| text!("Demandeurs d’emploi fin {vintage}", "Job seekers at the end of {vintage}"),
    notes,
    secrecy: || Some(secrecy()),
    blank,
};

const fn seekers(part: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(part, code, Unit::Persons, fr, en).about(Theme::EmploiInsertion, HigherIsNeed)
}

const COLUMNS: [Column; 38] = [
    seekers(&["A"], "job_seekers", "Demandeurs d’emploi, toutes catégories", "Job seekers, all categories"),
    seekers(&["BCatABC"], "job_seekers_abc", "Demandeurs d’emploi de catégorie A, B ou C", "Job seekers of category A, B or C"),
    seekers(&["BCatA"], "job_seekers_a", "Demandeurs d’emploi de catégorie A", "Job seekers of category A"),
    seekers(&["BCatB"], "job_seekers_b", "Demandeurs d’emploi de catégorie B", "Job seekers of category B"),
    seekers(&["BCatC"], "job_seekers_c", "Demandeurs d’emploi de catégorie C", "Job seekers of category C"),
    seekers(&["BCatD"], "job_seekers_d", "Demandeurs d’emploi de catégorie D", "Job seekers of category D"),
    seekers(&["BCatE"], "job_seekers_e", "Demandeurs d’emploi de catégorie E", "Job seekers of category E"),
    seekers(&["AH"], "job_seekers_men", "Demandeurs d’emploi : hommes", "Job seekers: men"),
    seekers(&["AF"], "job_seekers_women", "Demandeurs d’emploi : femmes", "Job seekers: women"),
    seekers(&["AHLt25"], "job_seekers_men_under_25", "Demandeurs d’emploi : hommes de moins de 25 ans", "Job seekers: men under 25"),
    seekers(&["AFLt25"], "job_seekers_women_under_25", "Demandeurs d’emploi : femmes de moins de 25 ans", "Job seekers: women under 25"),
    seekers(&["AH2549"], "job_seekers_men_25_49", "Demandeurs d’emploi : hommes de 25 à 49 ans", "Job seekers: men 25 to 49"),
    seekers(&["AF2549"], "job_seekers_women_25_49", "Demandeurs d’emploi : femmes de 25 à 49 ans", "Job seekers: women 25 to 49"),
    seekers(&["AHGe50"], "job_seekers_men_50_plus", "Demandeurs d’emploi : hommes de 50 ans et plus", "Job seekers: men 50 and over"),
    seekers(&["AFGe50"], "job_seekers_women_50_plus", "Demandeurs d’emploi : femmes de 50 ans et plus", "Job seekers: women 50 and over"),
    seekers(&["BE"], "job_seekers_foreign", "Demandeurs d’emploi étrangers", "Foreign job seekers"),
    seekers(&["BEH"], "job_seekers_foreign_men", "Demandeurs d’emploi étrangers : hommes", "Foreign job seekers: men"),
    seekers(&["BEF"], "job_seekers_foreign_women", "Demandeurs d’emploi étrangers : femmes", "Foreign job seekers: women"),
    seekers(
        &["BFor6"],
        "job_seekers_left_before_troisieme",
        "Demandeurs d’emploi sortis de l’école avant la troisième",
        "Job seekers who left school before ninth grade",
    ),
    seekers(&["BFor5"], "job_seekers_primary", "Demandeurs d’emploi de niveau CEP ou SES", "Job seekers with primary education"),
    seekers(
        &["BFor4"],
        "job_seekers_vocational",
        "Demandeurs d’emploi de niveau BEPC, BEP ou CAP",
        "Job seekers with lower secondary or vocational education",
    ),
    seekers(&["BFor3"], "job_seekers_baccalaureate", "Demandeurs d’emploi de niveau baccalauréat", "Job seekers with the baccalaureate"),
    seekers(
        &["BFor12"],
        "job_seekers_higher_education",
        "Demandeurs d’emploi de niveau bac + 2 ou plus",
        "Job seekers with higher education",
    ),
    seekers(&["BDur1"], "job_seekers_under_6_months", "Au chômage depuis moins de 6 mois", "Seeking for under 6 months"),
    seekers(&["BDur2"], "job_seekers_6_to_12_months", "Au chômage depuis 6 mois à un an", "Seeking for 6 to 12 months"),
    seekers(&["BDur3"], "job_seekers_1_to_2_years", "Au chômage depuis un à deux ans", "Seeking for one to two years"),
    seekers(&["BDur4"], "job_seekers_over_2_years", "Au chômage depuis plus de deux ans", "Seeking for over two years"),
    seekers(
        &["BIns1"],
        "job_seekers_first_entry",
        "Inscrits pour une première entrée sur le marché du travail",
        "Registered on first entering the labour market",
    ),
    seekers(&["BIns2"], "job_seekers_dismissed", "Inscrits après un licenciement", "Registered after a dismissal"),
    seekers(&["BIns3"], "job_seekers_end_of_contract", "Inscrits à la fin d’un CDD", "Registered at the end of a fixed-term contract"),
    seekers(&["BRecu"], "job_seekers_returning", "Réinscrits en moins de 7 mois", "Registered again within 7 months"),
    seekers(
        &["BQal1"],
        "job_seekers_unskilled_manual",
        "Demandeurs d’emploi : manœuvres ou ouvriers spécialisés",
        "Job seekers: unskilled manual workers",
    ),
    seekers(&["BQal2"], "job_seekers_skilled_manual", "Demandeurs d’emploi : ouvriers qualifiés", "Job seekers: skilled manual workers"),
    seekers(
        &["BQal3"],
        "job_seekers_unskilled_clerical",
        "Demandeurs d’emploi : employés non qualifiés",
        "Job seekers: unskilled clerical workers",
    ),
    seekers(
        &["BQal4"],
        "job_seekers_skilled_clerical",
        "Demandeurs d’emploi : employés qualifiés",
        "Job seekers: skilled clerical workers",
    ),
    seekers(
        &["BQal5"],
        "job_seekers_managers",
        "Demandeurs d’emploi : cadres, techniciens, agents de maîtrise",
        "Job seekers: managers, technicians, supervisors",
    ),
    seekers(&["Bind"], "job_seekers_compensated", "Demandeurs d’emploi indemnisés", "Job seekers receiving unemployment benefit"),
    seekers(&["Brmi"], "job_seekers_on_minimum_income", "Demandeurs d’emploi au RMI ou au RSA", "Job seekers on minimum income"),
];

/// What the note on availability means, as the cells of the published files bear out: 3 blanks zones
/// of thousands of people, so it is not secrecy but poor locating; 1 blanks the near-empty zones.
fn blank(note: &str) -> Measure {
    match note {
        "3" => Measure::missing(),
        _ => Measure::withheld(),
    }
}

fn secrecy() -> Secrecy {
    Secrecy {
        rule: Text::new("zones trop peu peuplées non publiées", "zones with too few people are not published"),
        min_units: None,
        rounded_to: None,
        withheld_codes: vec![String::new()],
    }
}

fn notes() -> Vec<Text> {
    vec![Text::new(
        "Inscrits à Pôle emploi au 31 décembre : ce n’est pas le chômage du recensement, et qui n’est pas inscrit n’est pas compté.",
        "Registered with Pôle emploi on 31 December: this is not census unemployment, and whoever is not registered is not counted.",
    )]
}
