//! From values at the corners of a grid to the outline of where they are low.

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// No ring leaves this edge.
const NONE: u32 = u32::MAX;

/// A crossing stays this share of an edge away from its ends, so that two never fall together.
const CLEARANCE: f64 = 0.01;

/// Values at the corners of square cells, row by row.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub width: usize,
    pub values: Vec<f64>,
}

/// The outline of where the values, read as a surface, are at most zero, in units of the grid. The values
/// along the border must be above zero.
///
/// # Algorithm
/// Marching squares, each cut into two triangles along the same diagonal: the surface is flat on each, so
/// that nothing is ambiguous. Every edge between a low and a high corner is crossed once; the crossings
/// are linked with the low side on the left. Rings therefore never cross nor touch, a lower surface has an
/// outline that holds the other's, and each patch of low corners is one polygon: its only ring that runs
/// anticlockwise around it, the others as holes.
pub(super) fn outline(field: &Field) -> MultiPolygon {
    let next = crossings(field);
    let patches = patches(field);
    let mut rings: Vec<(u32, LineString)> = Vec::new();
    let mut seen = vec![false; next.len()];
    for start in 0..next.len() {
        if next[start] == NONE || seen[start] {
            continue;
        }
        let (mut edge, mut points) = (start, Vec::new());
        while !seen[edge] {
            seen[edge] = true;
            points.push(field.crossing(edge));
            edge = next[edge] as usize;
        }
        rings.push((patches[field.low_end(start)], LineString::new(points)));
    }
    rings.sort_by_key(|&(patch, _)| patch);
    rings.chunk_by(|a, b| a.0 == b.0).filter_map(polygon).collect()
}

fn polygon(rings: &[(u32, LineString)]) -> Option<Polygon> {
    let (outer, holes): (Vec<_>, Vec<_>) = rings.iter().map(|(_, ring)| ring.clone()).partition(|ring| twice_area(ring) > 0.0);
    Some(Polygon::new(outer.into_iter().next()?, holes))
}

fn twice_area(ring: &LineString) -> f64 {
    let closing = ring.0.iter().zip(ring.0.iter().cycle().skip(1));
    closing.map(|(a, b)| a.x * b.y - b.x * a.y).sum()
}

impl Field {
    fn is_low(&self, corner: usize) -> bool {
        self.values[corner] <= 0.0
    }

    /// An edge is three times its first corner plus its kind: to the east, to the north, along the diagonal.
    fn ends(&self, edge: usize) -> (usize, usize) {
        let corner = edge / 3;
        (corner, corner + [1, self.width, self.width + 1][edge % 3])
    }

    fn low_end(&self, edge: usize) -> usize {
        let (a, b) = self.ends(edge);
        if self.is_low(a) { a } else { b }
    }

    fn crossing(&self, edge: usize) -> Coord {
        let low = self.low_end(edge);
        let (a, b) = self.ends(edge);
        let high = if low == a { b } else { a };
        let share = self.values[low] / (self.values[low] - self.values[high]);
        let at = |corner: usize| Coord { x: (corner % self.width) as f64, y: (corner / self.width) as f64 };
        at(low) + (at(high) - at(low)) * share.clamp(CLEARANCE, 1.0 - CLEARANCE)
    }

    fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        let height = self.values.len() / self.width;
        (0..height.saturating_sub(1)).flat_map(move |y| (0..self.width - 1).map(move |x| y * self.width + x))
    }
}

/// For each edge that is crossed, the edge that the outline crosses next.
fn crossings(field: &Field) -> Vec<u32> {
    let mut next = vec![NONE; field.values.len() * 3];
    for a in field.cells() {
        let (b, c, d) = (a + 1, a + field.width + 1, a + field.width);
        let lower = [(a, a * 3), (b, b * 3 + 1), (c, a * 3 + 2)];
        let upper = [(a, a * 3 + 2), (c, d * 3), (d, a * 3 + 1)];
        for triangle in [lower, upper] {
            if let Some((from, to)) = cut(field, triangle) {
                next[from] = to as u32;
            }
        }
    }
    next
}

