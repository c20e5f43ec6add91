//! Local Moran's I: around which zones do like values lie together?

use super::{Moments, Sample};
use crate::analysis::permutation::{LocalStatistic, Permutations, Reference};

/// What the sum of squares is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scaling {
    /// `n − 1`: `I_i = (n−1) z_i Σ_j w_ij z_j / Σ z²`, as esda and `GeoDa`. The default.
    #[default]
    Esda,
    /// `n`: `I_i = n z_i Σ_j w_ij z_j / Σ z²`, as spdep. Larger by `n / (n−1)`, with the same z and p.
    Spdep,
}

/// Where a zone and its neighbours stand against the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quadrant {
    /// High among high.
    HighHigh,
    /// Low among high.
    LowHigh,
    /// Low among low.
    LowLow,
    /// High among low.
    HighLow,
}

impl Quadrant {
    /// The two letters used in files: the zone first, then its neighbours.
    pub const fn code(self) -> &'static str {
        match self {
            Self::HighHigh => "HH",
            Self::LowHigh => "LH",
            Self::LowLow => "LL",
            Self::HighLow => "HL",
        }
    }

    /// The mean itself counts as low.
    fn of(own: f64, around: f64) -> Self {
        match (own > 0.0, around > 0.0) {
            (true, true) => Self::HighHigh,
            (false, true) => Self::LowHigh,
            (false, false) => Self::LowLow,
            (true, false) => Self::HighLow,
        }
    }
}

/// Local Moran's I of one zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalMoran {
    /// The statistic, with its moments when the other values are dealt anew.
    pub moments: Moments,
    /// Where the zone stands, significant or not.
    pub quadrant: Quadrant,
}

/// Local Moran's I (Anselin 1995, *Local indicators of spatial association*) with the moments of
/// conditional randomisation (Sokal, Oden & Thomson 1998; Sauer et al. 2021).
///
/// # Parameters
/// - `sample`: values and weights; row-standardised weights keep zones with many neighbours comparable.
/// - `scaling`: what the sum of squares is divided by. Moments follow the statistic, so that z does not
///   depend on it.
///
/// # Returns
/// One a zone, in the order of the sample; `None` when all values are equal.
///
/// # Algorithm
/// 1. `z = x − x̄`, `m2 = Σ z² / n`, `W_i = Σ_j w_ij`.
/// 2. `I_i = c z_i Σ_j w_ij z_j`, with `c = (n−1) / Σ z²` or `n / Σ z²`.
/// 3. `E_i = −c z_i² W_i / (n−1)`;
///    `V_i = (c z_i)² n / (n−2) · (Σ_j w_ij² − W_i² / (n−1)) · (m2 − z_i² / (n−1))`.
///
/// # Notes
/// `O(pairs)`. esda's `EIc` and `VIc` are spdep's moments next to a statistic that is smaller by
/// `(n−1)/n`; here statistic and moments go together.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::autocorrelation::{Sample, local_moran::{Quadrant, Scaling, local_moran}};
/// use maillage_kernel::analysis::weights::Weights;
/// let row = Weights::binary_from(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]).row_standardised();
/// let (sample, _) = Sample::new(&[9.0, 8.0, 2.0, 1.0].map(Some), &row);
/// let zones = local_moran(&sample, Scaling::Esda).unwrap();
/// assert_eq!(zones[0].quadrant, Quadrant::HighHigh);
/// ```
pub fn local_moran(sample: &Sample, scaling: Scaling) -> Option<Vec<LocalMoran>> {
    let z = sample.deviations()?;
    let n = z.len() as f64;
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let (scale, m2, lag) = (factor(scaling, n) / squares, squares / n, sample.weights().lag(&z));
    let of_zone = |(zone, &own): (usize, &f64)| {
        let row = sample.weights().row(zone);
        let (sum, squared_weights): (f64, f64) = (row.iter().sum(), row.iter().map(|w| w * w).sum());
        let spread = n / (n - 2.0) * (squared_weights - sum.powi(2) / (n - 1.0)) * (m2 - own * own / (n - 1.0));
        let moments = Moments {
            statistic: scale * own * lag[zone],
            expected: -scale * own * own * sum / (n - 1.0),
            variance: (scale * own).powi(2) * spread,
        };
        LocalMoran { moments, quadrant: Quadrant::of(own, lag[zone]) }
    };
    Some(z.iter().enumerate().map(of_zone).collect())
}

/// Local Moran's I against the same with the neighbours' values dealt anew; `None` when all values are
/// equal. Scaled as esda scales it.
pub fn local_moran_permuted(sample: &Sample, permutations: &Permutations) -> Option<Vec<Reference>> {
    let z = sample.deviations()?;
    let scale = factor(Scaling::Esda, z.len() as f64) / z.iter().map(|z| z * z).sum::<f64>();
    let slopes = z.iter().map(|z| scale * z).collect();
    Some(LocalStatistic::new(sample.weights(), &z, slopes, |_, other| other).tested(permutations))
}

