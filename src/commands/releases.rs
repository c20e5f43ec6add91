//! `maillage releases`: what was released and what it cost, and whether the chains are whole.

use serde::Serialize;

use super::arguments::{Releases, ReleasesCommand};
use super::terminal::Terminal;
use super::{loaded, vault};
use crate::config::Config;
use crate::diagnosis::releases::ledger::{self, LedgerEntry};
use crate::disclosure::chain;
use crate::domain::{Fault, Quarter, Text};
use crate::text;

#[derive(Serialize)]
struct Line {
    quarter: Quarter,
    rho: String,
    drawn_on: String,
    figures: usize,
    spent_of_year: String,
    left_of_year: String,
}

impl Line {
    fn of(entry: &LedgerEntry) -> Self {
        let sum = |rho: f64| format!("{rho:.3}");
        Self {
            quarter: entry.quarter,
            rho: sum(entry.rho),
            drawn_on: entry.drawn_on.to_string(),
            figures: entry.figures,
            spent_of_year: sum(entry.spent_of_year),
            left_of_year: sum(entry.left_of_year),
        }
    }
}

/// Runs the command asked for.
///
/// # Errors
/// `chain-broken` or `chain-diverged`, with the row.
pub async fn run(asked: &Releases, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    match asked.command {
        ReleasesCommand::Ledger => tell_ledger(config, terminal).await,
        ReleasesCommand::Verify => verify(config, terminal).await,
    }
}

/// Checks the chain the public reads, that of the vault, that they are one, and the audit log.
async fn verify(config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let public = loaded::open_store(config).await?.released().await?;
    let vault = vault::open(config).await?;
    let kept = vault.releases().await?;
    let (audit, start) = (vault.audit().await?, vault.audit_start().await?);
    let head = chain::verify(&kept, None).map_err(|fault| fault.in_file("vault: released"))?;
    chain::verify(&public, Some(&head)).map_err(|fault| fault.in_file("released"))?;
    chain::verify_after(&start, &audit, None).map_err(|fault| fault.in_file("vault: audit"))?;
    let (rows, events) = (public.len(), audit.len());
    terminal.answer(
        &serde_json::json!({ "rows": rows, "events": events, "hash": head }),
        &text!(
            "Les chaînes sont entières : {rows} lignes publiées, {events} faits au journal.\n  empreinte : {head}",
            "The chains are whole: {rows} rows released, {events} events in the log.\n  hash: {head}"
        ),
    );
    Ok(())
}

/// The ledger as the public may check it: from what was released alone, without the vault.
async fn tell_ledger(config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let links = loaded::open_store(config).await?.released().await?;
    chain::verify(&links, None)?;
    let entries = ledger::entries(&links)?;
    for entry in &entries {
        let line = Line::of(entry);
        terminal.answer(&line, &words(&line));
    }
    if entries.is_empty() {
        terminal.tell(&Text::new("Rien n’est encore publié.", "Nothing is released yet."));
    }
    Ok(())
}

fn words(line: &Line) -> Text {
    let Line { quarter, rho, drawn_on, figures, spent_of_year, left_of_year } = line;
    let year = quarter.year();
    text!(
        "{quarter} : ρ = {rho}, publié le {drawn_on}, {figures} chiffres ; en {year}, dépensé {spent_of_year}, reste {left_of_year}",
        "{quarter}: ρ = {rho}, released on {drawn_on}, {figures} figures; in {year}, {spent_of_year} spent, {left_of_year} left"
    )
}
