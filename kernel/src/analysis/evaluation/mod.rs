//! Whether something that was done in some zones changed anything: difference in differences with matched
//! comparison zones.
//!
//! 1. [`matched`]: for each treated zone, the comparison zones most like it before;
//! 2. [`difference_in_differences`]: the effect, and what chance alone would give, by randomisation within
//!    the matched sets.

mod difference;
mod matching;

pub use difference::{Effect, Randomisation, difference_in_differences};
pub use matching::matched;

/// A treated zone and those it is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchedSet {
    /// What changed in the treated zone.
    pub treated: f64,
    /// What changed in each of its comparison zones, as many in every set.
    pub comparisons: Vec<f64>,
    /// How much the set counts, above zero.
    pub weight: f64,
}
