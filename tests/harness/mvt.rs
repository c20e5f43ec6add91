//! Reading a Mapbox Vector Tile, after version 2.1 of the specification and nothing of ours.

use std::collections::BTreeMap;

use serde_json::Value;

/// One layer of a tile.
#[derive(Debug, Default)]
pub struct Layer {
    pub name: String,
    pub version: u64,
    pub extent: u64,
    pub keys: Vec<String>,
    pub values: Vec<Value>,
    pub features: Vec<Feature>,
}

/// One feature: its numbers of key and value in pairs, and its rings or points, in units of the tile.
#[derive(Debug, Default)]
pub struct Feature {
    pub id: Option<u64>,
    pub kind: u64,
    pub tags: Vec<u64>,
    pub lines: Vec<Vec<(i64, i64)>>,
}

impl Layer {
    /// The attributes of a feature.
    pub fn attributes(&self, feature: &Feature) -> BTreeMap<String, Value> {
        let pairs = feature.tags.chunks(2).map(|pair| (self.keys[pair[0] as usize].clone(), self.values[pair[1] as usize].clone()));
        pairs.collect()
    }
}

/// The layers of a tile.
pub fn layers(tile: &[u8]) -> Vec<Layer> {
    fields(tile).into_iter().map(|(number, held)| if number == 3 { layer(held.bytes()) } else { panic!("field {number}") }).collect()
}

enum Held<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl<'a> Held<'a> {
    fn number(&self) -> u64 {
        if let Self::Number(number) = self { *number } else { panic!("a number is wanted") }
    }

    fn bytes(&self) -> &'a [u8] {
        if let Self::Bytes(bytes) = self { bytes } else { panic!("bytes are wanted") }
    }

    fn words(&self) -> String {
        String::from_utf8(self.bytes().to_vec()).unwrap()
    }
}

fn varint(data: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let (byte, rest) = data.split_first().unwrap();
        *data = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

fn fields(mut data: &[u8]) -> Vec<(u64, Held<'_>)> {
    let mut found = Vec::new();
    while !data.is_empty() {
        let key = varint(&mut data);
        let length = match key & 7 {
            0 => {
                found.push((key >> 3, Held::Number(varint(&mut data))));
                continue;
            }
            1 => 8,
            2 => varint(&mut data) as usize,
            5 => 4,
            wire => panic!("wire type {wire}"),
        };
        let (bytes, rest) = data.split_at(length);
        found.push((key >> 3, Held::Bytes(bytes)));
        data = rest;
    }
    found
}

fn layer(data: &[u8]) -> Layer {
    let mut layer = Layer { extent: 4_096, version: 1, ..Layer::default() };
    for (number, held) in fields(data) {
        match number {
            1 => layer.name = held.words(),
            2 => layer.features.push(feature(held.bytes())),
            3 => layer.keys.push(held.words()),
            4 => layer.values.push(value(held.bytes())),
            5 => layer.extent = held.number(),
            15 => layer.version = held.number(),
            other => panic!("field {other} of a layer"),
        }
    }
    layer
}

fn value(data: &[u8]) -> Value {
    let (number, held) = fields(data).into_iter().next().unwrap();
    match number {
        1 => held.words().into(),
        3 => f64::from_le_bytes(held.bytes().try_into().unwrap()).into(),
        4 | 5 => held.number().into(),
        6 => zigzag(held.number()).into(),
        7 => (held.number() == 1).into(),
        other => panic!("value {other}"),
    }
}

fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

fn numbers(mut data: &[u8]) -> Vec<u64> {
    let mut found = Vec::new();
    while !data.is_empty() {
        found.push(varint(&mut data));
    }
    found
}

fn feature(data: &[u8]) -> Feature {
    let mut feature = Feature::default();
    for (number, held) in fields(data) {
        match number {
            1 => feature.id = Some(held.number()),
            2 => feature.tags = numbers(held.bytes()),
            3 => feature.kind = held.number(),
            4 => feature.lines = lines(&numbers(held.bytes())),
            other => panic!("field {other} of a feature"),
        }
    }
    feature
}

fn lines(commands: &[u64]) -> Vec<Vec<(i64, i64)>> {
    let (mut found, mut pen, mut at) = (Vec::new(), (0, 0), 0);
    while at < commands.len() {
        let (what, count) = (commands[at] & 7, commands[at] >> 3);
        at += 1;
        if what == 7 {
            continue;
        }
        for _ in 0..count {
            pen = (pen.0 + zigzag(commands[at]), pen.1 + zigzag(commands[at + 1]));
            at += 2;
            if what == 1 {
                found.push(Vec::new());
            }
            found.last_mut().unwrap().push(pen);
        }
    }
    found
}
