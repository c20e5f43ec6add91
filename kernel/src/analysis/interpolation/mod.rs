//! Areal and dasymetric interpolation: what is known of some zones, carried over to others.
//!
//! 1. [`Outline`]: zones ready to be laid over each other;
//! 2. [`Overlaps`]: how much of each source lies in each target, by area, by control points or by zones of
//!    known population;
//! 3. counts, rates and shares of kinds of the targets.

mod outline;
mod overlaps;
mod trapezoids;

pub use outline::{Outline, Unusable};
pub use overlaps::Overlaps;

/// What becomes of the part of a source that lies in no target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Allocation {
    /// It stays outside, and its share with it. The default.
    #[default]
    Share,
    /// Its share goes to the targets that the rest of the source lies in: totals are those of all sources
    /// that any target meets.
    Total,
}

impl Overlaps {
    /// Counts of the targets: each source shared out by how much of it lies where.
    ///
    /// Goodchild & Lam 1980, *Areal interpolation: a variant of the traditional spatial problem*; with
    /// control points or zones, Wright 1936 and Eicher & Brewer 2001 (dasymetric).
    ///
    /// # Parameters
    /// - `counts`: one a source, `NaN` when not known. Never a median, a rate or another mean.
    ///
    /// # Returns
    /// `Σ_s x_s m_st / m_s`, with `m_s` the whole source, or for [`Allocation::Total`] what of it lies in
    /// targets. `NaN` for a target that no source meets, or that meets a source whose count is not known, or
    /// only sources that hold nothing to share out by.
    ///
    /// # Notes
    /// `O(pairs)`, in the order of the sources.
    pub fn counts(&self, counts: &[f64], allocation: Allocation) -> Vec<f64> {
        let mut sums = vec![f64::NAN; self.target_count()];
        for (source, count) in counts.iter().enumerate() {
            let whole = match allocation {
                Allocation::Share => self.of_source(source),
                Allocation::Total => self.entries(source).map(|(_, amount)| amount).sum(),
            };
            if whole <= 0.0 {
                continue;
            }
            for (target, amount) in self.entries(source) {
                let known = if sums[target].is_nan() { 0.0 } else { sums[target] };
                sums[target] = match amount > 0.0 {
                    true if count.is_nan() => f64::INFINITY,
                    true => known + count * (amount / whole),
                    false => known,
                };
            }
        }
        // Infinity marks what a source without a count takes part in, and outlives any sum.
        sums.into_iter().map(|sum| if sum.is_finite() { sum } else { f64::NAN }).collect()
    }

    /// Rates of the targets: the mean of the sources, each weighing as much as lies in the target.
    ///
    /// # Parameters
    /// - `rates`: one a source, `NaN` when not known.
    ///
    /// # Returns
    /// `Σ_s x_s m_st / Σ_s m_st` over the sources whose rate is known; `NaN` where there is none.
    pub fn rates(&self, rates: &[f64]) -> Vec<f64> {
        let known = || rates.iter().enumerate().filter(|(_, rate)| !rate.is_nan());
        let mut weights = vec![0.0; self.target_count()];
        for (source, _) in known() {
            self.entries(source).for_each(|(target, amount)| weights[target] += amount);
        }
        let mut sums: Vec<f64> = weights.iter().map(|weight| if *weight > 0.0 { 0.0 } else { f64::NAN }).collect();
        for (source, rate) in known() {
            // A target within one source has its rate, to the last digit.
            self.entries(source)
                .filter(|(_, amount)| *amount > 0.0)
                .for_each(|(target, amount)| sums[target] += rate * (amount / weights[target]));
        }
        sums
    }

    /// The share of each target that sources of a kind cover, 0 to 1; what no source covers is of no kind.
    ///
    /// # Parameters
    /// - `of_kind`: which sources are.
    ///
    /// # Returns
    /// `NaN` for a target that no source meets.
    pub fn share_of(&self, of_kind: &[bool]) -> Vec<f64> {
        let mut sums = vec![f64::NAN; self.target_count()];
        for (source, is) in of_kind.iter().enumerate() {
            for (target, amount) in self.entries(source) {
                sums[target] = if sums[target].is_nan() { 0.0 } else { sums[target] } + if *is { amount } else { 0.0 };
            }
        }
        (0..).zip(sums).map(|(target, sum)| sum / self.of_target(target)).collect()
    }
}

#[cfg(test)]
mod golden;
#[cfg(test)]
mod tests;
