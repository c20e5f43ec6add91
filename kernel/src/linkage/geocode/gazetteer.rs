//! The addresses that are loaded, ready to be asked.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Land;
use super::line::Line;
use super::street::StreetName;
use super::words;
use crate::domain::territory::town_of;
use crate::domain::{AddressBook, Certainty, Door, Located, Placement, Position};
use crate::spatial::distance::metres;

/// Points of one number farther apart than this are two places.
const ONE_DOOR_METRES: f64 = 100.0;

/// A street longer than this is two of one name.
const ONE_STREET_METRES: f64 = 5_000.0;

/// How far the best answer must be above the second.
const LEAD: f64 = 0.05;

/// The same for a name that does not say its kind: more than a shortened name costs.
const LEAD_WITHOUT_KIND: f64 = 0.1;

/// The number is there, what follows it is not.
const OTHER_SUFFIX: f64 = 0.95;

/// The municipality was found by its name and postal code.
const NAMED_TOWN: f64 = 0.9;

/// Streets, doors and middles of municipalities.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    towns: BTreeMap<String, Town>,
    /// Codes by name, in bare words.
    by_name: HashMap<String, BTreeSet<String>>,
}

#[derive(Debug, Clone, Default)]
struct Town {
    name: Vec<String>,
    postcodes: BTreeSet<String>,
    centre: Option<Position>,
    streets: Vec<Street>,
    /// Streets by their name without kind and articles, and by the last word of it.
    by_key: HashMap<String, Vec<usize>>,
    by_last_word: HashMap<String, Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Street {
    name: StreetName,
    postcode: String,
    doors: Vec<Door>,
}

impl Gazetteer {
    /// The gazetteer of these books and municipalities. `commune_at` says in which municipality a place lies, for streets whose book
    /// does not.
    pub fn new<'a>(books: impl IntoIterator<Item = &'a AddressBook>, land: &Land, commune_at: &dyn Fn(Position) -> Option<String>) -> Self {
        let mut gazetteer = Self::default();
        for (code, name, centre) in land.communes() {
            let town = gazetteer.towns.entry(town_of(code).to_owned()).or_default();
            town.centre = town.centre.or(centre);
            if town.name.is_empty() {
                town.name = name.map(words::bare).unwrap_or_default();
            }
        }
        for book in books {
            gazetteer.add(book, commune_at);
        }
        for (code, town) in &mut gazetteer.towns {
            town.finish();
            gazetteer.by_name.entry(town.name.join(" ")).or_default().insert(code.clone());
        }
        gazetteer
    }

    /// Whether nothing can be found in it.
    pub fn is_empty(&self) -> bool {
        self.towns.is_empty()
    }

    fn add(&mut self, book: &AddressBook, commune_at: &dyn Fn(Position) -> Option<String>) {
        let mut doors: Vec<Vec<Door>> = vec![Vec::new(); book.streets.len()];
        for door in &book.doors {
            if let Some(own) = doors.get_mut(door.street as usize) {
                own.push(door.clone());
            }
        }
        for (street, doors) in book.streets.iter().zip(doors) {
            let Some(first) = doors.first() else { continue };
            let told = Some(street.commune.clone()).filter(|code| !code.is_empty());
            let Some(commune) = told.or_else(|| commune_at(first.position)) else { continue };
            let town = self.towns.entry(town_of(&commune).to_owned()).or_default();
            if town.name.is_empty() {
                town.name = words::bare(&street.town);
            }
            if !street.postcode.is_empty() {
                town.postcodes.insert(street.postcode.clone());
            }
            if let Some(name) = StreetName::of(&words::bare(&street.name)) {
                town.streets.push(Street { name, postcode: street.postcode.clone(), doors });
            }
        }
    }

    /// Where an address stands, in the municipality of this code or the one the line names.
    pub fn find(&self, address: &str, commune: Option<&str>) -> Option<Located> {
        let (town, sure) = match commune {
            Some(code) => (self.towns.get(town_of(code))?, 1.0),
            None => (self.named(&Line::of(address, None))?, NAMED_TOWN),
        };
        let line = Line::of(address, Some(&town.name));
        let found = StreetName::of(&line.street).and_then(|name| town.street(&name, line.postcode.as_deref()));
        let located = found.and_then(|(street, score)| street.locate(&line, score * sure));
        located.or_else(|| Some(placed(town.centre?, Certainty::Commune, sure)))
    }

    /// The only municipality of this name that has this postal code, or lies in its département where postal codes are not known.
    fn named(&self, line: &Line) -> Option<&Town> {
        let (postcode, codes) = (line.postcode.as_deref()?, self.by_name.get(&line.town.join(" "))?);
        let suits = |code: &&String| {
            let town = &self.towns[*code];
            town.postcodes.contains(postcode) || (town.postcodes.is_empty() && postcode.get(..2) == code.get(..2))
        };
        let mut suiting = codes.iter().filter(suits);
        let only = suiting.next().filter(|_| suiting.next().is_none())?;
        self.towns.get(only)
    }
}

impl Town {
    /// Puts streets in order and under their names, so that neither books nor rows matter by their order.
    fn finish(&mut self) {
        self.unite();
        self.streets.sort_by(|a, b| (a.name.key(), &a.postcode, a.doors.len()).cmp(&(b.name.key(), &b.postcode, b.doors.len())));
        for (index, street) in self.streets.iter_mut().enumerate() {
            street.doors.sort_by(|a, b| {
                let places = a.position.lon().total_cmp(&b.position.lon()).then(a.position.lat().total_cmp(&b.position.lat()));
                (a.number, &a.suffix).cmp(&(b.number, &b.suffix)).then(places)
            });
            self.by_key.entry(street.name.key()).or_default().push(index);
            self.by_last_word.entry(street.name.last_word().to_owned()).or_default().push(index);
        }
        let doors = || self.streets.iter().flat_map(|street| &street.doors).map(|door| door.position);
        self.centre = self.centre.or_else(|| middle(doors()));
    }

