//! Whom a service receives: the 14 `publics` of data.inclusion v1.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Text;

/// A group of people a service may be reserved for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// People in work.
    Actifs,
    /// People on minimum income benefits.
    BeneficiairesDesMinimasSociaux,
    /// Job seekers.
    DemandeursEmploi,
    /// Students.
    Etudiants,
    /// Families.
    Familles,
    /// Women.
    Femmes,
    /// Young people.
    Jeunes,
    /// Disabled people.
    PersonnesEnSituationDeHandicap,
    /// People in an emergency.
    PersonnesEnSituationDurgence,
    /// People in a particular legal situation.
    PersonnesEnSituationJuridiqueSpecifique,
    /// Exiled people.
    PersonnesExilees,
    /// Residents of priority neighbourhoods or rural revitalisation areas.
    ResidentsQpvFrr,
    /// Older people.
    Seniors,
}

impl Audience {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Actifs,
        Self::BeneficiairesDesMinimasSociaux,
        Self::DemandeursEmploi,
        Self::Etudiants,
        Self::Familles,
        Self::Femmes,
        Self::Jeunes,
        Self::PersonnesEnSituationDeHandicap,
        Self::PersonnesEnSituationDurgence,
        Self::PersonnesEnSituationJuridiqueSpecifique,
        Self::PersonnesExilees,
        Self::ResidentsQpvFrr,
        Self::Seniors,
    ];

    /// The code of data.inclusion.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Actifs => "actifs",
            Self::BeneficiairesDesMinimasSociaux => "beneficiaires-des-minimas-sociaux",
            Self::DemandeursEmploi => "demandeurs-emploi",
            Self::Etudiants => "etudiants",
            Self::Familles => "familles",
            Self::Femmes => "femmes",
            Self::Jeunes => "jeunes",
            Self::PersonnesEnSituationDeHandicap => "personnes-en-situation-de-handicap",
            Self::PersonnesEnSituationDurgence => "personnes-en-situation-durgence",
            Self::PersonnesEnSituationJuridiqueSpecifique => "personnes-en-situation-juridique-specifique",
            Self::PersonnesExilees => "personnes-exilees",
            Self::ResidentsQpvFrr => "residents-qpv-frr",
            Self::Seniors => "seniors",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.code() == code)
    }

    /// What the group is called.
    pub fn label(self) -> Text {
        match self {
            Self::Actifs => Text::new("Actifs", "People in work"),
            Self::BeneficiairesDesMinimasSociaux => Text::new("Bénéficiaires des minima sociaux", "People on minimum income benefits"),
            Self::DemandeursEmploi => Text::new("Demandeurs d’emploi", "Job seekers"),
            Self::Etudiants => Text::new("Étudiants", "Students"),
            Self::Familles => Text::new("Familles", "Families"),
            Self::Femmes => Text::new("Femmes", "Women"),
            Self::Jeunes => Text::new("Jeunes", "Young people"),
            Self::PersonnesEnSituationDeHandicap => Text::new("Personnes en situation de handicap", "Disabled people"),
            Self::PersonnesEnSituationDurgence => Text::new("Personnes en situation d’urgence", "People in an emergency"),
            Self::PersonnesEnSituationJuridiqueSpecifique => {
                Text::new("Personnes en situation juridique spécifique", "People in a particular legal situation")
            }
            Self::PersonnesExilees => Text::new("Personnes exilées", "Exiled people"),
            Self::ResidentsQpvFrr => Text::new("Résidents de QPV ou de FRR", "Residents of priority areas"),
            Self::Seniors => Text::new("Seniors", "Older people"),
        }
    }
}

/// Whom a service admits. `tous-publics` excludes every other entry, and silence is not "everyone".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audiences {
    /// The source does not say.
    #[default]
    Unknown,
    /// Everyone (`tous-publics`).
    Everyone,
    /// Only these groups, sorted, at least one.
    Only(Vec<Audience>),
}

impl Audiences {
    /// From data.inclusion codes; codes that are not known are given back beside.
    pub fn from_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> (Self, Vec<String>) {
        let (mut known, mut unknown, mut everyone) = (Vec::new(), Vec::new(), false);
        for code in codes.into_iter().map(str::trim).filter(|code| !code.is_empty()) {
            match Audience::from_code(code) {
                Some(audience) => known.push(audience),
                None if code == "tous-publics" => everyone = true,
                None => unknown.push(code.to_owned()),
            }
        }
        known.sort_unstable();
        known.dedup();
        let audiences = match (everyone, known.is_empty()) {
            (true, _) => Self::Everyone,
            (false, true) => Self::Unknown,
            (false, false) => Self::Only(known),
        };
        (audiences, unknown)
    }

    /// The codes of data.inclusion, empty when unknown.
    pub fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::Unknown => Vec::new(),
            Self::Everyone => vec!["tous-publics"],
            Self::Only(groups) => groups.iter().map(|group| group.code()).collect(),
        }
    }

    /// Whether someone of this group is surely admitted, surely not, or it is not known.
    pub fn admits(&self, audience: Audience) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::Everyone => Some(true),
            Self::Only(groups) => Some(groups.contains(&audience)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_excludes_the_others_and_silence_is_unknown() {
        assert_eq!(Audiences::from_codes(["seniors", "tous-publics"]).0, Audiences::Everyone);
        assert_eq!(Audiences::from_codes([]).0, Audiences::Unknown);
        assert_eq!(Audiences::Unknown.admits(Audience::Seniors), None);
        assert_eq!(Audiences::from_codes(["martiens"]).1, ["martiens"]);
    }
}
