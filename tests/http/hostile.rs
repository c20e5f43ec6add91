//! Requests made to break a parser: each is refused at a place, quickly.

use std::time::Instant;

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
    let (status, problem) = refused(&server, "64 KB", &format!("/collections/iris/items?filter={long}"));
    assert_eq!((status, problem["type"].as_str()), (414, Some("/problems/address-too-long")));
}

#[test]
fn absurd_values_are_refused_by_name() {
    let server = TestServer::of_town();
    for (query, code, column) in [
        ("bbox=1e308,1e308,1e308,1e308", "bad-bbox", "bbox"),
        ("bbox=-180,-90,180", "bad-bbox", "bbox"),
        ("bbox=NaN,NaN,NaN,NaN", "bad-bbox", "bbox"),
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
