//! The wire under the HTTP library. What the library cannot read (an address past 64 KB, a head past 128 KB or too slow, no HTTP at all)
//! it refuses before anything of ours sees it, and without a word; here such a refusal becomes a problem like every other.

use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::http::{StatusCode, header};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::kinds;
use super::manners::{ADDRESS_LIMIT, PROTECTION, address_too_long};
use super::problem::{Problem, of_status};
use crate::domain::{Fault, Lang, Text};
use crate::text;

/// How a first line that holds an address of [`ADDRESS_LIMIT`] is longer than it: a method before, a version after.
const AROUND_AN_ADDRESS: usize = 32;

/// In so many seconds the head of a request must have come.
const HEAD_SECONDS: u64 = 5;

/// How long a client may take over the head of a request.
pub const HEAD_DEADLINE: Duration = Duration::from_secs(HEAD_SECONDS);

/// How long a client that is refused may go on sending.
pub const PARTING: Duration = Duration::from_secs(1);

/// The end of a head.
const END: &[u8] = b"\r\n\r\n";

/// A connection whose refusals are put into words. They are in French: what language was asked for has not been read.
pub struct Wire<T> {
    stream: T,
    asked: FirstLine,
    /// Whether what was last written went out in part: what follows is its rest, and begins no head.
    is_amid: bool,
    refusal: Option<Worded>,
}

/// How long the first line is of what came since something was last answered.
#[derive(Debug, Default)]
struct FirstLine {
    length: usize,
    is_whole: bool,
}

/// A problem on its way in the place of a bare refusal.
#[derive(Debug)]
struct Worded {
    bytes: Vec<u8>,
    sent: usize,
    /// How many bytes of the library it stands for.
    stands_for: usize,
    /// Until when what the client goes on sending is read and thrown away, once all is said: a connection that is closed before takes the
    /// answer back.
    parting: Option<Pin<Box<Sleep>>>,
}

impl<T> Wire<T> {
    /// A connection on which nothing was said.
    pub fn new(stream: T) -> Self {
        Self { stream, asked: FirstLine::default(), is_amid: false, refusal: None }
    }
}

impl FirstLine {
    fn take(&mut self, bytes: &[u8]) {
        if self.is_whole {
            return;
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        self.length += end.unwrap_or(bytes.len());
        self.is_whole = end.is_some();
    }

    fn fault(&self, status: &[u8]) -> Fault {
        match status {
            _ if self.length > ADDRESS_LIMIT + AROUND_AN_ADDRESS => address_too_long(),
            b"408" => Fault::new(
                "slow-request",
                Text::new("l’en-tête arrive trop lentement", "the head comes too slowly"),
                text!("l’envoyer en moins de {HEAD_SECONDS} secondes", "send it within {HEAD_SECONDS} seconds"),
            ),
            b"431" => Fault::new(
                "head-too-long",
                Text::new("l’en-tête de la requête dépasse 128 Kio", "the head of the request is over 128 KiB"),
                Text::new("envoyer moins d’en-têtes, ou de plus courts", "send fewer headers, or shorter ones"),
            ),
            _ => of_status(StatusCode::BAD_REQUEST),
        }
    }
}

/// The status and the head of a refusal that nothing of ours made: it has no body, and all that we answer is protected by headers.
fn bare(written: &[u8]) -> Option<(&[u8], &[u8])> {
    let status = written.strip_prefix(b"HTTP/1.1 ").or_else(|| written.strip_prefix(b"HTTP/1.0 "))?.get(..3)?;
    if status[0] != b'4' {
        return None;
    }
    let length = written.windows(END.len()).position(|end| end == END)? + END.len();
    let head = &written[..length];
    let holds = |words: &str| head.windows(words.len()).any(|part| part.eq_ignore_ascii_case(words.as_bytes()));
    (holds("\r\ncontent-length: 0\r\n") && !holds(header::CONTENT_SECURITY_POLICY.as_str())).then_some((status, head))
}

impl Worded {
    /// A fault in the place of a bare head, whose other lines stay: the date, and that the connection closes.
    fn new(fault: &Fault, head: &[u8]) -> Self {
        let status = kinds::status(&fault.code);
        let body = Problem::of(fault, "", Lang::Fr).to_bytes();
        let mut bytes = format!("HTTP/1.1 {status}\r\n").into_bytes();
        let kept = |line: &&[u8]| !line.is_empty() && !line.to_ascii_lowercase().starts_with(b"content-length:");
        for line in head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).skip(1).filter(kept) {
            bytes.extend_from_slice(line);
            bytes.extend_from_slice(b"\r\n");
        }
        for (name, value) in Problem::headers(Lang::Fr).into_iter().chain(PROTECTION) {
            bytes.extend_from_slice(name.as_str().as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value.as_bytes());
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
        bytes.extend_from_slice(&body);
        Self { bytes, sent: 0, stands_for: head.len(), parting: None }
    }

