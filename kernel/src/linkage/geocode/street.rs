//! The name of a street as it is compared.

use strsim::normalized_damerau_levenshtein;

use super::words;

/// Names at least this alike are one, misspelt.
const MISSPELT: f64 = 0.88;

/// A name that is a part of another one's, or shortened.
const SHORTENED: f64 = 0.9;

/// The same name without its kind (« 12 Foch »).
const WITHOUT_KIND: f64 = 0.85;

/// A street's name: its kind, and the words that tell it from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreetName {
    kind: Option<String>,
    /// Articles dropped.
    words: Vec<String>,
    /// Articles kept, for names that differ in them alone.
    full: Vec<String>,
}

impl StreetName {
    /// Reads « Av. du Mal Foch ». `None` when nothing is left to compare.
    pub fn of(text: &[String]) -> Option<Self> {
        let full = words::written_out(text);
        let mut rest = full.iter().filter(|word| !words::is_article(word)).cloned().collect::<Vec<_>>();
        // « Grand-Rue » and « Route » alone keep the word as their name.
        let kind = rest.first().filter(|first| rest.len() > 1 && words::is_kind(first)).cloned();
        if kind.is_some() {
            rest.remove(0);
        }
        (!rest.is_empty()).then_some(Self { kind, words: rest, full })
    }

    /// What equal names have in common.
    pub fn key(&self) -> String {
        self.words.join(" ")
    }

    /// The first letters, under which names worth comparing stand together.
    pub fn last_word(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The whole name, articles too: what tells « rue des Lilas » from « rue du Lilas ».
    pub fn to_the_letter(&self) -> String {
        self.full.join(" ")
    }

    /// Whether it says that it is a street, an avenue, a square.
    pub const fn says_its_kind(&self) -> bool {
        self.kind.is_some()
    }

    /// Whether both say their kind, and it is another.
    fn of_other_kind(&self, other: &Self) -> bool {
        matches!((&self.kind, &other.kind), (Some(mine), Some(others)) if mine != others)
    }

    /// Whether the words beyond those of the other are titles: « rue du Maréchal Foch » is « rue Foch », but « rue du Grand
    /// Saint-Jean » is not « rue Saint-Jean ».
    fn says_more_by_titles_alone(&self, other: &Self) -> bool {
        self.words.iter().filter(|word| !other.words.contains(word)).all(|word| words::is_title(word))
    }

    /// How well a street answers this name, 0 to 1; 0 when it does not. « rue Foch » is never « avenue Foch ».
    pub fn answers(&self, street: &Self) -> f64 {
        if self.of_other_kind(street) {
            return 0.0;
        }
        let kind = if self.kind == street.kind { 1.0 } else { WITHOUT_KIND };
        if self.words == street.words {
            return kind;
        }
        if within(&self.words, &street.words) || (within(&street.words, &self.words) && self.says_more_by_titles_alone(street)) {
            return kind * SHORTENED;
        }
        if numbers(&self.words) != numbers(&street.words) {
            return 0.0;
        }
        let alike = normalized_damerau_levenshtein(&self.key(), &street.key());
        if alike >= MISSPELT { kind * alike * SHORTENED } else { 0.0 }
    }
}

/// Whether a name is another with words left out or shortened to their first letters, in the same order, its last word whole:
/// « G. Clemenceau » of « Georges Clemenceau ».
fn within(short: &[String], long: &[String]) -> bool {
    let whole = |word: &String| word.len() >= 4 && !word.bytes().all(|byte| byte.is_ascii_digit());
    if short.len() > long.len() || short.last() != long.last() || !short.last().is_some_and(whole) {
        return false;
    }
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|longer| longer == word || (word.len() <= 3 && longer.len() > 3 && longer.starts_with(word.as_str()))))
}

fn numbers(words: &[String]) -> Vec<&String> {
    words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> StreetName {
        StreetName::of(&words::bare(text)).unwrap()
    }

    #[test]
    fn spellings_of_one_street_are_the_same_name() {
        for (one, other) in [
            ("Av. du Mal Foch", "AVENUE DU MARECHAL FOCH"),
            ("bd. St-Michel", "Boulevard Saint Michel"),
            ("R de l’Église", "rue de l'Eglise"),
            ("Grand’Rue", "grand rue"),
            ("Chem. des Œillets", "CHEMIN DES OEILLETS"),
            ("all. du Dr Roux", "Allée du Docteur Roux"),
        ] {
            assert!((name(one).answers(&name(other)) - 1.0).abs() < 1e-12, "{one} / {other}");
        }
    }

    #[test]
    fn shortened_and_misspelt_names_answer_less_and_others_not_at_all() {
        for (one, other) in [
            ("rue Clemenceau", "rue Georges Clemenceau"),
            ("rue G. Clemenceau", "rue Georges Clemenceau"),
            ("rue Clémenseau", "rue Clemenceau"),
            ("rue du Maréchal Foch", "rue Foch"),
        ] {
            let score = name(one).answers(&name(other));
            assert!((0.75..1.0).contains(&score), "{one} / {other}: {score}");
        }
        for (one, other) in [
            ("rue Foch", "avenue Foch"),
            ("rue du 8 mai 1945", "rue du 11 mai 1945"),
            ("rue Foch", "rue Hoche"),
            ("rue Jean Jaurès", "rue Jean Moulin"),
            ("rue de la Paix", "rue du Paradis"),
            ("rue du Grand Saint Jean", "rue Saint Jean"),
            ("rue Vieille Aiguillerie", "rue de l’Aiguillerie"),
        ] {
            assert!(name(one).answers(&name(other)) == 0.0, "{one} / {other}");
        }
    }
}
