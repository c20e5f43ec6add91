//! Writing Mapbox Vector Tiles, version 2.1 of the specification, by hand: geometry comes written already.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// What a feature is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One point.
    Point = 1,
    /// Polygons.
    Polygon = 3,
}

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Words.
    Text(&'a str),
    /// A real number.
    Number(f64),
    /// A whole number.
    Whole(i64),
    /// True or false.
    YesNo(bool),
}

/// One layer of a tile: features, and the names and values they share.
#[derive(Debug, Default)]
pub struct Layer {
    features: Vec<u8>,
    keys: Names,
    values: Names,
    tags: Vec<u8>,
    /// The value being written.
    written: Vec<u8>,
    /// The feature being written.
    body: Vec<u8>,
}

impl Layer {
    /// The number of a name, under which values are given.
    pub fn key(&mut self, name: &str) -> u32 {
        self.keys.number(name.as_bytes())
    }

    /// An attribute of the feature that is written next, by the number of its name.
    pub fn tag(&mut self, name: u32, value: Value<'_>) {
        let written = &mut self.written;
        written.clear();
        match value {
            Value::Text(words) => bytes(written, 1, words.as_bytes()),
            Value::Number(number) => {
                key(written, 3, 1);
                written.extend_from_slice(&number.to_le_bytes());
            }
            Value::Whole(number) => {
                key(written, 6, 0);
                varint(written, ((number << 1) ^ (number >> 63)) as u64);
            }
            Value::YesNo(yes) => {
                key(written, 7, 0);
                varint(written, u64::from(yes));
            }
        }
        varint(&mut self.tags, name.into());
        varint(&mut self.tags, self.values.number(written).into());
    }

    /// Writes a feature with the attributes given since the last one.
    pub fn feature(&mut self, id: u64, shape: Shape, geometry: &[u8]) {
        let body = &mut self.body;
        body.clear();
        key(body, 1, 0);
        varint(body, id);
        if !self.tags.is_empty() {
            bytes(body, 2, &self.tags);
            self.tags.clear();
        }
        key(body, 3, 0);
        varint(body, shape as u64);
        bytes(body, 4, geometry);
        bytes(&mut self.features, 2, body);
    }

    /// Whether it has no feature.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }
}

/// A tile of one layer; nothing at all when that has no feature.
pub fn tile(name: &str, extent: u32, layer: &Layer) -> Vec<u8> {
    if layer.is_empty() {
        return Vec::new();
    }
    let mut body = Vec::with_capacity(layer.features.len() + 1_024);
    key(&mut body, 15, 0);
    varint(&mut body, 2);
    bytes(&mut body, 1, name.as_bytes());
    body.extend_from_slice(&layer.features);
    for name in layer.keys.words() {
        bytes(&mut body, 3, name);
    }
    for value in layer.values.words() {
        bytes(&mut body, 4, value);
    }
    key(&mut body, 5, 0);
    varint(&mut body, extent.into());
    let mut tile = Vec::with_capacity(body.len() + 8);
    bytes(&mut tile, 3, &body);
    tile
}

/// Byte strings, each with its number, laid end to end.
#[derive(Debug, Default)]
struct Names {
    bytes: Vec<u8>,
    /// Where each ends in `bytes`.
    ends: Vec<u32>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Names {
    fn number(&mut self, word: &[u8]) -> u32 {
        let hash = self.hasher.hash_one(word);
        if let Some(number) = self.numbers.find(hash, |number| self.word(*number) == word) {
            return *number;
        }
        let number = self.ends.len() as u32;
        self.bytes.extend_from_slice(word);
        self.ends.push(self.bytes.len() as u32);
        let Self { bytes, ends, numbers, hasher } = self;
        numbers.insert_unique(hash, number, |known| hasher.hash_one(word_of(bytes, ends, *known)));
        number
    }

    fn word(&self, number: u32) -> &[u8] {
        word_of(&self.bytes, &self.ends, number)
    }

    fn words(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len() as u32).map(|number| self.word(number))
    }
}

fn word_of<'a>(bytes: &'a [u8], ends: &[u32], number: u32) -> &'a [u8] {
    let start = number.checked_sub(1).map_or(0, |before| ends[before as usize] as usize);
    &bytes[start..ends[number as usize] as usize]
}

fn key(out: &mut Vec<u8>, field: u64, wire: u64) {
    varint(out, field << 3 | wire);
}

fn bytes(out: &mut Vec<u8>, field: u64, content: &[u8]) {
    key(out, field, 2);
    varint(out, content.len() as u64);
    out.extend_from_slice(content);
}

/// Seven bits a byte, the lowest first.
pub fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A step of the pen, its sign in the lowest bit.
pub fn step(out: &mut Vec<u8>, by: i32) {
    varint(out, u64::from(((by << 1) ^ (by >> 31)) as u32));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_as_they_come_and_once() {
        let words: Vec<String> = (0..1_000).map(|n| format!("{}{}", "a".repeat(n % 19), n % 700)).collect();
        let mut names = Names::default();
        let mut known: Vec<&str> = Vec::new();
        for word in &words {
            let number = known.iter().position(|other| other == word).unwrap_or_else(|| {
                known.push(word);
                known.len() - 1
            });
            assert_eq!(names.number(word.as_bytes()) as usize, number, "{word}");
        }
        assert_eq!(names.number(b"") as usize, known.len());
        assert_eq!(names.words().collect::<Vec<_>>()[..known.len()], known.iter().map(|word| word.as_bytes()).collect::<Vec<_>>());
    }
}
