//! One published figure, and its line in the chain.

use super::counted::Counted;
use super::nesting::Level;
use crate::domain::ZoneCode;

/// Figures below this are shown as “moins de 11”, whatever they are.
pub const SHOWN_FROM: u64 = 11;

/// What is shown of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Fewer than [`SHOWN_FROM`]; nothing else is said, and nothing else is kept.
    Few,
    /// A count with noise, and the interval that holds the true one 95 times in a hundred.
    Count {
        /// The published count.
        value: u64,
        /// Lower bound.
        low: u64,
        /// Upper bound.
        high: u64,
    },
}

/// One published figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its level.
    pub level: Level,
    /// The zones, municipalities or area it speaks of, together.
    pub cell: Vec<ZoneCode>,
    /// What is counted.
    pub counted: Counted,
    /// What is shown of it.
    pub shown: Shown,
}

impl Row {
    /// Its line: `level|codes|counted|value|low|high`, or `level|codes|counted|<11||`.
    pub fn line(&self) -> String {
        let cell = self.cell.iter().map(ZoneCode::as_str).collect::<Vec<_>>().join("+");
        let shown = match self.shown {
            Shown::Few => format!("<{SHOWN_FROM}||"),
            Shown::Count { value, low, high } => format!("{value}|{low}|{high}"),
        };
        format!("{}|{cell}|{}|{shown}", self.level.code(), self.counted.code())
    }

    /// Reads a line back.
    pub fn from_line(line: &str) -> Option<Self> {
        let parts: Vec<&str> = line.split('|').collect();
        let [level, cell, counted, value, low, high] = parts[..] else { return None };
        let few = format!("<{SHOWN_FROM}");
        let shown = if value == few && low.is_empty() && high.is_empty() {
            Shown::Few
        } else {
            Shown::Count { value: value.parse().ok()?, low: low.parse().ok()?, high: high.parse().ok()? }
        };
        Some(Self {
            level: Level::ALL.into_iter().find(|known| known.code() == level)?,
            cell: cell.split('+').map(|code| ZoneCode::new(code).ok()).collect::<Option<_>>()?,
            counted: Counted::from_code(counted)?,
            shown,
        })
    }
}
