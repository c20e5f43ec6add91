//! Access to a supply that people share: two-step floating catchment areas.

use rayon::prelude::*;

use crate::domain::Reach;

use super::Decay;

/// What the two steps give.
#[derive(Debug, Clone, PartialEq)]
pub struct FloatingCatchment {
    /// Supply a head of each origin; 0 where nothing is in reach.
    pub access: Vec<f64>,
    /// Supply a head of demand of each service; `None` without demand in reach.
    pub ratios: Vec<Option<f64>>,
    /// Origins without any service in reach: their 0 means "none", not "little".
    pub without_service: Vec<usize>,
    /// Services without demand in reach: their supply goes to nobody.
    pub without_demand: Vec<usize>,
}

/// Supply a head, where people compete for services and services for people.
///
/// Radke & Mu 2000; Luo & Wang 2003, *Measures of spatial accessibility to health care in a GIS
/// environment* (2SFCA, with [`Decay::Within`]); Luo & Qi 2009, *An enhanced two-step floating catchment
/// area method* (E2SFCA, with [`Decay::Steps`]).
///
/// # Parameters
/// - `demand`: people of each origin, not negative; an unknown number is 0 here and said by the caller.
/// - `supply`: of each destination, in any unit.
/// - `decay`: weighs both steps.
///
/// # Returns
/// See [`FloatingCatchment`]. `Σ demand × access = Σ supply` over services with demand in reach.
///
/// # Algorithm
/// 1. Each service shares its supply among the demand in its reach: `R_j = S_j / Σ_i P_i w(d_ij)`.
/// 2. Each origin adds up what falls to it: `A_i = Σ_j R_j w(d_ij)`.
///
/// # Notes
/// `O(pairs)`, nothing beyond the pairs is ever built. Sums run in a fixed order: the answer does not
/// depend on threads.
///
/// # Units
/// Supply unit per person: times 10,000 for "desks per 10,000 people".
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::access::{floating_catchment, Decay};
/// use maillage_kernel::domain::Reach;
/// // Two places of 100 and 300 people share one desk; a third reaches none.
/// let reach = Reach { starts: vec![0, 1, 2, 2], destinations: vec![0, 0], minutes: vec![5.0, 10.0] };
/// let shared = floating_catchment(&reach, &[100.0, 300.0, 50.0], &[1.0], &Decay::Within { limit: 30.0 });
/// assert_eq!(shared.access, [0.0025, 0.0025, 0.0]);
/// assert_eq!(shared.without_service, [2]);
/// ```
pub fn floating_catchment(reach: &Reach, demand: &[f64], supply: &[f64], decay: &Decay) -> FloatingCatchment {
    let ratios = supply_per_head(reach, demand, supply, |_, cost| decay.weight(cost));
    let access = handed_out(reach, &ratios, |_, cost| decay.weight(cost));
    FloatingCatchment::of(reach, access, ratios, |_, cost| decay.weight(cost))
}

impl FloatingCatchment {
    /// Access and ratios, with those that have none.
    pub(super) fn of(reach: &Reach, access: Vec<f64>, ratios: Vec<Option<f64>>, weight: impl Fn(usize, f64) -> f64) -> Self {
        let out_of_reach = |&origin: &usize| reach.from_origin(origin).all(|(_, cost)| weight(origin, cost) <= 0.0);
        let without_service = (0..reach.origin_count()).filter(out_of_reach).collect();
        let without_demand = (0..ratios.len()).filter(|&service| ratios[service].is_none()).collect();
        Self { access, ratios, without_service, without_demand }
    }
}

/// The first step: each service shares its supply among demand, weighed by origin and cost.
pub(super) fn supply_per_head(reach: &Reach, demand: &[f64], supply: &[f64], weight: impl Fn(usize, f64) -> f64) -> Vec<Option<f64>> {
    let mut sharing = vec![0.0; supply.len()];
    for (origin, people) in demand.iter().enumerate().filter(|(_, people)| **people > 0.0) {
        for (service, cost) in reach.from_origin(origin) {
            sharing[service] += people * weight(origin, cost);
        }
    }
    sharing.iter().zip(supply).map(|(&people, supply)| (people > 0.0).then(|| supply / people)).collect()
}

