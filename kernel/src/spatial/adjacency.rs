//! Which zones are neighbours: those that share a border, not those that meet in a point.

use geo::{Coord, Euclidean, Length, Line, LinesIter};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::ground::{Ground, stretch_near};
use crate::domain::Shape;

/// Borders run together when they stay within the first length, in metres, along the second. One pair
/// of lengths is for outlines cut from one drawing, whose corners only differ in number; the other for
/// outlines simplified one by one, which leave gaps and overlaps. Zones that meet in a point only stay
/// together along two to four times the distance.
const TOGETHER_METRES: [(f64, f64); 2] = [(1.0, 10.0), (10.0, 60.0)];

/// The widest gap bridged.
const REACH_METRES: f64 = TOGETHER_METRES[1].0;

/// The neighbours of each zone, in compressed rows: symmetric, without the zone itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adjacency {
    starts: Vec<usize>,
    neighbours: Vec<u32>,
}

/// A side of an outline.
#[derive(Debug, Clone, Copy)]
struct Side {
    zone: u32,
    line: Line,
}

impl Adjacency {
    /// The neighbours among these outlines.
    ///
    /// # Algorithm
    /// 1. Sides with the same two ends, to a centimetre, are sides of neighbours.
    /// 2. Each remaining side is held against the remaining sides of other zones nearby: the length it
    ///    stays near them is added up by pair of zones, and the pair is taken when that is long enough.
    ///
    /// # Notes
    /// `O(n log n)` in the number of sides. Against the buffers of a geometry library, on the 88 IRIS of
    /// Montpellier simplified one by one: 213 pairs of 217, the four missing sharing under 80 m.
    pub fn new<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> Self {
        let shapes: Vec<&Shape> = shapes.into_iter().collect();
        let (mut pairs, unmatched) = matched(sides(&shapes));
        pairs.extend(running_together(&drawn(&unmatched, &shapes)));
        Self::from_pairs(shapes.len(), pairs)
    }

    /// From pairs of zones, in any order, repeated or not.
    pub fn from_pairs(zones: usize, pairs: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut both: Vec<(u32, u32)> = pairs.into_iter().filter(|(a, b)| a != b).flat_map(|(a, b)| [(a, b), (b, a)]).collect();
        both.sort_unstable();
        both.dedup();
        let starts = (0..=zones).map(|zone| both.partition_point(|(from, _)| (*from as usize) < zone)).collect();
        Self { starts, neighbours: both.into_iter().map(|(_, neighbour)| neighbour).collect() }
    }

    /// The neighbours of a zone, in order.
    pub fn of(&self, zone: usize) -> &[u32] {
        &self.neighbours[self.starts[zone]..self.starts[zone + 1]]
    }

    /// Number of zones.
    pub fn zone_count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Number of pairs of neighbours.
    pub fn pair_count(&self) -> usize {
        self.neighbours.len() / 2
    }
}

/// A side known by its ends on the grid, lesser first: enough to find those that are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ends {
    between: [(i32, i32); 2],
    zone: u32,
    place: u32,
}

fn lines(shape: &Shape) -> impl Iterator<Item = Line> {
    shape.outline().lines_iter().filter(|line| line.start != line.end)
}

fn sides(shapes: &[&Shape]) -> Vec<Ends> {
    let sides = shapes
        .par_iter()
        .zip(0_u32..shapes.len() as u32)
        .flat_map_iter(|(shape, zone)| lines(shape).zip(0..).map(move |(line, place)| Ends { between: ends(line), zone, place }));
    sides.collect()
}

