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
    let tie =
        TIE * sets.iter().flat_map(|set| set.comparisons.iter().chain([&set.treated])).fold(0.0_f64, |most, change| most.max(change.abs()));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOW: Randomisation = Randomisation { deals: 999, seed: 1, confidence: 0.95 };

    fn set(treated: f64, comparisons: &[f64]) -> MatchedSet {
        MatchedSet { treated, comparisons: comparisons.to_vec(), weight: 1.0 }
    }

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-9 * expected.abs().max(1.0)
    }

    /// The two-sided p-value by going through all deals of pairs, without thresholds.
    fn by_hand(sets: &[MatchedSet]) -> f64 {
        let difference = |set: &MatchedSet, chosen: usize| {
            let mut changes = vec![set.treated];
            changes.extend(&set.comparisons);
            let dealt = changes.remove(chosen);
            dealt - average(&changes)
        };
        let size = sets[0].comparisons.len() + 1;
        let value = |deal: usize| {
            let digit = |place: usize| deal / size.pow(place as u32) % size;
            sets.iter().enumerate().map(|(place, set)| difference(set, digit(place))).sum::<f64>() / sets.len() as f64
        };
        let all: Vec<f64> = (0..size.pow(sets.len() as u32)).map(value).collect();
        let (as_high, as_low) =
            (all.iter().filter(|found| **found >= all[0] - 1e-9).count(), all.iter().filter(|found| **found <= all[0] + 1e-9).count());
        (2.0 * as_high.min(as_low) as f64 / all.len() as f64).min(1.0)
    }

    #[test]
    fn two_pairs_by_hand() {
        let sets = [set(5.0, &[1.0]), set(3.0, &[2.0])];
        let found = difference_in_differences(&sets, HOW);
        assert!(found.exact && found.deals == 4);
        assert!(near(found.estimate, 2.5) && near(found.treated, 4.0) && near(found.comparisons, 1.5));
        assert!(near(found.p, 0.5) && near(found.least_p, 0.5));
        assert!(found.low.is_infinite() && found.high.is_infinite(), "four deals refute nothing at 95 %");
        let wider = difference_in_differences(&sets, Randomisation { confidence: 0.4, ..HOW });
        assert!(near(wider.low, 1.0) && near(wider.high, 4.0), "{wider:?}");
    }

    #[test]
    fn six_pairs_that_all_rose_are_significant_and_one_set_never_is() {
        let sets: Vec<MatchedSet> = (1..=6).map(|pair| set(10.0 + f64::from(pair), &[f64::from(pair) / 2.0])).collect();
        let found = difference_in_differences(&sets, HOW);
        assert!(near(found.p, 2.0 / 64.0) && found.low > 0.0 && found.high.is_finite(), "{found:?}");
        let alone = difference_in_differences(&[set(10.0, &[1.0, 2.0, 3.0])], HOW);
        assert!(near(alone.p, 0.5) && near(alone.least_p, 0.5) && alone.low.is_infinite());
    }

    #[test]
    fn sets_weigh_what_they_are_given() {
        let mut sets = [set(5.0, &[1.0]), set(3.0, &[2.0])];
        sets[0].weight = 3.0;
        assert!(near(difference_in_differences(&sets, HOW).estimate, (3.0 * 4.0 + 1.0) / 4.0));
    }

    fn some_sets() -> impl Strategy<Value = Vec<MatchedSet>> {
        prop::collection::vec((-9..9_i32, -9..9_i32, -9..9_i32), 2..6).prop_map(|sets| {
            let number = |value: i32| f64::from(value) / 2.0;
            sets.into_iter().map(|(a, b, c)| set(number(a), &[number(b), number(c)])).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_p_value_is_that_of_going_through_all_deals(sets in some_sets()) {
            prop_assert!(near(difference_in_differences(&sets, HOW).p, by_hand(&sets)));
        }

        #[test]
        fn the_interval_holds_just_the_effects_that_are_not_refuted(sets in some_sets(), effect in -12..12_i32) {
            let how = Randomisation { confidence: 0.8, ..HOW };
            // Between the thresholds, which are multiples of a quarter over whole numbers.
            let effect = f64::from(effect) / 2.0 + 0.012_345;
            let less: Vec<MatchedSet> = sets.iter().map(|one| set(one.treated - effect, &one.comparisons)).collect();
            let found = difference_in_differences(&sets, how);
            prop_assert_eq!(by_hand(&less) > 0.2 + 1e-9, found.low <= effect && effect <= found.high);
        }

        #[test]
        fn what_changes_everywhere_changes_nothing_and_what_is_added_to_the_treated_is_found(sets in some_sets(), common in -50.0..50.0_f64, effect in -50.0..50.0_f64) {
            let moved: Vec<MatchedSet> = sets.iter().map(|one| {
                let comparisons: Vec<f64> = one.comparisons.iter().map(|change| change + common).collect();
                set(one.treated + common + effect, &comparisons)
            }).collect();
            let (before, after) = (difference_in_differences(&sets, HOW), difference_in_differences(&moved, HOW));
            prop_assert!(near(after.estimate, before.estimate + effect));
            let shifted = |after: f64, before: f64| before.is_infinite() && after.is_infinite() || near(after, before + effect);
            prop_assert!(shifted(after.low, before.low) && shifted(after.high, before.high));
        }
    }

    #[test]
    fn random_deals_agree_with_all_of_them_and_threads_change_nothing() {
        let change = |zone: u32| f64::from(zone * 37 % 23) / 5.0;
        let sets: Vec<MatchedSet> =
            (0..20).map(|one| set(change(one) + 1.0, &[change(one + 40), change(one + 80), change(one + 120)])).collect();
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| difference_in_differences(&sets, HOW))
        };
        let alone = with(1);
        assert!(!alone.exact && alone.deals == 1_000);
        assert!(alone == with(2) && alone == with(7));
        let few = difference_in_differences(&sets[..8], HOW);
        let sampled = {
            let mut sets = sets[..8].to_vec();
            // A ninth set that cannot matter makes the deals too many to go through.
            sets.push(MatchedSet { weight: 1e-12, ..sets[0].clone() });
            difference_in_differences(&sets, Randomisation { deals: 9_999, ..HOW })
        };
        assert!(few.exact && !sampled.exact && (few.p - sampled.p).abs() < 0.02, "{} {}", few.p, sampled.p);
    }
}
