//! The types of facility that are services of ours, by the code of the BPE.

use crate::domain::Theme::{
    self, AccesAuxDroits, AideJuridique, Culture, EmploiInsertion, FamilleParentalite, Handicap, LogementHebergement, MediationNumerique,
    Sante, SanteMentale, Vieillissement,
};

/// By code, or by how it begins: the first that fits.
const KINDS: [(&str, &str, &[Theme]); 36] = [
    ("A122", "Agence France Travail", &[EmploiInsertion]),
    ("A124", "Maison de justice et du droit", &[AccesAuxDroits, AideJuridique]),
    ("A125", "Antenne de justice", &[AccesAuxDroits, AideJuridique]),
    ("A126", "Conseil départemental d’accès au droit", &[AccesAuxDroits, AideJuridique]),
    ("A128", "France services", &[AccesAuxDroits, MediationNumerique]),
    ("A129", "Mairie", &[AccesAuxDroits]),
    ("D104", "Établissement psychiatrique", &[Sante, SanteMentale]),
    ("D106", "Urgences", &[Sante]),
    ("D107", "Maternité", &[Sante, FamilleParentalite]),
    ("D108", "Centre de santé", &[Sante]),
    ("D109", "Structure psychiatrique en ambulatoire", &[Sante, SanteMentale]),
    ("D113", "Maison de santé", &[Sante]),
    ("D1", "Établissement de santé", &[Sante]),
    ("D201", "Médecin généraliste", &[Sante]),
    ("D265", "Médecin généraliste", &[Sante]),
    ("D2", "Professionnel de santé", &[Sante]),
    ("D301", "Pharmacie", &[Sante]),
    ("D307", "Pharmacie", &[Sante]),
    ("D3", "Autre établissement sanitaire", &[Sante]),
    ("D401", "Hébergement pour personnes âgées", &[Vieillissement]),
    ("D402", "Soins à domicile pour personnes âgées", &[Vieillissement, Sante]),
    ("D4", "Service aux personnes âgées", &[Vieillissement]),
    ("D502", "Accueil du jeune enfant", &[FamilleParentalite]),
    ("D5", "Service à l’enfance", &[FamilleParentalite]),
    ("D605", "Travail protégé", &[Handicap, EmploiInsertion]),
    ("D6", "Service aux personnes handicapées", &[Handicap]),
    ("D701", "Aide sociale à l’enfance : hébergement", &[FamilleParentalite]),
    ("D702", "Aide sociale à l’enfance : action éducative", &[FamilleParentalite]),
    ("D703", "Centre d’hébergement et de réinsertion sociale", &[LogementHebergement]),
    ("D704", "Centre provisoire d’hébergement", &[LogementHebergement]),
    ("D705", "Centre d’accueil de demandeurs d’asile", &[LogementHebergement]),
    ("D7", "Autre établissement pour adultes en difficulté", &[LogementHebergement]),
    ("F307", "Bibliothèque", &[Culture]),
    ("F303", "Cinéma", &[Culture]),
    ("F305", "Musée", &[Culture]),
    ("F306", "Spectacle", &[Culture]),
];

/// What a code is called, and its themes; `None` for what is no service of ours.
pub fn find(code: &str) -> Option<(&'static str, &'static [Theme])> {
    KINDS.iter().find(|(start, ..)| code.starts_with(start)).map(|(_, label, themes)| (*label, *themes))
}
