//! How good a solution could be: a Lagrangean relaxation, its prices found by subgradient steps.

use super::problem::{Fate, Problem};

/// What prices say of a problem.
pub(super) struct Relaxation {
    /// No solution costs less than this.
    pub bound: f64,
    /// The price of each row that gives it.
    pub prices: Vec<f64>,
    /// What each site adds at these prices: the more below zero, the more it is worth opening.
    pub reduced: Vec<f64>,
    /// Which sites are open at these prices.
    pub chosen: Vec<bool>,
    /// How often each site was open lately, from 0 to 1.
    pub leaning: Vec<f64>,
}

/// How long to look for prices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// Most steps.
    pub steps: usize,
    /// Steps without progress before they are halved.
    pub patience: usize,
    /// Length of the first steps, as a share of what is missing.
    pub stride: f64,
}

impl Pace {
    /// For the whole problem.
    pub const ROOT: Self = Self { steps: 1_500, patience: 25, stride: 1.5 };
    /// For a problem whose prices are nearly right.
    pub const NODE: Self = Self { steps: 60, patience: 6, stride: 0.5 };
}

/// Strides below this move nothing.
const LEAST_STRIDE: f64 = 2e-3;
/// Share of the former direction kept in the next: steps zigzag less.
const MEMORY: f64 = 0.7;
/// Weight of the latest choice in `leaning`.
const LATEST: f64 = 0.08;

/// Bounds a problem from below.
///
/// # Parameters
/// - `goal`: what the best solution known costs; steps are measured against it.
/// - `enough`: whether a bound, beside the best value known, already decides the matter.
/// - `offer`: takes the sites open at each step, with their reduced costs: each is a hint of a good solution,
///   and the best value known comes back.
///
/// # Algorithm
/// 1. Each row has a price `u_i`, between its cheapest pair and its cost outside. A site is worth
///    `ρ_j = f_j + Σ_i min(0, c_ij − u_i)`.
/// 2. Open the `count` sites of least `ρ`, or all below zero: `L(u) = Σ u_i + Σ_open ρ_j` bounds the problem.
/// 3. Raise the price of rows that no open site serves and lower that of rows served twice (Held, Wolfe &
///    Crowder 1974), keeping some of the former direction (Camerini, Fratta & Maffioli 1975); halve the
///    stride where the bound stays.
///
/// # Notes
/// A step looks only at pairs below the price of their row: a few a row.
pub(super) fn relax(
    problem: &Problem,
    pace: Pace,
    goal: f64,
    enough: &dyn Fn(f64, f64) -> bool,
    offer: &mut dyn FnMut(&[bool], &[f64]) -> f64,
) -> Relaxation {
    let mut state = Steps::new(problem);
    let mut best = Relaxation {
        bound: f64::NEG_INFINITY,
        prices: state.prices.clone(),
        reduced: Vec::new(),
        chosen: Vec::new(),
        leaning: vec![0.0; problem.sites.len()],
    };
    let (mut goal, mut stride, mut idle) = (goal, pace.stride, 0);
    for _ in 0..pace.steps {
        let bound = state.choose(problem);
        lean(&mut best.leaning, &state.open);
        if bound > best.bound + 1e-9 * bound.abs() {
            idle = 0;
        } else {
            idle += 1;
        }
        if bound > best.bound {
            best.bound = bound;
            best.prices.clone_from(&state.prices);
            best.reduced.clone_from(&state.reduced);
            best.chosen.clone_from(&state.open);
        }
        goal = goal.min(offer(&state.open, &state.reduced));
        if idle >= pace.patience {
            (stride, idle) = (stride / 2.0, 0);
            state.prices.clone_from(&best.prices);
            state.direction.fill(0.0);
            state.choose(problem);
        }
        if enough(best.bound, goal) || stride < LEAST_STRIDE || !state.step(problem, stride, goal, best.bound) {
            break;
        }
    }
    best
}

/// Prices to begin with: half-way between the nearest and the second open site where there are some; where none
/// is open, what a row pays when sites share their cost among their rows.
pub(super) fn first_prices(problem: &Problem, open: &[bool]) -> Vec<f64> {
    let mut rows_of = vec![0_u32; open.len()];
    problem.pairs.iter().for_each(|pair| rows_of[pair.0 as usize] += 1);
    let share = |site: u32| problem.opening[site as usize] / f64::from(rows_of[site as usize].max(1));
    let dearest = |pairs: &[(u32, f64)]| pairs.last().map_or(0.0, |pair| pair.1);
    let price = |(row, pairs): (usize, &[(u32, f64)])| {
        let outside = problem.outside[row];
        if problem.count.is_none() {
            return pairs.iter().map(|pair| pair.1 + share(pair.0)).fold(outside, f64::min);
        }
        let mut open = pairs.iter().filter(|(site, _)| open[*site as usize]).map(|pair| pair.1);
        let none = if outside.is_finite() { outside } else { dearest(pairs) };
        let first = open.next().unwrap_or(none);
        f64::midpoint(first, open.next().unwrap_or(none))
    };
    problem.rows().map(price).collect()
}

