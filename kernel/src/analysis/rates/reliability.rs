//! How far a rate can be trusted: intervals, and classes by coefficient of variation.

use statrs::distribution::{ContinuousCDF, Gamma, Normal};

use crate::domain::Interval;

/// Wilson's interval of a share (Wilson 1927): people concerned over people counted.
///
/// # Parameters
/// - `events`, `population`: `0 ≤ events ≤ population`, population above zero.
/// - `confidence`: such as 0.95.
///
/// # Returns
/// Never below 0 or above 1, and of some width even without any event; `None` when events exceed the
/// population, which is then no share.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::rates::reliability::wilson;
/// let interval = wilson(0.0, 10.0, 0.95).unwrap();
/// assert_eq!(interval.low(), 0.0);
/// assert!((interval.high() - 0.277_532_799).abs() < 1e-8);
/// ```
pub fn wilson(events: f64, population: f64, confidence: f64) -> Option<Interval> {
    if !(population > 0.0 && (0.0..=population).contains(&events)) {
        return None;
    }
    let (share, z2) = (events / population, normal_quantile(confidence).powi(2));
    let centre = share + z2 / (2.0 * population);
    let half = (z2 * (share * (1.0 - share) / population + z2 / (4.0 * population * population))).sqrt();
    let shrink = 1.0 + z2 / population;
    // The bounds of 0 and of 1 are exact; the formula reaches them up to rounding.
    let low = if events == 0.0 { 0.0 } else { (centre - half) / shrink };
    let high = if events >= population { 1.0 } else { (centre + half) / shrink };
    Interval::new(low.max(0.0), high.min(1.0))
}

/// The exact interval of a Poisson count (Garwood 1936), to be divided by people or by events expected.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::rates::reliability::exact_poisson;
/// let interval = exact_poisson(10.0, 0.95).unwrap();
/// assert!((interval.low() - 4.795_389).abs() < 1e-5 && (interval.high() - 18.390_356).abs() < 1e-5);
/// ```
pub fn exact_poisson(events: f64, confidence: f64) -> Option<Interval> {
    let tail = (1.0 - confidence) / 2.0;
    let quantile = |shape: f64, p: f64| Gamma::new(shape, 1.0).ok().map(|law| law.inverse_cdf(p));
    let low = if events == 0.0 { 0.0 } else { quantile(events, tail)? };
    Interval::new(low, quantile(events + 1.0, 1.0 - tail)?)
}

/// Byar's approximation to the exact Poisson interval (Breslow & Day 1987), within a thousandth of it
/// from about ten events on.
///
/// # Examples
/// ```
/// use maillage_kernel::analysis::rates::reliability::byar;
/// let interval = byar(10.0, 0.95).unwrap();
/// assert!((interval.low() - 4.787_45).abs() < 1e-4 && (interval.high() - 18.391_46).abs() < 1e-4);
/// ```
pub fn byar(events: f64, confidence: f64) -> Option<Interval> {
    let z = normal_quantile(confidence);
    let bound = |count: f64, side: f64| count * (1.0 - 1.0 / (9.0 * count) + side * z / (3.0 * count.sqrt())).powi(3);
    Interval::new(if events == 0.0 { 0.0 } else { bound(events, -1.0).max(0.0) }, bound(events + 1.0, 1.0))
}

fn normal_quantile(confidence: f64) -> f64 {
    Normal::standard().inverse_cdf(f64::midpoint(1.0, confidence))
}

/// What a figure may be used for, by its coefficient of variation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reliability {
    /// Below 12 %: for use as it stands.
    Good,
    /// 12 to 40 %: with its interval.
    Caution,
    /// Above 40 %: not to be shown alone.
    Unreliable,
}

impl Reliability {
    /// The word used in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Caution => "caution",
            Self::Unreliable => "unreliable",
        }
    }

    /// The class of a coefficient of variation; one that is not a number is not reliable.
    pub fn of(coefficient: f64) -> Self {
        match coefficient {
            c if c < 0.12 => Self::Good,
            c if c <= 0.40 => Self::Caution,
            _ => Self::Unreliable,
        }
    }

    /// The class of a rate that rests on so many events: a Poisson count has `1 / √events`.
    pub fn of_events(events: f64) -> Self {
        Self::of(1.0 / events.sqrt())
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the bounds of a share are exact")]
mod tests {
    use super::*;

    #[test]
    fn the_limits_of_the_classes_are_those_announced() {
        assert_eq!(Reliability::of(0.119), Reliability::Good);
        assert_eq!(Reliability::of(0.12), Reliability::Caution);
        assert_eq!(Reliability::of(0.40), Reliability::Caution);
        assert_eq!(Reliability::of(0.401), Reliability::Unreliable);
        assert_eq!(Reliability::of_events(0.0), Reliability::Unreliable);
        assert_eq!(Reliability::of_events(100.0), Reliability::Good);
    }

    #[test]
    fn no_event_still_leaves_room_for_some() {
        assert!((exact_poisson(0.0, 0.95).unwrap().high() - 3.688_879_454).abs() < 1e-8);
        assert_eq!(byar(0.0, 0.95).unwrap().low(), 0.0);
        assert_eq!(wilson(5.0, 5.0, 0.95).unwrap().high(), 1.0);
    }

    #[test]
    fn more_events_than_people_are_no_share() {
        assert_eq!(wilson(6.0, 5.0, 0.95), None);
        assert_eq!(wilson(0.0, 0.0, 0.95), None);
    }

    #[test]
    fn the_exact_bounds_leave_just_the_tails_outside() {
        for events in [1.0, 3.0, 10.0, 250.0, 40_000.0] {
            let interval = exact_poisson(events, 0.95).unwrap();
            let above = statrs::function::gamma::gamma_lr(events, interval.low());
            let below = statrs::function::gamma::gamma_ur(events + 1.0, interval.high());
            assert!((above - 0.025).abs() < 1e-9 && (below - 0.025).abs() < 1e-9, "{events}: {above} {below}");
        }
    }
}
