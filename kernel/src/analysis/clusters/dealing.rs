//! Dealing cases out to zones by chance.

use rand::Rng;

/// A law over zones, from which one draw takes the same time however many zones there are.
///
/// Walker 1977, *An efficient method for generating discrete random variables with general
/// distributions*; the table is built as by Vose 1991.
#[derive(Debug, Clone, PartialEq)]
pub struct Dealing {
    /// Of each zone, up to which 32-bit number a draw stays there.
    stays: Vec<u32>,
    /// Where it goes otherwise.
    goes: Vec<u32>,
}

impl Dealing {
    /// A law in proportion to weights; `None` when none is positive or one is not a number.
    pub fn new(weights: &[f64]) -> Option<Self> {
        let total: f64 = weights.iter().sum();
        if !total.is_finite() || total <= 0.0 || weights.iter().any(|weight| *weight < 0.0) {
            return None;
        }
        let mut shares: Vec<f64> = weights.iter().map(|weight| weight / total * weights.len() as f64).collect();
        let (mut small, mut large): (Vec<u32>, Vec<u32>) = (0..weights.len() as u32).partition(|zone| shares[*zone as usize] < 1.0);
        let mut dealing = Self { stays: vec![u32::MAX; weights.len()], goes: (0..weights.len() as u32).collect() };
        while let (Some(least), Some(&most)) = (small.pop(), large.last()) {
            let share = shares[least as usize];
            dealing.stays[least as usize] = (share * f64::from(u32::MAX)) as u32;
            dealing.goes[least as usize] = most;
            shares[most as usize] -= 1.0 - share;
            if shares[most as usize] < 1.0 {
                large.pop();
                small.push(most);
            }
        }
        Some(dealing)
    }

    /// One zone.
    pub fn draw(&self, chance: &mut impl Rng) -> usize {
        let bits = chance.next_u64();
        let zone = ((bits >> 32) * self.stays.len() as u64) >> 32;
        if bits as u32 <= self.stays[zone as usize] { zone as usize } else { self.goes[zone as usize] as usize }
    }
}

/// The people of each zone, of whom each can be drawn once.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    /// How many live in each zone and those before it.
    up_to: Vec<usize>,
}

impl People {
    /// So many people by zone; fractions are dropped.
    pub fn new(people: &[f64]) -> Self {
        let mut all = 0;
        Self { up_to: people.iter().map(|people| (all += *people as usize, all).1).collect() }
    }

    /// Draws distinct people, at most all of them, and gives the zone of each.
    pub fn deal(&self, count: usize, chance: &mut impl Rng, mut give: impl FnMut(usize)) {
        let all = self.up_to.last().copied().unwrap_or(0);
        for person in rand::seq::index::sample(chance, all, count.min(all)) {
            give(self.up_to.partition_point(|up_to| *up_to <= person));
        }
    }
}

#[cfg(test)]
mod tests {
    use rand_pcg::Pcg64;

    use super::*;

    #[test]
    fn zones_are_drawn_in_proportion_to_their_weights() {
        let weights = [5.0, 0.0, 1.0, 3.0, 0.5, 0.5];
        let dealing = Dealing::new(&weights).unwrap();
        let mut chance = Pcg64::new(1, 1);
        let mut counts = [0_u32; 6];
        for _ in 0..100_000 {
            counts[dealing.draw(&mut chance)] += 1;
        }
        for (count, weight) in counts.iter().zip(weights) {
            let due = weight * 10_000.0;
            assert!((f64::from(*count) - due).abs() <= 4.0 * due.sqrt() + 1.0, "{counts:?}");
        }
    }

    #[test]
    fn nobody_is_drawn_twice_and_all_are_as_likely() {
        let people = People::new(&[3.0, 0.0, 1.0, 6.0]);
        let (mut chance, mut counts) = (Pcg64::new(1, 2), [0_u32; 4]);
        for _ in 0..20_000 {
            let mut dealt = [0_u32; 4];
            people.deal(5, &mut chance, |zone| dealt[zone] += 1);
            assert!(dealt[0] <= 3 && dealt[1] == 0 && dealt[2] <= 1 && dealt.iter().sum::<u32>() == 5, "{dealt:?}");
            counts.iter_mut().zip(dealt).for_each(|(count, dealt)| *count += dealt);
        }
        for (count, due) in counts.iter().zip([30_000.0, 0.0, 10_000.0, 60_000.0]) {
            assert!((f64::from(*count) - due).abs() <= 500.0, "{counts:?}");
        }
    }

    #[test]
    fn without_weight_nothing_is_dealt() {
        assert_eq!(Dealing::new(&[]), None);
        assert_eq!(Dealing::new(&[0.0]), None);
        assert_eq!(Dealing::new(&[1.0, f64::NAN]), None);
    }
}
