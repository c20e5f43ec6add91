//! Observed over expected, with an interval that promises no more than is known.

use statrs::distribution::{ContinuousCDF, Gamma};
use statrs::function::gamma::{checked_gamma_lr, checked_gamma_ur};

/// A count and the bounds that its producer's rounding leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count {
    /// Least true value.
    pub low: f64,
    /// As published.
    pub value: f64,
    /// Greatest true value.
    pub high: f64,
}

impl Count {
    /// A count published as it is.
    pub const fn exact(value: f64) -> Self {
        Self { low: value, value, high: value }
    }
}

/// Observed over expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// The ratio.
    pub ratio: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Two-sided p-value of a ratio of 1: it is below `1 − level` exactly when the interval leaves 1 out.
    pub p: f64,
}

impl Ratio {
    /// The ratio of a count to its expectation, with an exact Poisson interval.
    ///
    /// Garwood 1936; Ulm 1990, *Simple method to calculate the confidence interval of a standardized
    /// mortality ratio*: `½ χ²(α/2; 2 O) / E` and `½ χ²(1 − α/2; 2 (O + 1)) / E`.
    ///
    /// # Parameters
    /// - `observed`: with the bounds of rounding: the interval is that of the least count on its lower
    ///   side, of the greatest on its upper side.
    /// - `expected`: positive; otherwise nothing is known and the interval is unbounded.
    /// - `dispersion`: variance over Poisson's, at least 1, with the uncertainty of the expectation added as
    ///   `Var(E) / E`: both counts are divided by it, which widens the interval by its root.
    /// - `level`: as 0.95.
    ///
    /// # Examples
    /// ```
    /// use maillage_kernel::analysis::take_up::ratio::{Count, Ratio};
    /// let ratio = Ratio::new(Count::exact(10.0), 20.0, 1.0, 0.95);
    /// assert!((ratio.low * 20.0 - 4.795).abs() < 1e-3 && (ratio.high * 20.0 - 18.39).abs() < 1e-2);
    /// ```
    pub fn new(observed: Count, expected: f64, dispersion: f64, level: f64) -> Self {
        if expected <= 0.0 {
            return Self { ratio: f64::NAN, low: 0.0, high: f64::INFINITY, p: 1.0 };
        }
        let (tail, due) = ((1.0 - level) / 2.0, expected / dispersion);
        let (least, most) = (observed.low.max(0.0) / dispersion, observed.high.max(0.0) / dispersion);
        Self {
            ratio: observed.value / expected,
            low: if least > 0.0 { gamma_quantile(least, tail) / due } else { 0.0 },
            high: gamma_quantile(most + 1.0, 1.0 - tail) / due,
            p: (2.0 * at_most(most, due).min(at_least(least, due))).min(1.0),
        }
    }
}

impl Ratio {
    /// The ratio drawn towards those of all zones, with the interval of its gamma law (Clayton & Kaldor 1987,
    /// *Empirical Bayes estimates of age-standardized relative risks*).
    ///
    /// # Parameters
    /// - `observed`, `expected`, `level`: as for [`Ratio::new`].
    /// - `shape`, `rate`: of the law of ratios over all zones, as
    ///   [`gamma_poisson`](crate::analysis::rates::gamma_poisson::gamma_poisson) fits it.
    ///
    /// # Returns
    /// `(O + shape) / (E + rate)`; bounds from the bounds of rounding; as p-value, twice the smaller chance of a
    /// ratio on the other side of 1.
    pub fn shrunk(observed: Count, expected: f64, (shape, rate): (f64, f64), level: f64) -> Self {
        let (tail, due) = ((1.0 - level) / 2.0, expected + rate);
        let (least, most) = (observed.low.max(0.0) + shape, observed.high.max(0.0) + shape);
        Self {
            ratio: (observed.value + shape) / due,
            low: gamma_quantile(least, tail) / due,
            high: gamma_quantile(most, 1.0 - tail) / due,
            p: (2.0 * at_most(most - 1.0, due).min(at_least(least, due))).min(1.0),
        }
    }
}

/// Half the χ² quantile of twice the shape.
fn gamma_quantile(shape: f64, probability: f64) -> f64 {
    Gamma::new(shape, 1.0).map_or(f64::NAN, |gamma| gamma.inverse_cdf(probability))
}

/// Chance of a count at most so high, `P(X ≤ x)`, continued between whole numbers.
fn at_most(count: f64, due: f64) -> f64 {
    checked_gamma_ur(count + 1.0, due).unwrap_or(1.0)
}

/// Chance of a count at least so high.
fn at_least(count: f64, due: f64) -> f64 {
    if count > 0.0 { checked_gamma_lr(count, due).unwrap_or(1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_interval_is_the_exact_one_of_the_tables() {
        // Garwood's 95 % limits of a Poisson count, from published tables.
        for (count, low, high) in [(0.0, 0.0, 3.688_9), (1.0, 0.025_3, 5.571_6), (25.0, 16.178_7, 36.904_9), (100.0, 81.363_6, 121.627_1)] {
            let ratio = Ratio::new(Count::exact(count), 1.0, 1.0, 0.95);
            assert!((ratio.low - low).abs() < 1e-3 && (ratio.high - high).abs() < 1e-3, "{count}: {ratio:?}");
        }
    }

    #[test]
    fn rounding_and_dispersion_widen() {
        let exact = Ratio::new(Count::exact(30.0), 60.0, 1.0, 0.95);
        let rounded = Ratio::new(Count { low: 28.0, value: 30.0, high: 34.0 }, 60.0, 1.0, 0.95);
        let dispersed = Ratio::new(Count::exact(30.0), 60.0, 4.0, 0.95);
        assert!(rounded.low < exact.low && rounded.high > exact.high && rounded.p > exact.p);
        assert!(dispersed.low < exact.low && dispersed.high > exact.high && dispersed.p > exact.p);
    }

    #[test]
    fn a_shrunk_ratio_lies_between_its_own_and_that_of_all_and_its_interval_agrees_with_its_p() {
        for count in [0.0, 4.0, 20.0, 31.0, 45.0] {
            let shrunk = Ratio::shrunk(Count::exact(count), 20.0, (10.0, 10.0), 0.95);
            let raw = count / 20.0;
            assert!(shrunk.ratio >= raw.min(1.0) && shrunk.ratio <= raw.max(1.0));
            assert!(shrunk.low < shrunk.ratio && shrunk.ratio < shrunk.high);
            assert_eq!(shrunk.low > 1.0 || shrunk.high < 1.0, shrunk.p < 0.05, "{count}: {shrunk:?}");
        }
    }

    #[test]
    fn nothing_expected_is_nothing_known() {
        let ratio = Ratio::new(Count::exact(3.0), 0.0, 1.0, 0.95);
        assert!(ratio.ratio.is_nan() && ratio.high.is_infinite() && ratio.p >= 1.0);
    }

    proptest! {
        #[test]
        fn the_interval_leaves_one_out_exactly_when_p_is_small(count in 0.0..300.0_f64, expected in 0.5..300.0_f64, dispersion in 1.0..6.0_f64) {
            let ratio = Ratio::new(Count::exact(count), expected, dispersion, 0.95);
            let outside = ratio.low > 1.0 || ratio.high < 1.0;
            prop_assert!(outside == (ratio.p < 0.05) || (ratio.p - 0.05).abs() < 1e-6);
            prop_assert!(ratio.low <= ratio.ratio && ratio.ratio <= ratio.high);
        }
    }
}
