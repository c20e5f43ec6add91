//! Many tests at once: how to keep chance from filling the map.

/// How p-values are adjusted for the number of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// Benjamini & Hochberg 1995: the share of false discoveries, for independent or positively
    /// dependent tests, as neighbouring zones are.
    BenjaminiHochberg,
    /// Benjamini & Yekutieli 2001: the same under any dependence.
    BenjaminiYekutieli,
    /// Holm 1979: the probability of a single false discovery.
    Holm,
    /// No adjustment.
    None,
}

impl Adjustment {
    /// Adjusted p-values, in the order given: a test is believed at level `q` when its adjusted value
    /// is at most `q`.
    ///
    /// # Parameters
    /// - `p`: one p-value a test, each 0 to 1.
    ///
    /// # Returns
    /// For the false discovery rate `min_{k ≥ rank} p_(k) n / k` (times `Σ 1/k` for Benjamini &
    /// Yekutieli), for Holm `max_{k ≤ rank} p_(k) (n − k + 1)`; at most 1.
    ///
    /// # Notes
    /// `O(n log n)`.
    ///
    /// # Examples
    /// ```
    /// use maillage_kernel::analysis::multiple_testing::Adjustment;
    /// assert_eq!(Adjustment::BenjaminiHochberg.adjusted(&[0.01, 0.5, 0.02]), [0.03, 0.5, 0.03]);
    /// assert_eq!(Adjustment::Holm.adjusted(&[0.01, 0.5, 0.02]), [0.03, 0.5, 0.04]);
    /// ```
    pub fn adjusted(self, p: &[f64]) -> Vec<f64> {
        match self {
            Self::BenjaminiHochberg => step_up(p, 1.0),
            Self::BenjaminiYekutieli => step_up(p, (1..=p.len()).map(|k| 1.0 / k as f64).sum()),
            Self::Holm => step_down(p),
            Self::None => p.to_vec(),
        }
    }
}

fn step_up(p: &[f64], factor: f64) -> Vec<f64> {
    let count = p.len() as f64;
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, test) in ascending(p).into_iter().enumerate().rev() {
        least = least.min(p[test] * count * factor / (rank + 1) as f64);
        adjusted[test] = least;
    }
    adjusted
}

fn step_down(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![1.0; p.len()];
    let mut most = 0.0_f64;
    for (rank, test) in ascending(p).into_iter().enumerate() {
        most = most.max(p[test] * (p.len() - rank) as f64).min(1.0);
        adjusted[test] = most;
    }
    adjusted
}

fn ascending(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    order
}

/// The p-value at or below which tests are believed at a false discovery rate (Benjamini & Hochberg),
/// or `None` when none is: nothing significant is said as such, not with a cut-off.
///
/// esda's `fdr` gives the same cut-off where something passes, except that it asks `<` and gives
/// Bonferroni's bound `level / n` where nothing does.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::multiple_testing::discovery_cutoff;
/// assert_eq!(discovery_cutoff(&[0.01, 0.5, 0.02], 0.06), Some(0.04));
/// assert_eq!(discovery_cutoff(&[0.4, 0.5, 0.9], 0.05), None);
/// ```
pub fn discovery_cutoff(p: &[f64], level: f64) -> Option<f64> {
    let order = ascending(p);
    let bound = |rank: usize| (rank + 1) as f64 * level / p.len() as f64;
    (0..p.len()).rev().find(|&rank| p[order[rank]] <= bound(rank)).map(bound)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Adjustment; 4] = [Adjustment::BenjaminiHochberg, Adjustment::BenjaminiYekutieli, Adjustment::Holm, Adjustment::None];

    proptest! {
        #[test]
        fn adjusting_keeps_the_order_and_never_lowers(p in prop::collection::vec(0.0..=1.0_f64, 1..60)) {
            for adjustment in ALL {
                let adjusted = adjustment.adjusted(&p);
                for (a, raw_a) in adjusted.iter().zip(&p) {
                    prop_assert!(*a >= raw_a - 1e-12 && *a <= 1.0);
                    prop_assert!(adjusted.iter().zip(&p).all(|(b, raw_b)| raw_a > raw_b || a <= b));
                }
            }
        }

        #[test]
        fn a_stricter_level_never_finds_more(p in prop::collection::vec(0.0..=1.0_f64, 1..60), level in 0.001..0.5_f64) {
            let found = |level| Adjustment::BenjaminiHochberg.adjusted(&p).iter().filter(|p| **p <= level).count();
            prop_assert!(found(level / 2.0) <= found(level));
        }

        #[test]
        fn the_cutoff_and_the_adjusted_values_believe_the_same_tests(p in prop::collection::vec(0.0..=1.0_f64, 1..60)) {
            let cutoff = discovery_cutoff(&p, 0.1).unwrap_or(-1.0);
            for (raw, adjusted) in p.iter().zip(Adjustment::BenjaminiHochberg.adjusted(&p)) {
                // On the very bound the two round differently.
                prop_assume!((raw - cutoff).abs() > 1e-9);
                prop_assert_eq!(*raw <= cutoff, adjusted <= 0.1);
            }
        }
    }

    #[test]
    fn nothing_tested_is_nothing_found() {
        assert!(ALL.iter().all(|adjustment| adjustment.adjusted(&[]).is_empty()));
        assert_eq!(discovery_cutoff(&[], 0.05), None);
    }
}
