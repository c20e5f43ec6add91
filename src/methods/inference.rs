//! How significance is judged: permutations, and many tests at once.

use super::summary::Summary;
use super::words::Word;
use crate::analysis::multiple_testing::Adjustment;
use crate::analysis::permutation::{Alternative, Permutations, Reference, Scheme};
use crate::domain::{Fault, Text};
use crate::text;

/// How the p-value of one test is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inference {
    /// How many permutations; with none, p is that of the normal approximation.
    pub permutations: u32,
    /// Seed.
    pub seed: u64,
    /// What counts as extreme.
    pub alternative: Alternative,
    /// The same permutations for every zone, as esda.
    pub shared: bool,
    /// Stop once so many extremes were met.
    pub stop_after: Option<u32>,
}

impl Default for Inference {
    fn default() -> Self {
        Self { permutations: 999, seed: 1, alternative: Alternative::TwoSided, shared: false, stop_after: None }
    }
}

impl Inference {
    /// The permutations asked for, if any.
    ///
    /// # Errors
    /// `contradictory-options` when permutations are to be both shared and stopped early, or to stop on a
    /// test that needs all of them.
    pub fn permutations(&self) -> Result<Option<Permutations>, Fault> {
        let scheme = match (self.shared, self.stop_after) {
            (false, None) => Scheme::Complete,
            (true, None) => Scheme::Shared,
            (false, Some(extremes)) if self.alternative != Alternative::Folded => Scheme::Sequential { extremes: extremes.max(1) },
            (true, Some(_)) => return Err(contradiction("--shared-permutations", "--stop-after")),
            (false, Some(_)) => return Err(contradiction("--alternative folded", "--stop-after")),
        };
        let Self { permutations: count, seed, alternative, .. } = *self;
        Ok((count > 0).then_some(Permutations { count, seed, alternative, scheme }))
    }

    /// Notes the options.
    pub fn note(&self, summary: &mut Summary) {
        summary.option("permutations", self.permutations);
        summary.option("seed", self.seed);
        summary.option("alternative", self.alternative.word());
        summary.option("shared_permutations", self.shared);
        summary.option("stop_after", self.stop_after);
    }
}

/// When more zones than this must share the smallest p-value there is, the test is too coarse.
const MANY_AT_THE_MINIMUM: f64 = 10.0;

/// How many tests are judged together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discovery {
    /// The share of false discoveries that is accepted.
    pub level: f64,
    /// How p-values are adjusted.
    pub adjustment: Adjustment,
}

impl Default for Discovery {
    fn default() -> Self {
        Self { level: 0.05, adjustment: Adjustment::BenjaminiHochberg }
    }
}

impl Discovery {
    /// Adjusted p-values; what was not tested (`NaN`) stays so and does not count.
    pub fn adjusted(&self, p: &[f64]) -> Vec<f64> {
        let tested: Vec<f64> = p.iter().copied().filter(|p| p.is_finite()).collect();
        let mut adjusted = self.adjustment.adjusted(&tested).into_iter();
        p.iter().map(|p| if p.is_finite() { adjusted.next().unwrap_or(f64::NAN) } else { f64::NAN }).collect()
    }

    /// Whether an adjusted p-value is believed.
    pub fn believes(&self, adjusted: f64) -> bool {
        adjusted <= self.level
    }

    /// Notes the options and what was found; says so when nothing was, and when nothing could be.
    pub fn note(&self, summary: &mut Summary, adjusted: &[f64], inference: &Inference) {
        summary.option("fdr", self.level);
        summary.option("adjust", self.adjustment.word());
        let significant = adjusted.iter().filter(|p| self.believes(**p)).count();
        summary.finding("significant", significant as u64);
        if significant == 0 {
            let level = self.level;
            summary.warn(
                "nothing-significant",
                text!("aucune zone significative au seuil {level}", "no zone is significant at the level {level}"),
            );
        }
        self.warn_of_coarse_p(summary, adjusted, inference);
    }

    /// With `R` permutations no p-value is below `1 / (R + 1)`, twice that when two-sided: over many zones
    /// that may be too coarse for a single one to be believed.
    fn warn_of_coarse_p(&self, summary: &mut Summary, adjusted: &[f64], inference: &Inference) {
        let tests = adjusted.iter().filter(|p| p.is_finite()).count() as f64;
        let sides = if matches!(inference.alternative, Alternative::TwoSided) { 2.0 } else { 1.0 };
        let least = sides / (f64::from(inference.permutations) + 1.0);
        let needed = (least * tests / self.level).ceil();
        if inference.permutations > 0 && self.adjustment != Adjustment::None && needed > MANY_AT_THE_MINIMUM {
            let permutations = inference.permutations;
            summary.warn(
                "coarse-p",
                text!(
                    "avec {permutations} permutations, p ne descend pas sous {least} : il faut au moins {needed} zones à ce minimum pour qu’une seule soit retenue ; davantage de permutations affinent le test",
                    "with {permutations} permutations p never falls below {least}: at least {needed} zones must reach that minimum before any is believed; more permutations sharpen the test"
                ),
            );
        }
    }
}

/// The level of a test lies between 0 and 1.
///
/// # Errors
/// `bad-level`.
pub fn level(value: f64) -> Result<f64, Fault> {
    if value > 0.0 && value < 1.0 { Ok(value) } else { Err(bad_level(value)) }
}

/// The p-values of what was dealt.
pub fn p_values(found: &[Reference]) -> Vec<f64> {
    found.iter().map(|found| found.p).collect()
}

fn bad_level(value: f64) -> Fault {
    Fault::new(
        "bad-level",
        text!("{value} n’est pas un seuil", "{value} is no level"),
        Text::new("attendu : un nombre entre 0 et 1, comme 0.05", "expected a number between 0 and 1, such as 0.05"),
    )
    .in_column("--fdr")
}

fn contradiction(one: &str, other: &str) -> Fault {
    Fault::new(
        "contradictory-options",
        text!("{one} et {other} ne vont pas ensemble", "{one} and {other} do not go together"),
        Text::new("n’en garder qu’une", "keep one of them"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_tested_does_not_count_among_the_tests() {
        let adjusted = Discovery::default().adjusted(&[0.01, f64::NAN, 0.04]);
        assert_eq!((adjusted[0], adjusted[2]), (0.02, 0.04));
        assert!(adjusted[1].is_nan());
    }

    #[test]
    fn options_that_contradict_each_other_are_refused() {
        let both = Inference { shared: true, stop_after: Some(10), ..Inference::default() };
        assert_eq!(both.permutations().unwrap_err().code, "contradictory-options");
        let folded = Inference { alternative: Alternative::Folded, stop_after: Some(10), ..Inference::default() };
        assert_eq!(folded.permutations().unwrap_err().code, "contradictory-options");
        assert_eq!(Inference { permutations: 0, ..Inference::default() }.permutations().unwrap(), None);
    }

    #[test]
    fn too_few_permutations_for_so_many_zones_are_said() {
        let mut summary = Summary::new("test");
        Discovery::default().note(&mut summary, &[1.0; 1_000], &Inference::default());
        let codes: Vec<_> = summary.warnings.iter().map(|warning| warning.code).collect();
        assert_eq!(codes, ["nothing-significant", "coarse-p"]);
    }
}
