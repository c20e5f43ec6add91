//! The HTTP interface, asked as its users ask it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::print_stdout,
    reason = "a test that cannot go on stops, and says what it left out"
)]

#[path = "../harness/mod.rs"]
mod harness;

mod accounts;
mod caching;
mod clients;
mod counting;
mod description;
mod features;
mod filters;
mod follow;
mod formats;
mod hostile;
mod limits;
mod manners;
mod notes;
mod operations;
mod oracle;
mod reference;
mod refusals;
mod resources;
mod tiles;
mod warm;
mod whatif;
