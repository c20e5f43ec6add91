//! The null distribution of a statistic of the whole map.

use rayon::prelude::*;

use super::{Draws, Permutations};

/// Deals the values anew over all zones and takes the statistic, `permutations.count` times.
///
/// # Parameters
/// - `statistic`: of the values in the order of zones.
///
/// # Returns
/// The dealt statistics; each comes from a stream of its own, so that threads do not matter.
pub fn dealt_anew(values: &[f64], permutations: &Permutations, statistic: impl Fn(&[f64]) -> f64 + Sync) -> Vec<f64> {
    (0..u64::from(permutations.count))
        .into_par_iter()
        .map_init(Vec::new, |dealt: &mut Vec<f64>, deal| {
            dealt.clear();
            dealt.extend_from_slice(values);
            Draws::new(permutations.seed, deal).shuffle(dealt);
            statistic(dealt)
        })
        .collect()
}
