//! One score from a few components under any weights, and how zones fare under random ones. The browser computes the
//! same, held to the same golden file (`weighted_targets`).

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use rayon::prelude::*;

use super::index::weighted_mean;
use super::rank::descending;

/// The score of one zone, 0 to 1: the weighted mean of its known components; `None` when less than half of the
/// weight is known.
///
/// # Parameters
/// - `parts`: one a component, 0 to 1, `None` when unknown.
/// - `weights`: one a component, none negative, not all zero.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::weighting::score;
/// assert_eq!(score(&[Some(1.0), None, Some(0.5)], &[1.0, 1.0, 1.0]), Some(0.75));
/// assert_eq!(score(&[Some(1.0), None, None], &[1.0, 1.0, 1.0]), None);
/// ```
pub fn score(parts: &[Option<f64>], weights: &[f64]) -> Option<f64> {
    is_known(parts, weights).then(|| weighted_mean(parts, weights)).flatten()
}

/// Whether what is known of a zone weighs at least half.
pub fn is_known<T>(parts: &[Option<T>], weights: &[f64]) -> bool {
    let known: f64 = parts.iter().zip(weights).filter(|(part, _)| part.is_some()).map(|(_, weight)| weight).sum();
    known * 2.0 >= weights.iter().sum()
}

/// The rank of each score from the greatest, from 1, ties in their given order; `None` without a score.
pub fn ranks(scores: &[Option<f64>]) -> Vec<Option<u32>> {
    let scored: Vec<usize> = (0..scores.len()).filter(|zone| scores[*zone].is_some()).collect();
    let values: Vec<f64> = scored.iter().map(|zone| scores[*zone].unwrap_or_default()).collect();
    let mut ranks = vec![None; scores.len()];
    for (rank, place) in (1..).zip(descending(&values)) {
        ranks[scored[place]] = Some(rank);
    }
    ranks
}

/// Random weights to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trials {
    /// How many draws.
    pub draws: u32,
    /// Seed: the same seed, the same answer.
    pub seed: u64,
    /// The top of the list is so long.
    pub top: u32,
}

/// How a zone fares under random weights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Steadiness {
    /// Draws in which it is in the top.
    pub in_top: u32,
    /// Draws in which it has a rank.
    pub ranked: u32,
    /// Its 5th percentile of ranks; 0 when it never has one.
    pub low: u32,
    /// Its median rank.
    pub median: u32,
    /// Its 95th percentile of ranks.
    pub high: u32,
}

/// How each zone fares when weights are anything at all.
///
/// Saisana, Saltelli & Tarantola 2005, *Uncertainty and sensitivity analysis techniques as tools for the quality
/// assessment of composite indicators*.
///
/// # Algorithm
/// Each draw takes weights evenly from all those that sum to 1 (Dirichlet with every parameter 1), from a random
/// stream of its own, so that threads do not matter; scores and ranks follow [`score`] and [`ranks`].
///
/// # Notes
/// `O(draws × n (k + log n))` time, `O(draws × n)` memory.
pub fn steadiness(zones: &[Vec<Option<f64>>], trials: Trials) -> Vec<Steadiness> {
    let components = zones.first().map_or(0, Vec::len);
    let draw = |draw: u64| {
        let weights = dirichlet(components, trials.seed, draw);
        let scores: Vec<Option<f64>> = zones.iter().map(|parts| score(parts, &weights)).collect();
        ranks(&scores)
    };
    let draws: Vec<Vec<Option<u32>>> = (0..u64::from(trials.draws)).into_par_iter().map(draw).collect();
    (0..zones.len()).into_par_iter().map(|zone| steady(draws.iter().filter_map(|ranks| ranks[zone]).collect(), trials.top)).collect()
}

fn steady(mut ranks: Vec<u32>, top: u32) -> Steadiness {
    ranks.sort_unstable();
    let at = |share: f64| ranks.get(((ranks.len().saturating_sub(1)) as f64 * share).round() as usize).copied().unwrap_or(0);
    Steadiness {
        in_top: ranks.partition_point(|rank| *rank <= top) as u32,
        ranked: ranks.len() as u32,
        low: at(0.05),
        median: at(0.5),
        high: at(0.95),
    }
}

