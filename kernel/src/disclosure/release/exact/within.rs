//! Which counts of one place are hidden: those below [`EXACT_FROM`], and as many others as it takes for nobody to work them out
//! from the rest.
//!
//! Within a place, reasons add up to the persons less those who gave none; each theme is at most the persons, and all of them
//! together are between once and twice as many. These are sums like others once what is left of each is a cell, shown to nobody;
//! [`suppression`] and its auditor do the rest, by linear programs over that table.

use std::ops::Range;

use super::super::counted::COUNTED;
use super::EXACT_FROM;
use crate::disclosure::suppression::{self, Convention};
use crate::disclosure::table::{Sum, Table};
use crate::domain::{Fault, Reason, Theme};

/// What is asked of the hidden counts: nobody knows any of them to within [`EXACT_FROM`].
pub const CONVENTION: Convention = Convention { smallest_shown: EXACT_FROM, noughts_hidden: true, width: EXACT_FROM };

const THEMES: usize = Theme::ALL.len();
const REASONS: usize = Reason::ALL.len();
const FIRST_REASON: usize = 1 + THEMES;

// Cells of the table, after what is counted: what is shown to nobody.
const NO_REASON: usize = COUNTED;
const WITHOUT_THEME: usize = COUNTED + 1;
const MENTIONS: usize = WITHOUT_THEME + THEMES;
const SECOND_THEME: usize = MENTIONS + 1;
const ONE_THEME: usize = MENTIONS + 2;
const CELLS: usize = MENTIONS + 3;

/// What is hidden of the counts of a place: all of it, where the auditor comes to no end.
pub fn hidden(counts: &[u64; COUNTED]) -> [bool; COUNTED] {
    decided(counts).unwrap_or([true; COUNTED])
}

fn decided(counts: &[u64; COUNTED]) -> Result<[bool; COUNTED], Fault> {
    let mut hidden = counts.map(|count| count < EXACT_FROM);
    leave_reasons_untold(counts, &mut hidden);
    leave_themes_untold(counts, &mut hidden);
    let all = suppression::completed(&table(counts)?, CONVENTION, with_slack(&hidden))?;
    Ok(std::array::from_fn(|cell| all[cell]))
}

/// Those who gave no reason are not counted by themselves; told reasons must not give them away either.
fn leave_reasons_untold(counts: &[u64; COUNTED], hidden: &mut [bool; COUNTED]) {
    let reasons = FIRST_REASON..FIRST_REASON + REASONS;
    while counts[0].saturating_sub(told(counts, hidden, reasons.clone())) < EXACT_FROM && hide_smallest(counts, hidden, reasons.clone()) {}
}

/// Where everybody spoke of what is told, nothing is left for the themes that are not; and no theme is hidden alone. With these two
/// rules each hidden theme may be any number from none to the persons, or to what their second themes leave, so that the programs
/// find nothing more to hide, and the persons of a place are always told.
fn leave_themes_untold(counts: &[u64; COUNTED], hidden: &mut [bool; COUNTED]) {
    let themes = 1..FIRST_REASON;
    let untold = |hidden: &[bool; COUNTED]| themes.clone().filter(|&cell| hidden[cell]).count();
    let left = |hidden: &[bool; COUNTED]| (2 * counts[0]).saturating_sub(told(counts, hidden, themes.clone()));
    while (untold(hidden) == 1 || (untold(hidden) > 0 && left(hidden) < EXACT_FROM)) && hide_smallest(counts, hidden, themes.clone()) {}
}

fn told(counts: &[u64; COUNTED], hidden: &[bool; COUNTED], among: Range<usize>) -> u64 {
    among.filter(|&cell| !hidden[cell]).map(|cell| counts[cell]).sum()
}

/// Hides the smallest of the cells that are told; whether there was one.
fn hide_smallest(counts: &[u64; COUNTED], hidden: &mut [bool; COUNTED], among: Range<usize>) -> bool {
    let smallest = among.filter(|&cell| !hidden[cell]).min_by_key(|&cell| (counts[cell], cell));
    smallest.inspect(|&cell| hidden[cell] = true).is_some()
}

/// The table of a place.
///
/// # Errors
/// `bad-table`, were these not counts of encounters with a theme or two and a reason at most.
pub fn table(counts: &[u64; COUNTED]) -> Result<Table, Fault> {
    let persons = counts[0];
    let (themes, reasons) = (&counts[1..FIRST_REASON], &counts[FIRST_REASON..]);
    let mentions: u64 = themes.iter().sum();
    let second = mentions.saturating_sub(persons);
    let mut cells = counts.to_vec();
    cells.push(persons.saturating_sub(reasons.iter().sum()));
    cells.extend(themes.iter().map(|theme| persons.saturating_sub(*theme)));
    cells.extend([mentions, second, persons.saturating_sub(second)]);
    let sum = |total: usize, parts: Vec<usize>| Sum { total, parts };
    let mut sums = vec![
        sum(0, (FIRST_REASON..=NO_REASON).collect()),
        sum(MENTIONS, (1..FIRST_REASON).collect()),
        sum(MENTIONS, vec![0, SECOND_THEME]),
        sum(0, vec![SECOND_THEME, ONE_THEME]),
    ];
    sums.extend((0..THEMES).map(|theme| sum(0, vec![1 + theme, WITHOUT_THEME + theme])));
    Ok(Table::new(cells, sums)?.with_slack(COUNTED..CELLS))
}

/// What is hidden of the whole table.
pub fn with_slack(hidden: &[bool; COUNTED]) -> Vec<bool> {
    hidden.iter().copied().chain(std::iter::repeat_n(true, CELLS - COUNTED)).collect()
}
