//! A mirror of the producers: files under host and path, as the settings ask for, and misbehaviour where a test wants it.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sha2::{Digest, Sha256};

/// Makes an answer from a query.
pub type Make = dyn Fn(&str) -> Vec<u8> + Send + Sync;

/// What is served under a path; the query is left to the shelf that answers.
pub enum Shelf {
    /// These bytes of this media type.
    File(&'static str, Vec<u8>),
    /// The way to another path of the mirror, or to any address.
    Moved(String),
    /// What this makes of the query.
    Made(&'static str, Box<Make>),
}

/// A way of failing.
#[derive(Clone)]
pub enum Ill {
    /// A status, and when to come back.
    Status(u16, Option<u32>),
    /// Announces the whole, sends half of it, and hangs up.
    Half,
    /// Sends a byte now and then.
    Drip,
    /// A page of the web, announced as such or as data.
    Page(&'static str),
    /// Other bytes than usual.
    Other(Vec<u8>),
    /// Leads elsewhere.
    Redirect(String),
    /// Compressed on the way, unasked.
    Coded,
    /// No length, no end announced: as much as is taken.
    Endless,
}

/// A question that came in.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub headers: String,
    pub status: u16,
}

#[derive(Default)]
struct State {
    shelves: HashMap<String, Shelf>,
    /// By path: how often each is still ill, and how.
    ills: HashMap<String, (usize, Ill)>,
    asked: Vec<Asked>,
}

/// A mirror on a free port, for as long as the test process lives.
pub struct Mirror {
    port: u16,
    state: Arc<Mutex<State>>,
}

impl Mirror {
    pub fn new(shelves: HashMap<String, Shelf>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State { shelves, ..State::default() }));
        let mirror = Self { port, state: Arc::clone(&state) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&state);
                // Who hangs up is no concern of a mirror.
                std::thread::spawn(move || _ = answer(&stream, &state, port));
            }
        });
        mirror
    }

    /// One file at www.insee.fr, of which the tests of a fetcher ask.
    pub fn of_one(media: &'static str, bytes: &[u8]) -> Self {
        Self::new(HashMap::from([("/www.insee.fr/a.csv".to_owned(), Shelf::File(media, bytes.to_vec()))]))
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Makes the next answers under a path ill.
    pub fn ail(&self, path: &str, times: usize, ill: Ill) {
        self.state.lock().unwrap().ills.insert(path.to_owned(), (times, ill));
    }

    /// Makes everything well again.
    pub fn heal(&self) {
        self.state.lock().unwrap().ills.clear();
    }

    pub fn put(&self, path: &str, shelf: Shelf) {
        self.state.lock().unwrap().shelves.insert(path.to_owned(), shelf);
    }

    /// Everything asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.state.lock().unwrap().asked.clone()
    }

    pub fn forget(&self) {
        self.state.lock().unwrap().asked.clear();
    }
}

fn answer(stream: &TcpStream, state: &Mutex<State>, port: u16) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut line, mut headers) = (String::new(), String::new());
    reader.read_line(&mut line)?;
    while reader.read_line(&mut headers)? > 2 {}
    let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let (path, query) = target.split_once('?').map_or((target.clone(), String::new()), |(path, query)| (path.to_owned(), query.to_owned()));
    let headers = headers.to_lowercase();
    let (ill, served) = {
        let mut state = state.lock().unwrap();
        let ill = match state.ills.get_mut(&path) {
            Some((times, ill)) if *times > 0 => {
                *times -= 1;
                Some(ill.clone())
            }
            _ => None,
        };
        let served = match state.shelves.get(&path) {
            None => Err((404, None)),
            Some(Shelf::Moved(to)) => Err((302, Some(to.clone()))),
            Some(Shelf::File(media, bytes)) => Ok((*media, bytes.clone())),
            Some(Shelf::Made(media, make)) => Ok((*media, make(&query))),
        };
        (ill, served)
    };
    let (status, said) = match (ill, served) {
        (Some(ill), served) => fail(stream, ill, served.unwrap_or(("text/csv", Vec::new())), &headers)?,
        (None, Err((status, to))) => {
            let to = to.map(|to| if to.starts_with('/') { format!("http://127.0.0.1:{port}{to}") } else { to });
            (status, head(status, &to.map(|to| format!("location: {to}\r\n")).unwrap_or_default(), 0))
        }
        (None, Ok((media, bytes))) => well(media, &bytes, &headers),
    };
    state.lock().unwrap().asked.push(Asked { path: target, headers, status });
    let mut stream = stream;
    stream.write_all(&said)?;
    stream.flush()
}

