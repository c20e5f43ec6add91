//! Whom the numbers of people count: which indicator says how many live in a zone.

use super::Basis;
use crate::atlas::{Atlas, Layer};
use crate::domain::{Indicator, Measure};

/// Indicators that count people, from those that count everyone to those that count some.
pub const COUNTS: [&str; 4] = ["population", "persons_in_principal_residences", "tax_persons", "caf_persons_covered"];

/// An edition that knows this share of the zones of the best one knows enough.
const ENOUGH: f64 = 0.9;

/// The people of each zone and where their number comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    /// The indicator, `None` when nothing loaded counts people.
    pub basis: Option<Basis>,
    /// People of each zone; missing everywhere without a basis.
    pub counts: Vec<Measure>,
}

/// Chooses what counts the people of a layer: of the editions that know nearly as many zones as the
/// best one, the newest; of the same year, the one that counts more kinds of people.
pub fn people(atlas: &Atlas, layer: &Layer) -> People {
    match choice(atlas, layer) {
        Some((indicator, counts)) => People { basis: Some(Basis::of(indicator)), counts: counts.to_vec() },
        None => People { basis: None, counts: vec![Measure::missing(); layer.zones.len()] },
    }
}

fn choice<'a>(atlas: &'a Atlas, layer: &'a Layer) -> Option<(&'a Indicator, &'a [Measure])> {
    let editions: Vec<_> = atlas.indicators.values().filter_map(|indicator| edition(layer, indicator)).collect();
    let most = editions.iter().map(|edition| edition.known).max().filter(|most| *most > 0)?;
    let enough = |edition: &&Edition<'a>| edition.known as f64 >= ENOUGH * most as f64;
    let newest = editions.iter().filter(enough).max_by_key(|edition| (edition.indicator.vintage, std::cmp::Reverse(edition.kind)))?;
    Some((newest.indicator, newest.counts))
}

struct Edition<'a> {
    indicator: &'a Indicator,
    counts: &'a [Measure],
    /// Place in [`COUNTS`].
    kind: usize,
    /// Zones it knows.
    known: usize,
}

fn edition<'a>(layer: &'a Layer, indicator: &'a Indicator) -> Option<Edition<'a>> {
    let kind = COUNTS.iter().position(|code| *code == indicator.code)?;
    let counts = layer.column(&indicator.id())?;
    let known = counts.iter().filter(|count| count.value().is_some()).count();
    Some(Edition { indicator, counts, kind, known })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::town::Town;
    use crate::domain::Geography;

    fn chosen(town: Town) -> Option<String> {
        let atlas = town.atlas();
        people(&atlas, atlas.layer(Geography::Iris).unwrap()).basis.map(|basis| basis.indicator.to_string())
    }

    #[test]
    fn the_newest_edition_that_knows_enough_zones_counts_the_people() {
        let ten = |value: Option<f64>| vec![value; 10];
        let known = ten(Some(1_000.0));
        let town = || Town::of_zones(10).counts("population", 1999, &known).counts("tax_persons", 2009, &known);
        assert_eq!(chosen(town()).as_deref(), Some("tax_persons_2009"));
        let mut half = ten(Some(400.0));
        half[..5].fill(None);
        assert_eq!(chosen(town().counts("caf_persons_covered", 2012, &half)).as_deref(), Some("tax_persons_2009"));
        assert_eq!(chosen(town().counts("population", 2009, &known)).as_deref(), Some("population_2009"));
    }

    #[test]
    fn without_any_count_nobody_is_invented() {
        let atlas = Town::of_zones(2).atlas();
        let people = people(&atlas, atlas.layer(Geography::Iris).unwrap());
        assert_eq!((people.basis, people.counts), (None, vec![Measure::missing(); 2]));
    }
}
