//! Which zones are published apart and which together: decided from public figures and a partner's list alone, never from
//! what was counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Fault, Text, ZoneCode};
use crate::text;

/// A zone as everybody knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicZone {
    /// Its code.
    pub code: ZoneCode,
    /// The municipality it lies in.
    pub commune: ZoneCode,
    /// The intermunicipal area it lies in, where it is known.
    pub epci: Option<ZoneCode>,
    /// Inhabitants; `None` when they are not known, which counts as none.
    pub population: Option<f64>,
}

/// The levels of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Zones, or several together.
    Zone,
    /// Municipalities, or several together.
    Commune,
    /// Intermunicipal areas; everything outside one is taken together.
    Epci,
}

impl Level {
    /// From the finest to the widest.
    pub const ALL: [Self; 3] = [Self::Zone, Self::Commune, Self::Epci];

    /// Hundredths of ρ that go to this level.
    pub const fn share(self) -> u64 {
        match self {
            Self::Zone => 60,
            Self::Commune => 25,
            Self::Epci => 15,
        }
    }

    /// The code used in files and over HTTP.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::Commune => "commune",
            Self::Epci => "epci",
        }
    }
}

/// Where every zone is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Nesting {
    /// For each level, the codes each cell is made of.
    cells: [Vec<Vec<ZoneCode>>; 3],
    /// For each cell of the first two levels, its parent in the next.
    parents: [Vec<usize>; 2],
    /// The finest cell of each zone whose notes are counted.
    place: BTreeMap<ZoneCode, usize>,
}

/// Code of what lies in no known intermunicipal area.
pub const ELSEWHERE: &str = "hors-epci";

impl Nesting {
    /// Puts zones together until each cell has enough inhabitants.
    ///
    /// # Parameters
    /// `minimum`: inhabitants of the smallest cell. `vetoed`: places whose notes are left out of every count, on the word of a
    /// partner; each is put together with its neighbours as if nobody lived there, so that its cell looks like any other.
    ///
    /// # Algorithm
    /// Intermunicipal areas are taken in the order of their codes and put together until they reach the minimum; what is left
    /// over joins the last. Municipalities of one area likewise, then zones of one municipality.
    ///
    /// # Errors
    /// `no-zones` when there is none; `too-few-people` when all of them lie below the minimum.
    pub fn new(zones: &[PublicZone], minimum: f64, vetoed: &BTreeSet<ZoneCode>) -> Result<Self, Fault> {
        if zones.is_empty() {
            return Err(no_zones());
        }
        let people: f64 = zones.iter().filter_map(|zone| zone.population).sum();
        if people < minimum {
            return Err(too_few_people(people, minimum));
        }
        let peopled = |zone: &PublicZone| if vetoed.contains(&zone.code) { 0.0 } else { zone.population.unwrap_or(0.0) };
        let mut nesting = Self { cells: Default::default(), parents: Default::default(), place: BTreeMap::new() };
        let sized = by_epci(zones).into_iter().map(|(epci, communes)| {
            let people = communes.values().flatten().map(|zone| zone.population.unwrap_or(0.0)).sum();
            ((epci, communes), people)
        });
        for area in together(sized.collect(), minimum) {
            nesting.cells[2].push(area.iter().map(|(epci, _)| epci.clone()).collect());
            let sized = area.into_iter().flat_map(|(_, communes)| communes).map(|(commune, zones)| {
                let people = zones.iter().map(|zone| zone.population.unwrap_or(0.0)).sum();
                ((commune, zones), people)
            });
            for group in together(sized.collect(), minimum) {
                nesting.parents[1].push(nesting.cells[2].len() - 1);
                nesting.cells[1].push(group.iter().map(|(commune, _)| commune.clone()).collect());
                let zones = group.into_iter().flat_map(|(_, zones)| zones).map(|zone| (zone, peopled(zone))).collect();
                for cell in together(zones, minimum) {
                    nesting.add(&cell, vetoed);
                }
            }
        }
        Ok(nesting)
    }

    fn add(&mut self, zones: &[&PublicZone], vetoed: &BTreeSet<ZoneCode>) {
        let cell = self.cells[0].len();
        self.parents[0].push(self.cells[1].len() - 1);
        self.cells[0].push(zones.iter().map(|zone| zone.code.clone()).collect());
        let counted = zones.iter().filter(|zone| !vetoed.contains(&zone.code));
        self.place.extend(counted.map(|zone| (zone.code.clone(), cell)));
    }

    /// The codes that make up each cell of a level.
    pub fn cells(&self, level: Level) -> &[Vec<ZoneCode>] {
        &self.cells[level as usize]
    }

    /// For each cell of a level, its parent in the next; empty for the widest.
    pub fn parents(&self, level: Level) -> &[usize] {
        self.parents.get(level as usize).map_or(&[], Vec::as_slice)
    }

    /// The finest cell a zone is counted in; `None` for a zone that is unknown or left out.
    pub(super) fn place(&self, zone: &ZoneCode) -> Option<usize> {
        self.place.get(zone).copied()
    }
}

type Communes<'a> = BTreeMap<ZoneCode, Vec<&'a PublicZone>>;

