//! Where ways start: the homes of each zone of a layer, few enough to be asked for every theme.

use std::ops::Range;

use geo::Intersects;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::domain::{DatasetId, Home, HomeBasis, Homes, Position};
use crate::spatial::index::PointIndex;

/// At most so many starts in a zone…
const MOST_IN_A_ZONE: usize = 64;

/// …or, where zones are few, so many over the layer.
const MOST_IN_A_LAYER: usize = 8_192;

/// Where the ways of each zone start, zone after zone.
///
/// # Algorithm
/// 1. Each home belongs to the zone that holds it; on a border, to the first by code.
/// 2. A zone takes the homes of one data set: addresses before squares, the newest edition first. Without
///    any, it starts from its centre, brought to the nearest crossing of its own when none lies within 150 m.
/// 3. Of more than 64 homes (or 8,192 over the number of zones), a sample is taken: homes are put in the
///    order of a curve that fills the plane (Morton), and every nth part of their weight picks the home
///    it falls on. The sample is spread over the zone as its homes are, and always the same.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Origins {
    /// Where the starts of each zone begin, one more than there are zones.
    pub starts: Vec<usize>,
    /// The starts.
    pub positions: Vec<Position>,
    /// The share of its zone's people that lives at each; a zone's sum to 1.
    pub shares: Vec<f64>,
    /// What stands behind the starts of each zone.
    pub basis: Vec<HomeBasis>,
    /// How many homes each zone has in all; 0 where it starts from its centre.
    pub homes: Vec<u32>,
    /// The data sets that give them.
    pub datasets: Vec<DatasetId>,
}

impl Origins {
    /// The starts of a layer's zones.
    ///
    /// # Parameters
    /// `homes`: one set a data set, the preferred first. `crossings`: of the streets walked, where they are loaded.
    pub fn of(layer: &Layer, homes: &[(DatasetId, Homes)], crossings: &Crossings<'_>) -> Self {
        let zones = layer.zones.len();
        let most = MOST_IN_A_ZONE.max(MOST_IN_A_LAYER / zones.max(1));
        let mut held: Vec<(HomeBasis, Vec<Home>)> = vec![(HomeBasis::Centre, Vec::new()); zones];
        let mut datasets = Vec::new();
        for (dataset, set) in homes {
            let found = located(layer, &set.points);
            let free: Vec<bool> = held.iter().map(|(_, homes)| homes.is_empty()).collect();
            let taken: Vec<_> =
                set.points.iter().zip(found).filter_map(|(home, zone)| Some((home, zone.filter(|zone| free[*zone])?))).collect();
            datasets.extend((!taken.is_empty()).then(|| dataset.clone()));
            for (home, zone) in taken {
                held[zone].0 = set.basis;
                held[zone].1.push(*home);
            }
        }
        let sampled: Vec<Vec<(Position, f64)>> =
            held.par_iter().enumerate().map(|(zone, (_, homes))| starts(homes, || crossings.centre(layer, zone), most)).collect();
        let mut origins = Self {
            starts: vec![0],
            basis: held.iter().map(|(basis, _)| *basis).collect(),
            homes: held.iter().map(|(_, homes)| homes.len() as u32).collect(),
            datasets,
            ..Self::default()
        };
        for zone in sampled {
            let (positions, shares): (Vec<_>, Vec<_>) = zone.into_iter().unzip();
            origins.positions.extend(positions);
            origins.shares.extend(shares);
            origins.starts.push(origins.positions.len());
        }
        origins
    }

    /// The places of a zone's starts.
    pub fn of_zone(&self, zone: usize) -> Range<usize> {
        self.starts[zone]..self.starts[zone + 1]
    }

    /// The start nearest to the middle of a zone's people: never in a field or a lake between them.
    pub fn heart(&self, zone: usize) -> Position {
        let starts = self.of_zone(zone);
        let mean = |of: fn(Position) -> f64| starts.clone().map(|start| of(self.positions[start]) * self.shares[start]).sum::<f64>();
        let (lon, lat) = (mean(Position::lon), mean(Position::lat));
        let narrow = lat.to_radians().cos();
        let away = |start: usize| {
            let at = self.positions[start];
            ((at.lon() - lon) * narrow).hypot(at.lat() - lat)
        };
        let nearest = starts.clone().min_by(|a, b| away(*a).total_cmp(&away(*b)));
        self.positions[nearest.unwrap_or(starts.start)]
    }

    /// Whether some zone has more homes than starts.
    pub fn sampled(&self) -> bool {
        self.homes.iter().enumerate().any(|(zone, homes)| *homes as usize > self.of_zone(zone).len())
    }
}

/// Where streets cross, to bring the centre of a zone without homes to a street: the middle of a large zone is a
/// field, and nobody starts from there.
pub struct Crossings<'a> {
    nodes: &'a [Position],
    index: PointIndex,
}

/// A centre this near a crossing stays where it is.
const NEAR_METRES: f64 = 150.0;

/// How many crossings around a centre are looked at.
const LOOKED_AT: usize = 64;

