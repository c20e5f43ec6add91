//! What stands before the geometry of each feature of a collection, as it is written: the names of its properties once for all, the
//! values of each feature in a few bytes.

use std::collections::HashMap;
use std::io;

use crate::export::{Table, geojson};

/// So many values that come again and again take one byte: `null`, the words of statuses, the code of a geography.
const COMMON: usize = 96;

/// So many features are looked at to find them.
const SAMPLE: usize = 1_024;

/// The mark of a value whose length does not fit in its mark.
const LONG: u8 = u8::MAX;

/// Which properties of a feature are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// All that are asked for.
    Whole,
    /// Those that are neither null nor an empty list, nor say again the identifier that the feature bears.
    Lean,
}

/// The heads of features, by number.
///
/// A value is a mark and bytes: a mark under [`COMMON`] stands for a common value, [`LONG`] comes before a length of four bytes, and
/// any other is [`COMMON`] more than the length of the bytes that follow it.
#[derive(Debug)]
pub struct Heads {
    /// `,"name":` of each property.
    names: Vec<Vec<u8>>,
    /// The property that readers make of the identifier that a feature bears.
    own: Option<usize>,
    common: Vec<Vec<u8>>,
    bytes: Vec<u8>,
    /// Where each feature ends in `bytes`.
    ends: Vec<usize>,
}

impl Heads {
    /// The heads of a table's rows.
    ///
    /// # Errors
    /// Never: memory does not fail to be written to.
    pub fn new(table: &dyn Table) -> io::Result<Self> {
        let names = table.fields().iter().map(|field| Ok([b",", &serde_json::to_vec(&field.name)?[..], b":"].concat()));
        let mut heads = Self {
            names: names.collect::<io::Result<_>>()?,
            own: table.fields().iter().position(|field| field.name == "id"),
            common: common(table)?,
            bytes: Vec::new(),
            ends: Vec::with_capacity(table.len()),
        };
        let marks: HashMap<Vec<u8>, u8> = heads.common.iter().cloned().zip(0..).collect();
        let mut written = Vec::new();
        for row in 0..table.len() {
            written.clear();
            geojson::write_identifier(&mut written, table, row)?;
            heads.add(&written, &marks);
            for field in 0..table.fields().len() {
                written.clear();
                geojson::write_cell(&mut written, &table.cell(row, field))?;
                heads.add(&written, &marks);
            }
            heads.ends.push(heads.bytes.len());
        }
        heads.bytes.shrink_to_fit();
        Ok(heads)
    }

    fn add(&mut self, value: &[u8], marks: &HashMap<Vec<u8>, u8>) {
        if let Some(mark) = marks.get(value) {
            return self.bytes.push(*mark);
        }
        match u8::try_from(value.len() + COMMON) {
            Ok(mark) if mark < LONG => self.bytes.push(mark),
            _ => {
                self.bytes.push(LONG);
                self.bytes.extend_from_slice(&(value.len() as u32).to_le_bytes());
            }
        }
        self.bytes.extend_from_slice(value);
    }

    /// Writes the head of a feature with some of its properties, in ascending order, or all: the geometry and a closing brace complete it.
    pub fn write(&self, out: &mut Vec<u8>, row: usize, columns: Option<&[usize]>, how: Head) {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        let mut values = Values { common: &self.common, rest: &self.bytes[start..self.ends[row]] };
        out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
        let identifier = values.next().unwrap_or(b"null");
        out.extend_from_slice(identifier);
        out.extend_from_slice(b",\"properties\":{");
        let mut wanted = columns.map(|columns| columns.iter().copied().peekable());
        let mut first = true;
        for (number, (name, value)) in self.names.iter().zip(values).enumerate() {
            let asked = wanted.as_mut().is_none_or(|wanted| wanted.next_if_eq(&number).is_some());
            let is_said = || matches!(value, b"null" | b"[]") || (self.own == Some(number) && value == identifier);
            if !asked || (how == Head::Lean && is_said()) {
                continue;
            }
            // The first has no comma before it.
            out.extend_from_slice(&name[usize::from(first)..]);
            out.extend_from_slice(value);
            first = false;
        }
        out.extend_from_slice(b"},\"geometry\":");
    }
}

/// The values of a feature, its identifier first.
struct Values<'a> {
    common: &'a [Vec<u8>],
    rest: &'a [u8],
}

impl<'a> Iterator for Values<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (mark, rest) = self.rest.split_first()?;
        let mark = usize::from(*mark);
        if mark < COMMON {
            self.rest = rest;
            return self.common.get(mark).map(Vec::as_slice);
        }
        let (length, rest) = if mark == usize::from(LONG) {
            let (length, rest) = rest.split_first_chunk()?;
            (u32::from_le_bytes(*length) as usize, rest)
        } else {
            (mark - COMMON, rest)
        };
        let (value, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some(value)
    }
}

