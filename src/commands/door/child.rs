//! `maillage notes door`: the process behind which the vault lies. It answers its keeper until the keeper is gone, and once a day
//! lets go of what may not be kept longer.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use tokio::io::{AsyncWriteExt, BufReader};

use super::words::{Answered, Asked, line, said};
use crate::commands::{retain, vault};
use crate::config::Config;
use crate::disclosure::personal_data;
use crate::domain::{Draft, Fault, Text};
use crate::ingest;
use crate::store::vault::{Erased, Note, Vault};
use crate::text;

/// How often retention is looked after.
const A_DAY: Duration = Duration::from_hours(24);

/// Answers until the input ends.
///
/// # Errors
/// When the vault cannot be opened, or a pipe breaks.
pub async fn run(config: &Config) -> Result<(), Fault> {
    let vault = vault::open(config).await?;
    let retention = tokio::spawn(let_go_daily(Arc::clone(&vault)));
    let answered = answer_all(&vault).await;
    retention.abort();
    answered.map_err(|cause| broken(&cause))
}

async fn answer_all(vault: &Arc<dyn Vault>) -> io::Result<()> {
    let (mut input, mut output) = (BufReader::new(tokio::io::stdin()), tokio::io::stdout());
    while let Some(line) = line(&mut input).await? {
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
        Asked::Note { key, note } => keep(key, &note.into(), vault, [today, latest]).await,
        Asked::Erase { key } => erase(&key, vault, today).await,
    };
    answered.unwrap_or_else(|fault| Answered::Refused { fault: Box::new(fault) })
}

/// Every check again, on this side of the pipe; which zones are loaded is for the keeper to know.
async fn keep(key: String, draft: &Draft, vault: &Arc<dyn Vault>, [today, latest]: [NaiveDate; 2]) -> Result<Answered, Fault> {
    let encounter = personal_data::admit(draft, latest, |_, _| true)?;
    encounter.check_age(today)?;
    let noted = vault.note(&[Note { key, encounter }], &format!("{today}|note|1")).await?;
    Ok(Answered::Kept { new: noted.added > 0 })
}

async fn erase(key: &str, vault: &Arc<dyn Vault>, today: NaiveDate) -> Result<Answered, Fault> {
    match vault.erase(key, &format!("{today}|erase|1")).await? {
        Erased::Gone => Ok(Answered::Erased),
        Erased::Unknown => Err(unknown_note()),
        Erased::Released => Err(note_released()),
    }
}

async fn let_go_daily(vault: Arc<dyn Vault>) {
    let mut days = tokio::time::interval(A_DAY);
    loop {
        days.tick().await;
        if let Err(fault) = retain::let_go(&vault, ingest::today()).await {
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
