//! What time it is, for sessions and keys that end. Nothing that is answered of the data depends on it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::Utc;

/// Where the time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine.
    #[default]
    Machine,
    /// Set by hand, in seconds since 1970: for tests, which cannot wait for a session to end.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// Seconds since 1970.
    pub fn now(&self) -> i64 {
        match self {
            Self::Machine => Utc::now().timestamp(),
            Self::Set(seconds) => seconds.load(Ordering::Relaxed),
        }
    }
}
