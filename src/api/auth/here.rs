//! `GET /session/rights`: what whoever asks may do in one zone, so that a map offers nothing that would be refused.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::refusals::unknown_zone;
use super::sessions::told;
use super::who::Who;
use crate::access::Right;
use crate::api::answer::Answer;
use crate::api::ask::state;
use crate::api::media;
use crate::api::params::{Params, missing};
use crate::domain::Geography;

/// What one may do in a zone.
#[derive(Debug, Serialize, ToSchema)]
pub struct Here {
    /// The code of the zone.
    zone: String,
    /// The rights that hold in one's territory alone, and hold here.
    rights: Vec<Right>,
}

/// Says which of the rights that are bounded by a territory hold in a zone. A zone of another's territory is not found.
#[utoipa::path(
    get,
    path = "/session/rights",
    tag = "Accounts",
    params(
        ("zone" = String, Query, description = "The code of the zone", example = "341720101", min_length = 1),
        ("geography" = Option<Geography>, Query, description = "The geography of the zone; the finest that has this code when not given"),
    ),
    responses((status = 200, description = "What one may do there", body = Here), (status = 401), (status = 403), (status = 404)),
)]
pub async fn get(request: HttpRequest, who: Who) -> Answer {
    let rights: Vec<_> = Right::ALL.into_iter().filter(|right| right.is_territorial() && who.may(*right)).collect();
    let first = rights.first().copied().unwrap_or(Right::WriteNote);
    who.must(first)?;
    let params = Params::read(request.query_string())?;
    media::language(&params, &request)?;
    let (code, geography) = (params.word("zone").ok_or_else(|| missing("zone"))?, params.parse::<Geography>("geography")?);
    params.finish()?;
    let prepared = state(&request).snapshot(None)?;
    let found = match geography {
        Some(geography) => prepared.atlas.layer(geography).and_then(|layer| layer.index_of(code).map(|index| (layer, index))),
        None => prepared.atlas.zone(code),
    };
    let zone = found.and_then(|(layer, index)| layer.zones.get(index)).ok_or_else(|| unknown_zone(code))?;
    who.must_in(first, zone)?;
    Ok(told(StatusCode::OK, &Here { zone: code.to_owned(), rights }))
}
