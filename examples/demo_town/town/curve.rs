//! Lines of the plan: smooth curves through a few drawn points, and where other points lie from them.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line, LineString};
use rstar::primitives::Line as Segment;
use rstar::{AABB, RTree};

/// A point of the plan, in metres from the town hall.
pub const fn metres(x: f64, y: f64) -> Coord {
    Coord { x, y }
}

/// The distance between two points, in metres.
pub fn apart(a: Coord, b: Coord) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The point a share of the way from one to another.
pub fn part_way(a: Coord, b: Coord, share: f64) -> Coord {
    a + (b - a) * share
}

/// The unit vector a quarter turn to the left of the way from `a` to `b`.
pub fn left_of(a: Coord, b: Coord) -> Coord {
    let length = apart(a, b).max(f64::MIN_POSITIVE);
    metres(-(b.y - a.y) / length, (b.x - a.x) / length)
}

/// A Catmull–Rom curve through points given in kilometres, in steps of about `step` metres.
pub fn through(points: &[(f64, f64)], step: f64) -> LineString {
    let drawn: Vec<Coord> = points.iter().map(|&(x, y)| metres(x * 1000.0, y * 1000.0)).collect();
    let at = |i: isize| drawn[i.clamp(0, drawn.len() as isize - 1) as usize];
    let mut curve = vec![at(0)];
    for i in 0..drawn.len() as isize - 1 {
        let corners = [at(i - 1), at(i), at(i + 1), at(i + 2)];
        let pieces = (apart(corners[1], corners[2]) / step).ceil().max(1.0) as usize;
        curve.extend((1..=pieces).map(|k| catmull_rom(corners, k as f64 / pieces as f64)));
    }
    LineString(curve)
}

fn catmull_rom([before, from, to, after]: [Coord; 4], t: f64) -> Coord {
    let (t2, t3) = (t * t, t * t * t);
    (before * (-t3 + 2.0 * t2 - t) + from * (3.0 * t3 - 5.0 * t2 + 2.0) + to * (-3.0 * t3 + 4.0 * t2 + t) + after * (t3 - t2)) / 2.0
}

/// A drawn line with an index of its segments: it is asked a hundred thousand times what lies near.
pub struct Course {
    /// Its points.
    pub points: LineString,
    index: RTree<Segment<[f64; 2]>>,
}

impl Course {
    /// Indexes a line.
    pub fn new(points: LineString) -> Self {
        let segments = points.lines().map(|line| Segment::new([line.start.x, line.start.y], [line.end.x, line.end.y]));
        Self { index: RTree::bulk_load(segments.collect()), points }
    }

    /// How far a point lies from it, in metres.
    pub fn distance_to(&self, at: Coord) -> f64 {
        apart(self.nearest(at), at)
    }

    /// Its point nearest to another.
    pub fn nearest(&self, at: Coord) -> Coord {
        let nearest = self.index.nearest_neighbor([at.x, at.y]).map(|segment| segment.nearest_point(&[at.x, at.y]));
        nearest.map_or(at, |[x, y]| metres(x, y))
    }

    /// Whether a straight way crosses it.
    pub fn parts(&self, from: Coord, to: Coord) -> bool {
        let around = AABB::from_corners([from.x, from.y], [to.x, to.y]);
        let segment = |found: &Segment<[f64; 2]>| Line::new((found.from[0], found.from[1]), (found.to[0], found.to[1]));
        self.index.locate_in_envelope_intersecting(around).any(|found| cross(Line::new(from, to), segment(found)).is_some())
    }
}

/// Points along a line with the direction there, the step chosen anew at each point.
pub fn walk(line: &LineString, step_at: impl Fn(Coord) -> f64) -> Vec<(Coord, Coord)> {
    let (mut places, mut to_go) = (Vec::new(), 0.0);
    for segment in line.lines() {
        let (length, mut done) = (apart(segment.start, segment.end), 0.0);
        while length - done > to_go {
            done += to_go;
            let place = part_way(segment.start, segment.end, done / length);
            places.push((place, segment.delta() / length));
            to_go = step_at(place);
        }
        to_go -= length - done;
    }
    places
}

/// Where two lines cross, with the direction of each there.
pub fn crossings(one: &LineString, other: &LineString) -> Vec<(Coord, Coord, Coord)> {
    let mut found = Vec::new();
    for a in one.lines() {
        for b in other.lines() {
            if let Some(place) = cross(a, b) {
                found.push((place, a.delta() / apart(a.start, a.end), b.delta() / apart(b.start, b.end)));
            }
        }
    }
    found
}

/// Where two segments cross.
fn cross(a: Line, b: Line) -> Option<Coord> {
    match line_intersection(a, b) {
        Some(LineIntersection::SinglePoint { intersection, .. }) => Some(intersection),
        _ => None,
    }
}
