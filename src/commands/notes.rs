//! `maillage notes`: field notes into the vault, a whole file or nothing of it, and out of it again.

use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;

use super::arguments::{Notes, NotesCommand};
use super::serve::cannot_serve;
use super::terminal::Terminal;
use super::{door, erase, journal, loaded, retain, vault};
use crate::config::Config;
use crate::domain::{Fault, Text};
use crate::ingest::{self, NotesFile};
use crate::store::vault::{Note, Noted};
use crate::text;

#[derive(Serialize)]
struct Answer {
    added: u64,
    known: u64,
}

/// Runs the command asked for.
///
/// # Errors
/// As its own function.
pub async fn run(asked: &Notes, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    match &asked.command {
        NotesCommand::Import(import) => file(&import.file, ingest::today(), config, terminal).await,
        NotesCommand::Erase(note) => erase::run(note, config, terminal).await,
        NotesCommand::Retain => retain::run(config, terminal).await,
        NotesCommand::Door => {
            let told = journal::to_standard_error(terminal).map_err(|cause| cannot_serve(&cause))?;
            let kept = door::child::run(config).await;
            told.write_out();
            kept
        }
    }
}

/// Reads a file of notes, as on a day, and keeps it.
///
/// # Errors
/// `notes-refused` after each fault was told, or `key-reused` from the vault.
pub(super) async fn file(path: &Path, today: NaiveDate, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let atlas = loaded::atlas(config).await?;
    let layer = vault::layer(&atlas)?;
    let known = |geography, code: &crate::domain::ZoneCode| geography == layer.geography && layer.index_of(code.as_str()).is_some();
    let NotesFile { notes, sha256 } = match ingest::notes(path, today, layer.geography, &known) {
        Ok(read) => read,
        Err(faults) => {
            for fault in &faults {
                terminal.refuse(fault);
            }
            return Err(refused(faults.len()));
        }
    };
    let notes: Vec<Note> = notes.into_iter().map(|(key, encounter)| Note { key, team: None, encounter }).collect();
    let event = format!("{today}|notes|{sha256}|{}", notes.len());
    let Noted { added, known } = vault::open(config).await?.note(&notes, &event).await?;
    terminal.answer(
        &Answer { added, known },
        &text!(
            "{added} note(s) gardée(s) au coffre, {known} y étai(en)t déjà",
            "{added} note(s) kept in the vault, {known} were there already"
        ),
    );
    Ok(())
}

fn refused(count: usize) -> Fault {
    Fault::new(
        "notes-refused",
        text!("le fichier est refusé : {count} faute(s)", "the file is refused: {count} fault(s)"),
        Text::new(
            "corriger ce qui est dit plus haut et recommencer : rien n’a été gardé",
            "mend what is said above and start again: nothing was kept",
        ),
    )
}
