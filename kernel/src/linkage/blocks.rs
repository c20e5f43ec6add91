//! Which pairs are worth comparing.

use rayon::prelude::*;

use super::Record;

/// Sides of the squares in which neighbours are looked for, in degrees: about half a kilometre in France.
const SQUARE: (f64, f64) = (0.006, 0.004_5);

/// Sides of the squares in which a distinctive word is looked for: about ten kilometres.
const COUNTRY: (f64, f64) = (0.12, 0.09);

/// A word that more records than this share within a square says too little.
const MOST_OF_A_WORD: usize = 40;

/// Records with one number are so few: more is an error of the number.
const MOST_OF_A_NUMBER: usize = 60;

/// Candidate pairs, the lower place first, sorted, each once.
pub fn pairs(records: &[Record]) -> Vec<(u32, u32)> {
    let (mut found, (words, numbers)) = rayon::join(|| neighbours(records), || rayon::join(|| by_word(records), || by_number(records)));
    found.extend(words);
    found.extend(numbers);
    found.par_sort_unstable();
    found.dedup();
    found
}

type Square = (i32, i32);

fn square(record: &Record, side: (f64, f64)) -> Square {
    ((record.position.lon() / side.0).floor() as i32, (record.position.lat() / side.1).floor() as i32)
}

/// Pairs in one square or in neighbouring ones that have a word or an address in common.
fn neighbours(records: &[Record]) -> Vec<(u32, u32)> {
    let mut placed: Vec<(Square, u32)> =
        records.par_iter().zip(0..records.len() as u32).map(|(record, place)| (square(record, SQUARE), place)).collect();
    placed.par_sort_unstable();
    let within = |at: Square| {
        let start = placed.partition_point(|(square, _)| *square < at);
        placed.get(start..).unwrap_or_default().iter().take_while(move |(square, _)| *square == at).map(|(_, place)| *place)
    };
    let worth = |one: u32, other: u32| {
        let (a, b) = (&records[one as usize], &records[other as usize]);
        !a.same_register(b) && (a.name.shares_a_stem(&b.name) || a.address.may_agree(&b.address))
    };
    // Each pair is met once: in the own square after oneself, then in the four squares ahead.
    let ahead = |&((x, y), one): &(Square, u32)| {
        let own = within((x, y)).filter(move |other| *other > one);
        let next = [(x, y + 1), (x + 1, y - 1), (x + 1, y), (x + 1, y + 1)].into_iter().flat_map(within);
        let pairs: Vec<_> = own.chain(next).filter(|other| worth(one, *other)).map(|other| (one.min(other), one.max(other))).collect();
        pairs
    };
    placed.par_iter().flat_map_iter(ahead).collect()
}

/// Pairs that share a distinctive word within a wider square: a place that was put elsewhere.
fn by_word(records: &[Record]) -> Vec<(u32, u32)> {
    let keys = |(record, place): (&Record, u32)| {
        let at = square(record, COUNTRY);
        let keys: Vec<_> = record.name.distinctive_stems().map(|stem| ((at, stem), place)).collect();
        keys
    };
    in_blocks(records.par_iter().zip(0..records.len() as u32).flat_map_iter(keys).collect(), MOST_OF_A_WORD)
}

/// Pairs that share a SIRET or a FINESS number.
fn by_number(records: &[Record]) -> Vec<(u32, u32)> {
    let keys = |(record, place): (&Record, u32)| {
        let provenance = &record.service.provenance;
        let keys: Vec<_> = [&provenance.siret, &provenance.finess].into_iter().flatten().map(|number| (number.clone(), place)).collect();
        keys
    };
    in_blocks(records.iter().zip(0..).flat_map(keys).collect(), MOST_OF_A_NUMBER)
}

/// All pairs of each block that is not too full.
fn in_blocks<K: Ord + Send + Sync>(mut keyed: Vec<(K, u32)>, most: usize) -> Vec<(u32, u32)> {
    keyed.par_sort_unstable();
    let blocks: Vec<&[(K, u32)]> = keyed.chunk_by(|a, b| a.0 == b.0).filter(|block| (2..=most).contains(&block.len())).collect();
    let pairs = |block: &&[(K, u32)]| {
        let block: Vec<u32> = block.iter().map(|(_, place)| *place).collect();
        let pairs: Vec<_> = block.iter().enumerate().flat_map(|(at, one)| block.iter().skip(at + 1).map(|other| (*one, *other))).collect();
        pairs
    };
    blocks.par_iter().flat_map_iter(pairs).filter(|(one, other)| one != other).collect()
}
