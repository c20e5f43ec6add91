//! `GET /columns/{geography}/{indicator}`: one indicator over all zones, with the classes that colour a map.

use actix_web::web::{Path, ServiceConfig};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Cost};
use super::app::{Part, no_links};
use super::ask::Ask;
use super::here::Here;
use super::media::Media;
use super::prepared::Prepared;
use super::route::read;
use super::territory::IndicatorEntry;
use super::vocabulary::ClassWord;
use crate::atlas::Atlas;
use crate::diagnosis::columns::{ClassMethod, Classes, MOST_CLASSES};
use crate::diagnosis::{columns, layer};
use crate::domain::{Fault, Flag, Geography, Indicator, IndicatorId, Interval, Measure, Text, ZoneCode};
use crate::text;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/columns/{geography}/{indicator}", get));
}

/// One indicator over all zones, in the order of their codes.
#[derive(Serialize, ToSchema)]
pub struct Column {
    /// Names the state of the data.
    snapshot: String,
    /// The indicator.
    indicator: IndicatorEntry,
    /// The zones spoken of.
    geography: Geography,
    /// Codes of the zones.
    codes: Vec<ZoneCode>,
    /// The value of each zone; `null` when the flag says there is none.
    values: Vec<Option<f64>>,
    /// The lower bound of each zone; left out when no zone has an interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<Vec<Option<f64>>>,
    /// The upper bound of each zone; left out when no zone has an interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<Vec<Option<f64>>>,
    /// Where each value comes from, or why there is none.
    flags: Vec<Flag>,
    /// The classes.
    classes: Classes,
}

/// Reads one indicator over all zones, with the classes that colour a map.
#[utoipa::path(
    get,
    path = "/columns/{geography}/{indicator}",
    tag = "Territory",
    params(
        ("geography" = Geography, Path, description = "The zones", example = "iris"),
        ("indicator" = String, Path, description = "The indicator: code and year", example = "rsa_recipients_2009"),
        ("classes" = Option<ClassMethod>, Query, description = "How to cut the values into classes; `fisher_jenks` when not given"),
        ("count" = Option<usize>, Query, description = "Classes wanted; 5 when not given", minimum = 2, maximum = 6),
    ),
    responses((status = 200, description = "The column", content((Column = "application/json"), (String = "text/html"))), (status = 404)),
)]
pub async fn get(ask: Ask, path: Path<(String, String)>) -> Answer {
    let (geography, indicator) = path.into_inner();
    let geography = ask.prepared.geography(Some(geography.parse()?))?;
    let ClassWord(method) = ask.params.parse("classes")?.unwrap_or_default();
    let count = ask.params.number("count", 2..=MOST_CLASSES)?.unwrap_or(5);
    let media = ask.media(&[Media::Json, Media::Html])?;
    let title = title(known(&ask.prepared, &indicator)?, &ask.here);
    ask.tell(media, Cost::Heavy, |_| title, move |prepared, _| column(prepared, geography, &indicator, method, count)).await
}

fn title(indicator: &Indicator, here: &Here) -> String {
    format!("{} ({})", indicator.label.get(here.lang), indicator.vintage)
}

fn known<'a>(prepared: &'a Prepared, id: &str) -> Result<&'a Indicator, Fault> {
    prepared.atlas.indicators.get(&IndicatorId::from_stored(id)).ok_or_else(|| unknown(id))
}

/// The values of an indicator over the zones of a geography, in the order of their codes.
///
/// # Errors
/// `unknown-indicator` when it is not loaded, or not known for these zones; `geography-not-loaded`.
pub fn values<'a>(atlas: &'a Atlas, geography: Geography, id: &str) -> Result<&'a [Measure], Fault> {
    let indicator = atlas.indicators.get(&IndicatorId::from_stored(id)).ok_or_else(|| unknown(id))?;
    layer(atlas, geography)?.column(&indicator.id()).ok_or_else(|| not_there(id, geography))
}

fn column(prepared: &Prepared, geography: Geography, id: &str, method: ClassMethod, count: usize) -> Result<Column, Fault> {
    let (atlas, indicator) = (&prepared.atlas, known(prepared, id)?);
    let layer = layer(atlas, geography)?;
    let values = values(atlas, geography, id)?;
    let has_interval = values.iter().any(|value| value.interval().is_some());
    let bounds = |bound: fn(Interval) -> f64| has_interval.then(|| values.iter().map(|value| value.interval().map(bound)).collect());
    Ok(Column {
        snapshot: atlas.id.to_string(),
        indicator: IndicatorEntry::new(atlas, indicator),
        geography,
        codes: layer.zones.iter().map(|zone| zone.code.clone()).collect(),
        values: values.iter().map(|value| value.value()).collect(),
        low: bounds(Interval::low),
        high: bounds(Interval::high),
        flags: values.iter().copied().map(Measure::flag).collect(),
        classes: columns::classes(values, method, count),
    })
}

fn unknown(id: &str) -> Fault {
    Fault::new(
        "unknown-indicator",
        text!("l’indicateur « {id} » n’est pas chargé", "indicator “{id}” is not loaded"),
        Text::new("les indicateurs chargés sont listés à /atlas", "loaded indicators are listed at /atlas"),
    )
}

fn not_there(id: &str, geography: Geography) -> Fault {
    Fault::new(
        "unknown-indicator",
        text!("l’indicateur « {id} » n’est pas connu pour « {geography} »", "indicator “{id}” is not known for “{geography}”"),
        Text::new("/atlas dit pour quels maillages il l’est", "/atlas says for which geographies it is"),
    )
}
