//! The null distribution of a local statistic: the zone keeps its value, its neighbours are dealt others.

use rayon::prelude::*;

use super::draws::Hand;
use super::{Alternative, Deals, Draws, Permutations, Scheme, Tails};
use crate::analysis::weights::Weights;

/// A local statistic of the form `slope_i · Σ_j w_ij term(x_i, x_j)`.
///
/// Diagonal weights have no place here: what a zone adds to its own statistic is the same in every
/// deal and decides nothing.
pub struct LocalStatistic<'a, Term> {
    weights: &'a Weights,
    values: &'a [f64],
    slopes: Vec<f64>,
    term: Term,
    observed: Vec<f64>,
    tolerances: Vec<f64>,
}

/// What dealing says of one zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reference {
    /// The pseudo p-value.
    pub p: f64,
    /// Mean of the dealt statistics.
    pub mean: f64,
    /// Their variance (divided by their number).
    pub variance: f64,
    /// How many were dealt.
    pub dealt: u32,
}

/// A tie is a tie to one part in so many: sums of the same values in another order differ by less.
const TIE: f64 = 1e-12;

impl<'a, Term: Fn(f64, f64) -> f64 + Sync> LocalStatistic<'a, Term> {
    /// A statistic of every zone.
    ///
    /// # Parameters
    /// - `weights`: without a diagonal and without islands.
    /// - `values`: one a zone.
    /// - `slopes`: what the sum of each zone is multiplied by.
    /// - `term`: what a neighbour adds, from the zone's own value and the neighbour's; convex in the latter.
    pub fn new(weights: &'a Weights, values: &'a [f64], slopes: Vec<f64>, term: Term) -> Self {
        let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)));
        let largest = |own: f64| term(own, low).abs().max(term(own, high).abs());
        let reach = |zone: usize| weights.row(zone).iter().map(|weight| weight.abs()).sum::<f64>();
        let tolerances = (0..values.len()).map(|zone| TIE * slopes[zone].abs() * reach(zone) * largest(values[zone])).collect();
        let sum = |zone: usize| weights.entries(zone).map(|(other, weight)| weight * term(values[zone], values[other])).sum::<f64>();
        let observed = (0..values.len()).map(|zone| slopes[zone] * sum(zone)).collect();
        Self { weights, values, slopes, term, observed, tolerances }
    }

    /// The statistic of every zone.
    pub fn observed(&self) -> &[f64] {
        &self.observed
    }

    /// Deals and compares, zone by zone.
    ///
    /// # Notes
    /// `O(count · pairs)`, in parallel over zones; the answer is the same for any number of threads.
    ///
    /// # Panics
    /// When given deals name places that do not exist or too few for a zone with many neighbours.
    pub fn tested(&self, permutations: &Permutations) -> Vec<Reference> {
        match &permutations.scheme {
            Scheme::Complete => self.each_zone(permutations, |zone, room| self.deal_afresh(zone, permutations, room)),
            Scheme::Sequential { extremes } => {
                self.each_zone(permutations, |zone, room| self.deal_until(zone, permutations, *extremes, room))
            }
            Scheme::Shared => {
                let width = (0..self.values.len()).map(|zone| self.weights.neighbours(zone).len()).max().unwrap_or(0);
                let others = self.values.len().saturating_sub(1) as u32;
                let deals = Deals::drawn(permutations.count, width, others, permutations.seed);
                self.listed(permutations, &deals)
            }
            Scheme::Given(deals) => self.listed(permutations, deals),
        }
    }

    fn each_zone(&self, permutations: &Permutations, deal: impl Fn(usize, &mut Room) -> Reference + Sync) -> Vec<Reference> {
        let room = || Room { hand: Hand::default(), reference: Vec::with_capacity(permutations.count as usize) };
        (0..self.values.len()).into_par_iter().map_init(room, |room, zone| deal(zone, room)).collect()
    }

    fn deal_afresh(&self, zone: usize, permutations: &Permutations, room: &mut Room) -> Reference {
        let mut draws = Draws::new(permutations.seed, zone as u64);
        let (row, others) = (Row::of(self.weights, zone), self.values.len() as u32 - 1);
        room.reference.clear();
        for _ in 0..permutations.count {
            let places = room.hand.deal(&mut draws, row.weights.len(), others);
            room.reference.push(self.dealt(zone, &row, places));
        }
        self.compared(zone, permutations.alternative, &mut room.reference)
    }

    fn deal_until(&self, zone: usize, permutations: &Permutations, extremes: u32, room: &mut Room) -> Reference {
        let mut draws = Draws::new(permutations.seed, zone as u64);
        let (row, others) = (Row::of(self.weights, zone), self.values.len() as u32 - 1);
        let (observed, tolerance) = (self.observed[zone], self.tolerances[zone]);
        let mut tails = Tails::default();
        room.reference.clear();
        for _ in 0..permutations.count {
            let places = room.hand.deal(&mut draws, row.weights.len(), others);
            let dealt = self.dealt(zone, &row, places);
            room.reference.push(dealt);
            tails.add(dealt, observed, tolerance);
            if decided(permutations.alternative, tails) >= extremes as usize {
                return stopped(permutations.alternative, tails, &room.reference);
            }
        }
        self.compared(zone, permutations.alternative, &mut room.reference)
    }

    fn listed(&self, permutations: &Permutations, deals: &Deals) -> Vec<Reference> {
        assert!(deals.largest().is_none_or(|place| (place as usize) + 1 < self.values.len()), "a deal names a place that does not exist");
        self.each_zone(permutations, |zone, room| {
            let row = Row::of(self.weights, zone);
            room.reference.clear();
            room.reference.extend(deals.rows().map(|places| self.dealt(zone, &row, &places[..row.weights.len()])));
            self.compared(zone, permutations.alternative, &mut room.reference)
        })
    }

    /// The statistic with the neighbours' values taken from these places among the other zones.
    #[inline]
    fn dealt(&self, zone: usize, row: &Row, places: &[u32]) -> f64 {
        let own = self.values[zone];
        let value = |place: u32| {
            let other = place as usize + usize::from(place as usize >= zone);
            (self.term)(own, self.values[other])
        };
        let sum: f64 = match row.common {
            Some(weight) => weight * places.iter().map(|&place| value(place)).sum::<f64>(),
            None => places.iter().zip(row.weights).map(|(&place, weight)| weight * value(place)).sum(),
        };
        self.slopes[zone] * sum
    }

    fn compared(&self, zone: usize, alternative: Alternative, reference: &mut [f64]) -> Reference {
        let (mean, variance) = moments(reference);
        let p = alternative.pseudo_p(reference, self.observed[zone], self.tolerances[zone]);
        Reference { p, mean, variance, dealt: reference.len() as u32 }
    }
}

