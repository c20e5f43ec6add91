//! Tags, codings, snapshots: what may be kept, and for how long.

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
    let (mut plain, brotli, gzip) = (coded("identity"), coded("br"), coded("gzip"));
    assert_eq!((header(&brotli, "content-encoding"), header(&gzip, "content-encoding")), ("br".to_owned(), "gzip".to_owned()));
    let tags = [header(&plain, "etag"), header(&brotli, "etag"), header(&gzip, "etag")];
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2]);
    assert_eq!(header(&plain, "vary"), "Accept, Accept-Encoding, Accept-Language");
    let plain = plain.body_mut().read_to_vec().unwrap();
    let mut decoded = Vec::new();
    brotli::Decompressor::new(brotli.into_body().into_reader(), 4_096).read_to_end(&mut decoded).unwrap();
    assert_eq!(plain, decoded);
    decoded.clear();
    flate2::read::GzDecoder::new(gzip.into_body().into_reader()).read_to_end(&mut decoded).unwrap();
    assert_eq!(plain, decoded);
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
