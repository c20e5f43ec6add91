//! Take-up against what is expected: indirect standardisation with honest intervals.
//!
//! 1. [`rates`]: how often each group receives the benefit, estimated on the territory itself when no
//!    reference is given;
//! 2. [`dispersion`]: how much more counts vary than chance alone, because groups do not say everything;
//! 3. [`ratio`]: observed over expected, with an exact interval that carries rounding, chance, that
//!    dispersion and the uncertainty of the rates;
//! 4. [`standardise`]: the three together;
//! 5. [`verdict`]: what can be said of each zone.

pub mod dispersion;
pub mod rates;
pub mod ratio;
pub mod verdict;

use rates::Rates;
use ratio::{Count, Ratio};

/// Zones farther than this from their expectation, in standard deviations, do not make the reference.
const OUTLYING: f64 = 2.5;

/// Share of the zones on which the first estimate rests: as many as a quarter may be out of the ordinary.
const CORE: f64 = 0.75;

/// How often the reference may be drawn again before it is taken as it is.
const MOST_ROUNDS: usize = 30;

/// Observed and expected counts of a territory.
#[derive(Debug, Clone, PartialEq)]
pub struct Standardised {
    /// How often each group receives the benefit.
    pub rates: Rates,
    /// Expected count of each zone.
    pub expected: Vec<f64>,
    /// Variance of the counts over Poisson's in the reference, at least 1.
    pub overdispersion: f64,
    /// Which zones made the reference.
    pub reference: Vec<bool>,
    /// Observed over expected of each zone.
    pub ratios: Vec<Ratio>,
}

/// Compares each zone's count with what the groups living there lead to expect, the rates being those of
/// the territory itself.
///
/// Indirect standardisation, `E_i = Σ_g N_ig p_g`, as for standardised mortality ratios (Breslow & Day
/// 1987); dispersion after Spiegelhalter 2005, *Handling over-dispersion of performance indicators*.
///
/// # Parameters
/// - `groups`: of each zone, the people or households of each group; the same groups everywhere.
/// - `counts`: of each zone, recipients with the bounds left by rounding.
/// - `level`: of the intervals, as 0.95.
///
/// # Returns
/// Over the zones of the reference, `ΣE = ΣO`.
///
/// # Algorithm
/// Reweighted least trimmed squares (Rousseeuw 1984; Rousseeuw & Van Driessen 2006), on the residuals of
/// an additive Poisson model ([`Rates::estimated`]): an address where many are registered, or the very
/// hollows sought, must not set the norm of the others.
/// 1. Rates on all zones; again on the three quarters nearest to their expectation, until these no longer
///    change.
/// 2. The reference: zones within 2.5 standard deviations, as most zones vary ([`dispersion::of_most`]);
///    rates again, until it no longer changes.
/// 3. Ratios and intervals for all zones, with the dispersion of the reference ([`dispersion::of_kept`]).
pub fn standardise(groups: &[Vec<f64>], counts: &[Count], level: f64) -> Standardised {
    let observed: Vec<f64> = counts.iter().map(|count| count.value).collect();
    let everyone = Fit::of(groups, &observed, vec![true; counts.len()], None);
    let core = everyone.settled(groups, &observed, Fit::core);
    let Fit { rates, expected, reference } = core.settled(groups, &observed, Fit::ordinary);
    let overdispersion = dispersion::of_kept(&observed, &expected, &reference, rates.values.len(), OUTLYING);
    let ratio = |((count, expected), members): ((&Count, &f64), &Vec<f64>)| {
        Ratio::new(*count, *expected, overdispersion + overdispersion * rates.variance(members) / expected.max(f64::MIN_POSITIVE), level)
    };
    let ratios = counts.iter().zip(&expected).zip(groups).map(ratio).collect();
    Standardised { rates, expected, overdispersion, reference, ratios }
}

/// Rates, what they lead to expect, and the zones they rest on.
struct Fit {
    rates: Rates,
    expected: Vec<f64>,
    reference: Vec<bool>,
}

impl Fit {
    fn of(groups: &[Vec<f64>], observed: &[f64], reference: Vec<bool>, start: Option<&Rates>) -> Self {
        let rates = Rates::estimated(groups, observed, &reference, start);
        let expected = groups.iter().map(|members| rates.expected(members)).collect();
        Self { rates, expected, reference }
    }

