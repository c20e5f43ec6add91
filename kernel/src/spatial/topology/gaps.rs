//! Slivers between zones whose outlines were simplified one by one: each is given to the zone that borders most of it.

use std::collections::{BTreeMap, HashMap};
use std::f64::consts::PI;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::arcs::Arc;
use super::clip::Frame;
use super::grid::{GRID_BITS, Side, Spot, holds, twice_area};
use super::trace::{Ring, loose_rings, sides_of};

/// A gap narrower than this on average, in metres, is a sliver: streets and rivers are wider.
const WIDTH_METRES: f64 = 15.0;

/// A gap of more than this, in square metres, is none, however narrow.
const AREA_METRES2: f64 = 20_000.0;

const EQUATOR_METRES: f64 = 2.0 * PI * 6_378_137.0;

/// Gives slivers to zones. The arcs round a sliver come out with a zone on both sides, the same one for those that no longer part
/// anything.
pub fn filled(mut arcs: Vec<Arc>) -> Vec<Arc> {
    let owners = owners(&arcs);
    for arc in &mut arcs {
        let forward = first_side(arc);
        let [_, backward] = ends_of(arc);
        if arc.left.is_none() {
            arc.left = owners.get(&forward).copied();
        }
        if arc.right.is_none() {
            arc.right = owners.get(&backward).copied();
        }
    }
    arcs
}

/// The owner of the sliver to the left of the first side of each way round it, by that side.
fn owners(arcs: &[Arc]) -> HashMap<Side, u32> {
    let (mut sides, mut beyond) = (Vec::new(), HashMap::new());
    for arc in arcs {
        for (own, other, back) in [(arc.left, arc.right, false), (arc.right, arc.left, true)] {
            if let (None, Some(zone)) = (own, other) {
                let way = arc.points.windows(2).map(|side| if back { [side[1], side[0]] } else { [side[0], side[1]] });
                sides.extend(way.clone());
                beyond.extend(way.map(|side| (side, zone)));
            }
        }
    }
    let (gaps, shores): (Vec<Ring>, Vec<Ring>) = loose_rings(sides).into_iter().partition(|ring| twice_area(ring) > 0);
    let slivers: Vec<Ring> = gaps.into_iter().filter(|ring| is_sliver(ring)).collect();
    let inhabited = inhabited(&slivers, &shores);
    let empty = slivers.iter().zip(inhabited).filter(|(_, inhabited)| !inhabited);
    empty
        .flat_map(|(ring, _)| {
            let owner = longest(ring, &beyond);
            sides_of(ring).filter_map(move |side| Some((side, owner?)))
        })
        .collect()
}

fn first_side(arc: &Arc) -> Side {
    [arc.points[0], arc.points[1]]
}

/// The first side of an arc forwards and backwards.
fn ends_of(arc: &Arc) -> [Side; 2] {
    let last = arc.points.len() - 1;
    [first_side(arc), [arc.points[last], arc.points[last - 1]]]
}

fn is_sliver(ring: &[Spot]) -> bool {
    let metres = metres_of_cell(ring[0].y);
    let area = twice_area(ring) as f64 / 2.0 * metres * metres;
    let round: f64 = sides_of(ring).map(length).sum::<f64>() * metres;
    // A strip is half as long as the way round it.
    area < AREA_METRES2 && area < WIDTH_METRES * round / 2.0
}

/// The width of a cell on the ground, in metres.
fn metres_of_cell(row: i32) -> f64 {
    let world = f64::from(1 << GRID_BITS);
    EQUATOR_METRES / world / (PI * (1.0 - 2.0 * f64::from(row) / world)).cosh()
}

fn length([a, b]: Side) -> f64 {
    f64::from(b.x - a.x).hypot(f64::from(b.y - a.y))
}

/// The zone that borders most of a gap; of equals the first.
fn longest(ring: &[Spot], beyond: &HashMap<Side, u32>) -> Option<u32> {
    let mut lengths: BTreeMap<u32, f64> = BTreeMap::new();
    for side in sides_of(ring) {
        *lengths.entry(*beyond.get(&side)?).or_default() += length(side);
    }
    lengths.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(zone, _)| zone)
}

/// Whether a piece of land lies in each gap: such a gap stays, for its owner would have to go round that piece.
fn inhabited(gaps: &[Ring], shores: &[Ring]) -> Vec<bool> {
    let mut inhabited = vec![false; gaps.len()];
    let at = |spot: Spot| [f64::from(spot.x), f64::from(spot.y)];
    let frames = gaps.iter().zip(0_usize..).filter_map(|(ring, number)| {
        let frame = Frame::round(ring.iter().copied())?;
        let corners = [Spot::new(frame.west, frame.north), Spot::new(frame.east, frame.south)].map(at);
        Some(GeomWithData::new(Rectangle::from_corners(corners[0], corners[1]), number))
    });
    let index = RTree::bulk_load(frames.collect());
    for shore in shores {
        let middle = [i64::from(shore[0].x) + i64::from(shore[1].x), i64::from(shore[0].y) + i64::from(shore[1].y)];
        for gap in index.locate_in_envelope_intersecting(AABB::from_point(at(shore[0]))) {
            inhabited[gap.data] |= holds(sides_of(&gaps[gap.data]), middle);
        }
    }
    inhabited
}
