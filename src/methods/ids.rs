//! Identifiers of rows, always text: a leading zero is part of a code.

use std::collections::HashMap;

use super::table::{Column, Row, Table, TableRef};
use crate::domain::Fault;
use crate::text;

/// Identifiers in the order of their table, each once.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    names: Vec<String>,
    places: HashMap<String, (usize, u64)>,
}

impl Ids {
    /// Adds the identifier of a row.
    ///
    /// # Errors
    /// `missing-id`, or `duplicate-id` naming the row that already has it.
    pub fn add(&mut self, row: &Row, column: &Column, number: u64) -> Result<usize, Fault> {
        self.insert(row.id(column)?, number).map_err(|fault| fault.in_column(column.name()))
    }

    /// Adds an identifier met at a row.
    ///
    /// # Errors
    /// `duplicate-id` naming the row that already has it.
    pub fn insert(&mut self, id: &str, number: u64) -> Result<usize, Fault> {
        if let Some((_, first)) = self.places.get(id) {
            return Err(duplicate_id(id, *first));
        }
        let place = self.names.len();
        self.names.push(id.to_owned());
        self.places.insert(id.to_owned(), (place, number));
        Ok(place)
    }

    /// The place of an identifier.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).map(|(place, _)| *place)
    }

    /// The identifiers at these places.
    pub fn at(&self, places: &[usize]) -> Vec<String> {
        places.iter().map(|&place| self.names[place].clone()).collect()
    }

    /// The identifiers in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The identifiers in order, each with its row.
    pub fn into_rows(self) -> Vec<(String, u64)> {
        let Self { names, places } = self;
        let row = |name: &String| places.get(name).map_or(0, |(_, row)| *row);
        names.iter().map(|name| (name.clone(), row(name))).collect()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// The rows of a table with an identifier and some numbers; an empty cell is a missing one.
pub struct Numbers {
    /// The identifiers.
    pub ids: Ids,
    /// One entry a field asked for, each as long as the table.
    pub columns: Vec<Vec<Option<f64>>>,
}

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any number.
    Number,
    /// Zero or above.
    Count,
}

/// Reads the column `id` and these fields.
///
/// # Errors
/// Those of the table, naming file, row and column.
pub fn read(source: &TableRef, fields: &[(&str, Kind)]) -> Result<Numbers, Fault> {
    let table = Table::open(source)?;
    let id = table.require("id")?;
    let columns = fields.iter().map(|(field, kind)| Ok((table.require(field)?, *kind))).collect::<Result<Vec<_>, Fault>>()?;
    let mut found = Numbers { ids: Ids::default(), columns: vec![Vec::new(); fields.len()] };
    table.each(|row, number| {
        found.ids.add(row, &id, number)?;
        for (values, (column, kind)) in found.columns.iter_mut().zip(&columns) {
            values.push(if *kind == Kind::Count { row.count(column)? } else { row.number(column)? });
        }
        Ok(())
    })?;
    Ok(found)
}

/// Whether a table has a column.
///
/// # Errors
/// Those of opening it.
pub fn has(source: &TableRef, field: &str) -> Result<bool, Fault> {
    Ok(Table::open(source)?.find(field).is_some())
}

fn duplicate_id(id: &str, first: u64) -> Fault {
    Fault::new(
        "duplicate-id",
        text!("l’identifiant « {id} » est déjà celui de la ligne {first}", "the identifier “{id}” is already that of row {first}"),
        text!("garder une seule ligne pour « {id} »", "keep one row for “{id}”"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::methods::table::tests::written;

    fn fault(content: &str) -> Fault {
        let (_file, source) = written(content.as_bytes());
        read(&source, &[("population", Kind::Count)]).err().unwrap()
    }

    #[test]
    fn identifiers_are_text_and_keep_their_zeros() {
        let (_file, source) = written(b"id,population\n01,5\n1,\n");
        let found = read(&source, &[("population", Kind::Count)]).unwrap();
        assert_eq!(found.ids.names(), ["01", "1"]);
        assert_eq!(found.columns, [[Some(5.0), None]]);
    }

    #[test]
    fn a_missing_identifier_a_double_and_a_negative_count_name_their_row() {
        for (content, code, row) in [
            ("id,population\na,1\n,2\n", "missing-id", 3),
            ("id,population\na,1\nb,2\na,3\n", "duplicate-id", 4),
            ("id,population\na,-1\n", "negative-count", 2),
        ] {
            let fault = fault(content);
            assert_eq!((fault.code.as_str(), fault.place.row), (code, Some(row)));
            assert!(fault.place.file.is_some() && fault.place.column.is_some());
        }
    }
}