/// The second step: each origin adds up what falls to it, weighed by origin and cost.
pub(super) fn handed_out(reach: &Reach, ratios: &[Option<f64>], weight: impl Fn(usize, f64) -> f64 + Sync) -> Vec<f64> {
    let shared: Vec<f64> = ratios.iter().map(|ratio| ratio.unwrap_or(0.0)).collect();
    // From zero, not from the minus zero of an empty sum.
    let to = |origin: usize| reach.from_origin(origin).fold(0.0, |sum, (service, cost)| sum + shared[service] * weight(origin, cost));
    (0..reach.origin_count()).into_par_iter().map(to).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::access::Step;
    use crate::analysis::access::golden::{Hospitals, Synthetic, assert_close, reach_and_amounts, shuffled};

    #[test]
    fn shared_access_agrees_with_the_golden_file() {
        let case = Synthetic::read();
        let slow = [(20.0, 1.0), (40.0, 0.68), (60.0, 0.22)].map(|(minutes, weight)| Step { minutes, weight });
        let methods = [
            ("sfca2_30", Decay::Within { limit: 30.0 }),
            ("sfca2_gauss15_max45", Decay::Gaussian { sigma: 15.0, limit: 45.0 }),
            ("e2sfca_default_10_20_30", Decay::enhanced(30.0)),
            ("e2sfca_slow_20_40_60", Decay::Steps(slow.to_vec())),
        ];
        for (column, decay) in methods {
            let shared = floating_catchment(&case.reach, &case.demand, &case.supply, &decay);
            assert_close(column, &shared.access, &case.expected(column));
        }
    }

    #[test]
    fn the_hospital_example_agrees_with_the_golden_file() {
        let plain = Decay::Within { limit: 61.0 };
        let gravity = Decay::Power { scale: 1.0, exponent: -1.0, least: 0.0, limit: 61.0 };
        for case in Hospitals::read() {
            for (column, decay) in [("two_sfca_plain", &plain), ("two_sfca_gravity", &gravity)] {
                let shared = floating_catchment(&case.reach, &case.demand, &case.supply, decay);
                assert_close(column, &shared.access, &case.expected(column));
            }
        }
    }

    #[test]
    fn a_desk_without_people_is_listed_and_divides_nothing_by_zero() {
        let reach = Reach { starts: vec![0, 1], destinations: vec![0], minutes: vec![5.0] };
        let shared = floating_catchment(&reach, &[0.0], &[1.0, 1.0], &Decay::enhanced(30.0));
        assert_eq!((shared.access, shared.without_demand), (vec![0.0], vec![0, 1]));
    }

    proptest! {
        #[test]
        fn what_people_receive_is_what_reached_services_give((reach, demand, supply) in reach_and_amounts()) {
            let shared = floating_catchment(&reach, &demand, &supply, &Decay::enhanced(45.0));
            let received: f64 = demand.iter().zip(&shared.access).map(|(people, access)| people * access).sum();
            let given: f64 = supply.iter().zip(&shared.ratios).filter(|(_, ratio)| ratio.is_some()).map(|(supply, _)| supply).sum();
            prop_assert!((received - given).abs() <= 1e-9 * given.max(1.0));
        }

        #[test]
        fn the_order_of_zones_does_not_matter((reach, demand, supply) in reach_and_amounts(), seed in 0..1_000_u64) {
            let decay = Decay::enhanced(45.0);
            let (order, moved) = shuffled(&reach, seed);
            let moved_demand: Vec<f64> = order.iter().map(|&origin| demand[origin]).collect();
            let here = floating_catchment(&reach, &demand, &supply, &decay).access;
            let there = floating_catchment(&moved, &moved_demand, &supply, &decay).access;
            for (place, &origin) in order.iter().enumerate() {
                prop_assert!((there[place] - here[origin]).abs() <= 1e-12 * here[origin].max(1.0));
            }
        }
    }
}
