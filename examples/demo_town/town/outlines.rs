//! Outlines of the zones: shared borders are cut where three zones meet, straightened, and given one
//! natural unevenness each, so that neighbours share every vertex.

use std::collections::{BTreeMap, BTreeSet};

use geo::orient::Direction;
use geo::{Coord, LineString, Orient, Polygon, Simplify};

use super::chance::Chance;
use super::curve::{apart, left_of, part_way};
use super::land::Land;
use super::plan::spacing;
use super::zones::ZONES;

type Sides = [Option<usize>; 2];

/// A border between two zones, or between a zone and the outside.
struct Arc {
    corners: Vec<usize>,
    sides: Sides,
    course: Vec<Coord>,
}

/// The outline of every zone, in the order of [`ZONES`], in metres.
pub fn draw(land: &Land) -> anyhow::Result<Vec<Polygon>> {
    let mut chance = Chance::of_part(2);
    let mut arcs = cut_arcs(land);
    for arc in &mut arcs {
        arc.course = natural_course(land, arc, &mut chance);
    }
    (0..ZONES.len()).map(|zone| close(zone, &arcs)).collect()
}

/// Follows every border from one meeting point of zones to the next.
fn cut_arcs(land: &Land) -> Vec<Arc> {
    let mut around: BTreeMap<usize, Vec<(usize, Sides)>> = BTreeMap::new();
    for edge in &land.mesh.edges {
        let mut sides = land.beside(edge);
        sides.sort_unstable();
        if sides[0] != sides[1] {
            around.entry(edge.ends[0]).or_default().push((edge.ends[1], sides));
            around.entry(edge.ends[1]).or_default().push((edge.ends[0], sides));
        }
    }
    let mut walked = BTreeSet::new();
    let mut arcs = Vec::new();
    for (&start, ways) in around.iter().filter(|(_, ways)| ways.len() != 2) {
        for &(next, sides) in ways {
            if !walked.contains(&(start, next)) {
                arcs.push(follow(&around, &mut walked, start, next, sides));
            }
        }
    }
    arcs
}

fn follow(
    around: &BTreeMap<usize, Vec<(usize, Sides)>>,
    walked: &mut BTreeSet<(usize, usize)>,
    start: usize,
    next: usize,
    sides: Sides,
) -> Arc {
    let mut corners = vec![start, next];
    walked.insert((start, next));
    while let [a, b] = around[&corners[corners.len() - 1]][..] {
        let (here, before) = (corners[corners.len() - 1], corners[corners.len() - 2]);
        let onward = if a.0 == before { b.0 } else { a.0 };
        walked.insert((here, onward));
        corners.push(onward);
    }
    walked.insert((corners[corners.len() - 1], corners[corners.len() - 2]));
    Arc { corners, sides, course: Vec::new() }
}

/// Straightens a border and roughens what is long; along a drawn line it follows the line.
fn natural_course(land: &Land, arc: &Arc, chance: &mut Chance) -> Vec<Coord> {
    let raw: Vec<Coord> = arc.corners.iter().map(|&corner| land.mesh.corners[corner]).collect();
    let drawn = |at: Coord| land.lines.iter().any(|line| line.course.distance_to(at) < 1.0);
    let mut course = vec![raw[0]];
    let mut from = 0;
    for to in 1..raw.len() {
        let along_line = drawn(raw[to - 1]) && drawn(raw[to]);
        if along_line || to == raw.len() - 1 || (drawn(raw[to]) && drawn(raw[to + 1])) {
            let piece = if along_line { raw[from..=to].to_vec() } else { roughen(&straighten(&raw[from..=to]), chance) };
            course.extend_from_slice(&piece[1..]);
            from = to;
        }
    }
    course
}

fn straighten(piece: &[Coord]) -> Vec<Coord> {
    let middle = piece[piece.len() / 2];
    LineString(piece.to_vec()).simplify((0.48 * spacing(middle)).min(170.0)).0
}

/// Midpoint displacement: each half of a long stretch is moved aside by a tenth at most.
fn roughen(piece: &[Coord], chance: &mut Chance) -> Vec<Coord> {
    let mut rough = vec![piece[0]];
    piece.windows(2).for_each(|pair| displace(pair[0], pair[1], chance, &mut rough));
    rough
}

pub fn displace(from: Coord, to: Coord, chance: &mut Chance, course: &mut Vec<Coord>) {
    let length = apart(from, to);
    if length < 130.0 {
        course.push(to);
        return;
    }
    let aside = (length * 0.1).min(80.0) * chance.between(-1.0, 1.0);
    let middle = part_way(from, to, chance.between(0.42, 0.58)) + left_of(from, to) * aside;
    displace(from, middle, chance, course);
    displace(middle, to, chance, course);
}

/// Joins the borders of a zone end to end.
fn close(zone: usize, arcs: &[Arc]) -> anyhow::Result<Polygon> {
    let mut left: Vec<Vec<Coord>> = arcs.iter().filter(|arc| arc.sides.contains(&Some(zone))).map(|arc| arc.course.clone()).collect();
    let mut ring = left.pop().ok_or_else(|| anyhow::anyhow!("{} has no border", ZONES[zone].name))?;
    while ring.first() != ring.last() {
        let end = ring[ring.len() - 1];
        let next = left.iter().position(|course| course[0] == end || course[course.len() - 1] == end);
        let rank = next.ok_or_else(|| anyhow::anyhow!("the border of {} is open", ZONES[zone].name))?;
        let mut course = left.swap_remove(rank);
        if course[0] != end {
            course.reverse();
        }
        ring.extend_from_slice(&course[1..]);
    }
    anyhow::ensure!(left.is_empty(), "{} lies in several pieces", ZONES[zone].name);
    Ok(Polygon::new(LineString(ring), Vec::new()).orient(Direction::Default))
}
