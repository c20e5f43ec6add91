//! Making outlines valid: about one official QPV in three crosses or touches itself.

use std::cmp::Ordering;

use geo::orient::{Direction, Orient};
use geo::{Area, Coord, CoordsIter, LineString, MakeValid, MapCoords, MultiPolygon, Polygon, RemoveRepeatedPoints, Validation};

use crate::domain::{Fault, Shape, Text};
use crate::text;

/// An outline may have this many vertices; official outlines of a whole département have fewer.
pub const MAX_VERTICES: usize = 200_000;

/// A repair may change the area by this share without a word about it.
pub const AREA_TOLERANCE: f64 = 0.01;

/// Degrees are multiplied by this for the triangulation, which joins points nearer than 10⁻⁴ of its
/// unit: ten micrometres on the ground. A power of two, so that no vertex moves on the way.
const SCALE: f64 = 1_048_576.0;

/// Makes an outline valid in the sense of OGC Simple Features.
///
/// Ledoux, Arroyo Ohori & Meijers (2014), *A triangulation-based approach to automatically repair GIS
/// polygons*, Computers & Geosciences 66.
///
/// # Algorithm
/// 1. Vertices are counted and checked for finiteness and bounds, before any geometry work.
/// 2. Repeated points go; so do rings that keep fewer than three distinct points.
/// 3. An outline that is valid now is left as it is; otherwise it is triangulated and rebuilt by the
///    odd–even rule, so that a bow-tie becomes its two wings and a hole stays a hole.
///
/// # Returns
/// The valid outline, and what to tell the reader when something was mended.
///
/// # Errors
/// `too-many-vertices`, `bad-coordinate`; `empty-geometry` when nothing with an area is left;
/// `beyond-repair` when the outline is still invalid.
pub fn repair(outline: &MultiPolygon) -> Result<(Shape, Option<Text>), Fault> {
    check_size(outline)?;
    let shape = Shape::new(without_degenerate_rings(outline))?;
    // Three points on one line are called valid, and enclose nothing.
    let encloses = shape.outline().iter().all(|part| part.unsigned_area() > 0.0);
    if encloses && shape.outline().is_valid() {
        let cleaned = shape.vertex_count() < outline.coords_count();
        return Ok((shape, cleaned.then(|| Text::new("points répétés ôtés", "repeated points removed"))));
    }
    let before = shape.outline().unsigned_area();
    let after = Shape::new(rebuilt(shape.outline())?)?;
    if !after.outline().is_valid() {
        return Err(beyond_repair());
    }
    let remark = mended(before, after.outline().unsigned_area());
    Ok((after, Some(remark)))
}

fn check_size(outline: &MultiPolygon) -> Result<(), Fault> {
    let count = outline.coords_count();
    if count > MAX_VERTICES {
        return Err(Fault::new(
            "too-many-vertices",
            text!("le contour compte {count} sommets", "the outline has {count} vertices"),
            text!("le simplifier à {MAX_VERTICES} sommets au plus", "simplify it to at most {MAX_VERTICES} vertices"),
        ));
    }
    let misplaced =
        outline.coords_iter().enumerate().find_map(|(index, at)| Some((index, crate::domain::Position::new(at.x, at.y).err()?)));
    misplaced.map_or(Ok(()), |(index, fault)| Err(fault.at_vertex(index as u64)))
}

fn without_degenerate_rings(outline: &MultiPolygon) -> MultiPolygon {
    let clean = outline.remove_repeated_points();
    let encloses = |ring: &LineString| ring.0.len() >= 4;
    clean
        .into_iter()
        .filter(|polygon| encloses(polygon.exterior()))
        .map(|polygon| {
            let (exterior, holes) = polygon.into_inner();
            Polygon::new(exterior, holes.into_iter().filter(encloses).collect())
        })
        .collect()
}

