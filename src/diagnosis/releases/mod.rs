//! What was released of field notes: read back from the public chain that a snapshot carries, and from nothing else.

pub mod inside;
pub mod ledger;
pub mod met;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::Method;
use super::wording::paragraph;
use crate::atlas::{Atlas, Layer};
use crate::disclosure::chain;
use crate::disclosure::release::{Release, Row, SHOWN_FROM, Shown};
use crate::domain::{Fault, Geography, Interval, Link, Measure, Quarter, Text, ZoneCode};
use crate::text;

/// Every release, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Releases {
    /// How they are made.
    pub method: Method,
    /// The releases.
    pub releases: Vec<ReleaseSummary>,
}

/// One release in a few words.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReleaseSummary {
    /// The quarter.
    #[schema(value_type = String, example = "2026-T3")]
    pub quarter: Quarter,
    /// What it cost in privacy: ρ of zero-concentrated differential privacy.
    pub rho: f64,
    /// The day it was drawn.
    pub drawn_on: NaiveDate,
    /// Geography of its finest zones.
    pub geography: Geography,
    /// How many figures it holds.
    pub figures: usize,
    /// How many of them are “fewer than eleven”.
    pub few: usize,
    /// Its first row in the chain, the first of all being 1.
    pub first_row: usize,
    /// Its last row in the chain.
    pub last_row: usize,
    /// The hash of its last row: whoever keeps it can tell whether anything before was changed.
    pub hash: String,
}

/// One release, whole.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReleaseTold {
    /// What it is.
    #[serde(flatten)]
    pub summary: ReleaseSummary,
    /// How it was made.
    pub method: Method,
    /// Its figures, in the order of the chain.
    pub rows: Vec<Figure>,
}

/// One released figure.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReleasedFigure)]
pub struct Figure {
    /// Its level: `zone`, `commune` or `epci`.
    pub level: &'static str,
    /// The zones, municipalities or area it speaks of, together.
    pub codes: Vec<ZoneCode>,
    /// What is counted: `persons`, `theme:sante`, `reason:non-demand`.
    pub counted: String,
    /// What that is called.
    pub label: Text,
    /// The count with noise and the interval that holds the true one 95 times in a hundred; withheld, below eleven, with the interval
    /// from 0 to 10.
    pub measure: Measure,
}

/// A release and its rows in the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The release.
    pub release: Release,
    /// Its first row, from 1.
    pub first_row: usize,
    /// The hash of its last row.
    pub hash: String,
}

/// The layer field notes speak of: neighbourhoods, else municipalities.
pub fn noted(atlas: &Atlas) -> Option<&Layer> {
    [Geography::Iris, Geography::Commune].into_iter().find_map(|geography| atlas.layer(geography))
}

/// The releases of a chain, oldest first.
///
/// # Errors
/// `chain-broken` or `release-unreadable`, with the first row that does not follow or does not read: of such a chain nothing is told.
pub fn placed(chain: &[Link]) -> Result<Vec<Placed>, Fault> {
    chain::verify(chain, None)?;
    let mut row = 1;
    let placed = |release: Release| {
        let first_row = row;
        row += release.rows.len() + 1;
        let hash = chain.get(row - 2).map(|link| link.hash.clone()).unwrap_or_default();
        Placed { release, first_row, hash }
    };
    Ok(Release::read(chain.iter().map(|link| link.line.as_str()))?.into_iter().map(placed).collect())
}

/// The last release of a chain; `None` when there is none, or the chain is not whole.
pub fn last(chain: &[Link]) -> Option<Placed> {
    placed(chain).ok()?.pop()
}

/// Lists the releases of a chain.
///
/// # Errors
/// As [`placed`].
pub fn releases(chain: &[Link]) -> Result<Releases, Fault> {
    Ok(Releases { method: method(), releases: placed(chain)?.iter().rev().map(summary).collect() })
}

/// The release of one quarter.
///
/// # Errors
/// `unknown-release`, and those of [`placed`].
pub fn release(chain: &[Link], quarter: Quarter) -> Result<ReleaseTold, Fault> {
    let found = placed(chain)?.into_iter().find(|placed| placed.release.order.quarter == quarter).ok_or_else(|| unknown(quarter))?;
    Ok(ReleaseTold { summary: summary(&found), method: method(), rows: found.release.rows.iter().map(figure).collect() })
}

fn summary(placed: &Placed) -> ReleaseSummary {
    let Placed { release, first_row, hash } = placed;
    let order = release.order;
    ReleaseSummary {
        quarter: order.quarter,
        rho: f64::from(order.rho.in_thousandths()) / 1_000.0,
        drawn_on: order.drawn_on,
        geography: order.geography,
        figures: release.rows.len(),
        few: release.rows.iter().filter(|row| row.shown == Shown::Few).count(),
        first_row: *first_row,
        last_row: first_row + release.rows.len(),
        hash: hash.clone(),
    }
}

fn figure(row: &Row) -> Figure {
    Figure {
        level: row.level.code(),
        codes: row.cell.clone(),
        counted: row.counted.code(),
        label: row.counted.label(),
        measure: measure(row.shown),
    }
}

/// What is shown of a count, as a measure.
pub fn measure(shown: Shown) -> Measure {
    match shown {
        Shown::Few => Measure::fewer_than(SHOWN_FROM as u32),
        Shown::Count { value, low, high } => Measure::estimated(value as f64, Interval::new(low as f64, high as f64)),
    }
}

fn unknown(quarter: Quarter) -> Fault {
    Fault::new(
        "unknown-release",
        text!("rien n’est publié pour {quarter}", "nothing is released for {quarter}"),
        Text::new("les publications sont à /releases", "releases are listed at /releases"),
    )
}

/// How releases are made, for the note beside every figure.
pub fn method() -> Method {
    Method {
        name: Text::new("Publications des notes de terrain", "Releases of field notes"),
        note: paragraph([
            Text::new(
                "Chaque rencontre compte pour une personne ; un bruit gaussien discret, tiré une seule fois, est ajouté à trois niveaux, rendus cohérents par moindres carrés.",
                "Each encounter counts as one person; discrete Gaussian noise, drawn once, is added at three levels, made consistent by least squares.",
            ),
            text!(
                "L’intervalle contient le vrai nombre 95 fois sur cent ; en dessous de {SHOWN_FROM}, il n’est dit que « moins de {SHOWN_FROM} ».",
                "The interval holds the true number 95 times in a hundred; below {SHOWN_FROM}, no more is said than “fewer than {SHOWN_FROM}”."
            ),
            Text::new(
                "Là où aucune équipe ne va, personne n’est rencontré : ces nombres ne mesurent pas le besoin.",
                "Where no team goes, nobody is met: these numbers are no measure of need.",
            ),
        ]),
        citation: "Bun & Steinke 2016, TCC; Canonne, Kamath & Steinke 2020, NeurIPS; ODENORE".to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
