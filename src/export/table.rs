//! A table: named columns over rows that have an identifier and a place.

use std::borrow::Cow;

use geo::MultiPolygon;
use serde::Serialize;
use serde_json::Value;

use crate::atlas::Layer;
use crate::domain::{Interval, Measure, Position, Text};

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words or codes.
    Text,
    /// A day, `2024-05-31`.
    Date,
    /// A real number.
    Number,
    /// A whole number.
    Whole,
    /// True or false.
    YesNo,
    /// Several words, joined by `|` in CSV.
    List,
}

/// A column's name and meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, the same in every format and language.
    pub name: String,
    /// What it means.
    pub title: Text,
    /// What it holds.
    pub kind: Kind,
}

/// One cell. A number in a cell is always finite.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Withheld, missing or without meaning: the flag column says which.
    Absent,
    /// Words or a code.
    Text(Cow<'a, str>),
    /// A real number.
    Number(f64),
    /// A whole number.
    Whole(i64),
    /// True or false.
    YesNo(bool),
    /// Several words.
    List(Vec<Cow<'a, str>>),
}

impl<'a> Cell<'a> {
    /// Words that live as long as the table.
    pub fn text(words: &'a str) -> Self {
        Self::Text(Cow::Borrowed(words))
    }

    /// Words, or nothing.
    pub fn maybe_text(words: Option<&'a str>) -> Self {
        words.map_or(Self::Absent, Self::text)
    }

    /// The word a value of a closed list has in JSON: one spelling everywhere.
    pub fn code(value: &impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(Value::String(word)) => Self::Text(Cow::Owned(word)),
            _ => Self::Absent,
        }
    }

    /// The words of several such values.
    pub fn codes(values: impl IntoIterator<Item = impl Serialize>) -> Self {
        let word = |value| serde_json::to_value(value).ok()?.as_str().map(str::to_owned);
        Self::list(values.into_iter().filter_map(word))
    }

    /// A number, or nothing; what is not finite is nothing.
    pub fn number(value: Option<f64>) -> Self {
        value.filter(|value| value.is_finite()).map_or(Self::Absent, Self::Number)
    }

    /// A whole number, or nothing.
    pub fn whole(value: Option<impl Into<i64>>) -> Self {
        value.map_or(Self::Absent, |value| Self::Whole(value.into()))
    }

    /// A list of words.
    pub fn list(words: impl IntoIterator<Item = impl Into<Cow<'a, str>>>) -> Self {
        Self::List(words.into_iter().map(Into::into).collect())
    }

    /// Whether the cell equals what a user wrote: any entry of a list, a number by its value.
    pub fn equals(&self, asked: &str) -> bool {
        match self {
            Self::Absent => false,
            Self::Text(words) => words == asked,
            Self::Number(value) => asked.parse() == Ok(*value),
            Self::Whole(value) => asked.parse() == Ok(*value),
            Self::YesNo(value) => asked.parse() == Ok(*value),
            Self::List(words) => words.iter().any(|word| word == asked),
        }
    }
}

/// Where a row lies.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// A point.
    Point(Position),
    /// A zone of the atlas, by its number in the layer.
    Zone(&'a Layer, usize),
    /// An outline of its own and a point inside it.
    Area(&'a MultiPolygon, Position),
}

impl Place<'_> {
    /// A point inside.
    pub fn centre(&self) -> Position {
        match self {
            Self::Point(position) | Self::Area(_, position) => *position,
            Self::Zone(layer, index) => layer.centres[*index],
        }
    }

    /// The outline, unless it is a point.
    pub fn outline(&self) -> Option<&MultiPolygon> {
        match self {
            Self::Point(_) => None,
            Self::Zone(layer, index) => Some(layer.zones[*index].shape.outline()),
            Self::Area(outline, _) => Some(outline),
        }
    }
}

/// Rows of named cells, each with an identifier and a place.
pub trait Table: Send + Sync {
    /// The columns, in order.
    fn fields(&self) -> &[Field];
    /// How many rows there are.
    fn len(&self) -> usize;
    /// The row's identifier, unique in the table.
    fn id(&self, row: usize) -> Cow<'_, str>;
    /// Where the row lies.
    fn place(&self, row: usize) -> Place<'_>;
    /// The cell of a row and a column, both from 0.
    fn cell(&self, row: usize, field: usize) -> Cell<'_>;

    /// Whether there is no row.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

type Read<S> = Box<dyn for<'a> Fn(&'a S, usize) -> Cell<'a> + Send + Sync>;

/// A table whose cells are read from a source when asked for: nothing is copied.
pub struct Frame<S> {
    source: S,
    rows: usize,
    id: for<'a> fn(&'a S, usize) -> Cow<'a, str>,
    place: for<'a> fn(&'a S, usize) -> Place<'a>,
    fields: Vec<Field>,
    readers: Vec<Read<S>>,
}

impl<S> Frame<S> {
    /// A table without columns yet.
    pub fn new(source: S, rows: usize, id: for<'a> fn(&'a S, usize) -> Cow<'a, str>, place: for<'a> fn(&'a S, usize) -> Place<'a>) -> Self {
        Self { source, rows, id, place, fields: Vec::new(), readers: Vec::new() }
    }

    /// What the cells are read from.
    pub const fn source(&self) -> &S {
        &self.source
    }

    /// Adds a column.
    #[must_use]
    pub fn with(
        mut self,
        name: impl Into<String>,
        title: Text,
        kind: Kind,
        read: impl for<'a> Fn(&'a S, usize) -> Cell<'a> + Send + Sync + 'static,
    ) -> Self {
        self.fields.push(Field { name: name.into(), title, kind });
        self.readers.push(Box::new(read));
        self
    }

    /// Adds the columns of a measure: `name`, `name_low` and `name_high` when any row has an interval, `name_flag`.
    #[must_use]
    pub fn with_measure(self, name: &str, title: &Text, read: impl Fn(&S, usize) -> Measure + Clone + Send + Sync + 'static) -> Self {
        let has_interval = (0..self.rows).any(|row| read(&self.source, row).interval().is_some());
        let bound = |fr: &str, en: &str| Text::new(format!("{} ({fr})", title.fr), format!("{} ({en})", title.en));
        let (value, low, high, flag) = (read.clone(), read.clone(), read.clone(), read);
        let mut frame = self.with(name, title.clone(), Kind::Number, move |s, row| Cell::number(value(s, row).value()));
        if has_interval {
            frame = frame
                .with(format!("{name}_low"), bound("borne basse", "lower bound"), Kind::Number, move |s, row| {
                    Cell::number(low(s, row).interval().map(Interval::low))
                })
                .with(format!("{name}_high"), bound("borne haute", "upper bound"), Kind::Number, move |s, row| {
                    Cell::number(high(s, row).interval().map(Interval::high))
                });
        }
        frame.with(format!("{name}_flag"), bound("statut", "status"), Kind::Text, move |s, row| Cell::text(flag(s, row).flag().code()))
    }
}

impl<S: Send + Sync> Table for Frame<S> {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn len(&self) -> usize {
        self.rows
    }

    fn id(&self, row: usize) -> Cow<'_, str> {
        (self.id)(&self.source, row)
    }

    fn place(&self, row: usize) -> Place<'_> {
        (self.place)(&self.source, row)
    }

    fn cell(&self, row: usize, field: usize) -> Cell<'_> {
        self.readers[field](&self.source, row)
    }
}
