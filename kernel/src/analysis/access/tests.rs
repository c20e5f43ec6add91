//! What the whole family must keep, and cases read from beside the checkout.

use std::path::Path;

use proptest::prelude::*;

use super::delta::{Base, Change};
use super::golden::{Hospitals, Synthetic, assert_close, compressed, reach_and_amounts, street_network};
use super::*;
use crate::domain::Reach;
use crate::spatial::metric::Metric;

/// Step weights of a method; local potential accessibility has the third.
fn decays() -> [Decay; 3] {
    let apl = [(15.0, 1.0), (30.0, 2.0 / 3.0), (45.0, 1.0 / 3.0)].map(|(minutes, weight)| Step { minutes, weight });
    [Decay::Within { limit: 30.0 }, Decay::enhanced(45.0), Decay::Steps(apl.to_vec())]
}

/// Every shared method: 2SFCA, E2SFCA and APL, then M2SFCA and 3SFCA.
fn shared(reach: &Reach, demand: &[f64], supply: &[f64]) -> Vec<FloatingCatchment> {
    let mut found: Vec<_> = decays().iter().map(|decay| floating_catchment(reach, demand, supply, decay)).collect();
    let [_, rings, _] = decays();
    found.push(modified_catchment(reach, demand, supply, &rings));
    found.push(three_step_catchment(reach, demand, supply, &rings, f64::INFINITY));
    found
}

fn rows(reach: &Reach) -> Vec<Vec<(f64, u32)>> {
    (0..reach.origin_count()).map(|origin| reach.from_origin(origin).map(|(service, cost)| (cost, service as u32)).collect()).collect()
}

proptest! {
    #[test]
    fn splitting_a_zone_in_place_changes_no_access((reach, demand, supply) in reach_and_amounts(), share in 0.0..=1.0_f64) {
        let mut rows = rows(&reach);
        rows.push(rows[0].clone());
        let mut split = demand.clone();
        split[0] = demand[0] * share;
        split.push(demand[0] - split[0]);
        for (whole, parts) in shared(&reach, &demand, &supply).iter().zip(shared(&compressed(rows), &split, &supply)) {
            let same = whole.access.iter().chain([&whole.access[0]]).zip(&parts.access);
            for (whole, part) in same {
                prop_assert!((whole - part).abs() <= 1e-12 * whole.max(1e-6), "{} instead of {}", part, whole);
            }
        }
    }

    #[test]
    fn what_people_receive_is_what_reached_services_give((reach, demand, supply) in reach_and_amounts()) {
        let found = shared(&reach, &demand, &supply);
        for (place, found) in found.iter().enumerate() {
            let received: f64 = demand.iter().zip(&found.access).map(|(people, access)| people * access).sum();
            let given: f64 = supply.iter().zip(&found.ratios).filter(|(_, ratio)| ratio.is_some()).map(|(supply, _)| supply).sum();
            let (modified, close) = (place == 3, (received - given).abs() <= 1e-9 * given.max(1.0));
            prop_assert!(close || modified && received <= given, "{} of {} in the method {}", received, given, place);
        }
    }

    #[test]
    fn one_more_service_never_lowers_cumulative_access(
        (reach, _, mut supply) in reach_and_amounts(), added in 0.0..50.0_f64, costs in prop::collection::vec(prop::option::of(0.0..60.0_f64), 12),
    ) {
        let decay = Decay::Within { limit: 40.0 };
        let before = potential(&reach, &supply, &decay);
        let mut rows = rows(&reach);
        rows.iter_mut().zip(costs).for_each(|(row, cost)| row.extend(cost.map(|cost| (cost, supply.len() as u32))));
        supply.push(added);
        let after = potential(&compressed(rows), &supply, &decay);
        prop_assert!(before.iter().zip(&after).all(|(before, after)| *after >= before * (1.0 - 1e-12)));
    }

    #[test]
    fn the_number_of_threads_changes_nothing((reach, demand, supply) in reach_and_amounts(), seed in 0..100_u32) {
        let people: Vec<f64> = demand.iter().map(|people| people.trunc()).collect();
        let point = |at: usize| [f64::from(seed + 7 * at as u32 % 13), f64::from(11 * at as u32 % 17)];
        let [plain, rings, _] = decays();
        let steps = rings.steps().unwrap();
        let every = || {
            let places = Scattered::new((0..demand.len()).map(point).collect(), (0..supply.len()).map(|at| point(at + 3)).collect(), Metric::Euclidean);
            let closing = Base::new(reach.clone(), demand.clone(), supply.clone(), rings.clone()).after(&[Change::Close { service: 0 }]);
            let around = [floating_catchment_around(&places, &demand, &supply, &steps), modified_catchment_around(&places, &demand, &supply, &steps)];
            (
                (shared(&reach, &demand, &supply), potential(&reach, &supply, &plain), nearest(&reach)),
                (rational_agents(&reach, &people, &supply, RationalAgents { cycles: 10, ..RationalAgents::default() }), closing),
                (around, three_step_catchment_around(&places, &demand, &supply, &steps, 9.0), potential_around(&places, &supply, &steps)),
                (places.reach(8.0), places.nearest()),
            )
        };
        let with = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(every);
        let alone = format!("{:?}", with(1));
        prop_assert_eq!(&alone, &format!("{:?}", with(2)));
        prop_assert_eq!(&alone, &format!("{:?}", with(7)));
    }
}

