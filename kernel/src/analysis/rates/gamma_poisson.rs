//! The gamma–Poisson model: relative risks that vary by a gamma law, counts that vary by chance.

/// Relative risks under a gamma law fitted by moments.
#[derive(Debug, Clone, PartialEq)]
pub struct GammaPoisson {
    /// Shape of the law.
    pub shape: f64,
    /// Its rate: the mean is `shape / rate`.
    pub rate: f64,
    /// The relative risk of each zone, `(O + shape) / (E + rate)`.
    pub relative_risks: Vec<f64>,
    /// Rounds until the moments stood still.
    pub rounds: u32,
}

/// When mean and variance move by less than this share from one round to the next, they stand still.
const STILL: f64 = 1e-5;

/// Fits a gamma law to relative risks (Clayton & Kaldor 1987, *Empirical Bayes estimates of
/// age-standardized relative risks*).
///
/// # Parameters
/// - `observed`, `expected`: events by zone; expected above zero.
/// - `most_rounds`: when to give up.
///
/// # Returns
/// `None` when all ratios are equal, or with fewer than two zones.
///
/// # Algorithm
/// 1. Start from the ratios `O / E`, their mean and variance.
/// 2. `shape = m² / v`, `rate = m / v`, `θ = (O + shape) / (E + rate)`.
/// 3. `m = mean θ`, `v = Σ (1 + rate / E) (θ − m)² / (n − 1)`; again from 2 until still.
///
/// # Notes
/// `O(n · rounds)`. Equals `empbaysmooth` of `DCluster`.
pub fn gamma_poisson(observed: &[f64], expected: &[f64], most_rounds: u32) -> Option<GammaPoisson> {
    let ratios: Vec<f64> = observed.iter().zip(expected).map(|(o, e)| o / e).collect();
    let degrees = ratios.len() as f64 - 1.0;
    let mean = |risks: &[f64]| risks.iter().sum::<f64>() / risks.len() as f64;
    let mut before = mean(&ratios);
    let mut variance_before = ratios.iter().map(|ratio| (ratio - before).powi(2)).sum::<f64>() / degrees;
    if variance_before.is_nan() || variance_before <= 0.0 {
        return None;
    }
    let mut rounds = 1;
    loop {
        let (shape, rate) = (before * before / variance_before, before / variance_before);
        let risks: Vec<f64> = observed.iter().zip(expected).map(|(o, e)| (o + shape) / (e + rate)).collect();
        let now = mean(&risks);
        let variance_now = risks.iter().zip(expected).map(|(risk, e)| (1.0 + rate / e) * (risk - now).powi(2)).sum::<f64>() / degrees;
        let moved = |now: f64, before: f64| (now - before).abs() > STILL * (now + before);
        if rounds > most_rounds || !(moved(now, before) || moved(variance_now, variance_before)) {
            return Some(GammaPoisson { shape, rate, relative_risks: risks, rounds });
        }
        (before, variance_before) = (now, variance_now);
        rounds += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::golden::{self, close};
    use crate::analysis::rates::tests::north_carolina;

    #[test]
    fn it_equals_dcluster() {
        let (counts, _, spdep) = north_carolina();
        let global = golden::json("esda_sids_nc/expected_spdep_global.json");
        let found = gamma_poisson(counts.events(), &counts.expected(), 100).unwrap();
        close("shape", found.shape, global["gamma_nu"]);
        close("rate", found.rate, global["gamma_alpha"]);
        assert!(found.rounds < 100);
        for (risk, row) in found.relative_risks.iter().zip(&spdep) {
            close("risk", *risk, golden::number(row, "dcluster_eb_gamma_poisson_rr"));
        }
    }

    #[test]
    fn equal_ratios_have_no_law() {
        assert_eq!(gamma_poisson(&[2.0, 4.0], &[1.0, 2.0], 20), None);
        assert_eq!(gamma_poisson(&[2.0], &[1.0], 20), None);
    }
}
