//! Words compared without regard to case or accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words in small letters. Both `ß` and `ẞ` become `ss`, the final `ς` a `σ`.
pub fn without_case(words: &str) -> String {
    words.to_lowercase().replace('ß', "ss").replace('ς', "σ")
}

/// Words without the marks that stand on or under letters.
pub fn without_accents(words: &str) -> String {
    words.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_are_taken_off_one_by_one() {
        assert_eq!(without_case("ÉCOLE Straße"), "école strasse");
        assert_eq!(without_accents("École à l’Abîme, Çà"), "Ecole a l’Abime, Ca");
        assert_eq!(without_case(&without_accents("ÉCOLE")), without_case("ecole"));
    }
}
