//! Secrets that the program draws itself: sessions, keys, what goes round in a sign-in. 256 bits of the operating system's
//! chance, of which only a hash is kept.

use std::fmt::{self, Write};

use rand::TryRng;
use rand::rngs::SysRng;
use sha2::{Digest, Sha256};

/// The operating system gave no chance.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no random numbers: {0}")]
pub struct NoChance(String);

impl NoChance {
    /// Why.
    pub fn new(cause: impl fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

/// A secret, as its holder has it: 64 hexadecimal digits. It is never printed and never kept.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Draws a new one.
    ///
    /// # Errors
    /// When the operating system gives no chance.
    pub fn draw() -> Result<Self, NoChance> {
        let mut bytes = [0_u8; 32];
        SysRng.try_fill_bytes(&mut bytes).map_err(NoChance::new)?;
        Ok(Self(hexadecimal(&bytes)))
    }

    /// One that somebody gives back; `None` when it has not the form of one.
    pub fn given(words: &str) -> Option<Self> {
        let fits = words.len() == 64 && words.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Self(words.to_owned()))
    }

    /// The secret itself, for its holder alone.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it. Drawn at random and long, it needs no slow hash: there is nothing to guess.
    pub fn hash(&self) -> SecretHash {
        self.hash_for("maillage")
    }

    /// A hash for another use, from which neither the secret nor its other hashes follow.
    pub fn hash_for(&self, usage: &str) -> SecretHash {
        let mut digest = Sha256::new();
        digest.update(usage);
        digest.update([0]);
        digest.update(&self.0);
        SecretHash(hexadecimal(&digest.finalize()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is kept of a secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SecretHash(String);

impl SecretHash {
    /// One that was kept.
    pub fn kept(words: String) -> Self {
        Self(words)
    }

    /// 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether somebody gave these very words; takes as long wherever they differ.
    pub fn is(&self, words: &str) -> bool {
        let differences = self.0.bytes().zip(words.bytes()).fold(0, |seen, (own, given)| seen | (own ^ given));
        self.0.len() == words.len() && differences == 0
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut words, byte| {
        let _ = write!(words, "{byte:02x}");
        words
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_come_back_and_are_not_printed() {
        let (one, other) = (Secret::draw().unwrap(), Secret::draw().unwrap());
        assert_ne!(one.reveal(), other.reveal());
        assert_eq!(Secret::given(one.reveal()).unwrap().hash(), one.hash());
        assert_ne!(one.hash(), one.hash_for("another use"));
        assert!(!format!("{one:?}").contains(one.reveal()) && one.hash().as_str() != one.reveal());
        assert!(Secret::given("abc").is_none() && Secret::given(&"G".repeat(64)).is_none());
    }

    #[test]
    fn hashes_are_compared_whole() {
        let hash = Secret::draw().unwrap().hash();
        assert!(hash.is(hash.as_str()));
        assert!(!hash.is("") && !hash.is(hash.as_str().get(..63).unwrap()));
    }
}
