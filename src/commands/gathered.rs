//! The journal, gathered and written a piece at a time: a call to the system for each line would cost as much as a short answer.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tracing::{Level, Metadata};
use tracing_subscriber::fmt::MakeWriter;

/// What is gathered is written at least so often.
const EVERY: Duration = Duration::from_millis(100);

/// What is gathered is written when it is longer than this, in bytes.
const LONG: usize = 32 << 10;

/// Lines on their way to standard error. Warnings and errors go at once, with all that stands before them.
#[derive(Debug, Clone, Default)]
pub struct Gathered(Arc<Mutex<Vec<u8>>>);

impl Gathered {
    /// A place for lines, written from now on in a thread of its own.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start() -> io::Result<Self> {
        let gathered = Self::default();
        let written = gathered.clone();
        std::thread::Builder::new().name("journal".to_owned()).spawn(move || {
            loop {
                std::thread::sleep(EVERY);
                written.write_out();
            }
        })?;
        Ok(gathered)
    }

    /// Writes what is gathered.
    pub fn write_out(&self) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !lines.is_empty() {
            // Nobody is left to be told that standard error is closed.
            let _ = io::stderr().write_all(&lines);
            lines.clear();
        }
    }
}

/// A line being gathered.
pub struct Line<'a> {
    gathered: &'a Gathered,
    urgent: bool,
}

impl Write for Line<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let mut lines = self.gathered.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.extend_from_slice(piece);
        let full = self.urgent || lines.len() > LONG;
        drop(lines);
        if full {
            self.gathered.write_out();
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.gathered.write_out();
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Gathered {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line { gathered: self, urgent: false }
    }

    fn make_writer_for(&'a self, about: &Metadata<'_>) -> Line<'a> {
        Line { gathered: self, urgent: *about.level() <= Level::WARN }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_gathered_in_order_until_they_are_written() {
        let gathered = Gathered::default();
        for line in ["one\n", "two\n"] {
            gathered.make_writer().write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(*gathered.0.lock().unwrap(), b"one\ntwo\n");
        gathered.write_out();
        assert!(gathered.0.lock().unwrap().is_empty());
    }
}