fn rebuilt(outline: &MultiPolygon) -> Result<MultiPolygon, Fault> {
    let large = outline.map_coords(|at| at * SCALE);
    let valid = large.make_valid().map_err(|_cause| beyond_repair())?;
    Ok(canonical(&valid.map_coords(|at| at / SCALE)))
}

/// The same outline written in one way: the triangulation visits its triangles in an order that differs
/// from run to run, and a snapshot is named by its bytes. Exteriors run counter-clockwise, every ring
/// starts at its most western (then southern) vertex, rings and polygons are in that order.
fn canonical(outline: &MultiPolygon) -> MultiPolygon {
    let mut polygons: Vec<Polygon> = outline
        .orient(Direction::Default)
        .into_iter()
        .map(|polygon| {
            let (exterior, holes) = polygon.into_inner();
            let mut holes: Vec<LineString> = holes.into_iter().map(from_the_west).collect();
            holes.sort_by(|a, b| order(&a.0[0], &b.0[0]));
            Polygon::new(from_the_west(exterior), holes)
        })
        .collect();
    polygons.sort_by(|a, b| order(&a.exterior().0[0], &b.exterior().0[0]));
    MultiPolygon::new(polygons)
}

/// A closed ring of at least one vertex, turned to start at its most western vertex.
fn from_the_west(ring: LineString) -> LineString {
    let mut vertices = ring.0;
    vertices.pop();
    if let Some(first) = (0..vertices.len()).min_by(|a, b| order(&vertices[*a], &vertices[*b])) {
        vertices.rotate_left(first);
        vertices.push(vertices[0]);
    }
    LineString::new(vertices)
}

fn order(a: &Coord, b: &Coord) -> Ordering {
    a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
}

fn mended(before: f64, after: f64) -> Text {
    let change = if before > 0.0 { (after - before) / before } else { 1.0 };
    if change.abs() <= AREA_TOLERANCE {
        return Text::new("contour invalide réparé, surface inchangée", "invalid outline mended, area unchanged");
    }
    let percent = (100.0 * change).round();
    text!("contour invalide réparé, surface modifiée de {percent} %", "invalid outline mended, area changed by {percent}%")
}

fn beyond_repair() -> Fault {
    Fault::new(
        "beyond-repair",
        Text::new("le contour se croise et n’a pu être réparé", "the outline crosses itself and could not be mended"),
        Text::new("le corriger dans un logiciel de cartographie", "mend it in a mapping software"),
    )
}

#[cfg(test)]
mod tests {
    use geo::{polygon, wkt};
    use proptest::prelude::*;

    use super::*;

    fn repaired(polygon: Polygon) -> (Shape, Option<Text>) {
        repair(&MultiPolygon::new(vec![polygon])).unwrap()
    }

    #[test]
    fn a_bow_tie_becomes_its_two_wings() {
        let (shape, remark) = repaired(wkt!(POLYGON((0. 0., 0. 1., 1. 0., 1. 1., 0. 0.))));
        assert_eq!(shape.outline().0.len(), 2);
        assert!((shape.outline().unsigned_area() - 0.5).abs() < 1e-12);
        assert!(remark.is_some());
    }

    #[test]
    fn a_mended_outline_is_written_in_one_way() {
        let pinched: Polygon = wkt!(POLYGON((0. 0., 4. 0., 4. 4., 2. 0., 0. 4., 3. 4., 0. 1., 0. 0.)));
        let first = repaired(pinched.clone()).0;
        for _ in 0..50 {
            assert_eq!(repaired(pinched.clone()).0, first);
        }
    }

    #[test]
    fn a_valid_outline_keeps_every_vertex() {
        let square: Polygon = wkt!(POLYGON((3.81 43.64, 3.82 43.64, 3.82 43.65, 3.81 43.65, 3.81 43.64)));
        let (shape, remark) = repaired(square.clone());
        assert_eq!(shape.outline().0, [square]);
        assert_eq!(remark, None);
    }

