//! Values published for the zones of a former edition, in the zones of the newest: a code means something with its year alone.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::former::Former;
use crate::domain::{Flag, Interval, Measure, Nature, Vintage};

/// How the value of a zone came from the edition it was published for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Carriage {
    /// The zone is the same land: its value as it was published.
    Same,
    /// The zone is made of whole zones: the sum of their counts, exact.
    Merged,
    /// The zone is a part of one: a share of its count, anywhere between none and all.
    Split,
    /// The zone takes from several, not all of them whole: the sum of shares, between what is whole in it and all it touches.
    Overlay,
    /// It was not carried: see why.
    NotCarried,
}

impl Carriage {
    /// The word in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Overlay => "overlay",
            Self::NotCarried => "not_carried",
        }
    }
}

/// Why a value was not carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotCarried {
    /// The former edition has no zone there.
    NoFormerZone,
    /// A rate of several zones is no sum of theirs, nor their average.
    RateOfMerged,
    /// A rate of the whole is not that of its part.
    RateOfPart,
}

/// What became of the values of one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The edition of the zones that the values were published for.
    pub edition: Vintage,
    /// How each zone's value came, and why it did not; one a zone of the layer.
    pub ways: Vec<(Carriage, Option<NotCarried>)>,
    /// Divided zones of the former edition whose parts are weighed by the homes in them.
    pub by_homes: u32,
    /// Those weighed by their areas, for want of homes.
    pub by_area: u32,
}

/// The former zones of one zone, with the share of each that is in it and whether that is all of it.
pub(super) type Origin = (usize, f64, bool);

/// A column of the former edition in the zones of the newest.
///
/// # Algorithm
/// Counts are added up, a divided zone's by its share; the bounds suppose that all or none of what is divided is here. Rates are
/// carried where the zone is the same, never otherwise. One origin withheld withholds the whole.
pub(super) fn carry(former: &Former, column: &[Measure], nature: Nature) -> (Vec<Measure>, Carried) {
    let carried = former.origins.iter().map(|origins| of_zone(origins, column, nature));
    let (measures, ways) = carried.map(|(measure, way, why)| (measure, (way, why))).unzip();
    (measures, Carried { edition: former.vintage, ways, by_homes: former.by_homes, by_area: former.by_area })
}

fn of_zone(origins: &[Origin], column: &[Measure], nature: Nature) -> (Measure, Carriage, Option<NotCarried>) {
    let not_carried = |why| (Measure::missing(), Carriage::NotCarried, Some(why));
    let way = match origins {
        [] => return not_carried(NotCarried::NoFormerZone),
        [(zone, _, true)] => return (column[*zone], Carriage::Same, None),
        _ if origins.iter().all(|(.., whole)| *whole) => Carriage::Merged,
        [_] => Carriage::Split,
        _ => Carriage::Overlay,
    };
    match (nature, way) {
        (Nature::Intensive, Carriage::Merged) => not_carried(NotCarried::RateOfMerged),
        (Nature::Intensive, _) => not_carried(NotCarried::RateOfPart),
        (Nature::Extensive, _) => (sum(origins, column), way, None),
    }
}

fn sum(origins: &[Origin], column: &[Measure]) -> Measure {
    let flags = || origins.iter().map(|(zone, ..)| column[*zone].flag());
    let (mut value, mut low, mut high) = (0.0, 0.0, 0.0);
    for (zone, share, whole) in origins {
        let measure = column[*zone];
        let Some(own) = measure.value() else { return absent(flags()) };
        let (least, most) = measure.interval().map_or((own, own), |interval| (interval.low().min(own), interval.high().max(own)));
        value += share * own;
        low += if *whole { least } else { least.min(0.0) };
        high += if *whole { most } else { most.max(0.0) };
    }
    if origins.iter().any(|(.., whole)| !whole) {
        return Measure::estimated(value, Interval::new(low.min(value), high.max(value)));
    }
    let interval = || Interval::new(low.min(value), high.max(value));
    match flags().max_by_key(|flag| doubt(*flag)) {
        Some(Flag::Rounded) => interval().map_or(Measure::missing(), |interval| Measure::rounded(value, interval)),
        Some(Flag::Imputed) => Measure::imputed(value, interval().filter(|_| low < high)),
        Some(Flag::Estimated) => Measure::estimated(value, interval().filter(|_| low < high)),
        _ => Measure::published(value),
    }
}

