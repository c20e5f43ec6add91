//! From a place to the street beside it.

use geo::{Coord, Line};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex};

use super::{Graph, Lines};
use crate::domain::{Metres, Position, Unplaced};
use crate::spatial::ground::Ground;

/// Half the side of the first square searched, in metres: in a town most doors lie within.
const FIRST_SQUARE: f64 = 20.0;

/// How much wider each search is than the one before.
const WIDER: f64 = 3.0;

/// A place put on the nearest street.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Snap {
    /// The street.
    pub street: u32,
    /// How far along the street's line, 0 to 1.
    pub share: f64,
    /// The point of the street.
    pub at: Position,
    /// Metres between the place and the street.
    pub off_metres: f64,
    /// Milliseconds between the place and the street.
    pub off_millis: u32,
}

/// A packed index over every segment of every street.
///
/// # Algorithm
/// 1. The boxes of all segments are sorted along a Hilbert curve into a static R-tree (geo-index).
/// 2. A place looks at the segments in a square around it, three times wider each time, until the
///    nearest found lies no farther than the square reaches.
/// 3. Distances are measured on the flat ground around the place; at equal distance the street that
///    comes first is taken.
pub struct Snapper {
    tree: Option<RTree<f32>>,
    /// West, south, east, north of all streets.
    bounds: [f64; 4],
}

impl std::fmt::Debug for Snapper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapper").field("bounds", &self.bounds).finish_non_exhaustive()
    }
}

impl Snapper {
    /// Indexes the streets of a graph.
    pub fn new(graph: &Graph) -> Self {
        let bounds = bounds(graph);
        let count = graph.points.len() - graph.street_count();
        if count == 0 {
            return Self { tree: None, bounds };
        }
        let mut builder = RTreeBuilder::<f32>::new(count as u32);
        for street in 0..graph.street_count() as u32 {
            for ends in graph.street(street).windows(2) {
                let ([ax, ay], [bx, by]) = (relative(bounds, ends[0]), relative(bounds, ends[1]));
                builder.add(ax.min(bx), ay.min(by), ax.max(bx), ay.max(by));
            }
        }
        Self { tree: Some(builder.finish::<HilbertSort>()), bounds }
    }

    /// The point of an open street nearest to a place, at most `limit` away, bound included. `kmh` is the
    /// pace between the place and the street.
    ///
    /// # Errors
    /// Why there is none.
    pub fn snap(&self, graph: &Graph, lines: &Lines, at: Position, limit: Metres, kmh: f64) -> Result<Snap, Unplaced> {
        let tree = self.tree.as_ref().ok_or(Unplaced::NoStreets)?;
        let ground = Ground::around(coord(at));
        let mut half = FIRST_SQUARE.min(limit.0);
        loop {
            let near = self.items(tree, at, ground, half).into_iter().filter_map(|item| Nearest::of(graph, lines, ground, at, item));
            let best = near.min_by(|a, b| a.metres.total_cmp(&b.metres).then(a.item.cmp(&b.item)));
            match best {
                Some(best) if best.metres <= half => return Ok(best.snap(graph, kmh)),
                _ if half >= limit.0 => return Err(self.reason(at, ground, limit)),
                _ => half = (half * WIDER).min(limit.0),
            }
        }
    }

    /// The segments whose box meets the square around a place, as numbers of segments.
    fn items(&self, tree: &RTree<f32>, at: Position, ground: Ground, half: f64) -> Vec<u32> {
        let Coord { x, y } = ground.degrees(half);
        let box_of = [at.lon() - x, at.lat() - y, at.lon() + x, at.lat() + y];
        self.in_box(tree, box_of)
    }

    fn in_box(&self, tree: &RTree<f32>, [west, south, east, north]: [f64; 4]) -> Vec<u32> {
        // Single precision loses less than this share of the extent at either end.
        let slack = [(self.bounds[2] - self.bounds[0]) * 2e-7, (self.bounds[3] - self.bounds[1]) * 2e-7];
        let [x0, y0] = [self.bounds[0] + slack[0], self.bounds[1] + slack[1]];
        let [x1, y1] = [self.bounds[0] - slack[0], self.bounds[1] - slack[1]];
        tree.search((west - x0) as f32, (south - y0) as f32, (east - x1) as f32, (north - y1) as f32)
    }

    /// The streets with a segment whose box meets a box of degrees, and those segments, in order.
    pub(super) fn segments(&self, graph: &Graph, within: [f64; 4]) -> Vec<Segment> {
        let Some(tree) = &self.tree else { return Vec::new() };
        let mut items = self.in_box(tree, within);
        items.sort_unstable();
        items.into_iter().map(|item| Segment::numbered(graph, item)).collect()
    }

