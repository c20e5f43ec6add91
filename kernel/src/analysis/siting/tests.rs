//! What any siting must keep to, whatever the numbers.

use proptest::prelude::*;

use super::{Effort, NoSites, Setting, Sited, max_coverage, p_center, p_median, set_cover};
use crate::domain::Reach;

/// Never out of patience.
pub fn never() -> bool {
    false
}

const EXACT: Effort = Effort::Exact(&never);

/// Costs by demand and candidate, where there is one, as compressed rows.
pub fn reach(costs: &[Vec<Option<f64>>]) -> Reach {
    let mut reach = Reach { starts: vec![0], ..Reach::default() };
    for row in costs {
        let mut pairs: Vec<(f64, u32)> = row.iter().enumerate().filter_map(|(site, cost)| Some(((*cost)?, site as u32))).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        reach.destinations.extend(pairs.iter().map(|pair| pair.1));
        reach.minutes.extend(pairs.iter().map(|pair| pair.0));
        reach.starts.push(reach.destinations.len());
    }
    reach
}

/// A small case, small enough to try everything.
#[derive(Debug, Clone)]
struct Case {
    costs: Vec<Vec<Option<f64>>>,
    weights: Vec<f64>,
    opening: Vec<f64>,
    fixed: Vec<usize>,
    p: usize,
    radius: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Question {
    Coverage,
    Cover,
    Median,
    Center,
}

const QUESTIONS: [Question; 4] = [Question::Coverage, Question::Cover, Question::Median, Question::Center];

impl Case {
    fn sites(&self) -> usize {
        self.opening.len()
    }

    fn ask(&self, question: Question, effort: Effort) -> Result<Sited, NoSites> {
        let reach = reach(&self.costs);
        let setting = Setting { reach: &reach, weights: &self.weights, candidates: self.sites(), fixed: &self.fixed };
        match question {
            Question::Coverage => Ok(max_coverage(setting, self.radius, self.p, effort)),
            Question::Cover => set_cover(setting, self.radius, &self.opening, effort),
            Question::Median => p_median(setting, self.p, effort),
            Question::Center => p_center(setting, self.p, effort),
        }
    }

    /// What a choice achieves, the more the better; nothing when it is none.
    fn worth(&self, question: Question, open: usize) -> Option<f64> {
        let is_open = |site: usize| open >> site & 1 == 1;
        let nearest = |row: &Vec<Option<f64>>| {
            row.iter().enumerate().filter(|(site, _)| is_open(*site)).filter_map(|(_, cost)| *cost).min_by(f64::total_cmp)
        };
        let costs: Vec<Option<f64>> = self.costs.iter().map(nearest).collect();
        let reached = |row: usize| self.costs[row].iter().any(Option::is_some);
        let rows = || (0..costs.len()).filter(|row| reached(*row));
        match question {
            Question::Coverage => {
                Some((0..costs.len()).filter(|row| costs[*row].is_some_and(|cost| cost <= self.radius)).map(|row| self.weights[row]).sum())
            }
            Question::Cover => costs
                .iter()
                .all(|cost| cost.is_some_and(|cost| cost <= self.radius))
                .then(|| -(0..self.sites()).filter(|site| is_open(*site)).map(|site| self.opening[site]).sum::<f64>()),
            Question::Median => rows()
                .filter(|row| self.weights[*row] > 0.0)
                .map(|row| Some(costs[row]? * self.weights[row]))
                .sum::<Option<f64>>()
                .map(|sum| -sum),
            Question::Center => rows().map(|row| costs[row]).try_fold(0.0_f64, |worst, cost| Some(worst.max(cost?))).map(|worst| -worst),
        }
    }