fn tag(bytes: &[u8]) -> String {
    format!("\"{:x}\"", Sha256::digest(bytes))
}

fn head(status: u16, more: &str, length: usize) -> Vec<u8> {
    format!("HTTP/1.1 {status} Said\r\n{more}content-length: {length}\r\nconnection: close\r\n\r\n").into_bytes()
}

fn header<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    headers.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).map(str::trim)
}

/// A whole answer, a part of it, or that nothing has changed.
fn well(media: &str, bytes: &[u8], headers: &str) -> (u16, Vec<u8>) {
    let tag = tag(bytes);
    if header(headers, "if-none-match") == Some(&tag) {
        return (304, head(304, &format!("etag: {tag}\r\n"), 0));
    }
    let common = format!("content-type: {media}\r\netag: {tag}\r\naccept-ranges: bytes\r\n");
    let from = header(headers, "range").filter(|_| header(headers, "if-range").is_none_or(|known| known == tag));
    let from = from.and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
    match from {
        Some(from) if from >= bytes.len() => (416, head(416, &format!("content-range: bytes */{}\r\n", bytes.len()), 0)),
        Some(from) => {
            let range = format!("{common}content-range: bytes {from}-{}/{}\r\n", bytes.len() - 1, bytes.len());
            (206, [head(206, &range, bytes.len() - from).as_slice(), &bytes[from..]].concat())
        }
        None => (200, [head(200, &common, bytes.len()).as_slice(), bytes].concat()),
    }
}

fn fail(mut stream: &TcpStream, ill: Ill, (media, bytes): (&str, Vec<u8>), headers: &str) -> std::io::Result<(u16, Vec<u8>)> {
    Ok(match ill {
        Ill::Status(status, after) => {
            let after = after.map(|seconds| format!("retry-after: {seconds}\r\n")).unwrap_or_default();
            (status, head(status, &after, 0))
        }
        Ill::Half => {
            let (status, whole) = well(media, &bytes, &headers.replace("if-none-match", "of-no-interest"));
            let body = whole.windows(4).position(|end| end == b"\r\n\r\n").unwrap() + 4;
            (status, whole[..body + (whole.len() - body) / 2].to_vec())
        }
        Ill::Drip => {
            stream.write_all(&head(200, &format!("content-type: {media}\r\n"), bytes.len()))?;
            for byte in bytes {
                std::thread::sleep(Duration::from_millis(100));
                stream.write_all(&[byte])?;
                stream.flush()?;
            }
            (200, Vec::new())
        }
        Ill::Page(announced) => {
            let page = b"<!DOCTYPE html><html><body>Service en maintenance</body></html>";
            (200, [head(200, &format!("content-type: {announced}\r\n"), page.len()).as_slice(), page].concat())
        }
        Ill::Other(bytes) => well(media, &bytes, headers),
        Ill::Redirect(to) => (302, head(302, &format!("location: {to}\r\n"), 0)),
        Ill::Coded => (200, [head(200, "content-encoding: gzip\r\n", bytes.len()).as_slice(), &bytes].concat()),
        Ill::Endless => {
            stream.write_all(format!("HTTP/1.1 200 Said\r\ncontent-type: {media}\r\nconnection: close\r\n\r\n").as_bytes())?;
            let piece = vec![b'1'; 65_536];
            while stream.write_all(&piece).is_ok() {}
            (200, Vec::new())
        }
    })
}
