//! To whom the work is told: the terminal of a command, or the journal of a server.

use super::words::plain;
use crate::commands::terminal::Terminal;
use crate::domain::{Fault, Lang, Text};
use crate::sources::{Progress, Unwatched};

/// Whoever listens.
pub trait Voice: Sync {
    /// Tells how far things are.
    fn tell(&self, words: &Text);
    /// Tells of a refusal that does not end the work.
    fn warn(&self, source: &str, fault: &Fault);
    /// A progress for one file.
    fn progress(&self, name: &str) -> Box<dyn Progress + Send>;
}

impl Voice for Terminal {
    fn tell(&self, words: &Text) {
        Self::tell(self, words);
    }

    fn warn(&self, source: &str, fault: &Fault) {
        let line = |lang| format!("  ✗ {source} ({}) — {}", fault.code, plain(fault, source).line(lang));
        Self::tell(self, &Text::new(line(Lang::Fr), line(Lang::En)));
    }

    fn progress(&self, name: &str) -> Box<dyn Progress + Send> {
        Box::new(Self::progress(self, name))
    }
}

/// The journal of a server.
pub struct Journal;

impl Voice for Journal {
    fn tell(&self, words: &Text) {
        tracing::info!("{}", words.en.trim());
    }

    fn warn(&self, source: &str, fault: &Fault) {
        tracing::warn!(source, code = %fault.code, "{}; the former edition is served on", fault.line(Lang::En));
    }

    fn progress(&self, _name: &str) -> Box<dyn Progress + Send> {
        Box::new(Unwatched)
    }
}
