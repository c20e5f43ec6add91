//! The one problem behind the four questions: open sites so that demand is served at the least total.

use super::exchange;

/// Row `i` of demand is served by the cheapest open site among its pairs, or costs `outside[i]` when none
/// is cheaper; opening site `j` costs `opening[j]`; the total is to be least.
///
/// - p-median: pairs cost weight times distance, `outside` is infinite, `count` sites are open.
/// - coverage: pairs cost nothing, `outside` is the weight left uncovered, `count` sites are open.
/// - set cover: pairs cost nothing, `outside` is infinite, as many sites are open as it takes.
///
/// A problem from which sites were opened or closed is again such a problem, and smaller: this is what
/// the search lives on.
#[derive(Debug, Clone, Default)]
pub(super) struct Problem {
    /// What each site left to decide is called in the problem one began with.
    pub sites: Vec<u32>,
    /// What opening it costs.
    pub opening: Vec<f64>,
    /// Row starts into `pairs`, one more than there are rows.
    pub starts: Vec<usize>,
    /// Site and cost, cheapest first within a row.
    pub pairs: Vec<(u32, f64)>,
    /// What a row costs without a site of its own; infinite where it must have one.
    pub outside: Vec<f64>,
    /// Prices of the rows to begin with, as long as `outside`.
    pub prices: Vec<f64>,
    /// How many more sites to open exactly; as many as it takes when not said.
    pub count: Option<usize>,
    /// What is already decided costs so much.
    pub offset: f64,
    /// Sites already open, by the name they have in the problem one began with.
    pub opened: Vec<u32>,
}

/// What is decided about a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Still to be decided.
    Free,
    /// Open.
    Open,
    /// Not to be opened.
    Closed,
}

/// Sites and what they cost in all.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Solution {
    /// The total; infinite when a row that must be served is not.
    pub value: f64,
    /// Open sites, by the name they have in the problem one began with.
    pub open: Vec<u32>,
}

impl Problem {
    /// A problem without rows yet.
    pub fn new(opening: Vec<f64>, count: Option<usize>) -> Self {
        Self { sites: (0..opening.len() as u32).collect(), opening, starts: vec![0], count, ..Self::default() }
    }

    /// Adds a row. Pairs are cheapest first; those that cost as much as having none are dropped.
    pub fn push_row(&mut self, pairs: impl IntoIterator<Item = (u32, f64)>, outside: f64, price: f64) {
        let begin = self.pairs.len();
        self.pairs.extend(pairs.into_iter().take_while(|pair| pair.1 < outside));
        if self.pairs.len() == begin {
            self.offset += outside;
        } else {
            self.starts.push(self.pairs.len());
            self.outside.push(outside);
            self.prices.push(price);
        }
    }

    /// Number of rows.
    pub fn row_count(&self) -> usize {
        self.outside.len()
    }

    /// The pairs of a row, cheapest first.
    pub fn row(&self, row: usize) -> &[(u32, f64)] {
        &self.pairs[self.starts[row]..self.starts[row + 1]]
    }

    /// The rows, each with its pairs.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &[(u32, f64)])> {
        (0..self.row_count()).map(|row| (row, self.row(row)))
    }

    /// Rows of each site, with the cost of the pair.
    pub fn columns(&self) -> Vec<Vec<(u32, f64)>> {
        let mut columns = vec![Vec::new(); self.sites.len()];
        for (row, pairs) in self.rows() {
            for &(site, cost) in pairs {
                columns[site as usize].push((row as u32, cost));
            }
        }
        columns
    }

    /// What opening these sites, besides those already open, costs in all.
    pub fn value(&self, open: &[bool]) -> f64 {
        let served = |row: usize| self.row(row).iter().find(|(site, _)| open[*site as usize]).map_or(self.outside[row], |pair| pair.1);
        let opening: f64 = self.opening.iter().zip(open).filter(|(_, open)| **open).map(|(cost, _)| cost).sum();
        self.offset + opening + (0..self.row_count()).map(served).sum::<f64>()
    }

    /// These sites, besides those already open, as a solution of the problem one began with.
    pub fn solution(&self, open: &[bool]) -> Solution {
        let names = self.sites.iter().zip(open).filter(|(_, open)| **open).map(|(name, _)| *name);
        let mut all: Vec<u32> = self.opened.iter().copied().chain(names).collect();
        all.sort_unstable();
        Solution { value: self.value(open), open: all }
    }

    /// The best solution that exchanges make of these sites.
    pub fn improved_solution(&self, open: Vec<bool>) -> Solution {
        self.solution(&exchange::improved(self, open))
    }

    /// The problem that is left once the fate of some sites is known.
    pub fn restricted(&self, fates: &[Fate], prices: &[f64]) -> Self {
        let mut left = Self { starts: vec![0], offset: self.offset, opened: self.opened.clone(), ..Self::default() };
        let mut renamed = vec![0; fates.len()];
        for (site, fate) in fates.iter().enumerate() {
            match fate {
                Fate::Free => {
                    renamed[site] = left.sites.len() as u32;
                    left.sites.push(self.sites[site]);
                    left.opening.push(self.opening[site]);
                }
                Fate::Open => {
                    left.opened.push(self.sites[site]);
                    left.offset += self.opening[site];
                }
                Fate::Closed => {}
            }
        }
        let opened = left.opened.len() - self.opened.len();
        left.count = self.count.map(|count| count.saturating_sub(opened));
        for (row, pairs) in self.rows() {
            let nearest_open = pairs.iter().find(|(site, _)| fates[*site as usize] == Fate::Open);
            let outside = nearest_open.map_or(self.outside[row], |pair| pair.1);
            let free = pairs.iter().filter(|(site, _)| fates[*site as usize] == Fate::Free);
            left.push_row(free.map(|&(site, cost)| (renamed[site as usize], cost)), outside, prices[row].min(outside));
        }
        left
    }

    /// The solution, when there is nothing left to choose.
    pub fn settled(&self) -> Option<Solution> {
        let all = self.sites.len();
        let open: Vec<bool> = match self.count {
            Some(count) if count >= all => vec![true; all],
            Some(0) => vec![false; all],
            // Nothing more depends on which: the first ones.
            Some(count) if self.row_count() == 0 => (0..all).map(|site| site < count).collect(),
            None if self.row_count() == 0 => vec![false; all],
            _ => return None,
        };
        Some(self.solution(&open))
    }
}
