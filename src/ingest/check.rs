//! What must hold of every batch, whatever its format.

use std::collections::HashSet;

use super::Known;
use crate::domain::{Batch, Fault, Report, Text};
use crate::text;

/// Checks a batch and counts which of its rows join a loaded zone.
///
/// # Errors
/// `no-rows`; the first row's fault when every row was rejected; `duplicate-code`.
pub fn batch(batch: &mut Batch, known: &Known) -> Result<(), Fault> {
    not_empty(&batch.dataset.report)?;
    no_code_twice(batch)?;
    if !batch.observations.is_empty() {
        let zones: HashSet<_> = batch.observations.iter().map(|o| (o.geography, &o.zone)).collect();
        let joined = zones.into_iter().filter(|(geography, zone)| known.has(*geography, zone)).count();
        batch.dataset.report.joined = Some(joined as u64);
    }
    let Report { read, taken, rejected, .. } = batch.dataset.report;
    if taken == 0 && rejected < read {
        batch
            .dataset
            .report
            .remark(Text::new("aucune ligne ne concerne les communes demandées", "no row is about the municipalities asked for"));
    }
    Ok(())
}

fn not_empty(report: &Report) -> Result<(), Fault> {
    if report.read == 0 {
        return Err(Fault::new(
            "no-rows",
            Text::new("le fichier n’a aucune ligne de données", "the file has no row of data"),
            Text::new(
                "vérifier qu’il n’a pas été vidé, ou qu’il a été téléchargé en entier",
                "check that it was not emptied, and was downloaded whole",
            ),
        ));
    }
    match report.faults.first() {
        Some(first) if report.rejected == report.read => Err(all_rejected(first, report.read)),
        _ => Ok(()),
    }
}

/// The first fault stands for all: its code and place are what a user can act upon.
fn all_rejected(first: &Fault, rows: u64) -> Fault {
    let (fr, en) = (&first.message.fr, &first.message.en);
    let message =
        text!("aucune des {rows} lignes n’a pu être prise ; la première : {fr}", "none of the {rows} rows could be taken; the first: {en}");
    Fault { message, ..first.clone() }
}

fn no_code_twice(batch: &Batch) -> Result<(), Fault> {
    first_twice(batch.zones.iter().map(|zone| (zone.geography, &zone.code))).map_or(Ok(()), |(_, code)| Err(twice(code.as_str())))?;
    first_twice(batch.services.iter().map(|service| &service.id)).map_or(Ok(()), |id| Err(twice(id.as_str())))?;
    let values = batch.observations.iter().map(|o| (&o.indicator, o.geography, &o.zone));
    first_twice(values).map_or(Ok(()), |(_, _, code)| Err(twice(code.as_str())))
}

fn first_twice<T: std::hash::Hash + Eq + Clone>(mut keys: impl Iterator<Item = T>) -> Option<T> {
    let mut seen = HashSet::new();
    keys.find(|key| !seen.insert(key.clone()))
}

fn twice(code: &str) -> Fault {
    Fault::new(
        "duplicate-code",
        text!("le code {code} revient deux fois", "the code {code} comes twice"),
        Text::new("n’en garder qu’un", "keep only one"),
    )
}
