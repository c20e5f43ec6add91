//! What anyone can find out about the hidden cells of a table: the least and the most each can be, given what is open and that
//! the table adds up. A suppression is as good as these intervals, whatever made it.
//!
//! Linear programming over each part of the table that hangs together (Willenborg & de Waal 2001, “Elements of Statistical
//! Disclosure Control”, ch. 4; Fischetti & Salazar 2001).

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::table::Table;
use crate::domain::{Fault, Text};

/// Differences below this are the solver's rounding.
const ROUNDING: f64 = 1e-6;

/// What can be found out about one hidden cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The cell.
    pub cell: usize,
    /// The least it can be.
    pub low: f64,
    /// The most it can be; infinite when nothing open bounds it.
    pub high: f64,
}

impl Range {
    /// How far apart they are.
    pub fn width(self) -> f64 {
        self.high - self.low
    }
}

/// The range of every hidden cell that needs protection.
///
/// # Parameters
/// `hidden`: for each cell, whether it is hidden.
///
/// # Notes
/// Two linear programs a hidden cell, each over the part of the table it hangs together with.
///
/// # Errors
/// `audit-failed` when the solver gives no answer; nothing may be published then.
pub fn ranges(table: &Table, hidden: &[bool]) -> Result<Vec<Range>, Fault> {
    let mut ranges = Vec::new();
    for part in parts(table, hidden) {
        for &cell in part.cells.iter().filter(|&&cell| !table.is_slack(cell)) {
            let (low, high) =
                (part.extreme(table, cell, OptimizationDirection::Minimize)?, part.extreme(table, cell, OptimizationDirection::Maximize)?);
            ranges.push(Range { cell, low: low.value, high: high.value });
        }
    }
    ranges.sort_by_key(|range| range.cell);
    Ok(ranges)
}

/// The hidden cells whose range is narrower than `width`, narrowest first.
///
/// # Errors
/// As [`ranges`].
pub fn exposed(table: &Table, hidden: &[bool], width: f64) -> Result<Vec<Range>, Fault> {
    let mut exposed = Vec::new();
    for part in parts(table, hidden) {
        exposed.extend(part.exposed(table, width)?);
    }
    exposed.sort_by(|a, b| a.width().total_cmp(&b.width()).then(a.cell.cmp(&b.cell)));
    Ok(exposed)
}

