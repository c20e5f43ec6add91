//! Neighbours by a shared border.

use geo::{BoundingRect, Coord, Line, MultiPolygon};
use rayon::prelude::*;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::Weights;

/// What makes two zones neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contiguity {
    /// One point in common is enough.
    Queen,
    /// A stretch of border in common.
    Rook,
}

/// How close two points must lie to be one, as a share of the extent of the layer: a thousandth of a
/// millimetre on a town, a millimetre on a country.
const TOLERANCE: f64 = 1e-9;

type Edge = GeomWithData<rstar::primitives::Line<[f64; 2]>, u32>;

/// Zones that share a border, each neighbour counting for one.
///
/// # Parameters
/// - `zones`: outlines in any one reference system; borders need not have the same vertices on both
///   sides, so that a large square knows the four small ones along its edge.
/// - `rule`: a point (queen) or a stretch (rook) in common.
///
/// # Returns
/// A symmetric matrix. Zones that overlap without their borders meeting are no neighbours.
///
/// # Algorithm
/// 1. All edges go into one R-tree.
/// 2. Each vertex asks for the edges of other zones it lies on: that is a point in common.
/// 3. Where one of the two edges at the vertex runs along the edge found, a stretch is in common. Any
///    stretch two edges share has a vertex of one of them at its end, so none is missed.
///
/// # Notes
/// `O(V log V)` in the number of vertices, in parallel over zones.
///
/// # Examples
/// ```
/// use geo::{MultiPolygon, Rect};
/// use maillage_kernel::analysis::weights::{Contiguity, contiguity};
/// let square = |x: f64, y: f64| MultiPolygon::from(Rect::new((x, y), (x + 1.0, y + 1.0)).to_polygon());
/// let zones = [square(0.0, 0.0), square(1.0, 0.0), square(1.0, 1.0)];
/// assert_eq!(contiguity(&zones, Contiguity::Queen).neighbours(0), [1, 2]);
/// assert_eq!(contiguity(&zones, Contiguity::Rook).neighbours(0), [1]);
/// ```
pub fn contiguity(zones: &[MultiPolygon], rule: Contiguity) -> Weights {
    let edges = zones.iter().enumerate().flat_map(|(zone, outline)| edges(outline).map(move |edge| indexed(edge, zone)));
    let index = RTree::bulk_load(edges.collect());
    let tolerance = TOLERANCE * extent(zones);
    let met: Vec<Vec<u32>> = zones
        .par_iter()
        .enumerate()
        .map(|(zone, outline)| {
            let mut met: Vec<u32> =
                edges_around(outline).flat_map(|(before, after)| touched(&index, zone as u32, before, after, rule, tolerance)).collect();
            met.sort_unstable();
            met.dedup();
            met
        })
        .collect();
    symmetric(&met)
}

/// The zones met at the vertex where `before` ends and `after` begins.
fn touched(index: &RTree<Edge>, zone: u32, before: Line, after: Line, rule: Contiguity, tolerance: f64) -> impl Iterator<Item = u32> {
    let vertex = after.start;
    let around = AABB::from_corners([vertex.x - tolerance, vertex.y - tolerance], [vertex.x + tolerance, vertex.y + tolerance]);
    index.locate_in_envelope_intersecting(around).filter(move |edge| edge.data != zone).filter_map(move |edge| {
        let other = Line::new(coord(edge.geom().from), coord(edge.geom().to));
        let meets = off(vertex, other) <= tolerance;
        let along = || [before.start, after.end].into_iter().any(|end| runs_along(vertex, end, other, tolerance));
        (meets && (rule == Contiguity::Queen || along())).then_some(edge.data)
    })
}

/// Whether the edge from `vertex`, which lies on `other`, to `end` shares a stretch with `other`: the
/// furthest point both could share must lie on both.
fn runs_along(vertex: Coord, end: Coord, other: Line, tolerance: f64) -> bool {
    let direction = end - vertex;
    let length = direction.x.hypot(direction.y);
    if length <= tolerance {
        return false;
    }
    let unit = direction / length;
    let ahead = dot(other.start - vertex, unit).max(dot(other.end - vertex, unit)).min(length);
    ahead > tolerance && off(vertex + unit * ahead, other) <= tolerance
}

/// Distance from a point to a segment.
fn off(point: Coord, segment: Line) -> f64 {
    let direction = segment.end - segment.start;
    let squared = dot(direction, direction);
    let share = if squared == 0.0 { 0.0 } else { (dot(point - segment.start, direction) / squared).clamp(0.0, 1.0) };
    let gap = point - (segment.start + direction * share);
    gap.x.hypot(gap.y)
}

fn dot(a: Coord, b: Coord) -> f64 {
    a.x * b.x + a.y * b.y
}

fn coord([x, y]: [f64; 2]) -> Coord {
    Coord { x, y }
}

fn indexed(edge: Line, zone: usize) -> Edge {
    Edge::new(rstar::primitives::Line::new([edge.start.x, edge.start.y], [edge.end.x, edge.end.y]), zone as u32)
}

fn rings(outline: &MultiPolygon) -> impl Iterator<Item = &geo::LineString> {
    outline.0.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

fn edges(outline: &MultiPolygon) -> impl Iterator<Item = Line> + '_ {
    rings(outline).flat_map(geo::LineString::lines).filter(|edge| edge.start != edge.end)
}

