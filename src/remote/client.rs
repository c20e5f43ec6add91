//! One exchange with an engine.

use std::io::Read;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use reqwest::blocking::{self, Response};
use reqwest::{Url, redirect};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Failure;
use crate::domain::{Fault, Text};
use crate::text;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(2);

/// Pauses before the second and the third attempt.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(600)];

/// The largest answer read: a table of 100 × 100 takes a few hundred kilobytes.
const LARGEST: u64 = 8 << 20;

/// Questions under way at a time.
const AT_A_TIME: usize = 4;

/// Letters of a refusal that are repeated.
const REPEATED: usize = 80;

/// A question: an address, and what is sent there when it is not a plain reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Where to.
    pub url: Url,
    /// What is sent.
    pub body: Option<Value>,
}

/// Asks an engine, with time limits, retries and a limit of size. Goes straight to the address: no proxy, no
/// redirection.
pub struct Client(blocking::Client);

impl Client {
    /// A client that waits so long for an answer.
    ///
    /// # Errors
    /// `engine-unusable` when the machine lacks what connections need.
    pub fn new(timeout: Duration) -> Result<Self, Fault> {
        let build = move || {
            let builder = blocking::Client::builder().user_agent(concat!("maillage/", env!("CARGO_PKG_VERSION")));
            builder.connect_timeout(CONNECT).timeout(timeout).redirect(redirect::Policy::none()).no_proxy().build()
        };
        // The client keeps a runtime of its own, which must not be made on a thread that has one already.
        match thread::spawn(build).join() {
            Ok(Ok(client)) => Ok(Self(client)),
            Ok(Err(cause)) => Err(unusable(&cause.without_url().to_string())),
            Err(_) => Err(unusable("broken off")),
        }
    }

    /// The answers to several questions, in their order, a few at a time; the first failure ends it. Works on
    /// threads of its own, so that it may be called from anywhere.
    ///
    /// # Errors
    /// When one question is not answered after all attempts.
    pub fn ask_all<T: DeserializeOwned + Send>(&self, questions: &[Question]) -> Result<Vec<T>, Failure> {
        let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
        let answers = Mutex::new(Vec::with_capacity(questions.len()));
        let work = || {
            while !stopped.load(Ordering::Relaxed) {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(question) = questions.get(index) else { return };
                let answer = self.ask(question);
                stopped.fetch_or(answer.is_err(), Ordering::Relaxed);
                answers.lock().unwrap_or_else(PoisonError::into_inner).push((index, answer));
            }
        };
        thread::scope(|scope| {
            for _ in 0..AT_A_TIME.min(questions.len()) {
                scope.spawn(work);
            }
        });
        let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
        answers.sort_by_key(|(index, _)| *index);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }

    /// Reads an address, with a token where it wants one. Tried once: a code or a token is used once.
    ///
    /// # Errors
    /// When it is not answered with 200.
    pub fn bytes(&self, url: Url, token: Option<&str>) -> Result<Vec<u8>, Failure> {
        let request = self.0.get(url);
        answered(match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        })
    }

    /// Sends a form. Tried once.
    ///
    /// # Errors
    /// When it is not answered with 200.
    pub fn form(&self, url: Url, fields: &[(&str, &str)]) -> Result<Vec<u8>, Failure> {
        let mut coded = url.clone();
        coded.query_pairs_mut().clear().extend_pairs(fields);
        let body = coded.query().unwrap_or_default().to_owned();
        answered(self.0.post(url).header("content-type", "application/x-www-form-urlencoded").body(body))
    }

    fn ask<T: DeserializeOwned>(&self, question: &Question) -> Result<T, Failure> {
        let mut answer = self.attempt(question);
        for pause in PAUSES {
            match &answer {
                Err(failure) if failure.may_pass() => thread::sleep(pause),
                _ => break,
            }
            answer = self.attempt(question);
        }
        serde_json::from_slice(&answer?).map_err(|cause| Failure::NotUnderstood(cause.to_string()))
    }

    fn attempt(&self, question: &Question) -> Result<Vec<u8>, Failure> {
        let request = match &question.body {
            Some(body) => self.0.post(question.url.clone()).json(body),
            None => self.0.get(question.url.clone()),
        };
        answered(request)
    }
}

fn answered(request: blocking::RequestBuilder) -> Result<Vec<u8>, Failure> {
    let response = request.send().map_err(|cause| failure(&cause))?;
    let status = response.status();
    let content = content(response)?;
    match status.as_u16() {
        200 => Ok(content),
        code @ (429 | 500..) => Err(Failure::Status(code)),
        code => Err(Failure::Refused { status: code, why: own_words(&content) }),
    }
}

fn content(response: Response) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    match response.take(LARGEST + 1).read_to_end(&mut content) {
        Ok(_) if content.len() as u64 > LARGEST => Err(Failure::TooLarge),
        Ok(_) => Ok(content),
        Err(cause) => {
            let slow = cause.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>()).is_some_and(reqwest::Error::is_timeout);
            Err(if slow { Failure::Slow } else { Failure::Broken })
        }
    }
}

fn failure(cause: &reqwest::Error) -> Failure {
    if cause.is_connect() {
        Failure::Unreachable
    } else if cause.is_timeout() {
        Failure::Slow
    } else {
        Failure::Broken
    }
}

/// What an engine says when it refuses: `code` and `message` of OSRM, `error` of Valhalla.
fn own_words(content: &[u8]) -> String {
    let told: Value = serde_json::from_slice(content).unwrap_or_default();
    let words = ["code", "message", "error"].into_iter().filter_map(|key| told[key].as_str()).filter(|words| !words.is_empty());
    let plain = words.collect::<Vec<_>>().join(", ");
    plain.chars().filter(|letter| !letter.is_control()).take(REPEATED).collect()
}

fn unusable(cause: &str) -> Fault {
    Fault::new(
        "engine-unusable",
        text!("le moteur externe ne peut pas être interrogé : {cause}", "the external engine cannot be asked: {cause}"),
        Text::new("installer les certificats du système (ca-certificates)", "install the certificates of the system (ca-certificates)"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_in_the_engines_own_words_and_briefly() {
        assert_eq!(own_words(br#"{"message":"Too many table coordinates","code":"TooBig"}"#), "TooBig, Too many table coordinates");
        assert_eq!(own_words(br#"{"error_code":171,"error":"No suitable edges near location"}"#), "No suitable edges near location");
        assert_eq!(own_words(b"<html>"), "");
        assert_eq!(own_words(format!("{{\"code\":\"{}\"}}", "x".repeat(1_000)).as_bytes()).len(), REPEATED);
    }
}