/// The values for which a byte saves most, over the first features; of equals the first in the order of their bytes.
fn common(table: &dyn Table) -> io::Result<Vec<Vec<u8>>> {
    let mut counts: HashMap<Vec<u8>, usize> = HashMap::new();
    for row in 0..table.len().min(SAMPLE) {
        for field in 0..table.fields().len() {
            let mut value = Vec::new();
            geojson::write_cell(&mut value, &table.cell(row, field))?;
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut saving: Vec<(usize, Vec<u8>)> =
        counts.into_iter().filter(|(_, count)| *count > 1).map(|(value, count)| (value.len() * count, value)).collect();
    saving.sort_unstable_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
    saving.truncate(COMMON);
    Ok(saving.into_iter().map(|(_, value)| value).collect())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;
    use crate::domain::{Position, Text};
    use crate::export::{Cell, Frame, Kind, Place};

    type Rows = Vec<(String, Vec<Cell<'static>>)>;

    fn cell() -> impl Strategy<Value = Cell<'static>> {
        let words = "[\"\\\\,{}\\[\\]a-zé ]{0,12}";
        prop_oneof![
            Just(Cell::Absent),
            Just(Cell::List(Vec::new())),
            any::<bool>().prop_map(Cell::YesNo),
            any::<i64>().prop_map(Cell::Whole),
            any::<f64>().prop_map(|number| Cell::number(Some(number))),
            words.prop_map(|words| Cell::Text(words.into())),
            (150_usize..400).prop_map(|count| Cell::Text("é".repeat(count).into())),
            prop::collection::vec(words, 1..4).prop_map(Cell::list),
        ]
    }

    fn table(names: &[String], rows: &Rows) -> Frame<Rows> {
        let frame = Frame::new(
            rows.clone(),
            rows.len(),
            |rows: &Rows, row| Cow::Borrowed(rows[row].0.as_str()),
            |_, _| Place::Point(Position::new(3.0, 43.0).unwrap()),
        );
        names.iter().enumerate().fold(frame, |frame, (at, name)| {
            frame.with(name, Text::same(name), Kind::Text, move |rows: &Rows, row| rows[row].1[at].clone())
        })
    }

    fn written(heads: &Heads, row: usize, columns: Option<&[usize]>, how: Head) -> Vec<u8> {
        let mut out = Vec::new();
        heads.write(&mut out, row, columns, how);
        out
    }

    proptest! {
        #[test]
        fn a_head_is_that_of_the_table_and_a_lean_one_leaves_out_what_has_no_value(
            names in prop::collection::btree_set("[\"\\\\,{}:a-z]{1,8}", 1..6),
            cells in prop::collection::vec(prop::collection::vec(cell(), 6), 1..6),
            chosen in prop::collection::btree_set(0_usize..6, 0..6),
        ) {
            let names: Vec<String> = names.into_iter().collect();
            let chosen: Vec<usize> = chosen.into_iter().filter(|column| *column < names.len()).collect();
            let rows: Rows = cells.into_iter().enumerate().map(|(row, cells)| (format!("\"{row}:{{"), cells)).collect();
            let table = table(&names, &rows);
            let heads = Heads::new(&table).unwrap();
            for (row, (id, _)) in rows.iter().enumerate() {
                for columns in [None, Some(chosen.as_slice())] {
                    let mut asked = Vec::new();
                    geojson::write_feature_head(&mut asked, &table, row, columns).unwrap();
                    prop_assert_eq!(&written(&heads, row, columns, Head::Whole), &asked);
                    let read = |mut head: Vec<u8>| -> Value {
                        head.extend(b"null}");
                        serde_json::from_slice(&head).unwrap()
                    };
                    let whole = read(asked);
                    let lean = read(written(&heads, row, columns, Head::Lean));
                    let says_more = |(name, value): &(String, Value)| {
                        !value.is_null() && *value != serde_json::json!([]) && (name != "id" || *value != whole["id"])
                    };
                    let kept: Map<String, Value> = whole["properties"].as_object().unwrap().clone().into_iter().filter(says_more).collect();
                    prop_assert_eq!(&lean["properties"], &Value::from(kept));
                    prop_assert_eq!(lean["id"].as_str(), Some(id.as_str()));
                }
            }
        }
    }

    #[test]
    fn an_identifier_is_not_said_twice_in_a_lean_head() {
        let rows: Rows =
            vec![("a".to_owned(), vec![Cell::text("a"), Cell::text("a")]), ("b".to_owned(), vec![Cell::text("c"), Cell::text("c")])];
        let heads = Heads::new(&table(&["id".to_owned(), "zone".to_owned()], &rows)).unwrap();
        assert_eq!(written(&heads, 0, None, Head::Lean), br#"{"type":"Feature","id":"a","properties":{"zone":"a"},"geometry":"#);
        assert_eq!(written(&heads, 1, None, Head::Lean), br#"{"type":"Feature","id":"b","properties":{"id":"c","zone":"c"},"geometry":"#);
    }

    #[test]
    fn what_comes_again_takes_a_byte() {
        let rows: Rows = (0..300).map(|row| (row.to_string(), vec![Cell::text("withheld"), Cell::Absent])).collect();
        let heads = Heads::new(&table(&["a".to_owned(), "b".to_owned()], &rows)).unwrap();
        assert!(heads.bytes.len() <= 300 * (2 + 6), "{}", heads.bytes.len());
        assert_eq!(
            written(&heads, 299, None, Head::Whole),
            br#"{"type":"Feature","id":"299","properties":{"a":"withheld","b":null},"geometry":"#
        );
    }
}
