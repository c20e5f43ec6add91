//! How a file gets damaged: bytes changed, lost, doubled, cut, and words put where they do not belong.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Words that parsers have been known to stumble over.
const WORDS: &[&[u8]] = &[
    b"NaN",
    b"inf",
    b"-1",
    b"1e308",
    b"1e-320",
    b"99999999999999999999",
    b"0x41",
    b"",
    b" ",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\"",
    b"\"\"",
    b"'",
    b";",
    b",",
    b"\t",
    b"|",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\x81",
    b"\xC3",
    b"\xF0\x9F\x92\xA3",
    b"{",
    b"}",
    b"[",
    b"]",
    b"[[[[[[[[",
    b"null",
    b"true",
    b"<",
    b">",
    b"&amp;",
    b"<![CDATA[",
    b"=1+1",
    b"s",
    b"ns",
    b"nd",
    b"c",
    b"s.",
    b"...",
    b"2A004",
    b"999999999",
    b"01/13/2021",
    b"25:61",
    b"Mo-Su 00:00-99:99",
    b"\\u0000",
    b"\\",
    b"%00",
    b"../../../etc/passwd",
    b"PK\x03\x04",
    b"\x1F\x8B\x08",
];

/// One blow.
#[derive(Debug, Clone)]
enum Blow {
    Byte(Index, u8),
    Lose(Index, u8),
    Double(Index, u8),
    Word(Index, Index),
    Line(Index, Index),
    Cut(Index),
}

fn blow() -> impl Strategy<Value = Blow> {
    prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Blow::Byte(at, byte)),
        2 => (any::<Index>(), 1..60_u8).prop_map(|(at, count)| Blow::Lose(at, count)),
        2 => (any::<Index>(), 1..60_u8).prop_map(|(at, count)| Blow::Double(at, count)),
        5 => (any::<Index>(), any::<Index>()).prop_map(|(at, word)| Blow::Word(at, word)),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Blow::Line(one, other)),
        1 => any::<Index>().prop_map(Blow::Cut),
    ]
}

/// Files like these, damaged by up to a dozen blows.
pub fn damaged(seeds: &[Vec<u8>]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let seeds = seeds.to_vec();
    (any::<Index>(), vec(blow(), 0..12)).prop_map(move |(which, blows)| blows.iter().fold(which.get(&seeds).clone(), struck))
}

fn struck(mut bytes: Vec<u8>, blow: &Blow) -> Vec<u8> {
    let place = |at: &Index, length: usize| at.index(length + 1);
    let end = |start: usize, count: u8, length: usize| (start + usize::from(count)).min(length);
    let length = bytes.len();
    match blow {
        Blow::Byte(at, byte) => {
            if let Some(old) = bytes.get_mut(place(at, length)) {
                *old = *byte;
            }
        }
        Blow::Lose(at, count) => {
            let start = place(at, length);
            bytes.drain(start..end(start, *count, length));
        }
        Blow::Double(at, count) => {
            let start = place(at, length);
            let part = bytes[start..end(start, *count, length)].to_vec();
            bytes.splice(start..start, part);
        }
        Blow::Word(at, word) => {
            let start = place(at, length);
            bytes.splice(start..start, word.get(WORDS).iter().copied());
        }
        Blow::Line(one, other) => {
            let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            let mut swapped = lines.clone();
            swapped.swap(one, other);
            bytes = swapped.join(&b'\n');
        }
        Blow::Cut(at) => bytes.truncate(place(at, length)),
    }
    bytes
}
