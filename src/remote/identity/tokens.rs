//! What a token must hold before a word of it is believed (OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2).

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::flaw::Flaw;
use super::keys;

/// How far clocks may differ, in seconds.
const LEEWAY: u64 = 30;

/// What a token is held to.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// Who must have signed it.
    pub issuer: &'a str,
    /// For whom it must be.
    pub client_id: &'a str,
}

#[derive(Deserialize)]
struct IdClaims {
    sub: String,
    aud: Value,
    nonce: Option<String>,
    azp: Option<String>,
}

/// What userinfo says.
#[derive(Debug, Deserialize)]
pub struct Told {
    /// Who it is, at this provider.
    pub sub: String,
    /// The work address.
    pub email: Option<String>,
    /// Whether the provider says that it is theirs; one that says nothing vouches for what it gives.
    pub email_verified: Option<bool>,
}

/// Reads an ID token; gives who it is.
///
/// # Errors
/// What is wrong with it.
pub fn id_token(token: &str, keys: &JwkSet, expected: Expected<'_>, nonce: &str) -> Result<String, Flaw> {
    let claims: IdClaims = signed(token, keys, expected, &["exp", "iss", "aud", "sub"])?;
    if claims.nonce.as_deref() != Some(nonce) {
        return Err(Flaw::Nonce);
    }
    let several = claims.aud.as_array().is_some_and(|audiences| audiences.len() > 1);
    let for_us = claims.azp.as_deref().map_or(!several, |party| party == expected.client_id);
    if for_us { Ok(claims.sub) } else { Err(Flaw::Audience) }
}

/// Reads what userinfo says, as a signed token, of the same person.
///
/// # Errors
/// What is wrong with it.
pub fn userinfo(token: &str, keys: &JwkSet, expected: Expected<'_>, subject: &str) -> Result<Told, Flaw> {
    let told: Told = signed(token, keys, expected, &["iss", "aud", "sub"])?;
    if told.sub == subject { Ok(told) } else { Err(Flaw::Subject) }
}

fn signed<T: DeserializeOwned>(token: &str, set: &JwkSet, expected: Expected<'_>, required: &[&str]) -> Result<T, Flaw> {
    let header = decode_header(token).map_err(|_unknown| Flaw::Algorithm)?;
    if !keys::TAKEN.contains(&header.alg) {
        return Err(Flaw::Algorithm);
    }
    let key = DecodingKey::from_jwk(keys::of(set, &header)?).map_err(|_unreadable| Flaw::Key)?;
    let mut validation = Validation::new(header.alg);
    validation.leeway = LEEWAY;
    validation.validate_nbf = true;
    validation.set_audience(&[expected.client_id]);
    validation.set_issuer(&[expected.issuer]);
    validation.set_required_spec_claims(required);
    decode(token, &key, &validation).map(|read| read.claims).map_err(|cause| flaw(cause.kind()))
}

fn flaw(kind: &ErrorKind) -> Flaw {
    match kind {
        ErrorKind::InvalidSignature => Flaw::Signature,
        ErrorKind::InvalidIssuer => Flaw::Issuer,
        ErrorKind::InvalidAudience => Flaw::Audience,
        ErrorKind::ExpiredSignature | ErrorKind::ImmatureSignature => Flaw::Time,
        ErrorKind::InvalidAlgorithm => Flaw::Algorithm,
        _ => Flaw::Form,
    }
}