fn by_epci(zones: &[PublicZone]) -> BTreeMap<ZoneCode, Communes<'_>> {
    let mut sorted: Vec<&PublicZone> = zones.iter().collect();
    sorted.sort_by(|a, b| a.code.cmp(&b.code));
    let mut found: BTreeMap<ZoneCode, Communes<'_>> = BTreeMap::new();
    for zone in sorted {
        let Some(epci) = zone.epci.clone().or_else(|| ZoneCode::new(ELSEWHERE).ok()) else { continue };
        found.entry(epci).or_default().entry(zone.commune.clone()).or_default().push(zone);
    }
    found
}

/// Neighbours in a list put together until each group reaches the minimum; what is left over joins the last.
fn together<T>(items: Vec<(T, f64)>, minimum: f64) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    let mut open: Vec<T> = Vec::new();
    let mut people = 0.0;
    for (item, more) in items {
        open.push(item);
        people += more;
        if people >= minimum {
            groups.push(std::mem::take(&mut open));
            people = 0.0;
        }
    }
    match groups.last_mut() {
        Some(last) => last.extend(open),
        None if open.is_empty() => {}
        None => groups.push(open),
    }
    groups
}

fn no_zones() -> Fault {
    Fault::new(
        "no-zones",
        Text::new("aucune zone d’une commune n’est chargée", "no zone of a municipality is loaded"),
        Text::new("importer les contours et la population des quartiers", "import the outlines and the population of neighbourhoods"),
    )
}

fn too_few_people(people: f64, minimum: f64) -> Fault {
    Fault::new(
        "too-few-people",
        text!("{people:.0} habitants connus, il en faut {minimum:.0}", "{people:.0} known inhabitants, {minimum:.0} are needed"),
        Text::new("importer la population des zones, ou un territoire plus grand", "import the population of zones, or a larger territory"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(words: &str) -> ZoneCode {
        ZoneCode::new(words).unwrap()
    }

    fn zone(words: &str, population: f64) -> PublicZone {
        let commune = code(words.get(..2).unwrap());
        PublicZone { code: code(words), commune, epci: Some(code("E")), population: Some(population) }
    }

    fn codes(cells: &[Vec<ZoneCode>]) -> Vec<String> {
        cells.iter().map(|cell| cell.iter().map(ZoneCode::as_str).collect::<Vec<_>>().join("+")).collect()
    }

    #[test]
    fn small_zones_are_put_together_and_what_is_left_joins_the_last() {
        let zones = [zone("A11", 900.0), zone("A12", 200.0), zone("A13", 2_000.0), zone("A14", 100.0), zone("B11", 1_500.0)];
        let nesting = Nesting::new(&zones, 1_000.0, &BTreeSet::new()).unwrap();
        assert_eq!(codes(nesting.cells(Level::Zone)), ["A11+A12", "A13+A14", "B11"]);
        assert_eq!(codes(nesting.cells(Level::Commune)), ["A1", "B1"]);
        assert_eq!((nesting.parents(Level::Zone), nesting.parents(Level::Commune)), (&[0, 0, 1][..], &[0, 0][..]));
    }

    #[test]
    fn a_village_joins_another() {
        let zones = [zone("A11", 1_200.0), zone("B11", 300.0), zone("C11", 800.0), zone("D11", 40.0)];
        let nesting = Nesting::new(&zones, 1_000.0, &BTreeSet::new()).unwrap();
        assert_eq!(codes(nesting.cells(Level::Commune)), ["A1", "B1+C1+D1"]);
        assert_eq!(codes(nesting.cells(Level::Zone)), ["A11", "B11+C11+D11"]);
    }

    #[test]
    fn a_village_alone_of_its_area_joins_the_next_area() {
        let alone = PublicZone { epci: Some(code("D")), ..zone("A11", 300.0) };
        let nesting = Nesting::new(&[alone, zone("B11", 1_800.0)], 1_000.0, &BTreeSet::new()).unwrap();
        assert_eq!(codes(nesting.cells(Level::Epci)), ["D+E"]);
        assert_eq!(codes(nesting.cells(Level::Zone)), ["A11+B11"]);
    }

    #[test]
    fn a_vetoed_place_is_counted_nowhere_and_its_cell_looks_like_another() {
        let zones = [zone("A11", 1_200.0), zone("A12", 3_000.0), zone("A13", 1_100.0)];
        let nesting = Nesting::new(&zones, 1_000.0, &BTreeSet::from([code("A12")])).unwrap();
        assert_eq!(codes(nesting.cells(Level::Zone)), ["A11", "A12+A13"]);
        assert_eq!((nesting.place(&code("A12")), nesting.place(&code("A13"))), (None, Some(1)));
    }

    #[test]
    fn nothing_at_all_is_refused() {
        assert_eq!(Nesting::new(&[], 1_000.0, &BTreeSet::new()).unwrap_err().code, "no-zones");
        let hamlet = [zone("A11", 90.0), PublicZone { population: None, ..zone("A12", 0.0) }];
        assert_eq!(Nesting::new(&hamlet, 1_000.0, &BTreeSet::new()).unwrap_err().code, "too-few-people");
    }
}
