//! Releases: what is published of a quarter's field notes. Noise of the discrete Gaussian law at three levels, made
//! consistent, rounded, shown with intervals, and frozen in a chain. Beside it, for the signed-in of a territory alone, the exact
//! counts that may be told ([`exact_counts`]).

mod counted;
mod exact;
mod gate;
mod nesting;
mod raw;
mod row;

use chrono::NaiveDate;
use rand::TryRng;

use super::chain::{self, Link};
use super::consistency::{self, Estimates};
use super::ledger::Rho;
use super::noise::{Variance, discrete_gaussian};
use crate::domain::{Fault, Geography, Quarter, Text};
use crate::text;

pub use counted::{COUNTED, Counted, SENSITIVITY_SQUARED};
pub use exact::{EXACT_FROM, ExactPlace, exact_counts};
pub use gate::{EMBARGO_DAYS, check};
pub use nesting::{ELSEWHERE, Level, Nesting, PublicZone};
pub use raw::Raw;
pub use row::{Row, SHOWN_FROM, Shown};

/// Half the width of an interval, in standard deviations of the estimate: 95 in a hundred hold the true count.
const DEVIATIONS: f64 = 1.96;

/// What a release is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The quarter.
    pub quarter: Quarter,
    /// What it may cost.
    pub rho: Rho,
    /// Geography of its finest zones.
    pub geography: Geography,
    /// The day it is made.
    pub drawn_on: NaiveDate,
}

/// Where the log of who did what stood when a release was made: nobody can write another in its place later unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHead {
    /// The number of its last line.
    pub line: u64,
    /// The hash of that line.
    pub hash: String,
}

/// One frozen release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// What it was made for.
    pub order: Order,
    /// Where the log stood; releases from before it was told have none.
    pub log: Option<LogHead>,
    /// Its figures.
    pub rows: Vec<Row>,
}

impl Release {
    /// Draws the noise, once, and makes the figures. The raw counts are spent.
    ///
    /// # Parameters
    /// `bits`: [`super::noise::SystemBits`]; anything else is for tests.
    ///
    /// # Errors
    /// `rho-out-of-range`, or when there is no chance to be had.
    #[expect(clippy::needless_pass_by_value, reason = "raw counts are spent: no second release is made of them")]
    pub fn draw<R: TryRng>(order: Order, raw: Raw, nesting: &Nesting, bits: &mut R) -> Result<Self, Fault>
    where
        Fault: From<R::Error>,
    {
        let estimates = estimated(order.rho, &raw, nesting, bits)?;
        let rows = Level::ALL.into_iter().flat_map(|level| rows(level, &estimates, nesting));
        Ok(Self { order, log: None, rows: rows.collect() })
    }

    /// The release with where the log stands.
    #[must_use]
    pub fn witnessing(self, log: LogHead) -> Self {
        Self { log: Some(log), ..self }
    }

    /// First line of the release in the chain.
    fn header(&self) -> String {
        let Order { quarter, rho, geography, drawn_on } = self.order;
        let log = self.log.as_ref().map_or_else(String::new, |LogHead { line, hash }| format!("|{line}|{hash}"));
        format!("release|{quarter}|{rho}|{geography}|{drawn_on}|{}{log}", self.rows.len())
    }

    /// The release chained after the last hash of those before it.
    pub fn chained(&self, head: &str) -> Vec<Link> {
        chain::extend(head, std::iter::once(self.header()).chain(self.rows.iter().map(Row::line)))
    }

    /// Reads releases back from their lines; the chain itself is checked by [`chain::verify`].
    ///
    /// # Errors
    /// `release-unreadable` with the row, counted from 1.
    pub fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Vec<Self>, Fault> {
        let mut releases: Vec<Self> = Vec::new();
        for (index, line) in lines.into_iter().enumerate() {
            let row = index as u64 + 1;
            match (order_of(line), releases.last_mut()) {
                (Some((order, log)), _) => releases.push(Self { order, log, rows: Vec::new() }),
                (None, Some(release)) => release.rows.push(Row::from_line(line).ok_or_else(|| unreadable(row))?),
                (None, None) => return Err(unreadable(row)),
            }
        }
        Ok(releases)
    }
}

