//! Who neighbours whom, and how much it counts: a sparse matrix of spatial weights.

pub mod contiguity;
pub mod proximity;

pub use contiguity::{Contiguity, contiguity};
pub use proximity::{Metric, nearest_neighbours, within_distance};

/// A sparse `n × n` matrix of spatial weights in compressed rows: row `i` holds the neighbours of zone
/// `i`, by ascending index, and the weight of each. A weight of zero is no neighbour and is not kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    starts: Vec<usize>,
    neighbours: Vec<u32>,
    values: Vec<f64>,
}

/// The three sums every moment of an autocorrelation statistic rests on (Cliff & Ord 1981).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sums {
    /// `S0 = Σ_ij w_ij`.
    pub s0: f64,
    /// `S1 = ½ Σ_ij (w_ij + w_ji)²`.
    pub s1: f64,
    /// `S2 = Σ_i (w_i· + w_·i)²`.
    pub s2: f64,
}

impl Weights {
    /// A matrix from `(focal, neighbour, weight)` entries in any order; entries given twice add up.
    ///
    /// # Panics
    /// When an index is not below `zone_count`.
    pub fn from_entries(zone_count: usize, entries: impl IntoIterator<Item = (usize, usize, f64)>) -> Self {
        let mut rows = vec![Vec::new(); zone_count];
        for (focal, neighbour, weight) in entries {
            assert!(neighbour < zone_count, "neighbour {neighbour} of {zone_count} zones");
            rows[focal].push((neighbour as u32, weight));
        }
        Self::from_rows(rows)
    }

    fn from_rows(rows: Vec<Vec<(u32, f64)>>) -> Self {
        let mut matrix = Self { starts: vec![0], neighbours: Vec::new(), values: Vec::new() };
        for mut row in rows {
            row.sort_unstable_by_key(|entry| entry.0);
            row.dedup_by(|later, kept| {
                let same = later.0 == kept.0;
                kept.1 += if same { later.1 } else { 0.0 };
                same
            });
            row.retain(|entry| entry.1 != 0.0);
            matrix.neighbours.extend(row.iter().map(|entry| entry.0));
            matrix.values.extend(row.iter().map(|entry| entry.1));
            matrix.starts.push(matrix.neighbours.len());
        }
        matrix
    }

    /// A matrix where every listed neighbour counts for one.
    pub fn binary_from(neighbours: Vec<Vec<u32>>) -> Self {
        Self::from_rows(neighbours.into_iter().map(|row| row.into_iter().map(|neighbour| (neighbour, 1.0)).collect()).collect())
    }

    /// Number of zones.
    pub fn zone_count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of pairs of neighbours, each direction counted.
    pub fn pair_count(&self) -> usize {
        self.neighbours.len()
    }

    /// The neighbours of a zone, by ascending index.
    pub fn neighbours(&self, zone: usize) -> &[u32] {
        &self.neighbours[self.starts[zone]..self.starts[zone + 1]]
    }

    /// The weights of the neighbours of a zone, in the order of [`Self::neighbours`].
    pub fn row(&self, zone: usize) -> &[f64] {
        &self.values[self.starts[zone]..self.starts[zone + 1]]
    }

    /// The neighbours of a zone with their weights.
    pub fn entries(&self, zone: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        self.neighbours(zone).iter().zip(self.row(zone)).map(|(&neighbour, &weight)| (neighbour as usize, weight))
    }

    /// The weight of one pair, zero where they are not neighbours.
    pub fn weight(&self, focal: usize, neighbour: usize) -> f64 {
        self.neighbours(focal).binary_search(&(neighbour as u32)).map_or(0.0, |place| self.row(focal)[place])
    }

    /// Zones without any neighbour.
    pub fn islands(&self) -> Vec<usize> {
        (0..self.zone_count()).filter(|&zone| self.neighbours(zone).is_empty()).collect()
    }

    /// The first zone that is its own neighbour.
    pub fn self_neighbour(&self) -> Option<usize> {
        (0..self.zone_count()).find(|&zone| self.weight(zone, zone) != 0.0)
    }

    /// The spatial lag `Σ_j w_ij x_j` of every zone.
    pub fn lag(&self, values: &[f64]) -> Vec<f64> {
        (0..self.zone_count()).map(|zone| self.entries(zone).map(|(neighbour, weight)| weight * values[neighbour]).sum()).collect()
    }

    /// Every neighbour counts for one.
    #[must_use]
    pub fn binary(&self) -> Self {
        Self { values: vec![1.0; self.values.len()], ..self.clone() }
    }

    /// Every row sums to one; islands keep their empty row.
    #[must_use]
    pub fn row_standardised(&self) -> Self {
        let mut standardised = self.clone();
        for zone in 0..self.zone_count() {
            let sum: f64 = self.row(zone).iter().sum();
            standardised.values[self.starts[zone]..self.starts[zone + 1]].iter_mut().for_each(|weight| *weight /= sum);
        }
        standardised
    }

