//! Are like values near each other? Over the whole map, and around each zone.

pub mod geary;
pub mod getis_ord;
pub mod join_counts;
pub mod local_moran;
pub mod moran;
mod sample;

pub use sample::{LeftOut, Sample};

use super::permutation::{Alternative, Permutations, Reference, dealt_anew};

/// A statistic and what chance alone would make of it. `NaN` where it is not defined: fewer zones than
/// the moment needs, or no variation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// The statistic.
    pub statistic: f64,
    /// What is expected of it when values are dealt at random.
    pub expected: f64,
    /// Its variance when values are dealt at random.
    pub variance: f64,
}

impl Moments {
    /// `(statistic − expected) / √variance`.
    pub fn z(&self) -> f64 {
        (self.statistic - self.expected) / self.variance.sqrt()
    }

    /// The p-value of the normal approximation.
    pub fn normal_p(&self, alternative: Alternative) -> f64 {
        alternative.normal_p(self.z())
    }
}

/// Which chance the variance of a global statistic supposes (Cliff & Ord 1981).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Null {
    /// The values at hand, dealt over the zones. The default, spdep's too.
    #[default]
    Randomisation,
    /// Values drawn afresh from a normal law.
    Normality,
}

/// Compares a statistic of the whole map with the same of values dealt anew.
fn against_chance(sample: &Sample, observed: f64, permutations: &Permutations, statistic: impl Fn(&[f64]) -> f64 + Sync) -> Reference {
    let mut reference = dealt_anew(sample.values(), permutations, statistic);
    let count = reference.len() as f64;
    let mean = reference.iter().sum::<f64>() / count;
    let variance = reference.iter().map(|dealt| (dealt - mean).powi(2)).sum::<f64>() / count;
    let largest = reference.iter().fold(observed.abs(), |largest, dealt| largest.max(dealt.abs()));
    let p = permutations.alternative.pseudo_p(&mut reference, observed, 1e-12 * largest);
    Reference { p, mean, variance, dealt: permutations.count }
}

#[cfg(test)]
mod tests;
