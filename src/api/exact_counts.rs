//! `GET /exact-counts`: exact counts of at least five, for planners and teams, in their own territory. Each reading is a line of the
//! log, on disk before the answer leaves. What is asked chooses rows of a table that was decided with the release, for everybody
//! at once, and changes none of them.

use actix_web::http::StatusCode;
use actix_web::web::ServiceConfig;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::Answer;
use super::app::{Part, no_links};
use super::ask::Ask;
use super::auth::Who;
use super::auth::refusals::unknown_zone;
use super::auth::sessions::told;
use super::door::ExactQuarter;
use super::media::Media;
use super::observations::door;
use super::params::missing;
use super::route::read;
use crate::access::Right;
use crate::atlas::{Atlas, Layer};
use crate::diagnosis::releases::noted;
use crate::disclosure::release::{Counted, EXACT_FROM, ExactPlace, Level};
use crate::domain::{Fault, Geography, Quarter, Text, Zone, ZoneCode};
use crate::text;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(read("/exact-counts", get));
}

/// Exact counts.
#[derive(Serialize, ToSchema)]
pub struct ExactCounts {
    /// What they are, and that they are not to be handed on.
    confidential: Text,
    /// The smallest count that is told.
    told_from: u64,
    /// The quarters that were released, the newest first, as long as their notes are kept.
    quarters: Vec<QuarterTold>,
}

/// The exact counts of one quarter.
#[derive(Serialize, ToSchema)]
pub struct QuarterTold {
    /// The quarter.
    #[schema(value_type = String, example = "2026-T3")]
    quarter: Quarter,
    /// Places that lie wholly in one's territory. They share no zone, and no total stands above any of them.
    places: Vec<PlaceTold>,
}

/// The exact counts of one place.
#[derive(Serialize, ToSchema)]
pub struct PlaceTold {
    /// `zone`: by itself. `commune`: zones of a municipality in which fewer than five were met each, together.
    level: &'static str,
    /// Its zones.
    zones: Vec<ZoneCode>,
    /// What was counted there.
    counts: Vec<CountTold>,
}

/// One exact count.
#[derive(Serialize, ToSchema)]
pub struct CountTold {
    /// What is counted: `persons`, `theme:sante`, `reason:non-demand`.
    counted: String,
    /// What that is called.
    label: Text,
    /// Encounters, each counted once, as in the release; `null` is not told: fewer than five, or kept back so that others of fewer
    /// than five cannot be worked out.
    count: Option<u64>,
}

/// Tells exact counts of released quarters, of at least five, in one’s own territory; each reading is a line of the log.
///
/// The same table answers every question: what is asked chooses rows of it. Another's territory is as if it were not there.
#[utoipa::path(
    get,
    path = "/exact-counts",
    tag = "Field notes",
    params(
        ("zone" = String, Query, description = "A zone, a municipality or an intermunicipal area of one’s territory; places that share a zone with it are told", example = "341720101"),
        ("geography" = Option<Geography>, Query, description = "Its geography; the finest that has this code when not given"),
        ("quarter" = Option<String>, Query, description = "One quarter that was released; each of them when not given", example = "2026-T3", pattern = "^20[0-9]{2}-T[1-4]$"),
    ),
    responses(
        (status = 200, description = "Exact counts", body = ExactCounts),
        (status = 401), (status = 403), (status = 404), (status = 503),
    ),
)]
pub async fn get(who: Who, ask: Ask) -> Answer {
    who.must(Right::ReadExactCounts)?;
    let code = ask.params.word("zone").ok_or_else(|| missing("zone"))?;
    let (geography, quarter) = (ask.params.parse::<Geography>("geography")?, ask.params.parse::<Quarter>("quarter")?);
    ask.media(&[Media::Json])?;
    let atlas = &ask.prepared.atlas;
    let zone = zone(atlas, code, geography)?;
    who.must_in(Right::ReadExactCounts, zone)?;
    let quarters = door(&ask.state)?.exact(quarter, inside(atlas, zone)).await?;
    let about = quarters.iter().map(|told| told.quarter.to_string()).collect::<Vec<_>>().join(" ");
    who.notice("exact-counts", &format!("{} {} {about}", zone.geography.code(), zone.code));
    let quarters = quarters.into_iter().map(|told| quarter_told(told, noted(atlas), &who)).collect();
    Ok(told(StatusCode::OK, &ExactCounts { confidential: confidential(), told_from: EXACT_FROM, quarters }))
}

fn zone<'a>(atlas: &'a Atlas, code: &str, geography: Option<Geography>) -> Result<&'a Zone, Fault> {
    let found = match geography {
        Some(geography) => atlas.layer(geography).and_then(|layer| layer.index_of(code).map(|index| (layer, index))),
        None => atlas.zone(code),
    };
    found.and_then(|(layer, index)| layer.zones.get(index)).ok_or_else(|| unknown_zone(code))
}

/// The zones that notes speak of, in a zone of any geography.
fn inside(atlas: &Atlas, zone: &Zone) -> Vec<String> {
    let Some(layer) = noted(atlas).filter(|layer| layer.geography != zone.geography) else { return vec![zone.code.to_string()] };
    let within = |noted: &&Zone| noted.parents_in(zone.geography).any(|parent| parent.code == zone.code);
    let found: Vec<String> = layer.zones.iter().filter(within).map(|zone| zone.code.to_string()).collect();
    // None at all would mean every place there is.
    if found.is_empty() { vec![zone.code.to_string()] } else { found }
}

fn quarter_told(told: ExactQuarter, layer: Option<&Layer>, who: &Who) -> QuarterTold {
    let held = |code: &ZoneCode| {
        let zone = layer.and_then(|layer| layer.index_of(code.as_str()).map(|index| &layer.zones[index]));
        zone.is_some_and(|zone| who.holds(zone))
    };
    let places = told.places.into_iter().filter(|place| place.zones.iter().all(held)).map(place_told).collect();
    QuarterTold { quarter: told.quarter, places }
}

fn place_told(place: ExactPlace) -> PlaceTold {
    let count = |counted: Counted| CountTold { counted: counted.code(), label: counted.label(), count: place.count(counted) };
    PlaceTold { level: Level::code(place.level), counts: Counted::all().map(count).collect(), zones: place.zones }
}

fn confidential() -> Text {
    text!(
        "Comptes exacts, réservés à votre territoire ; chaque lecture est inscrite au journal. En dessous de {EXACT_FROM}, rien n’est dit.",
        "Exact counts, for your territory alone; each reading is written into the log. Below {EXACT_FROM}, nothing is told."
    )
}
