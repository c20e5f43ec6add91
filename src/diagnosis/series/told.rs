//! The values of an edition zone by zone, and the difference of two.

use serde::Serialize;
use utoipa::ToSchema;

use super::super::columns::bounds;
use super::super::editions::Edition;
use crate::atlas::{Carriage, Layer, NotCarried};
use crate::domain::{Flag, Measure, Vintage};

/// Values, columns in the order of the zones.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Values {
    /// The edition of the zones that they were published for.
    pub edition: Vintage,
    /// The values; `null` where withheld, missing or without meaning.
    pub values: Vec<Option<f64>>,
    /// Lower bounds.
    pub low: Vec<Option<f64>>,
    /// Upper bounds.
    pub high: Vec<Option<f64>>,
    /// Where each comes from, or why there is none.
    pub flags: Vec<Flag>,
    /// How each came into the zone of today.
    pub carried: Vec<Carriage>,
    /// Why it was not carried; `null` where it was.
    pub not_carried: Vec<Option<NotCarried>>,
    /// The most by which carrying may have put it wrong; 0 where it is exact, `null` where there is no value.
    pub error: Vec<Option<f64>>,
}

/// Differences, columns in the order of the zones.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Difference {
    /// `after − before`; `null` where either is not known.
    pub values: Vec<Option<f64>>,
    /// Least difference that the intervals allow.
    pub low: Vec<Option<f64>>,
    /// Greatest.
    pub high: Vec<Option<f64>>,
    /// Whether the difference is sure: its interval does not hold zero. `null` where either value is not known, or is published without
    /// an uncertainty: nothing can be said of it then.
    pub sure: Vec<Option<bool>>,
}

/// The values of an edition of an indicator over a layer.
pub(super) fn values(layer: &Layer, edition: &Edition<'_>) -> Values {
    let column = edition.values;
    let carried = layer.carried.get(&edition.indicator.id());
    let ways = carried.map_or_else(|| vec![(Carriage::Same, None); column.len()], |carried| carried.ways.clone());
    let error = |(measure, (way, _)): (&Measure, &(Carriage, Option<NotCarried>))| {
        let (low, value, high) = bounds(*measure)?;
        Some(if matches!(way, Carriage::Split | Carriage::Overlay) { (value - low).max(high - value) } else { 0.0 })
    };
    Values {
        edition: carried.map_or(layer.vintage, |carried| carried.edition),
        error: column.iter().zip(&ways).map(error).collect(),
        carried: ways.iter().map(|(way, _)| *way).collect(),
        not_carried: ways.iter().map(|(_, why)| *why).collect(),
        values: column.iter().map(|measure| measure.value()).collect(),
        low: column.iter().map(|measure| bounds(*measure).map(|(low, _, _)| low)).collect(),
        high: column.iter().map(|measure| bounds(*measure).map(|(_, _, high)| high)).collect(),
        flags: column.iter().map(|measure| measure.flag()).collect(),
    }
}

/// `after − before`.
pub(super) fn difference(from: &[Measure], to: &[Measure]) -> Difference {
    let pairs: Vec<_> = from.iter().zip(to).map(|(from, to)| bounds(*from).zip(bounds(*to))).collect();
    let span =
        |((from_low, _, from_high), (to_low, _, to_high)): ((f64, f64, f64), (f64, f64, f64))| (to_low - from_high, to_high - from_low);
    let sure = |(from, to): ((f64, f64, f64), (f64, f64, f64))| {
        let (low, high) = span((from, to));
        (from.0 < from.2 && to.0 < to.2).then_some(low > 0.0 || high < 0.0)
    };
    Difference {
        values: pairs.iter().map(|pair| pair.map(|((_, from, _), (_, to, _))| to - from)).collect(),
        low: pairs.iter().map(|pair| pair.map(|pair| span(pair).0)).collect(),
        high: pairs.iter().map(|pair| pair.map(|pair| span(pair).1)).collect(),
        sure: pairs.iter().map(|pair| pair.and_then(sure)).collect(),
    }
}
