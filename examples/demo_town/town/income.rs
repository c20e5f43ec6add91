//! How incomes spread within a neighbourhood: log-normal around its median.

use statrs::distribution::{ContinuousCDF, Normal};

use super::zones::{Form, Sketch};

/// Sixty per cent of the national median standard of living in 2021, in euros a year.
pub const POVERTY_LINE: f64 = 13_890.0;

/// A log-normal spread of incomes, in euros a year.
#[derive(Debug, Clone, Copy)]
pub struct Income {
    /// The income that half stay below.
    pub median: f64,
    /// Standard deviation of its logarithm.
    pub spread: f64,
}

impl Income {
    /// Declared income by consumption unit.
    pub fn declared(sketch: &Sketch) -> Self {
        let spread = match sketch.form {
            Form::Centre => 0.72,
            Form::Faubourg => 0.66,
            Form::GardenCity => 0.62,
            Form::Estate => 0.85,
            Form::Suburb => 0.50,
            Form::Village => 0.53,
            Form::Activity | Form::Park => 0.60,
        };
        Self { median: sketch.median, spread }
    }

    /// Disposable income: taxes and benefits bring incomes together.
    pub fn disposable(self) -> Self {
        Self { median: 8_700.0 + 0.68 * self.median, spread: 0.03 + 0.52 * self.spread }
    }

    /// The income that a share of people stays below.
    pub fn quantile(self, share: f64) -> f64 {
        self.median * (self.spread * Normal::standard().inverse_cdf(share)).exp()
    }

    /// The share of people below an income.
    pub fn share_below(self, income: f64) -> f64 {
        Normal::standard().cdf((income / self.median).ln() / self.spread)
    }

    /// The share of households that declare less than an income. Below the first tenth, declared
    /// incomes spread evenly down to nothing: everywhere some declare next to none.
    pub fn share_declaring_below(self, income: f64) -> f64 {
        let first_tenth = self.quantile(0.1);
        if income < first_tenth { 0.1 * income / first_tenth } else { self.share_below(income) }
    }

    /// The mean.
    pub fn mean(self) -> f64 {
        self.median * (self.spread * self.spread / 2.0).exp()
    }

    /// The Gini coefficient of a log-normal spread, `2 Φ(σ/√2) − 1`.
    pub fn gini(self) -> f64 {
        2.0 * Normal::standard().cdf(self.spread / std::f64::consts::SQRT_2) - 1.0
    }

    /// What the richest fifth has over what the poorest fifth has.
    pub fn fifths(self) -> f64 {
        let normal = Normal::standard();
        let share_of_top = 1.0 - normal.cdf(normal.inverse_cdf(0.8) - self.spread);
        share_of_top / normal.cdf(normal.inverse_cdf(0.2) - self.spread)
    }
}
