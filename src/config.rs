//! Settings: defaults, then `maillage.toml` in the data folder, then `MAILLAGE_…` in the environment,
//! then the command line. Later ones win.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::domain::{Fault, Lang, Text};
use crate::fetch::FetchSettings;
use crate::remote::geocoding::{Geocoder, GeocodingSettings};
use crate::remote::identity::{IdentitySettings, Provider};
use crate::remote::{Engine, EngineSettings};
use crate::store::{Address, PostgresUrl};
use crate::text;

/// What the command line said; `None` leaves the setting to the environment, the file or its default.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Overrides {
    /// The data folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// Address of a PostgreSQL database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Host to listen on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Port to listen on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
}

/// The settings in force.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folder of the embedded database and of everything else the program keeps.
    pub data: PathBuf,
    /// Address of a PostgreSQL database; the embedded one serves when there is none.
    pub database: Option<String>,
    /// Language of messages.
    pub lang: Lang,
    /// Host to listen on.
    pub host: String,
    /// Port to listen on; 0 takes a free one.
    pub port: u16,
    /// The address the public knows, when a proxy stands before the server: `https://maillage.example.org`.
    pub public_url: Option<String>,
    /// Another engine to ask for times: the table `[engine]`.
    pub engine: Option<EngineSettings>,
    /// A geocoder to ask about addresses that the loaded base does not know: the table `[geocoding]`.
    pub geocoding: Option<GeocodingSettings>,
    /// Address of the PostgreSQL vault of field notes, under a role of its own; beside the embedded database, a file serves.
    pub vault: Option<String>,
    /// How field notes are released: the table `[notes]`.
    pub notes: NotesSettings,
    /// How open data are fetched: the table `[fetch]`.
    pub fetch: FetchSettings,
    /// Where else one may sign in: the table `[sign_in]`.
    pub sign_in: Option<IdentitySettings>,
    /// How often one may ask: the table `[limits]`.
    pub limits: LimitsSettings,
}

/// How often one may ask. What is not given is as `docs/ACCESS.md` says.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsSettings {
    /// Requests a second from one address, over a while.
    pub address_per_second: Option<u32>,
    /// Requests at once from one address.
    pub address_burst: Option<u32>,
    /// Requests a second under one key, over a while.
    pub key_per_second: Option<u32>,
    /// Requests at once under one key.
    pub key_burst: Option<u32>,
    /// Requests that change something, a minute, in one session.
    pub writes_per_minute: Option<u32>,
    /// Requests under way at once.
    pub under_way: Option<usize>,
    /// Addresses of the proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// How field notes are released.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NotesSettings {
    /// Inhabitants of the smallest place published apart.
    pub minimum_population: f64,
    /// Codes of zones kept out of every count, on the word of a partner.
    pub veto: Vec<String>,
    /// Whether the server takes notes: it then starts the process that opens the vault.
    pub accept: bool,
}

impl Default for NotesSettings {
    fn default() -> Self {
        Self { minimum_population: 1_000.0, veto: Vec::new(), accept: false }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("maillage-data"),
            database: None,
            lang: Lang::Fr,
            host: "127.0.0.1".to_owned(),
            port: 8080,
            public_url: None,
            engine: None,
            geocoding: None,
            vault: None,
            notes: NotesSettings::default(),
            fetch: FetchSettings::default(),
            sign_in: None,
            limits: LimitsSettings::default(),
        }
    }
}

