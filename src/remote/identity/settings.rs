//! What the settings say of an identity provider: the table `[sign_in]` of `maillage.toml`.

use reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::domain::{Fault, Text};
use crate::text;

/// The table `[sign_in]`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentitySettings {
    /// The issuer: `https://…/api/v2`. Everything else is read at `/.well-known/openid-configuration` below it.
    pub issuer: String,
    /// Who we are there.
    pub client_id: String,
    /// What shows it; better given as `MAILLAGE_SIGN_IN_CLIENT_SECRET`.
    pub client_secret: String,
    /// What the button says.
    #[serde(default = "label")]
    pub label: String,
    /// What is asked of the provider.
    #[serde(default = "scopes")]
    pub scopes: String,
    /// How sure the provider must be of somebody, in its own words: `eidas1`.
    pub acr_values: Option<String>,
}

fn label() -> String {
    "ProConnect".to_owned()
}

fn scopes() -> String {
    "openid email".to_owned()
}

impl IdentitySettings {
    /// The issuer as an address.
    ///
    /// # Errors
    /// `bad-setting` when it is none, or goes over no TLS to another machine.
    pub fn issuer(&self) -> Result<Url, Fault> {
        let issuer = Url::parse(&self.issuer).ok().filter(is_safe).ok_or_else(|| refused("issuer"))?;
        if self.client_id.is_empty() {
            return Err(refused("client_id"));
        }
        if self.client_secret.is_empty() {
            return Err(refused("client_secret"));
        }
        if !self.scopes.split(' ').any(|scope| scope == "openid") {
            return Err(refused("scopes"));
        }
        Ok(issuer)
    }
}

/// Whether an address goes over TLS, or stays on this machine.
pub fn is_safe(url: &Url) -> bool {
    let own_machine = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    plain && url.host_str().is_some() && (url.scheme() == "https" || (url.scheme() == "http" && own_machine))
}

fn refused(key: &str) -> Fault {
    Fault::new(
        "bad-setting",
        text!("réglage « sign_in.{key} » absent ou refusé", "setting “sign_in.{key}” missing or refused"),
        Text::new(
            "attendu : issuer (https://…), client_id, client_secret, scopes avec « openid »",
            "expected issuer (https://…), client_id, client_secret, scopes with “openid”",
        ),
    )
    .in_column(format!("sign_in.{key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_reached_over_tls_or_on_this_machine() {
        let settings = |issuer: &str| IdentitySettings {
            issuer: issuer.to_owned(),
            client_id: "id".to_owned(),
            client_secret: "secret".to_owned(),
            label: label(),
            scopes: scopes(),
            acr_values: None,
        };
        for good in ["https://id.example.org/api/v2", "http://127.0.0.1:4000", "http://localhost:4000/"] {
            assert!(settings(good).issuer().is_ok(), "{good}");
        }
        for bad in ["http://id.example.org", "ftp://id.example.org", "file:///etc/passwd", "https://u:p@id.example.org", "nowhere", ""] {
            assert_eq!(settings(bad).issuer().unwrap_err().place.column.as_deref(), Some("sign_in.issuer"), "{bad}");
        }
        assert!(IdentitySettings { scopes: "email".to_owned(), ..settings("https://id.example.org") }.issuer().is_err());
    }
}
