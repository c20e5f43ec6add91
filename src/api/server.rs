//! The server: bound to its address, run until it is told to stop.

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;

use actix_http::error::DispatchError;
use actix_http::{HttpService, Protocol, Request};
use actix_service::{IntoServiceFactory, ServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{AppConfig, Response, Server, ServerHandle, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, Error};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::app::configure;
use super::state::State;
use super::wire::{HEAD_DEADLINE, PARTING, Wire};
use super::{auth, journal, manners, ranges, recall};

/// Where to listen.
#[derive(Debug, Clone)]
pub struct Serve {
    /// The host or address: `127.0.0.1`.
    pub host: String,
    /// The port; 0 takes a free one.
    pub port: u16,
}

/// What a client that begins with HTTP/2 sends first (RFC 9113, section 3.4).
const HTTP_2: &[u8; 12] = b"PRI * HTTP/2";

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
    let mut server = Server::build().shutdown_timeout(STOP_SECONDS);
    let mut bound = Vec::new();
    for listener in listeners(serve)? {
        let address = listener.local_addr()?;
        let (state, stop) = (Data::clone(&state), server.graceful_shutdown_signal());
        server = server.listen(address.to_string(), listener, move || {
            let (app, stop) = (application(&state), stop.clone());
            let http = HttpService::build()
                .client_request_timeout(HEAD_DEADLINE)
                .client_disconnect_timeout(PARTING)
                .graceful_shutdown_signal(move || {
                    let stop = stop.clone();
                    async move { stop.notified().await }
                })
                .local_addr(address)
                .finish(map_config(app, |()| AppConfig::default()));
            fn_service(accepted).and_then(http)
        })?;
        bound.push(address);
    }
    let address = bound.first().copied().ok_or_else(|| io::Error::other("no address was bound"))?;
    let host = if serve.host == "127.0.0.1" { "localhost" } else { serve.host.as_str() };
    // A state that is bound twice keeps its first address.
    let _ = state.bound.set(format!("http://{host}:{}", address.port()));
    Ok(Listening { server: server.run(), address })
}

/// One for every address that the host is, where it can be bound.
fn listeners(serve: &Serve) -> io::Result<Vec<TcpListener>> {
    let addresses = (serve.host.as_str(), serve.port).to_socket_addrs()?;
    let (bound, refused): (Vec<_>, Vec<_>) = addresses.map(TcpListener::bind).partition(Result::is_ok);
    match refused.into_iter().find_map(Result::err) {
        Some(cause) if bound.is_empty() => Err(cause),
        _ => Ok(bound.into_iter().flatten().collect()),
    }
}

/// Every request goes through these, the last first.
fn application(
    state: &Data<State>,
) -> impl ServiceFactory<
    Request,
    Config = AppConfig,
    Response = ServiceResponse<impl MessageBody + use<>>,
    Error = Response<BoxBody>,
    InitError = (),
> + use<> {
    let app = App::new()
        .app_data(Data::clone(state))
        .wrap(from_fn(auth::keep_noticed))
        .wrap(from_fn(manners::in_words))
        .wrap(from_fn(manners::open_reading))
        .wrap(from_fn(ranges::in_parts))
        .wrap(from_fn(manners::protected))
        // What is remembered is the answer as it went out: nothing is done to it again.
        .wrap(from_fn(recall::from_memory))
        .wrap(from_fn(auth::let_in))
        .wrap(from_fn(journal::note))
        .configure(configure);
    app.into_factory().map_err(|error: Error| error.error_response().into())
}

/// A connection, and which HTTP it speaks.
async fn accepted(stream: TcpStream) -> Result<(Wire<TcpStream>, Protocol, Option<SocketAddr>), DispatchError> {
    let mut beginning = [0; HTTP_2.len()];
    // Whoever connects and says nothing would wait here for ever.
    timeout(HEAD_DEADLINE, stream.peek(&mut beginning)).await.map_err(io::Error::from)??;
    let protocol = if beginning == *HTTP_2 { Protocol::Http2 } else { Protocol::Http1 };
    // Small answers go at once; a connection that is gone already is noticed when it is read.
    let _ = stream.set_nodelay(true);
    let peer = stream.peer_addr().ok();
    Ok((Wire::new(stream), protocol, peer))
}
