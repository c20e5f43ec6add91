//! `maillage sources`: how each data set of the catalogue stands.

use serde::Serialize;

use super::standing::Reader;
use crate::catalogue::{Standing, Standings};
use crate::commands::loaded;
use crate::commands::terminal::Terminal;
use crate::config::Config;
use crate::domain::{Dataset, Fault, Lang, Report, Text};
use crate::text;

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    standing: Standing,
    /// What the import took and rejected.
    report: Option<Report>,
}

/// Says how each stands: its age, the rows taken and rejected with reasons, its licence, its next look, its last failure.
///
/// # Errors
/// When the folder or the database cannot be used.
pub async fn run(config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let datasets = loaded::open_store(config).await?.datasets().await?;
    let report =
        |standing: &Standing| datasets.iter().find(|dataset| Some(dataset.id.as_str()) == standing.dataset.as_deref()).map(reported);
    let rows: Vec<Row> = Reader::of(config).standings()?.into_iter().map(|standing| Row { report: report(&standing), standing }).collect();
    let words = |lang| rows.iter().map(|row| line(row, lang)).collect::<Vec<_>>().join("\n");
    terminal.answer(&rows, &Text::new(words(Lang::Fr), words(Lang::En)));
    Ok(())
}

fn reported(dataset: &Dataset) -> Report {
    dataset.report.clone()
}

fn line(row: &Row, lang: Lang) -> String {
    let Standing { id, label, licence, fetched_at, next_at, failure, without, address, address_seen, .. } = &row.standing;
    let label = label.get(lang);
    let mut parts = vec![format!("{id} — {label}")];
    if let Some(report) = &row.report {
        let (taken, rejected) = (report.taken, report.rejected);
        parts.push(text!("{taken} lignes prises, {rejected} rejetées", "{taken} rows taken, {rejected} rejected").get(lang).to_owned());
    }
    let day = |at: &chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%d").to_string();
    if let Some(at) = fetched_at.as_ref().map(day) {
        parts.push(text!("arrivé le {at}", "arrived on {at}").get(lang).to_owned());
    }
    if let Some(at) = next_at.as_ref().map(day) {
        parts.push(text!("prochain regard le {at}", "next look on {at}").get(lang).to_owned());
    }
    parts.push(licence.clone());
    if !address_seen {
        parts.push(Text::new("adresse non vérifiée", "address not checked").get(lang).to_owned());
    }
    let mut lines = vec![parts.join(" ; ")];
    if let Some(failure) = failure {
        let (at, code, message, hint) = (day(&failure.at), &failure.fault.code, &failure.fault.message, &failure.fault.hint);
        lines.push(format!("    ✗ {at} ({code}) {} → {}", message.get(lang), hint.get(lang)));
        lines.push(format!("      {address}"));
    }
    let faults = row.report.iter().flat_map(|report| &report.faults).take(3);
    lines.extend(faults.map(|fault| format!("    · {}", fault.line(lang))));
    lines.extend(without.iter().map(|without| format!("    → {}", without.get(lang))));
    lines.join("\n")
}
