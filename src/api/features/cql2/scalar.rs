//! Single values of a filter: taken from a column, written, or made of others.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::expression::{Arithmetic, Comparison};
use super::folding;
use super::instant::{Instant, date};
use crate::domain::Text;
use crate::export::{Cell, Kind, Table};

/// What a value is, known before any row is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Words.
    Text,
    /// A number.
    Number,
    /// True or false.
    YesNo,
    /// A date or a moment.
    Instant,
}

/// Where a value comes from.
#[derive(Debug)]
pub enum Scalar {
    /// The cell of a column.
    Column(usize, Sort),
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    YesNo(bool),
    /// A moment.
    Instant(Instant),
    /// Made of two numbers.
    Arithmetic(Arithmetic, Box<(Scalar, Scalar)>),
    /// Words without regard to case.
    CaseI(Box<Scalar>),
    /// Words without regard to accents.
    AccentI(Box<Scalar>),
}

/// A value that is there.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// True or false.
    YesNo(bool),
    /// A moment.
    Instant(Instant),
}

impl Sort {
    /// What the cells of a column are; `None` for lists.
    pub const fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Text => Some(Self::Text),
            Kind::Date => Some(Self::Instant),
            Kind::Number | Kind::Whole => Some(Self::Number),
            Kind::YesNo => Some(Self::YesNo),
            Kind::List => None,
        }
    }

    /// Its name in words.
    pub fn name(self) -> Text {
        match self {
            Self::Text => Text::new("un texte", "a text"),
            Self::Number => Text::new("un nombre", "a number"),
            Self::YesNo => Text::new("vrai ou faux", "true or false"),
            Self::Instant => Text::new("une date", "a date"),
        }
    }
}

impl Scalar {
    /// What it is.
    pub const fn sort(&self) -> Sort {
        match self {
            Self::Column(_, sort) => *sort,
            Self::Text(_) | Self::CaseI(_) | Self::AccentI(_) => Sort::Text,
            Self::Number(_) | Self::Arithmetic(..) => Sort::Number,
            Self::YesNo(_) => Sort::YesNo,
            Self::Instant(_) => Sort::Instant,
        }
    }

    /// Its value in a row; `None` when it is withheld, missing, or no number (as of a division by zero).
    pub fn value<'a>(&'a self, table: &'a dyn Table, row: usize) -> Option<Value<'a>> {
        match self {
            Self::Column(column, sort) => of_cell(table.cell(row, *column), *sort),
            Self::Text(words) => Some(Value::Text(Cow::Borrowed(words))),
            Self::Number(number) => Some(Value::Number(*number)),
            Self::YesNo(truth) => Some(Value::YesNo(*truth)),
            Self::Instant(moment) => Some(Value::Instant(*moment)),
            Self::Arithmetic(arithmetic, sides) => {
                let number = arithmetic.of(sides.0.number(table, row)?, sides.1.number(table, row)?);
                number.is_finite().then_some(Value::Number(number))
            }
            Self::CaseI(words) => Some(Value::Text(Cow::Owned(folding::without_case(&words.text(table, row)?)))),
            Self::AccentI(words) => Some(Value::Text(Cow::Owned(folding::without_accents(&words.text(table, row)?)))),
        }
    }

    /// Its words in a row.
    pub fn text<'a>(&'a self, table: &'a dyn Table, row: usize) -> Option<Cow<'a, str>> {
        match self.value(table, row)? {
            Value::Text(words) => Some(words),
            _ => None,
        }
    }

    /// Its moment in a row.
    pub fn instant(&self, table: &dyn Table, row: usize) -> Option<Instant> {
        match self.value(table, row)? {
            Value::Instant(moment) => Some(moment),
            _ => None,
        }
    }

    fn number(&self, table: &dyn Table, row: usize) -> Option<f64> {
        match self.value(table, row)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

fn of_cell(cell: Cell<'_>, sort: Sort) -> Option<Value<'_>> {
    match cell {
        Cell::Text(words) if sort == Sort::Instant => date(&words).map(Value::Instant),
        Cell::Text(words) => Some(Value::Text(words)),
        Cell::Number(number) => Some(Value::Number(number)),
        Cell::Whole(number) => Some(Value::Number(number as f64)),
        Cell::YesNo(truth) => Some(Value::YesNo(truth)),
        Cell::Absent | Cell::List(_) => None,
    }
}

impl Arithmetic {
    /// The number made of two; `%` and `div` cut towards zero, as in SQL.
    fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Plus => a + b,
            Self::Minus => a - b,
            Self::Times => a * b,
            Self::Over => a / b,
            Self::Power => a.powf(b),
            Self::Modulo => a % b,
            Self::Quotient => (a / b).trunc(),
        }
    }
}

impl Comparison {
    /// Whether two values of one sort compare as asked; words in the order of their characters.
    pub fn holds(self, a: &Value<'_>, b: &Value<'_>) -> bool {
        let order = match (a, b) {
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
            (Value::YesNo(a), Value::YesNo(b)) => Some(a.cmp(b)),
            (Value::Instant(a), Value::Instant(b)) => Some(a.cmp(b)),
            _ => None,
        };
        order.is_some_and(|order| match self {
            Self::Equal => order == Ordering::Equal,
            Self::NotEqual => order != Ordering::Equal,
            Self::Less => order == Ordering::Less,
            Self::LessOrEqual => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::GreaterOrEqual => order != Ordering::Less,
        })
    }
}
