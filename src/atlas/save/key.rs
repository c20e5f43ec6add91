//! What an atlas is saved under: the state of the store it was built from, and the program that built it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::domain::Dataset;

/// Names a state of the store as seen by one build of the program. Two states of different content never share one:
/// the revision grows with every commit, and the data sets carry the fingerprints of their files and the microsecond
/// of their import, so that a database put back from a copy, or another one, is told apart as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of a store at a revision.
    ///
    /// # Parameters
    /// `program` tells one build of the program from another: a method that changed must not be hidden by what the
    /// former one found.
    pub fn new<'a>(program: &str, revision: u64, datasets: impl IntoIterator<Item = &'a Dataset>) -> Self {
        let mut digest = Sha256::new();
        let mut piece = |bytes: &[u8]| {
            digest.update((bytes.len() as u64).to_le_bytes());
            digest.update(bytes);
        };
        piece(env!("CARGO_PKG_VERSION").as_bytes());
        piece(program.as_bytes());
        piece(&revision.to_le_bytes());
        for dataset in datasets {
            piece(&serde_json::to_vec(dataset).unwrap_or_default());
        }
        Self(digest.finalize().into())
    }

    /// Its first 16 hexadecimal digits, as a name for a file.
    pub fn name(&self) -> String {
        self.0.iter().take(8).fold(String::new(), |mut name, byte| {
            let _infallible = write!(name, "{byte:02x}");
            name
        })
    }

    pub(super) const fn digest(&self) -> &[u8] {
        self.0.as_slice()
    }
}
