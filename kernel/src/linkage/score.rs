//! What speaks for and against two records telling of one service.

use super::Record;
use super::address::Agreement;
use super::names::similarity;
use crate::domain::Text;
use crate::spatial::distance;
use crate::text;

/// From this weight on, a pair is one service.
pub const SAME: f64 = 7.5;

/// From this weight on, a person should look.
pub const REVIEW: f64 = 3.0;

/// How often a level is reached by records of one service (`m`) and by records of two found in one block (`u`).
/// Set by hand after the public and planted pairs of the tests; the sum is the log-odds, base 2.
struct Level {
    m: f64,
    u: f64,
}

impl Level {
    fn weight(&self) -> f64 {
        (self.m / self.u).log2()
    }
}

const fn level(m: f64, u: f64) -> Level {
    Level { m, u }
}

const SAME_FINESS: Level = level(0.95, 1e-5);
const OTHER_FINESS: Level = level(0.005, 0.99);
const SAME_SIRET: Level = level(0.80, 0.002);
const SAME_SIREN: Level = level(0.10, 0.05);
const OTHER_SIREN: Level = level(0.05, 0.90);
/// By the least likeness.
const NAMES: [(f64, Level); 5] = [
    (0.97, level(0.55, 0.003)),
    (0.90, level(0.20, 0.003)),
    (0.80, level(0.12, 0.006)),
    (0.68, level(0.08, 0.04)),
    (0.50, level(0.03, 0.25)),
];
const OTHER_NAMES: Level = level(0.01, 0.80);
/// « Mairie », « Médiathèque municipale »: one name for many places.
const SAME_COMMON_NAME: Level = level(0.55, 0.05);
/// The same with one postal code: few towns have two.
const SAME_COMMON_NAME_IN_TOWN: Level = level(0.55, 0.02);
/// By the most metres.
const DISTANCES: [(f64, Level); 5] = [
    (30.0, level(0.60, 0.02)),
    (120.0, level(0.20, 0.02)),
    (400.0, level(0.12, 0.08)),
    (1_500.0, level(0.05, 0.30)),
    (5_000.0, level(0.02, 0.40)),
];
const FAR: Level = level(0.002, 0.58);
const SAME_DOOR: Level = level(0.60, 0.06);
const SAME_STREET: Level = level(0.30, 0.06);
const NEIGHBOURS: Level = level(0.08, 0.10);
const OTHER_STREET: Level = level(0.10, 0.70);
const SHARED_THEME: Level = level(0.90, 0.40);
const NO_SHARED_THEME: Level = level(0.10, 0.60);
/// One has themes, the other none: what has none is rather something else (a church beside a pharmacy of its name).
const ONE_WITHOUT_THEME: Level = level(0.45, 0.55);

/// The comparisons of one pair: what was seen, and the weight of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// On identifiers: what agrees or not, and its weight; `None` when neither can be compared.
    pub identifiers: Option<(Identifiers, f64)>,
    /// How alike the names are, 0 to 1.
    pub likeness: f64,
    /// Metres between the places; `None` where one is known to its municipality alone.
    pub metres: Option<f64>,
    /// How the addresses agree, and its weight.
    address: (Agreement, f64),
    names: f64,
    distance: f64,
    themes: f64,
}

/// How identifiers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identifiers {
    /// One FINESS number.
    SameFiness,
    /// Two FINESS numbers.
    OtherFiness,
    /// One SIRET.
    SameSiret,
    /// One SIREN, two establishments.
    SameSiren,
    /// Two businesses.
    OtherSiren,
}

impl Evidence {
    /// The sum of the weights, in bits.
    pub fn weight(&self) -> f64 {
        self.identifiers.map_or(0.0, |(_, weight)| weight) + self.names + self.distance + self.address.1 + self.themes
    }

