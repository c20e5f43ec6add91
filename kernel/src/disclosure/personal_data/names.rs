//! Names of persons: after a title, after “named”, or a first name beside another word with a capital. Places that bear a
//! person's name are let pass.

use std::sync::LazyLock;

use regex::Regex;

static TITLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \b(?: (?i:mme|mmes|mlle|madame|mademoiselle|monsieur|mr|messieurs|dr|docteur)\.? | M\. | Mr\.? )\s+\p{Lu}[\p{L}'’-]+
        | (?i:\b(?:nom|pr[ée]nom|identit[ée])(?:\s+de\s+\w+)?\s*[:=]\s*)\p{L}[\p{L}'’-]+
        | (?i:\b(?:s['’]appelle|nomm[ée]e?|pr[ée]nomm[ée]e?|surnomm[ée]e?|famille)\s+)\p{Lu}[\p{L}'’-]+
    ",
    )
    .ok()
});

static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\p{L}][\p{L}'’-]*").ok());

/// First names that are often borne in France, of many origins. Words that are also common nouns are left out.
const FIRST_NAMES: &str = "
    abdel abdelkader abdou adama adrien agnès ahmed aïcha aïssata alain albert alexandre alexis ali alice aline
    amadou amélie amina amine ana anaïs andré andrée anne annie anthony antoine arnaud arthur assia audrey aurélie
    awa aya aziz baptiste benjamin benoît bernadette bernard bilal boubacar brahim brigitte bruno camille carlos
    caroline catherine cécile cédric céline chantal charles chloé christian christiane christine christophe claire
    clara claude clément colette corinne daniel danielle david denis denise diana didier djamila dominique driss
    elena élise élodie emma emmanuel éric esther étienne eva fabien fabrice farid fatima fatou fatoumata florence
    florian françoise franck françois frédéric gabriel gaëlle georges gérard gilbert gilles ginette guillaume guy
    habib hakim hamid hassan hélène henri hervé houria hugo ibrahim ibrahima inès irène isabelle ismaël jacqueline
    jacques jamila jean jeanne jeannine jérémy jérôme joël josé joseph josette josiane julie julien juliette kader
    kamel karim karima karine kevin khadija khaled laetitia lamine laura laurence laurent léa leïla liliane lina
    linda louis louise luc lucas lucie lucien ludovic madeleine malika mamadou manon manuel marc marcel marguerite
    maria mariam marianne marie marine marion martine mathieu mathilde maurice maxime mehdi mélanie michel michèle
    mireille mohamed mohammed monique moussa mustapha myriam nabil nadia nadine naïma nassim nathalie nicolas
    nicole noémie odette olga olivier omar oumar ousmane pascal patrice patricia patrick paul paulette pauline
    philippe pierre quentin rachel rachid rachida raymond régine renée richard robert roger romain said saïd saïda
    salima samia samir samira samuel sandra sandrine sarah sébastien serge simone sofia sonia sophie souad
    stéphane stéphanie suzanne sylvain sylvie théo thérèse thierry thomas valérie véronique victor vincent
    virginie xavier yacine yann yasmina yassine youssef yves yvette yvonne zahra zineb zohra
";

/// Words after which a person's name is that of a place.
const PLACES: &str = "
    allée arrêt avenue bibliothèque boulevard centre chemin cité clinique collège cours crèche école espace
    esplanade fondation foyer gare groupe gymnase hôpital impasse institut jardin lycée mail maison médiathèque
    parc parvis piscine place pont quai quartier résidence route rue salle square stade station théâtre tour tram
    université villa zac
";

/// Whether a text names a person.
pub fn found(words: &str) -> bool {
    TITLED.as_ref().is_some_and(|titled| titled.is_match(words)) || names_in_full(words)
}

fn names_in_full(words: &str) -> bool {
    let Some(word) = WORD.as_ref() else { return false };
    let words: Vec<&str> = word.find_iter(words).map(|found| found.as_str()).collect();
    words.windows(2).enumerate().any(|(at, pair)| is_full_name(pair[0], pair[1]) && !follows_a_place(&words[..at]))
}

fn is_full_name(one: &str, other: &str) -> bool {
    let both = starts_with_a_capital(one) && starts_with_a_capital(other);
    both && (is_first_name(one) || is_first_name(other)) && !is_place(one) && !is_place(other)
}

fn starts_with_a_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 1
}

/// The first part of a double name decides: Jean-Pierre, Marie-Thérèse.
fn is_first_name(word: &str) -> bool {
    let word = word.to_lowercase();
    let first = word.split('-').next().unwrap_or_default();
    FIRST_NAMES.split_whitespace().any(|name| name == first)
}

fn is_place(word: &str) -> bool {
    let word = word.to_lowercase();
    PLACES.split_whitespace().any(|place| place == word)
}

/// The nearest two words before may be a place and an article.
fn follows_a_place(before: &[&str]) -> bool {
    before.iter().rev().take(2).any(|word| is_place(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_found_and_places_pass() {
        for words in [
            "Mme Durand",
            "vu M. Le Goff hier",
            "Fatima Benali",
            "BENALI Fatima",
            "nom : durand",
            "elle s’appelle Awa",
            "Jean-Pierre Martin",
        ] {
            assert!(found(words), "{words}");
        }
        for words in [
            "collège Pierre Mendès-France",
            "place Jean Jaurès",
            "rue du Docteur",
            "Croix Rouge",
            "les familles",
            "madame la maire",
            "France services",
        ] {
            assert!(!found(words), "{words}");
        }
    }
}
