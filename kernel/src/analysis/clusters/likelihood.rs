//! How surely an area departs from the rest, and how far it must depart to be surer than another.

use super::scan::{Model, ScanOptions, Tail};

/// The log-likelihood ratio of an area against the rest, whatever the tail.
///
/// # Parameters
/// `cases` and `expected` inside, `total` over the whole, of both.
pub fn log_likelihood_ratio(cases: f64, expected: f64, total: f64) -> f64 {
    let part = |count: f64, expected: f64| if count > 0.0 { count * (count / expected).ln() } else { 0.0 };
    part(cases, expected) + part(total - cases, total - expected)
}

/// What areas are compared by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likelihood {
    /// Cases.
    pub total: f64,
    /// People without the event, for Bernoulli; for Poisson, nobody.
    pub others: f64,
    pub options: ScanOptions,
}

impl Likelihood {
    pub fn new(total: f64, whole: f64, options: ScanOptions) -> Self {
        Self { total, others: if options.model == Model::Bernoulli { (whole - total).max(0.0) } else { 0.0 }, options }
    }

    /// People without the event in an area where so many cases are due.
    fn others_due(&self, due: f64) -> f64 {
        due * self.others / self.total
    }

    pub fn ratio(&self, cases: f64, due: f64) -> f64 {
        let of_cases = log_likelihood_ratio(cases, due, self.total);
        if self.others <= 0.0 {
            return of_cases;
        }
        let others_due = self.others_due(due);
        // As many people lack the event as have it more than is due.
        of_cases + log_likelihood_ratio(others_due + due - cases, others_due, self.others)
    }

    pub fn departs(&self, cases: f64, expected: f64) -> bool {
        let on_tail = match self.options.tail {
            Tail::High => cases > expected,
            Tail::Low => cases < expected,
            Tail::Both => true,
        };
        on_tail && cases.max(expected) >= self.options.min_cases && expected < self.total
    }

    /// How far above and below what is due the count of an area must lie for a ratio of 1; for a ratio of
    /// `b`, `√b` times as far. It may have to lie farther, never less far.
    ///
    /// # Notes
    /// With `f(x) = (1+x) ln(1+x) − x ≤ x²/2` for `x ≥ 0` and `≤ x²` for `−1 ≤ x ≤ 0`, a count `E + d` has
    /// `LLR = E f(d/E) + (C−E) f(−d/(C−E)) ≤ d² (1/2E + 1/(C−E))` for `d ≥ 0`; below, the half changes sides.
    pub fn least_departure(&self, due: f64) -> [f64; 2] {
        let apart = |inside: f64, outside: f64| [0.5 / inside + 1.0 / outside, 1.0 / inside + 0.5 / outside];
        let [mut above, mut below] = apart(due, self.total - due);
        if self.others > 0.0 {
            let others_due = self.others_due(due);
            let [of_more, of_fewer] = apart(others_due, self.others - others_due);
            (above, below) = (above + of_fewer, below + of_more);
        }
        [above, below].map(|bound| 1.0 / bound.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_area_is_surer_than_its_departure_allows(
            total in 10..5_000_u32, share in 0.0..=1.0_f64, due in 0.001..0.999_f64, others in 1.0..50.0_f64, bernoulli in any::<bool>(),
        ) {
            let model = if bernoulli { Model::Bernoulli } else { Model::Poisson };
            let options = ScanOptions { model, tail: Tail::Both, min_cases: 0.0, replicates: 0, seed: 0 };
            let total = f64::from(total);
            let likelihood = Likelihood::new(total, total * (1.0 + others), options);
            // Inside, no more cases than people.
            let (due, cases) = (total * due, (total * share).round().min(total * due * (1.0 + others)));
            let [above, below] = likelihood.least_departure(due);
            let far = if cases > due { (cases - due) / above } else { (due - cases) / below };
            prop_assert!(likelihood.ratio(cases, due) <= far * far * (1.0 + 1e-9) + 1e-9);
        }
    }
}
