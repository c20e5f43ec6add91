//! Composite index: several scores in one, and how firm the ranks are.

use rand::{Rng, RngExt, SeedableRng};
use rand_pcg::Pcg64;
use rayon::prelude::*;

use super::rank::descending;

/// Weighted mean of the parts that are known.
///
/// # Parameters
/// - `parts`: one a component, 0 to 1, `None` when unknown.
/// - `weights`: one a component, not negative.
///
/// # Returns
/// `None` when no part of positive weight is known.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::index::weighted_mean;
/// assert_eq!(weighted_mean(&[Some(1.0), Some(0.0), None], &[3.0, 1.0, 5.0]), Some(0.75));
/// ```
pub fn weighted_mean(parts: &[Option<f64>], weights: &[f64]) -> Option<f64> {
    let known = parts.iter().zip(weights).filter_map(|(part, weight)| part.map(|part| (part, *weight)));
    let (sum, total) = known.fold((0.0, 0.0), |(sum, total), (part, weight)| (sum + part * weight, total + weight));
    (total > 0.0).then(|| sum / total)
}

/// One component of a zone's score: its value and the bounds within which the true one lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Lower bound.
    pub low: f64,
    /// The value.
    pub value: f64,
    /// Upper bound.
    pub high: f64,
}

impl Part {
    /// A value known exactly.
    pub const fn exact(value: f64) -> Self {
        Self { low: value, value, high: value }
    }
}

/// How to shake an index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shaking {
    /// How many times.
    pub draws: u32,
    /// Seed: the same seed, the same ranks.
    pub seed: u64,
}

/// The ranks each zone takes when weights and figures move within reason: 5th and 95th percentile.
///
/// Saisana, Saltelli & Tarantola 2005, *Uncertainty and sensitivity analysis techniques as tools for the
/// quality assessment of composite indicators*.
///
/// # Parameters
/// - `zones`: the components of each zone, as many as `weights`, `None` when unknown.
/// - `weights`: as asked; the draws move each between half and one and a half times its value.
///
/// # Returns
/// `(best, worst)` rank of each zone, from 1.
///
/// # Algorithm
/// For each draw: weights uniform around those asked; each figure triangular within its bounds with its
/// value as the mode; scores, then ranks. A draw has its own random stream, so that threads do not matter.
///
/// # Notes
/// `O(draws × n (k + log n))`.
pub fn rank_intervals(zones: &[Vec<Option<Part>>], weights: &[f64], shaking: Shaking) -> Vec<(u32, u32)> {
    let draws: Vec<Vec<u32>> =
        (0..u64::from(shaking.draws)).into_par_iter().map(|draw| ranks_of_draw(zones, weights, shaking.seed, draw)).collect();
    let of_zone = |zone: usize| {
        let mut ranks: Vec<u32> = draws.iter().map(|ranks| ranks[zone]).collect();
        ranks.sort_unstable();
        let at = |share: f64| ranks.get(((ranks.len() - 1) as f64 * share).round() as usize).copied().unwrap_or(1);
        (at(0.05), at(0.95))
    };
    if draws.is_empty() { vec![(1, zones.len() as u32); zones.len()] } else { (0..zones.len()).map(of_zone).collect() }
}

fn ranks_of_draw(zones: &[Vec<Option<Part>>], weights: &[f64], seed: u64, draw: u64) -> Vec<u32> {
    let mut chance = Pcg64::seed_from_u64(seed ^ draw.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let weights: Vec<f64> = weights.iter().map(|weight| weight * (0.5 + chance.random::<f64>())).collect();
    let scores: Vec<f64> = zones.iter().map(|parts| drawn_score(parts, &weights, &mut chance)).collect();
    let mut ranks = vec![0; zones.len()];
    for (rank, zone) in (1..).zip(descending(&scores)) {
        ranks[zone] = rank;
    }
    ranks
}

fn drawn_score(parts: &[Option<Part>], weights: &[f64], chance: &mut impl Rng) -> f64 {
    let drawn: Vec<Option<f64>> = parts.iter().map(|part| part.map(|part| triangular(part, chance.random()))).collect();
    weighted_mean(&drawn, weights).unwrap_or(0.0)
}

/// The `u`-quantile of the triangular law on the part's bounds, its value as the mode.
fn triangular(Part { low, value, high }: Part, u: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return value;
    }
    let peak = (value - low) / width;
    if u < peak { low + width * (u * peak).sqrt() } else { high - width * ((1.0 - u) * (1.0 - peak)).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zones() -> Vec<Vec<Option<Part>>> {
        let exact = |a, b| vec![Some(Part::exact(a)), Some(Part::exact(b))];
        vec![exact(0.1, 0.2), exact(0.95, 0.9), exact(0.5, 0.6), vec![Some(Part { low: 0.0, value: 0.55, high: 1.0 }), None]]
    }

    #[test]
    fn a_zone_first_in_everything_stays_first_and_an_unsure_one_moves() {
        let ranks = rank_intervals(&zones(), &[1.0, 1.0], Shaking { draws: 500, seed: 7 });
        assert_eq!(ranks[1].0, 1);
        assert_eq!(ranks[0].1, 4);
        assert!(ranks[1].0 == ranks[1].1 && ranks[0].0 == ranks[0].1 && ranks[3].0 < ranks[3].1, "{ranks:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_ranks_whatever_the_threads() {
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| rank_intervals(&zones(), &[2.0, 1.0], Shaking { draws: 200, seed: 1 }))
        };
        assert_eq!(run(1), run(3));
    }

    #[test]
    fn unknown_parts_are_left_out_rather_than_counted_as_zero() {
        assert_eq!(weighted_mean(&[None, Some(0.4)], &[1.0, 1.0]), Some(0.4));
        assert_eq!(weighted_mean(&[None, None], &[1.0, 1.0]), None);
        assert_eq!(weighted_mean(&[Some(0.4)], &[0.0]), None);
    }
}
