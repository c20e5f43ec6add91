//! A server in this process, on a free port, over a small invented town.
#![allow(dead_code, reason = "each test crate uses its own part of the harness")]

pub mod mvt;
pub mod people;
pub mod town;

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use maillage::api::{Serve, Settings, State, listen, prepare};
use maillage::atlas::Atlas;
use maillage::domain::{Batch, Fieldwork};
use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, Body};

/// A running server, stopped when dropped.
pub struct TestServer {
    pub address: SocketAddr,
    pub state: Arc<State>,
    pub agent: Agent,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl TestServer {
    /// A server that serves the whole town.
    pub fn of_town() -> Self {
        let server = Self::empty(Settings::default());
        server.load(town::everything());
        server
    }

    /// A server without a snapshot.
    pub fn empty(settings: Settings) -> Self {
        let state = Arc::new(State::new(settings).unwrap());
        let (send, receive) = std::sync::mpsc::channel();
        let shared = Arc::clone(&state);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listening = listen(&Serve { host: "127.0.0.1".to_owned(), port: 0 }, shared).unwrap();
                send.send((listening.address(), listening.handle())).unwrap();
                listening.run().await.unwrap();
            });
        });
        let (address, handle) = receive.recv().unwrap();
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_mins(1)));
        Self { address, state, agent: config.build().into(), handle, thread: Some(thread) }
    }

    /// Serves these data from now on.
    pub fn load(&self, batches: Vec<Batch>) {
        self.load_with(batches, Fieldwork::default());
    }

    /// Serves these data and what the field brought from now on.
    pub fn load_with(&self, batches: Vec<Batch>, fieldwork: Fieldwork) {
        self.state.serve(Arc::new(prepare(Arc::new(Atlas::build_with(batches, fieldwork)), self.state.settings.engine.as_ref()).unwrap()));
        self.state.note_store(true);
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Reads an address with headers of its own.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let request = headers.iter().fold(self.agent.get(self.url(path)), |request, (name, value)| request.header(*name, *value));
        request.call().unwrap_or_else(|cause| panic!("{path}: {cause}"))
    }

    pub fn get(&self, path: &str) -> Response<Body> {
        self.get_with(path, &[("accept", "*/*"), ("accept-encoding", "identity")])
    }

    /// Reads JSON that must be there.
    pub fn json(&self, path: &str) -> Value {
        let mut response = self.get(path);
        let body = response.body_mut().read_to_string().unwrap();
        assert_eq!(response.status(), 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap_or_else(|cause| panic!("{path}: {cause}: {body}"))
    }

    pub fn text(&self, path: &str) -> String {
        let mut response = self.get(path);
        let body = response.body_mut().read_to_string().unwrap();
        assert_eq!(response.status(), 200, "{path}: {body}");
        body
    }

    /// Reads an address that must be refused: its status and problem.
    pub fn refused(&self, path: &str) -> (u16, Value) {
        problem(self.get(path))
    }

    pub fn post(&self, path: &str, body: &str) -> Response<Body> {
        self.agent.post(self.url(path)).header("content-type", "application/geo+json").send(body).unwrap()
    }
}

/// The status and the problem of a refusal.
pub fn problem(mut response: Response<Body>) -> (u16, Value) {
    assert_eq!(header(&response, "content-type"), "application/problem+json");
    let status = response.status().as_u16();
    let problem: Value = serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!(problem["status"], status);
    (status, problem)
}

/// A header of a response, empty when it is not there.
pub fn header(response: &Response<Body>, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

impl Drop for TestServer {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
