//! How much more counts vary than chance alone.

use statrs::distribution::{Continuous, ContinuousCDF, Normal};

/// Share of the zones brought in at each end.
const WINSORISED: f64 = 0.2;

/// Mean square of a standard normal winsorised by a fifth at each end: what the estimate is divided by so
/// that Poisson counts give 1.
const NORMAL_MEAN_SQUARE: f64 = 0.412_0;

/// Fewer zones than this say nothing about dispersion.
const FEWEST_ZONES: usize = 10;

/// Variance of most counts over Poisson's, at least 1, whatever the others do.
///
/// Spiegelhalter 2005, *Handling over-dispersion of performance indicators*: the mean square of
/// standardised residuals, the extreme ones brought back to a percentile so that the very zones sought do
/// not hide themselves by widening the norm. A fifth is brought in at each end, so that up to a fifth of
/// the zones may be out of the ordinary, and the estimate is corrected for it.
///
/// # Parameters
/// - `observed`, `expected`: of each zone; zones that expect nothing are left out.
/// - `estimated`: how many rates were estimated on these very zones.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::take_up::dispersion::of_most;
/// let expected = [100.0; 20];
/// let observed: Vec<f64> = (0..20).map(|zone| if zone % 2 == 0 { 120.0 } else { 80.0 }).collect();
/// assert!(of_most(&observed, &expected, 1) > 4.0);
/// assert_eq!(of_most(&expected, &expected, 1), 1.0);
/// ```
pub fn of_most(observed: &[f64], expected: &[f64], estimated: usize) -> f64 {
    let mut residuals = residuals(observed, expected);
    let zones = residuals.len();
    if zones < FEWEST_ZONES || zones <= estimated {
        return 1.0;
    }
    residuals.sort_unstable_by(f64::total_cmp);
    let (low, high) = (quantile(&residuals, WINSORISED), quantile(&residuals, 1.0 - WINSORISED));
    let squares: f64 = residuals.iter().map(|residual| residual.clamp(low, high).powi(2)).sum();
    (squares / (zones - estimated) as f64 / NORMAL_MEAN_SQUARE).max(1.0)
}

/// Variance over Poisson's, at least 1, of the counts kept within so many standard deviations: Pearson's
/// χ² by degree of freedom (`McCullagh` & Nelder 1989, *Generalized linear models*), corrected for what
/// keeping only these takes from the variance of a normal.
///
/// # Parameters
/// - `kept`: which zones were kept.
/// - `within`: how many standard deviations they were kept within.
///
/// The others are those of [`of_most`].
pub fn of_kept(observed: &[f64], expected: &[f64], kept: &[bool], estimated: usize, within: f64) -> f64 {
    let pairs = observed.iter().zip(expected).zip(kept).filter(|(_, kept)| **kept);
    let (observed, expected): (Vec<f64>, Vec<f64>) = pairs.map(|((observed, expected), _)| (*observed, *expected)).unzip();
    let residuals = residuals(&observed, &expected);
    if residuals.len() < FEWEST_ZONES || residuals.len() <= estimated {
        return 1.0;
    }
    let squares: f64 = residuals.iter().map(|residual| residual * residual).sum();
    (squares / (residuals.len() - estimated) as f64 / truncated_variance(within)).max(1.0)
}

/// Variance of a standard normal kept within `±bound`.
fn truncated_variance(bound: f64) -> f64 {
    let normal = Normal::standard();
    1.0 - 2.0 * bound * normal.pdf(bound) / (2.0 * normal.cdf(bound) - 1.0)
}

fn residuals(observed: &[f64], expected: &[f64]) -> Vec<f64> {
    let pairs = observed.iter().zip(expected).filter(|(_, expected)| **expected > 0.0);
    pairs.map(|(observed, expected)| (observed - expected) / expected.sqrt()).collect()
}

/// Linear interpolation between order statistics.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * share;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * place.fract()
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64;

    use super::*;

    /// A sum of twelve uniforms: normal enough, variance 1.
    fn normal(chance: &mut Pcg64) -> f64 {
        (0..12).map(|_| chance.random::<f64>()).sum::<f64>() - 6.0
    }

    #[test]
    fn counts_that_vary_by_chance_alone_give_about_one_and_wider_ones_their_factor() {
        let mut chance = Pcg64::seed_from_u64(3);
        let expected = vec![400.0; 4_000];
        for factor in [1.0, 4.0_f64] {
            let observed: Vec<f64> = expected.iter().map(|due| due + normal(&mut chance) * (due * factor).sqrt()).collect();
            let kept: Vec<bool> = observed.iter().map(|count| (count - 400.0).abs() <= 2.5 * (400.0 * factor).sqrt()).collect();
            for found in [of_most(&observed, &expected, 1), of_kept(&observed, &expected, &kept, 1, 2.5)] {
                assert!((found / factor - 1.0).abs() < 0.08, "{found} instead of {factor}");
            }
        }
    }

    #[test]
    fn a_few_wild_zones_do_not_widen_the_norm() {
        let mut observed = vec![100.0; 40];
        observed[0] = 20.0;
        observed[1] = 900.0;
        assert!((of_most(&observed, &[100.0; 40], 1) - 1.0).abs() < 1e-12);
    }
}
