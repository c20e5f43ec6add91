//! Access as the crow flies, straight from positions: pairs are found each time they are asked for and never
//! kept, so that a country fits in the memory of its points.

use rayon::prelude::*;

use super::{FloatingCatchment, Step};
use crate::domain::Reach;
use crate::spatial::metric::Metric;
use crate::spatial::strips::{Ring, Strips, Sum};

/// Places handled by one task.
const CHUNK: usize = 256;

/// Where people live and where services are.
#[derive(Debug, Clone, PartialEq)]
pub struct Scattered {
    metric: Metric,
    origins: Vec<[f64; 2]>,
    destinations: Vec<[f64; 2]>,
    homes: Strips,
    sites: Strips,
}

impl Scattered {
    /// Lays both out.
    ///
    /// # Parameters
    /// - `origins`, `destinations`: coordinates, finite; costs are distances in the units of `metric`.
    pub fn new(origins: Vec<[f64; 2]>, destinations: Vec<[f64; 2]>, metric: Metric) -> Self {
        let (homes, sites) = rayon::join(|| Strips::new(&origins, metric), || Strips::new(&destinations, metric));
        Self { metric, origins, destinations, homes, sites }
    }

    /// The pairs within a distance, bound included, for methods that need them all at once.
    pub fn reach(&self, limit: f64) -> Reach {
        self.sites.reach(&self.origins, self.metric.reach(limit), |line| self.metric.distance(line))
    }

    /// The nearest destination of each origin whatever the distance, as [`super::nearest()`].
    pub fn nearest(&self) -> Vec<Option<(usize, f64)>> {
        let nearest = |from: &[f64; 2]| self.sites.nearest(*from).map(|(site, line)| (site as usize, self.metric.distance(line)));
        self.origins.par_iter().with_min_len(CHUNK).map(nearest).collect()
    }

    fn rings(&self, steps: &[Step], power: i32) -> Vec<Ring> {
        steps.iter().map(|step| Ring { squared: self.metric.reach(step.minutes), weight: step.weight.powi(power) }).collect()
    }

    fn around_origins(&self, amounts: &[f64], rings: &[Ring]) -> Vec<Sum> {
        gathered(&self.sites, &self.origins, amounts, rings)
    }

    fn around_destinations(&self, amounts: &[f64], rings: &[Ring]) -> Vec<Sum> {
        gathered(&self.homes, &self.destinations, amounts, rings)
    }
}

fn gathered(points: &Strips, places: &[[f64; 2]], amounts: &[f64], rings: &[Ring]) -> Vec<Sum> {
    let amounts = points.in_order(amounts);
    places.par_iter().with_min_len(CHUNK).map(|from| points.sum_within(*from, rings, &amounts)).collect()
}

/// Supply in reach by rings: [`super::potential()`] from positions, and the origins that reach nothing.
pub fn potential_around(places: &Scattered, supply: &[f64], steps: &[Step]) -> (Vec<f64>, Vec<usize>) {
    let sums = places.around_origins(supply, &places.rings(steps, 1));
    (sums.iter().map(|sum| sum.amount).collect(), none_around(&sums))
}

/// 2SFCA and E2SFCA from positions: [`super::floating_catchment()`] with the pairs found on the way.
///
/// # Parameters
/// - `places`: people and services.
/// - `demand`, `supply`: as for the other.
/// - `steps`: rings by distance, nearest first; one of weight 1 makes it 2SFCA.
///
/// # Returns
/// What the other returns, to a relative 1e-12: sums run in another order.
///
/// # Algorithm
/// 1. Each service adds up the demand around it, ring by ring, by squared straight lines: no root is taken.
/// 2. Each origin adds up what falls to it, in the same way.
///
/// # Notes
/// `O(n √m + m √n + pairs)` time, `O(n + m)` memory. Each sum runs in a fixed order: threads do not matter.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::access::{Scattered, Step, floating_catchment_around};
/// use maillage_kernel::analysis::weights::Metric;
/// // Two places of 100 and 300 people share one desk; a third is too far.
/// let places = Scattered::new(vec![[0.0, 0.0], [2.0, 0.0], [9.0, 0.0]], vec![[1.0, 0.0]], Metric::Euclidean);
/// let shared = floating_catchment_around(&places, &[100.0, 300.0, 50.0], &[1.0], &[Step { minutes: 1.0, weight: 1.0 }]);
/// assert_eq!(shared.access, [0.0025, 0.0025, 0.0]);
/// assert_eq!(shared.without_service, [2]);
/// ```
pub fn floating_catchment_around(places: &Scattered, demand: &[f64], supply: &[f64], steps: &[Step]) -> FloatingCatchment {
    let rings = places.rings(steps, 1);
    let ratios = ratios(&places.around_destinations(demand, &rings), supply);
    handed_out(places, ratios, &rings)
}

/// M2SFCA from positions: [`super::modified_catchment()`] with the pairs found on the way. As
/// [`floating_catchment_around()`].
pub fn modified_catchment_around(places: &Scattered, demand: &[f64], supply: &[f64], steps: &[Step]) -> FloatingCatchment {
    let ratios = ratios(&places.around_destinations(demand, &places.rings(steps, 1)), supply);
    handed_out(places, ratios, &places.rings(steps, 2))
}

