//! What the hidden cells of a published table can be, for somebody who has nothing but what was published: open cells, bounds, and how
//! cells add up. [`crate::disclosure::auditor`] asks the same of a table whose exact counts it holds.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use crate::disclosure::auditor::Range;
use crate::disclosure::table::Sum;

/// Rounding of the solver.
const ROUNDING: f64 = 1e-6;

/// One cell as it was published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    /// Its count is told.
    Open(f64),
    /// Its count is not told; what is said of it all the same.
    Hidden {
        /// At least.
        low: f64,
        /// At most; infinite where nothing is said.
        high: f64,
    },
}

/// The range of every hidden cell, by two linear programs each; `None` when no table fits what was published and assumed.
///
/// # Parameters
/// `cells`: with `sums` over their places.
///
/// # Notes
/// Programs are run over the part of the table a cell hangs together with, through hidden cells.
pub fn ranges(cells: &[Cell], sums: &[Sum]) -> Option<Vec<Range>> {
    let mut found = Vec::new();
    for part in parts(cells, sums) {
        for &cell in &part.cells {
            let low = part.extreme(cells, sums, cell, OptimizationDirection::Minimize)?;
            let high = part.extreme(cells, sums, cell, OptimizationDirection::Maximize)?;
            found.push(Range { cell, low, high });
        }
    }
    found.sort_by_key(|range| range.cell);
    Some(found)
}

/// The range of one hidden cell; `None` when it is open, or nothing fits.
pub fn range(cells: &[Cell], sums: &[Sum], cell: usize) -> Option<Range> {
    let part = parts(cells, sums).into_iter().find(|part| part.cells.contains(&cell))?;
    let low = part.extreme(cells, sums, cell, OptimizationDirection::Minimize)?;
    let high = part.extreme(cells, sums, cell, OptimizationDirection::Maximize)?;
    Some(Range { cell, low, high })
}

/// Hidden cells that hang together, and the sums that hold them.
#[derive(Default)]
struct Part {
    cells: Vec<usize>,
    sums: Vec<usize>,
}

fn members(sum: &Sum) -> impl Iterator<Item = usize> + '_ {
    sum.parts.iter().copied().chain([sum.total])
}

fn parts(cells: &[Cell], sums: &[Sum]) -> Vec<Part> {
    let hidden = |cell: &usize| matches!(cells.get(*cell), Some(Cell::Hidden { .. }));
    let mut of_cell: Vec<Vec<usize>> = vec![Vec::new(); cells.len()];
    for (place, sum) in sums.iter().enumerate() {
        members(sum).filter(hidden).for_each(|cell| of_cell[cell].push(place));
    }
    let (mut seen, mut seen_sums) = (vec![false; cells.len()], vec![false; sums.len()]);
    let mut parts = Vec::new();
    for start in (0..cells.len()).filter(hidden) {
        let (mut part, mut waiting) = (Part::default(), vec![start]);
        while let Some(cell) = waiting.pop() {
            if std::mem::replace(&mut seen[cell], true) {
                continue;
            }
            part.cells.push(cell);
            for &place in &of_cell[cell] {
                if !std::mem::replace(&mut seen_sums[place], true) {
                    part.sums.push(place);
                    waiting.extend(members(&sums[place]).filter(hidden));
                }
            }
        }
        part.cells.sort_unstable();
        if !part.cells.is_empty() {
            parts.push(part);
        }
    }
    parts
}

impl Part {
    /// The least or the most a cell can be; infinite when nothing bounds it, `None` when nothing fits.
    fn extreme(&self, cells: &[Cell], sums: &[Sum], cell: usize, direction: OptimizationDirection) -> Option<f64> {
        let upwards = matches!(direction, OptimizationDirection::Maximize);
        let mut problem = Problem::new(direction);
        let variables: Vec<Variable> =
            self.cells.iter().map(|&other| problem.add_var(f64::from(u8::from(other == cell)), bounds(cells[other]))).collect();
        for &place in &self.sums {
            let sum = &sums[place];
            let (mut terms, mut rest) = (Vec::new(), 0.0);
            let signed = sum.parts.iter().map(|part| (*part, 1.0)).chain([(sum.total, -1.0)]);
            for (member, sign) in signed {
                match (cells[member], self.cells.binary_search(&member)) {
                    (Cell::Open(value), _) => rest += sign * value,
                    (Cell::Hidden { .. }, Ok(at)) => terms.push((variables[at], sign)),
                    (Cell::Hidden { .. }, Err(_)) => return None,
                }
            }
            // Published counts are whole numbers: their sums are right to the solver's rounding.
            problem.add_constraint(terms.clone(), ComparisonOp::Le, ROUNDING - rest);
            problem.add_constraint(terms, ComparisonOp::Ge, -ROUNDING - rest);
        }
        match problem.solve().map(|outcome| outcome.into_solution().ok()) {
            Ok(Some(solution)) => Some(solution.objective()),
            Err(microlp::Error::Unbounded) if upwards => Some(f64::INFINITY),
            _ => None,
        }
    }
}

