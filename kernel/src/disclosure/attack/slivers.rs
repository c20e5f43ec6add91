//! The people between two zonings that bear the same count: what is left when the zones of one are taken from those of the other.

use crate::disclosure::differencing::{Placed, Risk, risks};
use crate::domain::Fault;

/// People two zones of two zonings have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shared {
    /// Zone of the first zoning.
    pub first: u32,
    /// Zone of the second.
    pub second: u32,
    /// How many.
    pub people: f64,
}

/// Groups of zones whose difference leaves fewer people than `smallest`, by overlap differencing.
///
/// # Parameters
/// `smallest`: people below whom nothing may be told apart. `grain`: people that are taken as one; overlaps below a grain are outlines
/// that do not match to the last digit.
///
/// # Errors
/// `too-many-groups` as [`risks`].
pub fn between(shared: &[Shared], smallest: f64, grain: f64) -> Result<Vec<Risk>, Fault> {
    let grains = |people: f64| (people / grain).floor().max(0.0) as usize;
    let placed: Vec<Placed> = shared
        .iter()
        .flat_map(|Shared { first, second, people }| std::iter::repeat_n(Placed { first: *first, second: *second }, grains(*people)))
        .collect();
    risks(&placed, grains(smallest).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(first: u32, second: u32, people: f64) -> Shared {
        Shared { first, second, people }
    }

    #[test]
    fn zones_within_zones_leave_nobody_and_a_zoning_across_leaves_a_street() {
        let nested = [shared(1, 10, 2_000.0), shared(2, 10, 1_500.0), shared(3, 11, 3_000.0)];
        assert!(between(&nested, 1_000.0, 50.0).unwrap().is_empty());
        let across = [shared(1, 10, 2_000.0), shared(2, 10, 150.0), shared(2, 11, 3_000.0)];
        assert!(!between(&across, 1_000.0, 50.0).unwrap().is_empty());
        let hairline = [shared(1, 10, 2_000.0), shared(2, 10, 3.0), shared(2, 11, 3_000.0)];
        assert!(between(&hairline, 1_000.0, 50.0).unwrap().is_empty());
    }
}
