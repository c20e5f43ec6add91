//! The house of Maillage.

pub mod atlas;
pub mod diagnosis;
pub mod domain;
pub mod sources;
pub mod spatial;
pub mod store;
