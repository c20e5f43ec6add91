//! Siting: where to open a given number of places so that the most people are covered, or people travel least,
//! or nobody is too far; and how few places it takes to leave nobody out.

mod center;
mod coverage;
mod exchange;
#[cfg(test)]
mod golden;
mod median;
mod problem;
mod reductions;
mod relaxation;
mod search;
mod set_cover;
#[cfg(test)]
mod tests;

pub use center::p_center;
pub use coverage::max_coverage;
pub use median::p_median;
pub use set_cover::set_cover;

use crate::domain::Reach;
use problem::{Fate, Problem};

/// Who asks, where one may open, and what lies between.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Costs of the pairs within reach, demand by candidate; a pair that is absent is out of reach.
    pub reach: &'a Reach,
    /// Weight of each row of demand, usually people; zero or above.
    pub weights: &'a [f64],
    /// Number of candidates.
    pub candidates: usize,
    /// Candidates open already, each once.
    pub fixed: &'a [usize],
}

/// How hard to look.
#[derive(Clone, Copy)]
pub enum Effort<'a> {
    /// A good solution and a bound.
    Fast,
    /// Until it is proved that there is none better, or until this says to stop.
    Exact(&'a dyn Fn() -> bool),
}

/// A choice of sites, and how good it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Sited {
    /// Open candidates, fixed ones included, in order.
    pub open: Vec<usize>,
    /// What they achieve.
    pub objective: f64,
    /// No choice achieves better. Equal to the objective when proved.
    pub bound: f64,
    /// Whether it is proved that no choice is better.
    pub proved: bool,
}

/// Why there is no choice of sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoSites {
    /// No candidate reaches these rows of demand.
    OutOfReach(Vec<usize>),
    /// Everyone is within reach of some candidate, but not of so few: at least so many are needed, fixed ones
    /// included.
    TooFew {
        /// How many.
        needed: usize,
    },
    /// Whether so few sites reach everyone was not found out.
    Undecided,
}

impl Setting<'_> {
    /// Rows that no candidate reaches within a cost.
    pub fn out_of_reach(&self, radius: f64) -> Vec<usize> {
        let reached = |row: usize| self.reach.from_origin(row).next().is_some_and(|pair| pair.1 <= radius);
        (0..self.reach.origin_count()).filter(|row| !reached(*row)).collect()
    }

    /// Rows that none of these candidates reaches within a cost.
    pub fn uncovered(&self, open: &[usize], radius: f64) -> Vec<usize> {
        let costs = self.costs(open);
        (0..costs.len()).filter(|row| costs[*row].is_none_or(|cost| cost > radius)).collect()
    }

    /// Cost of each row to the nearest of these candidates.
    pub fn costs(&self, open: &[usize]) -> Vec<Option<f64>> {
        let mut is_open = vec![false; self.candidates];
        for &site in open {
            is_open[site] = true;
        }
        let nearest = |row: usize| self.reach.from_origin(row).find(|(site, _)| is_open[*site]).map(|pair| pair.1);
        (0..self.reach.origin_count()).map(nearest).collect()
    }

    /// A problem in which the fixed candidates are open.
    fn with_fixed(&self, problem: &Problem) -> Problem {
        let mut fates = vec![Fate::Free; self.candidates];
        for &site in self.fixed {
            fates[site] = Fate::Open;
        }
        problem.restricted(&fates, &problem.prices)
    }

    /// How many to open of all candidates when asked for `p`.
    fn count(&self, p: usize) -> usize {
        p.min(self.candidates).max(self.fixed.len())
    }
}

/// The largest number that all of these are whole multiples of; 0 when they are not whole.
fn grain(values: impl Iterator<Item = f64>) -> f64 {
    const LARGEST: f64 = 1e12;
    let gcd = |mut a: u64, mut b: u64| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let whole = |value: f64| (value.fract() == 0.0 && value.abs() < LARGEST).then_some(value.abs() as u64);
    values.map(whole).try_fold(0, |common, value| value.map(|value| gcd(common, value))).unwrap_or(0) as f64
}
