//! Former editions of a geography: what became of their zones, and which edition a column of values speaks of.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::carried::{Origin, carry};
use super::{Layer, communes};
use crate::domain::{DatasetId, Geography, Homes, Indicator, IndicatorId, Measure, Observation, Shape, Vintage, Zone};
use crate::spatial::correspondence::{Correspondence, Pair, of_outlines};
use crate::spatial::index::ZoneIndex;

/// A part in common below this share of both zones is put down to the drawing: outlines simplified apart stray by tens of metres.
const DRAWING: f64 = 0.05;

/// Zones of the editions that are not the newest.
pub(super) type Undrawn = BTreeMap<(Geography, Vintage), Vec<Zone>>;

/// One former edition of a layer.
pub(super) struct Former {
    /// Its year.
    pub vintage: Vintage,
    /// Its codes, in order.
    pub codes: Vec<String>,
    /// What each zone of the newest edition is made of.
    pub origins: Vec<Vec<Origin>>,
    /// Divided zones weighed by the homes in their parts.
    pub by_homes: u32,
    /// Divided zones weighed by area.
    pub by_area: u32,
}

/// The former editions of each layer.
pub(super) type Formers = BTreeMap<Geography, Vec<Former>>;

/// Lays former editions over the newest. Municipalities that are drawn from IRIS are so in each edition.
pub(super) fn lay(
    mut zones: Undrawn,
    communes_drawn_from_iris: bool,
    layers: &BTreeMap<Geography, Layer>,
    homes: &[(DatasetId, Homes)],
) -> Formers {
    if communes_drawn_from_iris {
        let iris: Vec<_> = zones.iter().filter(|((geography, _), _)| *geography == Geography::Iris).collect();
        let drawn = iris.into_iter().filter_map(|((_, vintage), zones)| {
            let communes = communes::of(&Layer::of(zones.clone())?)?;
            Some(((Geography::Commune, *vintage), communes.zones))
        });
        let drawn: Vec<_> = drawn.collect();
        zones.extend(drawn);
    }
    let mut formers = Formers::new();
    for ((geography, vintage), zones) in zones {
        if let Some(layer) = layers.get(&geography) {
            formers.entry(geography).or_default().push(Former::of(vintage, zones, layer, homes));
        }
    }
    formers
}

impl Former {
    fn of(vintage: Vintage, mut zones: Vec<Zone>, layer: &Layer, homes: &[(DatasetId, Homes)]) -> Self {
        zones.sort_by(|a, b| a.code.cmp(&b.code));
        zones.dedup_by(|later, first| later.code == first.code);
        let codes = |zones: &[Zone]| zones.iter().map(|zone| zone.code.as_str().to_owned()).collect::<Vec<_>>();
        let (former, later): (Vec<&Shape>, Vec<&Shape>) =
            (zones.iter().map(|zone| &zone.shape).collect(), layer.zones.iter().map(|zone| &zone.shape).collect());
        let (mut table, _) = of_outlines((&codes(&zones), &former), (&codes(&layer.zones), &later), DRAWING);
        let (by_homes, by_area) = weigh(&mut table, &former, layer, homes);
        Self { vintage, origins: origins(&table), codes: table.from, by_homes, by_area }
    }

    fn index_of(&self, code: &str) -> Option<usize> {
        self.codes.binary_search_by(|own| own.as_str().cmp(code)).ok()
    }

    /// By how many more codes a column fits this edition than the newest, where the two cover the same land.
    fn advantage(&self, layer: &Layer, codes: &HashSet<&str>) -> i64 {
        let in_use: HashSet<usize> = self.origins.iter().flatten().map(|(zone, ..)| *zone).collect();
        let here = codes.iter().filter(|code| self.index_of(code).is_some_and(|zone| in_use.contains(&zone))).count();
        let there = codes.iter().filter(|code| layer.index_of(code).is_some_and(|zone| !self.origins[zone].is_empty())).count();
        here as i64 - there as i64
    }
}

fn origins(table: &Correspondence) -> Vec<Vec<Origin>> {
    let mut parts = vec![0_u32; table.from.len()];
    table.pairs.iter().for_each(|pair| parts[pair.from] += 1);
    let mut origins = vec![Vec::new(); table.to.len()];
    for pair in &table.pairs {
        origins[pair.to].push((pair.from, pair.weight, parts[pair.from] == 1));
    }
    origins
}