fn lean(leaning: &mut [f64], open: &[bool]) {
    for (leaning, open) in leaning.iter_mut().zip(open) {
        *leaning += LATEST * (f64::from(u8::from(*open)) - *leaning);
    }
}

/// Prices on their way.
struct Steps {
    prices: Vec<f64>,
    direction: Vec<f64>,
    reduced: Vec<f64>,
    order: Vec<u32>,
    open: Vec<bool>,
    bound: f64,
}

impl Steps {
    fn new(problem: &Problem) -> Self {
        let sites = problem.sites.len();
        Self {
            prices: problem.prices.clone(),
            direction: vec![0.0; problem.row_count()],
            reduced: vec![0.0; sites],
            order: (0..sites as u32).collect(),
            open: vec![false; sites],
            bound: f64::NEG_INFINITY,
        }
    }

    /// Opens the sites worth it at these prices; the bound they give.
    fn choose(&mut self, problem: &Problem) -> f64 {
        self.reduced.copy_from_slice(&problem.opening);
        for (row, pairs) in problem.rows() {
            let price = self.prices[row];
            for &(site, cost) in pairs.iter().take_while(|pair| pair.1 < price) {
                self.reduced[site as usize] += cost - price;
            }
        }
        let reduced = &self.reduced;
        match problem.count {
            Some(count) => {
                let before = |a: &u32, b: &u32| reduced[*a as usize].total_cmp(&reduced[*b as usize]).then(a.cmp(b));
                self.order.select_nth_unstable_by(count.saturating_sub(1), before);
                self.open.fill(false);
                for &site in &self.order[..count] {
                    self.open[site as usize] = true;
                }
            }
            None => self.open.iter_mut().zip(reduced).for_each(|(open, reduced)| *open = *reduced < 0.0),
        }
        let worth: f64 = reduced.iter().zip(&self.open).filter(|(_, open)| **open).map(|(reduced, _)| reduced).sum();
        self.bound = problem.offset + self.prices.iter().sum::<f64>() + worth;
        self.bound
    }

    /// Moves the prices; false when there is nowhere to go.
    fn step(&mut self, problem: &Problem, stride: f64, goal: f64, best: f64) -> bool {
        let mut length = 0.0;
        for (row, pairs) in problem.rows() {
            let price = self.prices[row];
            let served = pairs.iter().take_while(|pair| pair.1 < price).filter(|(site, _)| self.open[*site as usize]).count();
            let at_cap = price >= problem.outside[row];
            let slope = if served == 0 && at_cap { 0.0 } else { 1.0 - served as f64 };
            self.direction[row] = slope + MEMORY * self.direction[row];
            length += self.direction[row] * self.direction[row];
        }
        if length <= 0.0 {
            return false;
        }
        let missing = if goal.is_finite() { goal - self.bound } else { 0.1 * best.abs() + 1.0 };
        let step = stride * missing.max(1e-9 * best.abs()) / length;
        for (row, pairs) in problem.rows() {
            let floor = pairs.first().map_or(0.0, |pair| pair.1);
            self.prices[row] = (self.prices[row] + step * self.direction[row]).max(floor).min(problem.outside[row]);
        }
        true
    }
}

impl Relaxation {
    /// What the reduced costs decide: a site is closed when opening it would cost too much, open when closing
    /// it would.
    pub fn fates(&self, problem: &Problem, too_much: &dyn Fn(f64) -> bool) -> Vec<Fate> {
        let of =
            |open: bool| self.reduced.iter().zip(&self.chosen).filter(move |(_, chosen)| **chosen == open).map(|(reduced, _)| *reduced);
        // With a given number of sites, one opens only when another closes.
        let (last_in, first_out) = match problem.count {
            Some(_) => (of(true).fold(f64::NEG_INFINITY, f64::max), of(false).fold(f64::INFINITY, f64::min)),
            None => (0.0, 0.0),
        };
        let fate = |(reduced, chosen): (&f64, &bool)| match chosen {
            true if too_much(self.bound - reduced + first_out) => Fate::Open,
            false if too_much(self.bound + reduced - last_in) => Fate::Closed,
            _ => Fate::Free,
        };
        self.reduced.iter().zip(&self.chosen).map(fate).collect()
    }
}
