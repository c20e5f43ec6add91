//! The pure half of Maillage: the nouns of the field, geometry, ways of travelling, and the methods. No file,
//! no database, no HTTP, no clock: what is here cannot fail for reasons of the outside world, and is
//! optimised even in a development build, since it is where the time goes.
//!
//! `domain` imports nothing of ours; `spatial` and `disclosure` import `domain`; `network`, `linkage` and `analysis` import
//! `domain` and `spatial`. The glossary stands in the library `maillage`, which gives these rooms again under their
//! own names.

pub mod analysis;
pub mod disclosure;
pub mod domain;
pub mod linkage;
pub mod network;
pub mod spatial;
