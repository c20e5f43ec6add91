//! Costs between zones and services, sparse: a pair that is absent is out of reach.

use super::ids::Ids;
use super::summary::Summary;
use super::table::{Table, TableRef};
use crate::domain::{Fault, Reach, Text};
use crate::text;

/// Destinations of a file of costs that are not known, each once, with the row where it is first met.
///
/// # Errors
/// Those of the table.
pub fn unknown_destinations(source: &TableRef, known: &Ids) -> Result<Vec<(String, u64)>, Fault> {
    let table = Table::open(source)?;
    let destination = table.require("destination")?;
    let mut unknown = Ids::default();
    table.each(|row, number| {
        let id = row.id(&destination)?;
        if known.place(id).is_none() && unknown.place(id).is_none() {
            unknown.insert(id, number)?;
        }
        Ok(())
    })?;
    Ok(unknown.into_rows())
}

/// Reads `origin`, `destination`, `cost` into pairs by origin, nearest first.
///
/// # Errors
/// Those of the table; `negative-count` for a cost below zero; `duplicate-pair`. Pairs that name an unknown
/// zone or service are left out and counted.
pub fn read(source: &TableRef, origins: &Ids, destinations: &Ids, summary: &mut Summary) -> Result<Reach, Fault> {
    let table = Table::open(source)?;
    let (origin, destination, cost) = (table.require("origin")?, table.require("destination")?, table.require("cost")?);
    let mut rows: Vec<Vec<(f64, u32)>> = vec![Vec::new(); origins.len()];
    let mut strangers = Vec::new();
    table.each(|row, _| {
        let (from, to) = (row.id(&origin)?, row.id(&destination)?);
        let minutes = row.count(&cost)?;
        let minutes = minutes.ok_or_else(|| missing_cost().in_column(cost.name()))?;
        match (origins.place(from), destinations.place(to)) {
            (Some(from), Some(to)) => rows[from].push((minutes, to as u32)),
            (known, other) => {
                strangers.extend(known.is_none().then(|| from.to_owned()));
                strangers.extend(other.is_none().then(|| to.to_owned()));
            }
        }
        Ok(())
    })?;
    strangers.sort_unstable();
    strangers.dedup();
    summary.leave_out("costs-without-place", strangers);
    compressed(rows).map_err(|(from, to)| {
        duplicate_pair(&origins.names()[from], &destinations.names()[to as usize]).in_file(source.file()).in_column(origin.name())
    })
}

/// Pairs in compressed rows, or the first pair given twice.
fn compressed(rows: Vec<Vec<(f64, u32)>>) -> Result<Reach, (usize, u32)> {
    let pairs = rows.iter().map(Vec::len).sum();
    let mut reach = Reach { starts: vec![0], destinations: Vec::with_capacity(pairs), minutes: Vec::with_capacity(pairs) };
    for (origin, mut row) in rows.into_iter().enumerate() {
        row.sort_unstable_by_key(|pair| pair.1);
        if let Some(twice) = row.windows(2).find(|pair| pair[0].1 == pair[1].1) {
            return Err((origin, twice[0].1));
        }
        row.sort_by(|a, b| a.0.total_cmp(&b.0));
        reach.destinations.extend(row.iter().map(|pair| pair.1));
        reach.minutes.extend(row.iter().map(|pair| pair.0));
        reach.starts.push(reach.destinations.len());
    }
    Ok(reach)
}

fn missing_cost() -> Fault {
    Fault::new(
        "missing-value",
        Text::new("le coût manque", "the cost is missing"),
        Text::new(
            "attendu : un nombre ; retirer la ligne si la paire est hors d’atteinte",
            "expected a number; remove the row when the pair is out of reach",
        ),
    )
}

fn duplicate_pair(origin: &str, destination: &str) -> Fault {
    Fault::new(
        "duplicate-pair",
        text!("la paire « {origin} », « {destination} » est donnée deux fois", "the pair “{origin}”, “{destination}” is given twice"),
        Text::new("garder une seule ligne par paire", "keep one row a pair"),
    )
}
