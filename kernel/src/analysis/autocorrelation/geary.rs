//! Geary's C: how much do neighbours differ, over the whole map and around each zone?

use super::moran::kurtosis;
use super::{Moments, Null, Sample, against_chance};
use crate::analysis::permutation::{LocalStatistic, Permutations, Reference};

/// Geary's C with its moments (Geary 1954; Cliff & Ord 1981).
///
/// # Parameters
/// - `sample`: values and weights.
/// - `null`: which chance the variance supposes.
///
/// # Returns
/// `C = (n−1) Σ_ij w_ij (x_i − x_j)² / (2 S0 Σ z²)`: 1 by chance, below when neighbours are alike.
/// `None` when all values are equal.
///
/// # Notes
/// `O(pairs log k)`. Equals spdep's `geary.test` and esda's `Geary`; spdep turns the sign of z round.
pub fn geary(sample: &Sample, null: Null) -> Option<Moments> {
    let z = sample.deviations()?;
    let sums = sample.weights().sums();
    let (n, s1, s2, s0_squared) = (z.len() as f64, sums.s1, sums.s2, sums.s0.powi(2));
    let variance = match null {
        Null::Normality => ((2.0 * s1 + s2) * (n - 1.0) - 4.0 * s0_squared) / (2.0 * (n + 1.0) * s0_squared),
        Null::Randomisation => {
            let k = kurtosis(&z);
            let first = (n - 1.0) * s1 * (n * n - 3.0 * n + 3.0 - (n - 1.0) * k);
            let second = (n - 1.0) * s2 * (n * n + 3.0 * n - 6.0 - (n * n - n + 2.0) * k) / 4.0;
            let third = s0_squared * (n * n - 3.0 - (n - 1.0).powi(2) * k);
            (first - second + third) / (n * (n - 2.0) * (n - 3.0) * s0_squared)
        }
    };
    Some(Moments { statistic: coefficient(sample, &z), expected: 1.0, variance })
}

/// Geary's C against the same of values dealt anew; `None` when all values are equal.
pub fn geary_permuted(sample: &Sample, permutations: &Permutations) -> Option<Reference> {
    let z = sample.deviations()?;
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let scale = (z.len() as f64 - 1.0) / (2.0 * sample.weights().sums().s0 * squares);
    let of = |dealt: &[f64]| scale * differences(sample, dealt).iter().sum::<f64>();
    Some(against_chance(sample, coefficient(sample, &z), permutations, of))
}

/// Local Geary's c (Anselin 1995, 2019): how much a zone differs from its neighbours.
///
/// # Returns
/// `c_i = Σ_j w_ij (x_i − x_j)² / m2` with `m2 = Σ z² / n`, one a zone, small where a zone is like its
/// neighbours; `None` when all values are equal.
///
/// # Notes
/// `O(pairs)`. Equals esda's `Geary_Local`; `GeoDa` divides by `Σ z² / (n−1)`.
pub fn local_geary(sample: &Sample) -> Option<Vec<f64>> {
    let z = sample.deviations()?;
    let m2 = z.iter().map(|z| z * z).sum::<f64>() / z.len() as f64;
    Some(differences(sample, &z).iter().map(|sum| sum / m2).collect())
}

/// Local Geary's c against the same with the neighbours' values dealt anew; `None` when all values are
/// equal.
pub fn local_geary_permuted(sample: &Sample, permutations: &Permutations) -> Option<Vec<Reference>> {
    let z = sample.deviations()?;
    let m2 = z.iter().map(|z| z * z).sum::<f64>() / z.len() as f64;
    let slopes = vec![1.0 / m2; z.len()];
    Some(LocalStatistic::new(sample.weights(), &z, slopes, |own, other| (own - other).powi(2)).tested(permutations))
}

fn coefficient(sample: &Sample, z: &[f64]) -> f64 {
    let squares: f64 = z.iter().map(|z| z * z).sum();
    (z.len() as f64 - 1.0) * differences(sample, z).iter().sum::<f64>() / (2.0 * sample.weights().sums().s0 * squares)
}

/// `Σ_j w_ij (x_i − x_j)²` of every zone.
fn differences(sample: &Sample, values: &[f64]) -> Vec<f64> {
    let of = |zone: usize| sample.weights().entries(zone).map(|(other, w)| w * (values[zone] - values[other]).powi(2)).sum();
    (0..values.len()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::golden::{self, Columbus, StLouis, close};
    use crate::analysis::permutation::{Alternative, Scheme};

    #[test]
    fn over_the_map_it_equals_esda_and_spdep() {
        for (sample, expected) in [Columbus::sample_and_global(), StLouis::sample_and_global()] {
            close("C", geary(&sample, Null::Normality).unwrap().statistic, expected["geary_C"]);
            close("V norm", geary(&sample, Null::Normality).unwrap().variance, expected["geary_VC_norm"]);
            close("V rand", geary(&sample, Null::Randomisation).unwrap().variance, expected["geary_VC_rand"]);
        }
    }

    #[test]
    fn around_each_zone_it_equals_esda_and_geoda_up_to_scale() {
        let (sample, local) = Columbus::sample_and_local();
        let geoda = golden::rows("pygeoda_columbus/expected.csv");
        let n = sample.len() as f64;
        for (zone, found) in local_geary(&sample).unwrap().into_iter().enumerate() {
            close("esda", found, golden::number(&local[zone], "geary_local"));
            close("geoda", found * (n - 1.0) / n, golden::number(&geoda[zone], "geary"));
        }
    }

    #[test]
    fn dealing_is_near_geoda_s_uneven_draw() {
        let (sample, _) = Columbus::sample_and_local();
        let permutations = Permutations { count: 9_999, seed: 11, alternative: Alternative::Directed, scheme: Scheme::Complete };
        let found = local_geary_permuted(&sample, &permutations).unwrap();
        for (found, row) in found.iter().zip(golden::rows("pygeoda_columbus/expected.csv")) {
            assert!((found.p - golden::number(&row, "geary_p")).abs() < 0.045);
        }
    }

    #[test]
    fn dealt_anew_neighbours_differ_as_chance_has_it() {
        let (sample, _) = Columbus::sample_and_local();
        let permutations = Permutations { count: 9_999, seed: 5, alternative: Alternative::Lesser, scheme: Scheme::Complete };
        let found = geary_permuted(&sample, &permutations).unwrap();
        assert!((found.mean - 1.0).abs() < 0.01, "{}", found.mean);
        let expected = geary(&sample, Null::Randomisation).unwrap();
        assert!((found.variance / expected.variance - 1.0).abs() < 0.1, "{}", found.variance);
        assert!(found.p < 0.001);
    }
}