fn factor(scaling: Scaling, n: f64) -> f64 {
    match scaling {
        Scaling::Esda => n - 1.0,
        Scaling::Spdep => n,
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a share of deals is exact")]
mod tests {
    use super::*;
    use crate::analysis::golden::{self, Columbus, StLouis, close, within_chance};
    use crate::analysis::multiple_testing::Adjustment;
    use crate::analysis::permutation::{Alternative, Deals, Scheme};
    use crate::analysis::weights::Weights;

    fn permutations(count: u32, alternative: Alternative, scheme: Scheme) -> Permutations {
        Permutations { count, seed: 12345, alternative, scheme }
    }

    #[test]
    fn statistic_and_quadrant_are_esda_s() {
        for (sample, local) in [Columbus::sample_and_local(), StLouis::sample_and_local()] {
            let zones = local_moran(&sample, Scaling::Esda).unwrap();
            for (zone, row) in zones.iter().zip(&local) {
                close("I", zone.moments.statistic, golden::number(row, "moran_local_I"));
                let quadrant = ["HH", "LH", "LL", "HL"][golden::number(row, "quad_pysal") as usize - 1];
                assert_eq!(zone.quadrant.code(), quadrant);
            }
        }
    }

    #[test]
    fn moments_are_spdep_s() {
        let (sample, _) = Columbus::sample_and_local();
        let n = sample.len() as f64;
        let (ours, scaled) = (local_moran(&sample, Scaling::Spdep).unwrap(), local_moran(&sample, Scaling::Esda).unwrap());
        for ((zone, esda), row) in ours.iter().zip(&scaled).zip(golden::rows("esda_columbus_crime_queen/expected_spdep.csv")) {
            close("I", zone.moments.statistic, golden::number(&row, "localmoran_Ii"));
            close("E", zone.moments.expected, golden::number(&row, "E_Ii"));
            close("V", zone.moments.variance, golden::number(&row, "Var_Ii"));
            close("z", zone.moments.z(), golden::number(&row, "Z_Ii"));
            close("p", zone.moments.normal_p(Alternative::TwoSided), golden::number(&row, "p_two_sided_norm"));
            // spdep's moments, in esda's scale.
            close("z", esda.moments.z(), golden::number(&row, "Z_Ii"));
            close("E", esda.moments.expected * n / (n - 1.0), golden::number(&row, "E_Ii"));
        }
    }

    #[test]
    fn given_esda_s_deals_every_alternative_is_esda_s_to_the_last_digit() {
        let (sample, deals, expected) = golden::exact_permutations();
        for (alternative, column) in [
            (Alternative::Directed, "p_directed"),
            (Alternative::TwoSidedEsda, "p_two_sided_fn"),
            (Alternative::Greater, "p_greater_fn"),
            (Alternative::Lesser, "p_lesser_fn"),
            (Alternative::Folded, "p_folded_fn"),
        ] {
            let found = local_moran_permuted(&sample, &permutations(999, alternative, Scheme::Given(deals.clone()))).unwrap();
            for (zone, (found, row)) in found.iter().zip(&expected).enumerate() {
                close(&format!("{column} of zone {zone}"), found.p, golden::number(row, column));
                close("mean", found.mean, golden::number(row, "EI_sim"));
                close("variance", found.variance, golden::number(row, "VI_sim"));
            }
        }
    }

    #[test]
    fn our_two_sided_p_is_twice_the_smaller_tail() {
        let (sample, deals, expected) = golden::exact_permutations();
        let found = local_moran_permuted(&sample, &permutations(999, Alternative::TwoSided, Scheme::Given(deals))).unwrap();
        for (found, row) in found.iter().zip(&expected) {
            let smaller = golden::number(row, "p_greater_fn").min(golden::number(row, "p_lesser_fn"));
            close("p", found.p, (2.0 * smaller).min(1.0));
        }
    }

    #[test]
    fn dealing_agrees_with_esda_within_chance() {
        let (sample, local) = Columbus::sample_and_local();
        for scheme in [Scheme::Complete, Scheme::Shared] {
            let found = local_moran_permuted(&sample, &permutations(9_999, Alternative::Directed, scheme)).unwrap();
            for (zone, (found, row)) in found.iter().zip(&local).enumerate() {
                let esda = golden::number(row, "moran_p_sim_directed_R99999");
                within_chance(&format!("zone {zone}"), found.p, 9_999, esda, 99_999);
            }
        }
    }

    /// spdep draws the neighbours' values with replacement: its null is wider by `(n−2) / (n−1−k)`, its
    /// p-values a little larger.
    #[test]
    fn spdep_s_draw_with_replacement_is_near_but_not_matched() {
        let (sample, _) = Columbus::sample_and_local();
        let found = local_moran_permuted(&sample, &permutations(9_999, Alternative::TwoSided, Scheme::Complete)).unwrap();
        let n = sample.len() as f64;
        for (zone, (found, row)) in found.iter().zip(golden::rows("esda_columbus_crime_queen/expected_spdep.csv")).enumerate() {
            let wider = (n - 2.0) / (n - 1.0 - sample.weights().neighbours(zone).len() as f64);
            let scaled = found.variance * (n / (n - 1.0)).powi(2) * wider;
            assert!((scaled / golden::number(&row, "perm_Var") - 1.0).abs() < 0.05, "zone {zone}");
            assert!((found.p - golden::number(&row, "perm_p_sim_two_sided")).abs() < 0.06, "zone {zone}");
        }
    }

    #[test]
    fn st_louis_agrees_with_esda_within_chance() {
        let (sample, local) = StLouis::sample_and_local();
        let found = local_moran_permuted(&sample, &permutations(9_999, Alternative::Directed, Scheme::Complete)).unwrap();
        for (zone, (found, row)) in found.iter().zip(&local).enumerate() {
            let esda = golden::number(row, "moran_p_sim_directed_R99999");
            within_chance(&format!("zone {zone}"), found.p, 9_999, esda, 99_999);
        }
    }

    /// `GeoDa` rounds a random number to the nearest index: the first and the last zone are drawn half as
    /// often as the others. Where they matter its p-values part from esda's, spdep's and ours.
    #[test]
    fn geoda_s_p_values_are_near_but_not_matched() {
        let (sample, local) = Columbus::sample_and_local();
        let found = local_moran_permuted(&sample, &permutations(9_999, Alternative::Directed, Scheme::Complete)).unwrap();
        let mut apart = 0;
        for ((found, row), local) in found.iter().zip(golden::rows("pygeoda_columbus/expected.csv")).zip(&local) {
            let (geoda, esda) = (golden::number(&row, "p_complete"), golden::number(local, "moran_p_sim_directed_R99999"));
            assert!((found.p - geoda).abs() < 0.045, "{} and {geoda}", found.p);
            let error = (esda * (1.0 - esda) * (1.0 / 9_999.0 + 1.0 / 99_999.0)).sqrt();
            apart += usize::from((geoda - esda).abs() > 5.0 * error);
        }
        assert!(apart >= 5, "{apart} zones");
    }

    #[test]
    fn the_quadrant_of_what_is_significant_is_geoda_s_cluster() {
        let (sample, _) = Columbus::sample_and_local();
        let zones = local_moran(&sample, Scaling::Esda).unwrap();
        let mut seen = 0;
        for (zone, row) in zones.iter().zip(golden::rows("pygeoda_columbus/expected.csv")) {
            close("I", zone.moments.statistic, golden::number(&row, "I_complete"));
            let cluster = golden::number(&row, "cluster_complete") as usize;
            if cluster > 0 {
                assert_eq!(zone.quadrant.code(), ["HH", "LL", "LH", "HL"][cluster - 1]);
                seen += 1;
            }
        }
        assert!(seen > 10);
    }

    #[test]
    fn a_one_sided_p_dressed_as_two_sided_finds_more_than_an_honest_one() {
        let (sample, deals, _) = golden::exact_permutations();
        let found = |alternative| {
            let found = local_moran_permuted(&sample, &permutations(999, alternative, Scheme::Given(deals.clone()))).unwrap();
            let p: Vec<f64> = found.iter().map(|zone| zone.p).collect();
            Adjustment::BenjaminiHochberg.adjusted(&p).iter().filter(|p| **p <= 0.05).count()
        };
        assert!(found(Alternative::Directed) > found(Alternative::TwoSided));
    }

    #[test]
    fn a_zone_at_the_mean_is_never_significant() {
        // esda's directed p for it is 1 / (R + 1), its two-sided one nearly 2.
        let ring = Weights::binary_from((0..5_u32).map(|i| vec![(i + 1) % 5, (i + 4) % 5]).collect()).row_standardised();
        let (sample, _) = Sample::new(&[3.0, 1.0, 2.0, 4.0, 5.0].map(Some), &ring);
        for alternative in Alternative::ALL {
            assert_eq!(local_moran_permuted(&sample, &permutations(99, alternative, Scheme::Complete)).unwrap()[0].p, 1.0);
        }
    }

    #[test]
    fn deals_too_narrow_for_a_zone_are_refused() {
        let (sample, ..) = golden::exact_permutations();
        let narrow = Deals::from_rows(&[vec![0, 1]]).unwrap();
        assert!(!sample.accepts(&narrow));
    }
}
