//! Two periods: the editions of one indicator that are loaded, and the difference between two of them.

mod remarks;
mod told;

use serde::Serialize;
use utoipa::ToSchema;

use super::editions::Edition;
use super::{layer, sources};
use crate::atlas::{Atlas, Layer};
use crate::domain::{DatasetId, Fault, Geography, IndicatorId, Nature, Text, Unit, Vintage, ZoneCode};
use crate::text;

pub use remarks::{Carryings, RemarkCode, SeriesRemark};
use remarks::{differences_of_kind, remark};
pub use told::{Difference, Values};
use told::{difference, values};

/// The editions of one indicator, and the difference between two.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Series {
    /// The zones.
    pub geography: Geography,
    /// The indicator, without year.
    pub code: String,
    /// What it is called, in its newest edition.
    pub label: Text,
    /// Its unit.
    pub unit: Unit,
    /// Whether it may be summed.
    pub nature: Nature,
    /// The editions loaded, oldest first.
    pub editions: Vec<SeriesEdition>,
    /// The edition compared from; `None` with a single one.
    pub from: Option<IndicatorId>,
    /// The edition compared to.
    pub to: Option<IndicatorId>,
    /// Whether the two measure the same thing in the same unit.
    pub comparable: bool,
    /// What a reader must know before comparing.
    pub remarks: Vec<SeriesRemark>,
    /// The zones.
    pub codes: Vec<ZoneCode>,
    /// Values of the edition compared from.
    pub before: Option<Values>,
    /// Values of the edition compared to.
    pub after: Option<Values>,
    /// `after − before` with its interval; `None` when the two cannot be compared.
    pub difference: Option<Difference>,
    /// Data sets it rests on.
    pub sources: Vec<DatasetId>,
}

/// One edition.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SeriesEdition {
    /// The indicator with its year.
    pub indicator: IndicatorId,
    /// The year it speaks of.
    pub vintage: Vintage,
    /// Where it comes from.
    pub dataset: DatasetId,
    /// What it is called in this edition.
    pub label: Text,
    /// Zones whose value is known.
    pub known_zones: u32,
    /// The edition of the zones that it was published for.
    pub zones: Vintage,
    /// How its values came into the zones of today.
    pub carried: Carryings,
}

/// The editions of an indicator and the difference between two.
///
/// # Parameters
/// `from` and `to`: years; the oldest and the newest when not given.
///
/// # Errors
/// `geography-not-loaded`, `unknown-indicator` when no edition is loaded, or none of the year asked.
pub fn series(atlas: &Atlas, geography: Geography, code: &str, from: Option<Vintage>, to: Option<Vintage>) -> Result<Series, Fault> {
    let layer = layer(atlas, geography)?;
    let mut known: Vec<Edition<'_>> = loaded(atlas, layer, code).collect();
    known.sort_by_key(Edition::year);
    let (Some(first), Some(last)) = (known.first().copied(), known.last().copied()) else { return Err(unknown(code, geography)) };
    let (from, to) = (chosen(&known, from, first, "from")?, chosen(&known, to, last, "to")?);
    let pair = (from.year() != to.year()).then_some((from, to));
    let mut remarks: Vec<SeriesRemark> =
        pair.map_or_else(|| vec![remark(RemarkCode::SingleEdition)], |(from, to)| differences_of_kind(&from, &to));
    let compared: Vec<Edition<'_>> = pair.map_or_else(|| vec![last], |(from, to)| vec![from, to]);
    let of_unknown_zones =
        |edition: &Edition<'_>| edition.year() < layer.vintage.year() && !layer.carried.contains_key(&edition.indicator.id());
    if pair.is_some() && compared.iter().any(of_unknown_zones) {
        remarks.push(remark(RemarkCode::OtherOutlines));
    }
    remarks.extend(compared.iter().filter_map(|edition| remarks::carried(layer, edition)));
    let comparable = pair.is_some() && !remarks.iter().any(|remark| matches!(remark.code, RemarkCode::OtherUnit | RemarkCode::OtherNature));
    Ok(Series {
        geography,
        code: code.to_owned(),
        label: last.indicator.label.clone(),
        unit: last.indicator.unit,
        nature: last.indicator.nature,
        sources: sources(known.iter().map(|edition| edition.indicator.dataset.clone())),
        editions: known.iter().map(|edition| told(layer, edition)).collect(),
        from: pair.map(|(from, _)| from.indicator.id()),
        to: pair.map(|(_, to)| to.indicator.id()),
        comparable,
        remarks,
        codes: layer.zones.iter().map(|zone| zone.code.clone()).collect(),
        before: pair.map(|(from, _)| values(layer, &from)),
        after: pair.map(|(_, to)| values(layer, &to)),
        difference: pair.filter(|_| comparable).map(|(from, to)| difference(from.values, to.values)),
    })
}

