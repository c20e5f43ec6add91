//! The methods: arrays in, arrays out. No input or output, no clock, no randomness without a seed, and
//! the same answer whatever the number of threads.
//!
//! | question | method | file |
//! |---|---|---|
//! | how far is the nearest, how many are in reach | nearest, cumulative opportunities, potential | [`access`] |
//! | how much of a shared supply falls to a place | 2SFCA, E2SFCA | [`access::floating_catchment`] |
//! | how many people go short | shortfall against a reference | [`gap`] |
//! | who takes up less than expected | indirect standardisation, exact intervals | [`take_up`] |
//! | which of many tests to believe | Benjamini–Hochberg | [`fdr`] |
//! | where low places lie together | Kulldorff's scan | [`clusters::scan`] |
//! | how to rank, and how firmly | percentile scores, weighted index, rank intervals | [`rank`], [`index`] |
//! | how to colour a map | class breaks | [`classes`] |

pub mod access;
pub mod classes;
pub mod clusters;
pub mod fdr;
pub mod gap;
pub mod index;
pub mod rank;
pub mod take_up;
//! The methods: arrays in, arrays out.

pub mod autocorrelation;
pub mod multiple_testing;
pub mod permutation;
pub mod rates;
pub mod weights;

#[cfg(test)]
mod golden;
