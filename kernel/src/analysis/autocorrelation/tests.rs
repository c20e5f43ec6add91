//! Golden cases that several statistics share, and what the whole family must keep.

use proptest::prelude::*;

use super::geary::{local_geary, local_geary_permuted};
use super::getis_ord::{Focus, getis_ord, getis_ord_permuted};
use super::join_counts::{Join, join_counts_permuted};
use super::local_moran::{Quadrant, Scaling, local_moran, local_moran_permuted};
use super::moran::{moran, moran_permuted};
use super::{Null, Sample};
use crate::analysis::golden::{self, Columbus, StLouis, close, number, within_chance};
use crate::analysis::multiple_testing::{Adjustment, discovery_cutoff};
use crate::analysis::permutation::{Alternative, Permutations, Reference, Scheme};
use crate::analysis::weights::Weights;

fn dealt(count: u32, alternative: Alternative, scheme: Scheme) -> Permutations {
    Permutations { count, seed: 17, alternative, scheme }
}

fn directed(scheme: Scheme) -> Permutations {
    dealt(9_999, Alternative::Directed, scheme)
}

#[test]
fn p_of_g_is_esda_s_within_chance_whatever_the_weights() {
    for (file, letter) in [("w_rowstd.csv", 'R'), ("w_binary.csv", 'B')] {
        for (sample, local) in [Columbus::weighted(file), StLouis::weighted(file)] {
            for (found, row) in getis_ord_permuted(&sample, &directed(Scheme::Complete)).unwrap().iter().zip(&local) {
                for prefix in ["G", "Gstar"] {
                    let column = format!("{prefix}_{letter}_p_sim_directed");
                    within_chance(&column, found.p, 9_999, number(row, &column), 99_999);
                }
            }
        }
    }
}

#[test]
fn esda_s_moments_of_local_moran_are_ours_in_spdep_s_scale() {
    for (sample, local) in [Columbus::sample_and_local(), StLouis::sample_and_local()] {
        for (zone, row) in local_moran(&sample, Scaling::Spdep).unwrap().iter().zip(&local) {
            close("EIc", zone.moments.expected, number(row, "EIc"));
            close("VIc", zone.moments.variance, number(row, "VIc"));
        }
    }
}

#[test]
fn z_of_deals_is_esda_s_within_chance() {
    for (sample, local) in [Columbus::sample_and_local(), StLouis::sample_and_local()] {
        let zones = local_moran(&sample, Scaling::Esda).unwrap();
        let found = local_moran_permuted(&sample, &directed(Scheme::Complete)).unwrap();
        for ((zone, found), row) in zones.iter().zip(&found).zip(&local) {
            let z = (zone.moments.statistic - found.mean) / found.variance.sqrt();
            let expected = number(row, "moran_z_sim_R9999");
            // Mean and deviation of 9,999 deals each: standard errors of 0.01 and z / 141, of a skewed law.
            assert!((z - expected).abs() < 0.06 + 0.05 * expected.abs(), "{z} instead of {expected}");
        }
    }
}

#[test]
fn given_esda_s_deals_z_and_the_adjusted_p_are_the_references() {
    let (sample, deals, expected) = golden::exact_permutations();
    let zones = local_moran(&sample, Scaling::Esda).unwrap();
    let found = local_moran_permuted(&sample, &dealt(999, Alternative::Directed, Scheme::Given(deals))).unwrap();
    let p: Vec<f64> = found.iter().map(|found| found.p).collect();
    let adjusted = golden::rows("esda_exact_permutations_columbus/expected_multiple_testing.csv");
    for (adjustment, column) in [
        (Adjustment::BenjaminiHochberg, "bh_adjusted"),
        (Adjustment::BenjaminiYekutieli, "by_adjusted"),
        (Adjustment::Holm, "holm_adjusted"),
    ] {
        for (ours, row) in adjustment.adjusted(&p).iter().zip(&adjusted) {
            close(column, *ours, number(row, column));
        }
    }
    for ((zone, found), row) in zones.iter().zip(&found).zip(&expected) {
        close("Is", zone.moments.statistic, number(row, "Is"));
        let z = (zone.moments.statistic - found.mean) / found.variance.sqrt();
        close("z_sim", z, number(row, "z_sim"));
        close("p_z_sim", Alternative::Directed.normal_p(z), number(row, "p_z_sim"));
    }
    let fdr: serde_json::Value =
        serde_json::from_slice(&std::fs::read(golden::path("esda_exact_permutations_columbus/expected_fdr.json")).unwrap()).unwrap();
    for level in [0.05, 0.1] {
        let believed: Vec<usize> = (0..p.len()).filter(|zone| Adjustment::BenjaminiHochberg.adjusted(&p)[*zone] <= level).collect();
        assert_eq!(serde_json::json!(believed), fdr[format!("bh_reject_idx_alpha{level}")]);
        close("cut", discovery_cutoff(&p, level).unwrap(), fdr[format!("esda_fdr_cut_directed_alpha{level}")].as_f64().unwrap());
    }
}

