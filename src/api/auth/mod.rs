//! Who is asking. A request comes with a session (a cookie, after signing in), with the key of a researcher
//! (`Authorization: Bearer mlg_…`), or with nothing: the public. A handler that needs a right takes a [`Who`] and asks it.
//!
//! What somebody may do is decided in [`crate::access`]; accounts are kept by [`crate::store::accounts`].

pub mod accounts;
mod address;
mod attempts;
pub mod audit;
pub mod clock;
mod cookie;
pub mod gate;
pub mod here;
pub mod keys;
pub mod limits;
pub mod lists;
mod noticed;
pub mod own;
mod page;
mod provider;
pub mod refusals;
mod same_origin;
pub mod sessions;
pub mod upkeep;
mod who;

pub use attempts::Attempts;
pub use clock::Clock;
pub use gate::{Gate, let_in};
pub use limits::Limits;
pub use noticed::keep as keep_noticed;
pub use provider::Flows;
pub use who::Who;

use super::app::{Part, no_links};
use super::route::{read, read_and_remove, read_and_submit, read_change_and_remove, read_submit_and_remove, remove, submit};
use actix_web::web::ServiceConfig;

/// This part of the interface.
pub const PART: Part = Part { routes, conformance: &[], links: no_links };

fn routes(config: &mut ServiceConfig) {
    config
        .service(read_submit_and_remove("/session", sessions::get, sessions::post, sessions::delete))
        .service(read("/session/rights", here::get))
        .service(read_and_submit("/sign-in", page::get, page::post))
        .service(read("/sign-in/provider", provider::go))
        .service(read("/sign-in/callback", provider::back))
        .service(read_and_submit("/accounts", accounts::list, accounts::post))
        .service(read_change_and_remove("/accounts/{account}", accounts::get, accounts::patch, accounts::delete))
        .service(submit("/account/password", own::password))
        .service(read_and_remove("/account", own::get, own::delete))
        .service(read_and_submit("/keys", keys::list, keys::post))
        .service(remove("/keys/{key}", keys::delete))
        .service(read("/audit", audit::get));
}