fn chosen<'a>(known: &[Edition<'a>], year: Option<Vintage>, usual: Edition<'a>, parameter: &str) -> Result<Edition<'a>, Fault> {
    let Some(year) = year else { return Ok(usual) };
    known.iter().find(|edition| edition.indicator.vintage == year).copied().ok_or_else(|| {
        let years = known.iter().map(|edition| edition.year().to_string()).collect::<Vec<_>>().join(", ");
        Fault::new(
            "unknown-indicator",
            text!("aucune édition de {year} n’est chargée", "no edition of {year} is loaded"),
            text!("choisir parmi {years}", "choose one of {years}"),
        )
        .in_column(parameter)
    })
}

/// The editions with a value at least, and those of former zones, even where nothing could be carried.
fn loaded<'a>(atlas: &'a Atlas, layer: &'a Layer, code: &str) -> impl Iterator<Item = Edition<'a>> {
    let of_code = atlas.indicators.values().filter(move |indicator| indicator.code == code);
    let known = of_code.filter_map(|indicator| Some(Edition { indicator, values: layer.column(&indicator.id())? }));
    known
        .filter(|edition| layer.carried.contains_key(&edition.indicator.id()) || edition.values.iter().any(|value| value.value().is_some()))
}

fn told(layer: &Layer, edition: &Edition<'_>) -> SeriesEdition {
    let carried = layer.carried.get(&edition.indicator.id());
    SeriesEdition {
        indicator: edition.indicator.id(),
        vintage: edition.indicator.vintage,
        dataset: edition.indicator.dataset.clone(),
        label: edition.indicator.label.clone(),
        known_zones: edition.values.iter().filter(|value| value.value().is_some()).count() as u32,
        zones: carried.map_or(layer.vintage, |carried| carried.edition),
        carried: carried
            .map_or_else(|| Carryings { same: layer.zones.len() as u32, ..Carryings::default() }, |carried| Carryings::of(&carried.ways)),
    }
}

