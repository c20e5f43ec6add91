//! How well a score tells releases with one encounter from releases without it, and how well any score may.

use std::f64::consts::SQRT_2;

use statrs::function::erf::erf;

use crate::disclosure::ledger::Rho;

/// Scores closer than this are the same: what is left of sums in another order.
const SAME: f64 = 1e-9;

/// How well two kinds of releases are told apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranking {
    /// The probability that a release with the encounter scores above one without; ties count half. 0.5 is blind chance.
    pub area: f64,
    /// Its standard error.
    pub standard_error: f64,
}

impl Ranking {
    /// From scores of releases without and with the encounter; `None` when either is empty or a score is no number.
    ///
    /// # Algorithm
    /// The area under the curve as the statistic of Mann & Whitney; its error after Hanley & `McNeil` (1982), “The Meaning and Use of
    /// the Area under a ROC Curve”, Radiology 143.
    pub fn of(without: &[f64], with: &[f64]) -> Option<Self> {
        let usable = !without.is_empty() && !with.is_empty() && without.iter().chain(with).all(|score| score.is_finite());
        usable.then(|| {
            let area = area(without, with);
            Self { area, standard_error: standard_error(area, without.len() as f64, with.len() as f64) }
        })
    }

    /// Whether the area lies above a bound by more than chance explains: three standard errors, taken as if the bound were true.
    pub fn breaks(self, bound: f64, without: usize, with: usize) -> bool {
        self.area > bound + 3.0 * standard_error(bound, without as f64, with as f64)
    }
}

fn area(without: &[f64], with: &[f64]) -> f64 {
    let mut ranked: Vec<(f64, bool)> = without.iter().map(|score| (*score, false)).chain(with.iter().map(|score| (*score, true))).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for tie in ranked.chunk_by(|a, b| (a.0 - b.0).abs() < SAME) {
        let inside = tie.iter().filter(|(_, with)| *with).count() as f64;
        let outside = tie.len() as f64 - inside;
        wins += inside * (below + outside / 2.0);
        below += outside;
    }
    wins / (without.len() as f64 * with.len() as f64)
}

fn standard_error(area: f64, without: f64, with: f64) -> f64 {
    let (both_with, both_without) = (area / (2.0 - area), 2.0 * area * area / (1.0 + area));
    let square = area * area;
    let variance = area * (1.0 - area) + (with - 1.0) * (both_with - square) + (without - 1.0) * (both_without - square);
    (variance.max(0.0) / (without * with)).sqrt()
}

/// The largest area any attacker reaches on a release of cost ρ, whatever he knows besides: Φ(√ρ), 0.691 for a quarter.
///
/// # Notes
/// Noise of variance Δ²/2ρ moves the best score by μ = √2ρ standard deviations at most, and two such normal laws are told apart with
/// Φ(μ/√2). Dong, Roth & Su (2022), “Gaussian Differential Privacy”, Journal of the Royal Statistical Society B 84.
pub fn largest_area(rho: Rho) -> f64 {
    normal(as_f64(rho).sqrt())
}

/// The largest advantage over a coin: 2Φ(√(ρ/2)) − 1, 0.276 for a quarter.
pub fn largest_advantage(rho: Rho) -> f64 {
    2.0 * normal((as_f64(rho) / 2.0).sqrt()) - 1.0
}

fn as_f64(rho: Rho) -> f64 {
    f64::from(rho.in_thousandths()) / 1_000.0
}

fn normal(deviations: f64) -> f64 {
    0.5 * (1.0 + erf(deviations / SQRT_2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_bounds_of_a_quarter_are_those_of_the_specification() {
        assert!((largest_area(Rho::QUARTER) - 0.6915).abs() < 5e-5);
        assert!((largest_advantage(Rho::QUARTER) - 0.276).abs() < 5e-4);
    }

    #[test]
    fn what_is_apart_is_told_apart_and_what_is_one_is_not() {
        let (low, high) = ([1.0, 2.0, 3.0], [4.0, 5.0]);
        assert!((Ranking::of(&low, &high).unwrap().area - 1.0).abs() < 1e-12);
        assert!(Ranking::of(&high, &low).unwrap().area.abs() < 1e-12);
        assert!((Ranking::of(&[0.0; 30], &[0.0; 20]).unwrap().area - 0.5).abs() < 1e-12);
        assert_eq!((Ranking::of(&[], &high), Ranking::of(&[f64::NAN], &high)), (None, None));
    }

    /// Twenty-four pairs are enough to tell a bare count from noise, and noise from a bare count.
    #[test]
    fn a_broken_bound_is_seen_with_few_releases() {
        let bare = Ranking::of(&[0.0; 24], &[1.0; 24]).unwrap();
        assert!(bare.breaks(largest_area(Rho::QUARTER), 24, 24));
        let blind = Ranking::of(&[0.0; 24], &[0.0; 24]).unwrap();
        assert!(!blind.breaks(largest_area(Rho::QUARTER), 24, 24));
    }

    proptest! {
        #[test]
        fn the_area_is_the_share_of_pairs_in_order(
            without in prop::collection::vec(0_i32..12, 1..20),
            with in prop::collection::vec(0_i32..12, 1..20),
        ) {
            let as_f64 = |scores: &[i32]| scores.iter().map(|score| f64::from(*score)).collect::<Vec<f64>>();
            let wins: f64 = without.iter().flat_map(|a| with.iter().map(move |b| match b.cmp(a) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            })).sum();
            let found = Ranking::of(&as_f64(&without), &as_f64(&with)).unwrap();
            prop_assert!((found.area - wins / (without.len() * with.len()) as f64).abs() < 1e-12);
            prop_assert!(found.standard_error >= 0.0 && found.standard_error <= 0.5);
        }
    }
}