    #[test]
    fn a_small_pinch_of_a_town_block_is_mended_without_moving_the_rest() {
        let pinched: Polygon = wkt!(POLYGON((2.9000 42.7000, 2.9010 42.7000, 2.9010 42.7005, 2.9005 42.7005, 2.9005 42.7010, 2.9005 42.7005, 2.9000 42.7005, 2.9000 42.7000)));
        let (shape, remark) = repaired(pinched.clone());
        assert!((shape.outline().unsigned_area() - pinched.unsigned_area()).abs() < 1e-12);
        assert_eq!(remark.unwrap().en, "invalid outline mended, area unchanged");
    }

    #[test]
    fn rings_of_too_few_points_go_and_nothing_left_is_a_fault() {
        let dot = polygon![(x: 1.0, y: 1.0), (x: 1.0, y: 1.0), (x: 1.0, y: 1.0), (x: 1.0, y: 1.0)];
        assert_eq!(repair(&MultiPolygon::new(vec![dot.clone()])).unwrap_err().code, "empty-geometry");
        let square = wkt!(POLYGON((0. 0., 1. 0., 1. 1., 0. 1., 0. 0.), (0.2 0.2, 0.3 0.3, 0.2 0.2)));
        let (shape, remark) = repair(&MultiPolygon::new(vec![square, dot])).unwrap();
        assert_eq!((shape.outline().0.len(), shape.vertex_count()), (1, 5));
        assert!(remark.is_some());
    }

    #[test]
    fn what_is_not_on_the_globe_never_reaches_the_geometry() {
        for bad in [f64::NAN, f64::INFINITY, 1e308] {
            let outline = MultiPolygon::new(vec![polygon![(x: 0.0, y: 0.0), (x: 1.0, y: bad), (x: 1.0, y: 1.0), (x: 0.0, y: 0.0)]]);
            let fault = repair(&outline).unwrap_err();
            assert_eq!((fault.code.as_str(), fault.place.vertex), ("bad-coordinate", Some(1)));
        }
    }

    #[test]
    fn points_on_one_line_enclose_nothing() {
        let line = polygon![(x: 2.901, y: 42.7), (x: 2.901, y: 42.7001), (x: 2.901, y: 42.7002)];
        let alone = MultiPolygon::new(vec![line.clone()]);
        assert_eq!(repair(&alone).unwrap_err().code, "empty-geometry");
        let square = polygon![(x: 2.0, y: 42.0), (x: 2.1, y: 42.0), (x: 2.1, y: 42.1), (x: 2.0, y: 42.1)];
        let (shape, remark) = repair(&MultiPolygon::new(vec![square, line])).unwrap();
        assert_eq!(shape.outline().0.len(), 1);
        assert!(remark.is_some());
    }

    #[test]
    fn an_outline_without_end_is_refused() {
        let ring: LineString = (0..=MAX_VERTICES).map(|i| Coord { x: (i as f64 / 1e4).sin(), y: (i as f64 / 1e4).cos() }).collect();
        assert_eq!(repair(&MultiPolygon::new(vec![Polygon::new(ring, vec![])])).unwrap_err().code, "too-many-vertices");
    }

    proptest! {
        #[test]
        fn any_scribble_becomes_valid_or_is_refused(points in prop::collection::vec((0_i32..60, 0_i32..60), 3..40)) {
            let ring: LineString = points.into_iter().map(|(x, y)| Coord { x: 2.9 + f64::from(x) * 1e-4, y: 42.7 + f64::from(y) * 1e-4 }).collect();
            match repair(&MultiPolygon::new(vec![Polygon::new(ring, vec![])])) {
                Ok((shape, _)) => prop_assert!(shape.outline().is_valid() && shape.outline().unsigned_area() > 0.0),
                Err(fault) => prop_assert_eq!(fault.code, "empty-geometry"),
            }
        }
    }
}