    /// Whether every row that is not empty sums to one.
    pub fn is_row_standardised(&self) -> bool {
        (0..self.zone_count()).map(|zone| self.row(zone)).all(|row| row.is_empty() || (row.iter().sum::<f64>() - 1.0).abs() < 1e-9)
    }

    /// The zone itself among its neighbours, as the starred statistics ask, with the largest weight of
    /// its row; rows that summed to one are made to sum to one again. A matrix that already holds
    /// diagonal entries is left as it is.
    #[must_use]
    pub fn with_self(&self) -> Self {
        if self.self_neighbour().is_some() {
            return self.clone();
        }
        let largest = |zone: usize| self.row(zone).iter().copied().reduce(f64::max).unwrap_or(1.0);
        let own = (0..self.zone_count()).map(|zone| (zone, zone, largest(zone)));
        let starred = Self::from_entries(self.zone_count(), self.triplets().chain(own));
        if self.is_row_standardised() { starred.row_standardised() } else { starred }
    }

    /// The matrix without diagonal entries.
    #[must_use]
    pub fn without_self(&self) -> Self {
        Self::from_entries(self.zone_count(), self.triplets().filter(|(focal, neighbour, _)| focal != neighbour))
    }

    /// Every entry as `(focal, neighbour, weight)`.
    pub fn triplets(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        (0..self.zone_count()).flat_map(|zone| self.entries(zone).map(move |(neighbour, weight)| (zone, neighbour, weight)))
    }

    /// The matrix between the zones kept, renumbered in order. Rows that summed to one are made to sum
    /// to one again; a zone may become an island.
    #[must_use]
    pub fn between(&self, kept: &[bool]) -> Self {
        let mut next = 0;
        let place: Vec<Option<usize>> = kept.iter().map(|&kept| kept.then(|| (next, next += 1).0)).collect();
        let entries = self.triplets().filter_map(|(focal, neighbour, weight)| Some((place[focal]?, place[neighbour]?, weight)));
        let smaller = Self::from_entries(next, entries);
        if self.is_row_standardised() { smaller.row_standardised() } else { smaller }
    }

    /// `S0`, `S1` and `S2`.
    pub fn sums(&self) -> Sums {
        let mut columns = vec![0.0; self.zone_count()];
        let (mut s0, mut s1) = (0.0, 0.0);
        for (focal, neighbour, weight) in self.triplets() {
            columns[neighbour] += weight;
            s0 += weight;
            let back = self.weight(neighbour, focal);
            // A pair that holds in one direction only is met once here and stands for both.
            let times = if back == 0.0 { 2.0 } else { 1.0 };
            s1 += times * (weight + back).powi(2);
        }
        let s2 = columns.iter().enumerate().map(|(zone, column)| (self.row(zone).iter().sum::<f64>() + column).powi(2)).sum();
        Sums { s0, s1: s1 / 2.0, s2 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> Weights {
        Weights::binary_from(vec![vec![1], vec![0, 2], vec![1], vec![]])
    }

    #[test]
    fn an_island_keeps_an_empty_row_and_is_listed() {
        assert_eq!(chain().islands(), [3]);
        assert_eq!(chain().row_standardised().row(1), [0.5, 0.5]);
        assert!(chain().row_standardised().is_row_standardised());
    }

    #[test]
    fn the_zone_itself_joins_with_the_largest_weight_of_its_row() {
        let starred = chain().row_standardised().with_self();
        assert_eq!(starred.row(1), [1.0 / 3.0; 3]);
        assert_eq!(starred.row(3), [1.0], "an island is its own only neighbour");
        assert_eq!(starred.with_self(), starred);
    }

    #[test]
    fn leaving_a_zone_out_makes_rows_sum_to_one_again() {
        let smaller = chain().row_standardised().between(&[true, true, false, true]);
        assert_eq!((smaller.row(0), smaller.row(1), smaller.zone_count()), (&[1.0][..], &[1.0][..], 3));
    }

    #[test]
    fn the_sums_count_a_pair_that_holds_one_way_as_both() {
        let one_way = Weights::from_entries(2, [(0, 1, 1.0)]);
        assert_eq!(one_way.sums(), Sums { s0: 1.0, s1: 1.0, s2: 2.0 });
        assert_eq!(chain().sums(), Sums { s0: 4.0, s1: 8.0, s2: 24.0 });
    }

    #[test]
    fn entries_given_twice_add_up_and_zeros_are_no_neighbours() {
        let weights = Weights::from_entries(2, [(0, 1, 0.5), (0, 1, 0.25), (1, 0, 0.0)]);
        assert_eq!((weights.row(0), weights.islands()), (&[0.75][..], vec![1]));
    }
}