#[test]
fn normal_p_adjusted_by_holm_is_spdep_s() {
    let spdep = golden::rows("esda_columbus_crime_queen/expected_spdep.csv");
    let (sample, _) = Columbus::sample_and_local();
    let zones = local_moran(&sample, Scaling::Spdep).unwrap();
    let p: Vec<f64> = zones.iter().map(|zone| zone.moments.normal_p(Alternative::TwoSided)).collect();
    for ((row, holm), p) in spdep.iter().zip(Adjustment::Holm.adjusted(&p)).zip(&p) {
        close("p_holm", holm, number(row, "p_holm"));
        close("p_bonf", (p * spdep.len() as f64).min(1.0), number(row, "p_bonf"));
    }
}

/// `GeoDa`'s number of a cluster: high–high, low–low, low–high, high–low; 0 when not significant at 5 %.
fn cluster(quadrant: Quadrant, p: f64) -> f64 {
    let number = match quadrant {
        Quadrant::HighHigh => 1.0,
        Quadrant::LowLow => 2.0,
        Quadrant::LowHigh => 3.0,
        Quadrant::HighLow => 4.0,
    };
    if p <= 0.05 { number } else { 0.0 }
}

#[test]
fn shared_deals_and_clusters_are_geoda_s() {
    let (sample, _) = Columbus::sample_and_local();
    let geoda = golden::rows("pygeoda_columbus/expected.csv");
    let zones = local_moran(&sample, Scaling::Esda).unwrap();
    let shared = local_moran_permuted(&sample, &directed(Scheme::Shared)).unwrap();
    let spots = getis_ord(&sample, Focus::Around).unwrap();
    let hot = getis_ord_permuted(&sample, &directed(Scheme::Complete)).unwrap();
    // GeoDa's draw is uneven at both ends of the file, and a p near the threshold may fall on either side.
    let near = |ours: f64, theirs: f64| assert!((ours - theirs).abs() < 0.05, "{ours} instead of {theirs}");
    let sure = |p: f64| (p - 0.05).abs() > 0.03;
    for (zone, row) in geoda.iter().enumerate() {
        close("I", zones[zone].moments.statistic, number(row, "I_lookup"));
        near(shared[zone].p, number(row, "p_lookup"));
        near(hot[zone].p, number(row, "g_p"));
        near(hot[zone].p, number(row, "gstar_p"));
        if sure(number(row, "p_lookup")) {
            close("cluster", cluster(zones[zone].quadrant, shared[zone].p), number(row, "cluster_lookup"));
        }
        if sure(number(row, "g_p")) {
            let spot = if hot[zone].p > 0.05 { 0.0 } else { f64::from(u8::from(spots[zone].z() < 0.0)) + 1.0 };
            close("spot", spot, number(row, "g_cluster"));
            close("spot", spot, number(row, "gstar_cluster"));
        }
    }
}

