//! Difference in differences, and its interval by randomisation.

use rayon::prelude::*;

use super::MatchedSet;
use crate::analysis::permutation::Draws;

/// Up to so many ways of dealing treatment, all are gone through.
const ALL_DEALT: u64 = 100_000;

/// Two effects that differ by less than this share of the changes at hand are equal.
const TIE: f64 = 1e-9;

/// How treatment is dealt anew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Randomisation {
    /// Deals, when there are too many to go through all.
    pub deals: u32,
    /// Their seed.
    pub seed: u64,
    /// Confidence of the interval, as 0.95.
    pub confidence: f64,
}

/// What treatment changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The mean change of treated zones less that of the zones they are compared with.
    pub estimate: f64,
    /// Mean change of treated zones.
    pub treated: f64,
    /// Mean change of comparison zones.
    pub comparisons: f64,
    /// Least effect that is not refuted; `−∞` when the deals are too few to refute any.
    pub low: f64,
    /// Greatest.
    pub high: f64,
    /// Two-sided p-value of no effect.
    pub p: f64,
    /// The least p-value that the deals could give.
    pub least_p: f64,
    /// How many deals it rests on.
    pub deals: u64,
    /// Whether these are all there are.
    pub exact: bool,
}

/// The effect of treatment over matched sets.
///
/// Difference in differences (Card & Krueger 1994, *Minimum wages and employment*); randomisation inference
/// within matched sets, and its inversion over constant effects (Rosenbaum 2002, *Observational studies*,
/// ch. 2 and 3).
///
/// # Parameters
/// - `sets`: at least one, with as many comparisons in each, at least one. Changes are after less before.
///
/// # Returns
/// `T = Σ_s v_s (d_s0 − mean_k d_sk) / Σ_s v_s`, with the changes `d` of the treated zone (0) and of its
/// comparisons.
///
/// # Algorithm
/// 1. In each set, any of its zones may have been the treated one. A deal gives `A = Σ_s v_s a_s`, the
///    difference of the zone dealt from the others, and `B`, the same of who was treated (1 for the treated
///    zone, `−1/m` for another).
/// 2. If treatment adds `τ` to whoever gets it, the deal would have given `A − τ B` where the truth gave
///    `T − τ`: it is at least as high exactly when `τ ≥ (T − A) / (1 − B)`. So each deal has one threshold.
/// 3. One-sided p-values of any `τ` are shares of thresholds on either side; the interval holds the `τ` for
///    which twice the smaller exceeds `1 − confidence`.
/// 4. All `(m + 1)^sets` deals when there are at most 100,000; else random ones, the truth counted among them.
///
/// # Notes
/// `O(deals × sets)`. A deal draws from a stream of its own: threads do not matter.
pub fn difference_in_differences(sets: &[MatchedSet], how: Randomisation) -> Effect {
    let whole: f64 = sets.iter().map(|set| set.weight).sum();
    let size = sets.first().map_or(1, |set| set.comparisons.len() + 1) as u64;
    let all = u32::try_from(sets.len()).ok().and_then(|sets| size.checked_pow(sets)).filter(|all| *all <= ALL_DEALT);
    let mean = |of: &dyn Fn(&MatchedSet) -> f64| sets.iter().map(|set| set.weight / whole * of(set)).sum::<f64>();
    let (treated, comparisons) = (mean(&|set| set.treated), mean(&|set| average(&set.comparisons)));
    let truth = Deals { sets, whole, size };
    let mut thresholds: Vec<f64> = match all {
        // The first deal is the truth itself.
        Some(all) => (1..all).into_par_iter().filter_map(|deal| truth.threshold(truth.numbered(deal))).collect(),
        None => (0..u64::from(how.deals))
            .into_par_iter()
            .filter_map(|deal| {
                let mut draws = Draws::new(how.seed, deal);
                truth.threshold(sets.iter().map(move |_| u64::from(draws.below(size as u32))))
            })
            .collect(),
    };
    thresholds.sort_unstable_by(f64::total_cmp);
    let deals = all.unwrap_or(u64::from(how.deals) + 1);
    // Deals that leave everyone treated who was give the truth whatever the effect.
    let always = deals - thresholds.len() as u64;
    let tie = TIE * sets.iter().flat_map(|set| set.comparisons.iter().chain([&set.treated])).fold(0.0_f64, |most, change| most.max(change.abs()));
    let share = |count: usize| (count as u64 + always) as f64 / deals as f64;
    let as_high = share(thresholds.partition_point(|threshold| *threshold <= tie));
    let as_low = share(thresholds.len() - thresholds.partition_point(|threshold| *threshold < -tie));
    let refuted = outside(&thresholds, always, deals, how.confidence);
    Effect {
        estimate: treated - comparisons,
        treated,
        comparisons,
        low: refuted.map_or(f64::NEG_INFINITY, |place| thresholds[place]),
        high: refuted.map_or(f64::INFINITY, |place| thresholds[thresholds.len() - 1 - place]),
        p: (2.0 * as_high.min(as_low)).min(1.0),
        least_p: (2.0 * share(0)).min(1.0),
        deals,
        exact: all.is_some(),
    }
}

/// The place among the thresholds, from either end, of the last effect that is not refuted.
fn outside(thresholds: &[f64], always: u64, deals: u64, confidence: f64) -> Option<usize> {
    // An effect stays when so many deals are at least as high: more than half of what is refuted.
    let enough = (deals as f64 * (1.0 - confidence) / 2.0 * (1.0 + 1e-12)).floor() as u64 + 1;
    let place = enough.checked_sub(always)?.checked_sub(1)? as usize;
    (place < thresholds.len()).then_some(place)
}

fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The ways of dealing treatment within the sets: in each, 0 is the treated zone, `k` its `k`-th comparison.
struct Deals<'a> {
    sets: &'a [MatchedSet],
    whole: f64,
    size: u64,
}

impl Deals<'_> {
    /// The deal of a number, a digit a set.
    fn numbered(&self, mut deal: u64) -> impl Iterator<Item = u64> {
        let size = self.size;
        self.sets.iter().map(move |_| {
            let digit = deal % size;
            deal /= size;
            digit
        })
    }

    /// The effect from which on a deal does at least as well as the truth; `None` for the truth itself.
    fn threshold(&self, deal: impl Iterator<Item = u64>) -> Option<f64> {
        let (mut ahead, mut moved) = (0.0, 0.0);
        for (set, chosen) in self.sets.iter().zip(deal).filter(|(_, chosen)| *chosen > 0) {
            let (weight, others) = (set.weight / self.whole, set.comparisons.len() as f64);
            // The zone dealt takes the place of the treated one on both sides of the difference.
            let exchange = 1.0 + 1.0 / others;
            ahead += weight * exchange * (set.treated - set.comparisons[chosen as usize - 1]);
            moved += weight * exchange;
        }
        (moved > 0.0).then(|| ahead / moved)
    }
}
