//! What an attacker makes of published figures, in numbers: how well releases with one encounter are told from releases
//! without, what hidden cells can be, who lives between two zonings. The statistics alone; who asks an instance for its figures
//! is no matter here.
//!
//! Every attack has a bound, so that a success can be laid beside it: [`ranking`] gives that of ρ-zCDP.

pub mod hidden;
pub mod likelihood;
pub mod ranking;
pub mod slivers;
