//! One attempt: the question, its redirects, the body written as it comes.

use std::path::PathBuf;

use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    IF_RANGE, LAST_MODIFIED, LOCATION, RANGE,
};
use reqwest::{Response, Url};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::AsyncWriteExt;
use tokio::time::{timeout, timeout_at};

use super::fetcher::{Arrived, Fetcher, Got, Validators, Wanted};
use super::guard::NotPublic;
use super::pace::Pace;
use super::{Failure, retry};
use crate::sources::Progress;

/// So many first bytes show a page of the web.
const HEAD: usize = 512;

/// A file under way: its bytes so far, and the state of the producer's file that they are of.
struct Part {
    path: PathBuf,
    note: PathBuf,
    length: u64,
    of: Validators,
}

impl Part {
    async fn open(fetcher: &Fetcher, address: &str) -> Result<Self, Failure> {
        let (path, note) = fetcher.kept.part(address);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).await.map_err(kept)?;
        }
        let told = fs::read(&note).await.ok().and_then(|bytes| serde_json::from_slice::<Validators>(&bytes).ok());
        let length = fs::metadata(&path).await.map_or(0, |known| known.len());
        Ok(match told.filter(|of| !of.is_empty() && length > 0) {
            Some(of) => Self { path, note, length, of },
            None => Self { path, note, length: 0, of: Validators::default() },
        })
    }

    /// The file to write on, at the end of what is there or emptied.
    async fn write(&mut self, goes_on: bool, of: Validators) -> Result<File, Failure> {
        if !goes_on {
            (self.length, self.of) = (0, of);
            let note = serde_json::to_vec(&self.of).map_err(|cause| Failure::CannotKeep(cause.to_string()))?;
            fs::write(&self.note, note).await.map_err(kept)?;
        }
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(!goes_on).append(goes_on);
        options.open(&self.path).await.map_err(kept)
    }

    async fn forget(&self) {
        // What is not there is as good as removed.
        _ = fs::remove_file(&self.path).await;
        _ = fs::remove_file(&self.note).await;
    }
}

/// Asks once.
pub(super) async fn once(fetcher: &Fetcher, wanted: Wanted<'_>, progress: &dyn Progress) -> Result<Got, Failure> {
    let mut part = Part::open(fetcher, wanted.address).await?;
    let (url, response) = asked(fetcher, wanted, &part).await?;
    match response.status().as_u16() {
        304 => Ok(Got::Same),
        206 if begins_at(response.headers()) == Some(part.length) => {
            brought(fetcher, wanted, (&mut part, true), (url, response), progress).await
        }
        200 => brought(fetcher, wanted, (&mut part, false), (url, response), progress).await,
        206 | 416 => {
            part.forget().await;
            Err(Failure::BrokenOff(part.length))
        }
        status @ (429 | 500..) => Err(Failure::Busy { status, after: retry::said(response.headers()) }),
        status @ (404 | 410) => Err(Failure::Gone(status)),
        status => Err(Failure::Refused(status)),
    }
}

/// The answer at the end of the redirects, and where it came from.
async fn asked(fetcher: &Fetcher, wanted: Wanted<'_>, part: &Part) -> Result<(Url, Response), Failure> {
    let mut url = fetcher.allowed.read(wanted.address)?;
    for _ in 0..=fetcher.limits.redirects {
        let host = url.host_str().unwrap_or_default().to_owned();
        let _turn = fetcher.turn(&host).await;
        let request = fetcher.client.get(fetcher.allowed.wire(&url)).headers(headers(wanted, part));
        let response = match timeout(fetcher.limits.answer, request.send()).await {
            Err(_late) => return Err(Failure::NoAnswer),
            Ok(Err(cause)) => return Err(unconnected(&cause, host)),
            Ok(Ok(response)) => response,
        };
        let location = word(response.headers(), LOCATION).filter(|_| matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308));
        match location {
            Some(location) => url = fetcher.allowed.follow(&url, &location)?,
            None => return Ok((url, response)),
        }
    }
    Err(Failure::TooManyRedirects)
}

