//! Areas in common, from the trapezoids under edges.
//!
//! An outline is the sum of what lies below its upper edges less what lies below its lower ones. What lies
//! below two edges at once lies below the lower of them: the outline in common is the sum over all pairs
//! of edges that share a stretch of the horizontal axis. Holes, several parts and any number of vertices
//! need no case of their own, and nothing is cut, joined or snapped to a grid.

/// A piece of border from left to right: `sign` is 1 with the inside below it, −1 above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub left: [f64; 2],
    pub right: [f64; 2],
    pub sign: f64,
}

impl Edge {
    pub fn new(left: [f64; 2], right: [f64; 2], sign: f64) -> Self {
        Self { left, right, sign }
    }

    /// Height at an abscissa within it; exact at both ends.
    fn at(&self, x: f64) -> f64 {
        if x >= self.right[0] {
            return self.right[1];
        }
        self.left[1] + (self.right[1] - self.left[1]) * ((x - self.left[0]) / (self.right[0] - self.left[0]))
    }

    /// Signed area of the trapezoid between it and a level.
    pub fn above(&self, level: f64) -> f64 {
        self.sign * (self.right[0] - self.left[0]) * f64::midpoint(self.left[1] - level, self.right[1] - level)
    }
}

/// The area common to two outlines.
///
/// # Parameters
/// - `one`, `other`: edges in order of their left ends, vertical ones left out.
/// - `level`: any height; near the outlines, less is lost to rounding.
///
/// # Notes
/// `O(n + m + p)` with `p` pairs of edges that share a stretch of the axis.
pub(super) fn common_area(one: &[Edge], other: &[Edge], level: f64) -> f64 {
    let mut area = 0.0;
    meet(one, other, level, |edge| area += edge.above(level));
    area
}

/// The outline common to two outlines, as signed edges in order of their left ends.
pub(super) fn common_edges(one: &[Edge], other: &[Edge], level: f64) -> Vec<Edge> {
    let mut edges = Vec::new();
    meet(one, other, level, |edge| edges.push(edge));
    edges.sort_unstable_by(|a, b| {
        a.left[0].total_cmp(&b.left[0]).then(a.left[1].total_cmp(&b.left[1])).then(a.right[0].total_cmp(&b.right[0]))
    });
    edges
}

/// Sweeps from left to right and hands over the lower of every two edges above one another.
fn meet(one: &[Edge], other: &[Edge], level: f64, mut found: impl FnMut(Edge)) {
    let (Some(end_of_one), Some(end_of_other)) = (rightmost(one), rightmost(other)) else { return };
    let (start, end) = (one[0].left[0].max(other[0].left[0]), end_of_one.min(end_of_other));
    // Where one outline has nothing below the level, its edges cancel for any edge that stays below.
    let concerned = |edge: &&Edge| edge.right[0] > start && edge.left[0] < end && edge.left[1].max(edge.right[1]) >= level;
    let (mut ones, mut others) = (one.iter().filter(concerned).peekable(), other.iter().filter(concerned).peekable());
    let (mut open_ones, mut open_others): (Vec<Edge>, Vec<Edge>) = (Vec::new(), Vec::new());
    loop {
        let first = match (ones.peek(), others.peek()) {
            (Some(a), Some(b)) => a.left[0] <= b.left[0],
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => break,
        };
        let (edge, mine, theirs) =
            if first { (ones.next(), &mut open_ones, &mut open_others) } else { (others.next(), &mut open_others, &mut open_ones) };
        let Some(edge) = edge else { break };
        theirs.retain(|open| open.right[0] > edge.left[0]);
        for open in theirs.iter() {
            lower(edge, open, &mut found);
        }
        mine.push(*edge);
    }
}

fn rightmost(edges: &[Edge]) -> Option<f64> {
    edges.iter().map(|edge| edge.right[0]).reduce(f64::max)
}

/// The lower of two edges over the stretch they share, in one piece or two.
fn lower(a: &Edge, b: &Edge, found: &mut impl FnMut(Edge)) {
    let (from, to) = (a.left[0].max(b.left[0]), a.right[0].min(b.right[0]));
    if from >= to {
        return;
    }
    let (start_a, start_b, end_a, end_b) = (a.at(from), b.at(from), a.at(to), b.at(to));
    let (start, end) = (start_a - start_b, end_a - end_b);
    let sign = a.sign * b.sign;
    let (low_start, low_end) = ([from, start_a.min(start_b)], [to, end_a.min(end_b)]);
    if start * end >= 0.0 {
        return found(Edge::new(low_start, low_end, sign));
    }
    let share = start / (start - end);
    let crossing = [from + (to - from) * share, start_a + (end_a - start_a) * share];
    found(Edge::new(low_start, crossing, sign));
    found(Edge::new(crossing, low_end, sign));
}

/// Whether a point lies inside or on the border, vertical stretches included.
#[expect(clippy::float_cmp, reason = "a point is on the border when it is exactly there")]
pub(super) fn holds(edges: &[Edge], [x, y]: [f64; 2]) -> bool {
    let (mut from_left, mut from_right, mut on_border) = (0.0, 0.0, false);
    for edge in edges.iter().take_while(|edge| edge.left[0] <= x).filter(|edge| x <= edge.right[0]) {
        let height = edge.at(x);
        on_border |= height == y;
        if height > y {
            from_left += if edge.left[0] < x { edge.sign } else { 0.0 };
            from_right += if x < edge.right[0] { edge.sign } else { 0.0 };
        }
    }
    on_border || from_left > 0.5 || from_right > 0.5
}
