//! The candidate areas of a scan: around each zone, ever larger.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

/// Nested areas around each zone: the `k`-th area of a centre is the first `k` zones of its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Windows {
    starts: Vec<usize>,
    members: Vec<u32>,
}

impl Windows {
    /// Circles around each zone: zones enter by distance, ties by index, while their weight holds within
    /// a share of the whole.
    ///
    /// # Parameters
    /// - `weights`: population or expected count of each zone.
    /// - `max_share`: greatest share of the weight in one area, 0 to 1, bound included.
    /// - `distance`: between two zones, in any unit.
    ///
    /// # Notes
    /// `O(n² log n)`, shared out to threads.
    pub fn circular(weights: &[f64], max_share: f64, distance: impl Fn(usize, usize) -> f64 + Sync) -> Self {
        let around = |centre: usize| {
            let mut order: Vec<(f64, u32)> = (0..weights.len()).map(|zone| (distance(centre, zone), zone as u32)).collect();
            order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            within_share(order.into_iter().map(|(_, zone)| zone), weights, max_share)
        };
        Self::gather((0..weights.len()).into_par_iter().map(around).collect())
    }

    /// The same, but each area stays in one piece: the next zone to enter is the nearest to the centre
    /// among those that touch the area.
    ///
    /// # Parameters
    /// - `neighbours`: zones that share a border with each zone.
    pub fn connected(
        weights: &[f64],
        max_share: f64,
        neighbours: impl Fn(usize) -> Vec<usize> + Sync,
        distance: impl Fn(usize, usize) -> f64 + Sync,
    ) -> Self {
        let around = |centre: usize| within_share(Growth::new(centre, weights.len(), &neighbours, &distance), weights, max_share);
        Self::gather((0..weights.len()).into_par_iter().map(around).collect())
    }

    /// Number of centres.
    pub fn centres(&self) -> usize {
        self.starts.len() - 1
    }

    /// The order of zones around a centre.
    pub fn around(&self, centre: usize) -> &[u32] {
        &self.members[self.starts[centre]..self.starts[centre + 1]]
    }

    fn gather(rows: Vec<Vec<u32>>) -> Self {
        let mut windows = Self { starts: vec![0], members: Vec::with_capacity(rows.iter().map(Vec::len).sum()) };
        for row in rows {
            windows.members.extend(row);
            windows.starts.push(windows.members.len());
        }
        windows
    }
}

fn within_share(order: impl Iterator<Item = u32>, weights: &[f64], max_share: f64) -> Vec<u32> {
    let most = weights.iter().sum::<f64>() * max_share * (1.0 + 1e-12);
    let mut held = 0.0;
    let fits = |zone: &u32| {
        held += weights[*zone as usize];
        held <= most
    };
    order.take_while(fits).collect()
}

/// Yields zones from a centre outwards, each touching one before it.
struct Growth<'a, N, D> {
    centre: usize,
    seen: Vec<bool>,
    frontier: BinaryHeap<Reverse<(Ordered, u32)>>,
    neighbours: &'a N,
    distance: &'a D,
}

impl<'a, N: Fn(usize) -> Vec<usize>, D: Fn(usize, usize) -> f64> Growth<'a, N, D> {
    fn new(centre: usize, zones: usize, neighbours: &'a N, distance: &'a D) -> Self {
        let mut seen = vec![false; zones];
        seen[centre] = true;
        Self { centre, seen, frontier: BinaryHeap::from([Reverse((Ordered(0.0), centre as u32))]), neighbours, distance }
    }
}

impl<N: Fn(usize) -> Vec<usize>, D: Fn(usize, usize) -> f64> Iterator for Growth<'_, N, D> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let Reverse((_, zone)) = self.frontier.pop()?;
        for neighbour in (self.neighbours)(zone as usize) {
            if !std::mem::replace(&mut self.seen[neighbour], true) {
                self.frontier.push(Reverse((Ordered((self.distance)(self.centre, neighbour)), neighbour as u32)));
            }
        }
        Some(zone)
    }
}

/// A distance in its total order.
#[derive(PartialEq)]
struct Ordered(f64);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_a_line(a: usize, b: usize) -> f64 {
        (a as f64 - b as f64).abs()
    }

    #[test]
    fn circles_grow_by_distance_up_to_their_share() {
        let windows = Windows::circular(&[1.0; 5], 0.6, on_a_line);
        assert_eq!(windows.around(0), [0, 1, 2]);
        assert_eq!(windows.around(2), [2, 1, 3]);
    }

    #[test]
    fn connected_areas_do_not_cross_a_gap() {
        // 0–1 and 2–3–4 touch, 1 and 2 do not.
        let touching = |zone: usize| [vec![1], vec![0], vec![3], vec![2, 4], vec![3]][zone].clone();
        let windows = Windows::connected(&[1.0; 5], 1.0, touching, on_a_line);
        assert_eq!(windows.around(1), [1, 0]);
        assert_eq!(windows.around(2), [2, 3, 4]);
    }
}
