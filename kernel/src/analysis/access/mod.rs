//! Access of zones to services over sparse travel times.

pub mod decay;
pub mod delta;
pub mod floating_catchment;
pub mod modified;
pub mod nearest;
pub mod potential;
pub mod rational_agents;
pub mod scattered;
pub mod three_step;

pub use decay::{Decay, Step};
pub use floating_catchment::{FloatingCatchment, floating_catchment};
pub use modified::modified_catchment;
pub use nearest::nearest;
pub use potential::potential;
pub use rational_agents::{RationalAgents, rational_agents};
pub use scattered::{Scattered, floating_catchment_around, modified_catchment_around, potential_around, three_step_catchment_around};
pub use three_step::three_step_catchment;

#[cfg(test)]
pub(crate) mod golden;
#[cfg(test)]
mod tests;
