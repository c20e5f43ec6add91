//! Slow clients and large requests.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use maillage::api::Settings;

use crate::harness::{TestServer, problem};

/// Sends bytes, then waits for the server to answer or to hang up; gives what it said and how long it took.
fn stall(server: &TestServer, sent: &str) -> (String, Duration) {
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    let (start, mut said) = (Instant::now(), Vec::new());
    stream.read_to_end(&mut said).unwrap();
    (String::from_utf8_lossy(&said).into_owned(), start.elapsed())
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let settings = Settings { body_deadline: Duration::from_millis(300), ..Settings::default() };
    let server = TestServer::empty(settings);
    server.load(Vec::new());
    let head = "POST /areas HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{";
    let (said, took) = stall(&server, head);
    assert!(said.starts_with("HTTP/1.1 408") && said.contains("/problems/slow-request"), "{said}");
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn a_body_nobody_reads_does_not_hold_the_connection() {
    let server = TestServer::of_town();
    let (said, took) = stall(&server, "POST /collections HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{");
    assert!(said.starts_with("HTTP/1.1 405"), "{said}");
    assert!(took < Duration::from_secs(10), "{took:?}");
}

/// Fifty at once, and others are answered meanwhile.
#[test]
fn heads_that_do_not_come_are_not_waited_for_and_keep_nobody_out() {
    let server = TestServer::of_town();
    std::thread::scope(|scope| {
        let slow = || stall(&server, "GET /collections HTTP/1.1\r\nhost: x\r\nx-slow");
        let waiting: Vec<_> = (0..50).map(|_| scope.spawn(slow)).collect();
        assert_eq!(server.get("/conformance").status(), 200);
        for (said, took) in waiting.into_iter().map(|slow| slow.join().unwrap()) {
            assert!(said.starts_with("HTTP/1.1 408") && said.contains("/problems/slow-request"), "{said}");
            assert!(took < Duration::from_secs(10), "{took:?}");
        }
    });
}

#[test]
fn who_connects_and_says_nothing_is_not_waited_for() {
    let server = TestServer::of_town();
    let (said, took) = stall(&server, "");
    assert!(said.is_empty() && took < Duration::from_secs(10), "{said} {took:?}");
}

#[test]
fn a_long_head_is_refused_in_words() {
    let server = TestServer::of_town();
    let (said, _) = stall(&server, &format!("GET /collections HTTP/1.1\r\nhost: x\r\nx-long: {}", "a".repeat(131_072)));
    assert!(
        said.starts_with("HTTP/1.1 431") && said.contains("/problems/head-too-long") && said.contains("content-security-policy"),
        "{said}"
    );
}

#[test]
fn a_large_body_is_refused_announced_or_not() {
    let server = TestServer::of_town();
    let large = " ".repeat((2 << 20) + 1);
    let (status, announced) = problem(server.post("/areas", &large));
    assert_eq!((status, announced["type"].as_str()), (413, Some("/problems/body-too-large")));
}

#[test]
fn a_long_address_is_refused() {
    let server = TestServer::of_town();
    let (status, problem) = server.refused(&format!("/collections/iris/items?code={}", "x".repeat(9_000)));
    assert_eq!((status, problem["type"].as_str()), (414, Some("/problems/address-too-long")));
}

#[test]
fn a_client_that_begins_with_http_2_is_answered_in_http_2() {
    let server = TestServer::of_town();
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // The preface, then an empty SETTINGS frame: RFC 9113, section 3.4.
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00").unwrap();
    let mut head = [0; 9];
    stream.read_exact(&mut head).unwrap();
    assert_eq!((head[3], &head[5..]), (4, &[0; 4][..]), "the server begins with its own SETTINGS, on stream 0");
}

#[test]
fn a_request_that_is_no_http_is_refused() {
    let server = TestServer::of_town();
    let (said, _) = stall(&server, "BLAH\r\n\r\n");
    assert!(said.starts_with("HTTP/1.1 400") && said.contains("/problems/bad-request"), "{said}");
}
