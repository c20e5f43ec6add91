//! How much of each source lies in each target.

use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::Outline;

/// Outlines that have less than this share of the smaller one in common only touch: the rest is rounding.
const TOUCHING: f64 = 1e-11;

/// A sparse matrix of what sources and targets have in common: area, or the weight of a mask.
///
/// A pair is kept when its outlines overlap, even where the mask holds nothing there.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlaps {
    starts: Vec<usize>,
    targets: Vec<u32>,
    amounts: Vec<f64>,
    of_source: Vec<f64>,
    of_target: Vec<f64>,
}

impl Overlaps {
    /// By area.
    ///
    /// # Algorithm
    /// 1. Targets are indexed by their boxes (R*-tree).
    /// 2. For each source, the areas in common with those whose box meets its own: rectangles at once, others
    ///    from the trapezoids under their edges.
    ///
    /// # Notes
    /// `O(n log n)` plus the pairs that meet. Sources are shared out to threads and gathered in order: the
    /// answer is the same for any number of them.
    pub fn by_area(sources: &[Outline], targets: &[Outline]) -> Self {
        let tree = index(targets);
        let of = |source: &Outline| {
            let mut row: Vec<(u32, f64)> = near(&tree, source.envelope())
                .filter_map(|target| {
                    let other = &targets[target as usize];
                    let area = source.common_area(other);
                    (area > TOUCHING * source.area().min(other.area())).then_some((target, area))
                })
                .collect();
            row.sort_unstable_by_key(|entry| entry.0);
            row
        };
        let rows: Vec<Vec<(u32, f64)>> = sources.par_iter().with_min_len(64).map(of).collect();
        let mut found = Self {
            starts: vec![0],
            targets: Vec::with_capacity(rows.iter().map(Vec::len).sum()),
            amounts: Vec::with_capacity(rows.iter().map(Vec::len).sum()),
            of_source: sources.iter().map(Outline::area).collect(),
            of_target: targets.iter().map(Outline::area).collect(),
        };
        for row in rows {
            found.targets.extend(row.iter().map(|entry| entry.0));
            found.amounts.extend(row.iter().map(|entry| entry.1));
            found.starts.push(found.targets.len());
        }
        found
    }

    /// The same pairs by control points: dwellings, addresses, buildings, each with a weight.
    ///
    /// # Parameters
    /// - `points`: place and weight, zero or above. One on a border belongs to the first outline that holds it.
    ///
    /// # Returns
    /// In each pair the weight of the points in both; a source weighs what its points do, be they in a target
    /// or not.
    #[must_use]
    pub fn with_points(&self, sources: &[Outline], targets: &[Outline], points: &[([f64; 2], f64)]) -> Self {
        let (in_source, in_target) = (index(sources), index(targets));
        let holder = |tree: &Tree, outlines: &[Outline], at: [f64; 2]| {
            near(tree, AABB::from_point(at)).filter(|place| outlines[*place as usize].holds(at)).min()
        };
        let homes: Vec<(Option<u32>, Option<u32>)> =
            points.par_iter().map(|(at, _)| (holder(&in_source, sources, *at), holder(&in_target, targets, *at))).collect();
        let mut found = self.clone().emptied();
        for ((source, target), (_, weight)) in homes.into_iter().zip(points) {
            if let Some(source) = source {
                found.of_source[source as usize] += weight;
            }
            if let Some(target) = target {
                found.of_target[target as usize] += weight;
            }
            if let (Some(source), Some(target)) = (source, target) {
                found.add(source as usize, target, *weight);
            }
        }
        found
    }

    /// The same pairs by zones whose population is known, spread evenly over each: squares, blocks, built-up land.
    ///
    /// # Parameters
    /// - `mask`, `people`: an outline and its population, zero or above.
    ///
    /// # Returns
    /// The people of the mask in each pair, in each source and in each target.
    #[must_use]
    pub fn with_zones(&self, sources: &[Outline], targets: &[Outline], mask: &[Outline], people: &[f64]) -> Self {
        let within = index(mask);
        let density = |place: u32| people[place as usize] / mask[place as usize].area();
        let of_outline = |outline: &Outline| -> f64 {
            let mut around: Vec<u32> = near(&within, outline.envelope()).collect();
            around.sort_unstable();
            around.into_iter().map(|place| density(place) * outline.common_area(&mask[place as usize])).sum()
        };
        let mut found = self.clone();
        let pairs: Vec<(usize, u32)> = (0..sources.len())
            .flat_map(|source| found.entries(source).map(move |(target, _)| (source, target as u32)).collect::<Vec<_>>())
            .collect();
        let of_pair = |(source, target): &(usize, u32)| -> f64 {
            let (source, target) = (&sources[*source], &targets[*target as usize]);
            let common = source.common_edges(target);
            let mut around: Vec<u32> =
                near(&within, source.envelope()).filter(|place| target.common_area(&mask[*place as usize]) > 0.0).collect();
            around.sort_unstable();
            around.into_iter().map(|place| density(place) * mask[place as usize].area_under(&common).max(0.0)).sum()
        };
        found.amounts = pairs.par_iter().map(of_pair).collect();
        found.of_source = sources.par_iter().map(of_outline).collect();
        found.of_target = targets.par_iter().map(of_outline).collect();
        found
    }

    /// Number of targets.
    pub fn target_count(&self) -> usize {
        self.of_target.len()
    }

    /// Number of pairs that overlap.
    pub fn pair_count(&self) -> usize {
        self.targets.len()
    }

    /// The targets a source overlaps, in order, with what they have in common.
    pub fn entries(&self, source: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        let range = self.starts[source]..self.starts[source + 1];
        self.targets[range.clone()].iter().zip(&self.amounts[range]).map(|(&target, &amount)| (target as usize, amount))
    }

    /// The whole of a source, in the unit of the amounts.
    pub fn of_source(&self, source: usize) -> f64 {
        self.of_source[source]
    }

    /// The whole of a target, in the unit of the amounts.
    pub fn of_target(&self, target: usize) -> f64 {
        self.of_target[target]
    }

    /// What each target has in common with all sources.
    pub fn covered(&self) -> Vec<f64> {
        let mut covered = vec![0.0; self.target_count()];
        for source in 0..self.of_source.len() {
            self.entries(source).for_each(|(target, amount)| covered[target] += amount);
        }
        covered
    }

    /// The same pairs, with nothing in them.
    fn emptied(mut self) -> Self {
        for amounts in [&mut self.amounts, &mut self.of_source, &mut self.of_target] {
            amounts.fill(0.0);
        }
        self
    }

    /// Adds to a pair; outlines that only touch have no entry, and a point on their border none to add to.
    fn add(&mut self, source: usize, target: u32, weight: f64) {
        let range = self.starts[source]..self.starts[source + 1];
        if let Ok(place) = self.targets[range.clone()].binary_search(&target) {
            self.amounts[range.start + place] += weight;
        }
    }
}

type Tree = RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>;

fn index(outlines: &[Outline]) -> Tree {
    let boxes = outlines.iter().zip(0..).map(|(outline, place)| {
        let envelope = outline.envelope();
        GeomWithData::new(Rectangle::from_corners(envelope.lower(), envelope.upper()), place)
    });
    RTree::bulk_load(boxes.collect())
}

fn near(tree: &Tree, envelope: AABB<[f64; 2]>) -> impl Iterator<Item = u32> + '_ {
    tree.locate_in_envelope_intersecting(envelope).map(|entry| entry.data)
}
