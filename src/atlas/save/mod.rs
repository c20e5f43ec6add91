//! An atlas as bytes, so that a start need neither read the database nor find neighbours again.
//!
//! The bytes are made and read here; where they are kept is the [`Saved`] place's affair. They are a copy of what
//! [`Atlas::build`] gives from the store, never more: whatever is wrong with them, the atlas is built anew.

mod blocks;
mod contents;
mod key;

use std::fmt::Debug;

pub use key::Key;

use super::Atlas;
use blocks::Blocks;

/// Changes when the layout of the bytes does.
const EDITION: u32 = 3;

const MARK: &[u8; 16] = b"maillage atlas\r\n";

/// Why saved bytes are not used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unused {
    /// They do not begin as a saved atlas.
    #[error("not a saved atlas")]
    Foreign,
    /// Another edition of the program wrote them.
    #[error("written by another edition of the program")]
    OtherEdition,
    /// They are of another state of the store.
    #[error("of another state of the data")]
    OtherState,
    /// They end before their end, or go on after it.
    #[error("cut short or longer than told")]
    Cut,
    /// A block differs from its fingerprint.
    #[error("altered since it was written")]
    Altered,
    /// A block holds something else than it should.
    #[error("unreadable: {0}")]
    Unreadable(String),
}

/// A place where atlases are kept between runs. Nothing of it can fail a start: what cannot be read is built.
pub trait Saved: Debug + Send + Sync {
    /// Tells this build of the program from others.
    fn program(&self) -> String;

    /// The atlas kept under this key.
    fn find(&self, key: &Key) -> Option<Atlas>;

    /// Keeps an atlas under this key.
    fn keep(&self, key: &Key, atlas: &Atlas);

    /// What was drawn of the atlas of this key, as [`sealed`] gave it.
    fn find_drawn(&self, key: &Key) -> Option<Vec<u8>>;

    /// Keeps what was drawn of the atlas of this key.
    fn keep_drawn(&self, key: &Key, bytes: &[u8]);
}

/// An atlas as bytes.
///
/// # Returns
/// Sixteen bytes that say what it is, the edition, the key, then blocks, each after its length and its SHA-256.
///
/// # Errors
/// When something in it cannot be written, which the types rule out; said rather than assumed.
pub fn write(key: &Key, atlas: &Atlas) -> Result<Vec<u8>, Unused> {
    Ok(sealed(key, &contents::write(atlas)?))
}

/// Blocks under a key, in the layout of a saved atlas.
pub fn sealed(key: &Key, blocks: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = [MARK.as_slice(), &EDITION.to_le_bytes(), key.digest()].concat();
    blocks::write(&mut bytes, blocks);
    bytes
}

/// The atlas of these bytes, when they are whole and of this key.
///
/// # Errors
/// Why they are not used.
pub fn read(key: &Key, bytes: &[u8]) -> Result<Atlas, Unused> {
    contents::read(&blocks(key, bytes)?)
}

/// The blocks that [`sealed`] put under this key, checked.
///
/// # Errors
/// Why they are not used.
pub fn opened<'a>(key: &Key, bytes: &'a [u8]) -> Result<Vec<&'a [u8]>, Unused> {
    Ok(blocks(key, bytes)?.checked()?.collect())
}

fn blocks<'a>(key: &Key, bytes: &'a [u8]) -> Result<Blocks<'a>, Unused> {
    let rest = bytes.strip_prefix(MARK).ok_or(Unused::Foreign)?;
    let rest = rest.strip_prefix(&EDITION.to_le_bytes()).ok_or(Unused::OtherEdition)?;
    let rest = rest.strip_prefix(key.digest()).ok_or(Unused::OtherState)?;
    Blocks::split(rest)
}

#[cfg(test)]
mod tests;