fn headers(wanted: Wanted<'_>, part: &Part) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, value: &str| _ = value.parse().map(|value| headers.insert(name, value));
    put(ACCEPT_ENCODING, "identity");
    if part.length > 0 {
        put(RANGE, &format!("bytes={}-", part.length));
        if let Some(of) = part.of.etag.as_ref().filter(|tag| !tag.starts_with("W/")).or(part.of.last_modified.as_ref()) {
            put(IF_RANGE, of);
        }
    } else if let Some(known) = wanted.known {
        for (name, value) in [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.last_modified)] {
            if let Some(value) = value {
                put(name, value);
            }
        }
    }
    headers
}

fn unconnected(cause: &reqwest::Error, host: String) -> Failure {
    let mut source: Option<&dyn std::error::Error> = Some(cause);
    while let Some(inner) = source {
        if inner.is::<NotPublic>() {
            return Failure::PrivateAddress(host);
        }
        source = inner.source();
    }
    if cause.is_timeout() && !cause.is_connect() { Failure::NoAnswer } else { Failure::Unreachable(host) }
}

/// Writes the body as it comes, and takes it in when it is whole.
async fn brought(
    fetcher: &Fetcher,
    wanted: Wanted<'_>,
    (part, goes_on): (&mut Part, bool),
    (url, mut response): (Url, Response),
    progress: &dyn Progress,
) -> Result<Got, Failure> {
    fit(response.headers(), wanted)?;
    let most = wanted.largest_mib << 20;
    let start = if goes_on { part.length } else { 0 };
    if let Some(length) = response.content_length() {
        if start + length > most {
            part.forget().await;
            return Err(Failure::TooLarge(wanted.largest_mib));
        }
        progress.expect(start + length);
    }
    progress.advance(start);
    let of = validators(response.headers());
    let validators = if goes_on { part.of.clone() } else { of.clone() };
    let mut file = part.write(goes_on, of).await?;
    let mut pace = Pace::new(fetcher.limits.patience, fetcher.limits.slowest, fetcher.limits.whole);
    let mut written = start;
    loop {
        let piece = match timeout_at(pace.deadline(), response.chunk()).await {
            Ok(Ok(Some(piece))) => piece,
            Ok(Ok(None)) => break,
            Ok(Err(_broken)) => {
                file.flush().await.map_err(kept)?;
                return Err(Failure::BrokenOff(written));
            }
            Err(_late) if pace.is_paced() => continue,
            Err(_late) => return Err(pace.over()),
        };
        if written == 0 && is_page(&piece) {
            part.forget().await;
            return Err(Failure::Page);
        }
        written += piece.len() as u64;
        if written > most {
            part.forget().await;
            return Err(Failure::TooLarge(wanted.largest_mib));
        }
        file.write_all(&piece).await.map_err(kept)?;
        progress.advance(piece.len() as u64);
        pace.count(piece.len())?;
    }
    file.flush().await.map_err(kept)?;
    drop(file);
    let (sha256, bytes) = fetcher.kept.take(&part.path).map_err(kept)?;
    part.forget().await;
    let file = url.path_segments().and_then(|mut steps| steps.next_back()).unwrap_or_default().to_owned();
    Ok(Got::New(Arrived { path: fetcher.kept.file(&sha256), file, sha256, bytes, validators }))
}

/// Whether what is announced can be what is expected.
fn fit(headers: &HeaderMap, wanted: Wanted<'_>) -> Result<(), Failure> {
    if let Some(coding) = word(headers, CONTENT_ENCODING).filter(|coding| !coding.eq_ignore_ascii_case("identity")) {
        return Err(Failure::Coded(coding.chars().take(40).collect()));
    }
    let Some(kind) = word(headers, CONTENT_TYPE) else { return Ok(()) };
    if wanted.container.may_be(&kind) {
        Ok(())
    } else if kind.to_ascii_lowercase().contains("html") {
        Err(Failure::Page)
    } else {
        Err(Failure::OtherType(kind.chars().filter(|letter| !letter.is_control()).take(80).collect()))
    }
}

fn is_page(piece: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&piece[..piece.len().min(HEAD)]).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

fn validators(headers: &HeaderMap) -> Validators {
    Validators { etag: word(headers, ETAG), last_modified: word(headers, LAST_MODIFIED) }
}

/// Where a part of a body begins: `bytes 100-199/200`.
fn begins_at(headers: &HeaderMap) -> Option<u64> {
    word(headers, CONTENT_RANGE)?.strip_prefix("bytes ")?.split('-').next()?.parse().ok()
}

fn word(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn kept(cause: std::io::Error) -> Failure {
    Failure::CannotKeep(cause.to_string())
}
