//! Known pairs: copies of real records as another source would have written them, and neighbours that are not
//! copies. Seeded, so that the set is the same at each run.

use maillage::domain::{DatasetId, Position, Provenance, Service, ServiceId};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// Records of a second source and the pairs that are known.
pub struct Planted {
    /// The second source's records.
    pub services: Vec<Service>,
    /// Original and copy, by identifier.
    pub pairs: Vec<(ServiceId, ServiceId)>,
}

/// Every second record is copied; beside every fifth stands another service, under the name of one from elsewhere.
pub fn plant(originals: &[Service], seed: u64) -> Planted {
    let mut chance = Pcg64::seed_from_u64(seed);
    let dataset = DatasetId::from_stored("annuaire-plante-2024");
    let mut planted = Planted { services: Vec::new(), pairs: Vec::new() };
    for (rank, original) in originals.iter().enumerate() {
        let id = |kind: &str| ServiceId::new("plante", &format!("{kind}{rank}"));
        if rank.is_multiple_of(2) {
            let copy = Service { id: id("copie"), dataset: dataset.clone(), ..rewritten(original, &mut chance) };
            planted.pairs.push((original.id.clone(), copy.id.clone()));
            planted.services.push(copy);
        }
        let stranger = &originals[(rank + originals.len() / 2) % originals.len()];
        if rank.is_multiple_of(5) && stranger.name.to_lowercase() != original.name.to_lowercase() {
            let name = stranger.name.clone();
            planted.services.push(Service { id: id("voisin"), dataset: dataset.clone(), name, ..moved(original, 60.0, &mut chance) });
        }
    }
    planted
}

/// One record as another clerk would have typed it.
fn rewritten(original: &Service, chance: &mut Pcg64) -> Service {
    let metres = match chance.random_range(0..100) {
        0..60 => 15.0,
        60..90 => 80.0,
        90..97 => 300.0,
        _ => 1_200.0,
    };
    let name = match chance.random_range(0..8) {
        0 => original.name.clone(),
        1 => original.name.to_uppercase(),
        2 => unaccented(&original.name),
        3 => abbreviated(&original.name),
        4 => mistyped(&original.name, chance),
        5 => unaccented(&abbreviated(&original.name)).to_uppercase(),
        6 => reordered(&original.name),
        _ => mistyped(&unaccented(&original.name), chance),
    };
    let address = original.address.as_deref().and_then(|address| match chance.random_range(0..6) {
        0 => None,
        1 => Some(address.to_uppercase()),
        2 => Some(unaccented(&street_abbreviated(address))),
        3 => Some(without_number(address)),
        _ => Some(address.to_owned()),
    });
    let themes = if chance.random_range(0..4) == 0 { Vec::new() } else { original.themes.clone() };
    Service { name, address, themes, provenance: Provenance::default(), opening: None, ..moved(original, metres, chance) }
}

fn moved(original: &Service, metres: f64, chance: &mut Pcg64) -> Service {
    let (turn, far) = (chance.random::<f64>() * std::f64::consts::TAU, chance.random::<f64>().sqrt() * metres);
    let (lon, lat) = (original.position.lon(), original.position.lat());
    let lat_metres = 111_320.0;
    let position = Position::new(lon + far * turn.cos() / (lat_metres * lat.to_radians().cos()), lat + far * turn.sin() / lat_metres);
    Service { position: position.unwrap_or(original.position), provenance: Provenance::default(), ..original.clone() }
}

fn unaccented(text: &str) -> String {
    let plain = |c: char| match c {
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'à' | 'â' => 'a',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'û' | 'ù' => 'u',
        'ç' => 'c',
        'É' | 'È' => 'E',
        '\'' | '’' => ' ',
        other => other,
    };
    text.chars().map(plain).collect()
}

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (long, short)| text.replace(long, short))
}

fn abbreviated(name: &str) -> String {
    replaced(
        name,
        &[
            ("Centre Communal d'Action Sociale", "CCAS"),
            ("Centre communal d'action sociale", "CCAS"),
            ("CCAS", "Centre communal d’action sociale"),
            ("Médiathèque", "Méd."),
            ("Mediatheque", "Med."),
            ("Bibliothèque", "Bib."),
            ("Saint-", "St "),
            ("Sainte-", "Ste "),
            ("France Services", "FS"),
            ("France services", "FS"),
            ("Mission Locale", "ML"),
            ("Municipale", "mun."),
            ("municipale", "mun."),
            ("Association", "Assoc."),
            ("Espace Public Numérique", "EPN"),
        ],
    )
}

fn street_abbreviated(address: &str) -> String {
    replaced(
        address,
        &[
            ("rue", "r."),
            ("Rue", "R."),
            ("avenue", "av."),
            ("Avenue", "Av."),
            ("boulevard", "bd"),
            ("Boulevard", "Bd"),
            ("place", "pl."),
            ("Place", "Pl."),
        ],
    )
}

fn without_number(address: &str) -> String {
    address.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned()
}

/// The first two words exchanged.
fn reordered(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    match words.as_slice() {
        [first, second, rest @ ..] if !rest.is_empty() => [&rest.join(" "), *first, *second].join(" "),
        _ => name.to_owned(),
    }
}

/// One slip of the fingers within a word of five letters or more: two letters exchanged, one lost or doubled.
fn mistyped(name: &str, chance: &mut Pcg64) -> String {
    let letters: Vec<char> = name.chars().collect();
    let inside = |at: &usize| *at > 0 && *at + 2 < letters.len() && letters[at - 1..at + 2].iter().all(|c| c.is_alphabetic());
    let places: Vec<usize> = (0..letters.len()).filter(inside).collect();
    if places.is_empty() || letters.len() < 5 {
        return name.to_owned();
    }
    let at = places[chance.random_range(0..places.len())];
    let mut slipped = letters.clone();
    match chance.random_range(0..3) {
        0 => slipped.swap(at, at + 1),
        1 => _ = slipped.remove(at),
        _ => slipped.insert(at, letters[at]),
    }
    slipped.into_iter().collect()
}
