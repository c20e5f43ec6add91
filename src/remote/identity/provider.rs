//! The exchange with a provider, from one end to the other.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::JwkSet;
use reqwest::Url;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::discovery::{self, Endpoints};
use super::flaw::{Flaw, unreachable, unusable};
use super::settings::IdentitySettings;
use super::tokens::{self, Expected};
use crate::domain::Fault;
use crate::remote::client::Client;

/// How long one answer may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The chance a sign-in needs, drawn by whoever begins it: 64 characters each.
#[derive(Clone)]
pub struct Drawn {
    /// Comes back with the person.
    pub state: String,
    /// Comes back in the token.
    pub nonce: String,
    /// Shows that whoever brings the code is who asked for it (RFC 7636).
    pub verifier: String,
}

/// A sign-in under way.
#[derive(Clone)]
pub struct Begun {
    drawn: Drawn,
    redirect: String,
    /// Where to send the person.
    pub address: String,
}

/// Somebody who signed in at the provider.
#[derive(Clone)]
pub struct Person {
    /// Who they are: the issuer and their name there, which is nobody else's.
    pub subject: String,
    /// Their work address, where the provider vouches for it.
    pub email: Option<String>,
    /// What the provider wants to be told at the end of the session.
    pub hint: String,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    id_token: String,
}

#[derive(Clone)]
struct Known {
    endpoints: Endpoints,
    keys: JwkSet,
}

/// An identity provider.
pub struct Provider {
    settings: IdentitySettings,
    issuer: Url,
    client: Client,
    known: Mutex<Option<Known>>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provider({})", self.issuer)
    }
}

impl Provider {
    /// A provider that was not asked anything yet.
    ///
    /// # Errors
    /// `bad-setting`, or `engine-unusable` when the machine lacks what connections need.
    pub fn new(settings: &IdentitySettings) -> Result<Self, Fault> {
        let issuer = settings.issuer()?;
        Ok(Self { settings: settings.clone(), issuer, client: Client::new(TIMEOUT)?, known: Mutex::new(None) })
    }

    /// What the button says.
    pub fn label(&self) -> &str {
        &self.settings.label
    }

    /// Scheme, host and port of the provider.
    pub fn origin(&self) -> String {
        self.issuer.origin().ascii_serialization()
    }

    /// Begins a sign-in. Asks the provider when it was not asked before: not to be called where requests are read.
    ///
    /// # Errors
    /// `identity-unreachable` or `identity-unusable`.
    pub fn begin(&self, redirect: String, drawn: Drawn) -> Result<Begun, Fault> {
        let endpoints = self.known()?.endpoints;
        let mut address = endpoints.authorization;
        {
            let mut query = address.query_pairs_mut();
            query.append_pair("response_type", "code");
            query.append_pair("client_id", &self.settings.client_id);
            query.append_pair("redirect_uri", &redirect);
            query.append_pair("scope", &self.settings.scopes);
            query.append_pair("state", &drawn.state);
            query.append_pair("nonce", &drawn.nonce);
            if let Some(acr) = &self.settings.acr_values {
                query.append_pair("acr_values", acr);
            }
            if endpoints.knows_pkce {
                let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&drawn.verifier));
                query.append_pair("code_challenge", &challenge).append_pair("code_challenge_method", "S256");
            }
        }
        Ok(Begun { drawn, redirect, address: address.into() })
    }

    /// Ends a sign-in: gives who brought the code. Asks the provider: not to be called where requests are read.
    ///
    /// # Parameters
    /// `from`: who says to have sent the person back (RFC 9207), where the address said so.
    ///
    /// # Errors
    /// `identity-refused`, `identity-unreachable` or `identity-unusable`.
    pub fn complete(&self, begun: &Begun, code: &str, from: Option<&str>) -> Result<Person, Fault> {
        let known = self.known()?;
        let named = from.map_or(!known.endpoints.names_itself, |from| from == self.settings.issuer);
        if !named {
            return Err(Flaw::Issuer.into());
        }
        let tokens = self.exchange(&known.endpoints, begun, code)?;
        let expected = Expected { issuer: &self.settings.issuer, client_id: &self.settings.client_id };
        let subject = self.with_keys(|keys| tokens::id_token(&tokens.id_token, keys, expected, &begun.drawn.nonce))?;
        let told = self.client.bytes(known.endpoints.userinfo, Some(&tokens.access_token)).map_err(|failure| unreachable(&failure))?;
        let told = String::from_utf8(told).map_err(|_binary| Flaw::Form)?;
        let told = self.with_keys(|keys| tokens::userinfo(told.trim(), keys, expected, &subject))?;
        let email = told.email.filter(|_| told.email_verified != Some(false));
        Ok(Person { subject: format!("{} {subject}", self.settings.issuer), email, hint: tokens.id_token })
    }

    /// Where a session ends at the provider's, and comes back from; none where the provider knows no end.
    ///
    /// # Errors
    /// `identity-unreachable` or `identity-unusable`.
    pub fn end(&self, hint: &str, back: &str, state: &str) -> Result<Option<String>, Fault> {
        let Some(mut address) = self.known()?.endpoints.end_session else { return Ok(None) };
        address
            .query_pairs_mut()
            .append_pair("id_token_hint", hint)
            .append_pair("post_logout_redirect_uri", back)
            .append_pair("state", state);
        Ok(Some(address.into()))
    }

    fn exchange(&self, endpoints: &Endpoints, begun: &Begun, code: &str) -> Result<Tokens, Fault> {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", begun.redirect.as_str()),
            ("client_id", self.settings.client_id.as_str()),
            ("client_secret", self.settings.client_secret.as_str()),
        ];
        if endpoints.knows_pkce {
            fields.push(("code_verifier", begun.drawn.verifier.as_str()));
        }
        let answer = self.client.form(endpoints.token.clone(), &fields).map_err(|failure| unreachable(&failure))?;
        serde_json::from_slice(&answer).map_err(|_malformed| Flaw::Form.into())
    }

    /// Reads a token with the keys there are; when it is signed with another, asks for the keys again, once: providers change
    /// them.
    fn with_keys<T>(&self, read: impl Fn(&JwkSet) -> Result<T, Flaw>) -> Result<T, Fault> {
        match read(&self.known()?.keys) {
            Err(Flaw::Key) => Ok(read(&self.ask()?.keys)?),
            other => Ok(other?),
        }
    }

    fn known(&self) -> Result<Known, Fault> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        known.map_or_else(|| self.ask(), Ok)
    }

    fn ask(&self) -> Result<Known, Fault> {
        let get = |url: Url| self.client.bytes(url, None).map_err(|failure| unreachable(&failure));
        let endpoints = discovery::read(&get(discovery::address(&self.issuer))?, &self.issuer, &self.settings.issuer)?;
        let keys = serde_json::from_slice(&get(endpoints.keys.clone())?).map_err(|_malformed| unusable("jwks"))?;
        let known = Known { endpoints, keys };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }
}
