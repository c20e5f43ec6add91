//! The coverage of a geography, ready to be drawn at any zoom.

use std::collections::HashMap;

use rayon::prelude::*;

use super::arcs::{Arc, arcs};
use super::drawing::Drawing;
use super::grid::{Side, Spot};
use super::outlines::noded;
use super::rounding::{Hot, Raster};
use super::rows::Rows;
use super::trace::{Ring, rings};
use super::weigh::weights;
use crate::domain::Shape;

/// The zones of a geography as shared arcs.
#[derive(Debug)]
pub struct Coverage {
    arcs: Vec<Weighed>,
    /// The arcs round each zone, and whether it lies to their left.
    round: Vec<Vec<(u32, bool)>>,
}

#[derive(Debug)]
struct Weighed {
    points: Box<[Spot]>,
    weights: Box<[f32]>,
}

/// How coarse a drawing is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The grid it is drawn on.
    pub raster: Raster,
    /// Points whose triangle is smaller than this many cells of the world grid are left out.
    pub least_area: f32,
}

impl Coverage {
    /// Cuts the outlines of zones into shared arcs and weighs their points. Outlines that are not quite a coverage become one: a place
    /// belongs to the smallest zone that holds it.
    ///
    /// # Notes
    /// The result depends on the outlines alone, not on the number of threads.
    pub fn new<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> Self {
        let outlines = noded(shapes);
        let arcs = arcs(&outlines);
        let mut round = vec![Vec::new(); outlines.len()];
        for (arc, number) in arcs.iter().zip(0_u32..) {
            for (zone, left) in [(arc.left, true), (arc.right, false)] {
                if let Some(zone) = zone {
                    round[zone as usize].push((number, left));
                }
            }
        }
        let everything = Rows::new(arcs.par_iter().flat_map_iter(|arc| arc.points.iter().copied()).collect());
        let least = least_points(&arcs);
        let weighed = arcs.into_par_iter().zip(least).map(|(arc, least)| {
            let weights = weights(&arc.points, least, &everything).into();
            Weighed { points: arc.points.into(), weights }
        });
        Self { arcs: weighed.collect(), round }
    }

    /// How many zones there are.
    pub fn zones(&self) -> usize {
        self.round.len()
    }

    /// How many arcs, and how many points over all of them.
    pub fn size(&self) -> (usize, usize) {
        (self.arcs.len(), self.arcs.iter().map(|arc| arc.points.len()).sum())
    }

    /// Draws every zone at a scale.
    ///
    /// # Returns
    /// Rings on the raster that neither cross each other nor themselves: a border that two zones share is the same for both, and a zone
    /// may only vanish when it is thinner than the cells of the raster.
    ///
    /// # Algorithm
    /// 1. Arcs are thinned by weight and brought onto the raster by snap rounding.
    /// 2. The rings of each zone are traced from the sides round it.
    /// 3. The arcs of zones that vanished are taken with all their points, and 1 and 2 done again.
    pub fn drawn(&self, scale: Scale) -> Drawing {
        let mut whole = vec![false; self.arcs.len()];
        let drawn = self.traced(&self.routed(scale, &whole));
        let lost: Vec<u32> = (0..self.zones()).filter(|zone| drawn[*zone].is_empty()).flat_map(|zone| self.thinned(zone, scale)).collect();
        if lost.is_empty() {
            return Drawing::new(&drawn);
        }
        for arc in lost {
            whole[arc as usize] = true;
        }
        Drawing::new(&self.traced(&self.routed(scale, &whole)))
    }

    /// The arcs of a zone from which points are left out.
    fn thinned(&self, zone: usize, scale: Scale) -> impl Iterator<Item = u32> {
        let thinned = move |arc: &u32| self.arcs[*arc as usize].weights.iter().any(|weight| *weight < scale.least_area);
        self.round[zone].iter().map(|(arc, _)| *arc).filter(thinned)
    }

    fn routed(&self, scale: Scale, whole: &[bool]) -> Vec<Vec<Spot>> {
        let thin = |(arc, whole): (&Weighed, &bool)| {
            let weighed = arc.points.iter().zip(&arc.weights);
            weighed.filter(|(_, weight)| *whole || **weight >= scale.least_area).map(|(spot, _)| *spot).collect()
        };
        let lines: Vec<Vec<Spot>> = self.arcs.par_iter().zip(whole).map(thin).collect();
        let hot = Hot::new(scale.raster, &lines, &[]);
        lines.into_par_iter().map(|line| hot.route(&line)).collect()
    }

    fn traced(&self, lines: &[Vec<Spot>]) -> Vec<Vec<Ring>> {
        let trace = |round: &Vec<(u32, bool)>| {
            let sides = round.iter().flat_map(|(arc, left)| {
                lines[*arc as usize].windows(2).map(|side| if *left { [side[0], side[1]] } else { [side[1], side[0]] })
            });
            rings(sides.collect())
        };
        self.round.par_iter().map(trace).collect()
    }
}

/// How many points of each arc must stay between its ends so that nothing collapses: two of a ring, one where several arcs join the
/// same two junctions.
fn least_points(arcs: &[Arc]) -> Vec<usize> {
    let ends = |arc: &Arc| -> Side {
        let (a, b) = (arc.points[0], arc.points[arc.points.len() - 1]);
        if a < b { [a, b] } else { [b, a] }
    };
    let mut joining: HashMap<Side, usize> = HashMap::new();
    for arc in arcs {
        *joining.entry(ends(arc)).or_default() += 1;
    }
    let least = |arc: &Arc| match ends(arc) {
        [a, b] if a == b => 2,
        ends => usize::from(joining[&ends] > 1),
    };
    arcs.iter().map(least).collect()
}