    fn reason(&self, at: Position, ground: Ground, limit: Metres) -> Unplaced {
        let Coord { x, y } = ground.degrees(limit.0);
        let [west, south, east, north] = self.bounds;
        let within = at.lon() >= west - x && at.lon() <= east + x && at.lat() >= south - y && at.lat() <= north + y;
        if within { Unplaced::FarFromStreets { limit } } else { Unplaced::OutsideNetwork }
    }
}

/// A segment of a street: from its point numbered `point` to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub street: u32,
    pub point: usize,
}

impl Segment {
    /// The segments of a street come after those of the streets before it, one fewer than its points.
    fn numbered(graph: &Graph, item: u32) -> Self {
        let (mut low, mut high) = (0, graph.street_count());
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            if graph.point_starts[middle] - middle as u32 <= item { low = middle } else { high = middle }
        }
        Self { street: low as u32, point: item as usize + low - graph.point_starts[low] as usize }
    }

    /// The segment on flat ground.
    pub fn line(self, graph: &Graph, ground: Ground) -> Line {
        let points = graph.street(self.street);
        ground.line(Line::new(coord(points[self.point]), coord(points[self.point + 1])))
    }

    /// How far along the whole street a place along this segment lies.
    pub fn share(self, graph: &Graph, along: f64) -> f64 {
        let shares = shares(graph.street(self.street));
        let (from, to) = (shares[self.point], shares[self.point + 1]);
        if along >= 1.0 { to } else { from + along * (to - from) }
    }
}

/// How far along a street each of its points lies: 0 for the first, 1 for the last, whatever the street.
pub(super) fn shares(points: &[Position]) -> Vec<f64> {
    let ground = Ground::around(coord(points[0]));
    let lengths = points.windows(2).map(|ends| {
        let delta = ground.line(Line::new(coord(ends[0]), coord(ends[1]))).delta();
        delta.x.hypot(delta.y)
    });
    let mut shares = vec![0.0];
    shares.extend(lengths.scan(0.0, |sum, length| {
        *sum += length;
        Some(*sum)
    }));
    let (last, whole) = (points.len() - 1, shares[points.len() - 1]);
    for share in &mut shares {
        *share = if whole > 0.0 { *share / whole } else { 0.0 };
    }
    shares[last] = 1.0;
    shares
}

struct Nearest {
    item: u32,
    segment: Segment,
    along: f64,
    metres: f64,
}

impl Nearest {
    fn of(graph: &Graph, lines: &Lines, ground: Ground, at: Position, item: u32) -> Option<Self> {
        let segment = Segment::numbered(graph, item);
        if !lines.is_open(segment.street) {
            return None;
        }
        let (along, metres) = foot(segment.line(graph, ground), ground.line(Line::new(coord(at), coord(at))).start);
        Some(Self { item, segment, along, metres })
    }

    fn snap(&self, graph: &Graph, kmh: f64) -> Snap {
        let points = graph.street(self.segment.street);
        let (from, to) = (points[self.segment.point], points[self.segment.point + 1]);
        let between = |a: f64, b: f64| a + self.along * (b - a);
        let at = Position::new(between(from.lon(), to.lon()), between(from.lat(), to.lat())).unwrap_or(from);
        Snap {
            street: self.segment.street,
            share: self.segment.share(graph, self.along),
            at,
            off_metres: self.metres,
            off_millis: off_millis(self.metres, kmh),
        }
    }
}

/// Milliseconds for so many metres at a pace.
pub(super) fn off_millis(metres: f64, kmh: f64) -> u32 {
    (metres * 3_600.0 / kmh).round() as u32
}

/// The point of a segment nearest to a place: how far along, 0 to 1, and how far away.
pub(super) fn foot(line: Line, at: Coord) -> (f64, f64) {
    let (along, from) = (line.delta(), at - line.start);
    let length2 = along.x * along.x + along.y * along.y;
    let share = if length2 > 0.0 { ((along.x * from.x + along.y * from.y) / length2).clamp(0.0, 1.0) } else { 0.0 };
    // Exactly the end where it is the end, so that streets that meet there are equally near.
    let nearest = if share >= 1.0 { line.end } else { line.start + along * share };
    (share, (at.x - nearest.x).hypot(at.y - nearest.y))
}

pub(super) fn coord(at: Position) -> Coord {
    Coord { x: at.lon(), y: at.lat() }
}

fn relative([west, south, ..]: [f64; 4], at: Position) -> [f32; 2] {
    [(at.lon() - west) as f32, (at.lat() - south) as f32]
}

fn bounds(graph: &Graph) -> [f64; 4] {
    let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    graph
        .points
        .iter()
        .fold(none, |[west, south, east, north], at| [west.min(at.lon()), south.min(at.lat()), east.max(at.lon()), north.max(at.lat())])
}
