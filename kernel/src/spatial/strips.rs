//! Points laid in strips: finding those within a distance, many times over, and adding up what they hold.

use std::ops::Range;

use rayon::prelude::*;

use super::metric::{Metric, squared_line};
use crate::domain::Reach;

/// Points taken together in the inner loop.
const LANES: usize = 8;

/// Places handled by one task: enough to pay for itself, few enough to share out evenly.
const CHUNK: usize = 512;

/// Up to this squared straight line, bound included, a point weighs so much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ring {
    /// The bound, as [`Metric::reach`] gives it.
    pub squared: f64,
    /// The weight.
    pub weight: f64,
}

/// What lies around a place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sum {
    /// Amounts, each times its weight.
    pub amount: f64,
    /// The weights alone: 0 where no point is in reach.
    pub weight: f64,
}

/// Points by place, packed for scanning.
///
/// # Algorithm
/// Points are sorted across (by latitude, or `y`) and cut into strips of as many points each, sorted along
/// (by longitude, or `x`) within: a search looks at a piece of each strip it crosses, found by bisection,
/// and measures every point of it. Dense places get narrow strips.
///
/// # Notes
/// Building takes `O(n log n)`, a search `O(√n + found)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Strips {
    metric: Metric,
    /// First and last place across, of each strip.
    across: Vec<[f64; 2]>,
    starts: Vec<usize>,
    along: Vec<f64>,
    placed: [Vec<f64>; 3],
    points: Vec<u32>,
}

impl Strips {
    /// Lays points out.
    ///
    /// # Parameters
    /// - `points`: `[x, y]`, or longitude and latitude in degrees on the globe.
    pub fn new(points: &[[f64; 2]], metric: Metric) -> Self {
        let mut order: Vec<u32> = (0..points.len() as u32).collect();
        let at = |point: u32, axis: usize| points[point as usize][axis];
        let by = |axis: usize| move |a: &u32, b: &u32| at(*a, axis).total_cmp(&at(*b, axis)).then(a.cmp(b));
        order.sort_unstable_by(by(1));
        let size = (2.0 * (points.len() as f64).sqrt()).ceil().max(1.0) as usize;
        let across = order.chunks(size).map(|strip| [at(strip[0], 1), at(strip[strip.len() - 1], 1)]).collect();
        order.chunks_mut(size).for_each(|strip| strip.sort_unstable_by(by(0)));
        let placed: Vec<[f64; 3]> = order.iter().map(|point| metric.placed(points[*point as usize])).collect();
        Self {
            metric,
            across,
            starts: (0..points.len()).step_by(size).chain([points.len()]).collect(),
            along: order.iter().map(|point| at(*point, 0)).collect(),
            placed: [0, 1, 2].map(|axis| placed.iter().map(|place| place[axis]).collect()),
            points: order,
        }
    }

    /// Amounts, one a point, in the order in which [`Self::sum_within`] reads them.
    pub fn in_order(&self, amounts: &[f64]) -> Vec<f64> {
        self.points.iter().map(|point| amounts[*point as usize]).collect()
    }

    /// Visits the points within a squared straight line of a place, bound included, in no order that means
    /// anything: the point and the squared straight line to it.
    pub fn each_within(&self, from: [f64; 2], limit: f64, mut visit: impl FnMut(u32, f64)) {
        let centre = self.metric.placed(from);
        self.each_piece(from, limit, |piece| {
            for slot in piece {
                let line = squared_line(centre, self.placed.each_ref().map(|axis| axis[slot]));
                if line <= limit {
                    visit(self.points[slot], line);
                }
            }
        });
    }

    /// Adds up amounts around a place, ring by ring.
    ///
    /// # Parameters
    /// - `rings`: nearest first; beyond the last nothing counts.
    /// - `amounts`: as [`Self::in_order`] lays them.
    pub fn sum_within(&self, from: [f64; 2], rings: &[Ring], amounts: &[f64]) -> Sum {
        let centre = self.metric.placed(from);
        let (mut sums, mut weights) = ([0.0; LANES], [0.0; LANES]);
        let limit = rings.last().map_or(-1.0, |ring| ring.squared);
        self.each_piece(from, limit, |piece| {
            let [x, y, z] = self.placed.each_ref().map(|axis| &axis[piece.clone()]);
            let amounts = &amounts[piece];
            let chunks = x.chunks(LANES).zip(y.chunks(LANES)).zip(z.chunks(LANES).zip(amounts.chunks(LANES)));
            for ((x, y), (z, amounts)) in chunks {
                let lines = lines(centre, x, y, z);
                let weighed = weighed(&lines, rings);
                for lane in 0..x.len().min(LANES) {
                    sums[lane] += weighed[lane] * amounts[lane];
                    weights[lane] += weighed[lane];
                }
            }
        });
        Sum { amount: sums.iter().sum(), weight: weights.iter().sum() }
    }

