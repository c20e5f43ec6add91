//! Getis and Ord's G and G*: around which zones do high values gather, and low ones?

use super::{Moments, Sample, against_chance};
use crate::analysis::permutation::{LocalStatistic, Permutations, Reference};
use crate::analysis::weights::Weights;

/// Whether a zone counts among its own neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// G: the neighbours alone.
    Around,
    /// G*: the zone and its neighbours.
    Within,
}

/// Local G or G* with its moments (Getis & Ord 1992; Ord & Getis 1995, *Local spatial autocorrelation
/// statistics*).
///
/// # Parameters
/// - `sample`: values, zero or above for the statistic to read as a share, and weights of any kind.
///   For G* a diagonal is added with the largest weight of each row where there is none.
/// - `focus`: G or G*.
///
/// # Returns
/// One a zone, in the order of the sample: `G_i = Σ_{j≠i} w_ij x_j / Σ_{j≠i} x_j`, the share of the
/// total that lies around the zone; `G*_i` with `j = i` on both sides. `None` when all values are equal.
///
/// # Algorithm
/// With `W_i = Σ_j w_ij`, `S_i = Σ_j w_ij²`, mean `x̄` and variance `s²` of the other zones (all zones
/// for G*), `m` their number, `T` their total:
/// `E_i = W_i / m`, `V_i = s² (m S_i − W_i²) / ((m − 1) T²)`.
///
/// # Notes
/// `O(pairs)`. z is the same for binary and row-standardised weights, as it must be and as in spdep;
/// esda's variance supposes binary weights, so that its z of row-standardised ones is wrong.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::autocorrelation::{Sample, getis_ord::{Focus, getis_ord}};
/// use maillage_kernel::analysis::weights::Weights;
/// let chain = Weights::binary_from(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let (sample, _) = Sample::new(&[8.0, 1.0, 1.0, 2.0].map(Some), &chain);
/// assert_eq!(getis_ord(&sample, Focus::Around).unwrap()[1].statistic, 9.0 / 11.0);
/// ```
pub fn getis_ord(sample: &Sample, focus: Focus) -> Option<Vec<Moments>> {
    sample.deviations()?;
    let weights = match focus {
        Focus::Around => sample.weights().clone(),
        Focus::Within => sample.weights().with_self(),
    };
    let power = |exponent: i32| sample.values().iter().map(|x| x.powi(exponent)).sum();
    let all = Power { total: power(1), squares: power(2) };
    Some((0..sample.len()).map(|zone| around(sample.values(), &weights, zone, focus, &all)).collect())
}

/// Sums over all zones.
struct Power {
    total: f64,
    squares: f64,
}

fn around(values: &[f64], weights: &Weights, zone: usize, focus: Focus, all: &Power) -> Moments {
    let (own, one) = if focus == Focus::Around { (values[zone], 1.0) } else { (0.0, 0.0) };
    let (others, total) = (values.len() as f64 - one, all.total - own);
    let spread = (all.squares - own * own) / others - (total / others).powi(2);
    let (sum, squared) = weights.row(zone).iter().fold((0.0, 0.0), |(sum, squared), w| (sum + w, squared + w * w));
    let lag: f64 = weights.entries(zone).map(|(other, weight)| weight * values[other]).sum();
    Moments {
        statistic: lag / total,
        expected: sum / others,
        variance: spread * (others * squared - sum * sum) / ((others - 1.0) * total * total),
    }
}

/// G or G* against the same with the neighbours' values dealt anew: one comparison serves both, since
/// what the zone itself adds is the same in every deal. `None` when all values are equal.
pub fn getis_ord_permuted(sample: &Sample, permutations: &Permutations) -> Option<Vec<Reference>> {
    sample.deviations()?;
    let others = sample.weights().without_self();
    Some(LocalStatistic::new(&others, sample.values(), vec![1.0; sample.len()], |_, other| other).tested(permutations))
}

