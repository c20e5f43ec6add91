//! Access of zones to services over sparse travel times.

pub mod decay;
pub mod floating_catchment;
pub mod nearest;
pub mod potential;

pub use decay::{Decay, Step};
pub use floating_catchment::{FloatingCatchment, floating_catchment};
pub use nearest::nearest;
pub use potential::potential;

#[cfg(test)]
pub(crate) mod golden;