    /// In words: « même SIRET ; noms à 0,93 ; 18 m ; même adresse ; +14,2 ».
    pub fn words(&self) -> Text {
        let (likeness, weight) = (self.likeness, self.weight());
        let mut parts: Vec<Text> = self.identifiers.iter().map(|(seen, _)| seen.words()).collect();
        parts.push(Text::new(format!("noms à {likeness:.2}").replace('.', ","), format!("names at {likeness:.2}")));
        parts.extend(self.metres.map(f64::round).map(|metres| text!("{metres} m", "{metres} m")));
        parts.extend(match self.address.0 {
            Agreement::Door => Some(Text::new("même adresse", "same address")),
            Agreement::Street | Agreement::Neighbours => Some(Text::new("même rue", "same street")),
            Agreement::Apart => Some(Text::new("autre rue", "another street")),
            Agreement::Unknown => None,
        });
        if self.themes <= NO_SHARED_THEME.weight() {
            parts.push(Text::new("aucun thème commun", "no theme in common"));
        }
        parts.push(Text::new(format!("{weight:+.1}").replace('.', ","), format!("{weight:+.1}")));
        let joined = |of: fn(&Text) -> &str| parts.iter().map(of).collect::<Vec<_>>();
        Text::new(joined(|part| &part.fr).join(" ; "), joined(|part| &part.en).join("; "))
    }
}

impl Identifiers {
    fn words(self) -> Text {
        match self {
            Self::SameFiness => Text::new("même FINESS", "same FINESS"),
            Self::OtherFiness => Text::new("autre FINESS", "another FINESS"),
            Self::SameSiret => Text::new("même SIRET", "same SIRET"),
            Self::SameSiren => Text::new("même SIREN", "same SIREN"),
            Self::OtherSiren => Text::new("autre SIREN", "another SIREN"),
        }
    }
}

/// Compares two records.
pub fn compare(a: &Record, b: &Record) -> Evidence {
    let likeness = similarity(&a.name, &b.name);
    let metres = (a.service.has_place() && b.service.has_place()).then(|| distance::metres(a.position, b.position).0);
    let address = a.address.agrees(&b.address);
    Evidence {
        identifiers: identifiers(a, b),
        likeness,
        metres,
        address: (address, of_address(address)),
        names: of_names(likeness, a, b),
        distance: metres.map_or(0.0, of_distance),
        themes: of_themes(a, b),
    }
}

fn of_distance(metres: f64) -> f64 {
    DISTANCES.iter().find(|(most, _)| metres <= *most).map_or(&FAR, |(_, level)| level).weight()
}

fn identifiers(a: &Record, b: &Record) -> Option<(Identifiers, f64)> {
    let (one, other) = (&a.service.provenance, &b.service.provenance);
    let (seen, level) = match ((&one.finess, &other.finess), (&one.siret, &other.siret)) {
        ((Some(x), Some(y)), _) if x == y => (Identifiers::SameFiness, SAME_FINESS),
        ((Some(_), Some(_)), _) => (Identifiers::OtherFiness, OTHER_FINESS),
        (_, (Some(x), Some(y))) if x == y => (Identifiers::SameSiret, SAME_SIRET),
        (_, (Some(_), Some(_))) if one.siren() == other.siren() => (Identifiers::SameSiren, SAME_SIREN),
        (_, (Some(_), Some(_))) => (Identifiers::OtherSiren, OTHER_SIREN),
        _ => return None,
    };
    Some((seen, level.weight()))
}

fn of_names(likeness: f64, a: &Record, b: &Record) -> f64 {
    let weight = NAMES.iter().find(|(least, _)| likeness >= *least).map_or(&OTHER_NAMES, |(_, level)| level).weight();
    let in_town = a.address.same_town(&b.address) || (a.service.commune.is_some() && a.service.commune == b.service.commune);
    if a.name.is_distinctive() || b.name.is_distinctive() {
        return weight;
    }
    let common = if in_town { &SAME_COMMON_NAME_IN_TOWN } else { &SAME_COMMON_NAME };
    weight.min(common.weight())
}

fn of_address(agreement: Agreement) -> f64 {
    match agreement {
        Agreement::Door => SAME_DOOR.weight(),
        Agreement::Street => SAME_STREET.weight(),
        Agreement::Neighbours => NEIGHBOURS.weight(),
        Agreement::Apart => OTHER_STREET.weight(),
        Agreement::Unknown => 0.0,
    }
}

fn of_themes(a: &Record, b: &Record) -> f64 {
    match (a.themes.is_empty(), b.themes.is_empty()) {
        (true, true) => return 0.0,
        (false, false) => {}
        _ => return ONE_WITHOUT_THEME.weight(),
    }
    let shared = a.themes.iter().any(|theme| b.themes.contains(theme));
    if shared { SHARED_THEME.weight() } else { NO_SHARED_THEME.weight() }
}
