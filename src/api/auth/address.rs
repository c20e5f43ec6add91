//! Where a request comes from: the other end of the connection, or, behind a proxy that the settings trust, whom that proxy
//! names. What anybody else forwards is not believed.

use std::net::IpAddr;

use actix_web::HttpRequest;

use crate::api::state::State;

/// The address of the client, in words.
pub fn of(request: &HttpRequest, state: &State) -> String {
    client(request, state).map_or_else(|| "unknown".to_owned(), |address| address.to_string())
}

/// The address that limits are counted by: none for the machine itself.
pub fn limited(request: &HttpRequest, state: &State) -> Option<IpAddr> {
    client(request, state).filter(|address| !address.is_loopback())
}

/// The last address that no proxy of ours has.
fn client(request: &HttpRequest, state: &State) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let trusted = &state.settings.limits.trusted_proxies;
    if !trusted.contains(&peer) {
        return Some(peer);
    }
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let addresses: Vec<IpAddr> = forwarded.flat_map(|list| list.split(',')).filter_map(|word| word.trim().parse().ok()).collect();
    Some(addresses.into_iter().rev().find(|address| !trusted.contains(address)).unwrap_or(peer))
}