/// Weights drawn evenly from all those that sum to 1.
fn dirichlet(components: usize, seed: u64, draw: u64) -> Vec<f64> {
    let mut chance = Pcg64::seed_from_u64(seed ^ draw.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let drawn: Vec<f64> = (0..components).map(|_| -(1.0 - chance.random::<f64>()).ln()).collect();
    let sum: f64 = drawn.iter().sum();
    if sum > 0.0 { drawn.into_iter().map(|weight| weight / sum).collect() } else { vec![1.0; components] }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::analysis::golden;

    #[test]
    fn scores_and_ranks_agree_with_the_golden_file() {
        let golden: Value = serde_json::from_slice(&std::fs::read(golden::path("weighted_targets/cases.json")).unwrap()).unwrap();
        let zones: Vec<(Option<f64>, Vec<Option<f64>>)> = golden["zones"]
            .as_array()
            .unwrap()
            .iter()
            .map(|zone| (zone["people"].as_f64(), zone["parts"].as_array().unwrap().iter().map(Value::as_f64).collect()))
            .collect();
        for case in golden["cases"].as_array().unwrap() {
            let weights: Vec<f64> = case["weights"].as_array().unwrap().iter().map(|weight| weight.as_f64().unwrap()).collect();
            let inhabited = |people: &Option<f64>| people.is_some_and(|people| people > 0.0);
            let found: Vec<Option<f64>> =
                zones.iter().map(|(people, parts)| score(parts, &weights).filter(|_| inhabited(people))).collect();
            for (zone, (found, expected)) in found.iter().zip(case["scores"].as_array().unwrap()).enumerate() {
                let close = match (found, expected.as_f64()) {
                    (Some(found), Some(expected)) => (found * 100.0 - expected).abs() <= 1e-12 * expected.abs().max(1.0),
                    (found, expected) => found.is_none() && expected.is_none(),
                };
                assert!(close, "zone {zone} under {weights:?}: {found:?} instead of {expected}");
            }
            let expected: Vec<Option<u32>> =
                case["ranks"].as_array().unwrap().iter().map(|rank| rank.as_u64().map(|rank| rank as u32)).collect();
            assert_eq!(ranks(&found), expected, "{weights:?}");
        }
    }

    fn zones() -> Vec<Vec<Option<f64>>> {
        vec![
            vec![Some(0.9), Some(0.95), Some(1.0)],
            vec![Some(1.0), Some(0.0), Some(0.5)],
            vec![Some(0.0), Some(0.8), None],
            vec![Some(0.1), Some(0.1), Some(0.1)],
            vec![None, None, Some(0.2)],
        ]
    }

    #[test]
    fn a_zone_high_in_everything_is_always_in_the_top_and_one_that_is_low_never() {
        let found = steadiness(&zones(), Trials { draws: 1_000, seed: 3, top: 2 });
        assert!(found[0].in_top == 1_000 && found[0].median == 1 && found[0].high <= 2, "{found:?}");
        assert_eq!((found[3].in_top, found[3].ranked), (0, 1_000));
        assert!(found[1].in_top > 0 && found[1].low < found[1].high);
        // Under even draws the third weight reaches half one time in four.
        assert!((200..300).contains(&found[4].ranked), "{found:?}");
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| steadiness(&zones(), Trials { draws: 200, seed: 5, top: 1 }))
        };
        assert_eq!(with(1), with(2));
        assert_eq!(with(1), with(7));
    }

    #[test]
    fn weights_are_drawn_evenly() {
        let drawn: Vec<Vec<f64>> = (0..4_000).map(|draw| dirichlet(3, 11, draw)).collect();
        assert!(drawn.iter().all(|weights| (weights.iter().sum::<f64>() - 1.0).abs() < 1e-12));
        for component in 0..3 {
            let mean = drawn.iter().map(|weights| weights[component]).sum::<f64>() / 4_000.0;
            let large = drawn.iter().filter(|weights| weights[component] > 0.5).count() as f64 / 4_000.0;
            assert!((mean - 1.0 / 3.0).abs() < 0.02 && (large - 0.25).abs() < 0.03, "{mean} {large}");
        }
    }
}
