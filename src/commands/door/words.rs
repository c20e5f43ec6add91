//! What is said between the keeper and the door: one JSON a line. It is the one place where a note is written down outside the
//! vault, on its way through a pipe between two processes of one user.

use std::io;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

use crate::domain::{Draft, Fault};

/// The longest line taken, in bytes.
pub const LONGEST_LINE: u64 = 64 << 10;

/// What the keeper asks.
#[derive(Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Asked {
    /// Keep a note.
    Note {
        /// Its key in the vault.
        key: String,
        /// Its fields.
        note: Fields,
    },
    /// Erase a note that no release has counted.
    Erase {
        /// Its key in the vault.
        key: String,
    },
}

/// The fields of a note, as words.
#[derive(Serialize, Deserialize)]
pub struct Fields {
    geography: String,
    zone: String,
    day: String,
    persons: String,
    themes: Vec<String>,
    reason: Option<String>,
    offered: String,
    age: Option<String>,
}

impl From<Draft> for Fields {
    fn from(draft: Draft) -> Self {
        let Draft { geography, zone, day, persons, themes, reason, offered, age } = draft;
        Self { geography, zone, day, persons, themes, reason, offered, age }
    }
}

impl From<Fields> for Draft {
    fn from(fields: Fields) -> Self {
        let Fields { geography, zone, day, persons, themes, reason, offered, age } = fields;
        Self { geography, zone, day, persons, themes, reason, offered, age }
    }
}

/// What the door answers.
#[derive(Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answered {
    /// The note is kept, on disk.
    Kept {
        /// Whether it was not there before.
        new: bool,
    },
    /// The note is erased.
    Erased,
    /// Nothing was done.
    Refused {
        /// Why.
        fault: Box<Fault>,
    },
}

/// The next line; `None` at the end.
///
/// # Errors
/// When the pipe breaks, or a line is longer than any of ours.
pub async fn line(input: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = input.take(LONGEST_LINE).read_until(b'\n', &mut line).await?;
    match line.last() {
        _ if read == 0 => Ok(None),
        Some(b'\n') => Ok(Some(line)),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, "a line without an end")),
    }
}

/// A line that says something.
pub fn said(words: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(words).map_err(io::Error::other)?;
    line.push(b'\n');
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_come_one_at_a_time_and_none_is_too_long() {
        let mut input = tokio::io::BufReader::new(&b"{\"ask\":\"erase\",\"key\":\"a\"}\nhalf"[..]);
        let first = line(&mut input).await.unwrap().unwrap();
        assert!(matches!(serde_json::from_slice(&first).unwrap(), Asked::Erase { key } if key == "a"));
        assert!(line(&mut input).await.is_err());
        let long = vec![b'x'; LONGEST_LINE as usize + 1];
        assert!(line(&mut &long[..]).await.is_err());
        assert!(line(&mut &b""[..]).await.unwrap().is_none());
    }
}
