//! Join counts: of two kinds of zones, do the same lie side by side?

use super::{Moments, Sample, against_chance};
use crate::analysis::permutation::{LocalStatistic, Permutations, Reference};

/// Which joins are counted. By custom zones marked 1 are black, those marked 0 white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Marked next to marked.
    BlackBlack,
    /// Marked next to unmarked.
    BlackWhite,
    /// Unmarked next to unmarked.
    WhiteWhite,
}

impl Join {
    /// The two letters used in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BlackBlack => "BB",
            Self::BlackWhite => "BW",
            Self::WhiteWhite => "WW",
        }
    }

    fn of(self, own: f64, other: f64) -> f64 {
        match self {
            Self::BlackBlack => own * other,
            Self::BlackWhite => own * (1.0 - other) + (1.0 - own) * other,
            Self::WhiteWhite => (1.0 - own) * (1.0 - other),
        }
    }
}

/// A join count with its moments when the marks are dealt over the zones (Moran 1948; Cliff & Ord
/// 1981, p. 20, non-free sampling).
///
/// # Parameters
/// - `sample`: values 0 or 1, and weights, binary by custom so that the statistic is a count.
/// - `join`: which joins.
///
/// # Returns
/// `½ Σ_ij w_ij x_i x_j` for black–black and so on; `None` when all zones are of one kind.
///
/// # Notes
/// `O(pairs log k)`. Equals spdep's `joincount.multi` and the counts of esda's `Join_Counts`.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::autocorrelation::{Sample, join_counts::{Join, join_counts}};
/// use maillage_kernel::analysis::weights::Weights;
/// let chain = Weights::binary_from(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let (sample, _) = Sample::new(&[1.0, 1.0, 0.0, 0.0].map(Some), &chain);
/// assert_eq!(join_counts(&sample, Join::BlackBlack).unwrap().statistic, 1.0);
/// assert_eq!(join_counts(&sample, Join::BlackBlack).unwrap().expected, 0.5);
/// ```
pub fn join_counts(sample: &Sample, join: Join) -> Option<Moments> {
    sample.deviations()?;
    let black: f64 = sample.values().iter().sum();
    let white = sample.len() as f64 - black;
    let (expected, variance) = match join {
        Join::BlackBlack => same(sample, black),
        Join::WhiteWhite => same(sample, white),
        Join::BlackWhite => different(sample, black, white),
    };
    Some(Moments { statistic: count(sample, sample.values(), join), expected, variance })
}

/// A join count against the same with the marks dealt anew; `None` when all zones are of one kind.
pub fn join_counts_permuted(sample: &Sample, join: Join, permutations: &Permutations) -> Option<Reference> {
    sample.deviations()?;
    Some(against_chance(sample, count(sample, sample.values(), join), permutations, |dealt| count(sample, dealt, join)))
}

/// Local join counts (Anselin & Li 2019): how many neighbours of a marked zone are marked.
///
/// # Returns
/// `x_i Σ_j w_ij x_j`, one a zone, zero for an unmarked one; `None` when all zones are of one kind.
pub fn local_join_counts(sample: &Sample) -> Option<Vec<f64>> {
    sample.deviations()?;
    let lag = sample.weights().lag(sample.values());
    Some(sample.values().iter().zip(lag).map(|(own, lag)| own * lag).collect())
}

/// Local join counts against the same with the neighbours' marks dealt anew. Only marked zones are
/// tested: for the others nothing can change. `None` when all zones are of one kind.
pub fn local_join_counts_permuted(sample: &Sample, permutations: &Permutations) -> Option<Vec<Option<Reference>>> {
    sample.deviations()?;
    let slopes = sample.values().to_vec();
    let found = LocalStatistic::new(sample.weights(), sample.values(), slopes, |_, other| other).tested(permutations);
    Some(found.into_iter().zip(sample.values()).map(|(found, &own)| (own > 0.0).then_some(found)).collect())
}

fn count(sample: &Sample, values: &[f64], join: Join) -> f64 {
    let of = |zone: usize| sample.weights().entries(zone).map(|(other, w)| w * join.of(values[zone], values[other])).sum::<f64>();
    (0..values.len()).map(of).sum::<f64>() / 2.0
}