/// Weighs the parts of divided zones by the homes that lie in them, of the first data set that has any in the zone; those
/// without keep their weights by area. Gives how many were weighed each way.
fn weigh(table: &mut Correspondence, former: &[&Shape], layer: &Layer, homes: &[(DatasetId, Homes)]) -> (u32, u32) {
    let divided: Vec<&mut [Pair]> = table.pairs.chunk_by_mut(|one, other| one.from == other.from).filter(|parts| parts.len() > 1).collect();
    let index = ZoneIndex::new(divided.iter().map(|parts| former[parts[0].from]));
    let mut weights: Vec<Vec<f64>> = divided.iter().map(|parts| vec![0.0; parts.len()]).collect();
    for (_, set) in homes {
        let open: Vec<bool> = weights.iter().map(|weights| weights.iter().all(|weight| *weight <= 0.0)).collect();
        if !open.contains(&true) {
            break;
        }
        let found = set.points.par_iter().filter_map(|home| {
            let zone = *index.holding(home.position(), |zone| former[divided[zone][0].from]).first()?;
            let part = layer.zones_at(home.position()).iter().find_map(|to| divided[zone].iter().position(|pair| pair.to == *to))?;
            open[zone].then_some((zone, part, home.weight()))
        });
        for (zone, part, weight) in found.collect::<Vec<_>>() {
            weights[zone][part] += weight;
        }
    }
    let mut by_homes = 0;
    let all = divided.len() as u32;
    for (parts, weights) in divided.into_iter().zip(weights) {
        let sum: f64 = weights.iter().sum();
        if sum > 0.0 {
            by_homes += 1;
            parts.iter_mut().zip(weights).for_each(|(pair, weight)| pair.weight = weight / sum);
        }
    }
    (by_homes, all - by_homes)
}

