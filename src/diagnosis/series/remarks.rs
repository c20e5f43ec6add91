//! What a reader must know before comparing.

use serde::Serialize;
use utoipa::ToSchema;

use super::super::editions::Edition;
use crate::atlas::{Carriage, Layer};
use crate::domain::{DatasetId, Text};
use crate::text;

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
    /// Values of a former edition of the zones were carried into those of today.
    Carried,
}

/// What differs between two editions.
pub(super) fn differences_of_kind(from: &Edition<'_>, to: &Edition<'_>) -> Vec<SeriesRemark> {
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

/// A remark that needs no figure.
pub(super) fn remark(code: RemarkCode) -> SeriesRemark {
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
        RemarkCode::Carried => Text::new(
            "des valeurs d’une ancienne édition des zones sont portées dans celles d’aujourd’hui",
            "values of a former edition of the zones are carried into those of today",
        ),
    };
    SeriesRemark { code, text }
}

/// What carrying did to an edition; `None` where every zone is the same.
pub(super) fn carried(layer: &Layer, edition: &Edition<'_>) -> Option<SeriesRemark> {
    let found = layer.carried.get(&edition.indicator.id())?;
    let Carryings { same, merged, split, overlay, not_carried } = Carryings::of(&found.ways);
    if same as usize == found.ways.len() {
        return None;
    }
    let (year, former, today) = (edition.year(), found.edition, layer.vintage);
    let (homes, area) = (found.by_homes, found.by_area);
    let shared = text!(
        "zones partagées selon les logements : {homes}, selon la surface : {area}",
        "zones shared by homes: {homes}, by area: {area}"
    );
    let told = [
        (same, text!("{same} telles quelles", "{same} as they are")),
        (merged, text!("{merged} sommes exactes de zones réunies", "{merged} exact sums of merged zones")),
        (split, text!("{split} parts d’une zone, estimées entre leurs bornes", "{split} parts of a zone, estimated between their bounds")),
        (overlay, text!("{overlay} recouvrements, estimés entre leurs bornes", "{overlay} overlays, estimated between their bounds")),
        (split + overlay, shared),
        (not_carried, text!("{not_carried} non portées", "{not_carried} not carried")),
    ];
    let (fr, en): (Vec<String>, Vec<String>) = told.into_iter().filter(|(zones, _)| *zones > 0).map(|(_, said)| (said.fr, said.en)).unzip();
    let (fr, en) = (fr.join(", "), en.join(", "));
    let text = text!(
        "valeurs de {year}, publiées pour les zones de {former}, portées dans celles de {today} : {fr}",
        "values of {year}, published for the zones of {former}, carried into those of {today}: {en}"
    );
    Some(SeriesRemark { code: RemarkCode::Carried, text })
}

/// How many zones took their value in each way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Carryings {
    /// The same land: as published.
    pub same: u32,
    /// Exact sums of whole zones.
    pub merged: u32,
    /// Parts of one zone.
    pub split: u32,
    /// Shares of several zones.
    pub overlay: u32,
    /// Not carried.
    pub not_carried: u32,
}

impl Carryings {
    /// Counts the ways.
    pub(super) fn of<T>(ways: &[(Carriage, T)]) -> Self {
        let count = |wanted| ways.iter().filter(|(way, _)| *way == wanted).count() as u32;
        Self {
            same: count(Carriage::Same),
            merged: count(Carriage::Merged),
            split: count(Carriage::Split),
            overlay: count(Carriage::Overlay),
            not_carried: count(Carriage::NotCarried),
        }
    }
}
