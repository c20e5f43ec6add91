//! Who asks too often waits; who asks at the same time as too many others comes back.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use maillage::access::Role;
use maillage::api::Settings;
use maillage::api::auth::Limits;
use serde_json::json;

use crate::harness::people::House;
use crate::harness::{TestServer, header, problem};

fn behind_a_proxy(address_per_second: u32, address_burst: u32) -> TestServer {
    let trusted_proxies = ["127.0.0.1".parse().unwrap()].into();
    let limits = Limits { address_per_second, address_burst, trusted_proxies, ..Limits::default() };
    let server = TestServer::empty(Settings { limits, ..Settings::default() });
    server.load(crate::harness::town::everything());
    server
}

#[test]
fn one_address_waits_and_another_does_not() {
    let server = behind_a_proxy(1, 20);
    let ask = |from: &str| server.get_with("/conformance", &[("x-forwarded-for", from)]);
    let refused: Vec<_> = (0..60).map(|_| ask("192.0.2.1")).filter(|response| response.status() == 429).collect();
    assert!((37..=40).contains(&refused.len()), "{}", refused.len());
    let response = refused.into_iter().next().unwrap();
    assert!(["1", "2"].contains(&header(&response, "retry-after").as_str()));
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    assert_eq!(problem(response).1["type"], "/problems/too-many-requests");
    assert_eq!(ask("192.0.2.2").status(), 200);
    assert_eq!(ask("203.0.113.9, 192.0.2.1").status(), 429, "what the client forges before the proxy’s own word is not believed");
    assert_eq!(server.get_with("/healthz", &[("x-forwarded-for", "192.0.2.1")]).status(), 200);
}

#[test]
fn without_a_trusted_proxy_nobody_s_word_is_taken_and_the_machine_itself_does_not_wait() {
    let limits = Limits { address_per_second: 1, address_burst: 2, ..Limits::default() };
    let server = TestServer::empty(Settings { limits, ..Settings::default() });
    server.load(Vec::new());
    assert!((0..30).all(|_| server.get_with("/conformance", &[("x-forwarded-for", "192.0.2.1")]).status() == 200));
}

#[test]
fn one_session_does_not_write_without_end() {
    let limits = Limits { writes_per_minute: 10, ..Limits::default() };
    let house = House::with(|settings| Settings { limits, ..settings });
    house.add("root-admin", Role::Administrator, "");
    let admin = house.sign_in("root-admin");
    let answers: Vec<_> = (0..15).map(|_| admin.post("/keys", &json!({})).status().as_u16()).collect();
    assert_eq!(answers.iter().filter(|status| **status == 422).count(), 10, "{answers:?}");
    assert!(answers[10..].iter().all(|status| *status == 429), "{answers:?}");
}

#[test]
fn beyond_what_the_machine_answers_at_once_one_is_told_to_come_back() {
    let server = TestServer::empty(Settings { limits: Limits { under_way: 0, ..Limits::default() }, ..Settings::default() });
    server.load(Vec::new());
    let response = server.get("/conformance");
    assert_eq!(header(&response, "retry-after"), "2");
    assert_eq!(problem(response), {
        let (status, problem) = problem(server.get("/conformance"));
        assert_eq!((status, problem["type"].as_str()), (503, Some("/problems/overloaded")));
        (status, problem)
    });
    assert_eq!(server.get("/healthz").status(), 200);
}

#[test]
fn bodies_that_come_slowly_are_cut_and_keep_no_reader_out() {
    let limits = Limits { under_way: 400, ..Limits::default() };
    let body_deadline = Duration::from_millis(1_500);
    let server = TestServer::empty(Settings { limits, body_deadline, ..Settings::default() });
    server.load(Vec::new());
    let head = "POST /areas HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{";
    let begun = Instant::now();
    let streams: Vec<_> = (0..150)
        .map(|_| {
            let mut stream = TcpStream::connect(server.address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            stream.write_all(head.as_bytes()).unwrap();
            stream
        })
        .collect();
    assert_eq!(server.get("/conformance").status(), 200);
    let mut told = [0, 0];
    for mut stream in streams {
        let mut said = Vec::new();
        stream.read_to_end(&mut said).unwrap();
        let said = String::from_utf8_lossy(&said);
        let which = ["HTTP/1.1 408", "HTTP/1.1 503"].iter().position(|status| said.starts_with(status));
        told[which.unwrap_or_else(|| panic!("{said}"))] += 1;
    }
    // A hundred at a time are waited for; those beyond are told at once to come back.
    assert!(told[0] >= 100 && told[0] + told[1] == 150, "{told:?}");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