/// Whether a hidden cell is exposed once a cell has been opened. Only what hangs together with it is looked at: the rest of the
/// table was safe before and knows nothing new.
///
/// # Errors
/// As [`ranges`].
pub fn exposes(table: &Table, hidden: &[bool], width: f64, opened: usize) -> Result<bool, Fault> {
    let touches = |sum: &&super::table::Sum| sum.total == opened || sum.parts.contains(&opened);
    let near: std::collections::BTreeSet<usize> =
        table.sums().iter().filter(touches).flat_map(|sum| sum.parts.iter().copied().chain([sum.total])).collect();
    for part in parts(table, hidden).iter().filter(|part| part.cells.iter().any(|cell| near.contains(cell))) {
        if !part.exposed(table, width)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Hidden cells that hang together by sums.
struct Part {
    cells: Vec<usize>,
    /// Places in the table of the sums that hold any of them.
    sums: Vec<usize>,
}

struct Extreme {
    value: f64,
    /// A table that reaches it: the value of each cell of the part; empty when there is no bound.
    reached: Vec<f64>,
}

impl Part {
    /// Narrow ranges alone. Each table the solver finds stretches the ranges of all cells, so that few programs are needed.
    fn exposed(&self, table: &Table, width: f64) -> Result<Vec<Range>, Fault> {
        let mut seen: Vec<(f64, f64)> = self.cells.iter().map(|&cell| (table.counts()[cell] as f64, table.counts()[cell] as f64)).collect();
        let mut exposed = Vec::new();
        for place in (0..self.cells.len()).filter(|&place| !table.is_slack(self.cells[place])) {
            for direction in [OptimizationDirection::Maximize, OptimizationDirection::Minimize] {
                if seen[place].1 - seen[place].0 + ROUNDING >= width {
                    break;
                }
                let extreme = self.extreme(table, self.cells[place], direction)?;
                seen[place] = (seen[place].0.min(extreme.value), seen[place].1.max(extreme.value));
                for (seen, value) in seen.iter_mut().zip(&extreme.reached) {
                    *seen = (seen.0.min(*value), seen.1.max(*value));
                }
            }
            let (low, high) = seen[place];
            if high - low + ROUNDING < width {
                exposed.push(Range { cell: self.cells[place], low, high });
            }
        }
        Ok(exposed)
    }

    fn extreme(&self, table: &Table, cell: usize, direction: OptimizationDirection) -> Result<Extreme, Fault> {
        let upwards = matches!(direction, OptimizationDirection::Maximize);
        let mut problem = Problem::new(direction);
        let variables: Vec<Variable> =
            self.cells.iter().map(|&other| problem.add_var(f64::from(u8::from(other == cell)), (0.0, f64::INFINITY))).collect();
        let variable = |cell: usize| self.cells.binary_search(&cell).ok().map(|place| variables[place]);
        for &sum in &self.sums {
            let sum = &table.sums()[sum];
            let terms: Vec<(Variable, f64)> = sum
                .parts
                .iter()
                .filter_map(|&part| Some((variable(part)?, 1.0)))
                .chain(variable(sum.total).map(|total| (total, -1.0)))
                .collect();
            // What open cells leave to the hidden ones: their true sum.
            let known: f64 = sum.parts.iter().filter(|&&part| variable(part).is_some()).map(|&part| table.counts()[part] as f64).sum();
            let total = if variable(sum.total).is_some() { table.counts()[sum.total] as f64 } else { 0.0 };
            problem.add_constraint(terms, ComparisonOp::Eq, known - total);
        }
        match problem.solve().map(|outcome| outcome.into_solution().ok()) {
            Ok(Some(solution)) => {
                let reached = variables.iter().map(|&variable| solution.var_value(variable)).collect();
                Ok(Extreme { value: solution.objective(), reached })
            }
            Err(microlp::Error::Unbounded) if upwards => Ok(Extreme { value: f64::INFINITY, reached: Vec::new() }),
            _ => Err(audit_failed()),
        }
    }
}

/// The parts of a table that hang together through its hidden cells.
fn parts(table: &Table, hidden: &[bool]) -> Vec<Part> {
    let mut leader: Vec<usize> = (0..table.len()).collect();
    let members = |sum: usize| {
        let sum = &table.sums()[sum];
        sum.parts.iter().copied().chain([sum.total]).filter(|&cell| hidden[cell])
    };
    for sum in 0..table.sums().len() {
        let mut cells = members(sum);
        if let Some(first) = cells.next() {
            for cell in cells {
                let (a, b) = (find(&mut leader, first), find(&mut leader, cell));
                leader[a.max(b)] = a.min(b);
            }
        }
    }
    let mut parts: std::collections::BTreeMap<usize, Part> = std::collections::BTreeMap::new();
    for cell in (0..table.len()).filter(|&cell| hidden[cell]) {
        let root = find(&mut leader, cell);
        parts.entry(root).or_insert_with(|| Part { cells: Vec::new(), sums: Vec::new() }).cells.push(cell);
    }
    for sum in 0..table.sums().len() {
        if let Some(first) = members(sum).next() {
            let root = find(&mut leader, first);
            if let Some(part) = parts.get_mut(&root) {
                part.sums.push(sum);
            }
        }
    }
    parts.into_values().collect()
}

fn find(leader: &mut [usize], cell: usize) -> usize {
    let mut root = cell;
    while leader[root] != root {
        leader[root] = leader[leader[root]];
        root = leader[root];
    }
    root
}

fn audit_failed() -> Fault {
    Fault::new(
        "audit-failed",
        Text::new("le contrôle du secret n’a pas abouti", "the audit of secrecy came to no end"),
        Text::new("ne rien publier de ce tableau, et signaler ce message", "publish nothing of this table, and report this message"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::table::Sum;
    use super::*;

    /// Three by three with its margins, row by row: cell 4·row + column, the last of each the total.
    fn square(inner: [[u64; 3]; 3]) -> Table {
        let mut counts = vec![0; 16];
        for (row, line) in inner.iter().enumerate() {
            for (column, count) in line.iter().enumerate() {
                for cell in [4 * row + column, 4 * row + 3, 12 + column, 15] {
                    counts[cell] += count;
                }
            }
        }
        let row = |row: usize| Sum { total: 4 * row + 3, parts: (0..3).map(|column| 4 * row + column).collect() };
        let column = |column: usize| Sum { total: 12 + column, parts: (0..3).map(|row| 4 * row + column).collect() };
        Table::new(counts, (0..4).map(row).chain((0..4).map(column)).collect()).unwrap()
    }

    fn hidden(cells: &[usize]) -> Vec<bool> {
        (0..16).map(|cell| cells.contains(&cell)).collect()
    }

    #[test]
    fn one_hidden_cell_is_no_secret() {
        let table = square([[1, 20, 30], [40, 50, 60], [70, 80, 90]]);
        assert_eq!(ranges(&table, &hidden(&[0])).unwrap(), [Range { cell: 0, low: 1.0, high: 1.0 }]);
        assert_eq!(exposed(&table, &hidden(&[0]), 3.0).unwrap().len(), 1);
    }

    #[test]
    fn four_corners_hide_each_other_as_far_as_the_smallest_lets_them() {
        let table = square([[1, 20, 30], [40, 50, 60], [70, 80, 90]]);
        let found = ranges(&table, &hidden(&[0, 1, 4, 5])).unwrap();
        assert_eq!(
            found.iter().map(|range| (range.low.round(), range.high.round())).collect::<Vec<_>>(),
            [(0.0, 21.0), (0.0, 21.0), (20.0, 41.0), (50.0 - 1.0, 70.0)]
        );
        assert!(exposed(&table, &hidden(&[0, 1, 4, 5]), 21.0).unwrap().is_empty());
        assert_eq!(exposed(&table, &hidden(&[0, 1, 4, 5]), 22.0).unwrap().len(), 4);
    }

    #[test]
    fn what_nothing_bounds_has_no_upper_end() {
        let table = Table::new(vec![3, 4, 7], vec![Sum { total: 2, parts: vec![0, 1] }]).unwrap();
        assert!(ranges(&table, &[true, false, true]).unwrap()[0].high.is_infinite());
        assert_eq!(Table::new(vec![3, 4, 8], vec![Sum { total: 2, parts: vec![0, 1] }]).err().unwrap().code, "bad-table");
    }
}
