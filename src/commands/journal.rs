//! What a process that goes on tells of its life, on standard error.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use super::gathered::Gathered;
use super::terminal::Terminal;

/// Opens the journal; `RUST_LOG` chooses how much it tells. Whoever ends writes out what is gathered.
///
/// # Errors
/// When no thread can be started to write it.
pub fn to_standard_error(terminal: &Terminal) -> io::Result<Gathered> {
    let gathered = Gathered::start()?;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,maillage=info"));
    let journal = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(io::stderr().is_terminal()).with_writer(gathered.clone());
    // A journal already set up by whoever runs us stays.
    let _ = if terminal.speaks_json() { journal.json().try_init() } else { journal.try_init() };
    Ok(gathered)
}
