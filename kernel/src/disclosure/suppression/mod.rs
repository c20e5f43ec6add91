//! Hiding cells of an exact table, for a partner whose convention asks for it: those that are too small, and as few others as
//! keep them from being worked out. One code for both: to say why a cell is hidden gives it away.
//!
//! What is public of field notes does not go this way: hiding small cells stops no attack by differences (docs/PRIVACY.md). The
//! exact counts of a quarter told to the signed-in of a territory do (`release::exact_counts`).

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::auditor::{exposed, exposes};
use super::table::Table;
use crate::domain::{Fault, Text};

/// What a partner asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Convention {
    /// The smallest count that may be shown: 5 for INSEE's households, 11 for most administrations.
    pub smallest_shown: u64,
    /// Whether a nought is a secret too.
    pub noughts_hidden: bool,
    /// How wide the range of every hidden cell must be.
    pub width: u64,
}

impl Convention {
    fn is_small(self, count: u64) -> bool {
        count < self.smallest_shown && (count > 0 || self.noughts_hidden)
    }

    /// Whether a cell may be hidden to protect another: a nought everybody may see protects nobody.
    fn may_hide(self, count: u64) -> bool {
        count > 0 || self.noughts_hidden
    }
}

/// Which cells of a table are hidden.
///
/// # Returns
/// For each cell, whether it is hidden; the auditor finds no hidden cell whose range is narrower than the convention's width.
///
/// # Algorithm
/// 1. Hide the small cells.
/// 2. While the auditor finds an exposed cell: add the cheapest change of the table that moves it by the width (a linear program,
///    Kelly, Golden & Assad 1992), and hide the cells that change goes through.
/// 3. Open again, from the largest, every cell that was added and turns out not to be needed.
///
/// # Errors
/// `not-protectable` when even hiding every cell leaves one exposed; `audit-failed`.
pub fn hidden(table: &Table, convention: Convention) -> Result<Vec<bool>, Fault> {
    let width = convention.width as f64;
    let is_hidden = |(cell, &count): (usize, &u64)| table.is_slack(cell) || convention.is_small(count);
    let mut hidden: Vec<bool> = table.counts().iter().enumerate().map(is_hidden).collect();
    let small = hidden.clone();
    while let Some(worst) = exposed(table, &hidden, width)?.first().copied() {
        let change = cheapest_change(table, &hidden, worst.cell, convention)?;
        let before = hidden.iter().filter(|hidden| **hidden).count();
        for cell in change {
            hidden[cell] = true;
        }
        if hidden.iter().filter(|hidden| **hidden).count() == before {
            return Err(not_protectable());
        }
    }
    reopen(table, &mut hidden, &small, width)?;
    Ok(hidden)
}

/// Hides more of a table some cells of which are hidden already, until the auditor finds no hidden cell whose range is narrower than
/// the convention's width. Small cells are taken to be among them. Nothing is opened again.
///
/// # Errors
/// As [`hidden`].
pub fn completed(table: &Table, convention: Convention, mut hidden: Vec<bool>) -> Result<Vec<bool>, Fault> {
    loop {
        let exposed = exposed(table, &hidden, convention.width as f64)?;
        let before = hidden.iter().filter(|hidden| **hidden).count();
        for range in &exposed {
            for cell in cheapest_change(table, &hidden, range.cell, convention)? {
                hidden[cell] = true;
            }
        }
        if exposed.is_empty() {
            return Ok(hidden);
        }
        if hidden.iter().filter(|hidden| **hidden).count() == before {
            return Err(not_protectable());
        }
    }
}

fn reopen(table: &Table, hidden: &mut [bool], small: &[bool], width: f64) -> Result<(), Fault> {
    let mut added: Vec<usize> = (0..table.len()).filter(|&cell| hidden[cell] && !small[cell]).collect();
    added.sort_by_key(|&cell| (std::cmp::Reverse(table.counts()[cell]), cell));
    for cell in added {
        hidden[cell] = false;
        if exposes(table, hidden, width, cell)? {
            hidden[cell] = true;
        }
    }
    Ok(())
}

/// The cells of the cheapest change that raises one cell by the width, the table adding up and nothing falling below nought.
fn cheapest_change(table: &Table, hidden: &[bool], cell: usize, convention: Convention) -> Result<Vec<usize>, Fault> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let width = convention.width as f64;
    let moves: Vec<Option<[Variable; 2]>> = table
        .counts()
        .iter()
        .zip(hidden)
        .enumerate()
        .map(|(place, (&count, &hidden))| {
            let cost = if hidden { 0.001 } else { 1.0 + (1.0 + count as f64).log10() };
            let mut step = |most: f64| problem.add_var(cost, (0.0, most));
            (convention.may_hide(count) || table.is_slack(place)).then(|| [step(f64::INFINITY), step(count as f64)])
        })
        .collect();
    for sum in table.sums() {
        let parts = sum.parts.iter().map(|&part| (part, 1.0));
        let terms: Vec<(Variable, f64)> = parts
            .chain([(sum.total, -1.0)])
            .filter_map(|(cell, sign)| moves[cell].map(|[up, down]| [(up, sign), (down, -sign)]))
            .flatten()
            .collect();
        problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
    }
    let Some([up, down]) = moves[cell] else { return Err(not_protectable()) };
    problem.add_constraint([(up, 1.0), (down, -1.0)], ComparisonOp::Eq, width);
    let solution = problem.solve().ok().and_then(|outcome| outcome.into_solution().ok()).ok_or_else(not_protectable)?;
    let moved = |[up, down]: [Variable; 2]| (solution.var_value(up) - solution.var_value(down)).abs() > 1e-6;
    Ok((0..table.len()).filter(|&cell| moves[cell].is_some_and(moved)).collect())
}

fn not_protectable() -> Fault {
    Fault::new(
        "not-protectable",
        Text::new("ce tableau ne peut pas être protégé à cette largeur", "this table cannot be protected to this width"),
        Text::new(
            "réunir des zones ou des thèmes, ou demander une largeur moindre",
            "put zones or themes together, or ask for a lesser width",
        ),
    )
}

#[cfg(test)]
mod tests;
