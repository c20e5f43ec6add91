//! `GET /observations`: a team reads its own notes, newest first. Like the notes themselves, the answer is for one team alone and is
//! kept nowhere.

use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::Answer;
use super::ask::Ask;
use super::auth::Who;
use super::auth::sessions::told;
use super::door::OwnNote;
use super::media::Media;
use super::observations::{door, fitting, team};
use crate::access::Right;
use crate::diagnosis::releases::noted;
use crate::domain::Quarter;

/// Notes in one answer when nothing else is asked for.
const USUAL: u16 = 50;

/// Notes of one's own team.
#[derive(Serialize, ToSchema)]
pub struct OwnNotes {
    /// The notes, newest first: those sent over HTTP since teams can read theirs back, in zones of one's territory.
    notes: Vec<NoteRead>,
    /// What to give as `after` for those before; `null` at the end.
    next: Option<String>,
}

/// One note.
#[derive(Serialize, ToSchema)]
pub struct NoteRead {
    /// What `DELETE /observations/{key}` takes it back by.
    key: String,
    /// The code of the zone.
    zone: String,
    /// Its geography.
    geography: String,
    /// The day; after thirty days, the first day of its week.
    day: String,
    /// Whether the day is that of its week.
    week: bool,
    /// How many persons were met.
    persons: u8,
    /// One or two themes.
    themes: Vec<String>,
    /// Why a right was not taken up.
    reason: Option<String>,
    /// What was offered.
    offered: String,
    /// Age as the team saw it.
    age: Option<String>,
    /// The quarter whose release has counted it: it is no longer taken back by hand, and goes after 24 months.
    #[schema(value_type = Option<String>, example = "2026-T3")]
    released: Option<Quarter>,
}

impl From<OwnNote> for NoteRead {
    fn from(OwnNote { key, draft, week, released }: OwnNote) -> Self {
        Self {
            key,
            zone: draft.zone,
            geography: draft.geography,
            day: draft.day,
            week,
            persons: draft.persons.parse().unwrap_or_default(),
            themes: draft.themes,
            reason: draft.reason,
            offered: draft.offered,
            age: draft.age,
            released,
        }
    }
}

/// Reads the notes of one's own team, newest first; each reading is a line of the log.
#[utoipa::path(
    get,
    path = "/observations",
    tag = "Field notes",
    params(
        ("after" = Option<String>, Query, description = "The key of the last note read so far; the newest notes when not given", pattern = "^([A-Za-z0-9_-]{8,128})?$"),
        ("limit" = Option<u16>, Query, description = "How many notes, from 1 to 100; 50 when not given", minimum = 1, maximum = 100, example = "50"),
    ),
    responses((status = 200, description = "The notes of one’s team", body = OwnNotes), (status = 401), (status = 403), (status = 503)),
)]
pub async fn get(who: Who, ask: Ask) -> Answer {
    who.must(Right::ReadOwnNotes)?;
    let after = ask.params.word("after").map(fitting).transpose()?;
    let limit = ask.params.number("limit", 1..=100)?.unwrap_or(USUAL);
    ask.media(&[Media::Json])?;
    let read = door(&ask.state)?.notes(team(&who), after, limit).await?;
    who.notice("own-notes", "");
    let next = (read.len() == usize::from(limit)).then(|| read.last().map(|note| note.key.clone())).flatten();
    let layer = noted(&ask.prepared.atlas);
    let held = |note: &OwnNote| {
        let zone = layer.and_then(|layer| layer.index_of(&note.draft.zone).map(|index| &layer.zones[index]));
        zone.is_some_and(|zone| who.holds(zone))
    };
    let notes = read.into_iter().filter(held).map(NoteRead::from).collect();
    Ok(told(StatusCode::OK, &OwnNotes { notes, next }))
}
