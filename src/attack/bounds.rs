//! Linear programming: what hidden cells can be, given all that is open, what is said of blanks, and that the table adds up.

use std::collections::BTreeSet;

use super::public::{Public, Published, Told};
use super::report::{Attack, Outcome};
use crate::disclosure::attack::hidden::{Cell, ranges};
use crate::disclosure::auditor::Range;
use crate::disclosure::release::SHOWN_FROM;
use crate::disclosure::table::Sum;
use crate::text;

/// A hidden cell's true count must stay open over this many values, and a blank must not say why it is one.
const WIDTH: f64 = SHOWN_FROM as f64;

/// What the solver may be off by.
const ROUNDING: f64 = 1e-3;

/// One cell of the table of one thing counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub(super) told: Told,
    /// Place of the zoning it belongs to.
    pub(super) level: usize,
}

/// Bounds every hidden cell of every release.
///
/// # Algorithm
/// 1. For each thing counted, one table: the cells of each zoning, and the sums by which the parents that are told add up.
/// 2. The range of each hidden count, by two linear programs, with the bounds that are told of it.
/// 3. Where blanks bear different marks, each mark is tried as the one that says “below the threshold”, the others as “not below”; what
///    contradicts the table is dropped.
/// 4. To the width of a range is added what noise leaves open: twice the narrowest half-interval that is told of the same zoning. A release
///    without noise tells none, and its ranges stand alone.
pub fn play(public: &Public) -> Outcome {
    let (mut hidden, mut narrow, mut least, mut marked) = (0, 0, f64::INFINITY, 0);
    for release in &public.releases {
        let noise: Vec<f64> = public.zonings.iter().map(|zoning| half_interval(release, &zoning.geography)).collect();
        for (id, _) in &release.indicators {
            let (cells, sums) = table(public, release, id);
            let marks = marks(&cells);
            marked = marked.max(marks.len());
            let mut widths = vec![f64::INFINITY; cells.len()];
            for assumed in assumptions(&cells, &marks) {
                for Range { cell, low, high } in ranges(&assumed, &sums).unwrap_or_default() {
                    widths[cell] = widths[cell].min(high - low);
                }
            }
            for (cell, width) in cells.iter().zip(widths).filter(|(cell, _)| cell.told.value.is_none()) {
                let open = width + 2.0 * noise.get(cell.level).copied().unwrap_or(0.0);
                hidden += 1;
                least = least.min(open);
                narrow += usize::from(open + ROUNDING < WIDTH);
            }
        }
    }
    let least = if least.is_finite() { format!("{least:.1}") } else { "∞".to_owned() };
    Outcome::gained(
        Attack::LinearProgram,
        narrow,
        hidden,
        text!(
            "{narrow} de {hidden} cases cachées connues à moins de {WIDTH} près (la plus étroite : {least}) ; sortes de cases cachées : {marked}",
            "{narrow} of {hidden} hidden cells known to within {WIDTH} (narrowest: {least}); kinds of hidden cells: {marked}"
        ),
    )
}

/// The narrowest half-interval told of a zoning; without any, that of all zonings.
fn half_interval(release: &Published, geography: &str) -> f64 {
    let half = |told: &Told| told.value.and(Some((told.high? - told.low?) / 2.0));
    let of = |any: bool| {
        let columns = release.columns.iter().filter(move |((_, of), _)| any || of == geography);
        columns.flat_map(|(_, cells)| cells).filter_map(half).fold(f64::INFINITY, f64::min)
    };
    [of(false), of(true)].into_iter().find(|half| half.is_finite()).unwrap_or(0.0)
}

/// The table of one indicator over all zonings.
pub(super) fn table(public: &Public, release: &Published, id: &str) -> (Vec<Place>, Vec<Sum>) {
    let (mut cells, mut starts) = (Vec::new(), Vec::new());
    for (level, zoning) in public.zonings.iter().enumerate() {
        starts.push(cells.len());
        let told = |zone| {
            release.told(id, &zoning.geography, zone).cloned().unwrap_or(Told { value: None, low: None, high: None, flag: String::new() })
        };
        cells.extend((0..zoning.codes.len()).map(|zone| Place { told: told(zone), level }));
    }
    let mut sums = Vec::new();
    for (level, wider) in public.zonings.iter().enumerate().skip(1) {
        let finer =
            public.zonings[..level].iter().enumerate().rev().find_map(|(at, finer)| Some((at, finer.parents.get(&wider.geography)?)));
        let Some((at, parents)) = finer else { continue };
        for (zone, code) in wider.codes.iter().enumerate() {
            let parts: Vec<usize> =
                parents.iter().enumerate().filter(|(_, parent)| *parent == code).map(|(child, _)| starts[at] + child).collect();
            if !parts.is_empty() {
                sums.push(Sum { total: starts[level] + zone, parts });
            }
        }
    }
    (cells, sums)
}

/// What a blank looks like: its flag, and whether anything is said of its count.
pub(super) type Mark = (String, Option<u64>, Option<u64>);

fn mark(told: &Told) -> Mark {
    let whole = |bound: Option<f64>| bound.map(|bound| bound.round().max(0.0) as u64);
    (told.flag.clone(), whole(told.low), whole(told.high))
}

pub(super) fn marks(cells: &[Place]) -> BTreeSet<Mark> {
    cells.iter().filter(|cell| cell.told.value.is_none()).map(|cell| mark(&cell.told)).collect()
}

/// The tables an attacker tries: blanks as they are told, and, where they bear several marks, each taken for “below the threshold”.
pub(super) fn assumptions(cells: &[Place], marks: &BTreeSet<Mark>) -> Vec<Vec<Cell>> {
    let table = |few: Option<&Mark>| -> Vec<Cell> {
        let cell = |cell: &Place| match (cell.told.value, few) {
            (Some(value), _) => Cell::Open(value),
            (None, None) => Cell::Hidden { low: cell.told.low.unwrap_or(0.0), high: cell.told.high.unwrap_or(f64::INFINITY) },
            (None, Some(few)) if mark(&cell.told) == *few => Cell::Hidden { low: 0.0, high: WIDTH - 1.0 },
            (None, Some(_)) => Cell::Hidden { low: WIDTH, high: f64::INFINITY },
        };
        cells.iter().map(cell).collect()
    };
    let tried = if marks.len() > 1 { marks.iter().map(Some).collect() } else { Vec::new() };
    std::iter::once(None).chain(tried).map(table).collect()
}
