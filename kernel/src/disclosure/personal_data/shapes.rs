//! What addresses, numbers and dates of persons look like.

use std::sync::LazyLock;

use regex::Regex;

use super::numbers::{is_iban, is_keyless_nir, is_nir};

type Shape = LazyLock<Option<Regex>>;

static EMAIL: Shape = LazyLock::new(|| {
    Regex::new(r"(?i)[\p{L}\d._%+-]+\s*(?:@|\(at\)|\[at\]|\barobase\b|\(arobase\))\s*[\p{L}\d-]+(?:\s*(?:\.|\(dot\)|\(point\)|\bpoint\b)\s*[\p{L}\d-]+)*\s*(?:\.|\(dot\)|\(point\)|\bpoint\b)\s*\p{L}{2,}")
        .ok()
});

static PHONE: Shape =
    LazyLock::new(|| Regex::new(r"(?:^|[^\d+])(?:(?:\+|00)\s?33[\s.\-/]?(?:\(0\)[\s.\-/]?)?|0)[1-9](?:[\s.\-/]?\d{2}){4}(?:\D|$)").ok());

/// Runs of digits, with the blanks people put in; Corsica's letters too.
static LONG_NUMBER: Shape = LazyLock::new(|| Regex::new(r"(?i)\d(?:[\s.\-]?(?:\d|2[AB]|[AB](?:[\s.\-]?\d)))*").ok());

static IBAN: Shape = LazyLock::new(|| Regex::new(r"(?i)\b[A-Z]{2}\d{2}(?:[\s-]?[A-Z\d]){11,30}").ok());

static CLAIMANT: Shape = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?:^|[^\d.,\p{L}])\d{7}\s?[A-Z]?(?:[^\p{L}\d.,]|$)
        | \b(?:allocataire|alloc|matricule)\b\D{0,12}\d{5,8}
    ",
    )
    .ok()
});

static DATE: Shape = LazyLock::new(|| {
    Regex::new(r"(?ix)
        (?P<before>[\p{L}'’.]*\s*(?:du|le|au)?\s*[:,]?\s*)
        \b(?: (?:0?[1-9]|[12]\d|3[01]) [\s./-] (?:0?[1-9]|1[0-2]) [\s./-] (?P<a>(?:19|20)\d{2}|\d{2})
            | (?P<b>(?:19|20)\d{2}) [./-] (?:0[1-9]|1[0-2]) [./-] (?:0[1-9]|[12]\d|3[01])
            | (?:1er|0?[1-9]|[12]\d|3[01]) \s+ (?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre) \s+ (?P<c>(?:19|20)\d{2})
        )\b
    ")
    .ok()
});

static BORN: Shape = LazyLock::new(|| Regex::new(r"(?i)\b(?:n[ée]e?s?\s+(?:le|en|vers)|naissance|ddn|d\.d\.n)\b?\D{0,12}\d").ok());

static ADDRESS: Shape = LazyLock::new(|| {
    Regex::new(r"(?x)
        (?i:\b\d{1,4}\s?(?:bis|ter|quater|[a-d])?,?\s+(?:rue|avenue|av\.?|boulevard|bd\.?|bld\.?|impasse|all[ée]e|chemin|ch\.|faubourg|fbg)\s+)\p{L}
        | (?i:\b\d{1,4}\s?(?:bis|ter|quater)?,?\s+(?:place|pl\.|cours|passage|cit[ée]|villa|route|rte|quai|square|r[ée]sidence|lotissement|hameau|mail|esplanade|mont[ée]e|sentier)\s+
            (?:(?:de|des|du|la|le|les|l['’]|d['’])\s*){0,3})\p{Lu}
        | (?i:\b(?:appt|appart|apt|appartement|b[âa]t|b[âa]timent|escalier|esc)\.?\s*(?:n°\s*)?[a-z]?\d{1,4}\b)
    ")
    .ok()
});

fn holds(shape: &Shape, words: &str) -> bool {
    shape.as_ref().is_some_and(|shape| shape.is_match(words))
}

/// An e-mail address, its signs written out included.
pub fn email(words: &str) -> bool {
    holds(&EMAIL, words)
}

/// A French telephone number.
pub fn phone(words: &str) -> bool {
    holds(&PHONE, words)
}

/// A number of social security with its key, or its thirteen digits alone.
pub fn nir(words: &str) -> bool {
    let Some(number) = LONG_NUMBER.as_ref() else { return false };
    number.find_iter(words).any(|found| {
        let characters: String = found.as_str().chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        (characters.len() == 15 && is_nir(&characters)) || is_keyless_nir(&characters)
    })
}

/// A bank account whose key is right.
pub fn iban(words: &str) -> bool {
    let Some(shape) = IBAN.as_ref() else { return false };
    shape.find_iter(words).any(|found| {
        let characters: String = found.as_str().chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        // A word may follow the account: the longest beginning that has a right key is looked for.
        (15..=characters.len()).rev().any(|length| characters.get(..length).is_some_and(is_iban))
    })
}

/// Seven digits that stand alone, with or without a letter, or any number after “allocataire”.
pub fn claimant(words: &str) -> bool {
    holds(&CLAIMANT, words)
}

/// A date before 2020, when no encounter was noted yet, or any date after a word of birth. Laws and decrees are let pass.
pub fn birth_date(words: &str) -> bool {
    if holds(&BORN, words) {
        return true;
    }
    let Some(date) = DATE.as_ref() else { return false };
    date.captures_iter(words).any(|found| {
        let before = found.name("before").map(|before| before.as_str().to_lowercase()).unwrap_or_default();
        let law = ["loi", "décret", "decret", "arrêté", "ordonnance", "circulaire"].iter().any(|word| before.contains(word));
        let year = ["a", "b", "c"].iter().find_map(|name| found.name(name)).and_then(|year| year.as_str().parse::<u16>().ok());
        !law && year.is_some_and(|year| (1900..2020).contains(&year) || (27..100).contains(&year))
    })
}

/// A number in a street, a flat, a staircase.
pub fn address(words: &str) -> bool {
    holds(&ADDRESS, words)
}