/// What a thread keeps from zone to zone.
struct Room {
    hand: Hand,
    reference: Vec<f64>,
}

/// A row of weights, and the weight all its neighbours share where they do.
struct Row<'a> {
    weights: &'a [f64],
    common: Option<f64>,
}

impl<'a> Row<'a> {
    fn of(weights: &'a Weights, zone: usize) -> Self {
        let weights = weights.row(zone);
        let common = weights.first().copied().filter(|first| weights.iter().all(|weight| weight.to_bits() == first.to_bits()));
        Self { weights, common }
    }
}

/// How many extremes have been met in the tail that decides. The mean that `folded` measures from is
/// only known at the end, so that nothing decides it before.
fn decided(alternative: Alternative, tails: Tails) -> usize {
    match alternative {
        Alternative::Greater => tails.above,
        Alternative::Lesser => tails.below,
        Alternative::TwoSided | Alternative::TwoSidedEsda | Alternative::Directed => tails.smaller(),
        Alternative::Folded => 0,
    }
}

fn stopped(alternative: Alternative, tails: Tails, reference: &[f64]) -> Reference {
    let sides = if matches!(alternative, Alternative::TwoSided | Alternative::TwoSidedEsda) { 2.0 } else { 1.0 };
    let (mean, variance) = moments(reference);
    let p = (sides * decided(alternative, tails) as f64 / reference.len() as f64).min(1.0);
    Reference { p, mean, variance, dealt: reference.len() as u32 }
}

