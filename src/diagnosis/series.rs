//! Two periods: the editions of one indicator that are loaded, and the difference between two of them.

use serde::Serialize;
use utoipa::ToSchema;

use super::columns::bounds;
use super::editions::{Edition, editions};
use super::{layer, sources};
use crate::atlas::Atlas;
use crate::domain::{DatasetId, Fault, Flag, Geography, IndicatorId, Measure, Nature, Text, Unit, Vintage, ZoneCode};
use crate::text;

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
}

/// A reason for care.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SeriesRemark {
    /// Which.
    pub code: RemarkCode,
    /// In words.
    pub text: Text,
}

/// Reasons for care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkCode {
    /// A single edition is loaded.
    SingleEdition,
    /// Units differ: no difference is told.
    OtherUnit,
    /// One is a count and the other a rate: no difference is told.
    OtherNature,
    /// It is not called the same: the definition may have changed.
    OtherLabel,
    /// It does not come from the same series of data sets.
    OtherSource,
    /// The outlines are of another year than an edition: codes may have changed hands.
    OtherOutlines,
}

/// Values, columns in the order of the zones.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Values {
    /// The values; `null` where withheld, missing or without meaning.
    pub values: Vec<Option<f64>>,
    /// Lower bounds.
    pub low: Vec<Option<f64>>,
    /// Upper bounds.
    pub high: Vec<Option<f64>>,
    /// Where each comes from, or why there is none.
    pub flags: Vec<Flag>,
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
    /// Whether the difference is sure: its interval does not hold zero. `null` where either value is not known.
    pub sure: Vec<Option<bool>>,
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
    let mut known: Vec<Edition<'_>> = editions(atlas, layer, code).collect();
    known.sort_by_key(Edition::year);
    let (Some(first), Some(last)) = (known.first().copied(), known.last().copied()) else { return Err(unknown(code, geography)) };
    let (from, to) = (chosen(&known, from, first, "from")?, chosen(&known, to, last, "to")?);
    let pair = (from.year() != to.year()).then_some((from, to));
    let mut remarks: Vec<SeriesRemark> =
        pair.map_or_else(|| vec![remark(RemarkCode::SingleEdition)], |(from, to)| differences_of_kind(&from, &to));
    if pair.is_some_and(|(from, to)| [from, to].iter().any(|edition| edition.year() < layer.vintage.year())) {
        remarks.push(remark(RemarkCode::OtherOutlines));
    }
    let comparable = pair.is_some() && !remarks.iter().any(|remark| matches!(remark.code, RemarkCode::OtherUnit | RemarkCode::OtherNature));
    Ok(Series {
        geography,
        code: code.to_owned(),
        label: last.indicator.label.clone(),
        unit: last.indicator.unit,
        nature: last.indicator.nature,
        sources: sources(known.iter().map(|edition| edition.indicator.dataset.clone())),
        editions: known.iter().map(told).collect(),
        from: pair.map(|(from, _)| from.indicator.id()),
        to: pair.map(|(_, to)| to.indicator.id()),
        comparable,
        remarks,
        codes: layer.zones.iter().map(|zone| zone.code.clone()).collect(),
        before: pair.map(|(from, _)| values(from.values)),
        after: pair.map(|(_, to)| values(to.values)),
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

fn told(edition: &Edition<'_>) -> SeriesEdition {
    SeriesEdition {
        indicator: edition.indicator.id(),
        vintage: edition.indicator.vintage,
        dataset: edition.indicator.dataset.clone(),
        label: edition.indicator.label.clone(),
        known_zones: edition.values.iter().filter(|value| value.value().is_some()).count() as u32,
    }
}

fn differences_of_kind(from: &Edition<'_>, to: &Edition<'_>) -> Vec<SeriesRemark> {
    let (from, to) = (from.indicator, to.indicator);
    let series = |dataset: &DatasetId| dataset.as_str().trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let found = [
        (from.unit != to.unit, RemarkCode::OtherUnit),
        (from.nature != to.nature, RemarkCode::OtherNature),
        (from.label != to.label, RemarkCode::OtherLabel),
        (series(&from.dataset) != series(&to.dataset), RemarkCode::OtherSource),
    ];
    found.into_iter().filter(|(differs, _)| *differs).map(|(_, code)| remark(code)).collect()
}

fn values(column: &[Measure]) -> Values {
    Values {
        values: column.iter().map(|measure| measure.value()).collect(),
        low: column.iter().map(|measure| bounds(*measure).map(|(low, _, _)| low)).collect(),
        high: column.iter().map(|measure| bounds(*measure).map(|(_, _, high)| high)).collect(),
        flags: column.iter().map(|measure| measure.flag()).collect(),
    }
}

fn difference(from: &[Measure], to: &[Measure]) -> Difference {
    let pairs: Vec<_> = from.iter().zip(to).map(|(from, to)| bounds(*from).zip(bounds(*to))).collect();
    let sure = |(low, high): (f64, f64)| low > 0.0 || high < 0.0;
    let span =
        |((from_low, _, from_high), (to_low, _, to_high)): ((f64, f64, f64), (f64, f64, f64))| (to_low - from_high, to_high - from_low);
    Difference {
        values: pairs.iter().map(|pair| pair.map(|((_, from, _), (_, to, _))| to - from)).collect(),
        low: pairs.iter().map(|pair| pair.map(|pair| span(pair).0)).collect(),
        high: pairs.iter().map(|pair| pair.map(|pair| span(pair).1)).collect(),
        sure: pairs.iter().map(|pair| pair.map(|pair| sure(span(pair)))).collect(),
    }
}

fn remark(code: RemarkCode) -> SeriesRemark {
    let text = match code {
        RemarkCode::SingleEdition => Text::new("une seule édition est chargée", "a single edition is loaded"),
        RemarkCode::OtherUnit => {
            Text::new("l’unité n’est pas la même : aucun écart n’est donné", "the unit differs: no difference is told")
        }
        RemarkCode::OtherNature => Text::new(
            "l’un est un effectif, l’autre un taux : aucun écart n’est donné",
            "one is a count, the other a rate: no difference is told",
        ),
        RemarkCode::OtherLabel => {
            Text::new("le libellé n’est pas le même : la définition a pu changer", "the label differs: the definition may have changed")
        }
        RemarkCode::OtherSource => Text::new(
            "les deux éditions ne viennent pas de la même série de données : un écart peut tenir à la source",
            "the two editions do not come from the same series of data: a difference may be due to the source",
        ),
        RemarkCode::OtherOutlines => Text::new(
            "les contours sont plus récents qu’une des éditions : un code a pu changer de territoire",
            "the outlines are newer than one of the editions: a code may have changed hands",
        ),
    };
    SeriesRemark { code, text }
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
    use crate::diagnosis::town::{Town, vintage};
    use crate::domain::Interval;

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
    fn one_edition_is_said_and_an_unknown_one_refused() {
        let atlas = Town::of_zones(1).rates("poverty_rate", 2018, &[10.0]).atlas();
        let found = series(&atlas, Geography::Iris, "poverty_rate", None, None).unwrap();
        assert_eq!((found.remarks[0].code, found.before), (RemarkCode::SingleEdition, None));
        assert_eq!(series(&atlas, Geography::Iris, "nothing", None, None).unwrap_err().code, "unknown-indicator");
        let fault = series(&atlas, Geography::Iris, "poverty_rate", Some(vintage(1999)), None).unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.column.as_deref()), ("unknown-indicator", Some("from")));
    }
}
