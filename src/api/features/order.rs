//! The order of `sortby`: some columns, rising or falling, rows without a value last.

use std::cmp::Ordering;

use super::select::column_named;
use crate::domain::Fault;
use crate::export::{Cell, Field, Table};
use crate::text;

/// Columns sorted by at most.
const MOST_KEYS: usize = 8;

/// A column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    column: usize,
    falling: bool,
}

/// Reads `+a,-b,c`. A plus in an address reads as a space: both are taken.
///
/// # Errors
/// `unknown-property`, or `bad-parameter` for too many columns.
pub fn read(words: &str, fields: &[Field]) -> Result<Vec<Key>, Fault> {
    let keys = words.split(',').filter(|word| !word.trim().is_empty()).map(|word| key(word, fields)).collect::<Result<Vec<_>, _>>()?;
    if keys.len() <= MOST_KEYS {
        return Ok(keys);
    }
    let expected = text!("attendu : {MOST_KEYS} propriétés au plus", "expected at most {MOST_KEYS} properties");
    Err(crate::api::params::bad_parameter("sortby", words, expected))
}

fn key(word: &str, fields: &[Field]) -> Result<Key, Fault> {
    let falling = word.starts_with('-');
    let name = word.trim_start_matches(['+', '-', ' ']).trim_end();
    Ok(Key { column: column_named(name, fields, "sortby")?, falling })
}

/// Puts rows in order; equal ones stay in the order of the collection.
pub fn sort(rows: &mut [usize], keys: &[Key], table: &dyn Table) {
    for key in keys.iter().rev() {
        // Read once: cells may be made anew at each reading.
        let mut cells: Vec<_> = rows.iter().map(|&row| (table.cell(row, key.column), row)).collect();
        cells.sort_by(|(a, _), (b, _)| compare(a, b, key.falling));
        for (place, (_, row)) in rows.iter_mut().zip(cells) {
            *place = row;
        }
    }
}

/// Words in the order of their characters, lists word by word.
fn compare(a: &Cell<'_>, b: &Cell<'_>, falling: bool) -> Ordering {
    let order = match (a, b) {
        (Cell::Absent, Cell::Absent) => return Ordering::Equal,
        (Cell::Absent, _) => return Ordering::Greater,
        (_, Cell::Absent) => return Ordering::Less,
        (Cell::Number(a), Cell::Number(b)) => a.total_cmp(b),
        (Cell::Whole(a), Cell::Whole(b)) => a.cmp(b),
        (Cell::YesNo(a), Cell::YesNo(b)) => a.cmp(b),
        (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
        (Cell::List(a), Cell::List(b)) => a.cmp(b),
        _ => Ordering::Equal,
    };
    if falling { order.reverse() } else { order }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_value_comes_last_both_ways() {
        let (one, two) = (Cell::Number(1.0), Cell::Number(2.0));
        for falling in [false, true] {
            assert_eq!(compare(&Cell::Absent, &one, falling), Ordering::Greater);
            assert_eq!(compare(&one, &Cell::Absent, falling), Ordering::Less);
        }
        assert_eq!((compare(&one, &two, false), compare(&one, &two, true)), (Ordering::Less, Ordering::Greater));
    }
}
