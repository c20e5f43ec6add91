//! An address in one line, taken apart.

use super::words;

/// What stands in a line and is no part of the street: each with the word after it.
const BOXES: [&str; 6] = ["bp", "cs", "cedex", "tsa", "bat", "apt"];

/// What may follow a number.
const SUFFIXES: [&str; 4] = ["bis", "ter", "quater", "quinquies"];

/// An address taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Number in the street.
    pub number: Option<u16>,
    /// What follows the number: `bis`, `a`.
    pub suffix: String,
    /// The words of the street, as written.
    pub street: Vec<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// The words of the town after the postal code.
    pub town: Vec<String>,
}

impl Line {
    /// Reads « Mairie, 8 bis av. Foch, BP 12, 34000 Montpellier cedex 2 ». `town` is what the municipality is called, where that is
    /// known: its name at the end of a line without postal code is not the street's.
    pub fn of(text: &str, town: Option<&[String]>) -> Self {
        let all = words::bare(text);
        let code = all.iter().rposition(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()));
        let (own, after) = all.split_at(code.unwrap_or(all.len()));
        let postcode = after.first().cloned();
        let own = without_boxes(own);
        let own = without_town(&own, town);
        let (at, number, suffix, street_at) = door(&own);
        let start = if number.is_some() { street_at } else { kind_at(&own).unwrap_or(at) };
        Self {
            number,
            suffix,
            street: own.get(start..).unwrap_or_default().to_vec(),
            postcode,
            town: after.iter().skip(1).take_while(|word| *word != "cedex").cloned().collect(),
        }
    }
}

fn without_boxes(words: &[String]) -> Vec<String> {
    let mut kept = Vec::with_capacity(words.len());
    let mut rest = words.iter().peekable();
    while let Some(word) = rest.next() {
        if BOXES.contains(&word.as_str()) {
            rest.next_if(|next| next.len() <= 5 && (next.len() == 1 || next.bytes().all(|byte| byte.is_ascii_digit())));
        } else {
            kept.push(word.clone());
        }
    }
    kept
}

fn without_town(words: &[String], town: Option<&[String]>) -> Vec<String> {
    let named = town.filter(|town| !town.is_empty() && words.len() > town.len() + 1);
    named.and_then(|town| words.strip_suffix(town)).unwrap_or(words).to_vec()
}

/// Where the number stands, the number, what follows it, and where the street begins. The first words, or a number somewhere
/// that a kind of street follows: « Centre social, 12 rue … ».
fn door(words: &[String]) -> (usize, Option<u16>, String, usize) {
    for at in 0..words.len() {
        let Some((number, glued)) = numbered(&words[at]) else { continue };
        let (suffix, mut street_at) = match (glued, words.get(at + 1)) {
            (suffix, _) if !suffix.is_empty() => (suffix, at + 1),
            (_, Some(next)) if is_suffix(next, words.get(at + 2)) => (next.clone(), at + 2),
            _ => (String::new(), at + 1),
        };
        // « 12-14 rue », « 12 et 14 rue »: the first number stands for both.
        while words.get(street_at).is_some_and(|word| (word == "et" || numbered(word).is_some()) && follows_kind(words, street_at + 1)) {
            street_at += 1;
        }
        if at == 0 || follows_kind(words, street_at) {
            return (at, Some(number), suffix, street_at);
        }
    }
    (0, None, String::new(), 0)
}

/// Whether a kind of street stands here, or a word further over other numbers.
fn follows_kind(words: &[String], at: usize) -> bool {
    let kind = |at: usize| {
        words.get(at).is_some_and(|word| words::written_out(std::slice::from_ref(word)).first().is_some_and(|full| words::is_kind(full)))
    };
    kind(at) || (words.get(at).is_some_and(|word| word == "et" || numbered(word).is_some()) && kind(at + 1))
}

/// The first kind of street in a line without number.
fn kind_at(words: &[String]) -> Option<usize> {
    // A single letter abbreviates a kind only at the beginning.
    (0..words.len()).find(|at| (words[*at].len() > 1 || *at == 0) && follows_kind(words, *at) && numbered(&words[*at]).is_none())
}

/// « 12 », « 12b », « 12bis »: a number of a house, and what is glued to it. « 1er » and « 3e » are none.
fn numbered(word: &str) -> Option<(u16, String)> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = word.split_at(digits);
    let ordinal = ["e", "er", "eme", "ere", "nd", "nde", "ieme"].contains(&rest);
    let suffix = rest.is_empty() || rest.len() == 1 || SUFFIXES.contains(&rest);
    ((1..=4).contains(&digits) && suffix && !ordinal)
        .then(|| number.parse().ok().filter(|number| *number > 0))
        .flatten()
        .map(|n| (n, rest.to_owned()))
}

/// « bis »; or a letter by itself that a further word follows: « 12 B rue », but not « 12 r Foch », « 12 L’Hermitage » or « 12 d’Arc ».
fn is_suffix(word: &str, next: Option<&String>) -> bool {
    let letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !["r", "l", "d"].contains(&word);
    SUFFIXES.contains(&word) || (letter && next.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<u16>, String, String, Option<String>, String) {
        let line = Line::of(text, Some(&words::bare("Montpellier")));
        (line.number, line.suffix, line.street.join(" "), line.postcode, line.town.join(" "))
    }

    #[test]
    fn lines_are_taken_apart() {
        for (text, number, suffix, street) in [
            ("8 bis rue de Bellevue 34000 Montpellier", Some(8), "bis", "rue de bellevue"),
            ("8bis, Rue de Bellevue", Some(8), "bis", "rue de bellevue"),
            ("12 B av. Foch", Some(12), "b", "av foch"),
            ("12 r Foch", Some(12), "", "r foch"),
            ("12-14 rue Foch Montpellier", Some(12), "", "rue foch"),
            ("12 et 14 rue Foch", Some(12), "", "rue foch"),
            ("Mairie annexe, 3 place de la Mairie - BP 40 - 34000 MONTPELLIER CEDEX 2", Some(3), "", "place de la mairie"),
            ("Centre social Bat B 5 allée des Pins", Some(5), "", "allee des pins"),
            ("Maison du 8 mai rue Foch", None, "", "rue foch"),
            ("rue du 8 mai 1945", None, "", "rue du 8 mai 1945"),
            ("Place Roger Salengro", None, "", "place roger salengro"),
            ("118, Rue Bernard Blier", Some(118), "", "rue bernard blier"),
            ("Lieu-dit Le Mas", None, "", "lieu dit le mas"),
        ] {
            let read = read(text);
            assert_eq!((read.0, read.1.as_str(), read.2.as_str()), (number, suffix, street), "{text}");
        }
        let whole = read("3 place de la Mairie - BP 40 - 34000 MONTPELLIER CEDEX 2");
        assert_eq!((whole.3.as_deref(), whole.4.as_str()), (Some("34000"), "montpellier"));
    }

    #[test]
    fn any_text_is_a_line() {
        for text in ["", ",", "34000", "12", "12 12 12", "bis", "bp", "🏠 é 12 rue", "34000 34000"] {
            let line = Line::of(text, None);
            assert!(line.number.is_none_or(|number| number > 0));
        }
    }
}
