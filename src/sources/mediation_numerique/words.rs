//! The French labels of the national schema of digital mediation, of 2022 and of today, in our words.

use crate::domain::{Audience, Audiences};

/// Sub-themes of data.inclusion that a service's label stands for.
pub fn topics(label: &str) -> &'static [&'static str] {
    let plain = plain(label);
    TOPICS.iter().find(|(start, _)| plain.starts_with(start)).map_or(&[], |(_, topics)| *topics)
}

const TOPICS: [(&str, &[&str]); 22] = [
    // 2022
    ("acceder a du materiel", &["numerique--acquerir-un-equipement"]),
    ("acceder a une connexion", &["numerique--acceder-a-une-connexion-internet"]),
    ("utiliser le numerique au quotidien", &["numerique--maitriser-les-fondamentaux-du-numerique"]),
    ("approfondir ma culture numerique", &["numerique--maitriser-les-fondamentaux-du-numerique"]),
    ("prendre en main", &["numerique--maitriser-les-fondamentaux-du-numerique"]),
    ("promouvoir la citoyennete", &["numerique--maitriser-les-fondamentaux-du-numerique"]),
    ("creer avec le numerique", &["numerique--maitriser-les-fondamentaux-du-numerique"]),
    ("realiser des demarches administratives", PAPERWORK),
    ("devenir autonome dans les demarches", PAPERWORK),
    (
        "favoriser mon insertion professionnelle",
        &["numerique--acceder-a-des-services-en-ligne", "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi"],
    ),
    ("accompagner les demarches de sante", &["numerique--acceder-a-des-services-en-ligne", "sante--acces-aux-soins"]),
    (
        "creer et developper mon entreprise",
        &["numerique--acceder-a-des-services-en-ligne", "creer-une-entreprise--developper-son-entreprise"],
    ),
    ("s'equiper en materiel", &["numerique--acquerir-un-equipement"]),
    ("soutenir la parentalite", PARENTS),
    // today
    ("aide aux demarches administratives", PAPERWORK),
    ("maitrise des outils", &["numerique--maitriser-les-fondamentaux-du-numerique"]),
    (
        "insertion professionnelle",
        &["numerique--acceder-a-des-services-en-ligne", "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi"],
    ),
    ("utilisation securisee", &["numerique--maitriser-les-fondamentaux-du-numerique"]),
    ("parentalite et education", PARENTS),
    ("loisirs et creations", &["numerique--maitriser-les-fondamentaux-du-numerique"]),
    ("comprehension du monde", &["numerique--maitriser-les-fondamentaux-du-numerique"]),
    ("acces internet et materiel", &["numerique--acceder-a-une-connexion-internet", "numerique--acquerir-un-equipement"]),
];

const PAPERWORK: &[&str] = &[
    "numerique--acceder-a-des-services-en-ligne",
    "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
];

const PARENTS: &[&str] = &["numerique--maitriser-les-fondamentaux-du-numerique", "famille--soutien-a-la-parentalite-et-a-leducation"];

/// Whom a place receives. Adults among the groups received means everyone; silence is not everyone.
pub fn audiences(labels: &[String]) -> Audiences {
    let plain: Vec<String> = labels.iter().map(|label| plain(label)).collect();
    if plain.iter().any(|label| label.starts_with("adultes") || label.starts_with("tous publics")) {
        return Audiences::Everyone;
    }
    let codes = plain.iter().filter_map(|label| AUDIENCES.iter().find(|(start, _)| label.starts_with(start)));
    Audiences::from_codes(codes.map(|(_, audience)| audience.code())).0
}

const AUDIENCES: [(&str, Audience); 9] = [
    ("jeunes", Audience::Jeunes),
    ("etudiants", Audience::Etudiants),
    ("familles", Audience::Familles),
    ("seniors", Audience::Seniors),
    ("femmes", Audience::Femmes),
    ("surdite", Audience::PersonnesEnSituationDeHandicap),
    ("deficience", Audience::PersonnesEnSituationDeHandicap),
    ("handicaps", Audience::PersonnesEnSituationDeHandicap),
    ("demandeurs d'emploi", Audience::DemandeursEmploi),
];

/// Whether it is free: `None` when it depends or is not said.
pub fn free(labels: &[String]) -> Option<bool> {
    let plain: Vec<String> = labels.iter().map(|label| plain(label)).collect();
    let any = |words: &[&str]| plain.iter().any(|label| words.iter().any(|word| label.starts_with(word)));
    match (any(&["gratuit sous", "accepte le pass"]), any(&["gratuit"]), any(&["payant", "adhesion"])) {
        (false, true, false) => Some(true),
        (false, false, true) => Some(false),
        _ => None,
    }
}

/// Lower case without accents, straight apostrophes.
fn plain(label: &str) -> String {
    let fold = |c: char| match c {
        'à' | 'â' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'ù' | 'û' => 'u',
        'ç' => 'c',
        '’' => '\'',
        other => other,
    };
    label.trim().chars().flat_map(char::to_lowercase).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Theme;

    fn labels(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn labels_of_both_editions_lead_to_themes() {
        for (label, theme) in [
            ("Réaliser des démarches administratives avec un accompagnement", Theme::AccesAuxDroits),
            ("Aide aux démarches administratives", Theme::AccesAuxDroits),
            ("Accompagner les démarches de santé", Theme::Sante),
            ("Insertion professionnelle via le numérique", Theme::EmploiInsertion),
            ("S’équiper en matériel informatique", Theme::MediationNumerique),
        ] {
            assert!(topics(label).iter().flat_map(|topic| Theme::of_topic(topic)).any(|found| *found == theme), "{label}");
        }
        assert!(topics("Tricot").is_empty());
    }

    #[test]
    fn groups_received_never_turn_silence_into_everyone() {
        assert_eq!(audiences(&[]), Audiences::Unknown);
        assert_eq!(audiences(&labels(&["Adultes", "Seniors (+ 65 ans)"])), Audiences::Everyone);
        assert_eq!(
            audiences(&labels(&["Surdité", "Femmes"])),
            Audiences::Only(vec![Audience::Femmes, Audience::PersonnesEnSituationDeHandicap])
        );
    }

    #[test]
    fn free_is_said_only_when_it_is_clear() {
        assert_eq!(free(&labels(&["Gratuit : Je peux accéder gratuitement au lieu et à ses services"])), Some(true));
        assert_eq!(free(&labels(&["Payant : …"])), Some(false));
        assert_eq!(free(&labels(&["Gratuit : …", "Payant : …"])), None);
        assert_eq!(free(&labels(&["Gratuit sous condition"])), None);
    }
}
