//! Moran's I: do like values lie together over the whole map?

use super::{Moments, Null, Sample, against_chance};
use crate::analysis::permutation::{Permutations, Reference};

/// Moran's I with its moments (Moran 1950; Cliff & Ord 1981, *Spatial Processes*, pp. 17–21, 42–46).
///
/// # Parameters
/// - `sample`: values and weights.
/// - `null`: which chance the variance supposes.
///
/// # Returns
/// `I = (n / S0) Σ_ij w_ij z_i z_j / Σ_i z_i²`, without unit, about −1 to 1; `None` when all values are equal.
/// The variance under randomisation needs at least four zones.
///
/// # Notes
/// `O(pairs log k)`. Equals spdep's `moran.test` and esda's `Moran`.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::autocorrelation::{Null, Sample, moran::moran};
/// use maillage_kernel::analysis::weights::Weights;
/// let row = Weights::binary_from(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let (sample, _) = Sample::new(&[1.0, 2.0, 3.0, 4.0].map(Some), &row);
/// let found = moran(&sample, Null::Randomisation).unwrap();
/// assert!((found.statistic - 1.0 / 3.0).abs() < 1e-12);
/// assert!((found.expected + 1.0 / 3.0).abs() < 1e-12);
/// ```
pub fn moran(sample: &Sample, null: Null) -> Option<Moments> {
    let z = sample.deviations()?;
    let statistic = coefficient(sample, &z);
    let n = z.len() as f64;
    let expected = -1.0 / (n - 1.0);
    Some(Moments { statistic, expected, variance: second_moment(sample, &z, null) - expected.powi(2) })
}

/// Moran's I against the same of values dealt anew over all zones; `None` when all values are equal.
pub fn moran_permuted(sample: &Sample, permutations: &Permutations) -> Option<Reference> {
    let z = sample.deviations()?;
    let mean = sample.values().iter().sum::<f64>() / z.len() as f64;
    let of = |dealt: &[f64]| coefficient(sample, &dealt.iter().map(|value| value - mean).collect::<Vec<_>>());
    Some(against_chance(sample, coefficient(sample, &z), permutations, of))
}

fn coefficient(sample: &Sample, z: &[f64]) -> f64 {
    let (mut cross, mut s0) = (0.0, 0.0);
    for zone in 0..z.len() {
        let (sum, lag) = sample.weights().entries(zone).fold((0.0, 0.0), |(sum, lag), (other, w)| (sum + w, lag + w * z[other]));
        s0 += sum;
        cross += z[zone] * lag;
    }
    z.len() as f64 / s0 * cross / z.iter().map(|z| z * z).sum::<f64>()
}

fn second_moment(sample: &Sample, z: &[f64], null: Null) -> f64 {
    let sums = sample.weights().sums();
    let (n, s1, s2, s0_squared) = (z.len() as f64, sums.s1, sums.s2, sums.s0.powi(2));
    match null {
        Null::Normality => (n * n * s1 - n * s2 + 3.0 * s0_squared) / (s0_squared * (n * n - 1.0)),
        Null::Randomisation => {
            let kurtosis = kurtosis(z);
            let even = n * ((n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0_squared);
            let peaked = kurtosis * ((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0_squared);
            (even - peaked) / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s0_squared)
        }
    }
}

/// `b2 = (Σ z⁴ / n) / (Σ z² / n)²`.
pub(super) fn kurtosis(z: &[f64]) -> f64 {
    let power = |exponent: i32| z.iter().map(|z| z.powi(exponent)).sum::<f64>() / z.len() as f64;
    power(4) / power(2).powi(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::golden::{self, Columbus, StLouis, close};
    use crate::analysis::permutation::{Alternative, Scheme};
    use crate::analysis::weights::Weights;

    #[test]
    fn it_equals_esda_and_spdep() {
        for (sample, expected) in [Columbus::sample_and_global(), StLouis::sample_and_global()] {
            let randomised = moran(&sample, Null::Randomisation).unwrap();
            let normal = moran(&sample, Null::Normality).unwrap();
            close("I", randomised.statistic, expected["moran_I"]);
            close("E", randomised.expected, -1.0 / (expected["n"] - 1.0));
            close("V rand", randomised.variance, expected["VI_rand"]);
            close("V norm", normal.variance, expected["VI_norm"]);
            close("z rand", randomised.z(), expected["z_rand"]);
            close("p rand", randomised.normal_p(Alternative::TwoSided), expected["p_rand_two"]);
            close("z norm", normal.z(), expected["z_norm"]);
            close("p norm", normal.normal_p(Alternative::TwoSided), expected["p_norm_two"]);
            let sums = sample.weights().sums();
            close("S0", sums.s0, expected["s0"]);
            close("S1", sums.s1, expected["s1"]);
            close("S2", sums.s2, expected["s2"]);
        }
        let spdep = golden::json("esda_columbus_crime_queen/expected_spdep_global.json");
        let found = moran(&Columbus::sample_and_global().0, Null::Randomisation).unwrap();
        close("p greater", found.normal_p(Alternative::Greater), spdep["p_greater_rand"]);
    }

    #[test]
    fn dealing_anew_agrees_with_esda_within_chance() {
        let (sample, expected) = StLouis::sample_and_global();
        let permutations = Permutations { count: 9_999, seed: 1, alternative: Alternative::Directed, scheme: Scheme::Complete };
        let found = moran_permuted(&sample, &permutations).unwrap();
        golden::within_chance("p", found.p, 9_999, expected["p_sim_R9999"], 9_999);
        let z = (expected["moran_I"] - found.mean) / found.variance.sqrt();
        assert!((z / expected["z_sim_R9999"] - 1.0).abs() < 0.05, "{z}");
    }

    #[test]
    fn equal_values_have_no_autocorrelation_to_speak_of() {
        let weights = Weights::binary_from(vec![vec![1], vec![0, 2], vec![1]]);
        let (sample, _) = Sample::new(&[Some(5.0); 3], &weights);
        assert_eq!(moran(&sample, Null::Randomisation), None);
    }

    proptest! {
        #[test]
        fn stretching_and_moving_the_values_changes_nothing(
            values in prop::collection::vec(-100.0..100.0_f64, 5..30), stretch in 0.01..50.0_f64, shift in -1e3..1e3_f64,
        ) {
            prop_assume!(values.iter().any(|value| (value - values[0]).abs() > 1e-3));
            let size = values.len();
            let ring = Weights::binary_from((0..size).map(|i| vec![((i + 1) % size) as u32, ((i + size - 1) % size) as u32]).collect());
            let found = |change: &dyn Fn(f64) -> f64| {
                let changed: Vec<_> = values.iter().map(|&value| Some(change(value))).collect();
                moran(&Sample::new(&changed, &ring).0, Null::Randomisation).unwrap()
            };
            let (plain, changed) = (found(&|x| x), found(&|x| shift - stretch * x));
            prop_assert!((plain.statistic - changed.statistic).abs() < 1e-8);
            prop_assert!((plain.variance - changed.variance).abs() < 1e-8);
        }
    }
}
