//! Where extreme places lie together.

pub mod dealing;
pub mod likelihood;
mod replicates;
pub mod scan;
pub mod windows;

pub use scan::{Found, Model, ScanOptions, Tail, scan};
pub use windows::Windows;
