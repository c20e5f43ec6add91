//! From a null distribution to a p-value.

/// What counts as at least as extreme as what was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alternative {
    /// Either tail: twice the smaller one, at most 1. The default.
    #[default]
    TwoSided,
    /// Large values.
    Greater,
    /// Small values.
    Lesser,
    /// Far from the mean of the null distribution, on either side.
    Folded,
    /// The tail the observed value leans to, chosen by the data: half an honest p-value, and the default
    /// of esda and `GeoDa`. Only for comparison with them; counts ties as esda does.
    Directed,
    /// esda's `two-sided`: the tail beyond the observed value and the tail beyond its mirror image, the
    /// same number of deals from the other end; capped at 1. It leaves out ties above, so that with values
    /// of few kinds it calls too much significant. Only for comparison.
    TwoSidedEsda,
}

impl Alternative {
    /// Every alternative, in the order of menus.
    pub const ALL: [Self; 6] = [Self::TwoSided, Self::Greater, Self::Lesser, Self::Folded, Self::Directed, Self::TwoSidedEsda];

    /// The word used on the command line and in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TwoSided => "two-sided",
            Self::Greater => "greater",
            Self::Lesser => "lesser",
            Self::Folded => "folded",
            Self::Directed => "directed",
            Self::TwoSidedEsda => "two-sided-esda",
        }
    }

    /// The pseudo p-value `(m + 1) / (R + 1)` of an observed statistic against `R` dealt ones, `m` of which
    /// are at least as extreme.
    ///
    /// # Parameters
    /// - `reference`: the dealt statistics, at least one; their order is lost.
    /// - `tolerance`: how far apart two statistics may lie and still be a tie. A tie is at least as
    ///   extreme in every tail: a rounding error must not decide.
    ///
    /// # Notes
    /// `O(R)`.
    pub fn pseudo_p(self, reference: &mut [f64], observed: f64, tolerance: f64) -> f64 {
        let tails = Tails::of(reference, observed, tolerance);
        let dealt = reference.len();
        if tails.below == dealt && tails.above == dealt {
            return 1.0;
        }
        let at_least = |extremes: usize| (extremes + 1) as f64 / (dealt + 1) as f64;
        match self {
            Self::TwoSided => (2.0 * at_least(tails.smaller())).min(1.0),
            Self::Greater => at_least(tails.above),
            Self::Lesser => at_least(tails.below),
            Self::Folded => at_least(folded(reference, observed, tolerance)),
            Self::Directed => at_least(tails.above.min(dealt - tails.above)),
            Self::TwoSidedEsda => at_least(mirrored(reference, tails)).min(1.0),
        }
    }

    /// The p-value of a standard normal deviate.
    pub fn normal_p(self, z: f64) -> f64 {
        let upper = |z: f64| statrs::function::erf::erfc(z / std::f64::consts::SQRT_2) / 2.0;
        match self {
            Self::TwoSided | Self::Folded | Self::TwoSidedEsda => 2.0 * upper(z.abs()),
            Self::Directed => upper(z.abs()),
            Self::Greater => upper(z),
            Self::Lesser => upper(-z),
        }
    }
}

/// How many dealt statistics lie on either side of the observed one; ties are in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tails {
    /// At or below.
    pub below: usize,
    /// At or above.
    pub above: usize,
}

impl Tails {
    /// Counts them.
    pub fn of(reference: &[f64], observed: f64, tolerance: f64) -> Self {
        Self {
            below: reference.iter().filter(|&&dealt| dealt <= observed + tolerance).count(),
            above: reference.iter().filter(|&&dealt| dealt >= observed - tolerance).count(),
        }
    }

    /// Counts one more.
    pub fn add(&mut self, dealt: f64, observed: f64, tolerance: f64) {
        self.below += usize::from(dealt <= observed + tolerance);
        self.above += usize::from(dealt >= observed - tolerance);
    }

    /// The smaller tail.
    pub fn smaller(self) -> usize {
        self.below.min(self.above)
    }
}

