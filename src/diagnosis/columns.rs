//! One indicator over all zones: the classes that colour a map, and where a zone stands among the others.

use serde::Serialize;
use utoipa::ToSchema;

use crate::analysis::classes;
pub use crate::analysis::classes::{ClassMethod, Classes, MOST_CLASSES};
use crate::analysis::rank::rank_interval;
use crate::domain::{Direction, Measure};

/// Cuts the values of a column into classes; values withheld or missing are in none.
///
/// See [`classes::classes`] for the methods and for what happens with few or equal values.
pub fn classes(values: &[Measure], method: ClassMethod, count: usize) -> Classes {
    let known: Vec<f64> = values.iter().filter_map(|value| value.value()).collect();
    classes::classes(&known, method, count)
}

/// Where a zone stands among those whose value is known, from the most need on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Rank {
    /// Its rank, from 1; ties share the best.
    pub place: usize,
    /// Best rank that the intervals allow.
    pub low: usize,
    /// Worst rank that the intervals allow.
    pub high: usize,
    /// How many zones are ranked.
    pub of: usize,
}

/// The rank of one zone of a column, `None` when its value is not known.
///
/// The first has the most need; for an indicator that says nothing of need, the greatest value.
pub fn rank(values: &[Measure], direction: Direction, zone: usize) -> Option<Rank> {
    values.get(zone)?.value()?;
    let turned =
        |(low, value, high): (f64, f64, f64)| if direction == Direction::LowerIsNeed { (-high, -value, -low) } else { (low, value, high) };
    let bounds: Vec<_> = values.iter().filter_map(|value| bounds(*value)).map(turned).collect();
    let which = values[..zone].iter().filter(|value| value.value().is_some()).count();
    let found = rank_interval(&bounds, which);
    Some(Rank { place: found.place, low: found.low, high: found.high, of: found.of })
}

/// A value and the bounds of its interval, all equal when there is none.
pub fn bounds(measure: Measure) -> Option<(f64, f64, f64)> {
    let value = measure.value()?;
    Some(measure.interval().map_or((value, value, value), |interval| (interval.low().min(value), value, interval.high().max(value))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Interval;

    fn column() -> Vec<Measure> {
        let rounded = |value: f64| Measure::rounded(value, Interval::new(value - 2.0, value + 4.0).unwrap());
        vec![rounded(10.0), Measure::withheld(), rounded(15.0), rounded(60.0)]
    }

    #[test]
    fn rounding_makes_a_rank_an_interval() {
        let rank = rank(&column(), Direction::HigherIsNeed, 0).unwrap();
        assert_eq!(rank, Rank { place: 3, low: 2, high: 3, of: 3 });
    }

    #[test]
    fn when_less_is_more_need_the_least_comes_first() {
        let found = rank(&column(), Direction::LowerIsNeed, 3).unwrap();
        assert_eq!((found.place, found.low, found.high), (3, 3, 3));
    }

    #[test]
    fn a_secret_has_neither_rank_nor_class() {
        assert_eq!(rank(&column(), Direction::HigherIsNeed, 1), None);
        assert_eq!(classes(&column(), ClassMethod::Quantile, 3).counts.iter().sum::<u32>(), 3);
    }
}
