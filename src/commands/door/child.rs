//! `maillage notes door`: the process behind which the vault lies. It answers its keeper until the keeper is gone, and once a day
//! lets go of what may not be kept longer.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use tokio::io::{AsyncWriteExt, BufReader};

use super::words::{Answered, Asked, ExactRows, Fields, LONGEST_LINE, Listed, line, said};
use crate::commands::{accounts, retain, vault};
use crate::config::Config;
use crate::disclosure::personal_data;
use crate::domain::{Draft, Fault, Quarter, Text};
use crate::ingest;
use crate::store::vault::{Erased, Note, OwnNote, Vault};
use crate::text;

/// How often retention is looked after.
const A_DAY: Duration = Duration::from_hours(24);

/// Answers until the input ends.
///
/// # Errors
/// When the vault cannot be opened, or a pipe breaks.
pub async fn run(config: &Config) -> Result<(), Fault> {
    let vault = vault::open(config).await?;
    let retention = tokio::spawn(let_go_daily(Arc::clone(&vault), config.clone()));
    let answered = answer_all(&vault).await;
    retention.abort();
    answered.map_err(|cause| broken(&cause))
}

async fn answer_all(vault: &Arc<dyn Vault>) -> io::Result<()> {
    let (mut input, mut output) = (BufReader::new(tokio::io::stdin()), tokio::io::stdout());
    while let Some(line) = line(&mut input, LONGEST_LINE).await? {
        let asked = serde_json::from_slice(&line).map_err(io::Error::other)?;
        let answer = answer(asked, vault, [ingest::today(), ingest::latest_day()]).await;
        output.write_all(&said(&answer)?).await?;
        output.flush().await?;
    }
    Ok(())
}

/// What the door answers today; a note may speak of any day that has begun somewhere.
async fn answer(asked: Asked, vault: &Arc<dyn Vault>, [today, latest]: [NaiveDate; 2]) -> Answered {
    let answered = match asked {
        Asked::Note { key, team, note } => keep([key, team], &note.into(), vault, [today, latest]).await,
        Asked::Erase { key, given, team } => erase([&key, &given, &team], vault, today).await,
        Asked::Notes { team, after, limit } => notes(&team, after.as_deref(), limit, vault).await,
        Asked::Exact { quarter, zones } => exact(quarter, &zones, vault).await,
    };
    answered.unwrap_or_else(|fault| Answered::Refused { fault: Box::new(fault) })
}

/// Every check again, on this side of the pipe; which zones are loaded is for the keeper to know.
async fn keep([key, team]: [String; 2], draft: &Draft, vault: &Arc<dyn Vault>, [today, latest]: [NaiveDate; 2]) -> Result<Answered, Fault> {
    let encounter = personal_data::admit(draft, latest, |_, _| true)?;
    encounter.check_age(today)?;
    let noted = vault.note(&[Note { key, team: Some(team), encounter }], &format!("{today}|note|1")).await?;
    Ok(Answered::Kept { new: noted.added > 0 })
}

/// By the key it was sent with, else by the one that the list of notes tells, which is its team's alone as well.
async fn erase([key, given, team]: [&str; 3], vault: &Arc<dyn Vault>, today: NaiveDate) -> Result<Answered, Fault> {
    let event = format!("{today}|erase|1");
    let erased = match vault.erase(key, None, &event).await? {
        Erased::Unknown => vault.erase(given, Some(team), &event).await?,
        erased => erased,
    };
    match erased {
        Erased::Gone => Ok(Answered::Erased),
        Erased::Unknown => Err(unknown_note()),
        Erased::Released => Err(note_released()),
    }
}

async fn notes(team: &str, after: Option<&str>, limit: u16, vault: &Arc<dyn Vault>) -> Result<Answered, Fault> {
    let notes = vault.notes_of(team, after, i64::from(limit)).await?;
    let listed = |note: OwnNote| Listed { note: Fields::from(&note.encounter), key: note.key, week: note.coarse, released: note.released };
    Ok(Answered::Notes { notes: notes.into_iter().map(listed).collect() })
}

/// Out of the tables kept with the releases: what is asked chooses rows, and changes none.
async fn exact(quarter: Option<Quarter>, zones: &[String], vault: &Arc<dyn Vault>) -> Result<Answered, Fault> {
    let mut quarters = vault.exact(quarter).await?;
    for told in &mut quarters {
        told.places.retain(|place| zones.is_empty() || place.zones.iter().any(|zone| zones.iter().any(|code| code == zone.as_str())));
    }
    Ok(Answered::Exact { quarters: quarters.iter().map(|told| ExactRows::of(told.quarter, &told.places)).collect() })
}

async fn let_go_daily(vault: Arc<dyn Vault>, config: Config) {
    let mut days = tokio::time::interval(A_DAY);
    loop {
        days.tick().await;
        // Notes go on their day, whether the other database answers or not.
        let notes = retain::of_vault(&vault, ingest::today()).await;
        let rest = async { retain::of_accounts(&vault, &accounts::open(&config).await?).await };
        if let Err(fault) = notes.and(rest.await) {
            tracing::error!(%fault, "what may not be kept longer was not let go; it will be tried again in a day");
        }
    }
}

/// No note of this key.
pub fn unknown_note() -> Fault {
    Fault::new(
        "unknown-note",
        Text::new("aucune note de cette clé", "no note of this key"),
        Text::new(
            "une note s’efface sous la clé de son envoi, par son équipe",
            "a note is erased under the key it was sent with, by its team",
        ),
    )
}

/// A release has counted this note.
pub fn note_released() -> Fault {
    Fault::new(
        "note-released",
        Text::new("cette note est déjà comptée dans une publication", "a release has counted this note already"),
        Text::new(
            "une publication ne se refait pas ; la note elle-même s’efface d’office après 24 mois",
            "a release is not made again; the note itself is erased after 24 months in any case",
        ),
    )
}

fn broken(cause: &io::Error) -> Fault {
    Fault::new(
        "door-broken",
        text!(
            "la porte des notes ne s’entend plus avec son gardien : {cause}",
            "the door of notes and its keeper no longer hear each other: {cause}"
        ),
        Text::new(
            "cette commande est lancée par maillage serve, jamais à la main",
            "this command is started by maillage serve, never by hand",
        ),
    )
}
