//! The most people within reach of a given number of sites.

use super::problem::Problem;
use super::search::Search;
use super::{Effort, Setting, Sited, grain};

/// Opens `p` sites so that the most weight lies within `radius` of one: the maximal covering location problem.
///
/// # Source
/// Church & `ReVelle` 1974, The maximal covering location problem.
///
/// # Parameters
/// - `radius`: in the unit of costs, bound included.
/// - `p`: sites open in all, fixed ones included; all candidates when there are fewer.
///
/// # Returns
/// Weight covered (people, not points), and the most that could be.
///
/// # Algorithm
/// 1. Rows with the same sites are merged, sites that another replaces are closed.
/// 2. Greedy, then exchanges.
/// 3. A Lagrangean bound, as strong as the linear relaxation; what its reduced costs decide is decided.
/// 4. When exact, branch and bound on what is left.
///
/// # Notes
/// Rows nobody can reach stay uncovered. Sites that add nothing may be open when `p` is more than enough.
pub fn max_coverage(setting: Setting, radius: f64, p: usize, effort: Effort) -> Sited {
    let mut problem = Problem::new(vec![0.0; setting.candidates], Some(setting.count(p)));
    for (row, &weight) in setting.weights.iter().enumerate() {
        let mut sites: Vec<u32> = setting.reach.from_origin(row).filter(|pair| pair.1 <= radius).map(|pair| pair.0 as u32).collect();
        sites.sort_unstable();
        problem.push_row(sites.into_iter().map(|site| (site, 0.0)), weight, 0.0);
    }
    let grain = grain(setting.weights.iter().copied());
    let found = Search::minimise(setting.with_fixed(&problem), grain, effort);
    let covered = |open: &[usize]| {
        let costs = setting.costs(open);
        let within = |row: &usize| costs[*row].is_some_and(|cost| cost <= radius);
        (0..costs.len()).filter(within).map(|row| setting.weights[row]).sum::<f64>()
    };
    let open: Vec<usize> = found.open.iter().map(|site| *site as usize).collect();
    let objective = covered(&open);
    let total: f64 = setting.weights.iter().sum();
    let bound = if found.proved { objective } else { (total - found.bound).max(objective) };
    Sited { open, objective, bound, proved: found.proved }
}
