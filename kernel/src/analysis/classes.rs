//! How to cut values into classes for a map.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most classes a reader can tell apart by colour.
pub const MOST_CLASSES: usize = 6;

/// A way of cutting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClassMethod {
    /// Least variance within classes: follows the gaps that the values have.
    #[default]
    FisherJenks,
    /// As many values in each class.
    Quantile,
    /// Classes of equal width.
    Equal,
}

/// Classes of values: class `i` goes from `breaks[i]` to `breaks[i + 1]`, lower bound excluded except in
/// the first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Classes {
    /// How they were cut.
    pub method: ClassMethod,
    /// One more than there are classes, increasing; empty without values.
    pub breaks: Vec<f64>,
    /// How many values each holds.
    pub counts: Vec<u32>,
}

/// Cuts values into classes.
///
/// Fisher 1958, *On grouping for maximum homogeneity*; Jenks 1977; the exact solution is found in
/// `O(k n log n)` after Wang & Song 2011, *Ckmeans.1d.dp*, by divide and conquer.
///
/// # Parameters
/// - `values`: in any order; what is not finite is left out.
/// - `count`: classes wanted, at least 1 and at most [`MOST_CLASSES`], to which it is brought back.
///
/// # Returns
/// Never an empty class, hence fewer classes than asked when there are fewer distinct values or when
/// many are equal: no value gives no break, one distinct value one class of no width.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::classes::{classes, ClassMethod};
/// let values = [1.0, 2.0, 3.0, 50.0, 51.0, 90.0];
/// let found = classes(&values, ClassMethod::FisherJenks, 3);
/// assert_eq!((found.breaks, found.counts), (vec![1.0, 3.0, 51.0, 90.0], vec![3, 2, 1]));
/// ```
pub fn classes(values: &[f64], method: ClassMethod, count: usize) -> Classes {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let count = count.clamp(1, MOST_CLASSES);
    let uppers = match method {
        ClassMethod::FisherJenks => fisher_jenks(&sorted, count),
        ClassMethod::Quantile => quantiles(&sorted, count),
        ClassMethod::Equal => equal(&sorted, count),
    };
    cut(&sorted, method, uppers)
}

/// Keeps the upper bounds that leave no class empty, and counts.
fn cut(sorted: &[f64], method: ClassMethod, uppers: Vec<f64>) -> Classes {
    let Some(&least) = sorted.first() else { return Classes { method, breaks: Vec::new(), counts: Vec::new() } };
    let (mut breaks, mut counts, mut below) = (vec![least], Vec::new(), 0);
    for upper in uppers {
        let through = sorted.partition_point(|value| *value <= upper);
        if through > below {
            breaks.push(upper);
            counts.push((through - below) as u32);
            below = through;
        }
    }
    Classes { method, breaks, counts }
}

fn quantiles(sorted: &[f64], count: usize) -> Vec<f64> {
    let upper = |class: usize| sorted.get((class * sorted.len()).div_ceil(count).saturating_sub(1)).copied();
    (1..=count).filter_map(upper).collect()
}

fn equal(sorted: &[f64], count: usize) -> Vec<f64> {
    let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let width = (greatest - least) / count as f64;
    let inner = (1..count).map(|class| least + width * class as f64);
    inner.chain([greatest]).collect()
}

fn fisher_jenks(sorted: &[f64], count: usize) -> Vec<f64> {
    let mut distinct: Vec<(f64, f64)> = Vec::new();
    for &value in sorted {
        match distinct.last_mut() {
            Some(last) if last.0.total_cmp(&value).is_eq() => last.1 += 1.0,
            _ => distinct.push((value, 1.0)),
        }
    }
    if distinct.len() <= count {
        return distinct.into_iter().map(|(value, _)| value).collect();
    }
    let ends = Partition::new(&distinct).ends(count);
    ends.into_iter().map(|end| distinct[end - 1].0).collect()
}

/// Best ways of cutting the first values into one class more at a time.
struct Partition {
    /// Sums of weights, values and squares before each value, values shifted by their middle so that
    /// differences keep their digits.
    sums: Vec<[f64; 3]>,
}

impl Partition {
    fn new(distinct: &[(f64, f64)]) -> Self {
        let middle = distinct[distinct.len() / 2].0;
        let mut sums = vec![[0.0; 3]];
        for (value, weight) in distinct {
            let (last, shifted) = (sums[sums.len() - 1], value - middle);
            sums.push([last[0] + weight, last[1] + weight * shifted, last[2] + weight * shifted * shifted]);
        }
        Self { sums }
    }

