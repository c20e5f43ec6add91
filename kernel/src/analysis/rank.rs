//! Ranks, and how firm they are.

/// The values of all zones in order, to score one among them.
///
/// The convention of the CDC/ATSDR Social Vulnerability Index (`PERCENTRANK.INC`): `(rank − 1) / (n − 1)`,
/// ties sharing the lowest rank, so that the many zones at zero all score 0.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::rank::Scale;
/// let scale = Scale::of([3.0, 0.0, 0.0]);
/// assert_eq!([scale.score(3.0), scale.score(0.0), scale.score(99.0)], [1.0, 0.0, 1.0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scale(Vec<f64>);

impl Scale {
    /// Puts values in order.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.into_iter().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Self(sorted)
    }

    /// The share of the other values that lie strictly below, 0 to 1. The value need not be one of them.
    pub fn score(&self, value: f64) -> f64 {
        let others = self.0.len().saturating_sub(1).max(1) as f64;
        (self.0.partition_point(|other| *other < value) as f64 / others).min(1.0)
    }
}

/// A rank, from 1, and the best and worst it may truly be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankInterval {
    /// Rank of the value as it stands; ties share the best.
    pub place: usize,
    /// Best rank that the intervals allow.
    pub low: usize,
    /// Worst rank that the intervals allow.
    pub high: usize,
    /// How many are ranked.
    pub of: usize,
}

/// The rank of one value among all, from the greatest, when each is only known within bounds.
///
/// # Parameters
/// - `bounds`: `(low, value, high)` of each; exact values have three equal parts.
/// - `which`: the one to rank.
///
/// # Returns
/// The best rank counts only those surely greater; the worst, all that may be.
///
/// # Notes
/// `O(n)` for one value.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::rank::rank_interval;
/// let known_within = [(8.0, 10.0, 12.0), (11.0, 11.0, 11.0), (1.0, 2.0, 3.0)];
/// let rank = rank_interval(&known_within, 0);
/// assert_eq!((rank.place, rank.low, rank.high, rank.of), (2, 1, 2, 3));
/// ```
pub fn rank_interval(bounds: &[(f64, f64, f64)], which: usize) -> RankInterval {
    let (low, value, high) = bounds[which];
    let others = || bounds.iter().enumerate().filter(|(index, _)| *index != which).map(|(_, bounds)| bounds);
    RankInterval {
        place: 1 + others().filter(|other| other.1 > value).count(),
        low: 1 + others().filter(|other| other.0 > high).count(),
        high: 1 + others().filter(|other| other.2 > low).count(),
        of: bounds.len(),
    }
}

/// Positions from the greatest down, ties in their given order.
pub fn descending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    order
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_single_value_scores_zero_and_ranks_first() {
        assert!(Scale::of([7.0]).score(7.0) <= 0.0);
        assert_eq!(rank_interval(&[(1.0, 2.0, 3.0)], 0), RankInterval { place: 1, low: 1, high: 1, of: 1 });
    }

    #[test]
    fn scores_agree_with_the_golden_file() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/golden/deprivation_index/expected.csv");
        let rows: Vec<BTreeMap<String, f64>> = csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
        let signs = [("PctRural", 1.0), ("PctBach", -1.0), ("PctEld", 1.0), ("PctFB", 1.0), ("PctPov", 1.0), ("PctBlack", 1.0)];
        let scales = signs.map(|(column, sign)| Scale::of(rows.iter().map(|row| sign * row[column])));
        for row in &rows {
            let sum: f64 = signs.iter().zip(&scales).map(|((column, sign), scale)| scale.score(sign * row[*column])).sum();
            assert!((sum - row["svi_sum"]).abs() < 1e-9, "{}: {sum} instead of {}", row["AreaKey"], row["svi_sum"]);
        }
    }

    proptest! {
        #[test]
        fn the_rank_lies_within_its_interval(bounds in prop::collection::vec((0.0..9.0_f64, 0.0..4.0_f64, 0.0..4.0_f64), 1..40)) {
            let bounds: Vec<_> = bounds.into_iter().map(|(value, below, above)| (value - below, value, value + above)).collect();
            for which in 0..bounds.len() {
                let rank = rank_interval(&bounds, which);
                prop_assert!(rank.low <= rank.place && rank.place <= rank.high && rank.high <= rank.of);
            }
        }
    }
}
