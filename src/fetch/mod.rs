//! Files of open data brought from their producers, politely and with suspicion; what was brought is kept with its date.
//!
//! | what | file |
//! |---|---|
//! | what the settings say: nothing is asked of anybody unless a command or a setting says so | [`settings`] |
//! | which hosts may be asked, and which addresses of machines never | [`allowed`], [`guard`] |
//! | one exchange: redirects, retries, resuming, caps of size, time and speed | [`fetcher`], [`transfer`], [`pace`], [`retry`] |
//! | what went wrong, in words | [`failure`] |
//! | what was brought, by its content, with the journal of when | [`kept`] |
//!
//! Absent on purpose: what the files say, the clock of the wall.

pub mod allowed;
pub mod failure;
pub mod fetcher;
pub mod guard;
pub mod kept;
pub mod pace;
pub mod retry;
pub mod settings;
mod transfer;

pub use allowed::Allowed;
pub use failure::Failure;
pub use fetcher::{Arrived, Fetcher, Got, Limits, Validators, Wanted};
pub use kept::{Kept, Record};
pub use settings::FetchSettings;