/// Where the outline enters and leaves a triangle given anticlockwise, each corner with the edge after it.
fn cut(field: &Field, triangle: [(usize, usize); 3]) -> Option<(usize, usize)> {
    let low = triangle.map(|(corner, _)| field.is_low(corner));
    let alone = (0..3).find(|&corner| low[corner] != low[(corner + 1) % 3] && low[corner] != low[(corner + 2) % 3])?;
    let (after, before) = (triangle[alone].1, triangle[(alone + 2) % 3].1);
    Some(if low[alone] { (after, before) } else { (before, after) })
}

/// For each low corner, the number of the patch of low corners that it belongs to.
fn patches(field: &Field) -> Vec<u32> {
    let mut patch = vec![NONE; field.values.len()];
    let (mut count, mut stack) = (0, Vec::new());
    let width = field.width as isize;
    for start in 0..patch.len() {
        if !field.is_low(start) || patch[start] != NONE {
            continue;
        }
        patch[start] = count;
        stack.push(start);
        while let Some(corner) = stack.pop() {
            // The border is high: the neighbours of a low corner lie within the grid.
            for step in [1, width, width + 1, -1, -width, -width - 1] {
                let other = corner.wrapping_add_signed(step);
                if field.is_low(other) && patch[other] == NONE {
                    patch[other] = count;
                    stack.push(other);
                }
            }
        }
        count += 1;
    }
    patch
}

#[cfg(test)]
mod tests {
    use geo::{Area, Contains, Validation};
    use proptest::prelude::*;

    use super::*;

    fn field(inner: &[f64], width: usize) -> Field {
        let rows = inner.chunks_exact(width).flat_map(|row| [1.0].into_iter().chain(row.iter().copied()).chain([1.0]));
        let edge = || std::iter::repeat_n(1.0, width + 2);
        Field { width: width + 2, values: edge().chain(rows).chain(edge()).collect() }
    }

    #[test]
    fn a_lone_corner_is_a_hexagon_and_a_hole_is_a_hole() {
        let alone = outline(&field(&[-1.0], 1));
        assert_eq!((alone.0.len(), alone.0[0].exterior().0.len()), (1, 7));
        assert!((alone.unsigned_area() - 0.75).abs() < 1e-12);
        let mut ring = [-1.0; 25];
        ring[12] = 1.0;
        let holed = outline(&field(&ring, 5));
        assert_eq!((holed.0.len(), holed.0[0].interiors().len()), (1, 1));
        assert!(outline(&field(&[1.0; 9], 3)).0.is_empty());
    }

    #[test]
    fn a_pond_in_a_hole_is_a_polygon_of_its_own() {
        let mut values = [-1.0; 49];
        for y in 1..6 {
            for x in 1..6 {
                values[y * 7 + x] = 1.0;
            }
        }
        values[24] = -1.0;
        let found = outline(&field(&values, 7));
        assert_eq!(found.0.iter().map(|polygon| polygon.interiors().len()).collect::<Vec<_>>(), [1, 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn outlines_are_valid_hold_their_low_corners_and_lie_in_one_another(
            values in prop::collection::vec(prop_oneof![-1.0..1.0_f64, Just(0.0), Just(-1.0), Just(1.0)], 64), rise in 0.0..0.8_f64,
        ) {
            let low = field(&values, 8);
            let mut high = low.clone();
            high.values.iter_mut().for_each(|value| *value += rise);
            let (outer, inner) = (outline(&low), outline(&high));
            prop_assert!(outer.is_valid() && inner.is_valid());
            for (corner, value) in low.values.iter().enumerate() {
                let at = Coord { x: (corner % low.width) as f64, y: (corner / low.width) as f64 };
                prop_assert_eq!(outer.contains(&at), *value <= 0.0);
            }
            for point in inner.0.iter().flat_map(|polygon| polygon.exterior().0.iter()) {
                let near = geo::Distance::distance(&geo::Euclidean, &geo::Point::from(*point), &outer);
                prop_assert!(near < 1e-9);
            }
        }
    }
}