    /// Says all, then hears the client out.
    fn poll_said<T: AsyncRead + AsyncWrite + Unpin>(&mut self, mut stream: Pin<&mut T>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        while self.sent < self.bytes.len() {
            let sent = ready!(stream.as_mut().poll_write(cx, &self.bytes[self.sent..]))?;
            if sent == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.sent += sent;
        }
        if self.parting.is_none() {
            ready!(stream.as_mut().poll_shutdown(cx))?;
        }
        let parting = self.parting.get_or_insert_with(|| Box::pin(sleep(PARTING)));
        let mut thrown_away = [MaybeUninit::uninit(); 8 << 10];
        while parting.as_mut().poll(cx).is_pending() {
            let mut buffer = ReadBuf::uninit(&mut thrown_away);
            match ready!(stream.as_mut().poll_read(cx, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => {}
                _ended => break,
            }
        }
        Poll::Ready(Ok(self.stands_for))
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Wire<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        let before = buffer.filled().len();
        ready!(Pin::new(&mut wire.stream).poll_read(cx, buffer))?;
        wire.asked.take(&buffer.filled()[before..]);
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Wire<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, written: &[u8]) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        if wire.refusal.is_none()
            && !wire.is_amid
            && let Some((status, head)) = bare(written)
        {
            wire.refusal = Some(Worded::new(&wire.asked.fault(status), head));
        }
        let Some(refusal) = &mut wire.refusal else {
            let sent = ready!(Pin::new(&mut wire.stream).poll_write(cx, written))?;
            wire.asked = FirstLine::default();
            wire.is_amid = sent < written.len();
            return Poll::Ready(Ok(sent));
        };
        let stood_for = ready!(refusal.poll_said(Pin::new(&mut wire.stream), cx))?;
        wire.refusal = None;
        Poll::Ready(Ok(stood_for))
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, written: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        // HTTP/2 alone writes so: what it refuses is a frame, which has no place for words.
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    const REFUSAL: &str = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\ndate: Thu, 26 Nov 2026 03:00:00 GMT\r\n\r\n";

    /// The library reads no further.
    const READ_AT_MOST: usize = 131_072;

    /// What a client hears that asked one thing, when the library says another, through a pipe of so many bytes.
    async fn heard(asked: String, said: String, pipe: usize) -> String {
        let (client, server) = duplex(pipe);
        let (mut reads, mut writes) = tokio::io::split(client);
        let length = asked.len().min(READ_AT_MOST);
        let server = tokio::spawn(async move {
            let mut wire = Wire::new(server);
            wire.read_exact(&mut vec![0; length]).await.unwrap();
            wire.write_all(said.as_bytes()).await.unwrap();
        });
        let mut heard = String::new();
        let ask = async {
            writes.write_all(asked.as_bytes()).await.unwrap();
            writes.shutdown().await.unwrap();
        };
        let ((), read) = tokio::join!(ask, reads.read_to_string(&mut heard));
        read.unwrap();
        server.await.unwrap();
        heard
    }

    fn problem(heard: &str) -> (&str, Value) {
        let (head, body) = heard.split_once("\r\n\r\n").unwrap();
        assert!(
            head.contains(&format!("content-length: {}\r\n", body.len())) || head.ends_with(&format!("content-length: {}", body.len()))
        );
        (head, serde_json::from_str(body).unwrap())
    }

    #[tokio::test]
    async fn a_bare_refusal_is_put_into_words_at_its_place() {
        let long = format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(70_000));
        for (asked, status, kind, character) in [
            (long.as_str(), "400 Bad Request", "414 URI Too Long", Some(8_193)),
            // Who goes on sending is heard out: the connection does not break under what it sends.
            (&"a".repeat(2 * READ_AT_MOST), "431 Request Header Fields Too Large", "414 URI Too Long", Some(8_193)),
            ("GET / HTTP/1.1\r\nA: b", "408 Request Timeout", "408 Request Timeout", None),
            ("GET / HTTP/1.1\r\nA: b", "431 Request Header Fields Too Large", "431 Request Header Fields Too Large", None),
            ("\0\0\0", "400 Bad Request", "400 Bad Request", None),
        ] {
            // A pipe that takes less at once than there is to say.
            let heard = heard(asked.to_owned(), REFUSAL.replace("400 Bad Request", status), 64).await;
            let (head, problem) = problem(&heard);
            assert!(head.starts_with(&format!("HTTP/1.1 {kind}\r\n")), "{head}");
            assert!(
                head.contains("application/problem+json") && head.contains("content-security-policy") && head.contains("date: Thu"),
                "{head}"
            );
            assert_eq!(problem["place"]["character"].as_u64(), character, "{problem}");
            assert_eq!(kind.split(' ').next(), Some(problem["status"].to_string().as_str()));
        }
    }

    #[tokio::test]
    async fn what_we_answer_goes_out_as_it_is() {
        let ours = REFUSAL.replace("date", "Content-Security-Policy: default-src 'none'\r\ndate");
        for said in [
            ours,
            REFUSAL.replace("400 Bad Request", "200 OK"),
            "HTTP/1.1 4".to_owned(),
            "PRI * HTTP/2".to_owned(),
            REFUSAL.replace("\r\n\r\n", "\r\n"),
            REFUSAL.replace("length: 0", "length: 3") + "abc",
        ] {
            assert_eq!(heard("GET / HTTP/1.1\r\n\r\n".to_owned(), said.clone(), 4_096).await, said);
        }
    }

    #[tokio::test]
    async fn the_rest_of_an_answer_is_no_head() {
        let said = format!("HTTP/1.1 200 OK\r\n{REFUSAL}");
        // As much as the pipe takes at once ends where the words of a refusal begin.
        assert_eq!(heard("GET / HTTP/1.1\r\n\r\n".to_owned(), said.clone(), 17).await, said);
    }

    #[test]
    fn a_line_is_counted_until_it_ends() {
        let mut line = FirstLine::default();
        for piece in [&b"GET /aaa"[..], b"aaa HTTP/1.1\r", b"\nHost: a long one"] {
            line.take(piece);
        }
        assert_eq!((line.length, line.is_whole), (21, true));
    }
}