/// Pairs of zones with a side in common, and the sides that nobody shares.
fn matched(mut sides: Vec<Ends>) -> (Vec<(u32, u32)>, Vec<Ends>) {
    sides.par_sort_unstable();
    let (mut pairs, mut unmatched) = (Vec::new(), Vec::new());
    for same in sides.chunk_by(|a, b| a.between == b.between) {
        match same {
            [alone] => unmatched.push(*alone),
            [one, other] if one.zone != other.zone => pairs.push((one.zone, other.zone)),
            several => {
                let zones: Vec<u32> = several.chunk_by(|a, b| a.zone == b.zone).map(|own| own[0].zone).collect();
                unmatched.extend((zones.len() == 1).then_some(several[0]));
                pairs.extend(zones.iter().enumerate().flat_map(|(n, a)| zones[n + 1..].iter().map(|b| (*a, *b))));
            }
        }
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    (pairs, unmatched)
}

/// The lines of some sides, in their order.
fn drawn(sides: &[Ends], shapes: &[&Shape]) -> Vec<Side> {
    let mut by_zone: Vec<usize> = (0..sides.len()).collect();
    by_zone.par_sort_unstable_by_key(|side| (sides[*side].zone, sides[*side].place));
    let mut found: Vec<(usize, Side)> = by_zone
        .par_chunk_by(|a, b| sides[*a].zone == sides[*b].zone)
        .flat_map_iter(|own| {
            let zone = sides[own[0]].zone;
            let mut wanted = own.iter().copied().peekable();
            lines(shapes[zone as usize])
                .zip(0_u32..)
                .filter_map(move |(line, place)| Some((wanted.next_if(|side| sides[*side].place == place)?, Side { zone, line })))
        })
        .collect();
    found.par_sort_unstable_by_key(|(side, _)| *side);
    found.into_iter().map(|(_, side)| side).collect()
}

/// Both ends on a grid of 10⁻⁷ degrees, the lesser first.
fn ends(line: Line) -> [(i32, i32); 2] {
    let snapped = |at: Coord| ((at.x * 1e7).round() as i32, (at.y * 1e7).round() as i32);
    let (a, b) = (snapped(line.start), snapped(line.end));
    if a <= b { [a, b] } else { [b, a] }
}

/// How many metres a side of the first zone runs near the second, under each rule.
struct Run {
    pair: (u32, u32),
    metres: [f64; 2],
}

type SideTree = RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>;

/// Pairs of zones whose unshared sides run together for long enough.
fn running_together(sides: &[Side]) -> Vec<(u32, u32)> {
    let boxes = sides.iter().zip(0..).map(|(side, place)| {
        let [from, to] = [side.line.start, side.line.end].map(|at| [at.x, at.y]);
        GeomWithData::new(Rectangle::from_corners(from, to), place)
    });
    let tree: SideTree = RTree::bulk_load(boxes.collect());
    let mut runs: Vec<Run> = sides.par_iter().flat_map_iter(|side| near(side, sides, &tree)).collect();
    runs.par_sort_by_key(|run| run.pair);
    let long_enough = |runs: &&[Run]| {
        let mut rules = TOGETHER_METRES.iter().enumerate();
        rules.any(|(rule, (_, enough))| runs.iter().map(|run| run.metres[rule]).sum::<f64>() >= *enough)
    };
    runs.chunk_by(|a, b| a.pair == b.pair).filter(long_enough).map(|runs| runs[0].pair).collect()
}

/// The zones a side runs near, and for how many metres under each rule.
fn near(side: &Side, sides: &[Side], tree: &SideTree) -> Vec<Run> {
    let ground = Ground::around(side.line.start);
    let this = ground.line(side.line);
    let nearby = tree.locate_in_envelope_intersecting(around(side.line, ground.degrees(REACH_METRES)));
    let mut others: Vec<(u32, Line)> = nearby
        .map(|entry| sides[entry.data])
        .filter(|other| other.zone != side.zone)
        .map(|other| (other.zone, ground.line(other.line)))
        .collect();
    others.sort_by_key(|(zone, _)| *zone);
    let length = Euclidean.length(&this);
    let by_zone = others.chunk_by(|a, b| a.0 == b.0);
    by_zone
        .map(|same| Run {
            pair: (side.zone, same[0].0),
            metres: TOGETHER_METRES.map(|(distance, _)| length * covered(this, same, distance)),
        })
        .collect()
}

/// The share of a side that lies within a distance of any of these.
fn covered(this: Line, others: &[(u32, Line)], distance: f64) -> f64 {
    let mut stretches: Vec<_> = others.iter().filter_map(|(_, other)| stretch_near(this, *other, distance)).collect();
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (share, _) = stretches
        .into_iter()
        .fold((0.0, 0.0_f64), |(share, reached), (from, to)| (share + (to - from.max(reached)).max(0.0), reached.max(to)));
    share
}

fn around(line: Line, margin: Coord) -> AABB<[f64; 2]> {
    let (a, b) = (line.start, line.end);
    let low = [a.x.min(b.x) - margin.x, a.y.min(b.y) - margin.y];
    AABB::from_corners(low, [a.x.max(b.x) + margin.x, a.y.max(b.y) + margin.y])
}

#[cfg(test)]
mod tests {
    use geo::wkt;

    use super::*;

    /// A square of about 1 km whose south-west corner lies so many metres east and north of a place.
    fn square(east: f64, north: f64) -> Shape {
        let (metre, corner) = (Ground::around(Coord { x: 3.88, y: 43.6 }).degrees(1.0), |e: f64, n: f64| (3.88 + e, 43.6 + n));
        let at = |e: f64, n: f64| Coord::from(corner((east + e) * metre.x, (north + n) * metre.y));
        let ring = vec![at(0.0, 0.0), at(1000.0, 0.0), at(1000.0, 1000.0), at(0.0, 1000.0), at(0.0, 0.0)];
        Shape::new(geo::MultiPolygon::new(vec![geo::Polygon::new(ring.into(), vec![])])).unwrap()
    }

    fn neighbours(shapes: &[Shape]) -> bool {
        Adjacency::new(shapes).pair_count() > 0
    }

    #[test]
    fn zones_that_share_a_border_are_neighbours_and_those_that_share_a_corner_are_not() {
        let shapes = [square(0.0, 0.0), square(1000.0, 0.0), square(1000.0, 1000.0)];
        let adjacency = Adjacency::new(&shapes);
        assert_eq!([adjacency.of(0), adjacency.of(1), adjacency.of(2)], [&[1][..], &[0, 2], &[1]]);
    }

    #[test]
    fn a_border_cut_in_other_places_is_still_shared() {
        assert!(neighbours(&[square(0.0, 0.0), square(1000.0, 300.0)]));
        assert!(neighbours(&[square(0.0, 0.0), square(1000.0, 985.0)]), "15 m in common");
        assert!(!neighbours(&[square(0.0, 0.0), square(1000.0, 997.0)]), "3 m in common");
    }

    #[test]
    fn slivers_of_a_few_metres_are_bridged_and_streets_are_not() {
        assert!(neighbours(&[square(0.0, 0.0), square(1006.0, 0.0)]));
        assert!(neighbours(&[square(0.0, 0.0), square(994.0, 0.0)]), "an overlap");
        assert!(!neighbours(&[square(0.0, 0.0), square(1015.0, 0.0)]));
        assert!(!neighbours(&[square(0.0, 0.0), square(1006.0, 1006.0)]));
    }

    #[test]
    fn an_island_has_no_neighbours_and_an_enclave_has_one() {
        let around = Shape::new(wkt!(MULTIPOLYGON(((3.8 43.6, 3.9 43.6, 3.9 43.7, 3.8 43.7, 3.8 43.6), (3.84 43.64, 3.86 43.64, 3.86 43.66, 3.84 43.66, 3.84 43.64))))).unwrap();
        let enclave = Shape::new(wkt!(MULTIPOLYGON(((3.84 43.64, 3.86 43.64, 3.86 43.66, 3.84 43.66, 3.84 43.64))))).unwrap();
        let island = Shape::new(wkt!(MULTIPOLYGON(((5. 43., 5.1 43., 5.1 43.1, 5. 43.))))).unwrap();
        let adjacency = Adjacency::new([&around, &enclave, &island]);
        assert_eq!([adjacency.of(0), adjacency.of(1), adjacency.of(2)], [&[1][..], &[0], &[]]);
    }
}
