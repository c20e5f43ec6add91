//! A filter bound to the columns of a table, asked row by row.

use super::arrays::List;
use super::expression::{Array, Comparison, Temporal};
use super::instant::Interval;
use super::pattern::Pattern;
use super::scalar::{Scalar, Value};
use super::space::Space;
use crate::export::{Cell, Table};

/// Which rows are wanted. No deeper than [`super::DEEPEST`].
#[derive(Debug)]
pub enum Condition {
    /// The same for every row.
    Always(bool),
    /// All of them.
    All(Vec<Condition>),
    /// Any of them.
    Any(Vec<Condition>),
    /// Not this one.
    Not(Box<Condition>),
    /// Two values of one sort.
    Compare(Comparison, Box<(Scalar, Scalar)>),
    /// A value within two others, bounds included.
    Between(Box<(Scalar, Scalar, Scalar)>),
    /// One of these values.
    In(Box<Scalar>, Vec<Scalar>),
    /// Words that fit a pattern.
    Like(Box<Scalar>, Pattern),
    /// A cell that has no value.
    CellIsNull(usize),
    /// A value that is not there.
    IsNull(Box<Scalar>),
    /// A list that is not there.
    ListIsNull(List),
    /// A column of yes and no.
    Truth(Box<Scalar>),
    /// How the row lies to a geometry.
    Space(Space),
    /// How two lists compare.
    Lists(Array, Box<(List, List)>),
    /// How two stretches of time lie to each other.
    Time(Temporal, Box<(Moment, Moment)>),
}

/// A stretch of time: written, or the moment in a column.
#[derive(Debug)]
pub enum Moment {
    /// As it is written.
    Interval(Interval),
    /// A value.
    Of(Scalar),
}

impl Condition {
    /// Whether a row is wanted: what is not known is not.
    pub fn wants(&self, table: &dyn Table, row: usize) -> bool {
        self.holds(table, row) == Some(true)
    }

    /// Whether it holds for a row; `None` when that is not known.
    fn holds(&self, table: &dyn Table, row: usize) -> Option<bool> {
        match self {
            Self::Always(truth) => Some(*truth),
            Self::All(parts) => settled(parts, table, row, false),
            Self::Any(parts) => settled(parts, table, row, true),
            Self::Not(part) => part.holds(table, row).map(|truth| !truth),
            Self::Compare(comparison, sides) => Some(comparison.holds(&sides.0.value(table, row)?, &sides.1.value(table, row)?)),
            Self::Between(parts) => between(parts, table, row),
            Self::In(value, list) => one_of(&value.value(table, row)?, list, table, row),
            Self::Like(words, pattern) => Some(pattern.fits(&words.text(table, row)?)),
            Self::CellIsNull(column) => Some(table.cell(row, *column) == Cell::Absent),
            Self::IsNull(value) => Some(value.value(table, row).is_none()),
            Self::ListIsNull(list) => Some(list.is_null(table, row)),
            Self::Truth(value) => match value.value(table, row)? {
                Value::YesNo(truth) => Some(truth),
                _ => None,
            },
            Self::Space(space) => Some(space.holds(table, row)),
            Self::Lists(relation, sides) => sides.0.compares(*relation, &sides.1, table, row),
            Self::Time(relation, sides) => Some(sides.0.interval(table, row)?.lies(*relation, sides.1.interval(table, row)?)),
        }
    }
}

/// A list of conditions: one that is `deciding` settles it; otherwise one that is not known leaves it unknown.
fn settled(parts: &[Condition], table: &dyn Table, row: usize, deciding: bool) -> Option<bool> {
    let mut found = Some(!deciding);
    for part in parts {
        match part.holds(table, row) {
            Some(truth) if truth == deciding => return Some(deciding),
            None => found = None,
            Some(_) => {}
        }
    }
    found
}

/// `value >= low AND value <= high`, where one side that is false settles it.
fn between((value, low, high): &(Scalar, Scalar, Scalar), table: &dyn Table, row: usize) -> Option<bool> {
    let value = value.value(table, row)?;
    let above = low.value(table, row).map(|low| Comparison::GreaterOrEqual.holds(&value, &low));
    let below = high.value(table, row).map(|high| Comparison::LessOrEqual.holds(&value, &high));
    match (above, below) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn one_of(value: &Value<'_>, list: &[Scalar], table: &dyn Table, row: usize) -> Option<bool> {
    let mut found = Some(false);
    for item in list {
        match item.value(table, row) {
            Some(item) if item == *value => return Some(true),
            None => found = None,
            Some(_) => {}
        }
    }
    found
}

impl Moment {
    fn interval(&self, table: &dyn Table, row: usize) -> Option<Interval> {
        match self {
            Self::Interval(interval) => Some(*interval),
            Self::Of(value) => value.instant(table, row).map(Interval::at),
        }
    }
}
