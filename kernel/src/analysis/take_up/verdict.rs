//! What can be said of each zone, chance kept from filling the map.

use super::ratio::Ratio;
use crate::analysis::multiple_testing::Adjustment;

/// What can be said of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Surely fewer recipients than expected.
    Deficit,
    /// Surely more.
    Surplus,
    /// The interval covers the reference: never coloured.
    NotDistinguishable,
    /// Too few people to say anything.
    Insufficient,
}

impl Verdict {
    /// The word used in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Deficit => "deficit",
            Self::Surplus => "surplus",
            Self::NotDistinguishable => "not-distinguishable",
            Self::Insufficient => "insufficient",
        }
    }

    /// From the adjusted p-value of a zone that is large enough to be judged, and its ratio.
    pub fn of(adjusted: Option<f64>, ratio: &Ratio, fdr: f64) -> Self {
        match adjusted {
            None => Self::Insufficient,
            Some(p) if p > fdr => Self::NotDistinguishable,
            // At another confidence than that of the rate of discoveries, the interval still decides.
            Some(_) if ratio.low <= 1.0 && ratio.high >= 1.0 => Self::NotDistinguishable,
            Some(_) if ratio.ratio < 1.0 => Self::Deficit,
            Some(_) => Self::Surplus,
        }
    }
}

/// P-values of the zones large enough to be judged, adjusted for their number (Benjamini & Hochberg 1995).
///
/// # Parameters
/// - `ratios`, `expected`: of each zone.
/// - `fewest`: with fewer recipients expected, nothing is said of a zone, and it is no test among the others.
pub fn adjusted(ratios: &[Ratio], expected: &[f64], fewest: f64) -> Vec<Option<f64>> {
    let judged: Vec<usize> = (0..expected.len()).filter(|place| expected[*place] >= fewest).collect();
    let p: Vec<f64> = judged.iter().map(|place| ratios[*place].p).collect();
    let mut adjusted = vec![None; expected.len()];
    for (place, p) in judged.into_iter().zip(Adjustment::BenjaminiHochberg.adjusted(&p)) {
        adjusted[place] = Some(p);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::take_up::ratio::Count;

    #[test]
    fn a_zone_too_small_is_no_test_and_one_whose_interval_covers_the_reference_is_not_coloured() {
        let expected = [100.0, 4.9, 100.0, 100.0];
        let observed = [60.0, 0.0, 95.0, 150.0];
        let ratios: Vec<Ratio> =
            observed.iter().zip(expected).map(|(count, due)| Ratio::new(Count::exact(*count), due, 1.0, 0.95)).collect();
        let adjusted = adjusted(&ratios, &expected, 5.0);
        let verdicts: Vec<Verdict> = adjusted.iter().zip(&ratios).map(|(p, ratio)| Verdict::of(*p, ratio, 0.05)).collect();
        assert_eq!(verdicts, [Verdict::Deficit, Verdict::Insufficient, Verdict::NotDistinguishable, Verdict::Surplus]);
        assert!((adjusted[2].unwrap() - ratios[2].p).abs() < 1e-12, "three tests, not four");
        let wide = Ratio::new(Count::exact(60.0), 100.0, 1.0, 0.999_999_9);
        assert_eq!(Verdict::of(Some(0.001), &wide, 0.05), Verdict::NotDistinguishable);
    }
}