impl<'a> Crossings<'a> {
    /// The crossings of a network.
    pub fn new(nodes: &'a [Position]) -> Self {
        Self { nodes, index: PointIndex::new(nodes.iter().copied()) }
    }

    /// The centre of a zone, or the nearest crossing within the zone when it is far from any.
    fn centre(&self, layer: &Layer, zone: usize) -> Position {
        let centre = layer.centres[zone];
        let near = self.index.nearest(centre, LOOKED_AT);
        if near.first().is_none_or(|(_, metres)| metres.0 <= NEAR_METRES) {
            return centre;
        }
        let outline = layer.zones[zone].shape.outline();
        let inside = near.into_iter().map(|(node, _)| self.nodes[node]).find(|node| outline.intersects(&node.point()));
        inside.unwrap_or(centre)
    }
}

fn located(layer: &Layer, homes: &[Home]) -> Vec<Option<usize>> {
    homes.par_iter().with_min_len(256).map(|home| layer.zones_at(home.position()).first().copied()).collect()
}

fn starts(homes: &[Home], centre: impl Fn() -> Position, most: usize) -> Vec<(Position, f64)> {
    let total: f64 = homes.iter().map(|home| home.weight()).sum();
    match homes.len() {
        0 => vec![(centre(), 1.0)],
        count if count <= most => homes.iter().map(|home| (home.position(), home.weight() / total)).collect(),
        _ => sample(homes, total, most),
    }
}

/// Systematic sampling along a curve: the middle of each of `most` equal parts of the weight.
fn sample(homes: &[Home], total: f64, most: usize) -> Vec<(Position, f64)> {
    let mut ordered: Vec<&Home> = homes.iter().collect();
    let bounds = bounds(homes);
    ordered.sort_by_cached_key(|home| morton(home.position(), bounds));
    let (part, mut passed, mut picks) = (total / most as f64, 0.0, 0);
    let mut taken = Vec::with_capacity(most);
    for home in ordered {
        passed += home.weight();
        let before = picks;
        while picks < most && (picks as f64 + 0.5) * part < passed {
            picks += 1;
        }
        if picks > before {
            taken.push((home.position(), (picks - before) as f64 / most as f64));
        }
    }
    taken
}

/// West, south, east, north.
fn bounds(homes: &[Home]) -> [f64; 4] {
    homes.iter().fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |[west, south, east, north], home| {
        let (lon, lat) = (home.position().lon(), home.position().lat());
        [west.min(lon), south.min(lat), east.max(lon), north.max(lat)]
    })
}

/// The place on the Morton curve: bits of longitude and latitude in turn.
fn morton(at: Position, [west, south, east, north]: [f64; 4]) -> u32 {
    let cell = |value: f64, low: f64, high: f64| if high > low { ((value - low) / (high - low) * 65_535.0) as u32 } else { 0 };
    spread(cell(at.lon(), west, east)) | spread(cell(at.lat(), south, north)) << 1
}

/// The 16 low bits, each followed by a zero.
const fn spread(bits: u32) -> u32 {
    let bits = bits & 0xFFFF;
    let bits = (bits | bits << 8) & 0x00FF_00FF;
    let bits = (bits | bits << 4) & 0x0F0F_0F0F;
    let bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn home((lon, lat, weight): (f64, f64, f64)) -> Home {
        Home::new(Position::new(lon, lat).unwrap(), weight).unwrap()
    }

    #[test]
    fn the_curve_visits_quarter_after_quarter() {
        let bounds = [0.0, 0.0, 1.0, 1.0];
        let at = |lon, lat| morton(Position::new(lon, lat).unwrap(), bounds);
        assert!(at(0.1, 0.1) < at(0.9, 0.1) && at(0.9, 0.1) < at(0.1, 0.9) && at(0.1, 0.9) < at(0.9, 0.9));
        assert_eq!(at(1.0, 1.0), u32::MAX);
    }

    proptest! {
        #[test]
        fn a_sample_keeps_the_weight_and_hardly_moves_its_middle(
            homes in prop::collection::vec((3.8..3.9_f64, 43.6..43.7_f64, 0.1..50.0_f64), 65..400)
        ) {
            let homes: Vec<Home> = homes.into_iter().map(home).collect();
            let centre = || Position::new(3.85, 43.65).unwrap();
            let (whole, some) = (starts(&homes, centre, 1_000), starts(&homes, centre, 64));
            prop_assert!(some.len() <= 64);
            for shares in [&whole, &some] {
                prop_assert!((shares.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-9);
            }
            let middle = |starts: &[(Position, f64)]| starts.iter().map(|(at, share)| at.lon() * share).sum::<f64>();
            prop_assert!((middle(&whole) - middle(&some)).abs() < 0.005, "{} {}", middle(&whole), middle(&some));
            let mut reversed = homes.clone();
            reversed.reverse();
            prop_assert_eq!(sample(&homes, 1.0, 64).len(), sample(&reversed, 1.0, 64).len());
        }
    }
}