/// General G with its moments (Getis & Ord 1992): do high values lie near each other over the whole map?
///
/// # Returns
/// `G = Σ_ij w_ij x_i x_j / Σ_{i≠j} x_i x_j`, for values zero or above and, customarily, binary weights.
/// `None` when all values are equal.
///
/// # Notes
/// `O(pairs log k)`. Equals esda's `G`.
pub fn general_g(sample: &Sample) -> Option<Moments> {
    sample.deviations()?;
    let n = sample.len() as f64;
    let expected = sample.weights().sums().s0 / (n * (n - 1.0));
    Some(Moments { statistic: share(sample, sample.values()), expected, variance: second_moment(sample) - expected.powi(2) })
}

/// General G against the same of values dealt anew; `None` when all values are equal.
pub fn general_g_permuted(sample: &Sample, permutations: &Permutations) -> Option<Reference> {
    sample.deviations()?;
    Some(against_chance(sample, share(sample, sample.values()), permutations, |dealt| share(sample, dealt)))
}

fn share(sample: &Sample, values: &[f64]) -> f64 {
    let cross: f64 = sample.weights().lag(values).iter().zip(values).map(|(lag, x)| lag * x).sum();
    cross / (values.iter().sum::<f64>().powi(2) - values.iter().map(|x| x * x).sum::<f64>())
}

