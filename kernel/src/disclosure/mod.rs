//! The only door out for anything that comes from field notes. Raw counts ([`release::Raw`]) can neither be printed nor
//! serialised; a [`release`] with noise is the one thing that comes out of them. Beside it, what a partner’s exact tables need:
//! [`suppression`] and its [`auditor`]; and [`personal_data`], which keeps persons from being typed in.
//!
//! Absent on purpose: the clock, files, databases, and any way from a raw count to a text.

pub mod attack;
pub mod auditor;
pub mod chain;
pub mod consistency;
pub mod differencing;
pub mod ledger;
pub mod noise;
pub mod personal_data;
pub mod perturbation;
pub mod release;
pub mod suppression;
pub mod table;
