//! Branch and bound: the best solution, and the proof that there is none better.

use super::problem::{Fate, Problem, Solution};
use super::relaxation::{Pace, Relaxation, first_prices, relax};
use super::{Effort, exchange, reductions};

/// Bounds and values are compared to one part in so many: sums in another order differ by less.
const TIE: f64 = 1e-11;

/// One hint in so many is made better by exchanges.
const EXCHANGED: u32 = 20;
/// One hint in so many is completed to a cover.
const COMPLETED: u32 = 6;

/// What a search knows and wants.
pub(super) struct Search<'a> {
    /// The best solution so far, in the names of the problem one began with.
    pub best: Option<Solution>,
    /// Only solutions below this are of interest.
    pub ceiling: f64,
    /// A solution that costs no more than this is as good as any.
    pub goal: f64,
    /// Values of solutions are whole multiples of this; 0 when nothing is known of them.
    pub grain: f64,
    /// Whether to stop here.
    pub stop: &'a dyn Fn() -> bool,
}

/// What a search found.
pub(super) struct Best {
    /// Open sites.
    pub open: Vec<u32>,
    /// What they cost; infinite when no solution was found.
    pub value: f64,
    /// No solution costs less.
    pub bound: f64,
    /// Whether that is shown to be the value itself.
    pub proved: bool,
}

/// Whether there is a solution that costs no more than asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// This one.
    Found(Vec<u32>),
    /// There is none: all cost at least this.
    Impossible {
        /// The least they could cost.
        least: f64,
    },
    /// Neither was found out.
    Unknown,
}

impl<'a> Search<'a> {
    fn new(ceiling: f64, goal: f64, grain: f64, effort: Effort<'a>) -> Self {
        let stop: &dyn Fn() -> bool = match effort {
            Effort::Fast => &|| false,
            Effort::Exact(stop) => stop,
        };
        Self { best: None, ceiling, goal, grain, stop }
    }

    /// The least costly solution.
    pub fn minimise(problem: Problem, grain: f64, effort: Effort<'a>) -> Best {
        Self::minimise_from(problem, None, grain, effort)
    }

    /// The least costly solution, beginning with one.
    pub fn minimise_from(problem: Problem, start: Option<Solution>, grain: f64, effort: Effort<'a>) -> Best {
        let mut search = Self::new(f64::INFINITY, f64::NEG_INFINITY, grain, effort);
        if let Some(start) = start {
            search.offer(start);
        }
        let bound = search.run(problem, effort);
        let proved = search.best.is_some() && search.closes(bound);
        let (open, value) = search.best.map_or((Vec::new(), f64::INFINITY), |best| (best.open, best.value));
        Best { open, value, bound, proved }
    }

    /// A solution that costs at most so much, in whole sites.
    pub fn at_most(problem: Problem, most: f64, effort: Effort<'a>) -> Outcome {
        let mut search = Self::new(most + 1.0, most, 1.0, effort);
        let bound = search.run(problem, effort);
        match search.best {
            Some(best) => Outcome::Found(best.open),
            None if bound > most => Outcome::Impossible { least: bound.min(most + 1.0) },
            None => Outcome::Unknown,
        }
    }
}