    /// The nearest point and the squared straight line to it; of equally near ones, the first given.
    ///
    /// # Algorithm
    /// A point beside the place in its own strip bounds the distance; a search within that bound decides.
    pub fn nearest(&self, from: [f64; 2]) -> Option<(u32, f64)> {
        let own = self.across.partition_point(|strip| strip[1] < from[1]).min(self.across.len().checked_sub(1)?);
        let slots = self.starts[own]..self.starts[own + 1];
        let beside = slots.start + self.along[slots.clone()].partition_point(|place| *place < from[0]);
        let centre = self.metric.placed(from);
        let line = |slot: usize| squared_line(centre, self.placed.each_ref().map(|axis| axis[slot]));
        let guess = (beside.saturating_sub(2).max(slots.start)..(beside + 2).min(slots.end)).map(line).fold(f64::INFINITY, f64::min);
        let mut best = (u32::MAX, f64::INFINITY);
        self.each_within(from, guess, |point, line| {
            if line < best.1 || line <= best.1 && point < best.0 {
                best = (point, line);
            }
        });
        Some(best)
    }

    /// Every pair of a place and a point within a squared straight line, bound included.
    ///
    /// # Parameters
    /// - `cost`: of a squared straight line; grows with it.
    ///
    /// # Notes
    /// Pairs are counted before they are written, so that none is held twice. Places are shared out to
    /// threads in fixed blocks: the answer does not depend on how many there are.
    pub fn reach(&self, places: &[[f64; 2]], limit: f64, cost: impl Fn(f64) -> f64 + Sync) -> Reach {
        let count = |from: &[f64; 2]| {
            let mut count = 0;
            self.each_within(*from, limit, |_, _| count += 1);
            count
        };
        let counts: Vec<usize> = places.par_iter().with_min_len(CHUNK).map(count).collect();
        let pairs = counts.iter().sum();
        let mut reach = Reach { starts: Vec::with_capacity(places.len() + 1), destinations: vec![0; pairs], minutes: vec![0.0; pairs] };
        reach.starts.push(0);
        reach.starts.extend(counts.iter().scan(0, |end, count| {
            *end += count;
            Some(*end)
        }));
        let (mut points, mut costs) = (reach.destinations.as_mut_slice(), reach.minutes.as_mut_slice());
        let mut blocks = Vec::with_capacity(places.len().div_ceil(CHUNK));
        for (places, counts) in places.chunks(CHUNK).zip(counts.chunks(CHUNK)) {
            let held = counts.iter().sum();
            blocks.push((places, points.split_off_mut(..held).unwrap_or_default(), costs.split_off_mut(..held).unwrap_or_default()));
        }
        blocks.into_par_iter().for_each(|(places, points, costs)| self.fill(places, limit, &cost, points, costs));
        reach
    }

