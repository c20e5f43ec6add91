//! Which zones of one edition became which of another, and what that does to counts.

mod drawn;

use std::collections::HashMap;

pub use drawn::{Common, SLIVER, of_outlines};

/// What happened to a zone between two editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The same land under the same code.
    Unchanged,
    /// The same land under another code.
    Renamed,
    /// Whole in a larger zone.
    Merged,
    /// In several zones, each of which holds nothing else.
    Split,
    /// In several zones that hold others too.
    Redrawn,
}

impl Change {
    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Renamed => "renamed",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Redrawn => "redrawn",
        }
    }
}

/// What one zone of the former edition and one of the later have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The former zone.
    pub from: usize,
    /// The later one.
    pub to: usize,
    /// The share of the former that is in the later, 0 to 1; those of one zone sum to 1.
    pub weight: f64,
    /// The share of the later that comes from the former.
    pub back: f64,
}

/// A count carried over, and the least and most it can be whatever the people of a divided zone did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Carried {
    /// The sum of weighted counts.
    pub value: f64,
    /// What comes from zones that are whole in this one.
    pub low: f64,
    /// What would come if everyone of the divided zones it touches were here.
    pub high: f64,
}

/// The table of correspondence between two editions.
#[derive(Debug, Clone, PartialEq)]
pub struct Correspondence {
    /// Codes of the former edition.
    pub from: Vec<String>,
    /// Codes of the later edition.
    pub to: Vec<String>,
    /// What they have in common, by former then later zone.
    pub pairs: Vec<Pair>,
}

impl Correspondence {
    /// A table from what pairs of zones have in common: area, or people, above 0; each pair once.
    pub fn new(from: Vec<String>, to: Vec<String>, mut amounts: Vec<(usize, usize, f64)>) -> Self {
        amounts.retain(|(.., amount)| *amount > 0.0);
        amounts.sort_by_key(|(from, to, _)| (*from, *to));
        let (mut of_from, mut of_to) = (vec![0.0; from.len()], vec![0.0; to.len()]);
        for (one, other, amount) in &amounts {
            of_from[*one] += amount;
            of_to[*other] += amount;
        }
        let pair = |(from, to, amount): (usize, usize, f64)| Pair { from, to, weight: amount / of_from[from], back: amount / of_to[to] };
        Self { pairs: amounts.into_iter().map(pair).collect(), from, to }
    }

    /// What happened to the former zone of each pair, in the order of the pairs.
    pub fn changes(&self) -> Vec<Change> {
        let (mut of_from, mut of_to) = (vec![0_u32; self.from.len()], vec![0_u32; self.to.len()]);
        for pair in &self.pairs {
            of_from[pair.from] += 1;
            of_to[pair.to] += 1;
        }
        let mut whole = vec![true; self.from.len()];
        for pair in &self.pairs {
            whole[pair.from] &= of_to[pair.to] == 1;
        }
        let change = |pair: &Pair| match (of_from[pair.from], of_to[pair.to]) {
            (1, 1) if self.from[pair.from] == self.to[pair.to] => Change::Unchanged,
            (1, 1) => Change::Renamed,
            (1, _) => Change::Merged,
            _ if whole[pair.from] => Change::Split,
            _ => Change::Redrawn,
        };
        self.pairs.iter().map(change).collect()
    }

    /// Zones of the former edition that became none of the later, by their codes.
    pub fn without_successor(&self) -> Vec<String> {
        unpaired(&self.from, self.pairs.iter().map(|pair| pair.from))
    }

    /// Zones of the later edition that come from none of the former.
    pub fn without_predecessor(&self) -> Vec<String> {
        unpaired(&self.to, self.pairs.iter().map(|pair| pair.to))
    }

    /// Counts of the former edition in the zones of the later.
    ///
    /// # Parameters
    /// `counts`: one a zone of the former edition; `None` where it is not known.
    ///
    /// # Returns
    /// One a zone of the later; `None` where a zone it comes from is not known, or where it comes from none. Of known counts
    /// with a successor, the sum is the same before and after.
    pub fn carried(&self, counts: &[Option<f64>]) -> Vec<Option<Carried>> {
        let mut divided = vec![0_u32; self.from.len()];
        self.pairs.iter().for_each(|pair| divided[pair.from] += 1);
        let mut found: Vec<Option<Carried>> = vec![None; self.to.len()];
        let mut unknown = vec![false; self.to.len()];
        for pair in &self.pairs {
            let Some(count) = counts.get(pair.from).copied().flatten() else {
                unknown[pair.to] = true;
                continue;
            };
            let part = found[pair.to].get_or_insert(Carried { value: 0.0, low: 0.0, high: 0.0 });
            part.value += pair.weight * count;
            part.low += if divided[pair.from] == 1 { count } else { 0.0 };
            part.high += count;
        }
        found.into_iter().zip(unknown).map(|(part, unknown)| part.filter(|_| !unknown)).collect()
    }

    /// The same table read the other way.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut pairs: Vec<Pair> =
            self.pairs.iter().map(|pair| Pair { from: pair.to, to: pair.from, weight: pair.back, back: pair.weight }).collect();
        pairs.sort_by_key(|pair| (pair.from, pair.to));
        Self { from: self.to.clone(), to: self.from.clone(), pairs }
    }
}