    /// Chooses the zones to rest on and estimates again, until the choice no longer changes.
    fn settled(self, groups: &[Vec<f64>], observed: &[f64], choose: fn(&Self, &[f64]) -> Vec<bool>) -> Self {
        let mut fit = self;
        for _ in 0..MOST_ROUNDS {
            let chosen = choose(&fit, observed);
            if chosen == fit.reference || chosen.iter().filter(|kept| **kept).count() <= fit.rates.values.len() {
                break;
            }
            fit = Self::of(groups, observed, chosen, Some(&fit.rates));
        }
        fit
    }

    /// The three quarters of the zones nearest to their expectation.
    fn core(&self, observed: &[f64]) -> Vec<bool> {
        let residuals = self.residuals(observed);
        let mut order: Vec<usize> = (0..residuals.len()).collect();
        order.sort_by(|a, b| residuals[*a].total_cmp(&residuals[*b]));
        let mut core = vec![false; residuals.len()];
        for zone in order.into_iter().take((residuals.len() as f64 * CORE).ceil() as usize) {
            core[zone] = true;
        }
        core
    }

    /// The zones within so many standard deviations.
    fn ordinary(&self, observed: &[f64]) -> Vec<bool> {
        let usual = dispersion::of_most(observed, &self.expected, self.rates.values.len());
        self.residuals(observed).into_iter().map(|residual| residual <= OUTLYING * usual.sqrt()).collect()
    }

    /// Standardised, without sign.
    fn residuals(&self, observed: &[f64]) -> Vec<f64> {
        observed.iter().zip(&self.expected).map(|(observed, due)| (observed - due).abs() / due.max(f64::MIN_POSITIVE).sqrt()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Forty zones of two groups, received by 60 % and 5 % of them, rounded to whole recipients.
    fn town() -> (Vec<Vec<f64>>, Vec<Count>) {
        let groups: Vec<Vec<f64>> =
            (0..40).map(|zone| vec![100.0 + f64::from(zone * 37 % 300), 400.0 + f64::from(zone * 53 % 500)]).collect();
        let due = |members: &Vec<f64>| (0.6 * members[0] + 0.05 * members[1]).round();
        let counts = groups.iter().map(|members| Count::exact(due(members))).collect();
        (groups, counts)
    }

    #[test]
    fn a_zone_where_half_do_not_claim_stands_out_and_spares_the_others() {
        let (groups, mut counts) = town();
        counts[7] = Count::exact((counts[7].value * 0.45).round());
        let found = standardise(&groups, &counts, 0.95);
        assert!(!found.reference[7]);
        assert!((found.ratios[7].ratio - 0.45).abs() < 0.01 && found.ratios[7].high < 0.7, "{:?}", found.ratios[7]);
        let others = found.ratios.iter().enumerate().filter(|(zone, _)| *zone != 7);
        assert!(others.map(|(_, ratio)| ratio.ratio).all(|ratio| (ratio - 1.0).abs() < 0.02));
    }

    #[test]
    fn an_address_where_many_are_registered_does_not_make_the_others_low() {
        let (groups, mut counts) = town();
        counts[3] = Count::exact(counts[3].value * 4.0);
        let found = standardise(&groups, &counts, 0.95);
        assert!(found.ratios.iter().all(|ratio| ratio.ratio > 0.95));
        assert!(found.ratios[3].low > 2.0);
    }

    proptest! {
        #[test]
        fn expected_and_observed_agree_over_the_reference(noise in prop::collection::vec(0.7..1.3_f64, 40)) {
            let (groups, mut counts) = town();
            for (count, noise) in counts.iter_mut().zip(noise) {
                *count = Count::exact((count.value * noise).round());
            }
            let found = standardise(&groups, &counts, 0.95);
            let sum = |values: &mut dyn Iterator<Item = f64>| values.zip(&found.reference).filter(|(_, kept)| **kept).map(|(value, _)| value).sum::<f64>();
            let observed = sum(&mut counts.iter().map(|count| count.value));
            let expected = sum(&mut found.expected.iter().copied());
            prop_assert!((observed - expected).abs() <= 1e-6 * observed);
        }
    }
}
