//! A provider that cheats: it says whatever a test wants it to say, signed or not.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, get_current_timestamp};
use serde_json::{Value, json};

/// Keys made for these tests, which open nothing.
const KEYS: [&str; 2] = [
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOWdAOavqhcIfmvW3MICwjpTc6/vPwiHFQdtpk02NnKehRANCAASnXWkbpEzxsz+pusv2URrBOzRxg2WiRCWIu408YxjErnkN6bMcmAAaLIYKwMZKHxaBRliA+pGiiL20YYrtZCB9",
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2S082O+e1bhMzUIMYRtJKvRRfRSWZMpSgzP2GtrgUTGhRANCAARkgleP5t5907bHcT8kKQqSt8UwwxL0AUrzBUHrNNlMPjS5Tha5gHh4vbq+ufgGlt4lidUxU6ky1erzWEYzpQy5",
];

/// What the provider does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cheat {
    None,
    Audience,
    AnotherParty,
    Issuer,
    Nonce,
    NoNonce,
    Unsigned,
    SharedSecret,
    Expired,
    UnknownKey,
    AnotherKey,
    FormerKey,
    Altered,
    UserinfoOfAnother,
    UserinfoUnsigned,
    UserinfoForAnother,
    UserinfoPlain,
}

struct Play {
    cheat: Cheat,
    nonce: String,
    sub: String,
    email: String,
    verified: bool,
    /// Which key is published.
    key: usize,
    knows_pkce: bool,
}

/// The provider, listening until the process ends.
pub struct Provider {
    pub issuer: String,
    play: Arc<Mutex<Play>>,
}

impl Provider {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let play = Play {
            cheat: Cheat::None,
            nonce: String::new(),
            sub: "somebody".to_owned(),
            email: "somebody@example.org".to_owned(),
            verified: true,
            key: 0,
            knows_pkce: true,
        };
        let play = Arc::new(Mutex::new(play));
        let (shared, own) = (Arc::clone(&play), issuer.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(stream.unwrap(), &own, &shared.lock().unwrap());
            }
        });
        Self { issuer, play }
    }

    pub fn play(&self, cheat: Cheat, nonce: &str) {
        let mut play = self.play.lock().unwrap();
        (play.cheat, play.nonce) = (cheat, nonce.to_owned());
    }

    pub fn play_as(&self, sub: &str, email: &str, verified: bool, nonce: &str) {
        self.play(Cheat::None, nonce);
        let mut play = self.play.lock().unwrap();
        (play.sub, play.email, play.verified) = (sub.to_owned(), email.to_owned(), verified);
    }

    /// Publishes another key from now on, and the former one no more.
    pub fn rotate(&self) {
        self.play.lock().unwrap().key = 1;
    }

    pub fn forget_pkce(&self) {
        self.play.lock().unwrap().knows_pkce = false;
    }
}

fn answer(mut stream: TcpStream, issuer: &str, play: &Play) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
    let path = first.split(' ').nth(1).unwrap_or_default();
    let (kind, body) = match path {
        "/.well-known/openid-configuration" => ("application/json", description(issuer, play).to_string()),
        "/jwks" => ("application/json", json!({"keys": [published(play.key)]}).to_string()),
        "/token" => {
            let token = id_token(issuer, play);
            ("application/json", json!({"access_token": "access", "token_type": "Bearer", "id_token": token}).to_string())
        }
        _ => ("application/jwt", userinfo(issuer, play)),
    };
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(format!("{head}{body}").as_bytes());
}

fn description(issuer: &str, play: &Play) -> Value {
    let methods = if play.knows_pkce { json!(["S256"]) } else { json!([]) };
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "jwks_uri": format!("{issuer}/jwks"),
        "code_challenge_methods_supported": methods,
        "authorization_response_iss_parameter_supported": true,
    })
}

fn signing(key: usize) -> EncodingKey {
    EncodingKey::from_ec_der(&STANDARD.decode(KEYS[key]).unwrap())
}

fn published(key: usize) -> Value {
    let mut jwk = serde_json::to_value(Jwk::from_encoding_key(&signing(key), Algorithm::ES256).unwrap()).unwrap();
    jwk["kid"] = json!(format!("key-{key}"));
    jwk["use"] = json!("sig");
    jwk
}

fn signed(claims: &Value, key: usize, kid: &str) -> String {
    let header = Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::ES256) };
    encode(&header, claims, &signing(key)).unwrap()
}

fn unsigned(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", part(&json!({"alg": "none", "typ": "JWT"})), part(claims))
}

fn id_token(issuer: &str, play: &Play) -> String {
    let (now, own) = (get_current_timestamp(), format!("key-{}", play.key));
    let mut claims = json!({"iss": issuer, "aud": "maillage", "sub": play.sub, "nonce": play.nonce, "iat": now, "exp": now + 60});
    match play.cheat {
        Cheat::Audience => claims["aud"] = json!("another-program"),
        Cheat::AnotherParty => (claims["aud"], claims["azp"]) = (json!(["maillage", "another-program"]), json!("another-program")),
        Cheat::Issuer => claims["iss"] = json!("https://evil.example"),
        Cheat::Nonce => claims["nonce"] = json!("0".repeat(64)),
        Cheat::NoNonce => {
            claims.as_object_mut().unwrap().remove("nonce");
        }
        Cheat::Expired => (claims["iat"], claims["exp"]) = (json!(now - 600), json!(now - 300)),
        _ => {}
    }
    match play.cheat {
        Cheat::Unsigned => unsigned(&claims),
        Cheat::SharedSecret => {
            let header = Header { kid: Some(own), ..Header::new(Algorithm::HS256) };
            encode(&header, &claims, &EncodingKey::from_secret(published(play.key).to_string().as_bytes())).unwrap()
        }
        Cheat::UnknownKey => signed(&claims, play.key, "key-9"),
        Cheat::AnotherKey => signed(&claims, 1 - play.key, &own),
        Cheat::FormerKey => signed(&claims, 1 - play.key, &format!("key-{}", 1 - play.key)),
        Cheat::Altered => {
            let token = signed(&claims, play.key, &own);
            let parts: Vec<&str> = token.split('.').collect();
            claims["sub"] = json!("administrator");
            format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims.to_string()), parts[2])
        }
        _ => signed(&claims, play.key, &own),
    }
}

fn userinfo(issuer: &str, play: &Play) -> String {
    let own = format!("key-{}", play.key);
    let mut claims = json!({"iss": issuer, "aud": "maillage", "sub": play.sub, "email": play.email, "email_verified": play.verified});
    match play.cheat {
        Cheat::UserinfoOfAnother => claims["sub"] = json!("another"),
        Cheat::UserinfoForAnother => claims["aud"] = json!("another-program"),
        _ => {}
    }
    match play.cheat {
        Cheat::UserinfoUnsigned => unsigned(&claims),
        Cheat::UserinfoPlain => claims.to_string(),
        _ => signed(&claims, play.key, &own),
    }
}
