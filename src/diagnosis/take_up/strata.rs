//! Groups of households whose recipients are expected: bands of income, and lone parents beside.

use super::inputs::Inputs;
use crate::diagnosis::wording::whole;
use crate::domain::Text;

/// Upper bounds of the bands, as shares of the territory's median income: half of it is a line of
/// poverty, a quarter is about what RSA leaves a person with. Relative bands hold for any year.
const BANDS: [f64; 2] = [0.25, 0.5];

/// Fewer quantiles than this do not tell how incomes spread.
const FEWEST_QUANTILES: usize = 3;

/// The groups and how many of each live in every zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Strata {
    /// What each group is.
    pub labels: Vec<Text>,
    /// Of each zone, the members of each group; `None` when one is withheld, missing or shared out of a zone since divided, or
    /// when quantiles contradict each other.
    pub members: Vec<Option<Vec<f64>>>,
}

/// Splits the households of every zone into groups.
///
/// # Algorithm
/// 1. The territory's median: mean of the zones' medians, each household counting for one.
/// 2. Households below each band: linear between the published quantiles, a power below the first and an
///    exponential beyond the last.
/// 3. Lone parents known to the CAF, a group beside: they are among the households of the bands, and
///    their rate is what they receive more than their income says. Nearly all lone parents are known to
///    the CAF by another benefit, so that their number does not depend on taking up this one; that of
///    couples without children does, and is not used.
pub fn strata(inputs: &Inputs<'_>) -> Strata {
    let bounds = BANDS.map(|share| share * territory_median(inputs));
    let mut labels = band_labels(bounds);
    if inputs.lone_parents.is_some() {
        labels.push(Text::new("En plus : familles monoparentales", "Besides: lone parents"));
    }
    let members = (0..inputs.households.values.len()).map(|zone| members(inputs, zone, bounds)).collect();
    Strata { labels, members }
}

fn territory_median(inputs: &Inputs<'_>) -> f64 {
    let known = || {
        inputs
            .households
            .values
            .iter()
            .zip(inputs.median.values)
            .filter_map(|(households, median)| Some((households.value()?, median.value()?)))
    };
    let households: f64 = known().map(|(households, _)| households).sum();
    known().map(|(households, median)| households * median).sum::<f64>() / households.max(1.0)
}

fn band_labels(bounds: [f64; 2]) -> Vec<Text> {
    // Bounds are told to the hundred euros: they are landmarks, not law.
    let [low, high] = bounds.map(|bound| whole((bound / 100.0).round() * 100.0));
    let band = |fr: String, en: String| {
        Text::new(format!("Ménages dont le revenu par UC est {fr}"), format!("Households whose income per CU is {en}"))
    };
    vec![
        band(format!("inférieur à {}\u{a0}€", low.fr), format!("below €{}", low.en)),
        band(format!("de {} à {}\u{a0}€", low.fr, high.fr), format!("€{} to €{}", low.en, high.en)),
        band(format!("de {}\u{a0}€ ou plus", high.fr), format!("€{} or more", high.en)),
    ]
}

fn members(inputs: &Inputs<'_>, zone: usize, bounds: [f64; 2]) -> Option<Vec<f64>> {
    if inputs.shared_out[zone] {
        return None;
    }
    let households = inputs.households.values[zone].value()?;
    let quantiles: Vec<(f64, f64)> =
        inputs.quantiles.iter().filter_map(|(share, edition)| Some((*share, edition.values[zone].value()?))).collect();
    if quantiles.len() < FEWEST_QUANTILES || !quantiles.is_sorted_by(|one, other| one.1 <= other.1) {
        return None;
    }
    let below = bounds.map(|bound| households * share_below(&quantiles, bound));
    let mut members = vec![below[0], below[1] - below[0], households - below[1]];
    if let Some(lone_parents) = &inputs.lone_parents {
        members.push(lone_parents.values[zone].value()?);
    }
    Some(members)
}

/// The share of households below an income, from quantiles `(share, income)` in increasing order.
///
/// Quantiles at zero say how many declare nothing. From there to the first positive quantile the share
/// grows as a power of income, of such exponent that its slope meets the next segment's: from 1 (as many
/// at every income) to 2 (ever more).
fn share_below(quantiles: &[(f64, f64)], income: f64) -> f64 {
    let nothing = quantiles.iter().filter(|(_, bound)| *bound <= 0.0).map(|(share, _)| *share).fold(0.0, f64::max);
    let positive: Vec<(f64, f64)> = quantiles.iter().copied().filter(|(_, bound)| *bound > 0.0).collect();
    let [first, second, ..] = positive.as_slice() else { return nothing };
    if income < first.1 {
        let slope = (second.0 - first.0) / (second.1 - first.1).max(f64::MIN_POSITIVE);
        let exponent = (slope * first.1 / (first.0 - nothing)).clamp(1.0, 2.0);
        return nothing + (first.0 - nothing) * (income.max(0.0) / first.1).powf(exponent);
    }
    let segments = positive.iter().zip(&positive[1..]);
    let segment = segments.into_iter().find(|(_, (_, bound))| income < *bound);
    segment.map_or_else(
        || tail(positive[positive.len() - 1], income),
        |(from, to)| from.0 + (to.0 - from.0) * (income - from.1) / (to.1 - from.1),
    )
}

/// Beyond the last quantile.
fn tail((share, last): (f64, f64), income: f64) -> f64 {
    1.0 - (1.0 - share) * (-(income - last) / last).exp()
}

/// A group's size over the zones that are known.
pub fn total(strata: &Strata, group: usize) -> f64 {
    strata.members.iter().flatten().map(|members| members[group]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_run_through_the_quantiles_and_from_zero() {
        let quantiles = [(0.25, 4_000.0), (0.5, 8_000.0), (0.75, 16_000.0)];
        for (income, share) in [(0.0, 0.0), (2_000.0, 0.125), (4_000.0, 0.25), (12_000.0, 0.625), (16_000.0, 0.75)] {
            assert!((share_below(&quantiles, income) - share).abs() < 1e-12, "{income}");
        }
        assert!(share_below(&quantiles, 40_000.0) > 0.9 && share_below(&quantiles, 1e9) <= 1.0);
    }

    #[test]
    fn where_the_first_quantile_is_high_few_are_far_below_it() {
        let quantiles = [(0.1, 8_000.0), (0.25, 11_000.0), (0.5, 16_000.0)];
        assert!((share_below(&quantiles, 4_000.0) - 0.025).abs() < 1e-12);
    }

    #[test]
    fn a_tenth_without_any_income_is_below_every_bound() {
        assert!((share_below(&[(0.1, 0.0), (0.25, 3_000.0), (0.5, 8_000.0)], 1_500.0) - 0.175).abs() < 1e-12);
    }
}
