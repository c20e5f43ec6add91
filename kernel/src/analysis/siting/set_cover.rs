//! The fewest, or the cheapest, sites that leave nobody out.

use super::problem::Problem;
use super::search::{Outcome, Search};
use super::{Effort, NoSites, Setting, Sited, grain};

/// Opens sites so that every row lies within `radius` of one, at the least total cost: the location set covering
/// problem.
///
/// # Source
/// Toregas, Swain, `ReVelle` & Bergman 1971; reductions: Toregas & `ReVelle` 1973; bound and completion: Beasley 1990.
///
/// # Parameters
/// - `radius`: in the unit of costs, bound included.
/// - `opening`: what each site costs; 1 each counts them. Fixed sites count in the total.
///
/// # Returns
/// The total cost of open sites, and the least it could be. Weights play no part: every row is to be covered.
///
/// # Errors
/// [`NoSites::OutOfReach`] with the rows that no candidate covers; [`NoSites::Undecided`] when no cover was
/// found in time.
pub fn set_cover(setting: Setting, radius: f64, opening: &[f64], effort: Effort) -> Result<Sited, NoSites> {
    let out_of_reach = setting.out_of_reach(radius);
    if !out_of_reach.is_empty() {
        return Err(NoSites::OutOfReach(out_of_reach));
    }
    let rows: Vec<usize> = (0..setting.reach.origin_count()).collect();
    let found = Search::minimise(cover(setting, &rows, radius, opening.to_vec()), grain(opening.iter().copied()), effort);
    let open: Vec<usize> = found.open.iter().map(|site| *site as usize).collect();
    if !found.value.is_finite() {
        return Err(NoSites::Undecided);
    }
    let objective = open.iter().map(|site| opening[*site]).sum();
    let bound = if found.proved { objective } else { found.bound.min(objective) };
    Ok(Sited { open, objective, bound, proved: found.proved })
}

/// At most `most` sites besides the fixed ones that cover these rows, if there are any.
pub(super) fn at_most(setting: Setting, rows: &[usize], radius: f64, most: usize, effort: Effort) -> Outcome {
    let problem = cover(setting, rows, radius, vec![1.0; setting.candidates]);
    Search::at_most(problem, (most + setting.fixed.len()) as f64, effort)
}

fn cover(setting: Setting, rows: &[usize], radius: f64, opening: Vec<f64>) -> Problem {
    let mut problem = Problem::new(opening, None);
    for &row in rows {
        let mut sites: Vec<u32> = setting.reach.from_origin(row).take_while(|pair| pair.1 <= radius).map(|pair| pair.0 as u32).collect();
        sites.sort_unstable();
        problem.push_row(sites.into_iter().map(|site| (site, 0.0)), f64::INFINITY, 0.0);
    }
    setting.with_fixed(&problem)
}
