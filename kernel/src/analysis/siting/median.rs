//! The least travel to a given number of sites.

use super::center::{filled, within_reach};
use super::problem::{Problem, Solution};
use super::search::Search;
use super::{Effort, NoSites, Setting, Sited, grain};

/// Opens `p` sites so that the sum of weight times cost to the nearest is least: the p-median.
///
/// # Source
/// Hakimi 1964; exchange: Teitz & Bart 1968; bound: Cornuéjols, Fisher & Nemhauser 1977.
///
/// # Parameters
/// - `p`: sites open in all, fixed ones included; all candidates when there are fewer.
///
/// # Returns
/// `Σ_i w_i min_j d_ij` over rows that some candidate reaches, and the least it could be.
///
/// # Errors
/// Every row that weighs and that some candidate reaches must be served: [`NoSites::TooFew`] when so few
/// sites cannot, [`NoSites::Undecided`] when that was not found out.
///
/// # Algorithm
/// Greedy, then exchanges; a Lagrangean bound; what its reduced costs decide is decided; when exact, branch
/// and bound on what is left.
pub fn p_median(setting: Setting, p: usize, effort: Effort) -> Result<Sited, NoSites> {
    let count = setting.count(p);
    let mut problem = Problem::new(vec![0.0; setting.candidates], Some(count));
    let served = |row: &usize| setting.weights[*row] > 0.0 && setting.reach.from_origin(*row).len() > 0;
    let rows: Vec<usize> = (0..setting.weights.len()).filter(served).collect();
    for &row in &rows {
        let weight = setting.weights[row];
        problem.push_row(setting.reach.from_origin(row).map(|(site, cost)| (site as u32, weight * cost)), f64::INFINITY, 0.0);
    }
    let grain = grain(problem.pairs.iter().map(|pair| pair.1));
    let problem = setting.with_fixed(&problem);
    let start = first_solution(setting, &problem, &rows, count, effort)?;
    let found = Search::minimise_from(problem, start, grain, effort);
    let open: Vec<usize> = found.open.iter().map(|site| *site as usize).collect();
    let costs = setting.costs(&open);
    let objective = rows.iter().filter_map(|row| costs[*row].map(|cost| setting.weights[*row] * cost)).sum();
    let bound = if found.proved { objective } else { found.bound.min(objective) };
    Ok(Sited { open, objective, bound, proved: found.proved })
}

/// A solution that serves everyone, for costs so sparse that the first choices would not.
fn first_solution(setting: Setting, problem: &Problem, rows: &[usize], count: usize, effort: Effort) -> Result<Option<Solution>, NoSites> {
    if rows.iter().all(|row| setting.reach.from_origin(*row).len() == setting.candidates) {
        return Ok(None);
    }
    let open = filled(setting, &within_reach(setting, rows, f64::INFINITY, count, effort)?, count);
    let is_open: Vec<bool> = problem.sites.iter().map(|site| open.binary_search(&(*site as usize)).is_ok()).collect();
    Ok(Some(problem.improved_solution(is_open)))
}