    /// The best of all choices.
    fn best(&self, question: Question) -> Option<f64> {
        let count = self.p.min(self.sites()) as u32;
        let allowed = |open: &usize| {
            self.fixed.iter().all(|site| open >> site & 1 == 1) && (question == Question::Cover || open.count_ones() == count)
        };
        (0..1_usize << self.sites()).filter(allowed).filter_map(|open| self.worth(question, open)).max_by(f64::total_cmp)
    }
}

/// The sign that makes more of an objective better.
fn sign(question: Question) -> f64 {
    if question == Question::Coverage { 1.0 } else { -1.0 }
}

/// Whole costs and weights, so that ties abound, or any.
fn cases() -> impl Strategy<Value = Case> {
    let amount = |most: u32| prop_oneof![(0..=most).prop_map(f64::from), 0.0..f64::from(most)];
    (1..9_usize, 1..8_usize, any::<bool>()).prop_flat_map(move |(rows, sites, sparse)| {
        let share = if sparse { 0.5 } else { 0.99 };
        let cost = prop::option::weighted(share, amount(9));
        (
            prop::collection::vec(prop::collection::vec(cost, sites), rows),
            prop::collection::vec(amount(5), rows),
            prop::collection::vec(amount(4), sites),
            prop::sample::subsequence((0..sites).collect::<Vec<_>>(), 0..=sites.min(2)),
            1..=sites + 1,
            amount(9),
        )
            .prop_map(|(costs, weights, opening, fixed, p, radius)| {
                let p = p.max(fixed.len());
                Case { costs, weights, opening, fixed, p, radius }
            })
    })
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + b.abs())
}

proptest! {
    #[test]
    fn exact_finds_the_best_of_all_choices_and_fast_says_how_far_it_may_be(case in cases()) {
        for question in QUESTIONS {
            let (best, exact, fast) = (case.best(question), case.ask(question, EXACT), case.ask(question, Effort::Fast));
            let Some(best) = best else {
                prop_assert!(matches!(exact, Err(NoSites::OutOfReach(_) | NoSites::TooFew { .. })), "{question:?}: {exact:?}");
                prop_assert!(fast.is_err());
                continue;
            };
            let exact = exact.map_err(|cause| TestCaseError::fail(format!("{question:?}: {cause:?}")))?;
            prop_assert!(close(sign(question) * exact.objective, best), "{question:?}: {exact:?} instead of {best}");
            prop_assert!(exact.proved && exact.bound.total_cmp(&exact.objective).is_eq());
            let open = exact.open.iter().fold(0, |open, site| open | 1 << site);
            prop_assert!(case.worth(question, open).is_some_and(|worth| close(worth, best)), "the sites achieve it");
            prop_assert!(case.fixed.iter().all(|site| exact.open.contains(site)));
            prop_assert!(question == Question::Cover || exact.open.len() == case.p.min(case.sites()));
            match fast {
                Ok(fast) => {
                    prop_assert!(sign(question) * fast.objective <= best + 1e-9 * (1.0 + best.abs()));
                    prop_assert!(sign(question) * fast.bound >= best - 1e-9 * (1.0 + best.abs()), "{question:?}: {fast:?}");
                    prop_assert!(!fast.proved || close(fast.objective, exact.objective));
                }
                Err(cause) => prop_assert_eq!(cause, NoSites::Undecided),
            }
        }
    }

    #[test]
    fn one_more_candidate_never_makes_it_worse(case in cases(), costs in prop::collection::vec(prop::option::of(0.0..9.0_f64), 9)) {
        let mut wider = case.clone();
        wider.opening.push(1.0);
        // A row nobody reached would begin to count.
        for (row, cost) in wider.costs.iter_mut().zip(costs) {
            let reached = row.iter().any(Option::is_some);
            row.push(cost.filter(|_| reached));
        }
        for question in QUESTIONS {
            let (Some(before), after) = (case.best(question), wider.ask(question, EXACT)) else { continue };
            // With fewer candidates than sites, one more is also one more site.
            let after = after.map_err(|cause| TestCaseError::fail(format!("{question:?}: {cause:?}")))?;
            prop_assert!(sign(question) * after.objective >= before - 1e-9 * (1.0 + before.abs()), "{question:?}");
        }
    }

    #[test]
    fn stopped_at_once_it_still_gives_a_true_bound_and_claims_nothing_false(case in cases()) {
        for question in QUESTIONS {
            let (Some(best), Ok(stopped)) = (case.best(question), case.ask(question, Effort::Exact(&|| true))) else { continue };
            prop_assert!(sign(question) * stopped.objective <= best + 1e-9 * (1.0 + best.abs()));
            prop_assert!(sign(question) * stopped.bound >= best - 1e-9 * (1.0 + best.abs()), "{question:?}: {stopped:?}");
            prop_assert!(stopped.bound.is_finite());
            prop_assert!(!stopped.proved || close(sign(question) * stopped.objective, best));
        }
    }

    #[test]
    fn scaling_people_scales_what_is_achieved_and_moves_no_optimum(case in cases(), factor in 0.1..20.0_f64) {
        let mut scaled = case.clone();
        scaled.weights.iter_mut().for_each(|weight| *weight *= factor);
        for question in [Question::Coverage, Question::Median] {
            if let (Ok(one), Ok(other)) = (case.ask(question, EXACT), scaled.ask(question, EXACT)) {
                prop_assert!(close(other.objective, factor * one.objective), "{question:?}");
            }
        }
    }
}

