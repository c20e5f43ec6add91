//! The HTTP interface, asked as its users ask it.

#[path = "../harness/mod.rs"]
mod harness;

mod features;
