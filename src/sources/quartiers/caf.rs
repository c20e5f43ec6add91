//! Allowances paid by the CAF, by neighbourhood (CNAF, on 31 December).

use super::Quartiers;
use crate::domain::{Measure, Secrecy, Text, Theme, Unit};
use crate::sources::column::{Column, HigherIsNeed, Neutral};
use crate::text;

/// The theme « Bénéficiaires des prestations légales ».
pub const FORMAT: Quartiers = Quartiers {
    name: "caf-quartiers",
    stem: "caf",
    telltale: "PERCOU",
    signature: &["uu", "note", "A", "PERCOU", "ARSA"],
    columns: &COLUMNS,
    producer: "CNAF, Insee",
    title: |vintage| {
        text!("Bénéficiaires des prestations de la CAF en {vintage}", "Recipients of family-branch (CAF) benefits in {vintage}")
    },
    notes,
    secrecy: || Some(secrecy()),
    blank,
};

const fn claimants(part: &'static [&'static str], code: &'static str, fr: &'static str, en: &'static str) -> Column {
    Column::count(part, code, Unit::Claimants, fr, en)
}

const COLUMNS: [Column; 16] = [
    claimants(&["A"], "caf_claimants", "Allocataires de la CAF", "CAF claimants"),
    Column::count(&["PERCOU"], "caf_persons_covered", Unit::Persons, "Personnes couvertes par la CAF", "Persons covered by the CAF"),
    claimants(&["AI"], "caf_single", "Allocataires isolés", "Claimants living alone").about(Theme::Isolement, HigherIsNeed),
    claimants(&["AM"], "caf_lone_parents", "Familles monoparentales allocataires", "Lone-parent claimants")
        .about(Theme::FamilleParentalite, HigherIsNeed),
    claimants(&["ACSSENF"], "caf_couples_no_child", "Allocataires en couple sans enfant", "Claimants in a couple without child")
        .about(Theme::FamilleParentalite, Neutral),
    claimants(&["ACAVENF"], "caf_couples_children", "Allocataires en couple avec enfant", "Claimants in a couple with children")
        .about(Theme::FamilleParentalite, Neutral),
    claimants(
        &["AC3ENF"],
        "caf_large_families",
        "Couples allocataires avec trois enfants ou plus",
        "Claimant couples with three or more children",
    )
    .about(Theme::FamilleParentalite, HigherIsNeed),
    claimants(&["AAL"], "caf_housing_aid", "Allocataires d’une aide au logement", "Recipients of housing aid")
        .about(Theme::LogementHebergement, HigherIsNeed),
    claimants(&["AAPL"], "caf_apl", "Allocataires de l’aide personnalisée au logement (APL)", "Personalised housing aid (APL) claimants")
        .about(Theme::LogementHebergement, HigherIsNeed),
    claimants(&["AAAH"], "caf_disability_allowance", "Allocataires de l’AAH", "Recipients of the disability allowance (AAH)")
        .about(Theme::Handicap, HigherIsNeed),
    claimants(&["ARMI"], "rmi_recipients", "Allocataires du RMI (outre-mer)", "Recipients of the RMI (overseas)")
        .about(Theme::Pauvrete, HigherIsNeed),
    claimants(&["AAPI"], "api_recipients", "Allocataires de l’API (outre-mer)", "Recipients of the lone-parent allowance (overseas)")
        .about(Theme::Pauvrete, HigherIsNeed),
    claimants(&["ARSA"], "rsa_recipients", "Allocataires du RSA", "RSA recipients").about(Theme::Pauvrete, HigherIsNeed),
    claimants(&["ARSAS"], "rsa_basic", "Allocataires du RSA socle", "Basic RSA recipients").about(Theme::Pauvrete, HigherIsNeed),
    claimants(
        &["APRES50"],
        "caf_dependent_50",
        "Allocataires dont plus de 50 % du revenu vient des prestations",
        "Claimants with over 50% of income from benefits",
    )
    .about(Theme::Pauvrete, HigherIsNeed),
    claimants(
        &["APRES100"],
        "caf_dependent_100",
        "Allocataires dont tout le revenu vient des prestations",
        "Claimants with all of their income from benefits",
    )
    .about(Theme::Pauvrete, HigherIsNeed),
];

/// What the note on availability means, as the cells of the published files bear out: 0 published,
/// single blanks are counts below five; 1 the zone was drawn after the data were located (the census
/// of 1999 has none for it either); 3 located too poorly; anything else is taken as secret.
fn blank(note: &str) -> Measure {
    match note {
        "1" | "3" => Measure::missing(),
        _ => Measure::withheld(),
    }
}

fn secrecy() -> Secrecy {
    Secrecy {
        rule: Text::new(
            "effectifs inférieurs à 5 non publiés ; les autres sont exacts",
            "counts below 5 are not published; the others are exact",
        ),
        min_units: Some(5),
        rounded_to: None,
        withheld_codes: vec![String::new()],
    }
}

fn notes() -> Vec<Text> {
    vec![
        Text::new(
            "Allocataires des CAF au 31 décembre : la mutualité sociale agricole (MSA) n’y est pas.",
            "Claimants of the CAF on 31 December: the farmers’ scheme (MSA) is not in it.",
        ),
        Text::new(
            "Un allocataire peut percevoir plusieurs prestations : les colonnes ne s’additionnent pas.",
            "A claimant may receive several benefits: the columns do not add up.",
        ),
    ]
}