/// A case on a grid of whole costs, with a fixed answer for every question.
fn ring() -> Case {
    let away = |a: usize, b: usize| (a.abs_diff(b)).min(12 - a.abs_diff(b)) as f64;
    let costs = (0..12).map(|a| (0..12).map(|b| Some(away(a, b))).collect()).collect();
    Case { costs, weights: vec![1.0; 12], opening: vec![1.0; 12], fixed: Vec::new(), p: 4, radius: 1.0 }
}

#[test]
fn where_all_choices_tie_the_answer_is_one_of_them_and_always_the_same() {
    let case = ring();
    for (question, expected) in QUESTIONS.into_iter().zip([12.0, 4.0, 8.0, 1.0]) {
        let first = case.ask(question, EXACT).unwrap();
        assert!(close(first.objective, expected) && first.open.len() == 4, "{question:?}: {first:?}");
        for threads in [1, 2, 7] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            assert_eq!(pool.install(|| case.ask(question, EXACT)).unwrap(), first);
        }
    }
}

#[test]
fn nobody_a_radius_that_covers_nothing_and_one_zone_have_an_answer() {
    let empty = Case { weights: vec![0.0; 12], ..ring() };
    let found = empty.ask(Question::Coverage, EXACT).unwrap();
    assert!(close(found.objective, 0.0) && found.proved && found.open.len() == 4);
    assert!(empty.ask(Question::Median, EXACT).unwrap().proved);
    let single = Case { costs: vec![vec![Some(3.0)]], weights: vec![2.0], opening: vec![5.0], fixed: vec![], p: 1, radius: 2.0 };
    assert!(close(single.ask(Question::Coverage, EXACT).unwrap().objective, 0.0));
    assert!(close(single.ask(Question::Median, EXACT).unwrap().objective, 6.0));
    assert!(close(single.ask(Question::Center, EXACT).unwrap().objective, 3.0));
    assert_eq!(single.ask(Question::Cover, EXACT), Err(NoSites::OutOfReach(vec![0])));
}

#[test]
fn two_shores_need_a_site_each_and_it_says_so() {
    let shore = |side: usize| (0..4).map(|site| (site % 2 == side).then_some(1.0)).collect::<Vec<_>>();
    let case = Case { costs: vec![shore(0), shore(1)], weights: vec![1.0; 2], opening: vec![1.0; 4], fixed: vec![], p: 1, radius: 1.0 };
    for question in [Question::Median, Question::Center] {
        assert_eq!(case.ask(question, EXACT), Err(NoSites::TooFew { needed: 2 }));
        assert!(close(
            Case { p: 2, ..case.clone() }.ask(question, EXACT).unwrap().objective,
            if question == Question::Median { 2.0 } else { 1.0 }
        ));
    }
}
