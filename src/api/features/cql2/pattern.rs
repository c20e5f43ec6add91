//! Patterns of `LIKE`: `%` is any characters, `_` any one, a backslash takes the next as it is.

use super::folding;

/// One piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Any,
    One,
    Exactly(char),
}

/// A pattern, ready to be compared with words.
#[derive(Debug)]
pub struct Pattern(Vec<Piece>);

impl Pattern {
    /// Reads a pattern.
    pub fn new(pattern: &str) -> Self {
        let (mut pieces, mut chars) = (Vec::new(), pattern.chars());
        while let Some(c) = chars.next() {
            let piece = match c {
                '%' => Piece::Any,
                '_' => Piece::One,
                '\\' => Piece::Exactly(chars.next().unwrap_or('\\')),
                other => Piece::Exactly(other),
            };
            // Several `%` in a row are one.
            if piece != Piece::Any || pieces.last() != Some(&Piece::Any) {
                pieces.push(piece);
            }
        }
        Self(pieces)
    }

    /// The same pattern for words whose case or accents were taken off.
    #[must_use]
    pub fn folded(self, fold: fn(&str) -> String) -> Self {
        let folded = self.0.into_iter().flat_map(|piece| match piece {
            Piece::Exactly(c) => fold(&c.to_string()).chars().map(Piece::Exactly).collect(),
            other => vec![other],
        });
        Self(folded.collect())
    }

    /// Without regard to case.
    #[must_use]
    pub fn without_case(self) -> Self {
        self.folded(folding::without_case)
    }

    /// Without regard to accents.
    #[must_use]
    pub fn without_accents(self) -> Self {
        self.folded(folding::without_accents)
    }

    /// Whether words fit, from their first character to their last.
    ///
    /// # Algorithm
    /// Walks both at once and goes back to the last `%` only, which is enough: at most as many steps as the product
    /// of both lengths.
    pub fn fits(&self, words: &str) -> bool {
        let words: Vec<char> = words.chars().collect();
        let (mut at, mut piece, mut back) = (0, 0, None);
        while at < words.len() {
            match self.0.get(piece) {
                Some(Piece::Any) => {
                    back = Some((at, piece));
                    piece += 1;
                }
                Some(Piece::One) => (at, piece) = (at + 1, piece + 1),
                Some(Piece::Exactly(c)) if *c == words[at] => (at, piece) = (at + 1, piece + 1),
                _ => {
                    let Some((from, any)) = back else { return false };
                    back = Some((from + 1, any));
                    (at, piece) = (from + 1, any + 1);
                }
            }
        }
        self.0.iter().skip(piece).all(|piece| *piece == Piece::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_words() {
        let fits = |pattern: &str, words: &str| Pattern::new(pattern).fits(words);
        assert!(fits("Mas%", "Mas d’Alco") && fits("%Alco", "Mas d’Alco") && fits("%s d%", "Mas d’Alco") && fits("M_s%", "Mas d’Alco"));
        assert!(!fits("Mas", "Mas d’Alco") && !fits("_", "") && fits("%", "") && fits("", ""));
        assert!(fits("100\\%", "100%") && !fits("100\\%", "1000") && fits("a%b%c", "aXbYbc"));
        assert!(Pattern::new("éC%").without_accents().without_case().fits("ecole"));
    }

    #[test]
    fn a_pattern_made_to_take_long_does_not() {
        let pattern = Pattern::new(&format!("{}b", "%a".repeat(2_000)));
        assert!(!pattern.fits(&"a".repeat(3_000)));
    }
}
