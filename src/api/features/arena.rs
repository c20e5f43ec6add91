//! Many byte strings in one: no allocation each, read by number.

/// Byte strings, by number.
#[derive(Debug, Default)]
pub struct Arena {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Arena {
    /// Where the next string is written; [`Arena::end`] closes it.
    pub fn open(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Closes the string that was written.
    pub fn end(&mut self) {
        self.ends.push(self.bytes.len());
    }

    /// The string of a number.
    pub fn get(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[number]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_back_by_number_also_empty_ones() {
        let mut arena = Arena::default();
        for word in ["ab", "", "c"] {
            arena.open().extend(word.bytes());
            arena.end();
        }
        assert_eq!([arena.get(0), arena.get(1), arena.get(2)], [b"ab".as_slice(), b"", b"c"]);
    }
}
