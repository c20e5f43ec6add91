//! The zones a statistic can speak of.

use crate::analysis::permutation::Deals;
use crate::analysis::weights::Weights;

/// Zones that have a value and a neighbour with a value. Every statistic of autocorrelation is taken
/// over such a sample, so that none meets a missing value or an island.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    zones: Vec<usize>,
    values: Vec<f64>,
    weights: Weights,
}

/// Zones a statistic cannot speak of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Without a value.
    pub missing: Vec<usize>,
    /// Without a neighbour that has a value.
    pub islands: Vec<usize>,
}

impl Sample {
    /// Keeps the zones a statistic can speak of.
    ///
    /// # Parameters
    /// - `values`: one a zone, finite or absent.
    /// - `weights`: over the same zones. Rows that sum to one still do in the sample.
    pub fn new(values: &[Option<f64>], weights: &Weights) -> (Self, LeftOut) {
        let mut kept: Vec<bool> = values.iter().map(Option::is_some).collect();
        let mut left_out = LeftOut { missing: places(&kept, false), islands: Vec::new() };
        let mut between = weights.between(&kept);
        // Taking an island out may leave a zone that named it without a neighbour of its own.
        loop {
            let zones = places(&kept, true);
            let islands: Vec<usize> = between.islands().into_iter().map(|place| zones[place]).collect();
            if islands.is_empty() {
                break;
            }
            for &zone in &islands {
                kept[zone] = false;
            }
            left_out.islands.extend(islands);
            between = weights.between(&kept);
        }
        left_out.islands.sort_unstable();
        let zones = places(&kept, true);
        let values = zones.iter().filter_map(|&zone| values[zone]).collect();
        (Self { zones, values, weights: between }, left_out)
    }

    /// The index each zone of the sample had before others were left out.
    pub fn zones(&self) -> &[usize] {
        &self.zones
    }

    /// The values.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The weights between zones of the sample, no row empty.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The same zones with other weights, such as a binary form of the same neighbours.
    #[must_use]
    pub fn weighted(&self, weights: Weights) -> Self {
        Self { weights, ..self.clone() }
    }

    /// Number of zones.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether no zone is left.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether deals name places that exist, enough of them for the zone with most neighbours.
    pub fn accepts(&self, deals: &Deals) -> bool {
        let widest = (0..self.len()).map(|zone| self.weights.neighbours(zone).len()).max().unwrap_or(0);
        deals.width() >= widest && deals.largest().is_none_or(|place| (place as usize) + 1 < self.len())
    }

    /// Distances from the mean, or `None` when all values are equal: then there is nothing to measure.
    pub fn deviations(&self) -> Option<Vec<f64>> {
        let first = *self.values.first()?;
        if self.values.iter().all(|value| (value - first).abs() <= 0.0) {
            return None;
        }
        let mean = self.values.iter().sum::<f64>() / self.len() as f64;
        Some(self.values.iter().map(|value| value - mean).collect())
    }
}

fn places(kept: &[bool], wanted: bool) -> Vec<usize> {
    (0..kept.len()).filter(|&zone| kept[zone] == wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_values_and_islands_are_left_out_and_listed() {
        // 0 – 1 – 2, 3 names 4 only, 4 has no neighbour, 5 is named by nobody and alone.
        let weights = Weights::binary_from(vec![vec![1], vec![0, 2], vec![1], vec![4], vec![], vec![2]]);
        let values = [Some(1.0), Some(2.0), None, Some(3.0), Some(4.0), Some(5.0)];
        let (sample, left_out) = Sample::new(&values, &weights.row_standardised());
        assert_eq!(left_out, LeftOut { missing: vec![2], islands: vec![3, 4, 5] });
        assert_eq!((sample.zones(), sample.values()), (&[0, 1][..], &[1.0, 2.0][..]));
        assert_eq!(sample.weights().row(1), [1.0], "rows sum to one again");
    }

    #[test]
    fn equal_values_have_no_deviations() {
        let weights = Weights::binary_from(vec![vec![1], vec![0]]);
        assert_eq!(Sample::new(&[Some(0.1), Some(0.1)], &weights).0.deviations(), None);
        assert_eq!(Sample::new(&[], &Weights::binary_from(vec![])).0.deviations(), None);
        assert!(Sample::new(&[Some(1.0), None], &weights).0.is_empty(), "a single zone has no neighbour");
    }
}