fn order_of(line: &str) -> Option<(Order, Option<LogHead>)> {
    let parts: Vec<&str> = line.split('|').collect();
    let ["release", quarter, rho, geography, drawn_on, _rows, ref log @ ..] = parts[..] else { return None };
    let rho = rho.replace('.', "").parse().ok().map(Rho::thousandths)?;
    let log = match log {
        [] => None,
        [line, hash] => Some(LogHead { line: line.parse().ok()?, hash: (*hash).to_owned() }),
        _ => return None,
    };
    Some((Order { quarter: quarter.parse().ok()?, rho, geography: geography.parse().ok()?, drawn_on: drawn_on.parse().ok()? }, log))
}

/// Variance of the noise of one level: Δ₂² / 2ρ, with the level's share of ρ.
fn variance(level: Level, rho: Rho) -> Option<Variance> {
    Variance::new(SENSITIVITY_SQUARED * 100 * 1_000, 2 * level.share() * u64::from(rho.in_thousandths()))
}

/// Consistent estimates for each thing counted, from the finest level to the widest.
fn estimated<R: TryRng>(rho: Rho, raw: &Raw, nesting: &Nesting, bits: &mut R) -> Result<Vec<Vec<Estimates>>, Fault>
where
    Fault: From<R::Error>,
{
    let mut measured = Vec::with_capacity(COUNTED);
    for counted in 0..COUNTED {
        let mut levels = Vec::with_capacity(Level::ALL.len());
        for level in Level::ALL {
            let variance = variance(level, rho).ok_or_else(|| rho_out_of_range(rho))?;
            let mut values = Vec::with_capacity(raw.counts[level as usize].len());
            for counts in &raw.counts[level as usize] {
                values.push((i64::from(counts[counted]) + discrete_gaussian(variance, bits)?) as f64);
            }
            levels.push(consistency::Level { values, variance: variance.as_f64(), parents: nesting.parents(level).to_vec() });
        }
        measured.push(consistency::consistent(&levels));
    }
    Ok(measured)
}

fn rows(level: Level, estimates: &[Vec<Estimates>], nesting: &Nesting) -> Vec<Row> {
    let parents = [nesting.parents(Level::Zone), nesting.parents(Level::Commune)];
    let whole: Vec<Vec<Vec<u64>>> = estimates
        .iter()
        .map(|levels| consistency::whole(&levels.iter().map(|level| &level.values[..]).collect::<Vec<_>>(), &parents))
        .collect();
    let mut rows = Vec::new();
    for (cell, codes) in nesting.cells(level).iter().enumerate() {
        for counted in Counted::all() {
            let estimate = &estimates[counted.place()][level as usize];
            let value = whole[counted.place()][level as usize][cell];
            let shown = shown(value, estimate.values[cell], estimate.variances[cell]);
            rows.push(Row { level, cell: codes.clone(), counted, shown });
        }
    }
    rows
}

fn shown(value: u64, estimate: f64, variance: f64) -> Shown {
    if value < SHOWN_FROM {
        return Shown::Few;
    }
    let (low, high) = interval(estimate, variance);
    Shown::Count { value, low: low.min(value), high: high.max(value) }
}

/// Whole bounds around an estimate.
fn interval(estimate: f64, variance: f64) -> (u64, u64) {
    let reach = DEVIATIONS * variance.sqrt();
    ((estimate - reach).floor().max(0.0) as u64, (estimate + reach).ceil().max(0.0) as u64)
}

fn rho_out_of_range(rho: Rho) -> Fault {
    Fault::new(
        "rho-out-of-range",
        text!("ρ = {rho} ne convient pas", "ρ = {rho} does not suit"),
        Text::new("attendu : de 0.001 à 1.000, comme 0.250", "expected 0.001 to 1.000, as in 0.250"),
    )
}

fn unreadable(row: u64) -> Fault {
    Fault::new(
        "release-unreadable",
        text!("une ligne des publications ne se lit pas (ligne {row})", "a line of the releases cannot be read (row {row})"),
        Text::new("vérifier la chaîne : maillage releases verify", "check the chain: maillage releases verify"),
    )
    .at_row(row)
}

#[cfg(test)]
mod hidden_cells;
#[cfg(test)]
mod tests;
