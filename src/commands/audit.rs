//! `maillage audit`: the log of who did what, and whether it is whole.

use super::accounts::open;
use super::arguments::{AuditCommand, AuditVerify};
use super::loaded;
use super::terminal::Terminal;
use crate::api::auth::lists::{Line, whole_log};
use crate::config::Config;
use crate::disclosure::chain;
use crate::disclosure::release::{LogHead, Release};
use crate::domain::{Fault, Text};
use crate::store::accounts::{Accounts, verify, verify_heads};
use crate::text;

/// Runs the command asked for.
///
/// # Errors
/// `chain-broken`, with the row, or those of the database.
pub async fn run(asked: &AuditCommand, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let desk = open(config).await?;
    match asked {
        AuditCommand::Verify(asked) => whole(&*desk, asked, config, terminal).await,
        AuditCommand::List => list(&*desk, terminal).await,
    }
}

async fn whole(desk: &dyn Accounts, asked: &AuditVerify, config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let lines = whole_log(desk).await?;
    let head = verify(&lines, asked.head.as_deref()).map_err(|fault| fault.in_file("audit"))?;
    let published = loaded::open_store(config).await?.released().await?;
    chain::verify(&published, None).map_err(|fault| fault.in_file("released"))?;
    let releases = Release::read(published.iter().map(|link| link.line.as_str()))?;
    let heads = releases.iter().filter_map(|release| release.log.as_ref()).map(|LogHead { line, hash }| (*line, hash.as_str()));
    let compared = verify_heads(&lines, heads).map_err(|fault| fault.in_file("audit"))?;
    let count = lines.len();
    terminal.answer(
        &serde_json::json!({ "lines": count, "hash": head, "published": compared }),
        &text!(
            "Le journal est entier : {count} lignes, dont {compared} publiée(s) avec les trimestres.\n  empreinte : {head}\n  La noter ailleurs : maillage audit verify --head la comparera.",
            "The log is whole: {count} lines, of which {compared} published with quarters.\n  hash: {head}\n  Write it down elsewhere: maillage audit verify --head compares it."
        ),
    );
    Ok(())
}

async fn list(desk: &dyn Accounts, terminal: &Terminal) -> Result<(), Fault> {
    let lines = whole_log(desk).await?;
    for logged in &lines {
        let line = Line::from(logged);
        let at = chrono::DateTime::from_timestamp(line.at, 0).map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M:%S").to_string());
        let words = format!("{:>6}  {at}  {}  {}  {}", line.number, line.who, line.what, line.about);
        terminal.answer(&line, &Text::same(words));
    }
    if lines.is_empty() {
        terminal.tell(&Text::new("Le journal est vide.", "The log is empty."));
    }
    Ok(())
}