impl Config {
    /// Reads the settings from all their places.
    ///
    /// # Errors
    /// `bad-setting`, naming the key and where it was set.
    pub fn read(overrides: &Overrides) -> Result<Self, Fault> {
        let environment = Env::prefixed("MAILLAGE_").only(&["data", "database", "lang", "host", "port", "public_url", "vault"]);
        let engine = Env::prefixed("MAILLAGE_ENGINE_").map(|key| format!("engine.{key}").into());
        let fetch = Env::prefixed("MAILLAGE_FETCH_").map(|key| format!("fetch.{key}").into());
        let sign_in = Env::prefixed("MAILLAGE_SIGN_IN_").map(|key| format!("sign_in.{key}").into());
        let folder: PathBuf = Figment::from(Serialized::defaults(Self::default()))
            .merge(environment.clone())
            .merge(Serialized::defaults(overrides))
            .extract_inner("data")
            .map_err(|cause| bad_setting(&cause))?;
        Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(folder.join("maillage.toml")))
            .merge(environment)
            .merge(engine)
            .merge(fetch)
            .merge(sign_in)
            .merge(Serialized::defaults(overrides))
            .extract()
            .map_err(|cause| bad_setting(&cause))
    }

    /// Where the data are kept.
    ///
    /// # Errors
    /// When the address of the database cannot be read as one.
    pub fn address(&self) -> Result<Address, Fault> {
        match &self.database {
            Some(url) => Ok(Address::Postgres(PostgresUrl::new(url)?)),
            None => Ok(Address::Sqlite(self.data.join("maillage.sqlite"))),
        }
    }

    /// Where field notes are kept: a file of its own in the data folder, or the address the settings give.
    ///
    /// # Errors
    /// `vault-not-set` beside a PostgreSQL database when the settings give none: the role that serves must not reach the vault.
    pub fn vault_address(&self) -> Result<Address, Fault> {
        match (&self.vault, &self.database) {
            (Some(url), _) => Ok(Address::Postgres(PostgresUrl::new(url)?)),
            (None, None) => Ok(Address::Sqlite(self.data.join("vault.sqlite"))),
            (None, Some(_)) => Err(Fault::new(
                "vault-not-set",
                Text::new("l’adresse du coffre n’est pas donnée", "the address of the vault is not given"),
                Text::new(
                    "donner au réglage « vault » une adresse PostgreSQL sous un rôle qui n’est pas celui de « database »",
                    "give the setting “vault” a PostgreSQL address under a role that is not that of “database”",
                ),
            )
            .in_column("vault")),
        }
    }

    /// The geocoder of the settings, where they name one. Nothing is contacted.
    ///
    /// # Errors
    /// `bad-setting` when its address is none; `engine-unusable` when the machine lacks what connections need.
    pub fn geocoder(&self) -> Result<Option<Geocoder>, Fault> {
        self.geocoding.as_ref().map(Geocoder::new).transpose()
    }

    /// The engine of the settings, where they name one. Nothing is contacted.
    ///
    /// # Errors
    /// `bad-setting` when it is not whole; `engine-unusable` when the machine lacks what connections need.
    pub fn engine(&self) -> Result<Option<Engine>, Fault> {
        self.engine.as_ref().map(Engine::new).transpose()
    }

    /// The identity provider of the settings, where they name one. Nothing is contacted.
    ///
    /// # Errors
    /// `bad-setting` when it is not whole.
    pub fn identity(&self) -> Result<Option<Provider>, Fault> {
        self.sign_in.as_ref().map(Provider::new).transpose()
    }

    /// The data folder, made when it is not there.
    ///
    /// # Errors
    /// `folder-unusable` when it cannot be made.
    pub fn folder(&self) -> Result<&Path, Fault> {
        std::fs::create_dir_all(&self.data).map_err(|cause| {
            let folder = self.data.display();
            Fault::new(
                "folder-unusable",
                text!("le dossier {folder} ne peut pas être créé : {cause}", "the folder {folder} cannot be made: {cause}"),
                text!("choisir un autre dossier avec --data", "choose another folder with --data"),
            )
        })?;
        Ok(&self.data)
    }
}

fn bad_setting(cause: &figment::Error) -> Fault {
    let key = cause.path.join(".");
    let place = cause.metadata.as_ref().map_or_else(String::new, |metadata| metadata.name.to_string());
    let kind = &cause.kind;
    Fault::new(
        "bad-setting",
        text!("réglage « {key} » refusé ({place}) : {kind}", "setting “{key}” refused ({place}): {kind}"),
        Text::new(
            "réglages connus : data, database, lang (fr | en), host, port, public_url, engine (kind, url, walk, bike, car, timeout_seconds), geocoding (url), vault, notes (minimum_population, veto, accept), fetch (mirror, every, patience_seconds, attempts), sign_in (issuer, client_id, client_secret, label, scopes, acr_values), limits (address_per_second, address_burst, key_per_second, key_burst, writes_per_minute, under_way, trusted_proxies)",
            "known settings: data, database, lang (fr | en), host, port, public_url, engine (kind, url, walk, bike, car, timeout_seconds), geocoding (url), vault, notes (minimum_population, veto, accept), fetch (mirror, every, patience_seconds, attempts), sign_in (issuer, client_id, client_secret, label, scopes, acr_values), limits (address_per_second, address_burst, key_per_second, key_burst, writes_per_minute, under_way, trusted_proxies)",
        ),
    )
    .in_column(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_wins_over_the_file_and_the_file_over_the_default() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("maillage.toml"), "port = 9001\nhost = \"0.0.0.0\"\n").unwrap();
        let overrides = Overrides { data: Some(folder.path().to_owned()), port: Some(9002), ..Overrides::default() };
        let config = Config::read(&overrides).unwrap();
        assert_eq!((config.port, config.host.as_str(), config.lang), (9002, "0.0.0.0", Lang::Fr));
    }

    #[test]
    fn an_engine_is_named_in_a_table_of_its_own_and_not_printed_whole() {
        let folder = tempfile::tempdir().unwrap();
        let overrides = Overrides { data: Some(folder.path().to_owned()), ..Overrides::default() };
        assert!(Config::read(&overrides).unwrap().engine().unwrap().is_none());
        std::fs::write(folder.path().join("maillage.toml"), "[engine]\nkind = \"osrm\"\ncar = \"http://me:sesame@127.0.0.1:5000\"\n")
            .unwrap();
        let engine = Config::read(&overrides).unwrap().engine().unwrap().unwrap();
        assert_eq!(format!("{engine:?}"), "{Car: Address(127.0.0.1:5000)}");
    }

    #[test]
    fn an_unknown_or_impossible_setting_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let overrides = Overrides { data: Some(folder.path().to_owned()), ..Overrides::default() };
        for (line, key) in [
            ("prot = 9001", "prot"),
            ("port = \"many\"", "port"),
            ("[engine]\nkind = \"pigeon\"", "engine.kind"),
            ("[engine]\nkind = \"osrm\"\nfoot = \"a\"", "foot"),
        ] {
            std::fs::write(folder.path().join("maillage.toml"), line).unwrap();
            let fault = Config::read(&overrides).err().unwrap();
            assert_eq!(fault.code, "bad-setting");
            assert!(fault.line(Lang::En).contains(key), "{}", fault.line(Lang::En));
        }
    }
}
