//! `maillage notes retain`: lets go of what may not be kept longer. The door of notes does the same once a day.

use std::sync::Arc;

use chrono::NaiveDate;

use super::terminal::Terminal;
use super::{accounts, vault};
use crate::api::auth::{Clock, upkeep};
use crate::config::Config;
use crate::domain::Fault;
use crate::ingest;
use crate::store::accounts::Accounts;
use crate::store::vault::{Retained, Vault};
use crate::text;

/// Lets go of what is too old today.
///
/// # Errors
/// When the vault cannot be opened or written.
pub async fn run(config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let vault = vault::open(config).await?;
    let Retained { erased, coarsened, forgotten } = of_vault(&vault, ingest::today()).await?;
    let forgotten = forgotten + of_accounts(&vault, &accounts::open(config).await?).await?;
    terminal.answer(
        &serde_json::json!({ "erased": erased, "coarsened": coarsened, "forgotten": forgotten }),
        &text!(
            "{erased} note(s) de plus de 24 mois effacée(s) ; {coarsened} jour(s) ramené(s) à leur semaine après 30 jours ; {forgotten} ligne(s) de journal de plus de 12 mois oubliée(s)",
            "{erased} note(s) over 24 months old erased; {coarsened} day(s) brought back to their week after 30 days; {forgotten} line(s) of the log over 12 months old forgotten"
        ),
    );
    Ok(())
}

/// Erases notes over 24 months old and exact counts as old, brings days over 30 days old back to their week, forgets lines of the
/// vault's log over 12 months old.
///
/// # Errors
/// Any fault of the vault; then nothing was done.
pub async fn of_vault(vault: &Arc<dyn Vault>, today: NaiveDate) -> Result<Retained, Fault> {
    Ok(vault.retain(today).await?)
}

/// Takes the mark off notes of teams that are gone, and forgets lines of the log of accounts over 12 months old: how many.
///
/// # Errors
/// Any fault of either database.
pub async fn of_accounts(vault: &Arc<dyn Vault>, desk: &Arc<dyn Accounts>) -> Result<u64, Fault> {
    // In this order: a seal is there before any note bears its mark.
    let marks = vault.marks().await?;
    let living = desk.marks().await?;
    vault.unmark(&marks.into_iter().filter(|mark| !living.contains(mark)).collect::<Vec<_>>()).await?;
    Ok(upkeep::tidy(&**desk, Clock::Machine.now()).await?.unsigned_abs())
}