fn bounds(cell: Cell) -> (f64, f64) {
    match cell {
        Cell::Open(value) => (value, value),
        Cell::Hidden { low, high } => (low, high),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FREE: Cell = Cell::Hidden { low: 0.0, high: f64::INFINITY };
    const FEW: Cell = Cell::Hidden { low: 0.0, high: 10.0 };

    fn sum(total: usize, parts: &[usize]) -> Sum {
        Sum { total, parts: parts.to_vec() }
    }

    fn found(cells: &[Cell], sums: &[Sum]) -> Vec<(usize, f64, f64)> {
        let round = |value: f64| if value.is_finite() { (value * 1e4).round() / 1e4 } else { value };
        ranges(cells, sums).unwrap().into_iter().map(|range| (range.cell, round(range.low), round(range.high))).collect()
    }

    #[test]
    fn one_hidden_cell_of_a_sum_is_what_the_others_leave() {
        assert_eq!(found(&[Cell::Open(60.0), Cell::Open(30.0), Cell::Open(25.0), FREE], &[sum(0, &[1, 2, 3])]), [(3, 5.0, 5.0)]);
    }

    /// Two hidden cells that share 18: each may be anything up to it. Once it is said that one is below eleven, the other is seven
    /// at least: this is what a reason published beside a blank gives away.
    #[test]
    fn a_reason_narrows_what_a_blank_left_wide() {
        let sums = [sum(0, &[1, 2])];
        assert_eq!(found(&[Cell::Open(18.0), FREE, FREE], &sums), [(1, 0.0, 18.0), (2, 0.0, 18.0)]);
        assert_eq!(
            found(&[Cell::Open(18.0), FEW, Cell::Hidden { low: 11.0, high: f64::INFINITY }], &sums),
            [(1, 0.0, 7.0), (2, 11.0, 18.0)]
        );
    }

    #[test]
    fn what_nothing_bounds_is_endless_and_what_nothing_fits_is_none() {
        assert_eq!(found(&[FREE, FREE], &[sum(0, &[1])]), [(0, 0.0, f64::INFINITY), (1, 0.0, f64::INFINITY)]);
        assert_eq!(ranges(&[Cell::Open(60.0), Cell::Open(30.0), FEW], &[sum(0, &[1, 2])]), None);
        assert_eq!(ranges(&[Cell::Open(1.0)], &[]), Some(Vec::new()));
        assert_eq!(range(&[Cell::Open(1.0), FEW], &[], 0), None);
        assert_eq!(range(&[Cell::Open(1.0), FEW], &[], 1), Some(Range { cell: 1, low: 0.0, high: 10.0 }));
    }

    proptest! {
        /// Whatever is hidden of a table that adds up, the truth lies in every range.
        #[test]
        fn the_truth_is_never_ruled_out(counts in prop::collection::vec(0_u32..40, 6), hide in prop::collection::vec(any::<bool>(), 9)) {
            let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
            let (left, right) = (counts[..3].iter().sum::<f64>(), counts[3..].iter().sum::<f64>());
            let truth: Vec<f64> = counts.iter().copied().chain([left, right, left + right]).collect();
            let sums = [sum(6, &[0, 1, 2]), sum(7, &[3, 4, 5]), sum(8, &[6, 7])];
            let cell = |(value, hidden): (&f64, &bool)| match (*hidden, *value < 11.0) {
                (false, _) => Cell::Open(*value),
                (true, true) => FEW,
                (true, false) => FREE,
            };
            let cells: Vec<Cell> = truth.iter().zip(&hide).map(cell).collect();
            let found = ranges(&cells, &sums).unwrap();
            prop_assert_eq!(found.len(), hide.iter().filter(|hidden| **hidden).count());
            for Range { cell, low, high } in found {
                prop_assert!(low <= truth[cell] + 1e-3 && truth[cell] <= high + 1e-3, "{} not in {}..{}", truth[cell], low, high);
            }
        }
    }
}
