//! A server that stands before a sound one and answers as a careless one would. It lives in the tests alone: nothing of it can be
//! switched on in the product.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde_json::Value;

/// What was asked.
pub struct Asked {
    pub path: String,
    pub query: String,
    pub body: Value,
}

impl Asked {
    /// A parameter of the query.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// What becomes of an answer.
pub type Twist = Arc<dyn Fn(&Asked, Value) -> Value + Send + Sync>;

/// A running mutant, stopped when dropped.
pub struct Mutant {
    pub address: String,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Mutant {
    /// Stands before a server at an address.
    pub fn before(inner: SocketAddr, twist: Twist) -> Self {
        let (send, receive) = std::sync::mpsc::channel::<(SocketAddr, ServerHandle)>();
        let thread = std::thread::spawn(move || {
            let shared = Data::new((inner, twist));
            actix_web::rt::System::new().block_on(async move {
                let app = move || App::new().app_data(shared.clone()).default_service(web::to(passed_on));
                let server = HttpServer::new(app).workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
                let address = server.addrs()[0];
                let running = server.run();
                send.send((address, running.handle())).unwrap();
                running.await.unwrap();
            });
        });
        let (address, handle) = receive.recv().unwrap();
        Self { address: format!("http://{address}"), handle, thread: Some(thread) }
    }
}

impl Drop for Mutant {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn passed_on(request: HttpRequest, body: Bytes, shared: Data<(SocketAddr, Twist)>) -> HttpResponse {
    let (path, query) = (request.path().to_owned(), request.query_string().to_owned());
    let posted = request.method() == actix_web::http::Method::POST;
    let answered = web::block(move || {
        let (inner, twist) = shared.get_ref();
        // The mutant keeps no states of its own: what it says of another one, it makes of the one that is served.
        let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("snapshot=")).collect();
        let (status, bytes) = asked(*inner, &path, &kept.join("&"), posted.then_some(&body[..]));
        let asked = Asked { path, query, body: serde_json::from_slice(&body).unwrap_or_default() };
        match serde_json::from_slice(&bytes) {
            Ok(value) if status == 200 => (status, twist(&asked, value).to_string().into_bytes()),
            _ => (status, bytes),
        }
    });
    let (status, bytes) = answered.await.unwrap();
    HttpResponse::build(status.try_into().unwrap()).content_type("application/json").body(bytes)
}

fn asked(inner: SocketAddr, path: &str, query: &str, body: Option<&[u8]>) -> (u16, Vec<u8>) {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let address = format!("http://{inner}{path}{}{query}", if query.is_empty() { "" } else { "?" });
    let answer = match body {
        Some(body) => agent.post(address).header("content-type", "application/geo+json").send(body),
        None => agent.get(address).header("accept", "application/json").call(),
    };
    let mut answer = answer.unwrap();
    (answer.status().as_u16(), answer.body_mut().with_config().limit(256 << 20).read_to_vec().unwrap())
}
