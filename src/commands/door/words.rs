//! What is said between the keeper and the door: one JSON a line. It is the one place where a note is written down outside the
//! vault, on its way through a pipe between two processes of one user.

use std::io;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

use crate::disclosure::release::ExactPlace;
use crate::domain::{Draft, Encounter, Fault, Quarter, ZoneCode};

/// The longest question taken, in bytes.
pub const LONGEST_LINE: u64 = 64 << 10;

/// The longest answer taken, in bytes: exact counts of a large territory.
pub const LONGEST_ANSWER: u64 = 32 << 20;

/// What the keeper asks.
#[derive(Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Asked {
    /// Keep a note.
    Note {
        /// Its key in the vault.
        key: String,
        /// The mark of its team.
        team: String,
        /// Its fields.
        note: Fields,
    },
    /// Erase a note that no release has counted.
    Erase {
        /// Its key in the vault, had its sender chosen the one given.
        key: String,
        /// What was given, which may be its key in the vault itself, as the list of notes tells it.
        given: String,
        /// The mark of its team.
        team: String,
    },
    /// The notes of a team, newest first.
    Notes {
        /// The mark of the team.
        team: String,
        /// The key of the last note read so far.
        after: Option<String>,
        /// How many.
        limit: u16,
    },
    /// What may be told exactly.
    Exact {
        /// The quarter; every one where none is named.
        quarter: Option<Quarter>,
        /// Places with any of these zones; all of them where none is named.
        zones: Vec<String>,
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

impl From<&Encounter> for Fields {
    fn from(encounter: &Encounter) -> Self {
        Self {
            geography: encounter.geography().code().to_owned(),
            zone: encounter.zone().to_string(),
            day: encounter.day().to_string(),
            persons: encounter.persons().to_string(),
            themes: encounter.themes().iter().map(|theme| theme.code().to_owned()).collect(),
            reason: encounter.reason().map(|reason| reason.code().to_owned()),
            offered: encounter.offered().code().to_owned(),
            age: encounter.age().map(|age| age.code().to_owned()),
        }
    }
}

/// A note on its way to its own team.
#[derive(Serialize, Deserialize)]
pub struct Listed {
    /// Its key in the vault.
    pub key: String,
    /// Its fields.
    pub note: Fields,
    /// Whether the day is that of its week.
    pub week: bool,
    /// The release that has counted it.
    pub released: Option<Quarter>,
}

/// The exact counts of a quarter, a place a row: level, zones, counts.
#[derive(Serialize, Deserialize)]
pub struct ExactRows {
    /// The quarter.
    pub quarter: Quarter,
    /// The places.
    pub places: Vec<[String; 3]>,
}

impl ExactRows {
    /// The rows of places.
    pub fn of(quarter: Quarter, places: &[ExactPlace]) -> Self {
        let row = |place: &ExactPlace| {
            let zones = place.zones.iter().map(ZoneCode::as_str).collect::<Vec<_>>().join("+");
            [place.level.code().to_owned(), zones, place.counts_line()]
        };
        Self { quarter, places: places.iter().map(row).collect() }
    }

    /// The places; `None` for rows that are none of ours.
    pub fn read(&self) -> Option<Vec<ExactPlace>> {
        self.places.iter().map(|[level, zones, counts]| ExactPlace::from_words(level, zones, counts)).collect()
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
    /// Notes of a team.
    Notes {
        /// The notes.
        notes: Vec<Listed>,
    },
    /// Exact counts.
    Exact {
        /// Quarters, the newest first.
        quarters: Vec<ExactRows>,
    },
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
pub async fn line(input: &mut (impl AsyncBufRead + Unpin), longest: u64) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = input.take(longest).read_until(b'\n', &mut line).await?;
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
        let mut input = tokio::io::BufReader::new(&b"{\"ask\":\"erase\",\"key\":\"a\",\"given\":\"b\",\"team\":\"c\"}\nhalf"[..]);
        let first = line(&mut input, LONGEST_LINE).await.unwrap().unwrap();
        assert!(matches!(serde_json::from_slice(&first).unwrap(), Asked::Erase { key, .. } if key == "a"));
        assert!(line(&mut input, LONGEST_LINE).await.is_err());
        let long = vec![b'x'; LONGEST_LINE as usize + 1];
        assert!(line(&mut &long[..], LONGEST_LINE).await.is_err());
        assert!(line(&mut &b""[..], LONGEST_LINE).await.unwrap().is_none());
    }
}
