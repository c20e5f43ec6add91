//! The words options are given in.

pub use crate::analysis::autocorrelation::Null;
pub use crate::analysis::autocorrelation::getis_ord::Focus;
pub use crate::analysis::autocorrelation::join_counts::Join;
pub use crate::analysis::autocorrelation::local_moran::Scaling;
pub use crate::analysis::multiple_testing::Adjustment;
pub use crate::analysis::permutation::Alternative;
pub use crate::analysis::rates::empirical_bayes::Neighbourhood;
pub use crate::analysis::weights::Metric;
use crate::domain::Fault;
use crate::text;

/// A choice that has a word.
pub trait Word: Copy + PartialEq + Sized + 'static {
    /// Every word with what it stands for, in the order of menus.
    const WORDS: &'static [(&'static str, Self)];

    /// The word of a choice.
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, choice)| *choice == self).map_or("", |(word, _)| word)
    }
}

/// Reads a word.
///
/// # Errors
/// `unknown-word`, with those there are.
pub fn choice<W: Word>(word: &str) -> Result<W, Fault> {
    W::WORDS.iter().find(|(known, _)| *known == word).map(|(_, choice)| *choice).ok_or_else(|| {
        let known = W::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        Fault::new(
            "unknown-word",
            text!("« {word} » n’est pas un choix", "“{word}” is no choice"),
            text!("choisir parmi {known}", "choose one of {known}"),
        )
    })
}

impl Word for Alternative {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("two-sided", Self::TwoSided),
        ("greater", Self::Greater),
        ("lesser", Self::Lesser),
        ("folded", Self::Folded),
        ("directed", Self::Directed),
        ("two-sided-esda", Self::TwoSidedEsda),
    ];
}

impl Word for Adjustment {
    const WORDS: &'static [(&'static str, Self)] =
        &[("bh", Self::BenjaminiHochberg), ("by", Self::BenjaminiYekutieli), ("holm", Self::Holm), ("none", Self::None)];
}

impl Word for Scaling {
    const WORDS: &'static [(&'static str, Self)] = &[("esda", Self::Esda), ("spdep", Self::Spdep)];
}

impl Word for Null {
    const WORDS: &'static [(&'static str, Self)] = &[("randomisation", Self::Randomisation), ("normality", Self::Normality)];
}

impl Word for Join {
    const WORDS: &'static [(&'static str, Self)] = &[("bb", Self::BlackBlack), ("bw", Self::BlackWhite), ("ww", Self::WhiteWhite)];
}

impl Word for Neighbourhood {
    const WORDS: &'static [(&'static str, Self)] = &[("own-mean", Self::OwnMean), ("their-means", Self::TheirMeans)];
}

impl Word for Metric {
    const WORDS: &'static [(&'static str, Self)] = &[("euclidean", Self::Euclidean), ("great-circle", Self::GreatCircle)];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back_and_others_are_named_with_the_choices() {
        for (word, alternative) in Alternative::WORDS {
            assert_eq!(choice::<Alternative>(word).unwrap(), *alternative);
            assert_eq!(alternative.word(), *word);
        }
        let fault = choice::<Alternative>("both").unwrap_err();
        assert!(fault.hint.en.contains("two-sided, greater"));
    }
}
