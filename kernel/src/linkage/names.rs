//! How alike two names are.

use strsim::{jaro_winkler, normalized_damerau_levenshtein};

use super::words;

/// Words that many services carry: they tell what a place is, not which.
#[rustfmt::skip]
const GENERIC: [&str; 62] = [
    "accueil", "action", "agence", "agglomeration", "antenne", "association", "atelier", "avenue", "bibliotheque", "boulevard", "bureau", "bus", "caisse",
    "centre", "chemin", "commune", "communal", "communale", "communaute", "conseil", "culture", "culturel", "cyber", "departementale", "departemental",
    "emploi", "espace", "france", "hotel", "impasse", "intercommunal", "intercommunale", "jeune", "local", "locale", "mairie", "maison", "mediatheque",
    "mission", "municipal", "municipale", "numerique", "office", "permanence", "place", "point", "pole", "poste", "public", "publique", "relais",
    "route", "rue", "service", "social", "sociale", "socio", "solidarite", "structure", "syndicat", "territoire", "ville",
];

/// Two words closer than this are one, misspelt.
const SAME_WORD: f64 = 0.88;

/// The most that names can be alike when each has a word of its own.
const AT_ODDS: f64 = 0.6;

/// A name ready to be compared.
#[derive(Debug, Clone)]
pub struct Name {
    words: Vec<(String, f64)>,
    joined: String,
    /// The first letters of its words, hashed and sorted: names without one in common are not alike.
    stems: Vec<u64>,
}

impl Name {
    /// Reads a name.
    pub fn of(text: &str) -> Self {
        let words: Vec<(String, f64)> = words::of(text).into_iter().map(|word| (word.clone(), weight(&word))).collect();
        let mut stems: Vec<u64> = words.iter().map(|(word, _)| stem(word)).collect();
        stems.sort_unstable();
        stems.dedup();
        Self { joined: words.iter().map(|(word, _)| word.as_str()).collect(), words, stems }
    }

    /// Whether it says which place it is, and not only what.
    pub fn is_distinctive(&self) -> bool {
        self.words.iter().any(|(_, weight)| *weight >= 1.0)
    }

    /// The stems of the words that say which place it is.
    pub fn distinctive_stems(&self) -> impl Iterator<Item = u64> + '_ {
        self.words.iter().filter(|(_, weight)| *weight >= 1.0).map(|(word, _)| stem(word))
    }

    /// Whether a word begins alike in both.
    pub fn shares_a_stem(&self, other: &Self) -> bool {
        let (mut a, mut b) = (self.stems.as_slice(), other.stems.as_slice());
        while let (Some((x, rest_a)), Some((y, rest_b))) = (a.split_first(), b.split_first()) {
            match x.cmp(y) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => a = rest_a,
                std::cmp::Ordering::Greater => b = rest_b,
            }
        }
        false
    }

    fn numbers(&self) -> Vec<&str> {
        let mut numbers: Vec<&str> = self.words.iter().map(|(word, _)| word.as_str()).filter(|word| is_number(word)).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Four letters, or the whole of a number.
fn stem(word: &str) -> u64 {
    let start = if is_number(word) { word.len() } else { word.len().min(4) };
    word.as_bytes()[..start].iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn weight(word: &str) -> f64 {
    match word {
        _ if GENERIC.contains(&word) => 0.35,
        _ if word.len() < 3 && !is_number(word) => 0.5,
        _ => 1.0,
    }
}

/// How alike two names are, 0 to 1: the better of two measures.
///
/// # Algorithm
/// Dice's coefficient over words, each counted by how much it distinguishes, where misspelt words
/// (Jaro–Winkler from 0.88) and shortened ones count for as much as they agree; and Damerau–Levenshtein over all
/// letters, for words cut differently. Names with different numbers are at most 0.7 alike; names that each have a
/// distinguishing word the other lacks (« école maternelle Jaurès », « école élémentaire Jaurès ») at most 0.6.
pub fn similarity(a: &Name, b: &Name) -> f64 {
    if a.joined == b.joined {
        return f64::from(u8::from(!a.joined.is_empty()));
    }
    let (dice, at_odds) = soft_dice(&a.words, &b.words);
    let (short, long) = (a.joined.len().min(b.joined.len()), a.joined.len().max(b.joined.len()));
    let letters = if dice < 0.97 && 10 * short >= 7 * long { normalized_damerau_levenshtein(&a.joined, &b.joined) } else { 0.0 };
    // Letters alone see « place Foch » and « place Hoche » as near: they count fully only when nearly all agree.
    let alike = dice.max(if letters >= 0.85 { letters } else { 0.0 });
    let (mine, others) = (a.numbers(), b.numbers());
    if at_odds && letters < 0.85 {
        return alike.min(AT_ODDS);
    }
    if mine != others && !mine.is_empty() && !others.is_empty() { alike.min(0.7) } else { alike }
}

/// The share of weight in common, and whether a distinguishing word is left over on both sides.
fn soft_dice(a: &[(String, f64)], b: &[(String, f64)]) -> (f64, bool) {
    let mut free: Vec<bool> = vec![true; b.len()];
    let (mut shared, mut left) = (0.0, false);
    for (word, own) in a {
        let best = b.iter().enumerate().filter(|(at, _)| free[*at]).map(|(at, (other, weight))| (at, alike(word, other), *weight));
        let best = best.max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0))).filter(|best| best.1 > 0.0);
        let Some((at, alike, other)) = best else {
            left |= *own >= 1.0;
            continue;
        };
        free[at] = false;
        shared += alike * (own + other);
    }
    let total = a.iter().chain(b).map(|(_, weight)| weight).sum::<f64>();
    let others_left = b.iter().zip(free).any(|((_, weight), free)| free && *weight >= 1.0);
    (if total > 0.0 { shared / total } else { 0.0 }, left && others_left)
}

/// How alike two words are: 0 when they are not one.
fn alike(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    if is_number(a) || is_number(b) || a.len() < 3 || b.len() < 3 {
        return 0.0;
    }
    if a.starts_with(b) || b.starts_with(a) {
        return 0.9;
    }
    let alike = if a.len().min(b.len()) >= 4 { jaro_winkler(a, b) } else { 0.0 };
    if alike >= SAME_WORD { alike } else { 0.0 }
}
