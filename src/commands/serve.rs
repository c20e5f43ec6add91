//! `maillage serve`: the map and the data over HTTP, followed live: what another process imports is
//! served a moment later.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use tracing_subscriber::EnvFilter;

use super::gathered::Gathered;
use super::loaded;
use super::saved::Folder;
use super::terminal::Terminal;
use crate::api::{self, Serve, Settings, State};
use crate::config::Config;
use crate::domain::{Fault, Text};
use crate::text;

/// How often to look whether the first snapshot is ready to be announced.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

#[derive(Serialize)]
struct Listening {
    address: String,
}

/// Serves until it is told to stop.
///
/// # Errors
/// When the database cannot be opened or the address is taken.
pub async fn run(config: &Config, terminal: &Terminal) -> Result<(), Fault> {
    let journal = write_journal(terminal).map_err(|cause| cannot_serve(&cause))?;
    let store = loaded::open_store(config).await?;
    let settings = Settings {
        public_url: config.public_url.clone(),
        engine: config.engine()?,
        saved: Some(Arc::new(Folder::of(&config.data))),
        ..Settings::default()
    };
    let state = Arc::new(State::new(settings).map_err(|cause| cannot_serve(&cause))?);
    let wanted = Serve { host: config.host.clone(), port: config.port };
    let listening = api::listen(&wanted, Arc::clone(&state)).map_err(|cause| cannot_listen(config, &cause))?;
    let following = tokio::spawn(api::follow(store, Arc::clone(&state)));
    let address = listening.address();
    let announcing = async {
        while !state.is_ready() {
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        announce(address, config, terminal);
        std::future::pending().await
    };
    // It answers `/healthz` at once, and everything else from the first snapshot on.
    let served = tokio::select! {
        served = listening.run() => served,
        never = announcing => never,
    };
    following.abort();
    journal.write_out();
    served.map_err(|cause| cannot_serve(&cause))
}

fn announce(bound: std::net::SocketAddr, config: &Config, terminal: &Terminal) {
    let host = if config.host == "127.0.0.1" { "localhost" } else { config.host.as_str() };
    let address = format!("http://{host}:{}", bound.port());
    let words = text!("Maillage est ouvert sur {address} (Ctrl-C pour arrêter)", "Maillage is open on {address} (Ctrl-C to stop)");
    terminal.answer(&Listening { address }, &words);
}

/// The journal of requests and of the life of the server, on standard error; `RUST_LOG` chooses how much.
fn write_journal(terminal: &Terminal) -> io::Result<Gathered> {
    let gathered = Gathered::start()?;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,maillage=info"));
    let journal = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(io::stderr().is_terminal()).with_writer(gathered.clone());
    // A journal already set up by whoever runs us stays.
    let _ = if terminal.speaks_json() { journal.json().try_init() } else { journal.try_init() };
    Ok(gathered)
}

fn cannot_listen(config: &Config, cause: &io::Error) -> Fault {
    let (host, port) = (&config.host, config.port);
    Fault::new(
        "cannot-listen",
        text!("impossible d’écouter sur {host}:{port} : {cause}", "cannot listen on {host}:{port}: {cause}"),
        Text::new("choisir un autre port : --port 8081, ou 0 pour un port libre", "choose another port: --port 8081, or 0 for a free one"),
    )
}

fn cannot_serve(cause: &io::Error) -> Fault {
    Fault::new(
        "cannot-serve",
        text!("le serveur s’est arrêté : {cause}", "the server stopped: {cause}"),
        Text::new("relancer, et lire le journal au-dessus", "start again, and read the journal above"),
    )
}
