//! Which of many tests to believe.

/// P-values adjusted so that calling significant what lies at or below `q` keeps the expected share of
/// false calls at `q`.
///
/// Benjamini & Hochberg 1995, *Controlling the false discovery rate*. It holds for independent tests and
/// for positively dependent ones (Benjamini & Yekutieli 2001), as neighbouring zones are.
///
/// # Parameters
/// - `p`: one p-value a test, each 0 to 1.
///
/// # Returns
/// Adjusted values in the same order: `min_{k ≥ rank} p_(k) · n / k`, at most 1.
///
/// # Notes
/// `O(n log n)`.
///
/// # Examples
/// ```
/// use maillage::analysis::fdr::adjusted;
/// assert_eq!(adjusted(&[0.01, 0.5, 0.02]), [0.03, 0.5, 0.03]);
/// ```
pub fn adjusted(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[b].total_cmp(&p[a]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, test) in (1..=p.len()).rev().zip(order) {
        least = least.min(p[test] * p.len() as f64 / rank as f64);
        adjusted[test] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn adjusting_keeps_the_order_and_never_lowers(p in prop::collection::vec(0.0..=1.0_f64, 1..60)) {
            let adjusted = adjusted(&p);
            for (a, raw_a) in adjusted.iter().zip(&p) {
                prop_assert!(*a >= raw_a - 1e-12 && *a <= 1.0);
                prop_assert!(adjusted.iter().zip(&p).all(|(b, raw_b)| raw_a > raw_b || a <= b));
            }
        }
    }

    #[test]
    fn nothing_tested_is_nothing_found() {
        assert!(adjusted(&[]).is_empty());
    }
}
