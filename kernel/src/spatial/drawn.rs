//! Outlines drawn by hand: few vertices, and refused rather than mended, so that nobody is answered for an
//! area they did not mean.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line, LineString, MultiPolygon, Validation};

use crate::domain::{Fault, Shape, Text};
use crate::text;

/// A drawn outline has at most this many vertices: overlays of larger ones cost seconds.
pub const MAX_VERTICES: usize = 500;

/// Checks a drawn outline, the cheapest checks first.
///
/// # Errors
/// `empty-geometry`, `short-ring` or `bad-coordinate` as [`Shape::new`]; `crosses-antimeridian`;
/// `self-crossing`, with the vertex before the crossing, counted over the whole outline from 0.
pub fn drawn(outline: MultiPolygon) -> Result<Shape, Fault> {
    let shape = Shape::new(outline)?;
    let mut first_vertex = 0;
    for ring in shape.outline().iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors())) {
        check_ring(ring).map_err(|(vertex, fault)| fault.at_vertex(first_vertex + vertex as u64))?;
        first_vertex += ring.0.len() as u64;
    }
    if shape.outline().is_valid() { Ok(shape) } else { Err(self_crossing()) }
}

/// Refuses an outline of too many vertices.
///
/// # Errors
/// `too-many-vertices`.
pub fn check_count(vertices: usize) -> Result<(), Fault> {
    if vertices <= MAX_VERTICES {
        return Ok(());
    }
    Err(Fault::new(
        "too-many-vertices",
        text!("le contour compte {vertices} sommets", "the outline has {vertices} vertices"),
        text!("le simplifier à {MAX_VERTICES} sommets au plus", "simplify it to at most {MAX_VERTICES} vertices"),
    ))
}

fn check_ring(ring: &LineString) -> Result<(), (usize, Fault)> {
    let sides: Vec<Line> = ring.lines().collect();
    if let Some(vertex) = sides.iter().position(|side| (side.start.x - side.end.x).abs() > 180.0) {
        return Err((vertex, crosses_antimeridian()));
    }
    crossing(&sides).map_or(Ok(()), |vertex| Err((vertex, self_crossing())))
}

/// The first side that meets another one elsewhere than at the vertex they share.
fn crossing(sides: &[Line]) -> Option<usize> {
    (0..sides.len()).find(|&one| (one + 1..sides.len()).any(|other| cross(sides, one, other)))
}

fn cross(sides: &[Line], one: usize, other: usize) -> bool {
    let shared = shared_vertex(sides, one, other);
    match line_intersection(sides[one], sides[other]) {
        None => false,
        Some(LineIntersection::SinglePoint { intersection, .. }) => Some(intersection) != shared,
        Some(LineIntersection::Collinear { intersection }) => intersection.start != intersection.end || shared.is_none(),
    }
}

fn shared_vertex(sides: &[Line], one: usize, other: usize) -> Option<Coord> {
    let last = sides.len() - 1;
    match (one, other) {
        (one, other) if other == one + 1 => Some(sides[one].end),
        (0, other) if other == last => Some(sides[0].start),
        _ => None,
    }
}

fn crosses_antimeridian() -> Fault {
    Fault::new(
        "crosses-antimeridian",
        Text::new("un côté du contour passe l’antiméridien", "a side of the outline crosses the antimeridian"),
        Text::new("couper le contour en deux, de part et d’autre de ±180°", "cut the outline in two, on either side of ±180°"),
    )
}

fn self_crossing() -> Fault {
    Fault::new(
        "self-crossing",
        Text::new("le contour se croise ou se touche", "the outline crosses or touches itself"),
        Text::new("le redessiner sans que ses côtés se coupent", "draw it again so that no two sides meet"),
    )
}

#[cfg(test)]
mod tests {
    use geo::{polygon, wkt};

    use super::*;

    fn refused(outline: geo::Polygon) -> (String, Option<u64>) {
        let fault = drawn(MultiPolygon::new(vec![outline])).unwrap_err();
        (fault.code, fault.place.vertex)
    }

    #[test]
    fn a_bow_tie_is_refused_at_the_side_that_crosses() {
        assert_eq!(refused(wkt!(POLYGON((0. 0., 0. 1., 1. 0., 1. 1., 0. 0.)))), ("self-crossing".to_owned(), Some(1)));
    }

    #[test]
    fn a_side_over_half_the_globe_crosses_the_antimeridian() {
        let outline = wkt!(POLYGON((170. 0., 170. 1., -170. 1., -170. 0., 170. 0.)));
        assert_eq!(refused(outline), ("crosses-antimeridian".to_owned(), Some(1)));
    }

    #[test]
    fn what_is_not_on_the_globe_is_refused_before_any_geometry() {
        let far = polygon![(x: 0.0, y: 0.0), (x: 1e308, y: 0.0), (x: 0.0, y: 1.0), (x: 0.0, y: 0.0)];
        assert_eq!(refused(far), ("bad-coordinate".to_owned(), Some(1)));
    }

    #[test]
    fn a_hole_outside_and_a_side_walked_twice_are_refused() {
        let mut outline = wkt!(POLYGON((0. 0., 2. 0., 2. 2., 0. 2., 0. 0.)));
        outline.interiors_push(vec![(5.0, 5.0), (6.0, 5.0), (6.0, 6.0), (5.0, 5.0)]);
        assert_eq!(refused(outline).0, "self-crossing");
        assert_eq!(refused(wkt!(POLYGON((0. 0., 2. 0., 1. 0., 0. 2., 0. 0.)))).0, "self-crossing");
    }

    #[test]
    fn an_honest_outline_is_taken_as_it_is() {
        let mut outline = wkt!(POLYGON((0. 0., 4. 0., 4. 4., 0. 4., 0. 0.)));
        outline.interiors_push(vec![(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 1.0)]);
        assert!(drawn(MultiPolygon::new(vec![outline])).is_ok());
    }
}