    /// Sum of squared deviations within `from..to`.
    fn spread(&self, from: usize, to: usize) -> f64 {
        let [weight, sum, squares] = std::array::from_fn(|k| self.sums[to][k] - self.sums[from][k]);
        (squares - sum * sum / weight).max(0.0)
    }

    /// Ends (exclusive) of the classes of the best cut.
    fn ends(&self, count: usize) -> Vec<usize> {
        let n = self.sums.len() - 1;
        let mut best: Vec<f64> = (0..=n).map(|to| if to == 0 { 0.0 } else { self.spread(0, to) }).collect();
        let mut starts = Vec::new();
        for class in 2..=count {
            let mut next = (vec![f64::INFINITY; n + 1], vec![0; n + 1]);
            self.fill(&best, &mut next, class..n + 1, class - 1..n);
            best = next.0;
            starts.push(next.1);
        }
        let mut ends = vec![n];
        for start in starts.iter().rev() {
            ends.push(start[ends[ends.len() - 1]]);
        }
        ends.reverse();
        ends
    }

    /// Fills the best costs of `ends`, whose last class starts within `starts`: the best start never
    /// moves left as the end moves right, so that each middle halves the search.
    fn fill(&self, best: &[f64], next: &mut (Vec<f64>, Vec<usize>), ends: std::ops::Range<usize>, starts: std::ops::Range<usize>) {
        if ends.is_empty() {
            return;
        }
        let end = usize::midpoint(ends.start, ends.end);
        let cost = |start: usize| best[start] + self.spread(start, end);
        let candidates = starts.start..starts.end.min(end);
        let start = candidates.min_by(|&a, &b| cost(a).total_cmp(&cost(b))).unwrap_or(starts.start);
        (next.0[end], next.1[end]) = (cost(start), start);
        self.fill(best, next, ends.start..end, starts.start..start + 1);
        self.fill(best, next, end + 1..ends.end, start..starts.end);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const METHODS: [ClassMethod; 3] = [ClassMethod::FisherJenks, ClassMethod::Quantile, ClassMethod::Equal];

    #[test]
    fn equal_values_make_one_class_and_no_value_none() {
        for method in METHODS {
            let found = classes(&[4.0, 4.0, 4.0], method, 5);
            assert_eq!((found.breaks, found.counts), (vec![4.0, 4.0], vec![3]));
            assert!(classes(&[f64::NAN], method, 5).breaks.is_empty());
        }
    }

    #[test]
    fn fewer_values_than_classes_make_as_many_classes_as_values() {
        let found = classes(&[1.0, 2.0, 2.0], ClassMethod::FisherJenks, 5);
        assert_eq!((found.breaks, found.counts), (vec![1.0, 1.0, 2.0], vec![1, 2]));
    }

    #[test]
    fn quantiles_hold_as_many_each() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(classes(&values, ClassMethod::Quantile, 5).counts, [2; 5]);
    }

    #[test]
    fn equal_classes_are_equally_wide() {
        assert_eq!(classes(&[0.0, 1.0, 9.0, 10.0], ClassMethod::Equal, 2).breaks, [0.0, 5.0, 10.0]);
    }

    fn within(values: &[f64], uppers: &[f64]) -> f64 {
        let mut lower = f64::NEG_INFINITY;
        let mut spread = 0.0;
        for &upper in uppers {
            let class: Vec<f64> = values.iter().copied().filter(|value| *value > lower && *value <= upper).collect();
            let mean = class.iter().sum::<f64>() / class.len() as f64;
            spread += class.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
            lower = upper;
        }
        spread
    }

    proptest! {
        #[test]
        fn fisher_jenks_is_the_best_of_all_cuts_into_three(values in prop::collection::vec((0..60_i32).prop_map(f64::from), 3..14)) {
            let found = classes(&values, ClassMethod::FisherJenks, 3);
            let ours = within(&values, &found.breaks[1..]);
            let greatest = values.iter().copied().fold(f64::MIN, f64::max);
            for (a, b) in values.iter().flat_map(|a| values.iter().map(move |b| (*a, *b))).filter(|(a, b)| a < b && *b < greatest) {
                prop_assert!(ours <= within(&values, &[a, b, greatest]) + 1e-9);
            }
        }

        #[test]
        fn every_value_falls_in_one_class_and_no_class_is_empty(values in prop::collection::vec(-1e6..1e6_f64, 1..80), count in 1..9_usize) {
            for method in METHODS {
                let found = classes(&values, method, count);
                prop_assert_eq!(found.breaks.len(), found.counts.len() + 1);
                prop_assert!(found.counts.iter().all(|count| *count > 0));
                prop_assert_eq!(found.counts.iter().sum::<u32>() as usize, values.len());
                prop_assert!(found.counts.len() <= count.min(MOST_CLASSES));
            }
        }
    }
}
