//! One exchange with the instance under attack: as any visitor would, and no faster than it allows.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url, header, redirect};
use serde_json::Value;

use crate::domain::{Fault, Text};
use crate::text;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often a question is put again to an instance that asks to wait.
const TURNS: u32 = 8;

/// The longest pause between two turns.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The largest answer read.
const LARGEST: usize = 256 << 20;

/// An answer: its status and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON, when it was answered and is.
    pub fn json(&self) -> Option<Value> {
        (self.status == 200).then(|| serde_json::from_slice(&self.body).ok()).flatten()
    }
}

/// A running instance.
#[derive(Debug, Clone)]
pub struct Target {
    base: Url,
    client: Client,
}

impl Target {
    /// An instance at an address.
    ///
    /// # Errors
    /// `bad-address` when it is none of HTTP; `attack-unready` when the machine lacks what connections need.
    pub fn new(address: &str) -> Result<Self, Fault> {
        let base = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let base = base.ok_or_else(|| bad_address(address))?;
        let client = Client::builder()
            .user_agent(concat!("maillage-attack/", env!("CARGO_PKG_VERSION")))
            .timeout(PATIENCE)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build();
        Ok(Self { base, client: client.map_err(|cause| unready(&cause.without_url().to_string()))? })
    }

    /// Reads an address below the instance's, its query included.
    ///
    /// # Errors
    /// `instance-unreachable`.
    pub async fn get(&self, path: &str) -> Result<Answer, Fault> {
        self.ask(|| self.request(Method::GET, path)).await
    }

    /// Reads JSON that must be there.
    ///
    /// # Errors
    /// `instance-unreachable`; `not-an-instance` when it is not there.
    pub async fn json(&self, path: &str) -> Result<Value, Fault> {
        let answer = self.get(path).await?;
        answer.json().ok_or_else(|| not_an_instance(path, answer.status))
    }

    /// Sends a body of GeoJSON.
    ///
    /// # Errors
    /// `instance-unreachable`.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Answer, Fault> {
        let body = body.to_string();
        self.ask(|| self.request(Method::POST, path).header(header::CONTENT_TYPE, "application/geo+json").body(body.clone())).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = format!("{}{path}", self.base.as_str().trim_end_matches('/'));
        self.client.request(method, address).header(header::ACCEPT, "application/json")
    }

    /// Asks again where the instance says it is busy, after the pause it asks for.
    async fn ask(&self, request: impl Fn() -> RequestBuilder) -> Result<Answer, Fault> {
        for turn in 1..=TURNS {
            let response = request().send().await.map_err(|cause| unreachable(&cause))?;
            let busy = matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
            if !busy || turn == TURNS {
                return whole(response).await;
            }
            tokio::time::sleep(pause(&response)).await;
        }
        Err(unready("turns"))
    }
}

async fn whole(mut response: Response) -> Result<Answer, Fault> {
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|cause| unreachable(&cause))? {
        if body.len() + chunk.len() > LARGEST {
            return Err(unready("256 MB"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, body })
}

fn pause(response: &Response) -> Duration {
    let asked = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok()).map(Duration::from_secs);
    asked.unwrap_or(Duration::from_secs(1)).clamp(Duration::from_millis(200), LONGEST_PAUSE)
}

fn bad_address(address: &str) -> Fault {
    Fault::new(
        "bad-address",
        text!("« {address} » n’est pas l’adresse d’une instance", "“{address}” is not the address of an instance"),
        Text::new("attendu : http://hôte:port, comme http://localhost:8080", "expected http://host:port, as in http://localhost:8080"),
    )
}

fn unready(cause: &str) -> Fault {
    Fault::new(
        "attack-unready",
        text!("l’attaque ne peut pas se faire : {cause}", "the attack cannot be made: {cause}"),
        Text::new("libérer des ressources sur la machine et recommencer", "free some resources on the machine and start again"),
    )
}

fn unreachable(cause: &reqwest::Error) -> Fault {
    let message = if cause.is_timeout() {
        Text::new("l’instance a été trop longue à répondre", "the instance was too slow to answer")
    } else {
        Text::new("l’instance n’a pas été jointe", "the instance was not reached")
    };
    Fault::new(
        "instance-unreachable",
        message,
        Text::new("vérifier l’adresse, et que maillage serve y tourne", "check the address, and that maillage serve runs there"),
    )
}

fn not_an_instance(path: &str, status: u16) -> Fault {
    Fault::new(
        "not-an-instance",
        text!("{path} a répondu {status}, sans le JSON attendu", "{path} answered {status}, without the JSON expected"),
        Text::new("donner l’adresse d’une instance de Maillage", "give the address of an instance of Maillage"),
    )
}
