//! Who is asking. A request comes with a session (a cookie, after signing in), with the key of a researcher
//! (`Authorization: Bearer mlg_…`), or with nothing: the public. A handler that needs a right takes a [`Who`] and asks it.
//!
//! What somebody may do is decided in [`crate::access`]; accounts are kept by [`crate::store::accounts`].

mod address;
mod attempts;
pub mod clock;
mod cookie;
mod keys;
mod noticed;
mod page;
mod refusals;
mod same_origin;
pub mod sessions;
mod who;

pub use attempts::Attempts;
pub use clock::Clock;
pub use noticed::keep as keep_noticed;
pub use who::Who;

use super::app::{Part, no_links};
use super::route::{read_and_submit, read_submit_and_remove};
use actix_web::web::ServiceConfig;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config
        .service(read_submit_and_remove("/session", sessions::get, sessions::post, sessions::delete))
        .service(read_and_submit("/sign-in", page::get, page::post));
}
