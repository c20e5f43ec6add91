//! `maillage notes erase`: takes a note out of the vault, by its key, as long as no release has counted it.

use super::arguments::NotesErase;
use super::door::child::{note_released, unknown_note};
use super::door::keeper::own;
use super::terminal::Terminal;
use super::vault;
use crate::config::Config;
use crate::domain::{Fault, Text};
use crate::ingest;
use crate::store::vault::Erased;

/// Erases the note of a key: as it stands in the file it was imported from, or as a team sent it.
///
/// # Errors
/// `unknown-note`, `note-released`.
pub async fn run(note: &NotesErase, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let event = format!("{}|erase|1", ingest::today());
    let key = note.team.as_ref().map_or_else(|| note.key.clone(), |team| own(&format!("team {team}"), &note.key));
    match vault::open(config).await?.erase(&key, None, &event).await? {
        Erased::Gone => {
            terminal.answer(&serde_json::json!({ "erased": 1 }), &Text::new("La note est effacée.", "The note is erased."));
            Ok(())
        }
        Erased::Unknown => Err(unknown_note()),
        Erased::Released => Err(note_released()),
    }
}
