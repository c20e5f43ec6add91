//! Another engine that is asked for times, a geocoder for places, and an identity provider that is asked who somebody is, over HTTP: the only room that
//! goes out to the network. Nothing is contacted unless the settings name it.
//!
//! | what | file |
//! |---|---|
//! | what the settings say | [`settings`], [`address`] |
//! | one exchange: time limits, retries, size | [`client`], [`failure`] |
//! | the questions and answers of OSRM and of Valhalla | [`osrm`], [`valhalla`] |
//! | which tables to ask for | [`blocks`] |
//! | where an address stands, asked of a geocoder | [`geocoding`] |
//! | who somebody is, asked of an identity provider | [`identity`] |
//! | all of it as a way of travelling, with its fall-back | [`engine`], [`service`], [`way`] |

pub mod address;
pub mod blocks;
pub mod client;
pub mod engine;
pub mod failure;
pub mod geocoding;
pub mod identity;
pub mod osrm;
pub mod service;
pub mod settings;
pub mod valhalla;
pub mod way;

pub use engine::{Engine, Sign};
pub use failure::Failure;
pub use settings::{EngineSettings, Kind};
pub use way::Remote;
