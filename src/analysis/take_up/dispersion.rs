//! How much more counts vary than chance alone.

/// Share of the zones brought in at each end.
const WINSORISED: f64 = 0.1;

/// Mean square of a standard normal winsorised by a tenth at each end: what the estimate is divided by so
/// that Poisson counts give 1.
const NORMAL_MEAN_SQUARE: f64 = 0.678_7;

/// Fewer zones than this say nothing about dispersion.
const FEWEST_ZONES: usize = 10;

/// Variance of counts over Poisson's, at least 1: what the groups of the expectation do not explain.
///
/// Spiegelhalter 2005, *Handling over-dispersion of performance indicators*: the mean square of
/// standardised residuals, those beyond the 10th and 90th percentile brought back to them so that the
/// very zones sought do not hide themselves by widening the norm. Unlike the paper, the estimate is
/// corrected for the winsorising and for the rates estimated, so that it errs on neither side.
///
/// # Parameters
/// - `observed`, `expected`: of each zone; zones that expect nothing are left out.
/// - `estimated`: how many rates were estimated on these very zones.
///
/// # Examples
/// ```
/// use maillage::analysis::take_up::dispersion::overdispersion;
/// let expected = [100.0; 20];
/// let observed: Vec<f64> = (0..20).map(|zone| if zone % 2 == 0 { 120.0 } else { 80.0 }).collect();
/// assert!(overdispersion(&observed, &expected, 1) > 4.0);
/// assert_eq!(overdispersion(&expected, &expected, 1), 1.0);
/// ```
pub fn overdispersion(observed: &[f64], expected: &[f64], estimated: usize) -> f64 {
    let pairs = observed.iter().zip(expected).filter(|(_, expected)| **expected > 0.0);
    let mut residuals: Vec<f64> = pairs.map(|(observed, expected)| (observed - expected) / expected.sqrt()).collect();
    let zones = residuals.len();
    if zones < FEWEST_ZONES || zones <= estimated {
        return 1.0;
    }
    residuals.sort_unstable_by(f64::total_cmp);
    let (low, high) = (quantile(&residuals, WINSORISED), quantile(&residuals, 1.0 - WINSORISED));
    let squares: f64 = residuals.iter().map(|residual| residual.clamp(low, high).powi(2)).sum();
    (squares / (zones - estimated) as f64 / NORMAL_MEAN_SQUARE).max(1.0)
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
            let found = overdispersion(&observed, &expected, 1);
            assert!((found / factor - 1.0).abs() < 0.08, "{found} instead of {factor}");
        }
    }

    #[test]
    fn a_few_wild_zones_do_not_widen_the_norm() {
        let mut observed = vec![100.0; 40];
        observed[0] = 20.0;
        observed[1] = 900.0;
        assert!((overdispersion(&observed, &[100.0; 40], 1) - 1.0).abs() < 1e-12);
    }
}
