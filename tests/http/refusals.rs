//! Bad requests: each has its status, its stable type, its place, in the language asked for.

use crate::harness::{TestServer, problem};

const BAD: [(u16, &str, &str); 35] = [
    (400, "unknown-parameter", "/collections?colour=red"),
    (400, "unknown-parameter", "/collections/iris/items?limits=3"),
    (400, "unknown-mode", "/coverage?theme=sante&mode=bus"),
    (400, "unknown-parameter", "/coverage?theme=sante&by=bus"),
    (400, "repeated-parameter", "/collections/iris/items?limit=1&limit=2"),
    (400, "bad-parameter", "/collections/iris/items?limit=0"),
    (400, "bad-parameter", "/collections/iris/items?limit=-1"),
    (400, "bad-parameter", "/collections/iris/items?limit=abc"),
    (400, "bad-parameter", "/collections/iris/items?offset=-1"),
    (400, "bad-bbox", "/collections/iris/items?bbox=1,2,3"),
    (400, "bad-bbox", "/collections/iris/items?bbox=NaN,43,4,44"),
    (400, "bad-bbox", "/collections/iris/items?bbox=3,44,4,43"),
    (400, "unknown-crs", "/collections/iris/items?crs=EPSG:2975"),
    (400, "unknown-crs", "/collections/iris/items?bbox=3,43,4,44&bbox-crs=http://example.org"),
    (400, "bad-datetime", "/collections/iris/items?datetime=hier"),
    (400, "unknown-property", "/collections/iris/items?properties=name,colour"),
    (400, "unknown-format", "/collections?f=xml"),
    (400, "unknown-language", "/collections?lang=de"),
    (400, "missing-parameter", "/coverage"),
    (400, "unknown-theme", "/coverage?theme=jardinage"),
    (400, "unknown-geography", "/coverage?theme=sante&geography=canton"),
    (400, "unknown-audience", "/coverage?theme=sante&audience=martiens"),
    (400, "bad-week-time", "/coverage?theme=sante&at=mardi"),
    (400, "bad-parameter", "/coverage?theme=sante&limit=121"),
    (400, "bad-weights", "/targets?need=0&gap=0&take_up=0"),
    (400, "bad-parameter", "/targets?need=-1"),
    (400, "missing-parameter", "/near"),
    (400, "bad-parameter", "/near?point=3.87"),
    (400, "bad-parameter", "/near?point=200,100"),
    (404, "geography-not-loaded", "/coverage?theme=sante&geography=epci"),
    (404, "unknown-collection", "/collections/martiens/items"),
    (404, "unknown-feature", "/collections/iris/items/000000000"),
    (404, "unknown-indicator", "/columns/iris/bonheur_2020"),
    (404, "unknown-zone", "/zones/000000000"),
    (404, "not-found", "/nulle/part"),
];

#[test]
fn each_bad_request_has_its_status_and_its_type() {
    let server = TestServer::of_town();
    for (status, kind, path) in BAD {
        let (found, problem) = server.refused(path);
        assert_eq!((found, problem["type"].as_str().unwrap()), (status, format!("/problems/{kind}").as_str()), "{path}");
        for member in ["title", "detail", "hint"] {
            assert!(problem[member].as_str().is_some_and(|words| !words.is_empty()), "{path}: {member}");
        }
        assert_eq!(problem["instance"], path.split('?').next().unwrap());
        assert_eq!(server.get(&format!("/problems/{kind}")).status(), 200, "{kind} is not explained");
    }
}

#[test]
fn a_refused_parameter_is_named_and_the_known_ones_are_listed() {
    let server = TestServer::of_town();
    let (_, problem) = server.refused("/collections/iris/items?colour=red");
    assert_eq!(problem["place"]["column"], "colour");
    let hint = problem["hint"].as_str().unwrap();
    assert!(["limit", "bbox", "code", "rsa_recipients_2009"].iter().all(|name| hint.contains(name)), "{hint}");
}

#[test]
fn errors_speak_the_language_asked_for() {
    let server = TestServer::of_town();
    let title = |headers: &[(&str, &str)], path: &str| problem(server.get_with(path, headers)).1["title"].as_str().unwrap().to_owned();
    assert!(title(&[], "/coverage?theme=x").starts_with("thème inconnu"));
    assert!(title(&[("accept-language", "en-GB")], "/coverage?theme=x").starts_with("unknown theme"));
    assert!(title(&[("accept-language", "en")], "/coverage?theme=x&lang=fr").starts_with("thème inconnu"));
    assert!(title(&[("accept-language", "en")], "/nulle/part").starts_with("there is nothing"));
}

#[test]
fn what_no_format_satisfies_is_not_acceptable() {
    let server = TestServer::of_town();
    let (status, problem) = problem(server.get_with("/collections/iris/items", &[("accept", "image/png")]));
    assert_eq!((status, problem["type"].as_str()), (406, Some("/problems/not-acceptable")));
}

const POLYGON: &str = r#"{"type":"Polygon","coordinates":"#;

#[test]
fn each_bad_outline_is_refused_with_its_place() {
    let server = TestServer::of_town();
    let star: Vec<String> = (0..10_001).map(|i| format!("[3.8{:04},43.6]", i % 9_999)).collect();
    let bodies = [
        (422, "short-ring", Some(0), "[[[3.8,43.6],[3.9,43.7]]]".to_owned()),
        (422, "bad-coordinate", Some(1), "[[[3.8,43.6],[1e308,43.7],[3.9,43.6],[3.8,43.6]]]".to_owned()),
        (422, "bad-coordinate", None, "[[[3.8,43.6],[NaN,43.7],[3.9,43.6],[3.8,43.6]]]".to_owned()),
        (422, "bad-coordinate", None, "[[[3.8,43.6],[Infinity,43.7],[3.9,43.6],[3.8,43.6]]]".to_owned()),
        (422, "self-crossing", Some(1), "[[[3.80,43.60],[3.80,43.61],[3.81,43.60],[3.81,43.61],[3.80,43.60]]]".to_owned()),
        (422, "crosses-antimeridian", Some(1), "[[[179,0],[179,1],[-179,1],[-179,0],[179,0]]]".to_owned()),
        (422, "open-ring", Some(3), "[[[3.8,43.6],[3.9,43.6],[3.9,43.7],[3.8,43.7]]]".to_owned()),
        (422, "too-many-vertices", None, format!("[[{}]]", star.join(","))),
        (422, "outside-territory", None, "[[[5,45],[6,45],[6,46],[5,45]]]".to_owned()),
        (400, "bad-json", None, "[[[3.8".to_owned()),
    ];
    for (status, kind, vertex, coordinates) in bodies {
        let (found, problem) = problem(server.post("/areas", &format!("{POLYGON}{coordinates}}}")));
        assert_eq!((found, problem["type"].as_str().unwrap()), (status, format!("/problems/{kind}").as_str()), "{problem}");
        assert_eq!(problem["place"]["vertex"].as_u64(), vertex, "{kind}");
    }
    let (status, problem) = problem(server.post("/areas", r#"{"type":"Point","coordinates":[3.8,43.6]}"#));
    assert_eq!((status, problem["type"].as_str()), (422, Some("/problems/not-a-polygon")));
}

#[test]
fn a_body_that_does_not_say_it_is_json_is_refused() {
    let server = TestServer::of_town();
    let response = server.agent.post(server.url("/areas")).header("content-type", "text/plain").send("{}").unwrap();
    let (status, problem) = problem(response);
    assert_eq!((status, problem["type"].as_str()), (415, Some("/problems/not-json")));
}