/// 3SFCA from positions: [`super::three_step_catchment()`] with the pairs found on the way. As
/// [`floating_catchment_around()`], with one pass more for the choice among services; `limit` bounds the sums.
pub fn three_step_catchment_around(places: &Scattered, demand: &[f64], supply: &[f64], steps: &[Step], limit: f64) -> FloatingCatchment {
    let choices = places.around_origins(&vec![1.0; supply.len()], &places.rings(steps, 1));
    let share = |choice: &Sum| if choice.weight > 0.0 { 1.0 / choice.weight } else { 0.0 };
    let shares: Vec<f64> = choices.iter().map(share).collect();
    let choosing: Vec<f64> = demand.iter().zip(&shares).map(|(people, share)| people * share).collect();
    let rings = places.rings(&Step::cut(steps, limit), 2);
    let mut shared = handed_out(places, ratios(&places.around_destinations(&choosing, &rings), supply), &rings);
    shared.access.iter_mut().zip(&shares).for_each(|(access, share)| *access *= share);
    shared
}

fn ratios(demand: &[Sum], supply: &[f64]) -> Vec<Option<f64>> {
    demand.iter().zip(supply).map(|(around, supply)| (around.amount > 0.0).then(|| supply / around.amount)).collect()
}

fn handed_out(places: &Scattered, ratios: Vec<Option<f64>>, rings: &[Ring]) -> FloatingCatchment {
    let offered: Vec<f64> = ratios.iter().map(|ratio| ratio.unwrap_or(0.0)).collect();
    let sums = places.around_origins(&offered, rings);
    FloatingCatchment {
        access: sums.iter().map(|sum| sum.amount).collect(),
        without_demand: (0..ratios.len()).filter(|service| ratios[*service].is_none()).collect(),
        without_service: none_around(&sums),
        ratios,
    }
}

fn none_around(sums: &[Sum]) -> Vec<usize> {
    (0..sums.len()).filter(|origin| sums[*origin].weight <= 0.0).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::access::{Decay, floating_catchment, modified_catchment, nearest, potential, three_step_catchment};

    /// Homes with people and services with supply over a few kilometres, some at the same place.
    fn town() -> impl Strategy<Value = (Scattered, Vec<f64>, Vec<f64>)> {
        let place = || prop_oneof![(3.8..4.0_f64, 43.5..43.7_f64).prop_map(|(x, y)| [x, y]), Just([3.9, 43.6])];
        let people = prop_oneof![Just(0.0), 1.0..5_000.0_f64];
        let homes = prop::collection::vec((place(), people), 1..40);
        (homes, prop::collection::vec((place(), 0.0..30.0_f64), 1..25)).prop_map(|(homes, services)| {
            let (origins, demand) = homes.into_iter().unzip();
            let (destinations, supply) = services.into_iter().unzip();
            (Scattered::new(origins, destinations, Metric::GreatCircle), demand, supply)
        })
    }

    fn steps() -> Vec<Step> {
        [(1_000.0, 1.0), (2_500.0, 0.68), (6_000.0, 0.22)].map(|(minutes, weight)| Step { minutes, weight }).to_vec()
    }

    fn assert_same(around: &FloatingCatchment, listed: &FloatingCatchment) {
        let close = |a: f64, b: f64| assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} instead of {b}");
        around.access.iter().zip(&listed.access).for_each(|(a, b)| close(*a, *b));
        around.ratios.iter().zip(&listed.ratios).for_each(|(a, b)| close(a.unwrap_or(-1.0), b.unwrap_or(-1.0)));
        assert_eq!((&around.without_service, &around.without_demand), (&listed.without_service, &listed.without_demand));
    }

    proptest! {
        #[test]
        fn found_on_the_way_or_kept_pairs_give_the_same_access((places, demand, supply) in town()) {
            let (reach, decay) = (places.reach(6_000.0), Decay::Steps(steps()));
            assert_same(&floating_catchment_around(&places, &demand, &supply, &steps()), &floating_catchment(&reach, &demand, &supply, &decay));
            assert_same(&modified_catchment_around(&places, &demand, &supply, &steps()), &modified_catchment(&reach, &demand, &supply, &decay));
            for limit in [2_000.0, f64::INFINITY] {
                let around = three_step_catchment_around(&places, &demand, &supply, &steps(), limit);
                assert_same(&around, &three_step_catchment(&reach, &demand, &supply, &decay, limit));
            }
            for (around, listed) in potential_around(&places, &supply, &steps()).0.iter().zip(potential(&reach, &supply, &decay)) {
                prop_assert!((around - listed).abs() <= 1e-12 * listed);
            }
            prop_assert_eq!(places.nearest(), nearest(&places.reach(1e9)));
        }

        #[test]
        fn what_people_receive_is_what_reached_services_give((places, demand, supply) in town()) {
            let choosing = three_step_catchment_around(&places, &demand, &supply, &steps(), f64::INFINITY);
            for shared in [floating_catchment_around(&places, &demand, &supply, &steps()), choosing] {
                let received: f64 = demand.iter().zip(&shared.access).map(|(people, access)| people * access).sum();
                let given: f64 = supply.iter().zip(&shared.ratios).filter(|(_, ratio)| ratio.is_some()).map(|(supply, _)| supply).sum();
                prop_assert!((received - given).abs() <= 1e-9 * given.max(1.0));
            }
        }
    }

    #[test]
    fn a_limit_is_included_whichever_way_it_is_looked_at() {
        // 0.3 and 0.4 make 0.5 on paper; in floating point the root decides.
        let places = Scattered::new(vec![[0.0, 0.0]], vec![[0.3, 0.4]], Metric::Euclidean);
        let within = [Step { minutes: 0.5, weight: 1.0 }];
        assert_eq!(floating_catchment_around(&places, &[2.0], &[1.0], &within).access, [0.5]);
    }
}
