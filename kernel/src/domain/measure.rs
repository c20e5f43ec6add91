//! A number and how far it can be trusted. Never a bare number, never a zero for a secret.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A closed interval `[low, high]`, both finite.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// An interval, or `None` when a bound is not finite or the bounds are crossed.
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low.is_finite() && high.is_finite() && low <= high).then_some(Self { low, high })
    }

    /// Lower bound.
    pub const fn low(self) -> f64 {
        self.low
    }

    /// Upper bound.
    pub const fn high(self) -> f64 {
        self.high
    }

    /// Whether a value lies inside, bounds included.
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Where a value comes from, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Published as it stands by its producer.
    Published,
    /// Published after rounding: the interval holds the true value.
    Rounded,
    /// Filled in by its producer from a larger area.
    Imputed,
    /// Computed by us; the interval is the method's.
    Estimated,
    /// Kept back for secrecy. One code, whatever the reason: the reason itself would tell. An interval stands with it only where
    /// the producer publishes one, as in “fewer than 11”.
    Withheld,
    /// Not available.
    Missing,
    /// Has no meaning for this zone.
    NotApplicable,
}

impl Flag {
    /// The code used in files and over HTTP.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Rounded => "rounded",
            Self::Imputed => "imputed",
            Self::Estimated => "estimated",
            Self::Withheld => "withheld",
            Self::Missing => "missing",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Published, Self::Rounded, Self::Imputed, Self::Estimated, Self::Withheld, Self::Missing, Self::NotApplicable]
            .into_iter()
            .find(|flag| flag.code() == code)
    }
}

/// One value of one indicator for one zone. A value is present if and only if its flag says so, and
/// is always finite.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Measure {
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<Interval>,
    flag: Flag,
}

impl Measure {
    /// A value as its producer published it. A value that is not finite is missing.
    pub fn published(value: f64) -> Self {
        Self::present(value, None, Flag::Published)
    }

    /// A rounded value and the interval that holds the true one.
    pub fn rounded(value: f64, interval: Interval) -> Self {
        Self::present(value, Some(interval), Flag::Rounded)
    }

    /// A value filled in by its producer.
    pub fn imputed(value: f64, interval: Option<Interval>) -> Self {
        Self::present(value, interval, Flag::Imputed)
    }

    /// A value we computed, with the interval of the method.
    pub fn estimated(value: f64, interval: Option<Interval>) -> Self {
        Self::present(value, interval, Flag::Estimated)
    }

    /// Kept back for secrecy.
    pub const fn withheld() -> Self {
        Self::absent(Flag::Withheld)
    }

    /// Kept back for secrecy, but known to lie below a threshold: “fewer than eleven”. Nothing else is said of it.
    pub fn fewer_than(threshold: u32) -> Self {
        Self { value: None, interval: Interval::new(0.0, f64::from(threshold.saturating_sub(1))), flag: Flag::Withheld }
    }

    /// Not available.
    pub const fn missing() -> Self {
        Self::absent(Flag::Missing)
    }

    /// Without meaning here.
    pub const fn not_applicable() -> Self {
        Self::absent(Flag::NotApplicable)
    }

    /// Puts a measure together from its stored parts; `None` when they contradict each other.
    pub fn from_parts(value: Option<f64>, low: Option<f64>, high: Option<f64>, flag: Flag) -> Option<Self> {
        let interval = match (low, high) {
            (Some(low), Some(high)) => Some(Interval::new(low, high)?),
            (None, None) => None,
            _ => return None,
        };
        let hidden = matches!(flag, Flag::Withheld | Flag::Missing | Flag::NotApplicable);
        match value {
            Some(value) if !hidden && value.is_finite() => Some(Self { value: Some(value), interval, flag }),
            None if hidden && (interval.is_none() || flag == Flag::Withheld) => Some(Self { value: None, interval, flag }),
            _ => None,
        }
    }

    /// The value, if there is one.
    pub const fn value(self) -> Option<f64> {
        self.value
    }

    /// The interval, if one is known. A withheld value has one only where its producer says as much, as in “fewer than 11”.
    pub const fn interval(self) -> Option<Interval> {
        self.interval
    }

    /// Where it comes from, or why it is absent.
    pub const fn flag(self) -> Flag {
        self.flag
    }

    fn present(value: f64, interval: Option<Interval>, flag: Flag) -> Self {
        // Minus zero, the sum of nothing, is told as zero.
        if value.is_finite() { Self { value: Some(value + 0.0), interval, flag } } else { Self::missing() }
    }

    const fn absent(flag: Flag) -> Self {
        Self { value: None, interval: None, flag }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_of_nothing_is_told_without_a_sign() {
        let nothing: f64 = [].iter().sum();
        assert!(Measure::estimated(nothing, None).value().is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn a_secret_never_carries_a_value() {
        assert_eq!(Measure::from_parts(Some(0.0), None, None, Flag::Withheld), None);
        assert_eq!(Measure::withheld().value(), None);
        let few = Measure::fewer_than(11);
        assert_eq!((few.value(), few.interval(), few.flag()), (None, Interval::new(0.0, 10.0), Flag::Withheld));
        assert_eq!(Measure::from_parts(None, Some(0.0), Some(10.0), Flag::Withheld), Some(few));
        assert_eq!(Measure::from_parts(None, Some(0.0), Some(10.0), Flag::Missing), None);
    }

    #[test]
    fn what_is_not_a_number_is_missing() {
        assert_eq!(Measure::published(f64::NAN).flag(), Flag::Missing);
    }

    #[test]
    fn crossed_bounds_are_refused() {
        assert!(Interval::new(2.0, 1.0).is_none());
    }
}
