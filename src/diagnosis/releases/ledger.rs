//! The public ledger: what each release cost, what its year has left, and the chain by which anybody can check it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::placed;
use crate::disclosure::chain;
use crate::disclosure::ledger::{Entry, Ledger, Rho, State};
use crate::disclosure::release::LogHead;
use crate::domain::{Fault, Link, Quarter, Text};

/// The ledger and the chain it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PublicLedger {
    /// What a year may cost in all.
    pub rho_of_a_year: f64,
    /// One line a release, oldest first.
    pub entries: Vec<LedgerEntry>,
    /// The first row of the chain that does not follow from those before; `null` while the chain is whole. Of a broken chain no
    /// entry is told.
    pub broken_at: Option<u64>,
    /// How to check it without us.
    pub how: Text,
    /// What the first line is hashed with.
    pub start: &'static str,
    /// The hash of the last line: keep it, and compare.
    pub head: String,
    /// Every line, with its hash.
    pub chain: Vec<Link>,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LedgerEntry {
    /// The quarter released.
    #[schema(value_type = String, example = "2026-T3")]
    pub quarter: Quarter,
    /// The day it was drawn.
    pub drawn_on: NaiveDate,
    /// What it cost.
    pub rho: f64,
    /// What its year has spent up to it.
    pub spent_of_year: f64,
    /// What its year had left after it.
    pub left_of_year: f64,
    /// How many figures it holds.
    pub figures: usize,
    /// Where the log of who did what stood when it was made; `null` for releases from before that was told.
    pub log: Option<LogStood>,
}

/// Where the log stood.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LogStood {
    /// The number of its last line.
    pub line: u64,
    /// The hash of that line: `maillage audit verify` compares it.
    pub hash: String,
}

/// The ledger of a chain, from the chain alone.
///
/// # Errors
/// `release-unreadable`, when the chain is whole and a line of it does not read.
pub fn ledger(links: &[Link]) -> Result<PublicLedger, Fault> {
    let broken_at = chain::verify(links, None).err().and_then(|fault| fault.place.row);
    let entries = if broken_at.is_some() { Vec::new() } else { entries(links)? };
    Ok(PublicLedger {
        rho_of_a_year: told(Rho::YEAR),
        entries,
        broken_at,
        how: Text::new(
            "Pour chaque ligne, dans l’ordre : SHA-256 de l’empreinte précédente, d’un retour à la ligne et de la ligne, en hexadécimal ; c’est l’empreinte de la ligne. La première suit 64 zéros.",
            "For each line, in order: SHA-256 of the hash before, a line feed and the line, in hexadecimal; that is the hash of the line. The first follows 64 zeros.",
        ),
        start: chain::START,
        head: links.last().map_or(chain::START, |link| link.hash.as_str()).to_owned(),
        chain: links.to_vec(),
    })
}

/// What each release cost, oldest first.
///
/// # Errors
/// As [`placed`].
pub fn entries(links: &[Link]) -> Result<Vec<LedgerEntry>, Fault> {
    let mut spent = Vec::new();
    let mut told_of = Vec::new();
    for release in placed(links)?.into_iter().map(|placed| placed.release) {
        let (order, year) = (release.order, release.order.quarter.year());
        spent.push(Entry { quarter: order.quarter, rho: order.rho, state: State::Spent });
        let so_far = Ledger::new(spent.clone());
        told_of.push(LedgerEntry {
            quarter: order.quarter,
            drawn_on: order.drawn_on,
            rho: told(order.rho),
            spent_of_year: told(so_far.spent(year)),
            left_of_year: told(so_far.left(year)),
            figures: release.rows.len(),
            log: release.log.map(|LogHead { line, hash }| LogStood { line, hash }),
        });
    }
    Ok(told_of)
}

fn told(rho: Rho) -> f64 {
    f64::from(rho.in_thousandths()) / 1_000.0
}
