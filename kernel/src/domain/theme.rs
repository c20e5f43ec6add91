//! What people need: the themes of the product, and how data.inclusion v1 falls into them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Fault, Text};
use crate::text;

/// A theme of need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Access to rights.
    AccesAuxDroits,
    /// Digital mediation.
    MediationNumerique,
    /// Health.
    Sante,
    /// Mental health.
    SanteMentale,
    /// Addictions.
    Addictions,
    /// Housing and emergency shelter.
    LogementHebergement,
    /// Food.
    Alimentation,
    /// Poverty.
    Pauvrete,
    /// Employment and integration.
    EmploiInsertion,
    /// Mobility.
    Mobilite,
    /// Ageing.
    Vieillissement,
    /// Disability.
    Handicap,
    /// Family and parenthood.
    FamilleParentalite,
    /// Youth and prevention.
    JeunessePrevention,
    /// Isolation.
    Isolement,
    /// Culture.
    Culture,
    /// Legal aid.
    AideJuridique,
}

impl Theme {
    /// Every theme, in the order of menus.
    pub const ALL: [Self; 17] = [
        Self::AccesAuxDroits,
        Self::MediationNumerique,
        Self::Sante,
        Self::SanteMentale,
        Self::Addictions,
        Self::LogementHebergement,
        Self::Alimentation,
        Self::Pauvrete,
        Self::EmploiInsertion,
        Self::Mobilite,
        Self::Vieillissement,
        Self::Handicap,
        Self::FamilleParentalite,
        Self::JeunessePrevention,
        Self::Isolement,
        Self::Culture,
        Self::AideJuridique,
    ];

    /// The code used in addresses and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AccesAuxDroits => "acces-aux-droits",
            Self::MediationNumerique => "mediation-numerique",
            Self::Sante => "sante",
            Self::SanteMentale => "sante-mentale",
            Self::Addictions => "addictions",
            Self::LogementHebergement => "logement-hebergement",
            Self::Alimentation => "alimentation",
            Self::Pauvrete => "pauvrete",
            Self::EmploiInsertion => "emploi-insertion",
            Self::Mobilite => "mobilite",
            Self::Vieillissement => "vieillissement",
            Self::Handicap => "handicap",
            Self::FamilleParentalite => "famille-parentalite",
            Self::JeunessePrevention => "jeunesse-prevention",
            Self::Isolement => "isolement",
            Self::Culture => "culture",
            Self::AideJuridique => "aide-juridique",
        }
    }

    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::AccesAuxDroits => Text::new("Accès aux droits", "Access to rights"),
            Self::MediationNumerique => Text::new("Médiation numérique", "Digital mediation"),
            Self::Sante => Text::new("Santé", "Health"),
            Self::SanteMentale => Text::new("Santé mentale", "Mental health"),
            Self::Addictions => Text::new("Addictions", "Addictions"),
            Self::LogementHebergement => Text::new("Logement et hébergement d’urgence", "Housing and emergency shelter"),
            Self::Alimentation => Text::new("Alimentation", "Food"),
            Self::Pauvrete => Text::new("Pauvreté", "Poverty"),
            Self::EmploiInsertion => Text::new("Emploi et insertion", "Employment and integration"),
            Self::Mobilite => Text::new("Mobilité", "Mobility"),
            Self::Vieillissement => Text::new("Vieillissement", "Ageing"),
            Self::Handicap => Text::new("Handicap", "Disability"),
            Self::FamilleParentalite => Text::new("Famille et parentalité", "Family and parenthood"),
            Self::JeunessePrevention => Text::new("Jeunesse et prévention", "Youth and prevention"),
            Self::Isolement => Text::new("Isolement", "Isolation"),
            Self::Culture => Text::new("Culture", "Culture"),
            Self::AideJuridique => Text::new("Aide juridique", "Legal aid"),
        }
    }

    /// The themes a sub-theme of data.inclusion v1 (`categorie--sous-theme`) falls into; empty when
    /// it is not one of its words.
    pub fn of_topic(topic: &str) -> &'static [Self] {
        let (category, detail) = topic.split_once("--").unwrap_or((topic, ""));
        match (category, detail) {
            (
                "difficultes-administratives-ou-juridiques",
                "connaitre-ses-droits-face-a-une-discrimination" | "prendre-en-compte-une-problematique-judiciaire",
            ) => &[Self::AccesAuxDroits, Self::AideJuridique],
            ("difficultes-administratives-ou-juridiques", _) => &[Self::AccesAuxDroits],
            ("equipement-et-alimentation", "alimentation") => &[Self::Alimentation],
            ("equipement-et-alimentation", "aide-menagere") => &[Self::Vieillissement],
            ("difficultes-financieres" | "equipement-et-alimentation", _) => &[Self::Pauvrete],
            ("famille", "prise-en-charge-personne-dependante" | "soutien-aidants") => &[Self::FamilleParentalite, Self::Vieillissement],
            ("famille", _) => &[Self::FamilleParentalite],
            ("logement-hebergement", _) => &[Self::LogementHebergement],
            ("mobilite", _) => &[Self::Mobilite],
            ("numerique", _) => &[Self::MediationNumerique],
            ("remobilisation", "lien-social" | "benevolat-action-citoyenne" | "bien-etre-confiance-en-soi") => &[Self::Isolement],
            ("remobilisation", _) => &[Self::Isolement, Self::Culture],
            ("sante", "addictions") => &[Self::Sante, Self::Addictions],
            ("sante", "sante-mentale") => &[Self::Sante, Self::SanteMentale],
            ("sante", "constituer-un-dossier-mdph-invalidite") => &[Self::Handicap],
            ("sante", _) => &[Self::Sante],
            (
                "choisir-un-metier"
                | "creer-une-entreprise"
                | "lecture-ecriture-calcul"
                | "preparer-sa-candidature"
                | "se-former"
                | "souvrir-a-linternational"
                | "trouver-un-emploi",
                _,
            ) => &[Self::EmploiInsertion],
            _ => &[],
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Theme {
    type Err = Fault;

    fn from_str(code: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|theme| theme.code() == code).ok_or_else(|| {
            let known = Self::ALL.map(Self::code).join(", ");
            Fault::new(
                "unknown-theme",
                text!("thème inconnu : « {code} »", "unknown theme: “{code}”"),
                text!("choisir parmi {known}", "choose one of {known}"),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_reads_its_own_code() {
        for theme in Theme::ALL {
            assert_eq!(theme.code().parse::<Theme>().unwrap(), theme);
            assert_eq!(serde_json::to_value(theme).unwrap(), theme.code());
        }
    }

    #[test]
    fn sub_themes_fall_into_ours_and_unknown_words_into_none() {
        assert_eq!(Theme::of_topic("sante--addictions"), [Theme::Sante, Theme::Addictions]);
        assert!(Theme::of_topic("jardinage--tomates").is_empty());
    }
}
