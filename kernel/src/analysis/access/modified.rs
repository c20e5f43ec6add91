//! Access that falls where services are far, not only where they are shared.

use super::floating_catchment::{handed_out, supply_per_head};
use super::{Decay, FloatingCatchment};
use crate::domain::Reach;

/// The modified two-step floating catchment area.
///
/// Delamater 2013, *Spatial accessibility in suboptimally configured health care systems: a modified
/// two-step floating catchment area (M2SFCA) metric*.
///
/// # Parameters
/// As [`super::floating_catchment`].
///
/// # Returns
/// The same, except that people far from every service lose what nobody else gains:
/// `Σ demand × access ≤ Σ supply`, with equality when every weight is 1.
///
/// # Algorithm
/// `R_j = S_j / Σ_i P_i w(d_ij)`, `A_i = Σ_j R_j w(d_ij)²`.
///
/// # Notes
/// `O(pairs)`.
pub fn modified_catchment(reach: &Reach, demand: &[f64], supply: &[f64], decay: &Decay) -> FloatingCatchment {
    let ratios = supply_per_head(reach, demand, supply, |_, cost| decay.weight(cost));
    let access = handed_out(reach, &ratios, |_, cost| decay.weight(cost).powi(2));
    FloatingCatchment::of(reach, access, ratios, |_, cost| decay.weight(cost))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::access::golden::{Synthetic, assert_close, reach_and_amounts};

    #[test]
    fn access_agrees_with_the_golden_file() {
        let case = Synthetic::read();
        let found = modified_catchment(&case.reach, &case.demand, &case.supply, &Decay::enhanced(30.0));
        assert_close("m2sfca_step_10_20_30_formula", &found.access, &case.expected("m2sfca_step_10_20_30_formula"));
    }

    proptest! {
        #[test]
        fn people_never_receive_more_than_services_give((reach, demand, supply) in reach_and_amounts()) {
            let found = modified_catchment(&reach, &demand, &supply, &Decay::enhanced(45.0));
            let received: f64 = demand.iter().zip(&found.access).map(|(people, access)| people * access).sum();
            prop_assert!(received <= supply.iter().sum::<f64>() * (1.0 + 1e-9));
        }
    }
}
