//! What a provider says of itself (OpenID Connect Discovery 1.0).

use reqwest::Url;
use serde::Deserialize;

use super::flaw::unusable;
use super::settings::is_safe;
use crate::domain::Fault;

/// What is read of the description.
#[derive(Deserialize)]
struct Said {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: String,
    jwks_uri: String,
    end_session_endpoint: Option<String>,
    #[serde(default)]
    code_challenge_methods_supported: Vec<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// Where to ask for what, and what the provider knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoints {
    /// Where people sign in.
    pub authorization: Url,
    /// Where a code becomes tokens.
    pub token: Url,
    /// Where one is told who somebody is.
    pub userinfo: Url,
    /// Where its keys are.
    pub keys: Url,
    /// Where a session ends.
    pub end_session: Option<Url>,
    /// Whether it knows PKCE with SHA-256: one that does not may refuse its parameters.
    pub knows_pkce: bool,
    /// Whether it names itself when it sends people back (RFC 9207).
    pub names_itself: bool,
}

/// Where the description lies.
pub fn address(issuer: &Url) -> Url {
    let mut address = issuer.clone();
    address.set_path(&format!("{}/.well-known/openid-configuration", issuer.path().trim_end_matches('/')));
    address
}

/// Reads a description. It must be that of this very issuer, and lead nowhere but to its host: we ask nobody else, whatever it
/// says.
///
/// # Errors
/// `identity-unusable`, naming what does not suit.
pub fn read(description: &[u8], issuer: &Url, words: &str) -> Result<Endpoints, Fault> {
    let said: Said = serde_json::from_slice(description).map_err(|_malformed| unusable("JSON"))?;
    if said.issuer != words {
        return Err(unusable("issuer"));
    }
    let own = |name: &str, address: &str| {
        let url = Url::parse(address).ok().filter(is_safe).filter(|url| url.origin() == issuer.origin());
        url.ok_or_else(|| unusable(name))
    };
    Ok(Endpoints {
        authorization: own("authorization_endpoint", &said.authorization_endpoint)?,
        token: own("token_endpoint", &said.token_endpoint)?,
        userinfo: own("userinfo_endpoint", &said.userinfo_endpoint)?,
        keys: own("jwks_uri", &said.jwks_uri)?,
        end_session: said.end_session_endpoint.map(|address| own("end_session_endpoint", &address)).transpose()?,
        knows_pkce: said.code_challenge_methods_supported.iter().any(|method| method == "S256"),
        names_itself: said.authorization_response_iss_parameter_supported,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://id.example.org/api/v2";

    fn description(name: &str, address: &str) -> Vec<u8> {
        let mut said = json!({
            "issuer": ISSUER,
            "authorization_endpoint": format!("{ISSUER}/authorize"),
            "token_endpoint": format!("{ISSUER}/token"),
            "userinfo_endpoint": format!("{ISSUER}/userinfo"),
            "jwks_uri": format!("{ISSUER}/jwks"),
            "end_session_endpoint": format!("{ISSUER}/session/end"),
        });
        said[name] = json!(address);
        serde_json::to_vec(&said).unwrap()
    }

    fn read_of(description: &[u8]) -> Result<Endpoints, Fault> {
        read(description, &Url::parse(ISSUER).unwrap(), ISSUER)
    }

    #[test]
    fn the_description_lies_below_the_issuer() {
        assert_eq!(address(&Url::parse(ISSUER).unwrap()).as_str(), "https://id.example.org/api/v2/.well-known/openid-configuration");
        assert_eq!(address(&Url::parse("http://localhost:1/").unwrap()).as_str(), "http://localhost:1/.well-known/openid-configuration");
        let endpoints = read_of(&description("issuer", ISSUER)).unwrap();
        assert_eq!((endpoints.token.as_str(), endpoints.knows_pkce), ("https://id.example.org/api/v2/token", false));
    }

    #[test]
    fn a_description_leads_to_no_other_machine() {
        let elsewhere = [
            "http://id.example.org/api/v2/token",
            "https://evil.example/token",
            "https://id.example.org:8443/token",
            "https://id.example.org@evil.example/token",
            "https://user:pass@id.example.org/token",
            "https://id.example.org.evil.example/token",
            "https://169.254.169.254/latest/meta-data/",
            "http://169.254.169.254/latest/meta-data/",
            "http://127.0.0.1:6379/",
            "http://localhost:8080/session",
            "http://[::1]/",
            "http://0.0.0.0/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://metadata.google.internal/",
            "file:///etc/passwd",
            "gopher://127.0.0.1:25/_MAIL",
            "dict://127.0.0.1:11211/stat",
            "//evil.example/token",
            "",
        ];
        assert_eq!(elsewhere.len(), 20);
        for name in ["token_endpoint", "userinfo_endpoint", "jwks_uri", "authorization_endpoint", "end_session_endpoint"] {
            for address in elsewhere {
                let fault = read_of(&description(name, address)).unwrap_err();
                assert!(fault.code == "identity-unusable" && fault.message.en.contains(name), "{name} {address}: {fault}");
            }
        }
        assert_eq!(read_of(&description("issuer", "https://evil.example")).unwrap_err().code, "identity-unusable");
        assert_eq!(read_of(b"<html>").unwrap_err().code, "identity-unusable");
    }
}