#[test]
fn clusters_of_local_geary_are_geoda_s() {
    let (sample, _) = Columbus::sample_and_local();
    let quadrants = local_moran(&sample, Scaling::Esda).unwrap();
    let statistics = local_geary(&sample).unwrap();
    let found = local_geary_permuted(&sample, &directed(Scheme::Complete)).unwrap();
    for (zone, row) in golden::rows("pygeoda_columbus/expected.csv").iter().enumerate() {
        if (number(row, "geary_p") - 0.05).abs() < 0.03 {
            continue;
        }
        // High–high, low–low, alike otherwise, different.
        let cluster = match quadrants[zone].quadrant {
            _ if found[zone].p > 0.05 => 0.0,
            _ if statistics[zone] > found[zone].mean => 4.0,
            Quadrant::HighHigh => 1.0,
            Quadrant::LowLow => 2.0,
            _ => 3.0,
        };
        close("geary_cluster", cluster, number(row, "geary_cluster"));
    }
}

fn map() -> impl Strategy<Value = (Vec<f64>, Weights)> {
    prop::collection::vec((-50..50_i32).prop_map(f64::from), 6..30).prop_map(|values| {
        let n = values.len();
        let chain = (0..n)
            .map(|zone| [zone.checked_sub(1), Some(zone + 1).filter(|next| *next < n)].into_iter().flatten().map(|z| z as u32).collect());
        (values, Weights::binary_from(chain.collect()).row_standardised())
    })
}

fn of(values: &[f64], weights: &Weights) -> Sample {
    Sample::new(&values.iter().copied().map(Some).collect::<Vec<_>>(), weights).0
}

proptest! {
    #[test]
    fn moran_does_not_depend_on_unit_or_origin_and_a_turned_scale_keeps_its_sign(
        (values, weights) in map(), stretch in prop_oneof![-20.0..-0.1_f64, 0.1..20.0_f64], shift in -100.0..100.0_f64,
    ) {
        let changed: Vec<f64> = values.iter().map(|x| shift + stretch * x).collect();
        let (before, after) = (of(&values, &weights), of(&changed, &weights));
        prop_assume!(before.deviations().is_some());
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1.0);
        let (one, other) = (moran(&before, Null::Randomisation).unwrap(), moran(&after, Null::Randomisation).unwrap());
        prop_assert!(close(other.statistic, one.statistic) && close(other.z(), one.z()));
        let local = |sample| local_moran(sample, Scaling::Esda).unwrap();
        for (one, other) in local(&before).iter().zip(local(&after)) {
            prop_assert!(close(other.moments.statistic, one.moments.statistic));
        }
    }

    #[test]
    fn p_does_not_depend_on_the_number_of_threads((values, weights) in map()) {
        let sample = of(&values, &weights);
        let marks = of(&values.iter().map(|x| f64::from(u8::from(*x > 0.0))).collect::<Vec<_>>(), &weights);
        let permutations = dealt(49, Alternative::TwoSided, Scheme::Complete);
        let every = || -> (Vec<Option<Vec<Reference>>>, Vec<Option<Reference>>) {
            let local = [local_moran_permuted(&sample, &permutations), getis_ord_permuted(&sample, &permutations), local_geary_permuted(&sample, &permutations)];
            (local.into(), vec![moran_permuted(&sample, &permutations), join_counts_permuted(&marks, Join::BlackBlack, &permutations)])
        };
        let with = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(every);
        let alone = with(1);
        prop_assert_eq!(&alone, &with(2));
        prop_assert_eq!(&alone, &with(7));
    }
}

#[test]
fn a_single_zone_or_equal_values_have_nothing_to_say() {
    let alone = of(&[3.0], &Weights::binary_from(vec![vec![]]));
    assert!(alone.is_empty() && moran(&alone, Null::Normality).is_none(), "an island takes no part");
    let equal = of(&[5.0; 4], &Weights::binary_from(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]));
    let permutations = dealt(9, Alternative::TwoSided, Scheme::Complete);
    assert!(local_moran(&equal, Scaling::Esda).is_none() && getis_ord(&equal, Focus::Within).is_none() && local_geary(&equal).is_none());
    assert!(local_moran_permuted(&equal, &permutations).is_none() && getis_ord_permuted(&equal, &permutations).is_none());
}
