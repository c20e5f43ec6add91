//! The least distance beyond which nobody is from a given number of sites.

use super::problem::Problem;
use super::search::Outcome;
use super::set_cover::at_most;
use super::{Effort, NoSites, Setting, Sited, exchange};

/// Opens `p` sites so that the greatest cost to the nearest is least: the p-center.
///
/// # Source
/// Hakimi 1964; by covers: Minieka 1970; bisection over costs: Garfinkel, Neebe & Rao 1977.
///
/// # Parameters
/// - `p`: sites open in all, fixed ones included; all candidates when there are fewer.
///
/// # Returns
/// `max_i min_j d_ij` over rows that some candidate reaches, whatever their weight, and the least it could be.
///
/// # Errors
/// [`NoSites::TooFew`] when so few sites cannot reach everyone, [`NoSites::Undecided`] when that was not found out.
///
/// # Algorithm
/// 1. The answer is one of the costs. By bisection, with a glance at each cover: the least cost at which `p` sites
///    were found, the greatest at which a bound shows that there are none.
/// 2. When exact, bisection between the two by branch and bound on the cover.
/// 3. Sites not needed for it go where they shorten travel most.
pub fn p_center(setting: Setting, p: usize, effort: Effort) -> Result<Sited, NoSites> {
    let rows: Vec<usize> = (0..setting.reach.origin_count()).filter(|row| setting.reach.from_origin(*row).len() > 0).collect();
    let count = setting.count(p);
    let mut bisection = Bisection::new(setting, &rows, count, effort)?;
    bisection.close_in(Effort::Fast);
    if let Effort::Exact(_) = effort {
        bisection.close_in(effort);
    }
    let Bisection { costs, low, high, open, .. } = bisection;
    let open = filled(setting, &open, count);
    let objective = costs.get(high).copied().unwrap_or(0.0);
    let bound = costs.get(low).copied().unwrap_or(0.0);
    Ok(Sited { open, objective, bound, proved: low == high })
}

/// Sites, at most `count` with the fixed ones, within `radius` of these rows.
pub(super) fn within_reach(setting: Setting, rows: &[usize], radius: f64, count: usize, effort: Effort) -> Result<Vec<u32>, NoSites> {
    let free = count - setting.fixed.len();
    let glance = at_most(setting, rows, radius, free, Effort::Fast);
    match if glance == Outcome::Unknown { at_most(setting, rows, radius, free, effort) } else { glance } {
        Outcome::Found(open) => Ok(open),
        Outcome::Impossible { least } => Err(NoSites::TooFew { needed: least as usize }),
        Outcome::Unknown => Err(NoSites::Undecided),
    }
}

/// Costs between what is shown to be impossible and what was found.
struct Bisection<'a> {
    setting: Setting<'a>,
    rows: &'a [usize],
    free: usize,
    /// Distinct costs, least first.
    costs: Vec<f64>,
    /// Below the cost at this place there is no solution.
    low: usize,
    /// At the cost of this place there is one.
    high: usize,
    open: Vec<u32>,
}

impl<'a> Bisection<'a> {
    fn new(setting: Setting<'a>, rows: &'a [usize], count: usize, effort: Effort) -> Result<Self, NoSites> {
        let open = within_reach(setting, rows, f64::INFINITY, count, effort)?;
        let mut costs: Vec<f64> = rows.iter().flat_map(|row| setting.reach.from_origin(*row).map(|pair| pair.1)).collect();
        costs.sort_unstable_by(f64::total_cmp);
        costs.dedup();
        let nearest = rows.iter().filter_map(|row| setting.reach.from_origin(*row).next()).map(|pair| pair.1).fold(0.0, f64::max);
        let low = costs.partition_point(|cost| *cost < nearest);
        let mut bisection = Self { setting, rows, free: count - setting.fixed.len(), high: usize::MAX, costs, low, open: Vec::new() };
        bisection.take(open);
        Ok(bisection)
    }

    /// Takes a solution, which may be better than was asked for.
    fn take(&mut self, open: Vec<u32>) {
        let sites: Vec<usize> = open.iter().map(|site| *site as usize).collect();
        let costs = self.setting.costs(&sites);
        let farthest = self.rows.iter().filter_map(|row| costs[*row]).fold(0.0, f64::max);
        let place = self.costs.partition_point(|cost| *cost < farthest);
        if place < self.high {
            (self.high, self.open) = (place, open);
        }
    }

    /// Closes in as far as the effort tells; what stays unknown is first taken for impossible, then for possible.
    fn close_in(&mut self, effort: Effort) {
        let mut unknown = self.low;
        while unknown < self.high {
            let middle = usize::midpoint(unknown, self.high);
            match self.ask(middle, effort) {
                Outcome::Found(open) => self.take(open),
                Outcome::Impossible { .. } => (self.low, unknown) = (middle + 1, middle + 1),
                Outcome::Unknown => unknown = middle + 1,
            }
        }
        let mut possible = self.high;
        while self.low < possible {
            let middle = usize::midpoint(self.low, possible);
            match self.ask(middle, effort) {
                Outcome::Impossible { .. } => self.low = middle + 1,
                _ => possible = middle,
            }
        }
    }

    fn ask(&self, place: usize, effort: Effort) -> Outcome {
        at_most(self.setting, self.rows, self.costs[place], self.free, effort)
    }
}

/// These sites and as many more as asked for, each where it shortens travel most.
pub(super) fn filled(setting: Setting, open: &[u32], count: usize) -> Vec<usize> {
    let mut problem = Problem::new(vec![0.0; setting.candidates], Some(count));
    for (row, &weight) in setting.weights.iter().enumerate() {
        problem.push_row(setting.reach.from_origin(row).map(|(site, cost)| (site as u32, weight * cost)), f64::INFINITY, 0.0);
    }
    let sites: Vec<usize> = open.iter().map(|site| *site as usize).collect();
    let problem = Setting { fixed: &sites, ..setting }.with_fixed(&problem);
    let solution = problem.solution(&exchange::greedy(&problem));
    solution.open.iter().map(|site| *site as usize).collect()
}
