//! The cells of a row in one piece: a national file has tens of millions of them, and a text of its own for each would take
//! three times the memory.

use std::fmt;

use csv::ByteRecord;

/// The cells of one row, in order.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Cells {
    text: Box<str>,
    /// Where each cell ends in the text.
    ends: Box<[u32]>,
}

impl Cells {
    /// How many cells there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell by its place.
    pub fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.text.get(start..end)
    }

    /// The cells, first to last.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|place| self.get(place))
    }

    /// The same cells, and others after them.
    #[must_use]
    pub fn and(&self, further: impl IntoIterator<Item = String>) -> Self {
        self.iter().map(str::to_owned).chain(further).collect()
    }

    /// The first cells.
    #[must_use]
    pub fn first(&self, count: usize) -> Self {
        self.iter().take(count).collect()
    }

    /// The same cells, one of them put otherwise.
    #[must_use]
    pub fn with(&self, place: usize, cell: &str) -> Self {
        self.iter().enumerate().map(|(at, own)| if at == place { cell } else { own }).collect()
    }

    /// A record of text; what is no UTF-8 in it is replaced.
    pub fn of(record: &ByteRecord) -> Self {
        record.iter().map(String::from_utf8_lossy).collect()
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for cell in cells {
            text.push_str(cell.as_ref());
            ends.push(text.len() as u32);
        }
        Self { text: text.into_boxed_str(), ends: ends.into_boxed_slice() }
    }
}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<const COUNT: usize> PartialEq<[&str; COUNT]> for Cells {
    fn eq(&self, other: &[&str; COUNT]) -> bool {
        self.iter().eq(other.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_put() {
        let cells: Cells = ["a", "", "é|", "z"].into_iter().collect();
        assert_eq!(cells, ["a", "", "é|", "z"]);
        assert_eq!((cells.len(), cells.get(2), cells.get(4)), (4, Some("é|"), None));
        assert_eq!(cells.with(1, "b").first(2).and(["c".to_owned()]), ["a", "b", "c"]);
        assert!(Cells::default().is_empty());
    }
}
