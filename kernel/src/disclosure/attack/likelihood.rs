//! The score that tells most of whether one encounter is in a release, for an attacker who knows every other one.

use crate::disclosure::ledger::Rho;
use crate::disclosure::release::{Level, SENSITIVITY_SQUARED};

/// What is published of one thing counted, in the places an encounter would be counted in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    /// The published count of each level; `None` where it is hidden.
    pub values: [Option<f64>; 3],
    /// What the count of each level is without the encounter, as the attacker knows.
    pub known: [f64; 3],
}

/// The logarithm of the likelihood ratio of a release with the encounter to one without, but for a constant and a factor.
///
/// # Parameters
/// `told`: one for each thing the encounter would be counted as.
///
/// # Algorithm
/// Each level was measured with noise of its own variance σ², so that the ratio is the sum of (count − known) / σ² over levels. The
/// published counts are the least-squares estimates of those measurements; weighing them by 1/σ² gives the same sum back, since
/// estimates solve the normal equations. Neyman & Pearson (1933): no score does better. A hidden count says nothing here; what it can
/// be is the matter of [`super::hidden`].
pub fn score(told: &[Told], rho: Rho) -> f64 {
    let of_level = |told: &Told, level: Level| {
        let at = level as usize;
        told.values[at].map_or(0.0, |value| (value - told.known[at]) * precision(level, rho))
    };
    told.iter().flat_map(|told| Level::ALL.map(|level| of_level(told, level))).sum()
}

/// 1/σ² of the noise of a level: 2ρ of the level over Δ₂².
fn precision(level: Level, rho: Rho) -> f64 {
    let of_level = level.share() as f64 / 100.0 * f64::from(rho.in_thousandths()) / 1_000.0;
    2.0 * of_level / SENSITIVITY_SQUARED as f64
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64;

    use super::*;
    use crate::disclosure::attack::ranking::{Ranking, largest_area};
    use crate::disclosure::consistency::{Level as Measured, consistent};
    use crate::disclosure::noise::{Variance, discrete_gaussian};

    /// Published estimates of the level of zones, of their municipality and of the area, for one thing counted.
    fn estimates(extra: f64, bits: &mut Pcg64) -> Told {
        let truth = [30.0, 12.0, 45.0];
        let variances = [(40, 3), (32, 1), (160, 3)].map(|(n, d)| Variance::new(n, d).unwrap());
        let mut noisy = |level: usize, value: f64| value + discrete_gaussian(variances[level], bits).unwrap() as f64;
        let whole = truth.iter().sum::<f64>();
        let zones = [truth[0] + extra, truth[1], truth[2]].map(|value| noisy(0, value)).to_vec();
        let levels = [
            Measured { values: zones, variance: variances[0].as_f64(), parents: vec![0; 3] },
            Measured { values: vec![noisy(1, whole + extra)], variance: variances[1].as_f64(), parents: vec![0] },
            Measured { values: vec![noisy(2, whole + extra)], variance: variances[2].as_f64(), parents: Vec::new() },
        ];
        let found = consistent(&levels);
        Told { values: [0, 1, 2].map(|level| Some(found[level].values[0])), known: [truth[0], whole, whole] }
    }

    /// Four things counted, three zones in a municipality: the score reaches what theory allows, and no more.
    #[test]
    fn the_score_is_as_good_as_any_can_be() {
        let mut bits = Pcg64::seed_from_u64(31);
        let mut scores =
            |extra: f64| -> Vec<f64> { (0..6_000).map(|_| score(&[0; 4].map(|_| estimates(extra, &mut bits)), Rho::QUARTER)).collect() };
        let (without, with) = (scores(0.0), scores(1.0));
        let found = Ranking::of(&without, &with).unwrap().area;
        assert!((found - largest_area(Rho::QUARTER)).abs() < 0.015, "area {found}");
    }

    #[test]
    fn what_is_hidden_says_nothing() {
        let hidden = Told { values: [None; 3], known: [4.0, 9.0, 9.0] };
        assert!(score(&[hidden], Rho::QUARTER).abs() < 1e-12);
    }
}