fn moments(reference: &[f64]) -> (f64, f64) {
    let count = reference.len() as f64;
    let mean = reference.iter().sum::<f64>() / count;
    (mean, reference.iter().map(|dealt| (dealt - mean).powi(2)).sum::<f64>() / count)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a share of deals is exact")]
mod tests {
    use super::*;

    fn ring(size: usize) -> Weights {
        Weights::binary_from((0..size).map(|zone| vec![((zone + size - 1) % size) as u32, ((zone + 1) % size) as u32]).collect())
    }

    fn permutations(count: u32, scheme: Scheme) -> Permutations {
        Permutations { count, seed: 7, alternative: Alternative::TwoSided, scheme }
    }

    fn tested(values: &[f64], weights: &Weights, scheme: Scheme, count: u32) -> Vec<Reference> {
        LocalStatistic::new(weights, values, vec![1.0; values.len()], |_, other| other).tested(&permutations(count, scheme))
    }

    #[test]
    fn the_answer_is_the_same_for_one_two_and_seven_threads() {
        let values: Vec<f64> = (0..50).map(|zone| f64::from(zone * zone % 17)).collect();
        for scheme in [Scheme::Complete, Scheme::Shared, Scheme::Sequential { extremes: 5 }] {
            let with = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| tested(&values, &ring(50), scheme.clone(), 199))
            };
            assert_eq!(with(1), with(2));
            assert_eq!(with(1), with(7));
        }
    }

    #[test]
    fn neighbours_are_dealt_from_all_zones_but_the_one_held() {
        // Two neighbours of five zones: the mean of what is dealt is twice the mean of the other four.
        let values = [100.0, 1.0, 2.0, 3.0, 4.0];
        let held = tested(&values, &ring(5), Scheme::Complete, 20_000)[0];
        assert!((held.mean - 5.0).abs() < 0.05, "{}", held.mean);
        let other = tested(&values, &ring(5), Scheme::Complete, 20_000)[1];
        assert!((other.mean - 54.5).abs() < 1.5, "{}", other.mean);
    }

    #[test]
    fn a_sequential_draw_stops_early_where_nothing_is_to_be_found_and_agrees_elsewhere() {
        let values: Vec<f64> = (0..200).map(|zone| if zone < 20 { 100.0 + f64::from(zone) } else { f64::from(zone * 37 % 101) }).collect();
        let complete = tested(&values, &ring(200), Scheme::Complete, 9_999);
        let sequential = tested(&values, &ring(200), Scheme::Sequential { extremes: 20 }, 9_999);
        let dealt: u32 = sequential.iter().map(|zone| zone.dealt).sum();
        assert!(dealt < 200 * 9_999 / 10, "{dealt}");
        for (sequential, complete) in sequential.iter().zip(&complete) {
            // The coefficient of variation of a count stopped at twenty is about a fifth.
            assert!((sequential.p - complete.p).abs() < 0.8 * complete.p + 0.002, "{} and {}", sequential.p, complete.p);
        }
    }

    #[test]
    fn the_same_values_in_another_order_are_a_tie() {
        let values = [0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3];
        let deals = Deals::from_rows(&[vec![0, 1], vec![1, 0]]).unwrap();
        // Zone 4 has the neighbours 3 and 5, worth 0.1 and 0.3: so have places 0 and 2, in either order.
        let given = Deals::from_rows(&[vec![0, 2], vec![2, 0]]).unwrap();
        assert_eq!(tested(&values, &ring(9), Scheme::Given(given), 2)[4].p, 1.0);
        assert!(tested(&values, &ring(9), Scheme::Given(deals), 2)[4].p <= 1.0);
    }
}
