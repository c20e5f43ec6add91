//! `maillage serve`: the map and the data over HTTP, followed live: what another process imports is
//! served a moment later.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::door::keeper::Keeper;
use super::saved::Folder;
use super::terminal::Terminal;
use super::{journal, loaded, town};
use crate::api::auth::Limits;
use crate::api::{self, Serve, Settings, State};
use crate::config::{Config, LimitsSettings};
use crate::domain::{Fault, Text};
use crate::store::accounts;
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
    let told = journal::to_standard_error(terminal).map_err(|cause| cannot_serve(&cause))?;
    let store = loaded::open_store(config).await?;
    let accounts = accounts::open(&config.address()?).await?;
    let keeper = Keeper::new(config, Arc::clone(&store), Arc::clone(&accounts)).map_err(|cause| cannot_serve(&cause))?;
    let settings = Settings {
        public_url: config.public_url.clone(),
        engine: config.engine()?,
        saved: Some(Arc::new(Folder::of(&config.data))),
        accounts: Some(accounts),
        sources: Some(Arc::new(town::standing::Reader::of(config))),
        identity: config.identity()?.map(Arc::new),
        limits: limits(&config.limits),
        door: Some(Arc::new(keeper)),
        ..Settings::default()
    };
    let state = Arc::new(State::new(settings).map_err(|cause| cannot_serve(&cause))?);
    let wanted = Serve { host: config.host.clone(), port: config.port };
    let listening = api::listen(&wanted, Arc::clone(&state)).map_err(|cause| cannot_listen(config, &cause))?;
    let looking = config.fetch.every()?.map(|every| tokio::spawn(town::schedule::run(config.clone(), Arc::clone(&store), every)));
    let following = tokio::spawn(api::follow(store, Arc::clone(&state)));
    let housekeeping = tokio::spawn(api::auth::upkeep::keep_house(Arc::clone(&state)));
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
    if let Some(looking) = looking {
        looking.abort();
    }
    housekeeping.abort();
    told.write_out();
    served.map_err(|cause| cannot_serve(&cause))
}

/// The limits of the settings over those there are without.
fn limits(settings: &LimitsSettings) -> Limits {
    let usual = Limits::default();
    Limits {
        address_per_second: settings.address_per_second.unwrap_or(usual.address_per_second),
        address_burst: settings.address_burst.unwrap_or(usual.address_burst),
        key_per_second: settings.key_per_second.unwrap_or(usual.key_per_second),
        key_burst: settings.key_burst.unwrap_or(usual.key_burst),
        writes_per_minute: settings.writes_per_minute.unwrap_or(usual.writes_per_minute),
        under_way: settings.under_way.unwrap_or(usual.under_way),
        trusted_proxies: settings.trusted_proxies.iter().copied().collect(),
    }
}

fn announce(bound: std::net::SocketAddr, config: &Config, terminal: &Terminal) {
    let host = if config.host == "127.0.0.1" { "localhost" } else { config.host.as_str() };
    let address = format!("http://{host}:{}", bound.port());
    let words = text!("Maillage est ouvert sur {address} (Ctrl-C pour arrêter)", "Maillage is open on {address} (Ctrl-C to stop)");
    terminal.answer(&Listening { address }, &words);
}

fn cannot_listen(config: &Config, cause: &io::Error) -> Fault {
    let (host, port) = (&config.host, config.port);
    Fault::new(
        "cannot-listen",
        text!("impossible d’écouter sur {host}:{port} : {cause}", "cannot listen on {host}:{port}: {cause}"),
        Text::new("choisir un autre port : --port 8081, ou 0 pour un port libre", "choose another port: --port 8081, or 0 for a free one"),
    )
}

pub(super) fn cannot_serve(cause: &io::Error) -> Fault {
    Fault::new(
        "cannot-serve",
        text!("le serveur s’est arrêté : {cause}", "the server stopped: {cause}"),
        Text::new("relancer, et lire le journal au-dessus", "start again, and read the journal above"),
    )
}
