//! French names and addresses as comparable words: lower case, without accents, abbreviations written out, words
//! that say nothing left out.

/// Words that tell nothing apart.
const STOP: [&str; 28] = [
    "a", "an", "au", "aux", "c", "d", "da", "de", "des", "du", "e", "en", "et", "l", "la", "le", "les", "lez", "n", "par", "pour", "s",
    "sur", "sous", "un", "une", "the", "y",
];

/// Abbreviations of names of services and of streets.
#[rustfmt::skip]
const WRITTEN_OUT: [(&str, &str); 58] = [
    ("adapei", "adapei"), ("all", "allee"), ("ass", "association"), ("asso", "association"), ("assoc", "association"), ("av", "avenue"), ("ave", "avenue"),
    ("bd", "boulevard"), ("bib", "bibliotheque"), ("bibli", "bibliotheque"), ("biblio", "bibliotheque"), ("bld", "boulevard"), ("blvd", "boulevard"),
    ("bvd", "boulevard"), ("cc", "communaute communes"), ("ccas", "centre communal action sociale"), ("cda", "communaute agglomeration"),
    ("ch", "centre hospitalier"), ("che", "chemin"), ("chem", "chemin"), ("chrs", "centre hebergement reinsertion sociale"),
    ("cias", "centre intercommunal action sociale"), ("cmp", "centre medico psychologique"), ("com", "communal"), ("cpam", "caisse primaire assurance maladie"),
    ("crs", "cours"), ("csc", "centre socio culturel"), ("cyb", "cyber"), ("dept", "departement"), ("dr", "docteur"), ("epn", "espace public numerique"),
    ("esp", "espace"), ("fbg", "faubourg"), ("fg", "faubourg"), ("fs", "france services"), ("gal", "general"), ("gral", "general"), ("imp", "impasse"),
    ("intercom", "intercommunal"), ("mal", "marechal"), ("mds", "maison departementale solidarites"), ("med", "mediatheque"),
    ("mediath", "mediatheque"), ("mfs", "maison france services"), ("ml", "mission locale"), ("mjc", "maison jeunes culture"),
    ("msap", "maison services public"), ("mun", "municipale"), ("nd", "notre dame"), ("pl", "place"), ("pole", "pole"), ("pr", "professeur"),
    ("pres", "president"), ("r", "rue"), ("rte", "route"), ("sq", "square"), ("st", "saint"), ("ste", "sainte"),
];

/// The words of a text, in its order.
pub fn of(text: &str) -> Vec<String> {
    let folded: String = text.chars().flat_map(char::to_lowercase).flat_map(fold).collect();
    let bare = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let full = bare.flat_map(|word| written_out(word).split(' '));
    full.map(singular).filter(|word| !STOP.contains(word)).map(str::to_owned).collect()
}

fn written_out(word: &str) -> &str {
    WRITTEN_OUT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| *long)
}

/// A plural is the same word.
fn singular(word: &str) -> &str {
    let plural = word.len() > 5 && word.is_ascii() && word.ends_with('s') && !word.ends_with("ss");
    if plural { word.strip_suffix('s').unwrap_or(word) } else { word }
}

/// A letter without its accent; ligatures in two letters.
pub(super) fn fold(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'à' | 'á' | 'â' | 'ä' | '@' => ('a', None),
        'ç' => ('c', None),
        'è' | 'é' | 'ê' | 'ë' => ('e', None),
        'î' | 'ï' | 'í' => ('i', None),
        'ô' | 'ö' | 'ó' => ('o', None),
        'ù' | 'û' | 'ü' | 'ú' => ('u', None),
        'ÿ' => ('y', None),
        'ñ' => ('n', None),
        'œ' => ('o', Some('e')),
        'æ' => ('a', Some('e')),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}
