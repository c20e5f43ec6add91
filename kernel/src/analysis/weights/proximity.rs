//! Neighbours by distance: the `k` nearest, or all within a radius.

use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::Weights;
pub use crate::spatial::metric::Metric;
use crate::spatial::metric::squared_line;

type Indexed = GeomWithData<[f64; 3], usize>;

fn index(metric: Metric, points: &[[f64; 2]]) -> RTree<Indexed> {
    RTree::bulk_load(points.iter().enumerate().map(|(zone, &point)| Indexed::new(metric.placed(point), zone)).collect())
}

/// The `k` nearest neighbours of every point, each counting for one.
///
/// # Parameters
/// - `points`: coordinates, finite; in the units of `metric`.
/// - `k`: how many; fewer where there are not so many other points.
///
/// # Returns
/// A matrix that need not be symmetric. Points at the same distance come in the order given, so that
/// ties are broken the same way every time.
///
/// # Notes
/// `O(n k log n)`.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::weights::{Metric, nearest_neighbours};
/// let line = [[0.0, 0.0], [1.0, 0.0], [3.0, 0.0]];
/// let weights = nearest_neighbours(&line, 1, Metric::Euclidean);
/// assert_eq!([weights.neighbours(0), weights.neighbours(1), weights.neighbours(2)], [[1], [0], [1]]);
/// ```
pub fn nearest_neighbours(points: &[[f64; 2]], k: usize, metric: Metric) -> Weights {
    let index = index(metric, points);
    let nearest = |(zone, &point): (usize, &[f64; 2])| {
        let mut found: Vec<(f64, usize)> = Vec::new();
        for (other, squared) in index.nearest_neighbor_iter_with_distance_2(metric.placed(point)) {
            // One further than the k-th shows that every tie of the k-th has been seen.
            if found.len() >= k && squared > found[k.saturating_sub(1)].0 {
                break;
            }
            if other.data != zone {
                found.push((squared, other.data));
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.into_iter().take(k).map(|(_, other)| other as u32).collect()
    };
    Weights::binary_from(points.iter().enumerate().map(nearest).collect())
}

/// All points within a distance of every point, each counting for one.
///
/// # Parameters
/// - `points`: coordinates, finite; in the units of `metric`.
/// - `radius`: the distance, bound included; metres on the globe.
///
/// # Returns
/// A symmetric matrix; a point with no other in reach is an island.
///
/// # Notes
/// `O(n log n + pairs)`.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::weights::{Metric, within_distance};
/// let weights = within_distance(&[[0.0, 0.0], [1.0, 0.0], [3.0, 0.0]], 1.0, Metric::Euclidean);
/// assert_eq!(weights.islands(), [2]);
/// ```
pub fn within_distance(points: &[[f64; 2]], radius: f64, metric: Metric) -> Weights {
    let index = index(metric, points);
    // A chord is never longer than its arc; the slack only lets rounding in, the exact test follows.
    let reach = (radius * (1.0 + 1e-9)).powi(2);
    let near = |(zone, &point): (usize, &[f64; 2])| {
        let here = metric.placed(point);
        let others = index.locate_within_distance(here, reach).filter(|other| other.data != zone);
        others.filter(|other| metric.distance(squared_line(here, *other.geom())) <= radius).map(|other| other.data as u32).collect()
    };
    Weights::binary_from(points.iter().enumerate().map(near).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_broken_by_the_order_given() {
        let square = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [-1.0, 0.0]];
        assert_eq!(nearest_neighbours(&square, 2, Metric::Euclidean).neighbours(0), [1, 2]);
    }

    #[test]
    fn two_points_at_one_place_are_neighbours_and_not_their_own() {
        let same = [[2.0, 2.0], [2.0, 2.0]];
        let weights = nearest_neighbours(&same, 5, Metric::Euclidean);
        assert_eq!((weights.neighbours(0), weights.neighbours(1)), (&[1][..], &[0][..]));
    }

    #[test]
    fn the_globe_is_round_at_the_antimeridian() {
        let pacific = [[179.9, 0.0], [-179.9, 0.0], [170.0, 0.0]];
        assert_eq!(nearest_neighbours(&pacific, 1, Metric::GreatCircle).neighbours(0), [1]);
        // A fifth of a degree on the equator is 22.24 km.
        let weights = within_distance(&pacific, 22_300.0, Metric::GreatCircle);
        assert_eq!((weights.neighbours(0), weights.islands()), (&[1][..], vec![2]));
        assert_eq!(within_distance(&pacific, 22_200.0, Metric::GreatCircle).pair_count(), 0);
    }

    #[test]
    fn the_radius_is_inclusive() {
        assert_eq!(within_distance(&[[0.0, 0.0], [0.3, 0.4]], 0.5, Metric::Euclidean).pair_count(), 2);
    }

    #[test]
    fn nobody_has_no_neighbours() {
        assert_eq!(nearest_neighbours(&[], 3, Metric::Euclidean).zone_count(), 0);
        assert_eq!(nearest_neighbours(&[[1.0, 1.0]], 3, Metric::Euclidean).islands(), [0]);
    }
}
