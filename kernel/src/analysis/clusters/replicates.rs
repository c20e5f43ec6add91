//! What chance alone would give a scan: cases dealt out again and again, and the surest area of each deal.

use rand_pcg::Pcg64;
use rayon::prelude::*;

use super::Windows;
use super::dealing::{Dealing, People};
use super::likelihood::Likelihood;
use super::scan::{Model, Tail};

/// Replicates whose counts run together: one look at an area serves them all.
const LANES: usize = 16;

/// Batches of as many that share the thresholds of an area.
const GROUP: usize = 4;

/// Single precision may not pass over an area that double precision would take.
const SLACK: f64 = 1e-6;

/// Counts of the replicates of a batch in one zone or area.
type Counts = [i32; LANES];

/// The best log-likelihood ratio of each replicate.
///
/// # Parameters
/// - `people`: weights of the deal: expectations, or people for Bernoulli.
/// - `due`: cases due in each zone.
///
/// # Algorithm
/// 1. Each replicate deals the cases out from a random stream of its own.
/// 2. Around each centre, areas grow zone by zone; the counts of 16 replicates grow together, in integers.
/// 3. An area is looked at closely only where a count departs far enough from what is due to be able to beat
///    the best of its replicate so far: a comparison, without a logarithm.
///
/// # Notes
/// `O(replicates × areas)`. The best is the same in whatever order areas are passed over.
pub(super) fn best_by_chance(windows: &Windows, people: &[f64], due: &[f64], likelihood: Likelihood) -> Vec<f64> {
    let Some(dealer) = Dealer::new(likelihood.options.model, people) else { return Vec::new() };
    let dealt = likelihood.total.round().max(1.0);
    let scale = dealt / likelihood.total;
    let expected = due.iter().map(|due| due * scale).collect();
    let null = Null { windows, dealer, expected, likelihood: Likelihood { total: dealt, ..likelihood } };
    let groups = (likelihood.options.replicates as usize).div_ceil(LANES * GROUP);
    let best: Vec<Vec<f64>> = (0..groups).into_par_iter().map(|group| null.best_of_group(group)).collect();
    best.into_iter().flatten().take(likelihood.options.replicates as usize).collect()
}

struct Null<'a> {
    windows: &'a Windows,
    dealer: Dealer,
    expected: Vec<f64>,
    likelihood: Likelihood,
}

/// What the counts of an area are compared with: what is due, and how far from it a ratio of 1 lies.
struct Area {
    due: f64,
    high: f32,
    rise: f32,
    low: f32,
    fall: f32,
}

/// The replicates of a batch.
struct Batch {
    counts: Vec<Counts>,
    best: [f64; LANES],
    /// Roots of the best.
    roots: [f32; LANES],
}

impl Null<'_> {
    fn best_of_group(&self, group: usize) -> Vec<f64> {
        let first = group * GROUP;
        let mut batches: Vec<Batch> = (first..first + GROUP).filter_map(|batch| self.batch(batch)).collect();
        let mut areas = Vec::new();
        for centre in 0..self.windows.centres() {
            areas.clear();
            self.outline(centre, &mut areas);
            for batch in &mut batches {
                match self.likelihood.options.tail {
                    Tail::High => self.grow::<true, false>(centre, &areas, batch),
                    Tail::Low => self.grow::<false, true>(centre, &areas, batch),
                    Tail::Both => self.grow::<true, true>(centre, &areas, batch),
                }
            }
        }
        batches.iter().flat_map(|batch| batch.best).collect()
    }

    /// Deals all cases out to zones, once a lane; `None` beyond the last replicate.
    fn batch(&self, batch: usize) -> Option<Batch> {
        let options = self.likelihood.options;
        let first = batch * LANES;
        if first >= options.replicates as usize {
            return None;
        }
        let mut counts = vec![[0; LANES]; self.expected.len()];
        for (replicate, lane) in (first as u128..).zip(0..LANES) {
            let mut chance = Pcg64::new(u128::from(options.seed), replicate);
            self.dealer.deal(self.likelihood.total as usize, &mut chance, |zone| counts[zone][lane] += 1);
        }
        Some(Batch { counts, best: [0.0; LANES], roots: [0.0; LANES] })
    }

    /// The thresholds of the areas around a centre.
    fn outline(&self, centre: usize, areas: &mut Vec<Area>) {
        let mut due = 0.0;
        areas.extend(self.windows.around(centre).iter().map(|zone| {
            due += self.expected[*zone as usize];
            let [rise, fall] = self.likelihood.least_departure(due).map(|far| (far * (1.0 - SLACK)) as f32);
            Area { due, high: (due * (1.0 - SLACK)) as f32, rise, low: (due * (1.0 + SLACK)) as f32, fall }
        }));
    }

    fn grow<const HIGH: bool, const LOW: bool>(&self, centre: usize, areas: &[Area], batch: &mut Batch) {
        let mut inside = [0; LANES];
        for (zone, area) in self.windows.around(centre).iter().zip(areas) {
            if area.promises::<HIGH, LOW>(&mut inside, &batch.counts[*zone as usize], &batch.roots) {
                self.improve(batch, &inside, area.due);
            }
        }
    }

    fn improve(&self, batch: &mut Batch, inside: &Counts, due: f64) {
        let [above, below] = self.likelihood.least_departure(due);
        for (lane, cases) in inside.iter().enumerate() {
            let cases = f64::from(*cases);
            let far = if cases > due { (cases - due) / above } else { (due - cases) / below };
            // Rounding may not pass over an equal.
            if self.likelihood.departs(cases, due) && far * far * (1.0 + SLACK) > batch.best[lane] {
                batch.best[lane] = batch.best[lane].max(self.likelihood.ratio(cases, due));
                batch.roots[lane] = batch.best[lane].sqrt() as f32;
            }
        }
    }
}

