//! Writing Mapbox Vector Tiles, version 2.1 of the specification, by hand: geometry comes written already.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

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

/// Values that the tiles of a collection share: each is written once, and known by its number.
#[derive(Debug, Default)]
pub struct Values {
    known: Names,
    /// The value being written.
    written: Vec<u8>,
}

impl Values {
    /// The number of a value.
    pub fn number(&mut self, value: Value<'_>) -> u32 {
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
        self.known.number(written)
    }

    /// The values, when there are no more.
    pub fn into_words(self) -> Words {
        let mut words = self.known.words;
        words.bytes.shrink_to_fit();
        words.ends.shrink_to_fit();
        words
    }
}

/// One layer of a tile: features, the names they share, and which of the values of a collection.
#[derive(Debug, Default)]
pub struct Layer {
    features: Vec<u8>,
    keys: Names,
    values: Vec<u32>,
    /// Where each value stands in `values`.
    places: HashMap<u32, u32>,
    tags: Vec<u8>,
    /// The feature being written.
    body: Vec<u8>,
}

impl Layer {
    /// The number of a name, under which values are given.
    pub fn key(&mut self, name: &str) -> u32 {
        self.keys.number(name.as_bytes())
    }

    /// An attribute of the feature that is written next, by the numbers of its name and of its value.
    pub fn tag(&mut self, name: u32, value: u32) {
        let place = *self.places.entry(value).or_insert_with(|| {
            self.values.push(value);
            self.values.len() as u32 - 1
        });
        varint(&mut self.tags, name.into());
        varint(&mut self.tags, place.into());
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

/// A tile of one layer, whose features have these values; nothing at all when it has no feature.
pub fn tile(name: &str, extent: u32, layer: &Layer, values: &Words) -> Vec<u8> {
    if layer.is_empty() {
        return Vec::new();
    }
    let mut body = Vec::with_capacity(layer.features.len() + 1_024);
    key(&mut body, 15, 0);
    varint(&mut body, 2);
    bytes(&mut body, 1, name.as_bytes());
    body.extend_from_slice(&layer.features);
    for name in layer.keys.words.iter() {
        bytes(&mut body, 3, name);
    }
    for value in &layer.values {
        bytes(&mut body, 4, values.word(*value));
    }
    key(&mut body, 5, 0);
    varint(&mut body, extent.into());
    let mut tile = Vec::with_capacity(body.len() + 8);
    bytes(&mut tile, 3, &body);
    tile
}

/// Byte strings laid end to end, known by their numbers.
#[derive(Debug, Default)]
pub struct Words {
    bytes: Vec<u8>,
    /// Where each ends in `bytes`.
    ends: Vec<u32>,
}

impl Words {
    fn word(&self, number: u32) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before as usize] as usize);
        &self.bytes[start..self.ends[number as usize] as usize]
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len() as u32).map(|number| self.word(number))
    }
}

/// Byte strings, each with its number, in the order in which they come.
#[derive(Debug, Default)]
struct Names {
    words: Words,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Names {
    fn number(&mut self, word: &[u8]) -> u32 {
        let Self { words, numbers, hasher } = self;
        let hash = hasher.hash_one(word);
        if let Some(number) = numbers.find(hash, |number| words.word(*number) == word) {
            return *number;
        }
        let number = words.ends.len() as u32;
        words.bytes.extend_from_slice(word);
        words.ends.push(words.bytes.len() as u32);
        numbers.insert_unique(hash, number, |known| hasher.hash_one(words.word(*known)));
        number
    }
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
        assert_eq!(names.words.iter().collect::<Vec<_>>()[..known.len()], known.iter().map(|word| word.as_bytes()).collect::<Vec<_>>());
    }
}
