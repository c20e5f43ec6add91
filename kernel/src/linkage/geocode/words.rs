//! The words of French addresses: lower case, without accents, kinds of streets and titles written out, articles dropped.

use super::super::words::fold;

/// Words that tell no street from another.
const ARTICLES: [&str; 16] = ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sous", "sur", "un"];

/// Kinds of streets, as written out.
#[rustfmt::skip]
const KINDS: [&str; 50] = [
    "allee", "avenue", "boulevard", "carrefour", "chaussee", "chemin", "cite", "clos", "cote", "cour", "cours", "descente", "digue", "domaine", "enclos",
    "escalier", "esplanade", "faubourg", "galerie", "hameau", "impasse", "lotissement", "mail", "montee", "parc", "parvis", "passage", "peristyle", "place",
    "placette", "plan", "port", "promenade", "quai", "quartier", "rampe", "residence", "rocade", "rond", "route", "rue", "ruelle", "sente", "sentier",
    "square", "traverse", "venelle", "villa", "voie", "zone",
];

/// Abbreviations, of kinds and of titles.
#[rustfmt::skip]
const WRITTEN_OUT: [(&str, &str); 66] = [
    ("al", "allee"), ("all", "allee"), ("allees", "allee"), ("av", "avenue"), ("ave", "avenue"), ("bd", "boulevard"), ("bld", "boulevard"), ("blvd", "boulevard"), ("boul", "boulevard"),
    ("bvd", "boulevard"), ("car", "carrefour"), ("cc", "centre commercial"), ("ch", "chemin"), ("che", "chemin"), ("chem", "chemin"), ("chs", "chaussee"),
    ("cite", "cite"), ("crs", "cours"), ("desc", "descente"), ("dom", "domaine"), ("esc", "escalier"), ("escaliers", "escalier"), ("esp", "esplanade"), ("fbg", "faubourg"), ("fg", "faubourg"),
    ("ham", "hameau"), ("imp", "impasse"), ("lot", "lotissement"), ("mte", "montee"), ("pas", "passage"), ("pass", "passage"), ("pl", "place"),
    ("plt", "placette"), ("prom", "promenade"), ("prv", "parvis"), ("qu", "quai"), ("qua", "quartier"), ("r", "rue"), ("res", "residence"),
    ("rle", "ruelle"), ("rpt", "rond point"), ("rte", "route"), ("sen", "sentier"), ("sq", "square"), ("tra", "traverse"), ("trav", "traverse"), ("ven", "venelle"),
    ("adj", "adjudant"), ("cdt", "commandant"), ("cne", "capitaine"), ("col", "colonel"), ("dr", "docteur"), ("gal", "general"), ("gen", "general"),
    ("lt", "lieutenant"), ("mal", "marechal"), ("mgr", "monseigneur"), ("nd", "notre dame"), ("pdt", "president"), ("pr", "professeur"), ("pres", "president"),
    ("prof", "professeur"), ("sgt", "sergent"), ("st", "saint"), ("ste", "sainte"), ("za", "zone artisanale"),
];

/// Titles that a street's name may leave out.
const TITLES: [&str; 16] = [
    "abbe",
    "adjudant",
    "amiral",
    "capitaine",
    "cardinal",
    "colonel",
    "commandant",
    "docteur",
    "general",
    "lieutenant",
    "marechal",
    "monseigneur",
    "president",
    "professeur",
    "sergent",
    "soldat",
];

/// The words of a text as they are written, in small letters without accents.
pub fn bare(text: &str) -> Vec<String> {
    let folded: String = text.chars().flat_map(char::to_lowercase).flat_map(fold).collect();
    folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Abbreviations written out, articles kept.
pub fn written_out(words: &[String]) -> Vec<String> {
    let full = |word: &String| WRITTEN_OUT.iter().find(|(short, _)| short == word).map_or(word.clone(), |(_, long)| (*long).to_owned());
    words.iter().map(full).flat_map(|word| word.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Whether a word, written out, is a kind of street.
pub fn is_kind(word: &str) -> bool {
    KINDS.contains(&word)
}

/// Whether a word tells nothing apart.
pub fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// Whether a word is a title.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}
