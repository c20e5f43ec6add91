//! What the titles of APL columns say: the profession, the age up to which its members count, the population.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::{Dataset, Direction, Indicator, Nature, Text, Theme, Unit};

/// A profession of the DREES.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profession {
    /// How its titles begin, in plain words.
    begins: &'static [&'static str],
    /// Name of its data set.
    pub stem: &'static str,
    code: &'static str,
    /// In French, as a title.
    pub fr: &'static str,
    /// In English, as a title.
    pub en: &'static str,
}

const PROFESSIONS: [Profession; 5] = [
    Profession {
        begins: &["medecins generalistes", "mg ", "generalistes"],
        stem: "medecins-generalistes",
        code: "general_practitioners",
        fr: "Médecins généralistes",
        en: "General practitioners",
    },
    Profession { begins: &["infirmier", "infirmiere"], stem: "infirmiers", code: "nurses", fr: "Infirmiers", en: "Nurses" },
    Profession {
        begins: &["masseurs", "kinesitherapeutes"],
        stem: "kinesitherapeutes",
        code: "physiotherapists",
        fr: "Masseurs-kinésithérapeutes",
        en: "Physiotherapists",
    },
    Profession { begins: &["sages"], stem: "sages-femmes", code: "midwives", fr: "Sages-femmes", en: "Midwives" },
    Profession {
        begins: &["chirurgiens", "dentistes"],
        stem: "chirurgiens-dentistes",
        code: "dentists",
        fr: "Chirurgiens-dentistes",
        en: "Dentists",
    },
];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// Accessibility of a profession, of all its members or of those up to an age.
    Apl(Profession, Option<u32>),
    /// People, each counted by the care their age needs.
    Standardised,
    /// People.
    Population,
    /// Something about accessibility or population that we do not know.
    Unknown,
}

/// Reads the title of a column; `None` when it is not about figures.
pub fn heading(title: &str) -> Option<Heading> {
    let title = plain(title);
    if let Some(rest) = title.strip_prefix("apl aux ") {
        let profession = PROFESSIONS.into_iter().find(|profession| profession.begins.iter().any(|begin| rest.starts_with(begin)));
        return Some(profession.map_or(Heading::Unknown, |profession| Heading::Apl(profession, age(rest))));
    }
    match () {
        () if title.starts_with("population standardisee") => Some(Heading::Standardised),
        () if title.starts_with("population totale") => Some(Heading::Population),
        () if title.starts_with("apl") || title.starts_with("population") => Some(Heading::Unknown),
        () => None,
    }
}

/// `… de 65 ans et moins`.
fn age(title: &str) -> Option<u32> {
    let (before, _) = title.split_once(" ans et moins")?;
    before.rsplit(' ').next()?.parse().ok()
}

/// Lower case, no accents, one blank between words.
pub fn plain(title: &str) -> String {
    let bare: String = title.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Heading {
    /// The profession it is about.
    pub fn profession(self) -> Option<Profession> {
        if let Self::Apl(profession, _) = self { Some(profession) } else { None }
    }

    /// The indicator it becomes, in a workbook about a profession of one's own.
    pub fn indicator(self, own: Profession, dataset: &Dataset) -> Option<Indicator> {
        let (code, label) = match self {
            Self::Apl(profession, limit) => accessibility(profession, limit),
            Self::Standardised => (
                format!("apl_standardised_population_{}", own.code),
                Text::new("Population standardisée selon les besoins de soins", "Population standardised by need of care"),
            ),
            Self::Population => {
                ("apl_population".to_owned(), Text::new("Population retenue pour l’APL", "Population taken for the accessibility"))
            }
            Self::Unknown => return None,
        };
        let is_apl = matches!(self, Self::Apl(..));
        Some(Indicator {
            code,
            vintage: dataset.vintage,
            label,
            theme: Theme::Sante,
            unit: if is_apl { Unit::Ratio } else { Unit::Persons },
            nature: if is_apl { Nature::Intensive } else { Nature::Extensive },
            direction: if is_apl { Direction::LowerIsNeed } else { Direction::Neutral },
            dataset: dataset.id.clone(),
        })
    }
}

fn accessibility(profession: Profession, limit: Option<u32>) -> (String, Text) {
    let Profession { code, fr, en, .. } = profession;
    let (per_fr, per_en) = if code == "general_practitioners" {
        ("consultations par an et par habitant standardisé", "consultations a year and standardised inhabitant")
    } else {
        ("équivalents temps plein pour 100 000 habitants standardisés", "full-time equivalents for 100,000 standardised inhabitants")
    };
    let (code, (up_to_fr, up_to_en)) = match limit {
        None => (format!("apl_{code}"), (String::new(), String::new())),
        Some(age) => (format!("apl_{code}_{age}_and_under"), (format!(" de {age} ans et moins"), format!(" aged {age} and under"))),
    };
    let label = Text::new(
        format!("Accessibilité (APL) : {}{up_to_fr} ({per_fr})", fr.to_lowercase()),
        format!("Accessibility (APL): {}{up_to_en} ({per_en})", en.to_lowercase()),
    );
    (code, label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_read_whatever_their_accents_and_lines() {
        let gps = PROFESSIONS[0];
        for (title, read) in [
            ("APL aux médecins généralistes", Some(Heading::Apl(gps, None))),
            ("APL aux médecins généralistes\nde 65 ans et moins", Some(Heading::Apl(gps, Some(65)))),
            ("APL aux sages-femmes de 60 ans et moins", Some(Heading::Apl(PROFESSIONS[3], Some(60)))),
            ("APL aux infirmières", Some(Heading::Apl(PROFESSIONS[1], None))),
            ("Population standardisée 2021 pour la médecine générale", Some(Heading::Standardised)),
            ("Population totale 2021", Some(Heading::Population)),
            ("APL aux astrologues", Some(Heading::Unknown)),
            ("Commune", None),
        ] {
            assert_eq!(heading(title), read, "{title}");
        }
    }
}
