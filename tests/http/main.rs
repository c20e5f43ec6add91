//! The HTTP interface, asked as its users ask it.

#[path = "../harness/mod.rs"]
mod harness;

mod caching;
mod description;
mod features;
mod follow;
mod limits;
mod manners;
mod operations;
mod refusals;
mod resources;
