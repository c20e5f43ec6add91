//! Where a request comes from: the other end of the connection. What forwarding headers say is not believed.

use actix_web::HttpRequest;

use crate::api::state::State;

/// The address of the client, in words.
pub fn of(request: &HttpRequest, _state: &State) -> String {
    request.peer_addr().map_or_else(|| "unknown".to_owned(), |address| address.ip().to_string())
}
