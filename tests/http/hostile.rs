//! Requests made to break a parser: each is refused at a place, quickly.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::TestServer;

/// Refuses, tells in how long, and gives the problem.
fn refused(server: &TestServer, name: &str, path: &str) -> (u16, Value) {
    let start = Instant::now();
    let (status, problem) = server.refused(path);
    println!("{name}: {} characters, {status} {} at {} in {:?}", path.len(), problem["type"], problem["place"], start.elapsed());
    (status, problem)
}

#[test]
fn filters_that_are_nested_or_long_are_refused_at_their_place() {
    let server = TestServer::of_town();
    let deepest = "(".repeat(7_900);
    let not = "NOT%20".repeat(1_300);
    let json = "%7B%22op%22:%22not%22,%22args%22:%5B".repeat(200);
    for (name, filter, code) in [
        ("parentheses", deepest.as_str(), "filter-too-deep"),
        ("negations", not.as_str(), "bad-filter"),
        ("minus", &format!("{}1=1", "-".repeat(7_800)), "filter-too-deep"),
        ("functions", &"CASEI(".repeat(1_300), "filter-too-deep"),
        ("collections", &format!("S_WITHIN(geometry,{}", "GEOMETRYCOLLECTION(".repeat(400)), "filter-too-deep"),
    ] {
        let (status, problem) = refused(&server, name, &format!("/collections/iris/items?filter={filter}"));
        assert_eq!((status, problem["type"].as_str().unwrap()), (400, format!("/problems/{code}").as_str()), "{name}");
        assert!(problem["place"]["character"].as_u64().is_some_and(|character| character >= 1), "{name}: {problem}");
        assert_eq!(problem["place"]["column"], "filter", "{name}");
    }
    let (status, problem) = refused(&server, "JSON", &format!("/collections/iris/items?filter-lang=cql2-json&filter={json}"));
    assert_eq!((status, problem["type"].as_str()), (400, Some("/problems/filter-too-deep")), "{problem}");
    let alternatives = vec!["area_km2%3D4"; 300].join("%20OR%20");
    assert_eq!(server.json(&format!("/collections/iris/items?filter={alternatives}"))["numberMatched"], 0);
    // A hundred thousand of them fit no address: the parser's own tests read them.
    let long = vec!["area_km2%3D4"; 3_000].join("%20OR%20");
    let (status, problem) = refused(&server, "alternatives", &format!("/collections/iris/items?filter={long}"));
    assert_eq!(
        (status, problem["type"].as_str(), &problem["place"]["character"]),
        (414, Some("/problems/address-too-long"), &8_193.into())
    );
}

#[test]
fn addresses_of_any_length_are_refused() {
    let server = TestServer::of_town();
    let json = "%7B%22op%22:%22not%22,%22args%22:%5B";
    for (name, address) in [
        ("path of 60 KB", format!("/{}", "a".repeat(60_000))),
        ("parentheses, 60,000", format!("/collections/iris/items?filter={}", "(".repeat(60_000))),
        ("address of 64 KB", format!("/{}", "a".repeat(65_536))),
        ("parentheses, 100,000", format!("/collections/iris/items?filter={}", "(".repeat(100_000))),
        ("JSON, 100,000 deep", format!("/collections/iris/items?filter-lang=cql2-json&filter={}", json.repeat(100_000))),
        ("alternatives, 100,000", format!("/collections/iris/items?filter={}", vec!["area_km2%3D4"; 100_000].join("%20OR%20"))),
    ] {
        let start = Instant::now();
        let said = raw(server.address, &address);
        println!("{name}: {} characters, {} in {:?}", address.len(), said.lines().next().unwrap_or_default(), start.elapsed());
        assert_eq!(said.split(' ').nth(1), Some("414"), "{name}: {said}");
        assert!(said.contains("application/problem+json") && said.contains("\"character\":8193"), "{name}: {said}");
    }
    assert_eq!(server.json("/collections/iris/items?limit=1")["numberReturned"], 1, "it answers on");
}

