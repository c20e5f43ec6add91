//! `POST /observations` and `DELETE /observations/{key}`: field notes of outreach teams, handed to the door. Nothing of them is
//! kept, logged or repeated here.

use actix_web::http::header::HeaderName;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Path, Payload, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::Answer;
use super::app::{Part, no_links};
use super::ask::Ask;
use super::auth::Who;
use super::door::{Door, Sent, Taken, closed};
use super::media::Media;
use super::note_body::{pointed, read, zone};
use super::problem::Refusal;
use super::route::{read_and_submit, remove};
use super::state::State;
use super::{intake, own_notes};
use crate::access::Right;
use crate::domain::{Fault, Geography, Text, Theme};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

/// The longest body of a note, in bytes.
const LIMIT: usize = 4 << 10;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");

fn routes(config: &mut ServiceConfig) {
    config.service(read_and_submit("/observations", own_notes::get, post));
    config.service(remove("/observations/{key}", erase));
}

/// The shape of the body of `POST /observations`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read member by member, so that each fault points at its place")]
pub struct NoteBody {
    /// The code of the zone; nothing finer is kept.
    #[schema(example = "341720503", max_length = 32)]
    zone: String,
    /// Its geography: that of the finest zones loaded, IRIS or municipalities.
    geography: Geography,
    /// The day, today at the latest.
    day: chrono::NaiveDate,
    /// How many persons were met. A release counts the encounter once.
    #[schema(minimum = 1, maximum = 20)]
    persons: u8,
    /// One or two themes.
    #[schema(min_items = 1, max_items = 2)]
    themes: Vec<Theme>,
    /// Why a right was not taken up, in ODENORE’s four terms.
    #[schema(example = "non-demand", pattern = "^non-(knowledge|demand|reception|proposal)$")]
    reason: Option<String>,
    /// What was offered.
    #[schema(example = "referral", pattern = "^(information|accompaniment|referral|nothing)$")]
    offered: String,
    /// Age as the team sees it.
    #[schema(example = "25-59", pattern = "^(under-25|25-59|60-and-over)$")]
    age: Option<String>,
}

/// What became of what was sent.
#[derive(Serialize, ToSchema)]
pub struct Stored {
    /// `new`, or `known` when it was there already under its key.
    #[schema(example = "new")]
    stored: &'static str,
}

/// Takes a field note: closed lists only, no name, no address, no words.
///
/// The header `Idempotency-Key` makes sending twice harmless. What looks like a person is refused and never repeated. What is
/// acknowledged is on disk.
#[utoipa::path(
    post,
    path = "/observations",
    tag = "Field notes",
    params(("Idempotency-Key" = String, Header, description = "A key of one’s own for this note: 8 to 128 letters, digits, - or _", example = "3f2a9c04b17d4e58", pattern = "^[A-Za-z0-9_-]{8,128}$")),
    request_body(description = "The note; at most 4 KiB", content = NoteBody),
    responses(
        (status = 200, description = "It was there already", body = Stored),
        (status = 201, description = "It is kept", body = Stored),
        (status = 401), (status = 403), (status = 404), (status = 408), (status = 409), (status = 413), (status = 415), (status = 422),
    ),
)]
pub async fn post(request: HttpRequest, payload: Payload, who: Who, ask: Ask) -> Answer {
    let (key, body) = received(&request, payload, &who, &ask).await?;
    let draft = read(&body)?;
    who.must_in(Right::WriteNote, zone(&draft, &ask.prepared.atlas)?)?;
    let taken = door(&ask.state)?.note(Sent { by: team(&who), key, draft }).await.map_err(pointed)?;
    Ok(stored(taken))
}

/// What a team sends, under its key, once it may write at all.
///
/// # Errors
/// That one may not, or that the key, the form or the body does not suit.
pub async fn received(request: &HttpRequest, payload: Payload, who: &Who, ask: &Ask) -> Result<(String, Bytes), Refusal> {
    who.must(Right::WriteNote)?;
    intake::check_json(request)?;
    let key = key(request)?;
    ask.media(&[Media::Json])?;
    Ok((key, intake::within(request, payload, LIMIT).await?))
}

/// Erases a note of one’s own team, under the key it was sent with or listed with, as long as no release has
/// counted it.
#[utoipa::path(
    delete,
    path = "/observations/{key}",
    tag = "Field notes",
    params(("key" = String, Path, description = "The key it was sent with, or listed with", example = "3f2a9c04b17d4e58", pattern = "^[A-Za-z0-9_-]{8,128}$")),
    responses((status = 204, description = "It is erased"), (status = 401), (status = 403), (status = 404), (status = 409)),
)]
pub async fn erase(who: Who, ask: Ask, key: Path<String>) -> Answer {
    who.must(Right::WriteNote)?;
    ask.media(&[Media::Json])?;
    let key = fitting(&key)?;
    door(&ask.state)?.erase(team(&who), key).await?;
    who.notice("note-erased", "");
    Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish())
}

/// The door, where there is one.
///
/// # Errors
/// `notes-door-closed`.
pub fn door(state: &State) -> Result<&dyn Door, Fault> {
    state.settings.door.as_deref().ok_or_else(closed)
}

/// Whose keys these are: the team’s, or the account’s where there is no team.
pub fn team(who: &Who) -> String {
    let account = || who.agent().map_or_else(String::new, |agent| format!("account {agent}"));
    who.team().map_or_else(account, |team| format!("team {team}"))
}

/// The key of the request.
///
/// # Errors
/// `missing-idempotency-key`, `bad-idempotency-key`.
fn key(request: &HttpRequest) -> Result<String, Fault> {
    let given = request.headers().get(KEY).ok_or_else(missing_key)?;
    fitting(given.to_str().unwrap_or_default())
}

/// A key in the form of one.
///
/// # Errors
/// `bad-idempotency-key`.
pub fn fitting(key: &str) -> Result<String, Fault> {
    let fits = (8..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if fits { Ok(key.to_owned()) } else { Err(bad_key()) }
}

/// The answer to what was sent.
pub fn stored(taken: Taken) -> HttpResponse {
    let (status, stored) = match taken {
        Taken::New => (StatusCode::CREATED, "new"),
        Taken::Known => (StatusCode::OK, "known"),
    };
    HttpResponse::build(status).insert_header((header::CACHE_CONTROL, "no-store")).json(Stored { stored })
}

fn missing_key() -> Fault {
    Fault::new(
        "missing-idempotency-key",
        Text::new("l’en-tête Idempotency-Key manque", "the header Idempotency-Key is missing"),
        key_expected(),
    )
}

fn bad_key() -> Fault {
    Fault::new("bad-idempotency-key", Text::new("cette clé d’envoi ne convient pas", "this key of a sending does not suit"), key_expected())
}

fn key_expected() -> Text {
    Text::new(
        "attendu : une clé tirée au hasard pour chaque note, de 8 à 128 lettres, chiffres, - ou _",
        "expected a key drawn by chance for each note, 8 to 128 letters, digits, - or _",
    )
}
