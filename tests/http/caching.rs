//! Tags, codings, snapshots: what may be kept, and for how long.

use std::collections::HashSet;
use std::io::Read;

use crate::harness::{TestServer, header, problem, town};

const ITEMS: &str = "/collections/iris/items";

#[test]
fn a_client_that_has_the_answer_is_told_so() {
    let server = TestServer::of_town();
    for path in [ITEMS, "/atlas", "/coverage?theme=sante", "/", "/api"] {
        let tag = header(&server.get(path), "etag");
        assert!(tag.starts_with('"'), "{path}: {tag}");
        let again = server.get_with(path, &[("if-none-match", &tag), ("accept", "*/*"), ("accept-encoding", "identity")]);
        assert_eq!((again.status().as_u16(), header(&again, "etag")), (304, tag), "{path}");
        let other = server.get_with(path, &[("if-none-match", "\"other\"")]);
        assert_eq!(other.status(), 200, "{path}");
    }
}

#[test]
fn each_form_has_its_own_tag_and_all_hold_the_same() {
    let server = TestServer::of_town();
    let coded = |coding: &str| server.agent.get(server.url(ITEMS)).header("accept-encoding", coding).call().unwrap();
    let (mut plain, brotli, gzip, zstd) = (coded("identity"), coded("br"), coded("gzip"), coded("zstd"));
    let codings = [&plain, &brotli, &gzip, &zstd].map(|response| header(response, "content-encoding"));
    assert_eq!(codings, ["", "br", "gzip", "zstd"]);
    let tags = HashSet::from([&plain, &brotli, &gzip, &zstd].map(|response| header(response, "etag")));
    assert_eq!(tags.len(), 4);
    assert_eq!(header(&plain, "vary"), "Accept, Accept-Encoding, Accept-Language");
    let plain = plain.body_mut().read_to_vec().unwrap();
    let mut decoded = Vec::new();
    brotli::Decompressor::new(brotli.into_body().into_reader(), 4_096).read_to_end(&mut decoded).unwrap();
    assert_eq!(plain, decoded);
    decoded.clear();
    flate2::read::GzDecoder::new(gzip.into_body().into_reader()).read_to_end(&mut decoded).unwrap();
    assert_eq!(plain, decoded);
    assert_eq!(plain, zstd::decode_all(zstd.into_body().into_reader()).unwrap());
}

