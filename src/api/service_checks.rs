//! `POST /service-checks`: what was seen of a service on the spot. It is about a service, not about a person: it is kept beside the
//! data sets, and the service is as fresh as the day it was seen in place.

use actix_web::HttpRequest;
use actix_web::web::{Payload, ServiceConfig};
use serde_json::json;
use utoipa::ToSchema;

use super::answer::Answer;
use super::app::{Part, no_links};
use super::ask::Ask;
use super::auth::Who;
use super::door::SentCheck;
use super::members::{self, Members};
use super::note_body::{pointed, without_persons};
use super::observations::{Stored, door, received, stored, team};
use super::route::submit;
use crate::access::Right;
use crate::atlas::Atlas;
use crate::diagnosis::releases::noted;
use crate::domain::{Fault, Service, Sighting, Text, Zone};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config.service(submit("/service-checks", post));
}

/// The shape of the body of `POST /service-checks`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct CheckBody {
    /// The identifier of the service.
    service: String,
    /// The day, today at the latest.
    day: chrono::NaiveDate,
    /// What was seen.
    state: Sighting,
}

/// Takes what was seen of a service on the spot: still there, closed, or open at other hours.
///
/// A service seen in place is as fresh as that day in the next state of the data. One seen closed stays, with the
/// sighting beside it: one look is no proof.
#[utoipa::path(
    post,
    path = "/service-checks",
    tag = "Field notes",
    params(("Idempotency-Key" = String, Header, description = "A key of one’s own for this check: 8 to 128 letters, digits, - or _", example = "3f2a9c04b17d4e58", pattern = "^[A-Za-z0-9_-]{8,128}$")),
    request_body(description = "What was seen; at most 4 KiB", content = CheckBody),
    responses(
        (status = 200, description = "It was there already", body = Stored),
        (status = 201, description = "It is kept", body = Stored),
        (status = 401), (status = 403), (status = 404), (status = 408), (status = 409), (status = 413), (status = 415), (status = 422),
    ),
)]
pub async fn post(request: HttpRequest, payload: Payload, who: Who, ask: Ask) -> Answer {
    let (key, body) = received(&request, payload, &who, &ask).await?;
    let body = members::json(&body)?;
    // An identifier that a register gave may look like a number of a person; it is compared, and never kept.
    let others = body.as_object().into_iter().flatten().filter(|(name, _)| *name != "service");
    others
        .map(|(name, value)| json!([name, value]))
        .try_for_each(|member| without_persons(&member))
        .map_err(|fault| fault.at_pointer(""))?;
    let members = Members::of(&body, "")?;
    let atlas = &ask.prepared.atlas;
    let service = service(atlas, members.needed("service", members.words("service")?)?)?;
    let sighting = members.needed("state", members.parse("state")?)?;
    let day = members.needed("day", members.words("day")?)?.to_owned();
    members.finish()?;
    who.must_in(Right::WriteNote, zone_of(atlas, service)?)?;
    let sent = SentCheck { by: team(&who), key, service: service.id.clone(), day, sighting };
    Ok(stored(door(&ask.state)?.check(sent).await.map_err(pointed)?))
}

fn service<'a>(atlas: &'a Atlas, id: &str) -> Result<&'a Service, Fault> {
    let found = atlas.services.binary_search_by(|service| service.id.as_str().cmp(id));
    found.map(|at| &atlas.services[at]).map_err(|_nowhere| {
        Fault::new(
            "unknown-service",
            Text::new("aucun service ne porte cet identifiant", "no service has this identifier"),
            Text::new("les services sont ceux de /collections/services", "services are those of /collections/services"),
        )
        .at_pointer("/service")
    })
}

/// The zone a service stands in, by which it belongs to a territory.
fn zone_of<'a>(atlas: &'a Atlas, service: &Service) -> Result<&'a Zone, Fault> {
    let layer = noted(atlas);
    let zone = layer.and_then(|layer| layer.zones_at(service.position).first().map(|zone| &layer.zones[*zone]));
    zone.ok_or_else(|| {
        Fault::new(
            "outside-territory",
            Text::new("ce service n’est dans aucune zone chargée", "this service is in no zone that is loaded"),
            Text::new("choisir un service de la carte", "choose a service on the map"),
        )
        .at_pointer("/service")
    })
}