impl Area {
    /// Adds a zone's counts to those of the area and says whether any departs far enough.
    #[inline]
    fn promises<const HIGH: bool, const LOW: bool>(&self, inside: &mut Counts, cases: &Counts, roots: &[f32; LANES]) -> bool {
        let mut hits = [0_u32; LANES];
        for lane in 0..LANES {
            inside[lane] += cases[lane];
            let count = inside[lane] as f32;
            let above = HIGH && count > self.high + roots[lane] * self.rise;
            let below = LOW && count < self.low - roots[lane] * self.fall;
            hits[lane] = u32::from(above) | u32::from(below);
        }
        hits.iter().fold(0, |any, hit| any | hit) != 0
    }
}

/// Who deals a replicate's cases out.
enum Dealer {
    /// Any number to a person.
    Again(Dealing),
    /// One to a person at most.
    Once(People),
}

impl Dealer {
    fn new(model: Model, people: &[f64]) -> Option<Self> {
        match model {
            Model::Poisson => Dealing::new(people).map(Self::Again),
            Model::Bernoulli => Some(Self::Once(People::new(people))),
        }
    }

    fn deal(&self, cases: usize, chance: &mut Pcg64, mut give: impl FnMut(usize)) {
        match self {
            Self::Again(dealing) => (0..cases).for_each(|_| give(dealing.draw(chance))),
            Self::Once(people) => people.deal(cases, chance, give),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::clusters::ScanOptions;

    /// The same by looking at every area of every replicate.
    fn plain(windows: &Windows, people: &[f64], due: &[f64], likelihood: Likelihood) -> Vec<f64> {
        let dealer = Dealer::new(likelihood.options.model, people).unwrap();
        let one = |replicate: u32| {
            let mut counts = vec![0.0; due.len()];
            let mut chance = Pcg64::new(u128::from(likelihood.options.seed), u128::from(replicate));
            dealer.deal(likelihood.total as usize, &mut chance, |zone| counts[zone] += 1.0);
            let mut best = 0.0_f64;
            for centre in 0..windows.centres() {
                let (mut cases, mut expected) = (0.0, 0.0);
                for zone in windows.around(centre) {
                    (cases, expected) = (cases + counts[*zone as usize], expected + due[*zone as usize]);
                    if likelihood.departs(cases, expected) {
                        best = best.max(likelihood.ratio(cases, expected));
                    }
                }
            }
            best
        };
        (0..likelihood.options.replicates).map(one).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn passing_areas_over_changes_nothing_to_the_last_bit(
            zones in prop::collection::vec((0.0..10.0_f64, 0.0..10.0_f64, 1..200_u32), 2..40),
            tail in prop::sample::select(vec![Tail::High, Tail::Low, Tail::Both]),
            (cases, share, min_cases, seed) in (1..300_u32, 0.1..=1.0_f64, 0.0..4.0_f64, 0..1_000_u64),
            bernoulli in any::<bool>(),
        ) {
            let people: Vec<f64> = zones.iter().map(|zone| f64::from(zone.2)).collect();
            let whole: f64 = people.iter().sum();
            let total = f64::from(cases).min(whole);
            let windows = Windows::circular(&people, share, |a, b| (zones[a].0 - zones[b].0).hypot(zones[a].1 - zones[b].1));
            let due: Vec<f64> = people.iter().map(|people| people * total / whole).collect();
            let model = if bernoulli { Model::Bernoulli } else { Model::Poisson };
            let likelihood = Likelihood::new(total, whole, ScanOptions { model, tail, min_cases, replicates: 37, seed });
            let (fast, slow) = (best_by_chance(&windows, &people, &due, likelihood), plain(&windows, &people, &due, likelihood));
            let bits = |ratios: &[f64]| ratios.iter().map(|ratio| ratio.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(bits(&fast), bits(&slow));
        }
    }
}
