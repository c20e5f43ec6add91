//! Blocks of bytes one after the other, each after its length and its SHA-256: read and checked on all threads.

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::Unused;

const LENGTH: usize = 8;
const DIGEST: usize = 32;

/// Adds blocks after what is there: how many, then each.
pub(super) fn write(bytes: &mut Vec<u8>, blocks: &[Vec<u8>]) {
    let digests: Vec<[u8; DIGEST]> = blocks.par_iter().map(|block| Sha256::digest(block).into()).collect();
    bytes.reserve(blocks.iter().map(|block| LENGTH + DIGEST + block.len()).sum::<usize>() + LENGTH);
    bytes.extend((blocks.len() as u64).to_le_bytes());
    for (block, digest) in blocks.iter().zip(digests) {
        bytes.extend((block.len() as u64).to_le_bytes());
        bytes.extend(digest);
        bytes.extend(block);
    }
}

/// A value as a block.
pub(super) fn block(value: &impl Serialize) -> Result<Vec<u8>, Unused> {
    postcard::to_stdvec(value).map_err(|cause| Unused::Unreadable(cause.to_string()))
}

/// Values as blocks of so many, written on all threads.
pub(super) fn chunked<T: Sync, S: Serialize>(values: &[T], size: usize, of: impl Fn(&T) -> S + Sync) -> Result<Vec<Vec<u8>>, Unused> {
    values.par_chunks(size).map(|chunk| block(&chunk.iter().map(&of).collect::<Vec<_>>())).collect()
}

/// Blocks told apart, not checked yet.
pub(super) struct Blocks<'a>(Vec<(&'a [u8], &'a [u8])>);

impl<'a> Blocks<'a> {
    /// Tells blocks apart; together they are these bytes, neither more nor less.
    pub fn split(bytes: &'a [u8]) -> Result<Self, Unused> {
        let (count, mut rest) = length(bytes)?;
        let mut blocks = Vec::new();
        for _ in 0..count {
            let (long, after) = length(rest)?;
            let (digest, after) = after.split_at_checked(DIGEST).ok_or(Unused::Cut)?;
            let (block, after) = usize::try_from(long).ok().and_then(|long| after.split_at_checked(long)).ok_or(Unused::Cut)?;
            blocks.push((digest, block));
            rest = after;
        }
        if rest.is_empty() { Ok(Self(blocks)) } else { Err(Unused::Cut) }
    }

    /// The blocks, checked on all threads, to be taken from the first to the last.
    pub fn checked(&self) -> Result<impl Iterator<Item = &'a [u8]>, Unused> {
        let sound = self.0.par_iter().all(|(digest, block)| Sha256::digest(block)[..] == **digest);
        if sound { Ok(self.0.iter().map(|(_, block)| *block).collect::<Vec<_>>().into_iter()) } else { Err(Unused::Altered) }
    }
}

fn length(bytes: &[u8]) -> Result<(u64, &[u8]), Unused> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH>().ok_or(Unused::Cut)?;
    Ok((u64::from_le_bytes(*length), rest))
}

/// The value of the next block.
pub(super) fn next<'a, T: DeserializeOwned>(blocks: &mut impl Iterator<Item = &'a [u8]>) -> Result<T, Unused> {
    value(blocks.next().ok_or(Unused::Cut)?)
}

/// The values of so many of the next blocks, each made into something on its own thread.
pub(super) fn next_chunked<'a, S: DeserializeOwned, T: Send>(
    blocks: &mut impl Iterator<Item = &'a [u8]>,
    count: usize,
    of: impl Fn(S) -> Result<T, Unused> + Sync,
) -> Result<Vec<T>, Unused> {
    let chunks: Vec<&[u8]> = blocks.take(count).collect();
    if chunks.len() < count {
        return Err(Unused::Cut);
    }
    let read = |block: &&[u8]| value::<Vec<S>>(block)?.into_iter().map(&of).collect::<Result<Vec<T>, Unused>>();
    let values: Vec<Vec<T>> = chunks.par_iter().map(read).collect::<Result<_, _>>()?;
    Ok(values.into_iter().flatten().collect())
}

fn value<T: DeserializeOwned>(block: &[u8]) -> Result<T, Unused> {
    postcard::from_bytes(block).map_err(|cause| Unused::Unreadable(cause.to_string()))
}
