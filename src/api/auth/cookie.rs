//! The cookie of a session: read by no script, sent to no other site, and over TLS only where there is TLS.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use crate::access::Secret;
use crate::api::state::State;

/// Its name over TLS: the prefix makes the browser refuse it from any other host, path or scheme.
const SECURE: &str = "__Host-maillage";

/// Its name on a machine of one's own, without TLS.
const PLAIN: &str = "maillage";

/// Whether the public reaches us over TLS.
pub fn is_https(state: &State) -> bool {
    state.settings.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
}

/// The secret a request carries.
pub fn read(request: &HttpRequest, state: &State) -> Option<Secret> {
    Secret::given(request.cookie(name(state))?.value())
}

/// The cookie of a session that begins.
pub fn set(state: &State, secret: &Secret, seconds: i64) -> Cookie<'static> {
    built(state, secret.reveal().to_owned(), seconds)
}

/// The cookie that ends one.
pub fn cleared(state: &State) -> Cookie<'static> {
    built(state, String::new(), 0)
}

fn built(state: &State, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build(name(state), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_https(state))
        .max_age(Duration::seconds(seconds))
        .finish()
}

fn name(state: &State) -> &'static str {
    if is_https(state) { SECURE } else { PLAIN }
}
