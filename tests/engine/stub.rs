//! A tiny HTTP server that says what it is told to say.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// What came in.
pub struct Asked {
    /// How many came before.
    pub number: usize,
    /// Path and query.
    pub path: String,
    /// Headers, lower case.
    pub headers: String,
    /// Body.
    pub body: String,
}

/// A server on a free port for as long as the test process lives.
pub struct Stub {
    pub port: u16,
    heard: Arc<AtomicUsize>,
    headers: Arc<Mutex<String>>,
}

impl Stub {
    /// Answers with the bytes of `answer`, one connection after the other.
    pub fn new(answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (heard, headers, answer) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(String::new())), Arc::new(answer));
        let stub = Self { port, heard: Arc::clone(&heard), headers: Arc::clone(&headers) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (heard, headers, answer) = (Arc::clone(&heard), Arc::clone(&headers), Arc::clone(&answer));
                std::thread::spawn(move || {
                    let mut asked = read(&stream);
                    asked.number = heard.fetch_add(1, Ordering::SeqCst);
                    headers.lock().unwrap().clone_from(&asked.headers);
                    // Who hangs up is no concern of the server.
                    let _ = (&stream).write_all(&answer(&asked));
                });
            }
        });
        stub
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How many questions came in.
    pub fn heard(&self) -> usize {
        self.heard.load(Ordering::SeqCst)
    }

    /// The headers of the last question.
    pub fn headers(&self) -> String {
        self.headers.lock().unwrap().clone()
    }
}

fn read(stream: &TcpStream) -> Asked {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = String::new();
    while reader.read_line(&mut headers).unwrap() > 2 {}
    let headers = headers.to_lowercase();
    let length = headers.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |length| length.trim().parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Asked { number: 0, path, headers, body: String::from_utf8(body).unwrap() }
}

/// A whole answer.
pub fn said(status: u16, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} Said\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}").into_bytes()
}

/// What OSRM says when every pair takes two minutes and every place is 15 m from its street.
pub fn two_minutes(asked: &Asked) -> Vec<u8> {
    let listed = |key: &str| {
        let list = asked.path.split(['?', '&']).find_map(|part| part.strip_prefix(key)).unwrap_or_default();
        list.split(';').count()
    };
    let row = format!("[{}]", vec!["120"; listed("destinations=")].join(","));
    let (rows, streets) = (vec![row; listed("sources=")], vec![r#"{"distance":15.0,"location":[0,0],"name":""}"#; listed("sources=")]);
    let body = format!(r#"{{"code":"Ok","durations":[{}],"sources":[{}],"destinations":[]}}"#, rows.join(","), streets.join(","));
    said(200, "application/json", &body)
}
