//! The lines of the log of who did what. A person stands there as a number, never by name.

use std::fmt;

use super::{AccountId, KeyId};
use crate::domain::{Fault, Text};
use crate::text;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Somebody without an account.
    Nobody,
    /// Whoever runs commands on the machine.
    Operator,
    /// An account.
    Account(AccountId),
    /// A key.
    Key(KeyId),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("nobody"),
            Self::Operator => f.write_str("operator"),
            Self::Account(id) => write!(f, "account {id}"),
            Self::Key(id) => write!(f, "key {id}"),
        }
    }
}

/// One line: when (seconds since 1970), who, what, about what; bars between them.
pub fn event(at: i64, who: Actor, what: &str, about: &str) -> String {
    format!("{at}|{who}|{what}|{}", about.replace(['|', '\n', '\r'], " "))
}

/// The line that lets the oldest lines go: it holds the number and the hash of the last of them.
pub fn checkpoint(at: i64, gone: i64, hash: &str) -> String {
    event(at, Actor::Operator, "checkpoint", &format!("{gone} {hash}"))
}

/// What a checkpoint says: the number of the last line gone, and its hash.
pub fn checkpointed(line: &str) -> Option<(i64, &str)> {
    let mut parts = line.split('|').skip(2);
    let (what, about) = (parts.next()?, parts.next()?);
    let (gone, hash) = about.split_once(' ')?;
    (what == "checkpoint").then_some(())?;
    Some((gone.parse().ok()?, hash))
}

/// When a line was written, in seconds since 1970.
pub fn moment(line: &str) -> Option<i64> {
    line.split('|').next()?.parse().ok()
}

/// A log that does not begin where its own lines say it does.
pub fn cut_short(row: i64) -> Fault {
    Fault::new(
        "chain-broken",
        text!("le journal est rompu à la ligne {row}", "the log is broken at row {row}"),
        Text::new(
            "cette ligne, ou une ligne avant elle, a été changée ou ôtée : comparer avec une copie",
            "this row, or one before it, was changed or taken away: compare with a copy",
        ),
    )
    .at_row(row.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_is_read_back_and_other_lines_are_none() {
        let line = checkpoint(1_700_000_000, 41, "ab12");
        assert_eq!(checkpointed(&line), Some((41, "ab12")));
        assert_eq!(moment(&line), Some(1_700_000_000));
        assert_eq!(checkpointed(&event(1, Actor::Account(AccountId(3)), "sign-in", "41 ab12")), None);
        assert_eq!(event(1, Actor::Nobody, "refused", "a|b\nc"), "1|nobody|refused|a b c");
    }
}
