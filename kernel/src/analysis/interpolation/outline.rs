//! Outlines ready to be laid over each other.

use geo::{Coord, CoordsIter, LineString, MultiPolygon};
use rstar::AABB;

use super::trapezoids::{self, Edge};

/// Rings whose self-overlap differs from their area by more than this share of it cross themselves.
const CROSSING: f64 = 1e-9;

/// An outline on a plane, its edges in order from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    pub(super) edges: Vec<Edge>,
    low: [f64; 2],
    high: [f64; 2],
    area: f64,
    rectangle: bool,
}

/// Why an outline has no area that could be laid over another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// A coordinate that is not finite, by the number of its vertex, from 0.
    NotFinite(usize),
    /// Nothing is enclosed.
    Empty,
    /// Rings cross themselves or each other, first at the edge that starts at this vertex when it is known.
    Crossing(Option<usize>),
}

impl Outline {
    /// Prepares an outline; rings may run either way.
    ///
    /// # Errors
    /// What makes it [`Unusable`]. Rings may touch; a point may be repeated.
    ///
    /// # Notes
    /// `O(n log n)` for outlines that are crossed few times by any vertical line. An outline encloses each
    /// place once or not at all exactly when its overlap with itself is its own area.
    pub fn new(outline: &MultiPolygon) -> Result<Self, Unusable> {
        if let Some(vertex) = outline.coords_iter().position(|at| !(at.x.is_finite() && at.y.is_finite())) {
            return Err(Unusable::NotFinite(vertex));
        }
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for at in outline.exterior_coords_iter() {
            (low, high) = ([low[0].min(at.x), low[1].min(at.y)], [high[0].max(at.x), high[1].max(at.y)]);
        }
        let mut edges = Vec::with_capacity(outline.coords_count());
        for polygon in outline {
            push_ring(&mut edges, polygon.exterior(), 1.0);
            polygon.interiors().iter().for_each(|hole| push_ring(&mut edges, hole, -1.0));
        }
        edges.sort_unstable_by(|a, b| a.left[0].total_cmp(&b.left[0]).then(a.left[1].total_cmp(&b.left[1])));
        let area: f64 = edges.iter().map(|edge| edge.above(low[1])).sum();
        let rectangle = is_rectangle(outline, area, low, high);
        let found = Self { edges, low, high, area, rectangle };
        let enclosed = if rectangle { area } else { trapezoids::common_area(&found.edges, &found.edges, low[1]) };
        if enclosed.is_nan() || enclosed <= CROSSING * CROSSING * (high[0] - low[0]) * (high[1] - low[1]) {
            return Err(Unusable::Empty);
        }
        if (enclosed - area).abs() > CROSSING * enclosed {
            return Err(Unusable::Crossing(first_crossing(outline)));
        }
        Ok(found)
    }

    /// Its area, in squares of the unit of the coordinates.
    pub fn area(&self) -> f64 {
        self.area
    }

    /// The box around it.
    pub(super) fn envelope(&self) -> AABB<[f64; 2]> {
        AABB::from_corners(self.low, self.high)
    }

    /// The area in common with another outline.
    pub fn common_area(&self, other: &Self) -> f64 {
        let side = |axis: usize| self.high[axis].min(other.high[axis]) - self.low[axis].max(other.low[axis]);
        let (width, height) = (side(0), side(1));
        if width <= 0.0 || height <= 0.0 {
            return 0.0;
        }
        match (self.rectangle, other.rectangle) {
            (true, true) => width * height,
            (true, false) if self.frames(other) => other.area,
            (false, true) if other.frames(self) => self.area,
            _ => trapezoids::common_area(&self.edges, &other.edges, self.low[1].max(other.low[1])),
        }
    }

    /// The outline in common with another, as signed edges in order.
    pub(super) fn common_edges(&self, other: &Self) -> Vec<Edge> {
        trapezoids::common_edges(&self.edges, &other.edges, self.low[1].max(other.low[1]))
    }

    /// The area that signed edges in order have in common with this outline.
    pub(super) fn area_under(&self, edges: &[Edge]) -> f64 {
        trapezoids::common_area(edges, &self.edges, self.low[1])
    }

    /// Whether a point lies inside or on the border.
    pub fn holds(&self, [x, y]: [f64; 2]) -> bool {
        let inside = (self.low[0]..=self.high[0]).contains(&x) && (self.low[1]..=self.high[1]).contains(&y);
        inside && trapezoids::holds(&self.edges, [x, y])
    }

    /// Whether the box of another lies within this one's.
    fn frames(&self, other: &Self) -> bool {
        (0..2).all(|axis| self.low[axis] <= other.low[axis] && other.high[axis] <= self.high[axis])
    }
}

/// Adds the edges of a ring; `role` is 1 for what encloses and −1 for a hole.
#[expect(clippy::float_cmp, reason = "only what is exactly vertical has no width")]
fn push_ring(edges: &mut Vec<Edge>, ring: &LineString, role: f64) {
    let Some(first) = ring.0.first() else { return };
    // Coordinates far from their origin would drown the area of a small ring.
    let twice: f64 = ring
        .lines()
        .map(|line| (line.start.x - first.x) * (line.end.y - first.y) - (line.end.x - first.x) * (line.start.y - first.y))
        .sum();
    let turn = role * twice.signum();
    for line in ring.lines().filter(|line| line.start.x != line.end.x) {
        let (start, end) = ([line.start.x, line.start.y], [line.end.x, line.end.y]);
        // Counter-clockwise, what runs to the left has the inside below it.
        edges.push(if start[0] < end[0] { Edge::new(start, end, -turn) } else { Edge::new(end, start, turn) });
    }
}

#[expect(clippy::float_cmp, reason = "bounds are coordinates of the outline itself")]
fn is_rectangle(outline: &MultiPolygon, area: f64, low: [f64; 2], high: [f64; 2]) -> bool {
    let [polygon] = outline.0.as_slice() else { return false };
    let corner = |at: &Coord| (at.x == low[0] || at.x == high[0]) && (at.y == low[1] || at.y == high[1]);
    let ring = &polygon.exterior().0;
    let whole = (area / ((high[0] - low[0]) * (high[1] - low[1])) - 1.0).abs() < 1e-9;
    polygon.interiors().is_empty() && ring.len() == 5 && ring.iter().all(corner) && whole
}

/// The vertex where the first edge starts that properly crosses another, to show where to look.
fn first_crossing(outline: &MultiPolygon) -> Option<usize> {
    let mut lines = Vec::new();
    let mut first = 0;
    for ring in outline.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors())) {
        lines.extend((first..).zip(ring.lines()));
        first += ring.0.len();
    }
    let side = |a: Coord, b: Coord, c: Coord| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let parts = |a: geo::Line, b: geo::Line| side(a.start, a.end, b.start) * side(a.start, a.end, b.end) < 0.0;
    let crossed = |place: usize| lines[..place].iter().any(|(_, other)| parts(lines[place].1, *other) && parts(*other, lines[place].1));
    (0..lines.len()).find(|place| crossed(*place)).map(|place| lines[place].0)
}