/// Sends an address as it is and gives what is answered, if only in part: whoever refuses need not read to the end.
fn raw(server: SocketAddr, address: &str) -> String {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let sent = stream.write_all(format!("GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").as_bytes());
    let mut said = Vec::new();
    let read = stream.read_to_end(&mut said);
    assert!(!said.is_empty(), "nothing was answered: {sent:?} {read:?}");
    String::from_utf8_lossy(&said).into_owned()
}

#[test]
fn tiles_that_are_not_there_are_refused_at_their_place() {
    let server = TestServer::of_town();
    for (path, code, column) in [
        ("/collections/iris/tiles/WebMercatorQuad/99/0/0", "bad-tile", Some("z")),
        ("/collections/iris/tiles/WebMercatorQuad/-1/0/0", "bad-tile", Some("z")),
        ("/collections/iris/tiles/WebMercatorQuad/3/8/0", "bad-tile", Some("y")),
        ("/collections/iris/tiles/WebMercatorQuad/3/0/8", "bad-tile", Some("x")),
        ("/collections/iris/tiles/WebMercatorQuad/3/0/1e9", "bad-tile", Some("x")),
        ("/collections/iris/tiles/WebMercatorQuad/3/0/99999999999999999999", "bad-tile", Some("x")),
        ("/collections/iris/tiles/WorldCRS84Quad/3/0/0", "unknown-tiling", Some("tiling")),
        ("/collections/mars/tiles/WebMercatorQuad/3/0/0", "unknown-collection", None),
    ] {
        let (status, problem) = refused(&server, path, path);
        assert_eq!((status, problem["type"].as_str().unwrap()), (404, format!("/problems/{code}").as_str()), "{path}: {problem}");
        assert_eq!(problem["place"]["column"].as_str(), column, "{path}");
    }
}

#[test]
fn absurd_values_are_refused_by_name() {
    let server = TestServer::of_town();
    for (query, code, column) in [
        ("bbox=1e308,1e308,1e308,1e308", "bad-bbox", "bbox"),
        ("bbox=-180,-90,180", "bad-bbox", "bbox"),
        ("bbox=NaN,NaN,NaN,NaN", "bad-bbox", "bbox"),
        ("crs=http://www.opengis.net/def/crs/EPSG/0/99999", "unknown-crs", "crs"),
        ("bbox=3,43,4,44&bbox-crs=urn:x", "unknown-crs", "bbox-crs"),
        ("limit=1e9", "bad-parameter", "limit"),
        ("limit=-1", "bad-parameter", "limit"),
        ("offset=99999999999999999999999", "bad-parameter", "offset"),
        ("filter-lang=sql&filter=1=1", "bad-parameter", "filter-lang"),
        ("sortby=nothing", "unknown-property", "sortby"),
        ("sortby=code,code,code,code,code,code,code,code,code", "bad-parameter", "sortby"),
        ("filter=tax_person_2009%20%3E%203", "unknown-property", "filter"),
        ("filter=S_INTERSECTS(geometry,POINT(1e308%201))", "bad-filter", "filter"),
        ("filter=S_INTERSECTS(geometry,BBOX(5,5,4,4,4))", "bad-filter", "filter"),
        ("filter=geometry", "unknown-property", "filter"),
        ("filter=1", "bad-filter", "filter"),
        ("filter=%00", "bad-filter", "filter"),
        ("filter=code%20LIKE%20%27%25%27%20AND%20%F0%9F%92%A3", "bad-filter", "filter"),
    ] {
        let (status, problem) = refused(&server, query, &format!("/collections/iris/items?{query}"));
        assert_eq!((status, problem["type"].as_str().unwrap()), (400, format!("/problems/{code}").as_str()), "{query}: {problem}");
        assert_eq!(problem["place"]["column"], column, "{query}");
        assert!(!problem["hint"].as_str().unwrap().is_empty(), "{query}");
    }
    assert_eq!(server.json("/collections/iris/items?limit=1000000000&offset=9223372036854775807")["numberReturned"], 0);
    let (_, problem) = refused(&server, "a name", "/collections/iris/items?lang=en&filter=tax_person_2009%20%3E%203");
    assert_eq!(problem["place"]["character"], 1);
    assert!(problem["hint"].as_str().unwrap().starts_with("perhaps tax_persons_2009?"), "{}", problem["hint"]);
}
