//! A server with accounts, and the people who use it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use maillage::access::{AccountPlace, Actor, Password, Role, event};
use maillage::api::Settings;
use maillage::api::auth::Clock;
use maillage::store::Address;
use maillage::store::accounts::{Accounts, NewAccount, open};
use serde_json::Value;
use tempfile::TempDir;
use ureq::Body;
use ureq::http::Response;

use super::{TestServer, header, town};

/// The password of everybody here.
pub const PASSWORD: &str = "quatre mots bien longs";

/// When the clock of these servers starts.
pub const START: i64 = 1_790_000_000;

/// A server of the town with accounts in a file of their own.
pub struct House {
    pub server: TestServer,
    pub accounts: Arc<dyn Accounts>,
    pub clock: Arc<AtomicI64>,
    folder: TempDir,
}

/// Somebody signed in.
pub struct Visitor<'a> {
    server: &'a TestServer,
    pub cookie: String,
    pub token: String,
}

/// Waits for a future where nothing else runs.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

impl House {
    pub fn new() -> Self {
        Self::with(|settings| settings)
    }

    /// A house with other settings.
    pub fn with(change: impl FnOnce(Settings) -> Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(START));
        // Its pool works on the run time of whoever asks: a server has one of its own.
        let open = || wait(open(&Address::Sqlite(folder.path().join("maillage.sqlite")))).unwrap();
        let accounts = open();
        let settings = Settings { accounts: Some(open()), clock: Clock::Set(Arc::clone(&clock)), ..Settings::default() };
        let server = TestServer::empty(change(settings));
        server.load(town::everything());
        Self { server, accounts, clock, folder }
    }

    pub fn add(&self, login: &str, role: Role, territory: &str) {
        let password = Password::chosen(PASSWORD).unwrap().hash().unwrap();
        let new = NewAccount {
            login: login.parse().unwrap(),
            place: AccountPlace::new(role, territory.parse().unwrap(), None).unwrap(),
            password: Some(password),
        };
        let line = event(START, Actor::Operator, "account added", "{}");
        wait(self.accounts.add(&new, START, &line)).unwrap();
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Tries to sign in.
    pub fn try_login(&self, login: &str, password: &str) -> Response<Body> {
        let body = serde_json::json!({"login": login, "password": password}).to_string();
        let request = self.server.agent.post(self.server.url("/session")).header("content-type", "application/json");
        request.send(body).unwrap()
    }

    pub fn sign_in(&self, login: &str) -> Visitor<'_> {
        let mut response = self.try_login(login, PASSWORD);
        let cookie = header(&response, "set-cookie").split(';').next().unwrap_or_default().to_owned();
        let said: Value = serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap();
        assert_eq!(response.status(), 201, "{said}");
        Visitor { server: &self.server, cookie, token: said["token"].as_str().unwrap().to_owned() }
    }

    /// Waits until it is noted that a session was used now: nobody else does.
    pub fn until_noted(&self) {
        let now = self.clock.load(Ordering::Relaxed);
        let noted = || wait(self.accounts.sessions_of(maillage::access::AccountId(1))).unwrap().iter().any(|(_, used)| *used == now);
        for _ in 0..500 {
            if noted() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("the use of the session was not noted");
    }

    /// The lines of the log, without their moments.
    pub fn log(&self) -> Vec<String> {
        let lines = wait(self.accounts.logged(0, 10_000)).unwrap();
        lines.into_iter().map(|logged| logged.link.line.split_once('|').unwrap().1.to_owned()).collect()
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Visitor<'_> {
    pub fn get(&self, path: &str) -> Response<Body> {
        self.server.get_with(path, &[("cookie", &self.cookie)])
    }

    pub fn json(&self, path: &str) -> Value {
        let mut response = self.get(path);
        let body = response.body_mut().read_to_string().unwrap();
        assert_eq!(response.status(), 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap()
    }

    /// Sends a body as our own pages do.
    pub fn post(&self, path: &str, body: &Value) -> Response<Body> {
        self.post_with(path, body, &[("maillage-token", &self.token)])
    }

    pub fn post_with(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Response<Body> {
        let request =
            self.server.agent.post(self.server.url(path)).header("cookie", &self.cookie).header("content-type", "application/json");
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).send(body.to_string()).unwrap()
    }

    pub fn delete(&self, path: &str) -> Response<Body> {
        let request = self.server.agent.delete(self.server.url(path)).header("cookie", &self.cookie);
        request.header("maillage-token", &self.token).call().unwrap()
    }
}
