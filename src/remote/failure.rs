//! Why an engine gave no times.

use crate::domain::Text;
use crate::text;

/// What went wrong between an engine and us. Never holds an address, which may carry a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// No connection came about.
    #[error("no connection")]
    Unreachable,
    /// It took longer than it may.
    #[error("no answer in time")]
    Slow,
    /// The exchange broke off.
    #[error("the exchange broke off")]
    Broken,
    /// It failed on its side, with this status.
    #[error("status {0}")]
    Status(u16),
    /// It refused the question.
    #[error("refused with status {status}: {why}")]
    Refused {
        /// Status of the answer.
        status: u16,
        /// Its own words, shortened.
        why: String,
    },
    /// The answer is larger than any table that was asked for.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer is not what its documentation says.
    #[error("the answer is not understood: {0}")]
    NotUnderstood(String),
}

impl Failure {
    /// Whether asking again may help.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable | Self::Slow | Self::Broken => true,
            Self::Status(status) => *status >= 500 || *status == 429,
            Self::Refused { .. } | Self::TooLarge | Self::NotUnderstood(_) => false,
        }
    }

    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Unreachable => Text::new("connexion impossible", "no connection"),
            Self::Slow => Text::new("pas de réponse à temps", "no answer in time"),
            Self::Broken => Text::new("échange interrompu", "the exchange broke off"),
            Self::Status(status) => text!("réponse {status}", "status {status}"),
            Self::Refused { status, why } => text!("question refusée ({status}, {why})", "question refused ({status}, {why})"),
            Self::TooLarge => Text::new("réponse trop longue", "answer too large"),
            Self::NotUnderstood(why) => text!("réponse incomprise ({why})", "answer not understood ({why})"),
        }
    }
}
