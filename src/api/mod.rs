//! The HTTP interface: standards first (OGC API Features, GeoJSON, CSV, problem+json), resources of our own
//! where none fits. It translates and holds no formula. Only this room knows HTTP.
//!
//! A request becomes an [`ask::Ask`] that holds the snapshot it speaks of; the handler reads its parameters
//! and says how the answer is made from the snapshot; [`answer`] sends it, made and coded once for each tag.
//! A refusal is a [`crate::domain::Fault`]; [`manners`] puts it into words.

pub mod answer;
pub mod app;
pub mod areas;
pub mod ask;
pub mod assets;
pub mod auth;
pub mod bodies;
pub mod changes;
pub mod chronicle;
pub mod coding;
pub mod columns;
pub mod contradictions;
pub mod coverage;
pub mod door;
pub mod exact_counts;
pub mod features;
pub mod here;
mod hot;
pub mod intake;
mod isochrones;
pub mod jobs;
pub mod journal;
pub mod kinds;
pub mod landing;
pub mod manners;
pub mod media;
pub mod members;
pub mod near;
pub mod note_body;
pub mod observations;
pub mod openapi;
pub mod operations;
pub mod outline;
pub mod own_notes;
pub mod page;
pub mod params;
pub mod plan_body;
pub mod plans;
pub mod pool;
pub mod prepared;
mod press;
pub mod problem;
pub mod problems;
mod ranges;
mod recall;
pub mod releases;
pub mod route;
pub mod rows;
pub mod scenario_body;
pub mod scenarios;
pub mod series;
pub mod server;
pub mod service_checks;
pub mod shelf;
pub mod sources;
pub mod state;
pub mod take_up;
pub mod targets;
pub mod territory;
pub mod tiles;
pub mod told;
pub mod vocabulary;
pub mod watch;
mod wire;
mod wishes;
pub mod workings;
pub mod zones;

pub use hot::make as make_first_answers;
pub use prepared::{Prepared, prepare};
pub use scenario_body::scenario_query;
pub use server::{Listening, Serve, listen};
pub use state::{Settings, State};
pub use watch::follow;
