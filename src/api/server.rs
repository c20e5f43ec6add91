//! The server: bound to its address, run until it is told to stop.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, HttpServer};

use super::app::configure;
use super::state::State;
use super::{auth, journal, manners, ranges, recall};

/// Where to listen.
#[derive(Debug, Clone)]
pub struct Serve {
    /// The host or address: `127.0.0.1`.
    pub host: String,
    /// The port; 0 takes a free one.
    pub port: u16,
}

/// How long a client may take over the head of a request.
const HEAD_DEADLINE: Duration = Duration::from_secs(5);

/// How long requests under way may take to end when the server is told to stop.
const STOP_SECONDS: u64 = 10;

/// A server that is bound and not yet run.
pub struct Listening {
    server: Server,
    address: SocketAddr,
}

impl Listening {
    /// Where it listens: the real port when 0 was asked for.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops it from elsewhere.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Answers until SIGINT or SIGTERM, then ends what is under way.
    ///
    /// # Errors
    /// When the socket fails.
    pub async fn run(self) -> io::Result<()> {
        self.server.await
    }
}

/// Binds a server to its address: HTTP/1.1, and HTTP/2 for clients that begin with it, as proxies do. Needs a Tokio
/// run time.
///
/// # Errors
/// When the address is taken or not ours.
pub fn listen(serve: &Serve, state: Arc<State>) -> io::Result<Listening> {
    let state: Data<State> = Data::from(state);
    let shared = Data::clone(&state);
    let is_https = state.settings.public_url.as_ref().is_some_and(|url| url.starts_with("https://"));
    let app = move || {
        App::new()
            .app_data(Data::clone(&state))
            .wrap(from_fn(auth::keep_noticed))
            .wrap(from_fn(manners::in_words))
            .wrap(from_fn(manners::open_reading))
            .wrap(from_fn(recall::from_memory))
            .wrap(from_fn(ranges::in_parts))
            .wrap(from_fn(auth::let_in))
            .wrap(manners::security(is_https))
            .wrap(from_fn(journal::note))
            .configure(configure)
    };
    let server = HttpServer::new(app)
        .client_request_timeout(HEAD_DEADLINE)
        .shutdown_timeout(STOP_SECONDS)
        .tcp_nodelay(true)
        .bind_auto_h2c((serve.host.as_str(), serve.port))?;
    let address = server.addrs().first().copied().ok_or_else(|| io::Error::other("no address was bound"))?;
    let host = if serve.host == "127.0.0.1" { "localhost" } else { serve.host.as_str() };
    // A state that is bound twice keeps its first address.
    let _ = shared.bound.set(format!("http://{host}:{}", address.port()));
    Ok(Listening { server: server.run(), address })
}
