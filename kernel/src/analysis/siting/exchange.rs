//! Good solutions fast: greedy openings, then exchanges of one site for another.

use super::problem::Problem;

/// An exchange must lower the total by more than this share of it.
const LEAST_GAIN: f64 = 1e-12;

/// Opens, one by one, the site that lowers the total most; ties go to the first.
///
/// # Notes
/// For coverage this is within `1 − 1/e` of the best (Nemhauser, Wolsey & Fisher 1978).
pub(super) fn greedy(problem: &Problem) -> Vec<bool> {
    let mut open = vec![false; problem.sites.len()];
    let mut served = outside(problem);
    for _ in 0..problem.count.unwrap_or(0) {
        let mut gains = vec![0.0; open.len()];
        for (row, pairs) in problem.rows() {
            for &(site, cost) in pairs.iter().take_while(|pair| pair.1 < served[row]) {
                gains[site as usize] += served[row] - cost;
            }
        }
        let best = |best: Option<usize>, site: usize| match best {
            Some(other) if gains[other] >= gains[site] => best,
            _ => Some(site),
        };
        let Some(site) = (0..open.len()).filter(|site| !open[*site]).fold(None, best) else { break };
        open[site] = true;
        for (row, pairs) in problem.rows() {
            if let Some(pair) = pairs.iter().find(|pair| pair.0 as usize == site) {
                served[row] = served[row].min(pair.1);
            }
        }
    }
    open
}

/// What each row costs without a site; where it must have one, more than any solution that serves all.
fn outside(problem: &Problem) -> Vec<f64> {
    let dearest: f64 = problem.rows().map(|(_, pairs)| pairs.last().map_or(0.0, |pair| pair.1)).sum();
    let finite: f64 = problem.outside.iter().filter(|cost| cost.is_finite()).sum();
    let penalty = 1.0 + dearest + finite;
    problem.outside.iter().map(|cost| if cost.is_finite() { *cost } else { penalty }).collect()
}

/// Exchanges an open site for a closed one, the best exchange first, until none lowers the total.
///
/// # Source
/// Teitz & Bart 1968; gains, losses and their corrections after Resende & Werneck 2007.
///
/// # Notes
/// Each exchange looks at pairs up to the second nearest open site of each row, then at all open with all
/// closed sites.
pub(super) fn improved(problem: &Problem, mut open: Vec<bool>) -> Vec<bool> {
    let outside = outside(problem);
    let mut exchange = Exchange::new(&open);
    loop {
        let total = exchange.measure(problem, &outside, &open);
        match exchange.best(problem, &open) {
            Some((profit, enter, leave)) if profit > LEAST_GAIN * total.abs() => {
                (open[enter], open[leave]) = (true, false);
                exchange.places.swap(enter, leave);
            }
            _ => return open,
        }
    }
}

/// What opening, closing, and both together would change.
struct Exchange {
    /// The place of each open site in `losses` and `corrections`.
    places: Vec<usize>,
    gains: Vec<f64>,
    losses: Vec<f64>,
    /// By open site, then by closed: what is counted wrongly when one is exchanged for the other.
    corrections: Vec<f64>,
}

impl Exchange {
    fn new(open: &[bool]) -> Self {
        let mut next = 0..;
        let places = open.iter().map(|open| if *open { next.next().unwrap_or(0) } else { usize::MAX }).collect();
        let count = next.next().unwrap_or(0);
        Self { places, gains: vec![0.0; open.len()], losses: vec![0.0; count], corrections: vec![0.0; count * open.len()] }
    }

    /// Measures all exchanges; the total as it stands.
    fn measure(&mut self, problem: &Problem, outside: &[f64], open: &[bool]) -> f64 {
        self.gains.fill(0.0);
        self.losses.fill(0.0);
        self.corrections.fill(0.0);
        let sites = open.len();
        let mut total = 0.0;
        for (row, pairs) in problem.rows() {
            let mut nearest = pairs.iter().filter(|(site, _)| open[*site as usize]);
            let first = nearest.next();
            let first_cost = first.map_or(outside[row], |pair| pair.1);
            let second_cost = nearest.next().map_or(outside[row], |pair| pair.1);
            total += first_cost;
            let place = first.map(|pair| self.places[pair.0 as usize]);
            if let Some(place) = place {
                self.losses[place] += second_cost - first_cost;
            }
            for &(site, cost) in pairs.iter().take_while(|pair| pair.1 < second_cost) {
                if cost < first_cost {
                    self.gains[site as usize] += first_cost - cost;
                }
                if let Some(place) = place {
                    self.corrections[place * sites + site as usize] += second_cost - cost.max(first_cost);
                }
            }
        }
        total
    }

    /// The exchange of most profit, ties to the first: profit, who enters, who leaves.
    fn best(&self, problem: &Problem, open: &[bool]) -> Option<(f64, usize, usize)> {
        let sites = open.len();
        let mut best: Option<(f64, usize, usize)> = None;
        for leave in (0..sites).filter(|site| open[*site]) {
            let place = self.places[leave];
            let corrections = &self.corrections[place * sites..(place + 1) * sites];
            let saved = problem.opening[leave] - self.losses[place];
            for enter in (0..sites).filter(|site| !open[*site]) {
                let profit = self.gains[enter] + saved + corrections[enter] - problem.opening[enter];
                if best.is_none_or(|best| profit > best.0) {
                    best = Some((profit, enter, leave));
                }
            }
        }
        best
    }
}

/// Makes a cover of the sites open at some prices: rows without one get the cheapest by reduced cost, then sites
/// that are not needed close again, dearest first (Beasley 1990).
pub(super) fn completed(problem: &Problem, open: &[bool], reduced: &[f64]) -> Vec<bool> {
    let mut open = open.to_vec();
    let before = |a: usize, b: usize| reduced[a].total_cmp(&reduced[b]).then(a.cmp(&b));
    for (_, pairs) in problem.rows().filter(|(row, _)| problem.outside[*row].is_infinite()) {
        let cheapest = pairs.iter().map(|pair| pair.0 as usize).min_by(|a, b| before(*a, *b));
        if let Some(site) = cheapest.filter(|_| !pairs.iter().any(|pair| open[pair.0 as usize])) {
            open[site] = true;
        }
    }
    close_needless(problem, &mut open, reduced);
    open
}

fn close_needless(problem: &Problem, open: &mut [bool], reduced: &[f64]) {
    let mut rows_of = vec![Vec::new(); open.len()];
    let mut times = vec![0_u32; problem.row_count()];
    for (row, pairs) in problem.rows().filter(|(row, _)| problem.outside[*row].is_infinite()) {
        for &(site, _) in pairs.iter().filter(|(site, _)| open[*site as usize]) {
            rows_of[site as usize].push(row);
            times[row] += 1;
        }
    }
    let mut order: Vec<usize> = (0..open.len()).filter(|site| open[*site]).collect();
    let dearest = |a: &usize, b: &usize| problem.opening[*b].total_cmp(&problem.opening[*a]);
    order.sort_by(|a, b| dearest(a, b).then(reduced[*b].total_cmp(&reduced[*a])).then(b.cmp(a)));
    for site in order {
        if rows_of[site].iter().all(|row| times[*row] > 1) {
            open[site] = false;
            for &row in &rows_of[site] {
                times[row] -= 1;
            }
        }
    }
}