    /// Puts streets of one name and postal code together: two spellings of one, or two rows of it. Where they are two streets of
    /// merged municipalities, they lie apart, and their length tells.
    fn unite(&mut self) {
        let mut united: BTreeMap<(String, String), Street> = BTreeMap::new();
        for street in std::mem::take(&mut self.streets) {
            match united.entry((street.name.to_the_letter(), street.postcode.clone())) {
                Entry::Occupied(mut known) => known.get_mut().doors.extend(street.doors),
                Entry::Vacant(free) => _ = free.insert(street),
            }
        }
        self.streets.extend(united.into_values());
    }

    /// The one street that answers a name, and how well; `None` when several do equally.
    fn street(&self, name: &StreetName, postcode: Option<&str>) -> Option<(&Street, f64)> {
        let of = |index: &Vec<usize>| index.clone();
        let same = self.by_key.get(&name.key()).map(of).unwrap_or_default();
        let near = || self.by_last_word.get(name.last_word()).map(of).unwrap_or_default();
        let all = || (0..self.streets.len()).collect::<Vec<_>>();
        // Without its kind, a name is as much that of a street whose name is longer.
        let same = if name.says_its_kind() { same } else { Vec::new() };
        let found = best(&self.streets, same, name, postcode)
            .or_else(|| best(&self.streets, near(), name, postcode))
            .or_else(|| best(&self.streets, all(), name, postcode))?;
        <[_; 1]>::try_from(found).ok().map(|[only]| only)
    }
}

/// The streets that answer equally well, one in the best case; `None` when none does.
fn best<'a>(streets: &'a [Street], among: Vec<usize>, name: &StreetName, postcode: Option<&str>) -> Option<Vec<(&'a Street, f64)>> {
    let scored = among.into_iter().map(|index| (&streets[index], name.answers(&streets[index].name)));
    let mut found: Vec<(&Street, f64)> = scored.filter(|(_, score)| *score > 0.0).collect();
    let most = found.iter().map(|(_, score)| *score).max_by(f64::total_cmp)?;
    let lead = if name.says_its_kind() { LEAD } else { LEAD_WITHOUT_KIND };
    found.retain(|(_, score)| most - score < lead);
    // Of streets of one name, the one of the postal code, then the one written with the same articles.
    let narrow = |found: &mut Vec<(&'a Street, f64)>, suits: &dyn Fn(&Street) -> bool| {
        if found.len() > 1 && found.iter().any(|(street, _)| suits(street)) {
            found.retain(|(street, _)| suits(street));
        }
    };
    narrow(&mut found, &|street| postcode == Some(street.postcode.as_str()));
    narrow(&mut found, &|street| name.to_the_letter() == street.name.to_the_letter());
    Some(found)
}

impl Street {
    /// The number's point, or the middle of the street; `None` where the name stands for two streets.
    fn locate(&self, line: &Line, score: f64) -> Option<Located> {
        let door = line.number.and_then(|number| self.door(number, &line.suffix));
        if let Some((position, exact)) = door {
            return Some(placed(position, Certainty::HouseNumber, score * exact));
        }
        let places: Vec<Position> = self.doors.iter().map(|door| door.position).collect();
        let middle = middle(places.iter().copied())?;
        let apart = places.iter().map(|place| metres(*place, middle).0).fold(0.0, f64::max);
        (apart <= ONE_STREET_METRES / 2.0).then(|| placed(middle, Certainty::Street, score))
    }

    /// The point of a number, and how well it answers; `None` where it is not, or stands at two places.
    fn door(&self, number: u16, suffix: &str) -> Option<(Position, f64)> {
        let of_number: Vec<&Door> = self.doors.iter().filter(|door| door.number == number).collect();
        let exact: Vec<&Door> = of_number.iter().filter(|door| same_suffix(&door.suffix, suffix)).copied().collect();
        let (found, score) = if exact.is_empty() { (of_number, OTHER_SUFFIX) } else { (exact, 1.0) };
        let first = found.first()?.position;
        found.iter().all(|door| metres(door.position, first).0 <= ONE_DOOR_METRES).then_some((first, score))
    }
}

/// « bis » is written « b » too.
fn same_suffix(one: &str, other: &str) -> bool {
    let short = |suffix: &str| suffix.chars().next().map(|c| c.to_ascii_lowercase());
    one == other || (short(one) == short(other) && (one.len() == 1 || other.len() == 1))
}

/// Of some places, the one nearest to the middle of them: it stands in the street.
fn middle(places: impl Iterator<Item = Position> + Clone) -> Option<Position> {
    let (count, lon, lat) = places.clone().fold((0.0, 0.0, 0.0), |(n, x, y), place| (n + 1.0, x + place.lon(), y + place.lat()));
    let mean = Position::new(lon / count, lat / count).ok()?;
    places.min_by(|a, b| metres(*a, mean).0.total_cmp(&metres(*b, mean).0))
}

const fn placed(position: Position, certainty: Certainty, score: f64) -> Located {
    Located { position, placement: Placement { certainty, score } }
}