/// The edges before and after every vertex of an outline.
fn edges_around(outline: &MultiPolygon) -> impl Iterator<Item = (Line, Line)> + '_ {
    rings(outline).flat_map(|ring| {
        let edges: Vec<Line> = ring.lines().filter(|edge| edge.start != edge.end).collect();
        (0..edges.len()).map(move |place| (edges[(place + edges.len() - 1) % edges.len()], edges[place])).collect::<Vec<_>>()
    })
}

fn extent(zones: &[MultiPolygon]) -> f64 {
    let boxes: Vec<_> = zones.iter().filter_map(BoundingRect::bounding_rect).collect();
    let span = |low: fn(&geo::Rect) -> f64, high: fn(&geo::Rect) -> f64| {
        boxes.iter().map(high).fold(f64::NEG_INFINITY, f64::max) - boxes.iter().map(low).fold(f64::INFINITY, f64::min)
    };
    span(|b| b.min().x, |b| b.max().x).max(span(|b| b.min().y, |b| b.max().y)).max(0.0)
}

/// A vertex lies on the edge of the other zone on one side only: the pair holds both ways.
fn symmetric(met: &[Vec<u32>]) -> Weights {
    let mut both: Vec<Vec<u32>> = met.to_vec();
    for (zone, others) in met.iter().enumerate() {
        for &other in others {
            both[other as usize].push(zone as u32);
        }
    }
    for row in &mut both {
        row.sort_unstable();
        row.dedup();
    }
    Weights::binary_from(both)
}

#[cfg(test)]
mod tests {
    use geo::{Rect, polygon};

    use super::*;
    use crate::analysis::golden;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon {
        Rect::new((x, y), (x + width, y + height)).to_polygon().into()
    }

    fn outlines(file: &str) -> Vec<MultiPolygon> {
        let content = std::fs::read_to_string(golden::path(file)).unwrap();
        let features = geojson::FeatureCollection::try_from(content.parse::<geojson::GeoJson>().unwrap()).unwrap();
        let outline = |feature: geojson::Feature| geo::Geometry::<f64>::try_from(feature.geometry.unwrap()).unwrap();
        let many = |geometry| match geometry {
            geo::Geometry::Polygon(polygon) => polygon.into(),
            geo::Geometry::MultiPolygon(many) => many,
            other => panic!("{other:?}"),
        };
        features.features.into_iter().map(outline).map(many).collect()
    }

    #[test]
    fn neighbours_are_those_of_libpysal() {
        for (folder, file, rule) in
            [("esda_columbus_crime_queen", "columbus.geojson", Contiguity::Queen), ("esda_sids_nc", "sids2.geojson", Contiguity::Rook)]
        {
            let zones = outlines(&format!("{folder}/{file}"));
            let expected = golden::weights(&format!("{folder}/w_binary.csv"), zones.len());
            assert!(contiguity(&zones, rule) == expected, "{folder}");
        }
    }

    #[test]
    fn a_large_square_knows_the_small_ones_along_its_edge() {
        let zones = [rectangle(0.0, 0.0, 2.0, 2.0), rectangle(2.0, 0.5, 1.0, 1.0), rectangle(2.0, 2.0, 1.0, 1.0)];
        let rook = contiguity(&zones, Contiguity::Rook);
        assert_eq!((rook.neighbours(0), rook.neighbours(1), rook.islands()), (&[1][..], &[0][..], vec![2]));
        assert_eq!(contiguity(&zones, Contiguity::Queen).neighbours(0), [1, 2]);
    }

    #[test]
    fn a_corner_on_an_edge_is_a_point_and_not_a_stretch() {
        let diamond = MultiPolygon::from(polygon![(x: 2.0, y: 1.0), (x: 3.0, y: 0.0), (x: 4.0, y: 1.0), (x: 3.0, y: 2.0)]);
        let zones = [rectangle(0.0, 0.0, 2.0, 2.0), diamond];
        assert_eq!(contiguity(&zones, Contiguity::Queen).pair_count(), 2);
        assert_eq!(contiguity(&zones, Contiguity::Rook).pair_count(), 0);
    }

    #[test]
    fn an_enclave_touches_the_zone_around_it() {
        let outer = MultiPolygon::from(polygon!(exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0), (x: 1.0, y: 2.0)]]));
        assert_eq!(contiguity(&[outer, rectangle(1.0, 1.0, 1.0, 1.0)], Contiguity::Rook).neighbours(1), [0]);
    }

    #[test]
    fn edges_that_part_after_a_common_vertex_share_no_stretch() {
        let left = MultiPolygon::from(polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 0.9, y: 1.0)]);
        let right = MultiPolygon::from(polygon![(x: 1.0, y: 0.0), (x: 2.0, y: 0.0), (x: 2.0, y: 1.0), (x: 1.000_01, y: 1.0)]);
        let zones = [left, right];
        assert_eq!(contiguity(&zones, Contiguity::Rook).pair_count(), 0);
        assert_eq!(contiguity(&zones, Contiguity::Queen).pair_count(), 2);
    }

    #[test]
    fn no_zone_has_no_neighbour() {
        assert_eq!(contiguity(&[], Contiguity::Queen).zone_count(), 0);
        assert_eq!(contiguity(&[rectangle(0.0, 0.0, 1.0, 1.0)], Contiguity::Queen).islands(), [0]);
    }
}