#[test]
fn people_may_weigh_services_beyond_the_limit_of_the_sums() {
    // Two services, 10 and 40 minutes away: people choose between both, and only the near one counts.
    let reach = Reach { starts: vec![0, 2], destinations: vec![0, 1], minutes: vec![10.0, 40.0] };
    let decay = Decay::Within { limit: 60.0 };
    let found = three_step_catchment(&reach, &[100.0], &[1.0, 1.0], &decay, 30.0);
    assert_eq!((found.access[0], found.without_demand), (0.01, vec![1]));
    assert_eq!(found.ratios, [Some(0.02), None]);
}

#[test]
fn one_zone_alone_receives_all_and_a_service_that_offers_nothing_gives_nothing() {
    let reach = Reach { starts: vec![0, 2], destinations: vec![0, 1], minutes: vec![5.0, 5.0] };
    for found in shared(&reach, &[200.0], &[4.0, 0.0]) {
        assert!((found.access[0] - 0.02).abs() < 1e-15, "{found:?}");
        assert_eq!((found.ratios[1], found.without_service.len(), found.without_demand.len()), (Some(0.0), 0, 0));
    }
    assert_eq!(nearest(&reach), [Some((0, 5.0))], "of equally near services, the first");
    let costs = rational_agents(&reach, &[200.0], &[4.0, 0.0], RationalAgents::default());
    assert!((costs[0].unwrap() - (5.0 / 60.0 + 1.0)).abs() < 1e-12, "nobody goes where nothing is offered: {costs:?}");
}

#[test]
fn nobody_at_all_receives_nothing_and_every_service_is_listed() {
    let reach = Reach { starts: vec![0, 1, 1], destinations: vec![0], minutes: vec![5.0] };
    for found in shared(&reach, &[0.0, 0.0], &[1.0]) {
        assert_eq!((found.access, found.without_service, found.without_demand), (vec![0.0, 0.0], vec![1], vec![0]));
    }
    assert_eq!(shared(&Reach { starts: vec![0], ..Reach::default() }, &[], &[])[0].access, [0.0; 0]);
}

#[test]
fn the_three_hospitals_agree_by_three_steps() {
    let gravity = Decay::Power { scale: 1.0, exponent: -1.0, least: 0.0, limit: f64::INFINITY };
    for case in Hospitals::read() {
        let found = three_step_catchment(&case.reach, &case.demand, &case.supply, &gravity, 61.0);
        assert_close("three_sfca_gravity", &found.access, &case.expected("three_sfca_gravity"));
    }
}

#[test]
fn the_ratio_of_what_surrounds_a_zone_agrees_with_the_golden_file() {
    let (case, steps) = (Synthetic::read(), [Step { minutes: 10_000.0, weight: 1.0 }]);
    let around = |points: &[[f64; 2]], amounts: &[f64]| {
        potential_around(&Scattered::new(case.homes.clone(), points.to_vec(), Metric::Euclidean), amounts, &steps).0
    };
    let (supply, people) = (around(&case.sites, &case.supply), around(&case.homes, &case.demand));
    let ratios: Vec<f64> = supply.iter().zip(people).map(|(supply, people)| supply / people).collect();
    assert_close("fca_ratio_10km", &ratios, &Synthetic::ratios());
}

#[test]
fn walking_to_supermarkets_in_san_francisco_agrees_with_the_golden_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/golden/access_sf_205x16");
    if !folder.exists() {
        println!("left out: {} is not here", folder.display());
        return;
    }
    let case = street_network(&folder);
    let (reach, demand, supply) = (&case.reach, &case.demand, &case.supply);
    let rings = Decay::Steps([(2e3, 1.0), (4e3, 0.68), (6e3, 0.22)].map(|(minutes, weight)| Step { minutes, weight }).to_vec());
    let [plain, all] = [4e3, 5e3].map(|limit| Decay::Within { limit });
    let bell = Decay::Gaussian { sigma: 2_500.0, limit: 6_000.0 };
    for (column, found) in [
        ("sfca2_4000", floating_catchment(reach, demand, supply, &plain).access),
        ("e2sfca_2_4_6km", floating_catchment(reach, demand, supply, &rings).access),
        ("sfca3_2_4_6km", three_step_catchment(reach, demand, supply, &rings, f64::INFINITY).access),
        ("sfca3_2_4_6km_maxcost5000", three_step_catchment(reach, demand, supply, &rings, 5_000.0).access),
        ("gauss2sfca_sigma2500_max6000", floating_catchment(reach, demand, supply, &bell).access),
        ("catchment_sum_5000", potential(reach, supply, &all)),
    ] {
        assert_close(column, &found, &case.expected(column));
    }
    let without = floating_catchment(reach, demand, supply, &plain).without_service;
    assert_eq!(without.len(), 5, "as the reference's own note says");
    let costs = rational_agents(reach, demand, supply, RationalAgents { tau: 5_000.0, ..RationalAgents::default() });
    for (found, expected) in costs.iter().zip(case.expected("raam_tau5000")) {
        let Some(expected) = expected.filter(|cost| *cost > 0.0) else { continue };
        assert!((found.unwrap() / expected - 1.0).abs() < 1e-6, "{found:?} instead of {expected}");
    }
}