/// Mean and variance of joins between zones of one kind, of which there are `m`.
fn same(sample: &Sample, m: f64) -> (f64, f64) {
    let sums = sample.weights().sums();
    let n = sample.len() as f64;
    let pairs = m * (m - 1.0) / (n * (n - 1.0));
    let triples = pairs * (m - 2.0) / (n - 2.0);
    let quadruples = triples * (m - 3.0) / (n - 3.0);
    let expected = sums.s0 * pairs / 2.0;
    let squares = sums.s1 * pairs + (sums.s2 - 2.0 * sums.s1) * triples + (sums.s0.powi(2) + sums.s1 - sums.s2) * quadruples;
    (expected, squares / 4.0 - expected.powi(2))
}

/// Mean and variance of joins between zones of different kinds.
fn different(sample: &Sample, black: f64, white: f64) -> (f64, f64) {
    let sums = sample.weights().sums();
    let n = sample.len() as f64;
    let pairs = black * white / (n * (n - 1.0));
    let triples = pairs * (black + white - 2.0) / (n - 2.0);
    let quadruples = pairs * (black - 1.0) * (white - 1.0) / ((n - 2.0) * (n - 3.0));
    let expected = sums.s0 * pairs;
    let squares = 2.0 * sums.s1 * pairs + (sums.s2 - 2.0 * sums.s1) * triples + 4.0 * (sums.s0.powi(2) + sums.s1 - sums.s2) * quadruples;
    (expected, squares / 4.0 - expected.powi(2))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "counts are exact")]
mod tests {
    use super::*;
    use crate::analysis::golden::Columbus;
    use crate::analysis::permutation::{Alternative, Scheme};
    use crate::analysis::weights::Weights;

    const JOINS: [Join; 3] = [Join::BlackBlack, Join::BlackWhite, Join::WhiteWhite];

    /// The four by four grid of esda's manual, its upper half marked: 10, 4 and 10 joins.
    fn grid() -> Sample {
        let near = |zone: usize| {
            let (row, column) = (zone / 4, zone % 4);
            let all = (0..16_usize).filter(move |other| (other / 4).abs_diff(row) + (other % 4).abs_diff(column) == 1);
            all.map(|other| other as u32).collect()
        };
        let marks: Vec<_> = (0..16).map(|zone| Some(if zone < 8 { 1.0 } else { 0.0 })).collect();
        Sample::new(&marks, &Weights::binary_from((0..16).map(near).collect())).0
    }

    #[test]
    fn the_counts_are_those_of_esda_s_manual() {
        assert_eq!(JOINS.map(|join| join_counts(&grid(), join).unwrap().statistic), [10.0, 4.0, 10.0]);
    }

    #[test]
    fn moments_are_those_of_every_possible_deal() {
        // Columbus, high crime marked: 50,000 deals stand for all of them.
        let (crime, _) = Columbus::weighted("w_binary.csv");
        let marks: Vec<_> = crime.values().iter().map(|&value| Some(f64::from(u8::from(value > 40.0)))).collect();
        let (sample, _) = Sample::new(&marks, crime.weights());
        let permutations = Permutations { count: 50_000, seed: 4, alternative: Alternative::TwoSided, scheme: Scheme::Complete };
        for join in JOINS {
            let (exact, dealt) = (join_counts(&sample, join).unwrap(), join_counts_permuted(&sample, join, &permutations).unwrap());
            assert!((dealt.mean / exact.expected - 1.0).abs() < 4e-3, "{join:?}: {} and {}", dealt.mean, exact.expected);
            assert!((dealt.variance / exact.variance - 1.0).abs() < 4e-2, "{join:?}: {} and {}", dealt.variance, exact.variance);
        }
    }

    #[test]
    fn only_marked_zones_are_tested() {
        let permutations = Permutations { count: 999, seed: 4, alternative: Alternative::Greater, scheme: Scheme::Complete };
        let found = local_join_counts_permuted(&grid(), &permutations).unwrap();
        assert_eq!(local_join_counts(&grid()).unwrap()[..4], [2.0, 3.0, 3.0, 2.0]);
        assert!(found[..8].iter().all(Option::is_some) && found[8..].iter().all(Option::is_none));
        // A corner with both neighbours marked: 7/15 · 6/14 = 0.2.
        assert!((found[0].unwrap().p - 0.2).abs() < 0.04);
    }
}
