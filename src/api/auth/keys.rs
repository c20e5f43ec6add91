//! The keys of researchers, as requests carry them.

use actix_web::{HttpMessage, HttpRequest};

use crate::access::Key;

/// The key that a request came with, once it was found good.
pub fn presented(request: &HttpRequest) -> Option<Key> {
    request.extensions().get::<Key>().cloned()
}
