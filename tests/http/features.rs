//! OGC API Features: the way in, collections, pages and single features.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::{TestServer, header, town};

#[test]
fn the_landing_page_leads_to_every_standard_resource() {
    let server = TestServer::of_town();
    let landing = server.json("/?f=json");
    for rel in ["self", "conformance", "data", "service-desc", "service-doc", "alternate"] {
        let link = landing["links"].as_array().unwrap().iter().find(|link| link["rel"] == rel).unwrap_or_else(|| panic!("no {rel}"));
        let path = link["href"].as_str().unwrap().strip_prefix(&server.url("")).unwrap();
        assert_eq!(server.get(path).status(), 200, "{path}");
    }
}

fn pages(server: &TestServer, first: &str) -> Vec<Value> {
    let (mut pages, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(path) = next {
        let page = server.json(&path);
        let link = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "next");
        next = link.map(|link| link["href"].as_str().unwrap().strip_prefix(&server.url("")).unwrap().to_owned());
        pages.push(page);
    }
    pages
}

#[test]
fn every_collection_is_read_whole_without_skip_or_repeat() {
    let server = TestServer::of_town();
    let collections = server.json("/collections");
    for collection in collections["collections"].as_array().unwrap() {
        let id = collection["id"].as_str().unwrap();
        let pages = pages(&server, &format!("/collections/{id}/items?limit=7"));
        let matched = pages[0]["numberMatched"].as_u64().unwrap() as usize;
        let ids: Vec<_> =
            pages.iter().flat_map(|page| page["features"].as_array().unwrap()).map(|feature| feature["id"].to_string()).collect();
        assert_eq!(ids.len(), matched, "{id}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), matched, "{id}");
        assert!(pages.iter().all(|page| page["numberReturned"] == page["features"].as_array().unwrap().len()), "{id}");
    }
    assert_eq!(server.json("/collections/iris/items")["numberMatched"], town::ZONES);
    assert_eq!(server.json("/collections/services/items")["numberMatched"], town::SERVICES);
}

#[test]
fn a_next_link_pins_the_snapshot() {
    let server = TestServer::of_town();
    let page = server.json("/collections/iris/items?limit=5");
    let next = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "next").unwrap()["href"].as_str().unwrap().to_owned();
    let snapshot = header(&server.get("/collections/iris/items?limit=5"), "maillage-snapshot");
    assert!(next.contains(&format!("snapshot={snapshot}")) && next.contains("offset=5"), "{next}");
}