#[test]
fn what_was_answered_once_is_answered_again_from_memory_in_the_same_words() {
    let server = TestServer::of_town();
    for path in [ITEMS, "/atlas", "/api", "/page.css", "/collections/iris/items?f=csv"] {
        let asked = [("accept", "*/*"), ("accept-encoding", "gzip"), ("accept-language", "en")];
        let [first, second] = [(); 2].map(|()| server.get_with(path, &asked));
        let headers = |response: &ureq::http::Response<ureq::Body>| {
            let kept = response.headers().iter().filter(|(name, _)| *name != "date");
            kept.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(headers(&first), headers(&second), "{path}");
        let tag = header(&second, "etag");
        assert_eq!(first.into_body().read_to_vec().unwrap(), second.into_body().read_to_vec().unwrap(), "{path}");
        let unchanged = server.get_with(path, &[asked[0], asked[1], asked[2], ("if-none-match", &tag)]);
        assert_eq!(
            (unchanged.status().as_u16(), header(&unchanged, "etag"), header(&unchanged, "content-encoding")),
            (304, tag, String::new())
        );
        let other = server.get_with(path, &[asked[0], asked[1], ("accept-language", "fr")]);
        assert_eq!(other.status(), 200, "{path}");
    }
    let figures = server.text("/metrics");
    let counted =
        figures.lines().find(|line| line.starts_with("maillage_requests_total") && line.contains("/collections/{collection}/items"));
    assert!(counted.is_some(), "an answer from memory is counted under its own route:\n{figures}");
}

#[test]
fn a_part_of_a_body_is_answered_while_its_tag_holds() {
    let server = TestServer::of_town();
    let plain = [("accept", "*/*"), ("accept-encoding", "identity")];
    let whole = server.get_with(ITEMS, &plain);
    assert_eq!(header(&whole, "accept-ranges"), "bytes");
    let (tag, whole) = (header(&whole, "etag"), whole.into_body().read_to_vec().unwrap());
    let part = server.get_with(ITEMS, &[plain[0], plain[1], ("range", "bytes=10-19"), ("if-range", &tag)]);
    assert_eq!((part.status().as_u16(), header(&part, "content-range")), (206, format!("bytes 10-19/{}", whole.len())));
    assert_eq!(part.into_body().read_to_vec().unwrap(), whole[10..20]);
    let stale = server.get_with(ITEMS, &[plain[0], plain[1], ("range", "bytes=10-19"), ("if-range", "\"other\"")]);
    assert_eq!((stale.status().as_u16(), stale.into_body().read_to_vec().unwrap()), (200, whole.clone()));
    let beyond = server.get_with(ITEMS, &[plain[0], plain[1], ("range", &format!("bytes={}-", whole.len()))]);
    assert_eq!((beyond.status().as_u16(), header(&beyond, "content-range")), (416, format!("bytes */{}", whole.len())));
    let coded = server.get_with(ITEMS, &[plain[0], ("accept-encoding", "br"), ("range", "bytes=0-9")]);
    assert_eq!(coded.status(), 200, "a coded body is answered whole");
}

#[test]
fn first_answers_are_made_with_the_snapshot_and_pressed_harder_than_while_someone_waits() {
    let server = TestServer::of_town();
    let state = std::sync::Arc::clone(&server.state);
    let host = format!("localhost:{}", server.address.port());
    let asked = |host: &str| server.get_with(ITEMS, &[("host", host), ("accept", "*/*"), ("accept-encoding", "br")]);
    let waited = asked(&host);
    tokio::runtime::Runtime::new().unwrap().block_on(async move {
        let snapshot = state.snapshot(None).unwrap();
        tokio::task::spawn_blocking(move || maillage::api::make_first_answers(&state, &snapshot)).await.unwrap();
    });
    let (ready, elsewhere) = (asked(&host), asked("elsewhere.example"));
    let tags = [&waited, &ready, &elsewhere].map(|response| header(response, "etag"));
    assert!(tags[0] != tags[1], "other bytes bear another tag");
    let bytes = [waited, ready, elsewhere].map(|response| response.into_body().read_to_vec().unwrap());
    assert!(bytes[1].len() < bytes[0].len(), "{} bytes, then {}", bytes[0].len(), bytes[1].len());
    let plain = bytes.map(|bytes| {
        let mut plain = String::new();
        brotli::Decompressor::new(bytes.as_slice(), 4_096).read_to_string(&mut plain).unwrap();
        plain
    });
    assert_eq!(plain[0], plain[1]);
    assert_eq!(plain[1].replace(&host, "elsewhere.example"), plain[2]);
}

#[test]
fn the_same_question_has_the_same_tag_whatever_the_order_of_its_parameters() {
    let server = TestServer::of_town();
    let tag = |query: &str| header(&server.get(&format!("{ITEMS}?{query}")), "etag");
    assert_eq!(tag("limit=2&offset=1"), tag("offset=1&limit=2"));
    assert_ne!(tag("limit=2"), tag("limit=3"));
    assert_ne!(tag("lang=fr"), tag("lang=en"));
}

#[test]
fn what_names_its_snapshot_is_kept_for_ever_and_the_rest_is_asked_again() {
    let server = TestServer::of_town();
    let current = server.get(ITEMS);
    let snapshot = header(&current, "maillage-snapshot");
    assert_eq!((header(&current, "cache-control").as_str(), snapshot.len()), ("no-cache", 16));
    let pinned = server.get(&format!("{ITEMS}?snapshot={snapshot}"));
    assert!(header(&pinned, "cache-control").contains("immutable"));
}

#[test]
fn a_download_under_way_keeps_its_snapshot_until_it_is_gone() {
    let server = TestServer::of_town();
    let first = header(&server.get(ITEMS), "maillage-snapshot");
    let before = server.text(&format!("{ITEMS}?snapshot={first}"));
    for edition in 1..=3 {
        server.load(vec![town::outlines(), town::figures(f64::from(edition)), town::services()]);
        assert_ne!(header(&server.get(ITEMS), "maillage-snapshot"), first);
        assert_eq!(server.text(&format!("{ITEMS}?snapshot={first}")), before);
    }
    server.load(vec![town::outlines(), town::figures(4.0)]);
    let (status, gone) = problem(server.get(&format!("{ITEMS}?snapshot={first}")));
    assert_eq!((status, gone["type"].as_str()), (410, Some("/problems/snapshot-gone")));
}

#[test]
fn loading_the_same_content_again_changes_nothing() {
    let server = TestServer::of_town();
    let before = header(&server.get(ITEMS), "etag");
    server.load(town::everything());
    assert_eq!(header(&server.get(ITEMS), "etag"), before);
}
