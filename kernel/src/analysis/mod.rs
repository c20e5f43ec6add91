//! The methods: arrays in, arrays out. No input or output, no clock, no randomness without a seed, and
//! the same answer whatever the number of threads.
//!
//! | question | method | file |
//! |---|---|---|
//! | how far is the nearest, how many are in reach | nearest, cumulative opportunities, potential | [`access`] |
//! | how much of a shared supply falls to a place | 2SFCA, E2SFCA, M2SFCA, 3SFCA | [`access::floating_catchment`], [`access::modified`], [`access::three_step`] |
//! | what a visit costs once everyone has chosen | rational agents | [`access::rational_agents`] |
//! | how many people go short | shortfall against a reference | [`gap`] |
//! | who takes up less than expected | indirect standardisation, exact intervals | [`take_up`] |
//! | what a rate of few events is worth | empirical Bayes, intervals | [`rates`] |
//! | who neighbours whom | contiguity, nearest neighbours, distance | [`weights`] |
//! | do like values lie together, and where | Moran, Geary, Getis–Ord, join counts | [`autocorrelation`] |
//! | what chance alone would give | permutations | [`permutation`] |
//! | which of many tests to believe | Benjamini–Hochberg, Benjamini–Yekutieli, Holm | [`multiple_testing`] |
//! | where low places lie together | Kulldorff's scan | [`clusters::scan`] |
//! | where to open | maximal coverage, set cover, p-median, p-center | [`siting`] |
//! | how to rank, and how firmly | percentile scores, weighted index, rank intervals | [`rank`], [`index`], [`composite`] |
//! | how firm a rank is under any weights | random weights (Dirichlet) | [`weighting`] |
//! | how to carry figures over to other zones | areal and dasymetric interpolation | [`interpolation`] |
//! | whether what was done changed anything | matched difference in differences | [`evaluation`] |
//! | which team visits which stops, and when | vehicle routing with time windows, prize collecting | [`rounds`] |
//! | how to colour a map | class breaks | [`classes`] |

pub mod access;
pub mod autocorrelation;
pub mod classes;
pub mod clusters;
pub mod composite;
pub mod evaluation;
pub mod gap;
pub mod index;
pub mod interpolation;
pub mod multiple_testing;
pub mod permutation;
pub mod rank;
pub mod rates;
pub mod rounds;
pub mod siting;
pub mod take_up;
pub mod weighting;
pub mod weights;

#[cfg(test)]
mod golden;
