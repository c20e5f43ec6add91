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
mod administration;
mod caching;
mod clients;
mod commanded;
mod counting;
mod description;
mod features;
mod filters;
mod follow;
mod formats;
mod geometry;
mod hostile;
mod identity;
mod limits;
mod manners;
mod notes;
mod often;
mod operations;
mod oracle;
mod payloads;
mod reference;
mod refusals;
mod resources;
mod rights;
mod standings;
mod tiles;
mod warm;
mod whatif;