    /// Writes the pairs of some places, nearest first, ties by point.
    fn fill(&self, places: &[[f64; 2]], limit: f64, cost: &impl Fn(f64) -> f64, points: &mut [u32], costs: &mut [f64]) {
        let (mut row, mut slot) = (Vec::new(), 0);
        for from in places {
            row.clear();
            self.each_within(*from, limit, |point, line| row.push((cost(line), point)));
            row.sort_unstable_by(|a: &(f64, u32), b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (cost, point) in &row {
                (points[slot], costs[slot]) = (*point, *cost);
                slot += 1;
            }
        }
    }

    /// The pieces of strips that a search must look at.
    fn each_piece(&self, from: [f64; 2], limit: f64, mut look: impl FnMut(Range<usize>)) {
        let (along, across) = self.metric.extent(from, limit);
        let first = self.across.partition_point(|strip| strip[1] < across[0]);
        for (strip, bounds) in self.across.iter().enumerate().skip(first) {
            if bounds[0] > across[1] {
                break;
            }
            let slots = self.starts[strip]..self.starts[strip + 1];
            let places = &self.along[slots.clone()];
            for [low, high] in along.into_iter().flatten() {
                let begin = places.partition_point(|place| *place < low);
                let length = places[begin..].partition_point(|place| *place <= high);
                look(slots.start + begin..slots.start + begin + length);
            }
        }
    }
}

/// Squared straight lines; beyond the end of a chunk, out of reach.
#[inline]
fn lines(centre: [f64; 3], x: &[f64], y: &[f64], z: &[f64]) -> [f64; LANES] {
    let mut lines = [f64::INFINITY; LANES];
    for (line, ((x, y), z)) in lines.iter_mut().zip(x.iter().zip(y).zip(z)) {
        *line = squared_line(centre, [*x, *y, *z]);
    }
    lines
}

#[inline]
fn weighed(lines: &[f64; LANES], rings: &[Ring]) -> [f64; LANES] {
    let mut weights = [0.0; LANES];
    for ring in rings.iter().rev() {
        for (weight, line) in weights.iter_mut().zip(lines) {
            *weight = if *line <= ring.squared { ring.weight } else { *weight };
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points(count: usize) -> impl Strategy<Value = Vec<[f64; 2]>> {
        // Round coordinates make ties, the wide range crosses the antimeridian and the poles.
        let apart = (-180.0..180.0_f64, -90.0..=90.0_f64).prop_map(|(x, y)| [x, y]);
        let close = (-5..5_i32, -5..5_i32).prop_map(|(x, y)| [f64::from(x), f64::from(y)]);
        prop::collection::vec(prop_oneof![apart, close], 1..count)
    }

    proptest! {
        #[test]
        fn a_search_finds_what_measuring_every_point_finds(points in points(60), from in points(4), share in 0.0..1.2_f64) {
            for metric in [Metric::Euclidean, Metric::GreatCircle] {
                let strips = Strips::new(&points, metric);
                let line = |from: [f64; 2], point: [f64; 2]| squared_line(metric.placed(from), metric.placed(point));
                for from in &from {
                    let limit = line(*from, points[0]) * share;
                    let (mut found, mut all) = (Vec::new(), Vec::new());
                    strips.each_within(*from, limit, |point, _| found.push(point));
                    all.extend((0..).zip(&points).filter(|(_, point)| line(*from, **point) <= limit).map(|(index, _)| index));
                    found.sort_unstable();
                    prop_assert_eq!(found, all);
                    let nearest = points.iter().map(|point| line(*from, *point)).fold(f64::INFINITY, f64::min);
                    let first = points.iter().position(|point| line(*from, *point) <= nearest);
                    prop_assert_eq!(strips.nearest(*from).map(|(point, line)| (Some(point as usize), line)), Some((first, nearest)));
                }
            }
        }

        #[test]
        fn sums_are_those_of_the_pairs(points in points(60), from in points(4), weights in prop::array::uniform2(0.0..1.0_f64)) {
            let (metric, amounts) = (Metric::GreatCircle, (0..points.len()).map(|point| point as f64 + 0.5).collect::<Vec<_>>());
            let strips = Strips::new(&points, metric);
            let rings = [(1e5, weights[0]), (6e6, weights[1])].map(|(limit, weight)| Ring { squared: metric.reach(limit), weight });
            for from in &from {
                let sum = strips.sum_within(*from, &rings, &strips.in_order(&amounts));
                let reach = strips.reach(&[*from], rings[1].squared, |line| metric.distance(line));
                let weighed = |(point, metres): (usize, f64)| if metres <= 1e5 { (point, weights[0]) } else { (point, weights[1]) };
                let amount: f64 = reach.from_origin(0).map(weighed).map(|(point, weight)| amounts[point] * weight).sum();
                let weight: f64 = reach.from_origin(0).map(weighed).map(|(_, weight)| weight).sum();
                prop_assert!((sum.amount - amount).abs() <= 1e-12 * amount.max(1.0) && (sum.weight - weight).abs() <= 1e-12 * weight.max(1.0));
            }
        }
    }

    #[test]
    fn without_points_nothing_is_found() {
        let strips = Strips::new(&[], Metric::Euclidean);
        assert_eq!(strips.nearest([0.0, 0.0]), None);
        assert_eq!(strips.sum_within([0.0, 0.0], &[Ring { squared: 1.0, weight: 1.0 }], &[]), Sum::default());
    }
}