fn unknown(code: &str, geography: Geography) -> Fault {
    Fault::new(
        "unknown-indicator",
        text!(
            "aucune édition de « {code} » n’est chargée pour le maillage « {geography} »",
            "no edition of “{code}” is loaded for the geography “{geography}”"
        ),
        Text::new("les codes sont ceux de /atlas, sans l’année", "codes are those of /atlas, without the year"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{Carriage, Carried, NotCarried};
    use crate::diagnosis::town::{Town, vintage};
    use crate::domain::{Flag, Interval, Measure};

    fn rounded(value: f64) -> Measure {
        Measure::rounded(value, Interval::new(value - 2.0, value + 4.0).unwrap())
    }

    fn town() -> Town {
        let column = |values: [f64; 2]| vec![rounded(values[0]), rounded(values[1]), Measure::withheld()];
        Town::of_zones(3)
            .column("rsa_recipients", 2012, Nature::Extensive, column([100.0, 50.0]))
            .column("rsa_recipients", 2021, Nature::Extensive, column([110.0, 52.0]))
            .column("rsa_recipients", 2015, Nature::Intensive, column([1.0, 2.0]))
    }

    #[test]
    fn a_difference_carries_both_intervals_and_says_whether_it_is_sure() {
        let found = series(&town().atlas(), Geography::Iris, "rsa_recipients", None, None).unwrap();
        assert_eq!((found.editions.len(), found.from.unwrap().as_str()), (3, "rsa_recipients_2012"));
        let difference = found.difference.unwrap();
        assert_eq!(difference.values, [Some(10.0), Some(2.0), None]);
        assert_eq!((difference.low[0], difference.high[0]), (Some(4.0), Some(16.0)));
        assert_eq!(difference.sure, [Some(true), Some(false), None]);
        assert_eq!(found.before.unwrap().flags[2], Flag::Withheld);
        let outlines = found.remarks.iter().any(|remark| remark.code == RemarkCode::OtherOutlines);
        assert!(found.comparable && outlines);
    }

    #[test]
    fn a_rate_and_a_count_are_not_subtracted() {
        let found = series(&town().atlas(), Geography::Iris, "rsa_recipients", None, Some(vintage(2015))).unwrap();
        assert!(!found.comparable && found.difference.is_none() && found.after.is_some());
        assert!(found.remarks.iter().any(|remark| remark.code == RemarkCode::OtherNature));
    }

    #[test]
    fn points_of_a_former_edition_say_how_they_were_carried_and_how_far_they_may_be_wrong() {
        let mut atlas = town().atlas();
        let ways = vec![(Carriage::Merged, None), (Carriage::Split, None), (Carriage::NotCarried, Some(NotCarried::NoFormerZone))];
        let layer = atlas.layers.get_mut(&Geography::Iris).unwrap();
        let id = IndicatorId::new("rsa_recipients", vintage(2012));
        let part = Measure::estimated(50.0, Interval::new(0.0, 80.0));
        layer.columns.insert(id.clone(), std::sync::Arc::new(vec![Measure::published(100.0), part, Measure::missing()]));
        layer.carried.insert(id, Carried { edition: vintage(2010), ways, by_homes: 1, by_area: 0 });
        let found = series(&atlas, Geography::Iris, "rsa_recipients", None, None).unwrap();
        let before = found.before.unwrap();
        assert_eq!((before.edition, found.after.unwrap().edition), (vintage(2010), vintage(2020)));
        assert_eq!(before.carried, [Carriage::Merged, Carriage::Split, Carriage::NotCarried]);
        assert_eq!(before.error, [Some(0.0), Some(50.0), None]);
        assert_eq!(before.not_carried[2], Some(NotCarried::NoFormerZone));
        let edition = &found.editions[0];
        assert_eq!((edition.zones, edition.carried.merged, edition.carried.not_carried), (vintage(2010), 1, 1));
        assert_eq!(found.difference.unwrap().sure, [None, Some(false), None], "an exact sum has no uncertainty to be beyond");
        let carried = found.remarks.iter().find(|remark| remark.code == RemarkCode::Carried).unwrap();
        assert!(carried.text.en.contains("published for the zones of 2010") && carried.text.fr.contains("1 sommes exactes"));
    }

    #[test]
    fn one_edition_is_said_and_an_unknown_one_refused() {
        let atlas = Town::of_zones(1).rates("poverty_rate", 2018, &[10.0]).atlas();
        let found = series(&atlas, Geography::Iris, "poverty_rate", None, None).unwrap();
        assert_eq!((found.remarks[0].code, found.before), (RemarkCode::SingleEdition, None));
        assert_eq!(series(&atlas, Geography::Iris, "nothing", None, None).unwrap_err().code, "unknown-indicator");
        let fault = series(&atlas, Geography::Iris, "poverty_rate", Some(vintage(1999)), None).unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("unknown-indicator", Some("from")));
    }
}
