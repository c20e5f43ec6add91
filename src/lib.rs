//! The house of Maillage: a territory's services and needs, where they do not meet, and what to do there.
//!
//! Data flow one way: `sources` read open data formats, `ingest` checks them, `store` keeps them,
//! `atlas` holds the published picture in memory, `analysis` computes, `diagnosis` says what the
//! numbers mean for a territory, `export` and `api` answer. `docs/ARCHITECTURE.md` walks through it.
//!
//! # Glossary
//! *Maillage* — the mesh of services over a territory. *Zone blanche* (gap) — where no reachable, open,
//! eligible service meets a need. *Non-recours* (non-take-up) — a right that people have and do not use.
//! *Aller-vers* (outreach) — going to people instead of waiting for them. *Secret statistique*
//! (withheld) — a value its producer keeps back to protect people. *IRIS* — INSEE's neighbourhoods of
//! about 2,000 people; *QPV* — priority neighbourhoods; *EPCI* — intermunicipal areas.

pub use maillage_kernel::{analysis, disclosure, domain, linkage, network, spatial, text};

pub mod access;
pub mod api;
pub mod atlas;
pub mod attack;
pub mod catalogue;
pub mod commands;
pub mod config;
pub mod diagnosis;
pub mod export;
pub mod fetch;
pub mod ingest;
pub mod methods;
pub mod remote;
pub mod sources;
pub mod store;
pub mod tiles;
