//! Groups of households whose recipients are expected: bands of income, and lone parents beside.

use super::inputs::Inputs;
use crate::diagnosis::wording::whole;
use crate::domain::Text;

/// Upper bounds of the bands, as shares of the territory's median income: half of it is a line of
/// poverty, a quarter is about what RSA leaves a person with. Relative bands hold for any year.
const BANDS: [f64; 3] = [0.25, 0.5, 0.75];

/// Fewer quantiles than this do not tell how incomes spread.
const FEWEST_QUANTILES: usize = 3;

/// The groups and how many of each live in every zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Strata {
    /// What each group is.
    pub labels: Vec<Text>,
    /// Of each zone, the members of each group; `None` when one is withheld or missing.
    pub members: Vec<Option<Vec<f64>>>,
}

/// Splits the households of every zone into groups.
///
/// # Algorithm
/// 1. The territory's median: mean of the zones' medians, each household counting for one.
/// 2. Households below each band: linear between the published quantiles, from zero income to the first,
///    with an exponential tail beyond the last.
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

fn band_labels(bounds: [f64; 3]) -> Vec<Text> {
    // Bounds are told to the hundred euros: they are landmarks, not law.
    let [a, b, c] = bounds.map(|bound| whole((bound / 100.0).round() * 100.0));
    let euros = |fr: String, en: String| {
        Text::new(format!("Ménages dont le revenu par UC est {fr}"), format!("Households whose income per CU is {en}"))
    };
    vec![
        euros(format!("inférieur à {}\u{a0}€", a.fr), format!("below €{}", a.en)),
        euros(format!("de {} à {}\u{a0}€", a.fr, b.fr), format!("€{} to €{}", a.en, b.en)),
        euros(format!("de {} à {}\u{a0}€", b.fr, c.fr), format!("€{} to €{}", b.en, c.en)),
        euros(format!("de {}\u{a0}€ ou plus", c.fr), format!("€{} or more", c.en)),
    ]
}

fn members(inputs: &Inputs<'_>, zone: usize, bounds: [f64; 3]) -> Option<Vec<f64>> {
    let households = inputs.households.values[zone].value()?;
    let quantiles: Vec<(f64, f64)> =
        inputs.quantiles.iter().filter_map(|(share, edition)| Some((*share, edition.values[zone].value()?))).collect();
    if quantiles.len() < FEWEST_QUANTILES {
        return None;
    }
    let below = bounds.map(|bound| households * share_below(&quantiles, bound));
    let mut members = vec![below[0], below[1] - below[0], below[2] - below[1], households - below[2]];
    if let Some(lone_parents) = &inputs.lone_parents {
        members.push(lone_parents.values[zone].value()?);
    }
    Some(members)
}

/// The share of households below an income, from quantiles `(share, income)` in increasing order.
fn share_below(quantiles: &[(f64, f64)], income: f64) -> f64 {
    let mut before = (0.0, 0.0);
    for &(share, bound) in quantiles {
        let bound = bound.max(before.1);
        if income < bound {
            return before.0 + (share - before.0) * (income - before.1) / (bound - before.1);
        }
        before = (share, bound);
    }
    let (share, last) = before;
    1.0 - (1.0 - share) * (-(income - last) / last.max(1.0)).exp()
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
    fn a_tenth_without_any_income_is_below_every_bound() {
        assert!((share_below(&[(0.1, 0.0), (0.25, 3_000.0), (0.5, 8_000.0)], 1_500.0) - 0.175).abs() < 1e-12);
    }
}