fn unpaired(codes: &[String], paired: impl Iterator<Item = usize>) -> Vec<String> {
    let mut met = vec![false; codes.len()];
    paired.for_each(|zone| met[zone] = true);
    codes.iter().zip(met).filter(|(_, met)| !met).map(|(code, _)| code.clone()).collect()
}

/// Where each code stands.
pub fn places(codes: &[String]) -> HashMap<&str, usize> {
    codes.iter().enumerate().map(|(place, code)| (code.as_str(), place)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn codes(start: &str, count: usize) -> Vec<String> {
        (0..count).map(|zone| format!("{start}{zone}")).collect()
    }

    fn sum(counts: impl IntoIterator<Item = f64>) -> f64 {
        counts.into_iter().sum()
    }

    /// Two merge, one is cut, one keeps its code, one is called otherwise, one is gone, one is new.
    fn edition() -> Correspondence {
        let from = ["a", "b", "c", "d", "e", "f"].map(str::to_owned).to_vec();
        let to = ["a", "c1", "c2", "d", "e2", "n"].map(str::to_owned).to_vec();
        Correspondence::new(from, to, vec![(0, 0, 30.0), (1, 0, 10.0), (2, 1, 75.0), (2, 2, 25.0), (3, 3, 8.0), (4, 4, 5.0)])
    }

    #[test]
    fn each_pair_says_what_happened_and_counts_say_how_sure_they_are() {
        let table = edition();
        let changes: Vec<&str> = table.changes().into_iter().map(Change::code).collect();
        assert_eq!(changes, ["merged", "merged", "split", "split", "unchanged", "renamed"]);
        assert_eq!((table.without_successor(), table.without_predecessor()), (vec!["f".to_owned()], vec!["n".to_owned()]));
        let carried = table.carried(&[Some(3.0), Some(1.0), Some(100.0), None, Some(7.0), Some(9.0)]);
        assert_eq!(carried[0], Some(Carried { value: 4.0, low: 4.0, high: 4.0 }), "a merger is exact");
        assert_eq!(carried[1], Some(Carried { value: 75.0, low: 0.0, high: 100.0 }), "a cut is a guess, its bounds are not");
        assert_eq!((carried[3], carried[5]), (None, None), "what is not known stays so");
    }

    proptest! {
        #[test]
        fn totals_are_conserved_and_lie_within_their_bounds(
            amounts in prop::collection::btree_map((0_usize..12, 0_usize..9), 0.1_f64..50.0, 1..60), counts in prop::collection::vec(0.0_f64..1e4, 12),
        ) {
            let table = Correspondence::new(codes("f", 12), codes("t", 9), amounts.into_iter().map(|((f, t), a)| (f, t, a)).collect());
            let carried = table.carried(&counts.iter().copied().map(Some).collect::<Vec<_>>());
            let lost: Vec<usize> = (0..12).filter(|zone| !table.pairs.iter().any(|pair| pair.from == *zone)).collect();
            let before = sum(counts.iter().enumerate().filter(|(zone, _)| !lost.contains(zone)).map(|(_, count)| *count));
            let after = sum(carried.iter().flatten().map(|part| part.value));
            prop_assert!((before - after).abs() <= 1e-9 * before.max(1.0));
            for part in carried.into_iter().flatten() {
                prop_assert!(part.low <= part.value * (1.0 + 1e-12) && part.value <= part.high * (1.0 + 1e-12));
            }
        }

        #[test]
        fn an_edition_carried_to_itself_is_itself(counts in prop::collection::vec(0.0_f64..1e4, 1..20)) {
            let zones = codes("z", counts.len());
            let table = Correspondence::new(zones.clone(), zones, (0..counts.len()).map(|zone| (zone, zone, 3.7)).collect());
            prop_assert!(table.changes().iter().all(|change| *change == Change::Unchanged));
            let carried: Vec<f64> = table.carried(&counts.iter().copied().map(Some).collect::<Vec<_>>()).into_iter().flatten().map(|c| c.value).collect();
            prop_assert_eq!(carried, counts);
        }

        #[test]
        fn mergers_carried_back_and_forth_give_the_same_counts(
            groups in prop::collection::vec((0_usize..5, 0.1_f64..50.0), 5..30), counts in prop::collection::vec(0.0_f64..1e4, 5),
        ) {
            let amounts = groups.iter().enumerate().map(|(zone, (group, people))| (zone, *group, *people)).collect();
            let table = Correspondence::new(codes("f", groups.len()), codes("t", 5), amounts);
            prop_assert_eq!(table.reversed().reversed(), table.clone());
            let counts: Vec<Option<f64>> = counts.into_iter().map(Some).collect();
            let former: Vec<Option<f64>> = table.reversed().carried(&counts).into_iter().map(|part| part.map(|part| part.value)).collect();
            for (again, count) in table.carried(&former).into_iter().zip(counts) {
                if let (Some(again), Some(count)) = (again, count) {
                    prop_assert!((again.value - count).abs() <= 1e-9 * count.max(1.0));
                }
            }
        }
    }
}
