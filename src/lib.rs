//! The house of Maillage.

pub mod analysis;
pub mod atlas;
pub mod diagnosis;
pub mod domain;
pub mod ingest;
pub mod network;
pub mod api;
pub mod atlas;
pub mod diagnosis;
pub mod domain;
pub mod export;
pub mod network;
pub mod sources;
pub mod spatial;
pub mod store;