/// A sum is as sure as its least sure part.
const fn doubt(flag: Flag) -> u8 {
    match flag {
        Flag::Rounded => 1,
        Flag::Imputed => 2,
        Flag::Estimated => 3,
        _ => 0,
    }
}

fn absent(flags: impl Iterator<Item = Flag>) -> Measure {
    let flags: Vec<Flag> = flags.collect();
    if flags.contains(&Flag::Withheld) {
        Measure::withheld()
    } else if flags.iter().all(|flag| *flag == Flag::NotApplicable) {
        Measure::not_applicable()
    } else {
        Measure::missing()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn former(origins: Vec<Vec<Origin>>) -> Former {
        Former { vintage: Vintage::new(2018).unwrap(), codes: Vec::new(), origins, by_homes: 0, by_area: 0 }
    }

    fn rounded(value: f64) -> Measure {
        Measure::rounded(value, Interval::new(value - 2.0, value + 2.0).unwrap())
    }

    #[test]
    fn counts_add_up_with_their_bounds_and_a_secret_stays_one() {
        let edition = former(vec![
            vec![(0, 1.0, true)],
            vec![(0, 1.0, true), (1, 1.0, true)],
            vec![(1, 0.25, false)],
            vec![(0, 1.0, true), (1, 0.75, false)],
            vec![(0, 1.0, true), (2, 1.0, true)],
            vec![],
        ]);
        let column = [rounded(40.0), Measure::published(100.0), Measure::withheld()];
        let (values, carried) = carry(&edition, &column, Nature::Extensive);
        assert_eq!(values[0], column[0], "the same land keeps its value and its flag");
        assert_eq!(values[1], Measure::rounded(140.0, Interval::new(138.0, 142.0).unwrap()));
        assert_eq!(values[2], Measure::estimated(25.0, Interval::new(0.0, 100.0)));
        assert_eq!(values[3], Measure::estimated(115.0, Interval::new(38.0, 142.0)));
        assert_eq!((values[4], values[5]), (Measure::withheld(), Measure::missing()));
        let words: Vec<_> = carried.ways.iter().map(|(way, _)| way.code()).collect();
        assert_eq!(words, ["same", "merged", "split", "overlay", "merged", "not_carried"]);
        assert_eq!(carried.ways[5].1, Some(NotCarried::NoFormerZone));
    }

    #[test]
    fn rates_are_carried_where_the_zone_is_the_same_and_never_summed() {
        let edition = former(vec![vec![(0, 1.0, true)], vec![(0, 1.0, true), (1, 1.0, true)], vec![(1, 0.5, false)]]);
        let (values, carried) = carry(&edition, &[Measure::published(12.0), Measure::published(30.0)], Nature::Intensive);
        assert_eq!(values, [Measure::published(12.0), Measure::missing(), Measure::missing()]);
        let reasons: Vec<_> = carried.ways.iter().map(|(_, why)| *why).collect();
        assert_eq!(reasons, [None, Some(NotCarried::RateOfMerged), Some(NotCarried::RateOfPart)]);
    }

    proptest! {
        #[test]
        fn totals_are_kept_and_values_lie_within_their_bounds(
            counts in prop::collection::vec(0.0_f64..1e4, 6), shares in prop::collection::vec(0.0_f64..=1.0, 3),
        ) {
            // Zones 0 to 2 are divided between two, 3 to 5 whole in the first.
            let part = |other: bool| (0..3).map(|zone| (zone, if other { 1.0 - shares[zone] } else { shares[zone] }, false)).collect::<Vec<_>>();
            let first = part(false).into_iter().chain((3..6).map(|zone| (zone, 1.0, true))).collect();
            let column: Vec<Measure> = counts.iter().copied().map(Measure::published).collect();
            let (values, _) = carry(&former(vec![first, part(true)]), &column, Nature::Extensive);
            let (before, after): (f64, f64) = (counts.iter().sum(), values.iter().filter_map(|value| value.value()).sum());
            prop_assert!((before - after).abs() <= 1e-9 * before.max(1.0));
            for measure in values {
                prop_assert!(measure.interval().unwrap().contains(measure.value().unwrap()));
            }
        }
    }
}
