//! Some rows of a table, nearest first, with how far each is.

use std::borrow::Cow;

use super::{Cell, Field, Kind, Place, Table};
use crate::domain::Text;

/// The column that is added.
pub const DISTANCE: &str = "distance_metres";

/// Rows in another order, with one more column.
pub struct Ranked<'a> {
    table: &'a dyn Table,
    rows: Vec<(usize, f64)>,
    fields: Vec<Field>,
}

impl<'a> Ranked<'a> {
    /// Rows by number, each with its metres.
    pub fn new(table: &'a dyn Table, rows: Vec<(usize, f64)>) -> Self {
        let title = Text::new("Distance au point, en mètres", "Distance from the point, in metres");
        let distance = Field { name: DISTANCE.to_owned(), title, kind: Kind::Number };
        Self { table, rows, fields: table.fields().iter().cloned().chain([distance]).collect() }
    }
}

impl Table for Ranked<'_> {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> Cow<'_, str> {
        self.table.id(self.rows[row].0)
    }

    fn place(&self, row: usize) -> Place<'_> {
        self.table.place(self.rows[row].0)
    }

    fn cell(&self, row: usize, field: usize) -> Cell<'_> {
        let (row, metres) = self.rows[row];
        if field + 1 == self.fields.len() { Cell::Number(metres) } else { self.table.cell(row, field) }
    }
}
