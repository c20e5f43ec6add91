//! `GET /changes`, `/changes/history` and `/changes.atom`: what changed from one state of the data to another.

use std::fmt::Write;

use actix_web::web::ServiceConfig;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Cost};
use super::app::Part;
use super::ask::Ask;
use super::here::{Here, Link, percent};
use super::media::Media;
use super::page::escaped;
use super::route::read;
use super::state::snapshot_gone;
use super::told::Told;
use crate::diagnosis::changes::{Changes, changes, first};
use crate::domain::{Remembered, Text};

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links };

/// Entries of the feed at most.
const ENTRIES: usize = 30;

fn routes(config: &mut ServiceConfig) {
    config.service(read("/changes", get));
    config.service(read("/changes/history", history));
    config.service(read("/changes.atom", feed));
}

fn links(here: &Here) -> Vec<Link> {
    vec![
        Link::new(here.address("/changes"), "related", "application/json", title(here)),
        Link::new(here.address("/changes.atom"), "alternate", "application/atom+xml", title(here)),
    ]
}

fn title(here: &Here) -> String {
    Text::new("Qu’est-ce qui a changé ?", "What has changed?").get(here.lang).to_owned()
}

/// Tells what changed since a state of the data: services, coverage with people, indicators, data sets.
///
/// The last few states can be compared with, also after a restart.
#[utoipa::path(
    get,
    path = "/changes",
    tag = "Territory",
    params(("since" = Option<String>, Query, description = "The state to compare with; the one served before when not given", example = "8b1f0c2d3e4f5a6b", pattern = "^[0-9a-f]{16}$")),
    responses(
        (status = 200, description = "What changed", content((Told<Changes> = "application/json"), (String = "text/html"))),
        (status = 410),
    ),
)]
pub async fn get(mut ask: Ask) -> Answer {
    let asked = ask.params.value("since").map(str::to_owned);
    let media = ask.media(&[Media::Json, Media::Html])?;
    let chronicle = &ask.state.chronicle;
    let since = asked.clone().or_else(|| chronicle.before(ask.prepared.atlas.id.as_str()));
    let digest = since.as_deref().and_then(|since| chronicle.digest(since));
    let itself = since.as_deref() == Some(ask.prepared.atlas.id.as_str());
    if let (Some(since), None, false) = (&asked, &digest, itself) {
        return Err(snapshot_gone(since).in_column("since").into());
    }
    if asked.is_none() {
        // The answer depends on which state came before: it is part of its name, and may be another one day.
        ask.here.query.push(("since".to_owned(), since.unwrap_or_default()));
        ask.pinned = false;
    }
    ask.tell(media, Cost::Heavy, title, move |prepared, _| {
        let now = prepared.workings.digest()?;
        let found = match &digest {
            Some(before) => changes(before, now),
            None if itself => changes(now, now),
            None => first(now),
        };
        Ok(Told::new(prepared, found))
    })
    .await
}

/// The states that were served.
#[derive(Serialize, ToSchema)]
pub struct History {
    /// Newest first.
    entries: Vec<HistoryEntry>,
}

/// A state when it was first served.
#[derive(Serialize, ToSchema)]
pub struct HistoryEntry {
    /// Names the state.
    #[schema(example = "8b1f0c2d3e4f5a6b")]
    snapshot: String,
    /// The state before; `null` for the first.
    before: Option<String>,
    /// When the newest of its data sets was imported.
    updated: DateTime<Utc>,
    /// What changed.
    summary: Text,
    /// Whether it can be compared with.
    comparable: bool,
}

impl HistoryEntry {
    fn of(entry: &Remembered) -> Self {
        Self {
            snapshot: entry.snapshot.clone(),
            before: entry.before.clone(),
            updated: entry.updated,
            summary: entry.summary.clone(),
            comparable: entry.digest.is_some(),
        }
    }
}

/// Lists the states of the data that were served, newest first, with what changed in each.
#[utoipa::path(
    get,
    path = "/changes/history",
    tag = "Territory",
    responses((status = 200, description = "The states", content((Told<History> = "application/json"), (String = "text/html")))),
)]
pub async fn history(mut ask: Ask) -> Answer {
    let media = ask.media(&[Media::Json, Media::Html])?;
    let entries = named_by_history(&mut ask);
    let entries = entries.iter().rev().map(HistoryEntry::of).collect();
    ask.tell(media, Cost::Light, title, move |prepared, _| Ok(Told::new(prepared, History { entries }))).await
}

/// The same as a feed.
#[utoipa::path(
    get,
    path = "/changes.atom",
    tag = "Territory",
    responses((status = 200, description = "The feed", body = String, content_type = "application/atom+xml")),
)]
pub async fn feed(mut ask: Ask) -> Answer {
    let media = ask.media(&[Media::Atom])?;
    let entries = named_by_history(&mut ask);
    ask.answer(media, Cost::Light, move |prepared, here| Ok(atom(here, &prepared.atlas.name, &entries).into_bytes().into())).await
}

/// The history, which becomes part of what the answer is named by: it grows while the snapshot stays.
fn named_by_history(ask: &mut Ask) -> std::sync::Arc<Vec<Remembered>> {
    let entries = ask.state.chronicle.entries();
    let last = entries.last().map(id).unwrap_or_default();
    ask.here.query.push(("history".to_owned(), format!("{last} {}", entries.len())));
    ask.pinned = false;
    entries
}

/// Names an entry for ever: a state may come back, but not from the same one at the same time.
fn id(entry: &Remembered) -> String {
    let before = entry.before.as_deref().unwrap_or("none");
    format!("urn:maillage:changes:{before}:{}:{}", entry.snapshot, entry.updated.timestamp_micros())
}

fn atom(here: &Here, territory: &str, entries: &[Remembered]) -> String {
    let (own, lang) = (here.address("/changes.atom"), here.lang.code());
    let moment = |updated: DateTime<Utc>| updated.to_rfc3339_opts(SecondsFormat::Secs, true);
    let updated = moment(entries.last().map_or(DateTime::UNIX_EPOCH, |entry| entry.updated));
    let mut feed = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let (heading, place) = (escaped(&title(here)), escaped(territory));
    let _ = write!(
        feed,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n<title>{place} — {heading}</title>\n<id>{0}</id>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{0}\"/>\n<updated>{updated}</updated>\n<author><name>Maillage</name></author>\n",
        escaped(&own)
    );
    for entry in entries.iter().rev().take(ENTRIES) {
        let since = entry.before.as_ref().map(|before| format!("?since={}", percent(before))).unwrap_or_default();
        let address = here.address(&format!("/changes{since}"));
        let summary = entry.summary.get(here.lang);
        let _ = write!(
            feed,
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link rel=\"alternate\" type=\"application/json\" href=\"{}\"/>\n\
             <summary>{}</summary>\n</entry>\n",
            escaped(&id(entry)),
            escaped(&shortened(summary)),
            moment(entry.updated),
            escaped(&address),
            escaped(summary)
        );
    }
    feed.push_str("</feed>\n");
    feed
}

/// The first part of a summary.
fn shortened(summary: &str) -> String {
    let first = summary.split(';').next().unwrap_or(summary).trim();
    if first.len() < summary.len() { format!("{first}…") } else { summary.to_owned() }
}
