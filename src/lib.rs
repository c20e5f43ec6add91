//! The house of Maillage.

pub mod domain;
pub mod sources;
pub mod store;
