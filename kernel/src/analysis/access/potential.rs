//! How much supply is in reach, each by its distance: cumulative opportunities and gravity potential.

use crate::domain::Reach;

use super::Decay;

/// Supply in reach of each origin, weighted by a decay: `A_i = Σ_j S_j w(d_ij)`.
///
/// With [`Decay::Within`] these are cumulative opportunities (how many within 30 minutes); with the
/// others, Hansen's potential (1959, *How accessibility shapes land use*). It knows no competition: two
/// places near the same desk have the same access whether they hold ten people or ten thousand.
///
/// # Parameters
/// - `supply`: one entry a destination of `reach`; ones to count services.
///
/// # Returns
/// One entry an origin, 0 where nothing is in reach. The unit is the supply's.
///
/// # Notes
/// `O(pairs)`.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::access::{potential, Decay};
/// use maillage_kernel::domain::Reach;
/// let reach = Reach { starts: vec![0, 2, 2], destinations: vec![0, 1], minutes: vec![5.0, 25.0] };
/// assert_eq!(potential(&reach, &[3.0, 4.0], &Decay::Within { limit: 20.0 }), [3.0, 0.0]);
/// ```
pub fn potential(reach: &Reach, supply: &[f64], decay: &Decay) -> Vec<f64> {
    let of_origin = |origin| reach.from_origin(origin).map(|(service, cost)| supply[service] * decay.weight(cost)).sum();
    (0..reach.origin_count()).map(of_origin).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::access::golden::{Hospitals, Synthetic, assert_close, reach_and_amounts};

    #[test]
    fn supply_in_reach_agrees_with_the_golden_file() {
        let case = Synthetic::read();
        let methods = [
            ("catchment30_sum", Decay::Within { limit: 30.0 }),
            ("gauss_sigma15_max60", Decay::Gaussian { sigma: 15.0, limit: 60.0 }),
            ("gravity_pow_s10_am1.5_min5_max60", Decay::Power { scale: 10.0, exponent: -1.5, least: 5.0, limit: 60.0 }),
        ];
        for (column, decay) in methods {
            assert_close(column, &potential(&case.reach, &case.supply, &decay), &case.expected(column));
        }
    }

    #[test]
    fn counts_in_reach_agree_with_the_golden_file() {
        let case = Synthetic::read();
        let ones = vec![1.0; case.supply.len()];
        for minutes in [10, 20, 30, 45] {
            let counts = potential(&case.reach, &ones, &Decay::Within { limit: f64::from(minutes) });
            let column = format!("n_services_within_{minutes}");
            assert_close(&column, &counts, &case.expected(&column));
        }
    }

    #[test]
    fn the_hospital_example_agrees_with_the_golden_file() {
        for case in Hospitals::read() {
            let gravity = Decay::Power { scale: 1.0, exponent: -1.0, least: 0.0, limit: 61.0 };
            let column = "weighted_catchment_gravity";
            assert_close(column, &potential(&case.reach, &case.supply, &gravity), &case.expected(column));
        }
    }

    proptest! {
        #[test]
        fn adding_a_service_never_lowers_cumulative_access((reach, _, mut supply) in reach_and_amounts(), added in 0.0..50.0_f64) {
            let decay = Decay::Within { limit: 40.0 };
            let before = potential(&reach, &supply, &decay);
            supply[0] += added;
            let after = potential(&reach, &supply, &decay);
            prop_assert!(before.iter().zip(&after).all(|(before, after)| after >= before));
        }
    }
}
