//! Random draws without replacement, from streams that know neither threads nor order.

use rand::Rng;
use rand_pcg::Pcg64Mcg;

/// Up to this many items a repeat is found by looking through those drawn; beyond, by marks.
const LOOK_THROUGH: usize = 24;

/// A stream of random numbers that belongs to one `(seed, key)`.
pub struct Draws {
    generator: Pcg64Mcg,
    spare: Option<u32>,
}

impl Draws {
    /// The stream of a key: equal for equal seeds and keys, unrelated otherwise.
    pub fn new(seed: u64, key: u64) -> Self {
        let high = mixed(seed ^ mixed(key));
        let low = mixed(high ^ key);
        Self { generator: Pcg64Mcg::new(u128::from(high) << 64 | u128::from(low)), spare: None }
    }

    /// A number below `bound`, each equally likely (Lemire 2019).
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        loop {
            let product = u64::from(self.half()) * u64::from(bound);
            let fraction = product as u32;
            if fraction >= bound || fraction >= bound.wrapping_neg() % bound {
                return (product >> 32) as u32;
            }
        }
    }

    /// A generator gives 64 bits at a time; 32 choose among the zones of a country.
    #[inline]
    fn half(&mut self) -> u32 {
        if let Some(half) = self.spare.take() {
            return half;
        }
        let both = self.generator.next_u64();
        self.spare = Some(both as u32);
        (both >> 32) as u32
    }

    /// Deals values in a new order (Fisher & Yates).
    pub fn shuffle(&mut self, values: &mut [f64]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

/// `SplitMix64`'s finaliser (Steele, Lea & Flood 2014): close keys give unrelated states.
const fn mixed(key: u64) -> u64 {
    let key = key.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let key = (key ^ (key >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let key = (key ^ (key >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    key ^ (key >> 31)
}

/// Draws distinct items again and again without forgetting what it needs to allocate.
#[derive(Default)]
pub struct Hand {
    items: Vec<u32>,
    /// The draw in which each item was last met; only kept for large hands.
    marks: Vec<u32>,
    draw: u32,
}

impl Hand {
    /// `size` distinct items below `bound`, in the order drawn.
    ///
    /// # Panics
    /// When there are not so many.
    #[inline]
    pub fn deal(&mut self, draws: &mut Draws, size: usize, bound: u32) -> &[u32] {
        assert!(size <= bound as usize, "{size} distinct items of {bound}");
        self.items.clear();
        if size > LOOK_THROUGH {
            self.deal_marked(draws, size, bound);
        } else {
            while self.items.len() < size {
                let item = draws.below(bound);
                if !self.items.contains(&item) {
                    self.items.push(item);
                }
            }
        }
        &self.items
    }

    fn deal_marked(&mut self, draws: &mut Draws, size: usize, bound: u32) {
        self.marks.resize(self.marks.len().max(bound as usize), 0);
        self.draw += 1;
        while self.items.len() < size {
            let item = draws.below(bound);
            if self.marks[item as usize] != self.draw {
                self.marks[item as usize] = self.draw;
                self.items.push(item);
            }
        }
    }
}

/// A table of deals: each row names distinct places among the zones other than the one held, counted
/// in their order without it. A zone with `k` neighbours takes the first `k` of each row.
#[derive(Debug, Clone, PartialEq)]
pub struct Deals {
    width: usize,
    places: Vec<u32>,
}

impl Deals {
    /// The deals of someone else, one row each; `None` when rows differ in length or are empty.
    pub fn from_rows(rows: &[Vec<u32>]) -> Option<Self> {
        let width = rows.first()?.len();
        let even = width > 0 && rows.iter().all(|row| row.len() == width);
        even.then(|| Self { width, places: rows.concat() })
    }

    /// `count` deals of `width` places among `bound`, each from a stream of its own.
    pub fn drawn(count: u32, width: usize, bound: u32, seed: u64) -> Self {
        let mut hand = Hand::default();
        let mut places = Vec::with_capacity(count as usize * width);
        for deal in 0..u64::from(count) {
            places.extend_from_slice(hand.deal(&mut Draws::new(seed, deal), width, bound));
        }
        Self { width: width.max(1), places }
    }

    /// Places a row names.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The largest place named.
    pub fn largest(&self) -> Option<u32> {
        self.places.iter().copied().max()
    }

    /// The deals in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[u32]> {
        self.places.chunks_exact(self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_holds_distinct_items_small_or_large() {
        let mut hand = Hand::default();
        let mut draws = Draws::new(1, 2);
        for size in [0, 1, 5, 24, 25, 60] {
            let mut items = hand.deal(&mut draws, size, 60).to_vec();
            items.sort_unstable();
            items.dedup();
            assert_eq!(items.len(), size);
        }
    }

    #[test]
    fn every_item_is_as_likely_in_every_place() {
        let (mut hand, mut seen) = (Hand::default(), [[0_u32; 3]; 7]);
        for key in 0..70_000 {
            let dealt = hand.deal(&mut Draws::new(42, key), 3, 7);
            dealt.iter().enumerate().for_each(|(place, &item)| seen[item as usize][place] += 1);
        }
        // Binomial with mean 10,000 and standard deviation 93: five of them.
        assert!(seen.as_flattened().iter().all(|&count| count.abs_diff(10_000) < 465), "{seen:?}");
    }

    #[test]
    fn close_keys_and_seeds_give_unrelated_streams() {
        let first = |seed, key| Draws::new(seed, key).below(1_000_000);
        let all: std::collections::BTreeSet<u32> = (0..10).flat_map(|seed| (0..10).map(move |key| first(seed, key))).collect();
        assert_eq!(all.len(), 100);
    }

    #[test]
    fn uneven_rows_are_no_deals() {
        assert_eq!(Deals::from_rows(&[vec![0, 1], vec![2]]), None);
        assert_eq!(Deals::from_rows(&[]), None);
    }
}
