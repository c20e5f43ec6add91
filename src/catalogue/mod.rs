//! The catalogue of open data sets: where each lies, under which licence and rule of secrecy, in which layout it is
//! read, what it feeds and what its absence costs. It is a file one can read: [`catalogue.toml`](../../catalogue.toml).
//!
//! | what | file |
//! |---|---|
//! | one data set of the catalogue, and the file of all | [`source`], [`book`] |
//! | the municipalities a code stands for, and what lies around them | [`territory`] |
//! | the addresses a data set has for a territory | [`address`] |
//! | how a data set stands: fetched when, taken or refused, next when | [`standing`] |
//!
//! Absent on purpose: the network, files, the clock.

pub mod address;
pub mod book;
pub mod source;
pub mod standing;
pub mod territory;

pub use book::Catalogue;
pub use source::{Container, Editions, Feeds, Source};
pub use standing::{Failure, Standing, Standings, State};
pub use territory::{Gazetteer, Territory};
