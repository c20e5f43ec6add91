//! A coverage cut into arcs: each piece of border once, with the zone on either side.

use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::chains::{Step, chains};
use super::cover::{Covers, NOTHING};
use super::gaps::filled;
use super::grid::{Side, Spot, holds};
use super::outlines::Outline;

/// A piece of border between two zones, or between a zone and nothing, from a junction to a junction, or a ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arc {
    /// Its points; the first and the last are the same when it is a ring.
    pub points: Vec<Spot>,
    /// The zone to its left.
    pub left: Option<u32>,
    /// The zone to its right.
    pub right: Option<u32>,
}

/// One side of one zone, turned so that its lesser end comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    side: Side,
    zone: u32,
    /// Whether the zone lies to its left.
    left: bool,
}

/// Cuts noded outlines into arcs. Every place has one owner at most: where outlines overlap, the smaller zone, and of zones of equal
/// area the first.
///
/// # Algorithm
/// 1. Sides that several outlines share are brought together, and joined into pieces as long as the same outlines lie on both sides.
/// 2. For each piece, the zones that hold it within are found: an overlap, or an enclave that nobody cut out.
/// 3. Slivers that nobody owns are given to a zone beside them.
/// 4. Pieces with one owner on both sides go, the others are joined again.
pub fn arcs(outlines: &[Outline]) -> Vec<Arc> {
    let mut covers = Covers::new(outlines.len());
    let (sides, beside) = shared_sides(outlines, &mut covers);
    let chained = chains(&sides, &beside);
    let pieces: Vec<(Vec<Spot>, [u32; 2])> =
        chained.par_iter().map(|chain| (joined(chain, |link| &sides[link]), flanks(chain, &beside))).collect();
    let index = Index::new(outlines);
    let owned: Vec<Arc> = pieces.into_par_iter().map(|(points, flanks)| index.owned(points, flanks, &covers)).collect();
    let parting = |arcs: Vec<Arc>| arcs.into_iter().filter(|arc| arc.left != arc.right).collect();
    rejoined(&parting(filled(parting(owned))))
}

fn shared_sides(outlines: &[Outline], covers: &mut Covers) -> (Vec<Side>, Vec<[u32; 2]>) {
    let numbered = outlines.par_iter().zip(0_u32..outlines.len() as u32);
    let marked = numbered.flat_map_iter(|(outline, zone)| {
        outline
            .sides()
            .map(move |[a, b]| if a < b { Mark { side: [a, b], zone, left: true } } else { Mark { side: [b, a], zone, left: false } })
    });
    let mut marks: Vec<Mark> = marked.collect();
    marks.par_sort_unstable();
    let (mut sides, mut beside) = (Vec::new(), Vec::new());
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for same in marks.chunk_by(|a, b| a.side == b.side) {
        left.clear();
        right.clear();
        for zone in same.chunk_by(|a, b| a.zone == b.zone) {
            // A zone that passes a side both ways does not end there.
            let net: i32 = zone.iter().map(|mark| if mark.left { 1 } else { -1 }).sum();
            match net {
                0 => {}
                net if net > 0 => left.push(zone[0].zone),
                _ => right.push(zone[0].zone),
            }
        }
        if !(left.is_empty() && right.is_empty()) {
            sides.push(same[0].side);
            beside.push([covers.number(&left), covers.number(&right)]);
        }
    }
    (sides, beside)
}

/// The points of a chain of links.
fn joined<'a, L: AsRef<[Spot]> + ?Sized + 'a>(chain: &[Step], link: impl Fn(usize) -> &'a L) -> Vec<Spot> {
    let mut points: Vec<Spot> = Vec::new();
    for step in chain {
        let more = link(step.link as usize).as_ref();
        points.pop();
        if step.back {
            points.extend(more.iter().rev());
        } else {
            points.extend(more);
        }
    }
    points
}

/// What lies to the left and right of a chain.
fn flanks(chain: &[Step], beside: &[[u32; 2]]) -> [u32; 2] {
    chain.first().map_or([NOTHING; 2], |step| {
        let [left, right] = beside[step.link as usize];
        if step.back { [right, left] } else { [left, right] }
    })
}

fn rejoined(arcs: &[Arc]) -> Vec<Arc> {
    let number = |zone: Option<u32>| zone.map_or(NOTHING, |zone| zone + 1);
    let ends: Vec<Side> = arcs.iter().map(|arc| [arc.points[0], arc.points[arc.points.len() - 1]]).collect();
    let beside: Vec<[u32; 2]> = arcs.iter().map(|arc| [number(arc.left), number(arc.right)]).collect();
    let chained = chains(&ends, &beside);
    let join = |chain: &Vec<Step>| {
        let [left, right] = flanks(chain, &beside).map(|number| number.checked_sub(1));
        Arc { points: joined(chain, |link| &arcs[link].points), left, right }
    };
    chained.par_iter().map(join).collect()
}

/// Zones by place.
struct Index<'a> {
    outlines: &'a [Outline],
    frames: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
}

impl<'a> Index<'a> {
    fn new(outlines: &'a [Outline]) -> Self {
        let framed = outlines.iter().zip(0_u32..).filter_map(|(outline, zone)| {
            let frame = outline.frame?;
            let corner = |x: i32, y: i32| [f64::from(x), f64::from(y)];
            Some(GeomWithData::new(Rectangle::from_corners(corner(frame.west, frame.north), corner(frame.east, frame.south)), zone))
        });
        Self { outlines, frames: RTree::bulk_load(framed.collect()) }
    }

    /// A piece with the owner of either side.
    fn owned(&self, points: Vec<Spot>, [left, right]: [u32; 2], covers: &Covers) -> Arc {
        let flanking = |zone: u32| covers.zones(left).chain(covers.zones(right)).any(|other| other == zone);
        let doubled = [i64::from(points[0].x) + i64::from(points[1].x), i64::from(points[0].y) + i64::from(points[1].y)];
        let middle = AABB::from_point(doubled.map(|twice| twice as f64 / 2.0));
        let near = self.frames.locate_in_envelope_intersecting(middle).map(|entry| entry.data);
        let around: Vec<u32> = near.filter(|zone| !flanking(*zone) && holds(self.outlines[*zone as usize].sides(), doubled)).collect();
        let owner = |flank: u32| covers.zones(flank).chain(around.iter().copied()).min_by_key(|zone| self.rank(*zone));
        Arc { left: owner(left), right: owner(right), points }
    }

    fn rank(&self, zone: u32) -> (i64, u32) {
        (self.outlines[zone as usize].twice_area, zone)
    }
}
