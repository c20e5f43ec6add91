//! Access where people choose among the services near them.

use super::floating_catchment::{handed_out, supply_per_head};
use super::{Decay, FloatingCatchment};
use crate::domain::Reach;

/// The three-step floating catchment area: people divide themselves among services before services
/// divide themselves among people.
///
/// Wan, Zou & Sternberg 2012, *A three-step floating catchment area method for analyzing spatial access to
/// health services*.
///
/// # Parameters
/// As [`super::floating_catchment`]; `decay` weighs choices and both sums.
/// - `limit`: bound of the sums, included. People also weigh services beyond it, as in `PySAL` with a `max_cost`;
///   infinite where the decay alone bounds.
///
/// # Returns
/// The same. `Σ demand × access = Σ supply` over services with demand in reach.
///
/// # Algorithm
/// 1. `G_ij = w(d_ij) / Σ_k w(d_ik)`, over all pairs of the origin.
/// 2. `R_j = S_j / Σ_i P_i G_ij w(d_ij)`.
/// 3. `A_i = Σ_j R_j G_ij w(d_ij)`.
///
/// # Notes
/// `O(pairs)`.
pub fn three_step_catchment(reach: &Reach, demand: &[f64], supply: &[f64], decay: &Decay, limit: f64) -> FloatingCatchment {
    let choices: Vec<f64> =
        (0..reach.origin_count()).map(|origin| reach.from_origin(origin).map(|(_, cost)| decay.weight(cost)).sum()).collect();
    // Where nothing is in reach no pair asks for its weight to count.
    let weight = |origin: usize, cost: f64| {
        let weight = if cost <= limit { decay.weight(cost) } else { 0.0 };
        if weight > 0.0 { weight * weight / choices[origin] } else { 0.0 }
    };
    let ratios = supply_per_head(reach, demand, supply, weight);
    let access = handed_out(reach, &ratios, weight);
    FloatingCatchment::of(reach, access, ratios, weight)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::access::Step;
    use crate::analysis::access::golden::{Synthetic, assert_close, reach_and_amounts};

    #[test]
    fn access_agrees_with_the_golden_file() {
        let case = Synthetic::read();
        let steps = [(10.0, 0.962), (20.0, 0.704), (30.0, 0.377), (60.0, 0.042)];
        let decay = Decay::Steps(steps.map(|(minutes, weight)| Step { minutes, weight }).to_vec());
        let found = three_step_catchment(&case.reach, &case.demand, &case.supply, &decay, f64::INFINITY);
        assert_close("sfca3_default", &found.access, &case.expected("sfca3_default"));
    }

    proptest! {
        #[test]
        fn what_people_receive_is_what_reached_services_give((reach, demand, supply) in reach_and_amounts()) {
            let found = three_step_catchment(&reach, &demand, &supply, &Decay::enhanced(45.0), f64::INFINITY);
            let received: f64 = demand.iter().zip(&found.access).map(|(people, access)| people * access).sum();
            let given: f64 = supply.iter().zip(&found.ratios).filter(|(_, ratio)| ratio.is_some()).map(|(supply, _)| supply).sum();
            prop_assert!((received - given).abs() <= 1e-9 * given.max(1.0));
        }
    }
}