fn second_moment(sample: &Sample) -> f64 {
    let sums = sample.weights().sums();
    let (n, s1, s2, s0_squared) = (sample.len() as f64, sums.s1, sums.s2, sums.s0.powi(2));
    let power = |exponent: i32| sample.values().iter().map(|x| x.powi(exponent)).sum::<f64>();
    let (m1, m2, m3, m4) = (power(1), power(2), power(3), power(4));
    let b0 = (n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0_squared;
    let b1 = -((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0_squared);
    let b2 = -(2.0 * n * s1 - (n + 3.0) * s2 + 6.0 * s0_squared);
    let b3 = 4.0 * (n - 1.0) * s1 - 2.0 * (n + 1.0) * s2 + 8.0 * s0_squared;
    let b4 = s1 - s2 + s0_squared;
    let above = b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1.powi(4);
    above / ((m1 * m1 - m2).powi(2) * n * (n - 1.0) * (n - 2.0) * (n - 3.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::golden::{self, Columbus, Row, StLouis, close, within_chance};
    use crate::analysis::permutation::{Alternative, Scheme};

    fn compare(found: &[Moments], local: &[Row], columns: [&str; 4]) {
        let [statistic, expected, variance, z] = columns;
        for (found, row) in found.iter().zip(local) {
            close(statistic, found.statistic, golden::number(row, statistic));
            close(expected, found.expected, golden::number(row, expected));
            close(variance, found.variance, golden::number(row, variance));
            close(z, found.z(), golden::number(row, z));
        }
    }

    #[test]
    fn with_binary_weights_it_equals_esda() {
        for (sample, local) in [Columbus::weighted("w_binary.csv"), StLouis::weighted("w_binary.csv")] {
            compare(&getis_ord(&sample, Focus::Around).unwrap(), &local, ["G_B", "G_B_EG", "G_B_VG", "G_B_Z"]);
            compare(&getis_ord(&sample, Focus::Within).unwrap(), &local, ["Gstar_B", "Gstar_B_EG", "Gstar_B_VG", "Gstar_B_Z"]);
        }
    }

    #[test]
    fn with_row_standardised_weights_the_statistic_is_esda_s_and_z_is_not() {
        for (sample, local) in [Columbus::sample_and_local(), StLouis::sample_and_local()] {
            for (focus, prefix) in [(Focus::Around, "G_R"), (Focus::Within, "Gstar_R")] {
                let found = getis_ord(&sample, focus).unwrap();
                let apart = found.iter().zip(&local).filter(|(found, row)| {
                    close(prefix, found.statistic, golden::number(row, prefix));
                    (found.z() / golden::number(row, &format!("{prefix}_Z")) - 1.0).abs() > 0.05
                });
                assert!(apart.count() > found.len() / 2);
            }
        }
    }

    #[test]
    fn z_is_spdep_s_whatever_the_weights() {
        let spdep = golden::rows("esda_columbus_crime_queen/expected_spdep.csv");
        for (file, letter) in [("w_binary.csv", "B"), ("w_rowstd.csv", "W")] {
            let (sample, _) = Columbus::weighted(file);
            for (focus, name) in [(Focus::Around, "localG"), (Focus::Within, "localGstar")] {
                for (found, row) in getis_ord(&sample, focus).unwrap().iter().zip(&spdep) {
                    close(name, found.z(), golden::number(row, &format!("{name}_{letter}_Z")));
                }
            }
        }
    }

    #[test]
    fn given_esda_s_deals_p_is_esda_s() {
        let (sample, deals, expected) = golden::exact_permutations();
        let permutations = Permutations { count: 999, seed: 0, alternative: Alternative::Directed, scheme: Scheme::Given(deals) };
        let (statistics, starred) =
            (getis_ord(&sample, Focus::Around).unwrap(), getis_ord(&sample.weighted(sample.weights().binary()), Focus::Within).unwrap());
        for (zone, found) in getis_ord_permuted(&sample, &permutations).unwrap().iter().enumerate() {
            let row = &expected[zone];
            close("G", statistics[zone].statistic, golden::number(row, "G_R"));
            close("G*", starred[zone].statistic, golden::number(row, "Gstar_B"));
            // esda keeps these p-values in single precision.
            assert!((found.p - golden::number(row, "G_R_p_directed")).abs() < 1e-7, "zone {zone}");
            assert!((found.p - golden::number(row, "Gstar_B_p_directed")).abs() < 1e-7, "zone {zone}");
            let lag: f64 = sample.weights().entries(zone).map(|(other, w)| w * sample.values()[other]).sum();
            close("z of deals", (lag - found.mean) / found.variance.sqrt(), golden::number(row, "Gstar_B_z_sim"));
        }
    }

    #[test]
    fn dealing_agrees_with_esda_within_chance_and_statistics_with_geoda() {
        let (sample, local) = Columbus::sample_and_local();
        let geoda = golden::rows("pygeoda_columbus/expected.csv");
        let permutations = Permutations { count: 9_999, seed: 3, alternative: Alternative::Directed, scheme: Scheme::Complete };
        for (zone, found) in getis_ord_permuted(&sample, &permutations).unwrap().iter().enumerate() {
            within_chance("G", found.p, 9_999, golden::number(&local[zone], "G_R_p_sim_directed"), 99_999);
            within_chance("G*", found.p, 9_999, golden::number(&local[zone], "Gstar_B_p_sim_directed"), 99_999);
        }
        let (around, within) = (getis_ord(&sample, Focus::Around).unwrap(), getis_ord(&sample, Focus::Within).unwrap());
        for (zone, row) in geoda.iter().enumerate() {
            close("g", around[zone].statistic, golden::number(row, "g"));
            close("g*", within[zone].statistic, golden::number(row, "gstar"));
        }
    }

    #[test]
    fn general_g_equals_esda() {
        for (sample, expected) in [
            (Columbus::weighted("w_binary.csv").0, Columbus::sample_and_global().1),
            (StLouis::weighted("w_binary.csv").0, StLouis::sample_and_global().1),
        ] {
            let found = general_g(&sample).unwrap();
            close("G", found.statistic, expected["general_G_binary"]);
            close("E", found.expected, expected["general_G_E"]);
            // The difference of two close numbers keeps fewer digits.
            assert!((found.variance / expected["general_G_V"] - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn where_the_total_is_zero_there_is_no_share_and_z_still_speaks() {
        let pair = Weights::binary_from(vec![vec![1], vec![0, 2], vec![1]]);
        let (sample, _) = Sample::new(&[Some(-1.0), Some(1.0), Some(0.0)], &pair);
        assert!(!getis_ord(&sample, Focus::Within).unwrap()[0].statistic.is_finite());
    }
}
