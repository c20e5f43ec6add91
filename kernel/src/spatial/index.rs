//! Finding zones by place and points by distance. Answers are places in the list the index was built
//! from, 0 to N−1.

use geo::{BoundingRect, Intersects};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::distance::EARTH_RADIUS_METRES;
use crate::domain::{Metres, Position, Shape};

/// Longitude and latitude from south-west to north-east, in degrees: west, south, east, north.
pub type Bounds = [f64; 4];

/// The bounds of an outline.
pub fn bounds(shape: &Shape) -> Bounds {
    let corner = shape.corner();
    let rectangle = shape.outline().bounding_rect();
    rectangle.map_or([corner.lon(), corner.lat(), corner.lon(), corner.lat()], |r| [r.min().x, r.min().y, r.max().x, r.max().y])
}

/// Zones by place.
#[derive(Debug, Default)]
pub struct ZoneIndex {
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
}

impl ZoneIndex {
    /// Indexes outlines by their bounds.
    pub fn new<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> Self {
        let boxes = shapes.into_iter().zip(0..).map(|(shape, place)| {
            let [west, south, east, north] = bounds(shape);
            GeomWithData::new(Rectangle::from_corners([west, south], [east, north]), place)
        });
        Self { tree: RTree::bulk_load(boxes.collect()) }
    }

    /// Zones whose bounds meet these, in order.
    pub fn within(&self, [west, south, east, north]: Bounds) -> Vec<usize> {
        let wanted = AABB::from_corners([west, south], [east, north]);
        let mut found: Vec<usize> = self.tree.locate_in_envelope_intersecting(wanted).map(|entry| entry.data as usize).collect();
        found.sort_unstable();
        found
    }

    /// Zones that hold a place, borders included, in order. `shape_of` gives the outline of a zone.
    pub fn holding<'a>(&self, at: Position, shape_of: impl Fn(usize) -> &'a Shape) -> Vec<usize> {
        let mut near = self.within([at.lon(), at.lat(), at.lon(), at.lat()]);
        near.retain(|&zone| shape_of(zone).outline().intersects(&at.point()));
        near
    }
}

/// Points by distance over the globe.
///
/// # Algorithm
/// Points are kept on the unit sphere in three dimensions: the straight line through the Earth orders
/// them as the great circle does, so that the nearest is exactly the nearest, at any latitude.
#[derive(Debug, Default)]
pub struct PointIndex {
    tree: RTree<GeomWithData<[f64; 3], u32>>,
}

impl PointIndex {
    /// Indexes points.
    pub fn new(points: impl IntoIterator<Item = Position>) -> Self {
        let points = points.into_iter().zip(0..).map(|(at, place)| GeomWithData::new(on_sphere(at), place));
        Self { tree: RTree::bulk_load(points.collect()) }
    }

    /// The `count` nearest points with their distance; at equal distance the first in the list.
    pub fn nearest(&self, from: Position, count: usize) -> Vec<(usize, Metres)> {
        let mut found = Vec::new();
        for (entry, chord2) in self.tree.nearest_neighbor_iter_with_distance_2(on_sphere(from)) {
            if found.len() >= count && found.last().is_some_and(|&(_, last)| chord2 > last) {
                break;
            }
            found.push((entry.data as usize, chord2));
        }
        let mut found = in_order(found);
        found.truncate(count);
        found
    }

    /// The points within a radius, bound included, nearest first.
    pub fn within(&self, from: Position, radius: Metres) -> Vec<(usize, Metres)> {
        let chord = 2.0 * (radius.0 / (2.0 * EARTH_RADIUS_METRES)).clamp(0.0, 1.0).sin();
        let centre = on_sphere(from);
        let near = self.tree.locate_within_distance(centre, (chord * (1.0 + 1e-9)).powi(2));
        let near = near.map(|entry| (entry.data as usize, chord2(*entry.geom(), centre))).collect();
        let mut found = in_order(near);
        found.retain(|(_, metres)| metres.0 <= radius.0);
        found
    }
}

fn in_order(mut found: Vec<(usize, f64)>) -> Vec<(usize, Metres)> {
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    found.into_iter().map(|(place, chord2)| (place, Metres(2.0 * EARTH_RADIUS_METRES * (chord2.sqrt() / 2.0).min(1.0).asin()))).collect()
}

fn on_sphere(at: Position) -> [f64; 3] {
    let (lon, lat) = (at.lon().to_radians(), at.lat().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

fn chord2(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use geo::wkt;
    use proptest::prelude::*;

    use super::*;
    use crate::spatial::distance::metres;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    #[test]
    fn a_place_on_a_border_lies_in_both_zones() {
        let west = Shape::new(wkt!(MULTIPOLYGON(((0. 0., 1. 0., 1. 1., 0. 1., 0. 0.))))).unwrap();
        let east = Shape::new(wkt!(MULTIPOLYGON(((1. 0., 2. 0., 2. 1., 1. 1., 1. 0.))))).unwrap();
        let zones = [west, east];
        let index = ZoneIndex::new(&zones);
        assert_eq!(index.holding(at(1.0, 0.5), |zone| &zones[zone]), [0, 1]);
        assert_eq!(index.holding(at(1.5, 0.5), |zone| &zones[zone]), [1]);
        assert_eq!(index.holding(at(2.5, 0.5), |zone| &zones[zone]), [0; 0]);
        assert_eq!(index.within([-1.0, -1.0, 0.5, 0.5]), [0]);
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        assert!(PointIndex::default().nearest(at(3.9, 43.6), 3).is_empty());
        assert!(ZoneIndex::default().within([-180.0, -90.0, 180.0, 90.0]).is_empty());
    }

    proptest! {
        #[test]
        fn the_index_agrees_with_measuring_every_point(
            points in prop::collection::vec((-6.0_f64..9.0, 41.0_f64..52.0), 1..60), from in (-6.0_f64..9.0, 41.0_f64..52.0), km in 1.0_f64..500.0,
        ) {
            let points: Vec<_> = points.into_iter().map(|(lon, lat)| at(lon, lat)).collect();
            let (index, from) = (PointIndex::new(points.iter().copied()), at(from.0, from.1));
            let mut all: Vec<_> = points.iter().enumerate().map(|(place, to)| (place, metres(from, *to).0)).collect();
            all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            let near = index.nearest(from, 5);
            prop_assert_eq!(near.len(), points.len().min(5));
            prop_assert!(near.iter().zip(&all).all(|(found, true_one)| (found.1.0 - true_one.1).abs() < 1e-3));
            let inside = index.within(from, Metres(km * 1e3));
            prop_assert_eq!(inside.len(), all.iter().filter(|(_, metres)| *metres <= km * 1e3).count());
        }
    }
}
