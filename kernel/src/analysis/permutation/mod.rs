//! What chance alone would give: statistics of values dealt again and again over the zones.

mod conditional;
mod draws;
mod significance;
mod whole;

pub use conditional::{LocalStatistic, Reference};
pub use draws::{Deals, Draws};
pub use significance::{Alternative, Tails};
pub use whole::dealt_anew;

/// How the null distribution of a statistic is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Permutations {
    /// How many times values are dealt, at least 1.
    pub count: u32,
    /// Seed; the same seed gives the same answer whatever the number of threads.
    pub seed: u64,
    /// What counts as extreme.
    pub alternative: Alternative,
    /// How the values around a zone are dealt.
    pub scheme: Scheme,
}

/// How the values around a zone are dealt when its own is held (conditional permutation, Anselin 1995).
#[derive(Debug, Clone, PartialEq)]
pub enum Scheme {
    /// Afresh for every zone, from a stream of its own.
    Complete,
    /// Afresh for every zone until so many values at least as extreme were met on the side that counts
    /// (Besag & Clifford 1991): most zones are decided after a few dozen. The p-value is then the
    /// number met over the number dealt.
    Sequential {
        /// How many extremes end the draw, at least 1.
        extremes: u32,
    },
    /// The same deals for every zone, as esda and `GeoDa`'s look-up do: faster, but the p-values of
    /// different zones hang together.
    Shared,
    /// The deals of someone else, to the number.
    Given(Deals),
}
