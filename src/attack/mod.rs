//! The red team in the box: what an attacker gets out of a running instance by its public interface, laid beside what theory allows
//! him. Nothing here opens a database, a file or a vault: everything is asked over HTTP.
//!
//! On an instance as it is, an attack succeeds when an answer tells more than the release does: [`notch`], [`averaging`], [`rolling`],
//! [`revision`], [`linkage`], [`bounds`]. Where it must be known who was met, on throw-away instances planted for the purpose,
//! [`planted`] tells how well releases with one encounter are told from those without.

pub mod averaging;
pub mod bounds;
pub mod client;
pub mod figures;
pub mod linkage;
pub mod notch;
pub mod outline;
pub mod planted;
pub mod public;
pub mod report;
pub mod revision;
pub mod rolling;

pub use client::Target;
pub use planted::{Planted, Trial};
pub use report::{Attack, Outcome, Report, Verdict};

use crate::domain::Fault;
use public::Public;

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Zones a notch is cut in.
    pub notches: usize,
    /// Times one question is repeated.
    pub repeats: usize,
    /// Days a window is rolled by, one at a time.
    pub days: usize,
    /// Inhabitants below whom nobody should be published apart.
    pub smallest: f64,
}

impl Effort {
    /// What the specification asks for.
    pub const FULL: Self = Self { notches: 60, repeats: 200, days: 90, smallest: 1_000.0 };
}

/// Plays the six attacks that need no truth against a running instance.
///
/// # Errors
/// When the instance cannot be reached, or is none of ours.
pub async fn on_instance(target: &Target, effort: Effort) -> Result<Vec<Outcome>, Fault> {
    let public = Public::read(target).await?;
    if public.releases.is_empty() {
        return Ok(Attack::ON_INSTANCE.into_iter().map(Outcome::nothing_released).collect());
    }
    Ok(vec![
        notch::play(target, &public, effort.notches).await?,
        averaging::play(target, &public, effort.repeats).await?,
        rolling::play(target, &public, effort.days).await?,
        revision::play(target, &public).await?,
        linkage::play(target, &public, effort.smallest).await?,
        bounds::play(&public),
    ])
}