impl Search<'_> {
    /// Whether no solution that costs at least `bound` is of interest.
    pub fn closes(&self, bound: f64) -> bool {
        closes(bound, self.ceiling, self.grain)
    }

    /// By how much a bound may be wrong.
    fn error(&self) -> f64 {
        error(self.ceiling, self.grain)
    }

    /// Whether a solution as good as wanted is known.
    pub fn done(&self) -> bool {
        self.ceiling <= self.goal
    }

    /// Takes a solution if it is better than the best.
    pub fn offer(&mut self, solution: Solution) {
        if solution.value < self.ceiling - TIE * self.ceiling.abs().min(f64::MAX) {
            self.ceiling = solution.value;
            self.best = Some(solution);
        }
    }

    /// Looks for the best until it is proved, or once at the whole problem.
    ///
    /// # Returns
    /// No solution costs less; infinite when there is none below the ceiling one began with.
    pub fn run(&mut self, problem: Problem, effort: Effort) -> f64 {
        let mut problem = reductions::reduced(problem);
        self.begin(&mut problem);
        let unseen = match effort {
            Effort::Exact(_) => self.node(problem, f64::NEG_INFINITY, Pace::ROOT),
            Effort::Fast => self.glance(&problem),
        };
        let bound = unseen.min(self.best.as_ref().map_or(f64::INFINITY, |best| best.value));
        if self.grain > 0.0 && bound.is_finite() { ((bound - self.error()) / self.grain).ceil() * self.grain } else { bound }
    }

    /// First prices and, where the number of sites is given, a first solution.
    fn begin(&mut self, problem: &mut Problem) {
        if problem.settled().is_some() {
            return;
        }
        let mut open = vec![false; problem.sites.len()];
        if problem.count.is_some() {
            open = exchange::improved(problem, exchange::greedy(problem));
            self.offer(problem.solution(&open));
        }
        problem.prices = first_prices(problem, &open);
    }

    fn glance(&mut self, problem: &Problem) -> f64 {
        match problem.settled() {
            Some(solution) => {
                self.offer(solution);
                f64::INFINITY
            }
            None if problem.offset.is_infinite() => f64::INFINITY,
            None => self.bound(problem, Pace::ROOT).bound,
        }
    }

    fn node(&mut self, mut problem: Problem, known: f64, mut pace: Pace) -> f64 {
        let mut known = known;
        loop {
            if let Some(solution) = problem.settled() {
                self.offer(solution);
                return f64::INFINITY;
            }
            if problem.offset.is_infinite() || self.done() {
                return f64::INFINITY;
            }
            let found = self.bound(&problem, pace);
            known = known.max(found.bound);
            if self.closes(known) || self.done() {
                return f64::INFINITY;
            }
            // Only now: even out of time, there is a bound.
            if (self.stop)() {
                return known;
            }
            let fates = found.fates(&problem, &|bound| self.closes(bound));
            if fates.iter().all(|fate| *fate == Fate::Free) {
                return self.branch(&problem, &found, known);
            }
            problem = reductions::reduced(problem.restricted(&fates, &found.prices));
            pace = Pace::NODE;
        }
    }

    /// Splits on the site most in doubt: first with it, then without.
    fn branch(&mut self, problem: &Problem, found: &Relaxation, known: f64) -> f64 {
        let doubt = |site: &usize| (found.leaning[*site] - 0.5).abs();
        let Some(site) = (0..problem.sites.len()).min_by(|a, b| doubt(a).total_cmp(&doubt(b))) else { return f64::INFINITY };
        let mut least = f64::INFINITY;
        for fate in [Fate::Open, Fate::Closed] {
            let mut fates = vec![Fate::Free; problem.sites.len()];
            fates[site] = fate;
            let child = reductions::reduced(problem.restricted(&fates, &found.prices));
            least = least.min(self.node(child, known, Pace::NODE));
        }
        least
    }

    /// Bounds a problem, and takes the solutions met on the way.
    fn bound(&mut self, problem: &Problem, pace: Pace) -> Relaxation {
        let mut best = Solution { value: self.ceiling, open: Vec::new() };
        let (goal, grain, stop) = (self.goal, self.grain, self.stop);
        let enough = |bound: f64, best: f64| best <= goal || closes(bound, best, grain) || stop();
        let (mut tried, mut offers) = (Vec::new(), 0);
        let found = relax(problem, pace, self.ceiling, &enough, &mut |open, reduced| {
            if tried != open {
                tried.clear();
                tried.extend_from_slice(open);
                offers += 1;
                let hint = match problem.count {
                    Some(_) if offers % EXCHANGED == 0 => Some(exchange::improved(problem, open.to_vec())),
                    Some(_) => Some(open.to_vec()),
                    None => (offers % COMPLETED == 1).then(|| exchange::completed(problem, open, reduced)),
                };
                if let Some(hint) = hint.filter(|hint| problem.value(hint) < best.value) {
                    best = problem.solution(&hint);
                }
            }
            best.value
        });
        self.offer(best);
        found
    }
}

fn error(ceiling: f64, grain: f64) -> f64 {
    TIE * ceiling.abs() + 1e-6 * grain
}

/// Whether no solution below the ceiling can cost `bound` or more: the next one is a grain below.
fn closes(bound: f64, ceiling: f64, grain: f64) -> bool {
    let error = error(ceiling, grain);
    bound >= ceiling - (grain - error).max(error)
}