/// Deals beyond the observed value and beyond its mirror image. What lies beyond all deals takes the
/// extreme of each side for itself and its image.
fn mirrored(reference: &mut [f64], tails: Tails) -> usize {
    let above = reference.len() - tails.below;
    let mirror = tails.below.min(above).max(1);
    let first = *reference.select_nth_unstable_by(mirror - 1, f64::total_cmp).1;
    let last = *reference.select_nth_unstable_by(reference.len() - mirror, f64::total_cmp).1;
    let lower = reference.iter().filter(|&&dealt| dealt <= first).count();
    let upper = reference.iter().filter(|&&dealt| dealt >= last).count();
    match tails.below.cmp(&above) {
        _ if tails.below == 0 || above == 0 => lower + upper,
        std::cmp::Ordering::Greater => lower + above,
        _ => tails.below + upper,
    }
}

fn folded(reference: &[f64], observed: f64, tolerance: f64) -> usize {
    let mean = reference.iter().sum::<f64>() / reference.len() as f64;
    let distance = (observed - mean).abs() - tolerance;
    reference.iter().filter(|dealt| (*dealt - mean).abs() >= distance).count()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a share of deals is exact")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn p(alternative: Alternative, reference: &[f64], observed: f64) -> f64 {
        alternative.pseudo_p(&mut reference.to_vec(), observed, 1e-12)
    }

    #[test]
    fn a_null_without_variation_is_never_significant() {
        // esda says 1/100 when directed and 199/100 when two-sided.
        for alternative in Alternative::ALL {
            assert_eq!(p(alternative, &[0.0; 99], 0.0), 1.0, "{alternative:?}");
        }
    }

    #[test]
    fn tails_are_counted_with_the_observed_value_in_them() {
        let reference: Vec<f64> = (1..=99).map(f64::from).collect();
        assert_eq!(p(Alternative::Greater, &reference, 98.5), 0.02);
        assert_eq!(p(Alternative::Lesser, &reference, 98.5), 0.99);
        assert_eq!(p(Alternative::Directed, &reference, 98.5), 0.02);
        assert_eq!(p(Alternative::TwoSided, &reference, 98.5), 0.04);
        assert_eq!(p(Alternative::Folded, &reference, 98.5), 0.03);
        assert_eq!(p(Alternative::TwoSidedEsda, &reference, 98.5), 0.03);
        assert_eq!(p(Alternative::TwoSidedEsda, &reference, 1000.0), 0.03);
        assert_eq!(p(Alternative::TwoSided, &reference, 50.0), 1.0);
    }

    #[test]
    fn ties_are_as_extreme_as_what_was_observed() {
        // Values of few kinds: 40 of 99 deals give just what was observed, 1 gives more.
        let reference: Vec<f64> = [vec![0.0; 58], vec![1.0; 40], vec![2.0]].concat();
        assert_eq!(p(Alternative::TwoSided, &reference, 1.0), 0.84);
        // esda leaves the ties out.
        assert_eq!(p(Alternative::TwoSidedEsda, &reference, 1.0), 0.60);
    }

    #[test]
    fn the_normal_tails_are_those_of_the_tables() {
        assert!((Alternative::TwoSided.normal_p(1.959_963_984_540_054) - 0.05).abs() < 1e-11);
        assert!((Alternative::Greater.normal_p(-1.0) + Alternative::Lesser.normal_p(-1.0) - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn turning_the_numbers_round_turns_the_tails_round(
            reference in prop::collection::vec(-5_i32..5, 1..60), observed in -6_i32..6,
        ) {
            let reference: Vec<f64> = reference.into_iter().map(f64::from).collect();
            let turned: Vec<f64> = reference.iter().map(|dealt| -dealt).collect();
            let observed = f64::from(observed);
            for alternative in [Alternative::TwoSided, Alternative::Folded] {
                let (one, other) = (p(alternative, &reference, observed), p(alternative, &turned, -observed));
                prop_assert!((one - other).abs() < 1e-12, "{alternative:?}: {one} and {other}");
            }
            prop_assert_eq!(p(Alternative::Greater, &reference, observed), p(Alternative::Lesser, &turned, -observed));
        }
    }
}