/// Lays the columns of a geography that has former editions.
///
/// # Algorithm
/// The edition of a column is that whose codes it bears: of the land that an edition shares with the newest, the one with most of
/// the column's codes; of equal ones, the nearest to the year after the figures', for Insee publishes them in the geography of one
/// or two years later; then the newer. Values of codes that it does not have are left aside.
pub(super) fn lay_columns(
    layer: &mut Layer,
    formers: &[Former],
    observations: Vec<Observation>,
    indicators: &BTreeMap<IndicatorId, Indicator>,
) {
    let mut columns: BTreeMap<IndicatorId, HashMap<String, Measure>> = BTreeMap::new();
    for Observation { indicator, zone, measure, .. } in observations {
        columns.entry(indicator).or_default().insert(zone.as_str().to_owned(), measure);
    }
    for (id, values) in columns {
        let Some(indicator) = indicators.get(&id) else { continue };
        let codes: HashSet<&str> = values.keys().map(String::as_str).collect();
        let away = |vintage: Vintage| Reverse(vintage.year().abs_diff(indicator.vintage.year() + 1));
        let newest = (0, away(layer.vintage), layer.vintage);
        let fit = |former: &&Former| (former.advantage(layer, &codes), away(former.vintage), former.vintage);
        let chosen = formers.iter().max_by_key(fit).filter(|former| fit(former) > newest);
        let value = |code: &str| values.get(code).copied().unwrap_or_else(Measure::missing);
        if let Some(former) = chosen {
            let column: Vec<Measure> = former.codes.iter().map(|code| value(code)).collect();
            let (column, carried) = carry(former, &column, indicator.nature);
            layer.columns.insert(id.clone(), Arc::new(column));
            layer.carried.insert(id, carried);
        } else if layer.zones.iter().any(|zone| values.contains_key(zone.code.as_str())) {
            let column = layer.zones.iter().map(|zone| value(zone.code.as_str())).collect();
            layer.columns.insert(id, Arc::new(column));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{dataset, recipients, year, zone};
    use super::super::{Atlas, Carriage, NotCarried};
    use crate::domain::{
        Batch, Flag, Geography, Home, HomeBasis, Homes, IndicatorId, Interval, Measure, Nature, Parent, Position, Shape, Unit,
    };

    /// Zones as strips from west to east, in hundredths of a degree.
    fn iris(vintage: u16, strips: &[(&str, f64, f64)]) -> Batch {
        let strip = |(code, west, east): &(&str, f64, f64)| {
            let at = |x: f64, y: f64| geo::Coord { x: 3.8 + x * 0.01, y: 43.6 + y * 0.01 };
            let outline = geo::Rect::new(at(*west, 0.0), at(*east, 1.0)).to_polygon();
            let commune = crate::domain::ZoneCode::new(code.get(..5).unwrap()).unwrap();
            let parents = vec![Parent { geography: Geography::Commune, code: commune, name: None }];
            crate::domain::Zone {
                shape: Shape::new(geo::MultiPolygon::new(vec![outline])).unwrap(),
                ..zone(Geography::Iris, vintage, code, 0.0, parents)
            }
        };
        Batch { zones: strips.iter().map(strip).collect(), ..Batch::new(dataset("iris", vintage)) }
    }

    const BEFORE: [(&str, f64, f64); 4] =
        [("340010101", 0.0, 1.0), ("340010102", 1.0, 2.0), ("340020101", 2.0, 3.0), ("340020102", 3.0, 4.0)];
    const AFTER: [(&str, f64, f64); 4] =
        [("340010101", 0.0, 2.0), ("340020102", 3.0, 4.0), ("340020103", 2.0, 2.25), ("340020104", 2.25, 3.0)];

    fn values() -> Batch {
        let values = [("340010101", 10.0), ("340010102", 5.0), ("340020101", 40.0), ("340020102", 7.0)];
        recipients(&values.map(|(code, value)| (code, Measure::published(value))))
    }

    fn told(batches: Vec<Batch>) -> Vec<(Measure, (Carriage, Option<NotCarried>))> {
        let atlas = Atlas::build(batches);
        let layer = atlas.layer(Geography::Iris).unwrap();
        let id = IndicatorId::new("rsa", year(2019));
        let ways = layer.carried.get(&id).map(|carried| (carried.edition, carried.ways.clone())).unwrap();
        assert_eq!(ways.0, year(2018));
        layer.column(&id).unwrap().iter().copied().zip(ways.1).collect()
    }

    #[test]
    fn figures_of_a_former_edition_are_carried_into_the_zones_of_the_newest() {
        let found = told(vec![iris(2018, &BEFORE), iris(2020, &AFTER), values()]);
        assert_eq!(found[0], (Measure::published(15.0), (Carriage::Merged, None)), "not ten: the code has changed hands");
        assert_eq!(found[1], (Measure::published(7.0), (Carriage::Same, None)));
        let (part, way) = found[2];
        assert!((part.value().unwrap() - 10.0).abs() < 1e-6 && part.flag() == Flag::Estimated, "a quarter of the area");
        assert_eq!((part.interval(), way), (Interval::new(0.0, 40.0), (Carriage::Split, None)));
    }

    #[test]
    fn the_parts_of_a_divided_zone_weigh_the_homes_in_them() {
        let home = |(east, weight): (f64, f64)| Home::new(Position::new(3.8 + east * 0.01, 43.605).unwrap(), weight).unwrap();
        let points = [(2.1, 3.0), (2.6, 1.0), (0.5, 9.0)].map(home).to_vec();
        let homes = Homes { basis: HomeBasis::Squares, unit: Unit::Persons, points };
        let homes = Batch { homes: Some(homes), ..Batch::new(dataset("carreaux", 2021)) };
        let found = told(vec![iris(2018, &BEFORE), iris(2020, &AFTER), values(), homes]);
        assert_eq!([found[2].0.value(), found[3].0.value()], [Some(30.0), Some(10.0)]);
    }

    #[test]
    fn a_rate_of_merged_zones_is_not_carried_and_says_why() {
        let mut rates = values();
        rates.indicators[0].nature = Nature::Intensive;
        let found = told(vec![iris(2018, &BEFORE), iris(2020, &AFTER), rates]);
        assert_eq!(found[0], (Measure::missing(), (Carriage::NotCarried, Some(NotCarried::RateOfMerged))));
        assert_eq!(found[1].0, Measure::published(7.0));
        assert_eq!(found[3].1, (Carriage::NotCarried, Some(NotCarried::RateOfPart)));
    }

    #[test]
    fn figures_of_the_newest_edition_stay_as_they_are() {
        let newest = AFTER.map(|(code, ..)| (code, Measure::published(3.0)));
        let atlas = Atlas::build(vec![iris(2018, &BEFORE), iris(2020, &AFTER), recipients(&newest)]);
        let layer = atlas.layer(Geography::Iris).unwrap();
        assert!(layer.carried.is_empty());
        assert!(layer.column(&IndicatorId::new("rsa", year(2019))).unwrap().iter().all(|value| *value == Measure::published(3.0)));
    }

    #[test]
    fn a_former_edition_makes_municipalities_of_its_own_and_is_part_of_the_name() {
        let merged = [("340020101", 0.0, 2.0), ("340020102", 2.0, 4.0)];
        let mut of_communes = recipients(&[("34001", Measure::published(10.0)), ("34002", Measure::withheld())]);
        of_communes.observations.iter_mut().for_each(|observation| observation.geography = Geography::Commune);
        let atlas = |secret: Measure| {
            let mut batch = of_communes.clone();
            batch.observations[1].measure = secret;
            Atlas::build(vec![iris(2018, &BEFORE), iris(2020, &merged), batch])
        };
        let column =
            |atlas: &Atlas| atlas.layer(Geography::Commune).unwrap().column(&IndicatorId::new("rsa", year(2019))).unwrap().to_vec();
        assert_eq!(column(&atlas(Measure::published(2.0))), [Measure::published(12.0)]);
        assert_eq!(column(&atlas(Measure::withheld())), [Measure::withheld()], "one secret of two keeps the sum");
        assert_ne!(atlas(Measure::withheld()).id, atlas(Measure::missing()).id);
    }
}
